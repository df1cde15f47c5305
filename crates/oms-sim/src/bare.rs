//! The simulated service without sockets, faults and ledger.

use std::time::Duration;

use crate::Scenario;
use crate::engine::{ApiCall, Change, World, decide};
use crate::request_ids::RequestIds;

/// The simulated service alone: no socket, no fault, no ledger and no clock but its own.
///
/// It is for tests that deliver millions of requests themselves and decide when each one arrives:
///
/// ```
/// use oms_sim::{BareService, Scenario};
///
/// let mut service = BareService::new(&Scenario::built_in());
/// let answer = service.call("StopProject", br#"{"id":"np_4w3a0001"}"#);
/// assert!(answer.committed && answer.body.starts_with("{\"success\":true"));
/// let again = service.call("StopProject", br#"{"id":"np_4w3a0001"}"#);
/// assert!(!again.committed, "the task is paused already");
/// ```
#[derive(Debug, Clone)]
pub struct BareService {
    world: World,
    received: u64,
}

/// The service's answer to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BareAnswer {
    /// The envelope as JSON. Its status is 200, whether or not the request was accepted.
    pub body: String,
    /// True if the request was accepted.
    pub accepted: bool,
    /// True if the request has changed something.
    pub committed: bool,
}

impl BareService {
    /// A service as a scenario begins. The scenario's faults are left out.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            world: scenario.world(),
            received: 0,
        }
    }

    /// Takes one request, and answers it. `body` holds the parameters as JSON.
    pub fn call(&mut self, action: &str, body: &[u8]) -> BareAnswer {
        self.received += 1;
        let call = ApiCall {
            request_id: RequestIds::default().of(self.received),
            action: Some(action),
            names_several: false,
            body,
        };
        let decision = decide(&self.world, &call);
        let committed = decision.change.as_ref().is_some_and(Change::is_effect);
        if let Some(change) = decision.change {
            self.world.commit(change);
        }
        BareAnswer {
            accepted: decision.answer.accepts(),
            body: decision.answer.to_json(),
            committed,
        }
    }

    /// Moves the virtual clock on, and lets everything happen that is due by then. It stops at the
    /// last moment that a position can name, in the year 2286.
    pub fn advance(&mut self, by: Duration) {
        self.world.advance(by);
    }

    /// Everything that the service knows at this moment.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }
}
