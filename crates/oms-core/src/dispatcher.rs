//! The one path that every call takes: check, send, judge, and send again where that is harmless.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use tracing::Instrument;

use crate::accepted::Accepted;
use crate::call::Running;
use crate::clock::{Clock, Moment};
use crate::echo::Echo;
use crate::endpoint::Endpoint;
use crate::error::Context;
use crate::judge::judge;
use crate::observe::Observer;
use crate::retry::{Budget, Policy};
use crate::transport::{Progress, Route};
use crate::version::ServerVersion;
use crate::{
    Abandoned, Action, ActionInfo, Call, Effect, Error, Invalid, Paged, Pages, Service, Transport,
    WireRequest,
};

/// Sends actions to one service. A clone is cheap and shares everything with its original.
#[derive(Clone)]
pub struct Dispatcher {
    client: Arc<Settled>,
}

/// What [`ClientBuilder::on_abandoned`](crate::ClientBuilder::on_abandoned) is given.
pub(crate) type AbandonedHook = dyn Fn(&Abandoned) + Send + Sync;

/// What is settled when a client is built.
pub(crate) struct Settled {
    pub(crate) service: &'static Service,
    pub(crate) method: http::Method,
    pub(crate) endpoint: Endpoint,
    pub(crate) host_and_port: Arc<str>,
    pub(crate) headers: Arc<HeaderMap>,
    /// What is taken out of everything that comes back.
    pub(crate) echo: Echo,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) timeout: Duration,
    pub(crate) answer_limit: usize,
    /// Whether the caller vouches that nothing answers in the service's place.
    pub(crate) no_intermediary: bool,
    pub(crate) server_version: Option<ServerVersion>,
    pub(crate) writes: Policy,
    pub(crate) reads: Policy,
    pub(crate) budget: Budget,
    pub(crate) clock: Clock,
    pub(crate) client_request_id: Option<HeaderName>,
    pub(crate) on_abandoned: Option<Box<AbandonedHook>>,
    /// Few enough to be looked through: hashing a name takes longer.
    pub(crate) routes: RwLock<Vec<Arc<Route>>>,
}

/// One call on its way.
pub(crate) struct Dispatched {
    pub(crate) client: Arc<Settled>,
    pub(crate) action: &'static ActionInfo,
    body: Bytes,
    headers: Arc<HeaderMap>,
    /// The ID that this side gave the call, the same for every attempt.
    pub(crate) client_request_id: Option<Arc<str>>,
    started: Moment,
    pub(crate) attempts: u32,
    /// The error of an earlier attempt that says most of what may have happened.
    earlier: Option<Error>,
}

/// Builds a client of one service: the generated crate says which.
pub trait FromDispatcher {
    /// How the service is addressed and how its envelope reads.
    const SERVICE: &'static Service;

    /// Wraps what sends the actions.
    fn from_dispatcher(dispatcher: Dispatcher) -> Self;
}

impl Dispatcher {
    pub(crate) fn new(client: Settled) -> Self {
        Self {
            client: Arc::new(client),
        }
    }

    /// Sends a request.
    pub fn call<A: Action>(&self, request: &A) -> Call<A::Data> {
        match self.start(request) {
            Ok(running) => Call::running(running),
            Err(invalid) => Call::refused(invalid.into()),
        }
    }

