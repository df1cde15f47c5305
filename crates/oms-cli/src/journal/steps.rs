//! The journal as commands use it, with any store: they announce and close requests, resolve open
//! ones, and begin and end runs.

use std::sync::Arc;
use std::time::SystemTime;

use super::attempt::Target;
use super::entry::{Aftermath, Event, Intent, Resolution};
use super::known::Known;
use super::problem::Problem;
use super::run::{RunEnd, RunPlan};
use super::store::{Store, Trust};

/// The journal.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    store: Arc<dyn Store>,
}

impl Journal {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// Reads the state of the journal. A journal that does not exist is empty; one whose end is
    /// damaged is refused.
    pub(crate) fn read(&self) -> Result<Known, Problem> {
        self.store.facts(Trust::InOrder).map(Known::new)
    }

    /// Reads the state of the journal only to show it, even if its end is damaged.
    pub(crate) fn read_as_it_is(&self) -> Result<Known, Problem> {
        self.store.facts(Trust::AsItIs).map(Known::new)
    }

    /// Writes an intent and waits until it is on the disk, unless `refuse` finds a request about
    /// the same target that was left open since. Returns its number.
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

    /// Writes the result of a request.
    pub(crate) fn close(&self, aftermath: Aftermath, now: SystemTime) -> Result<u64, Problem> {
        self.append(Event::Result(Box::new(aftermath)), now, |_| Ok(()))
    }

    /// Writes the finding about a request whose outcome was unknown.
    pub(crate) fn resolve<E: From<Problem>>(
        &self,
        resolution: Resolution,
        now: SystemTime,
        check: impl FnOnce(&Known) -> Result<(), E>,
    ) -> Result<u64, E> {
        self.append(Event::Resolution(resolution), now, check)
    }

    /// Writes the beginning of a run, before its first request. Returns its number.
    pub(crate) fn begin_run(&self, plan: RunPlan, now: SystemTime) -> Result<u64, Problem> {
        self.append(Event::Run(Box::new(plan)), now, |_| Ok(()))
    }

    /// Writes that the new position of a line of a run was seen.
    pub(crate) fn saw(&self, run: u64, line: usize, now: SystemTime) -> Result<u64, Problem> {
        self.append(Event::Seen { run, line }, now, |_| Ok(()))
    }

    /// Writes the end of a run.
    pub(crate) fn end_run(&self, run: u64, end: RunEnd, now: SystemTime) -> Result<u64, Problem> {
        self.append(Event::RunEnded { run, end }, now, |_| Ok(()))
    }

    /// Appends an event, unless `check` refuses it. `check` sees everything that was appended
    /// before.
    fn append<E: From<Problem>>(
        &self,
        event: Event,
        now: SystemTime,
        check: impl FnOnce(&Known) -> Result<(), E>,
    ) -> Result<u64, E> {
        let mut check = Some(check);
        let mut refused = None;
        let appended = self.store.append(event, now, &mut |known| {
            refused = check.take().and_then(|check| check(known).err());
            refused.is_none()
        });
        match (refused, appended) {
            (Some(refused), _) => Err(refused),
            (None, Ok(Some(seq))) => Ok(seq),
            (None, Err(problem)) => Err(problem.into()),
            // A store appends every event that is not refused, or returns a problem.
            (None, Ok(None)) => Err(Problem::Io(
                self.store.place().into(),
                std::io::Error::other("nothing was appended"),
            )
            .into()),
        }
    }
}
