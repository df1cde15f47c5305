//! The front of every generated client: it checks a request, writes it as JSON and starts its call.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::future::RunningCall;
use super::run::run;
use super::state::ClientState;
use crate::{Action, ActionInfo, Call, Invalid, Service};

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

    /// Sends a request.
    pub fn call<A: Action>(&self, request: &A) -> Call<A::Data> {
        match self.start(request) {
            Ok(running) => Call::running(running, Arc::clone(&self.client), A::INFO),
            Err(invalid) => Call::refused(invalid),
        }
    }

    /// Checks a request and makes it ready to be sent: what depends on the action is done here, and
    /// nothing after.
    pub(crate) fn start<A: Action>(&self, request: &A) -> Result<RunningCall, Invalid> {
        request.check()?;
        if let Some(version) = self.client.server_version {
            version.check(A::INFO, &|visit| request.newer_fields(visit))?;
        }
        to_json(request).map(|body| self.dispatch(A::INFO, body))
    }

    /// The part of a call that is the same for every action.
    fn dispatch(&self, action: &'static ActionInfo, body: Vec<u8>) -> RunningCall {
        let client = Arc::clone(&self.client);
        Box::pin(run(client, action, Bytes::from(body)))
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
