//! The journal as commands use it, with any store: they announce and close requests, resolve open
//! ones, and begin and end runs.

use std::sync::Arc;
use std::time::SystemTime;

use super::answers::Repeated;
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

    /// Writes the result of a request. It is unknown if its answer was given to another request
    /// before, which is returned.
    pub(crate) fn close(
        &self,
        aftermath: Aftermath,
        now: SystemTime,
    ) -> Result<Option<Repeated>, Problem> {
        self.store.close(aftermath, now)
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::exit::Exit;
    use crate::journal::attempt::Status;
    use crate::journal::sqlite::Sqlite;

    /// Announces a stop of a task at a service, and returns the number of its entry.
    fn announce(journal: &Journal, endpoint: &str, task: &str) -> u64 {
        let intent = json!({
            "who": "a", "host": "b", "pid": 1, "endpoint": endpoint, "action": "StopProject",
            "id": task, "request": {}, "allow_plaintext": false, "old": null, "new": null,
            "client": "d", "spec": "e",
        });
        let intent = serde_json::from_value(intent).unwrap();
        let announced = journal.announce(intent, SystemTime::UNIX_EPOCH, |_, _| Ok(()));
        announced.map_err(|problem: Problem| problem).unwrap()
    }

    fn close(journal: &Journal, intent: u64, outcome: &str) -> Option<Repeated> {
        let result = Aftermath {
            intent,
            outcome: outcome.to_owned(),
            status: Some(200),
            request_id: Some("r-1".to_owned()),
            ticket: (outcome == "accepted").then(|| json!(7)),
            ..Aftermath::default()
        };
        journal.close(result, SystemTime::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn p029_of_two_open_requests_that_get_one_answer_the_second_to_be_closed_is_unknown() {
        for outcome in ["accepted", "rejected"] {
            let folder = tempfile::tempdir().unwrap();
            let journal = Journal::new(Arc::new(Sqlite::new(folder.path().to_owned())));
            let (one, other) = ("http://127.0.0.1:1", "http://127.0.0.1:2");
            let [first, second, elsewhere] = [(one, "np_1"), (one, "np_2"), (other, "np_1")]
                .map(|(endpoint, task)| announce(&journal, endpoint, task));
            assert_eq!(close(&journal, second, outcome), None);
            let repeated = close(&journal, first, outcome).unwrap();
            assert_eq!(repeated.entry, second);
            assert_eq!(close(&journal, elsewhere, outcome), None, "another service");
            let known = journal.read().unwrap();
            let status = |entry| known.attempt(entry).unwrap().unwrap().status();
            assert_ne!(status(second), Status::Open, "{outcome}");
            assert_ne!(status(elsewhere), Status::Open, "{outcome}");
            let unknown = known.attempt(first).unwrap().unwrap();
            assert_eq!(unknown.status(), Status::Open);
            let expected = Aftermath {
                intent: first,
                outcome: "unknown".to_owned(),
                exit_code: Exit::Unknown.code(),
                status: Some(200),
                request_id: Some("r-1".to_owned()),
                message: Some(repeated.to_string()),
                ..Aftermath::default()
            };
            assert_eq!(unknown.result, Some(expected));
        }
    }
}
