//! What a command does with the journal, whatever it is kept in: announce and close a request, settle one, begin and end a run.

use std::time::SystemTime;

use super::run::{RunEnd, RunPlan};
use super::{Aftermath, Event, Intent, Journal, Known, Problem, Resolution, Target};

impl Journal {
    /// Writes an intent and waits until it is on the disk, unless something is open about the same target by then. Returns its
    /// number.
    pub(crate) fn announce<E: From<Problem>>(
        &self,
        intent: Intent,
        now: SystemTime,
        refuse: impl FnOnce(&Known, &Target) -> Result<(), E>,
    ) -> Result<u64, E> {
        let target = Target::of(&intent);
        let event = Event::Intent(Box::new(intent));
        self.append(event, now, |known| refuse(known, &target))
    }

    /// Writes what came of a request.
    pub(crate) fn close(&self, aftermath: Aftermath, now: SystemTime) -> Result<u64, Problem> {
        self.append(Event::Result(Box::new(aftermath)), now, |_| Ok(()))
    }

    /// Writes what was found out about a request whose outcome was unknown.
    pub(crate) fn resolve<E: From<Problem>>(
        &self,
        resolution: Resolution,
        now: SystemTime,
        check: impl FnOnce(&Known) -> Result<(), E>,
    ) -> Result<u64, E> {
        self.append(Event::Resolution(resolution), now, check)
    }

    /// Writes that a run begins, before its first request. Returns its number.
    pub(crate) fn begin_run(&self, plan: RunPlan, now: SystemTime) -> Result<u64, Problem> {
        self.append(Event::Run(Box::new(plan)), now, |_| Ok(()))
    }

    /// Writes that the new position of a line of a run was seen in place.
    pub(crate) fn saw(&self, run: u64, line: usize, now: SystemTime) -> Result<u64, Problem> {
        self.append(Event::Seen { run, line }, now, |_| Ok(()))
    }

    /// Writes that a run came to its end.
    pub(crate) fn end_run(&self, run: u64, end: RunEnd, now: SystemTime) -> Result<u64, Problem> {
        self.append(Event::RunEnded { run, end }, now, |_| Ok(()))
    }
}