    /// Lists page by page.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages::new(self.clone(), request)
    }

    /// Checks a request and makes it ready to be sent: what depends on the action is done here, and nothing after.
    pub(crate) fn start<A: Action>(&self, request: &A) -> Result<Running, Invalid> {
        request.check()?;
        if let Some(version) = self.client.server_version {
            version.check(A::INFO, &|visit| request.newer_fields(visit))?;
        }
        to_json(request).map(|body| self.dispatch(A::INFO, body))
    }

    /// The part of a call that is the same for every action.
    fn dispatch(&self, action: &'static ActionInfo, body: Vec<u8>) -> Running {
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

/// Sends until there is an answer to return.
async fn run(
    client: Arc<Settled>,
    action: &'static ActionInfo,
    body: Bytes,
) -> Result<Accepted, Error> {
    let mut call = Dispatched::new(client, action, body);
    let observer = Observer::open(&call);
    let deadline = call.started.after(call.client.timeout);
    loop {
        call.attempts += 1;
        let attempt = call.attempt(deadline, &observer);
        let error = match attempt.instrument(observer.span().clone()).await {
            Ok(accepted) => return Ok(accepted),
            Err(error) => error,
        };
        let Some(wait) = call.wait_before_resending(&error, deadline) else {
            let error = call.whole(error);
            observer.failed(&error);
            return Err(error);
        };
        observer.resending(&error, wait);
        call.remember(error);
        call.wait(wait, &observer).await;
    }
}

impl Dispatched {
    fn new(client: Arc<Settled>, action: &'static ActionInfo, body: Bytes) -> Self {
        let mut headers = Arc::clone(&client.headers);
        let mut client_request_id = None;
        if let Some(name) = &client.client_request_id {
            let id = client.clock.uuid();
            if let Ok(value) = HeaderValue::from_str(&id) {
                Arc::make_mut(&mut headers).insert(name.clone(), value);
                client_request_id = Some(id.into());
            }
        }
        Self {
            client,
            action,
            body,
            headers,
            client_request_id,
            started: Moment::now(),
            attempts: 0,
            earlier: None,
        }
    }

    /// Sends once, and judges what came of it.
    async fn attempt(&self, deadline: Moment, observer: &Observer) -> Result<Accepted, Error> {
        let request = WireRequest {
            route: self.client.route(self.action),
            headers: Arc::clone(&self.headers),
            body: self.body.clone(),
            limit: self.client.answer_limit,
            progress: Arc::new(Progress::default()),
        };
        let guard = DropGuard::new(self, observer, Some(&request.progress));
        let result = deadline
            .limit(self.client.transport.send(&request))
            .await
            .ok();
        guard.disarm();
        judge(self, observer, &request.progress, result)
    }

    /// Waits between two attempts.
    async fn wait(&self, wait: Duration, observer: &Observer) {
        let guard = DropGuard::new(self, observer, None);
        Clock::sleep(wait).await;
        guard.disarm();
    }

    /// Keeps the error of an attempt that is followed by another.
    fn remember(&mut self, error: Error) {
        let kept = self.earlier.take();
        self.earlier = Some(match kept {
            Some(kept) if kept.outweighs(&error) => kept,
            _ => error,
        });
    }

    /// What the whole call came to, whose last attempt failed so.
    fn whole(&mut self, last: Error) -> Error {
        match self.earlier.take() {
            Some(earlier) if earlier.outweighs(&last) => earlier.of_the_call(self.context()),
            _ => last,
        }
    }

    /// Whether an earlier attempt may have taken effect.
    fn may_have_taken_effect(&self) -> bool {
        matches!(self.earlier, Some(Error::Unknown(_)))
    }

    /// How long to wait before the request is sent again; `None` where it must not be, or not in time.
    fn wait_before_resending(&self, error: &Error, deadline: Moment) -> Option<Duration> {
        let policy = match self.action.effect() {
            Effect::Write => &self.client.writes,
            Effect::Read => &self.client.reads,
        };
        if self.attempts >= policy.attempts || !policy.allows(error) {
            return None;
        }
        let drawn = self.client.clock.between(policy.shortest..=policy.longest);
        let wait = error.retry_after().unwrap_or_default().max(drawn);
        let now = Moment::now();
        (now.after(wait) < deadline && self.client.budget.spend(now)).then_some(wait)
    }

    /// Which call an error is about.
    pub(crate) fn context(&self) -> Context {
        Context {
            service: self.client.service.name,
            action: self.action,
            endpoint: Arc::clone(&self.client.host_and_port),
            client_request_id: self.client_request_id.clone(),
            attempts: self.attempts,
            elapsed: Moment::now().since(self.started),
        }
    }
}

impl Settled {
    /// Where an action goes: worked out at its first call.
    fn route(&self, action: &'static ActionInfo) -> Arc<Route> {
        let routes = self.routes.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(route) = routes.iter().find(|route| route.action == action) {
            return Arc::clone(route);
        }
        drop(routes);
        let url = self
            .endpoint
            .route(self.service.path, self.service.query_key, action.name());
        let route = Arc::new(Route::new(action, self.method.clone(), url));
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        routes.push(Arc::clone(&route));
        route
    }
}

/// Notices that a call is dropped before it returns.
struct DropGuard<'a> {
    call: &'a Dispatched,
    observer: &'a Observer,
    /// How far the present attempt has come; `None` between two attempts.
    progress: Option<&'a Progress>,
    armed: bool,
}

impl<'a> DropGuard<'a> {
    fn new(call: &'a Dispatched, observer: &'a Observer, progress: Option<&'a Progress>) -> Self {
        Self {
            call,
            observer,
            progress,
            armed: call.action.effect() == Effect::Write,
        }
    }

    fn disarm(mut self) {
        self.armed = false;
    }
}

impl Drop for DropGuard<'_> {
    fn drop(&mut self) {
        if !self.armed {
            return;
        }
        // Giving the attempt up while nothing has left also keeps the transport from sending anything later.
        let nothing_left = self.progress.is_none_or(Progress::cancel);
        if nothing_left && !self.call.may_have_taken_effect() {
            return;
        }
        let context = self.call.context();
        self.observer.abandoned(&context);
        if let Some(hook) = &self.call.client.on_abandoned {
            hook(&Abandoned {
                action: self.call.action,
                endpoint: context.endpoint.to_string(),
                elapsed: context.elapsed,
                attempts: context.attempts,
            });
        }
    }
}

#[cfg(test)]
mod tests;
