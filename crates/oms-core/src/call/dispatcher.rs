//! The front of every generated client: it checks a request, writes it as JSON and starts its call.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use super::future::RunningCall;
use super::run::run;
use super::state::ClientState;
use crate::{Action, Call, CallOptions, Effect, Invalid, Service};

/// Sends actions to one service. A clone is cheap and shares everything with its original.
#[derive(Clone)]
pub struct Dispatcher {
    client: Arc<ClientState>,
}

/// Builds a client of one service: the generated crate says which.
pub trait FromDispatcher {
    /// The service's address and the keys of its envelope.
    const SERVICE: &'static Service;

    /// Wraps what sends the actions.
    fn from_dispatcher(dispatcher: Dispatcher) -> Self;
}

impl Dispatcher {
    pub(crate) fn new(client: ClientState) -> Self {
        Self {
            client: Arc::new(client),
        }
    }

    #[cfg(test)]
    pub(crate) fn client(&self) -> &ClientState {
        &self.client
    }

    /// Sends a request.
    pub fn call<A: Action>(&self, request: &A) -> Call<A::Data> {
        match self.body_of(request) {
            Ok(body) => Call::ready(Arc::clone(&self.client), request.info(), body),
            Err(invalid) => Call::refused(Arc::clone(&self.client), request.info(), invalid),
        }
    }

    /// Sends a request again and again: a write is refused, because each look would repeat it.
    pub(super) fn look<A: Action>(&self, request: &A) -> Call<A::Data> {
        let info = request.info();
        if info.effect() == Effect::Read {
            return self.call(request);
        }
        let name = info.name();
        let refusal = format!("{name} changes something, and only a read can be waited for");
        Call::refused(Arc::clone(&self.client), info, Invalid::new(refusal))
    }

    /// Checks a request as a call does before it sends anything.
    ///
    /// # Errors
    ///
    /// A value that must not be sent, or an action or a field that the server is said to be too old
    /// for.
    pub fn check<A: Action>(&self, request: &A) -> Result<(), Invalid> {
        self.body_of(request).map(drop)
    }

    /// Checks a request and makes it ready to be sent: what depends on the action is done here, and
    /// nothing after.
    fn body_of<A: Action>(&self, request: &A) -> Result<Bytes, Invalid> {
        request.check()?;
        if let Some(version) = self.client.server_version {
            version.check(request.info(), &|visit| request.newer_fields(visit))?;
        }
        to_json(request).map(Bytes::from)
    }

    /// The client and the body of a request that is sent by somebody else.
    pub(crate) fn parts_of<A: Action>(
        &self,
        request: &A,
    ) -> (Arc<ClientState>, Result<Bytes, Invalid>) {
        (Arc::clone(&self.client), self.body_of(request))
    }

    /// A duration between two others, drawn anew each time.
    pub(crate) fn between(&self, shortest: Duration, longest: Duration) -> Duration {
        self.client.clock.between(shortest..=longest)
    }

    /// The time on the client's wall clock.
    pub(super) fn wall(&self) -> SystemTime {
        self.client.clock.wall()
    }

    /// Starts a call of which more is wanted than its reply.
    pub(crate) fn start<A: Action>(
        &self,
        request: &A,
        options: Option<Box<CallOptions>>,
    ) -> Result<RunningCall, Invalid> {
        let body = self.body_of(request);
        let body = body.inspect_err(|_| self.client.report_refused(request.info()))?;
        Ok(Box::pin(run(
            Arc::clone(&self.client),
            request.info(),
            body,
            options,
        )))
    }
}

fn to_json<A: Action>(request: &A) -> Result<Vec<u8>, Invalid> {
    serde_json::to_vec(request)
        .map_err(|error| Invalid::new(format!("cannot be written as JSON: {error}")))
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dispatcher")
            .field("service", &self.client.service.name)
            .field("endpoint", &self.client.host_and_port)
            .field("timeout", &self.client.timeout)
            .field("assume_no_intermediary", &self.client.no_intermediary)
            .finish_non_exhaustive()
    }
}
