//! The state of a client: its options once they are checked, and what its calls share.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::header::{HeaderMap, HeaderName};

use super::abandoned::AbandonedHook;
use super::clock::Clock;
use super::credentials::Credentials;
use super::report::CallHook;
use super::retry::{Budget, Policy};
use crate::action::ServerVersion;
use crate::text::redact::Redactor;
use crate::transport::Route;
use crate::transport::endpoint::Endpoint;
use crate::{ActionInfo, CallReport, Service, Transport};

/// The state of a client, shared by its clones and by its calls.
pub(crate) struct ClientState {
    pub(crate) service: &'static Service,
    pub(crate) method: http::Method,
    pub(crate) endpoint: Endpoint,
    pub(crate) host_and_port: Arc<str>,
    pub(crate) headers: Arc<HeaderMap>,
    /// Takes the credentials out of everything that comes back.
    pub(crate) redactor: Redactor,
    /// The provider of the credentials, where they are not always the same.
    pub(crate) credentials: Option<Credentials>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) timeout: Duration,
    pub(crate) answer_limit: usize,
    /// `true` if the caller vouches that nothing answers in the service's place.
    pub(crate) no_intermediary: bool,
    pub(crate) server_version: Option<ServerVersion>,
    pub(crate) writes: Policy,
    pub(crate) reads: Policy,
    pub(crate) budget: Budget,
    pub(crate) clock: Arc<Clock>,
    pub(crate) client_request_id: Option<HeaderName>,
    pub(crate) on_abandoned: Option<Arc<AbandonedHook>>,
    pub(crate) on_call: Option<Arc<CallHook>>,
    #[cfg(feature = "opentelemetry")]
    pub(crate) opentelemetry: Option<super::OpenTelemetry>,
    /// The routes by the places of the facts about their actions.
    pub(crate) routes: RwLock<BTreeMap<usize, Arc<Route>>>,
}

impl ClientState {
    /// Reports a request that was refused before there was a call.
    #[cold]
    pub(crate) fn report_refused(&self, action: &'static ActionInfo) {
        if let Some(hook) = &self.on_call {
            hook(&CallReport::refused(action, &self.host_and_port));
        }
    }

    /// The route of an action, worked out at its first call. Facts are told apart by their place:
    /// requests of one name may differ in what of them is secret.
    pub(crate) fn route(&self, action: &'static ActionInfo) -> Arc<Route> {
        let place = std::ptr::from_ref(action).addr();
        let routes = self.routes.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(route) = routes.get(&place) {
            return Arc::clone(route);
        }
        drop(routes);
        let url = self
            .endpoint
            .route(self.service.path, self.service.query_key, action.name());
        let route = Arc::new(Route::new(action, self.method.clone(), url));
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        // Another call may have been faster.
        Arc::clone(routes.entry(place).or_insert(route))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use crate::testing::Depot;
    use crate::{ActionInfo, Effect};

    #[test]
    fn an_action_has_one_route_whoever_calls_it_first() {
        static STORE: ActionInfo = ActionInfo::new("Store", Effect::Write);
        static OTHER: ActionInfo = ActionInfo::new("Store", Effect::Write);
        const CALLS: usize = 8;
        let depot = Depot::builder("http://127.0.0.1:1").build().unwrap();
        let client = depot.dispatcher().client();
        let at_once = Barrier::new(CALLS);
        std::thread::scope(|scope| {
            for call in 0..CALLS {
                let at_once = &at_once;
                let action = if call % 2 == 0 { &STORE } else { &OTHER };
                scope.spawn(move || {
                    at_once.wait();
                    let route = client.route(action);
                    assert!(std::ptr::eq(route.action, action));
                });
            }
        });
        assert_eq!(client.routes.read().unwrap().len(), 2);
    }
}
