//! The state that a simulator starts with, and goes back to on a reset.

use std::time::SystemTime;

use oms_client::EpochSeconds;

use crate::Scenario;
use crate::fault::FaultBoard;
use crate::http::State;
use crate::ledger::{Ledger, LedgerLimit};
use crate::pace::Pace;
use crate::recording::{Recording, Replay};
use crate::request_ids::RequestIds;

/// The state that a simulator starts with.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) scenario: Scenario,
    pub(crate) real_time: bool,
    /// The recording that answers calls instead of a simulated service.
    pub(crate) recording: Option<Recording>,
    /// Set where no other start gives the same request IDs.
    pub(crate) distinct_request_ids: bool,
}

impl Start {
    /// A state as it is before the first request.
    pub(crate) fn state(&self) -> State {
        let mut world = self.scenario.world();
        // A clock that goes with time shows the time, and everything keeps its distance from it.
        if let (true, Ok(now)) = (
            self.real_time,
            EpochSeconds::at_or_before(SystemTime::now()),
        ) {
            world.shift_to(now);
        }
        let pace = if self.real_time {
            Pace::real_time(world.now())
        } else {
            Pace::Manual
        };
        State {
            ledger: Ledger::new(LedgerLimit::default()),
            faults: self.board(),
            pace,
            world,
            replay: self.recording.clone().map(Replay::new),
            request_ids: if self.distinct_request_ids {
                RequestIds::from_now()
            } else {
                RequestIds::default()
            },
            restored: 0,
        }
    }

    fn board(&self) -> FaultBoard {
        let mut board = FaultBoard::new(self.scenario.seed);
        for rule in &self.scenario.faults {
            // The scenario has checked its rules when it was read, and the builder when it was
            // started.
            let _ = board.arm(rule.clone());
        }
        board
    }
}
