//! Clock, network and death of one operator's process.

use std::io;
use std::time::Duration;

use oms_cli::{Boundary, Rehearsal, Rule};
use oms_client::Transport;
use tokio::runtime::{Builder, Runtime};
use tokio::time::Instant;

use crate::Bend;
use crate::baton::{Shared, Who};
use crate::line::Line;
use crate::network::Moment;

/// The place of one operator's process in the world.
pub(crate) struct Seat {
    pub(crate) shared: Shared,
    pub(crate) who: Who,
}

impl Rehearsal for Seat {
    fn at(&self, boundary: Boundary) {
        self.shared.pass(self.who, Moment::Of(boundary));
    }

    fn elapsed(&self) -> Duration {
        let state = self.shared.lock();
        let world = &state.world;
        world.now.saturating_sub(world.processes[self.who].began)
    }

    /// The time of a history passes on no clock of a database.
    fn keeps(&self, rule: Rule) -> bool {
        if rule == Rule::AgeByDatabase {
            return false;
        }
        match self.shared.lock().world.bend {
            Bend::CheckUnderLock => rule != Rule::CheckUnderLock,
            Bend::LookBeforeResume => rule != Rule::LookBeforeResume,
            _ => true,
        }
    }

    /// Both operators' commands are in one process here, and each stands for one on a machine of
    /// its own, of which the other sees nothing.
    fn process_mark(&self) -> Option<String> {
        None
    }

    fn transport(&self) -> Option<Box<dyn Transport>> {
        let (shared, who) = (self.shared.clone(), self.who);
        Some(Box::new(Line { shared, who }))
    }

    /// A runtime whose clock pauses while anything happens, and jumps when nothing does.
    fn runtime(&self) -> io::Result<Runtime> {
        let runtime = Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()?;
        let inside = runtime.enter();
        let mut state = self.shared.lock();
        let process = &mut state.world.processes[self.who];
        process.zero = Some(Instant::now());
        process.ticked = Duration::ZERO;
        drop((state, inside));
        Ok(runtime)
    }
}
