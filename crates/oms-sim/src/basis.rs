//! The list of everything that the simulator does, with the source of each fact: the vendor's
//! pages, another client, or nobody.
//!
//! Every refusal and every effect in the code names its entry here, so nothing is done that
//! `--explain` does not list. A test holds the list against the code the other way round: an entry
//! that no code names is refused.

use serde::{Serialize, Serializer};

/// The source of what is known about a behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Provenance {
    /// A page of the vendor's says so.
    Documented,
    /// Another client of the service relies on it.
    Observed,
    /// Nobody has said so: the simulator needs some behaviour, and this one is plausible.
    Invented,
}

/// One behaviour of the simulator, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Basis {
    id: &'static str,
    provenance: Provenance,
    text: &'static str,
}

impl Basis {
    /// A short name, which does not change: `reset.opens-a-ticket`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns the source of the entry.
    #[must_use]
    pub const fn provenance(&self) -> Provenance {
        self.provenance
    }

    /// The behaviour, in a sentence.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }
}

impl Serialize for Basis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

/// Declares the behaviours, each as a constant, and the list of them all.
macro_rules! behaviours {
    ($($name:ident = $provenance:ident $id:literal $text:literal)*) => {
        $(
            #[doc = $text]
            pub(crate) const $name: Basis = Basis {
                id: $id,
                provenance: Provenance::$provenance,
                text: $text,
            };
        )*

        /// Every behaviour, in the order in which `--explain` shows them.
        pub(crate) const ALL: &[Basis] = &[$($name),*];

        /// The names of the constants, for the test that looks for them in the code.
        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

behaviours! {
    ENVELOPE = Documented "call.envelope"
        "An action answers over status 200 with the documented envelope: every key, null where there is nothing to say."
    REQUEST_ID = Invented "call.request-id"
        "Request IDs count up: in a program, from the moment at which it was started or reset, so that none comes twice; otherwise from the same number, as digits in the width of the vendor's example."
    COST = Invented "call.cost"
        "Every call costs 10 ms, spelled as in the vendor's example, whatever it took."
    DATE = Invented "call.date"
        "The header `date` shows the virtual clock, so that a clock that is wrong can be rehearsed."
    CREDENTIALS = Observed "call.credentials"
        "A call carries Basic credentials, as the vendor's own client sends them."
    UNAUTHORIZED = Invented "call.unauthorized"
        "A call without the right credentials gets status 401 and no envelope."
    CROSS_SITE = Invented "call.cross-site"
        "A request that a browser sends for a page of another site gets status 403 and no envelope, and has no effect."
    NOT_FOUND = Invented "call.not-found"
        "A path other than the documented one gets status 404 and no envelope."
    METHOD = Invented "call.method"
        "A method other than the documented one gets status 405 and an envelope that refuses."
    BODY_TOO_LARGE = Invented "call.body-too-large"
        "A body over the limit gets status 413 and no envelope."
    BODY_BROKEN = Invented "call.body-broken"
        "A body that breaks off gets status 400 and no envelope."
    CONTENT_TYPE = Invented "call.content-type"
        "A body is read as JSON whatever type its header states, or none; the vendor's pages name `application/json`."
    PARAMETERS = Invented "call.parameters"
        "A missing, unknown or mistyped parameter is refused, and so is a name that is given twice, in the body or as the action in the query; the code `PARAM_ERROR` was seen in another client."
    LOOSE = Invented "call.loose"
        "With `loose`, parameters may be spelled in another case, be of another type, or be unknown."
    POSITION_FORM = Invented "call.position-form"
        "A position is any whole number, one of milliseconds or below zero included, or a text in the source's own words; which JSON form of a number is taken can be set, and is that of the vendor's example unless it is."
    UNSUPPORTED_ACTION = Observed "call.unsupported-action"
        "An action that the service or its version lacks is refused with `Unsupported action`; the code is invented."
    EXAMPLE = Invented "call.example"
        "An action without a behaviour of its own answers with the payload of its example, and changes nothing else."
    EXAMPLE_PAGES = Invented "call.example-pages"
        "The list of an example is cut into the pages that are asked for, of ten items unless asked otherwise."

    REPLAYED = Observed "call.replayed"
        "When a recording is played, a call that was recorded is answered as it was then."
    NOT_RECORDED = Invented "call.not-recorded"
        "When a recording is played, a call that was not recorded is refused; one that has other IDs than the recording has put in their place was not."

    UNKNOWN_TASK = Observed "task.unknown"
        "A task that does not exist is refused with GHANA-PROJECT000001, a code that the vendor's own client knows."
    START = Documented "task.start"
        "A task that was never started begins its steps, in the state RUNNING."
    START_REFUSED = Invented "task.start-refused"
        "A task in any other state than INIT is not started."
    STOP = Observed "task.stop"
        "A running task comes to SUSPEND, at once unless set otherwise; the vendor's own client waits for that state."
    STOP_REFUSED = Invented "task.stop-refused"
        "A task that does not run is not stopped."
    RESUME = Observed "task.resume"
        "A paused task runs again."
    RESUME_REFUSED = Invented "task.resume-refused"
        "A task that is neither paused nor failed is not resumed."
    RELEASE = Documented "task.release"
        "A task is ended for good: RELEASING, and RELEASED five seconds later unless set otherwise."
    RELEASE_REFUSED = Documented "task.release-refused"
        "A task that is neither paused, failed nor finished is not released; the code is invented."
    DELETE = Documented "task.delete"
        "A task is deleted; that its record stays readable, in the state DELETED, is invented."
    DELETE_REFUSED = Documented "task.delete-refused"
        "A task that is neither new nor released is not deleted; the code is invented."
    PENDING = Invented "task.pending"
        "A task that is on its way to another state takes no other operation."
    START_BY_LABEL = Documented "task.start-by-label"
        "Every task of a label that was never started is started; that a label without tasks starts none is invented."
    STOP_BY_LABEL = Documented "task.stop-by-label"
        "Every running task of a label is stopped; that a label without tasks stops none is invented."
    CREATE_TASK = Documented "task.create"
        "A task is created in the state INIT and listed from then on; that its data sources are not looked at is invented."
    CHANGE_SETTINGS = Documented "task.change-settings"
        "Settings of a task are replaced by those that are sent, and what is left out is deleted, a whole part included; that this is done in every state is invented."
    NEXT_STEP = Documented "task.next-step"
        "A task goes on to its next step, whose name is the answer; that the present step is ended for it is invented."
    NEXT_STEP_REFUSED = Invented "task.next-step-refused"
        "A task that works on no step with an end goes on to none."
    DESCRIBE = Documented "task.describe"
        "A task is described by what is known of it here, and by its example in everything else."
    PROGRESS = Documented "task.progress"
        "Progress tells state, step and checkpoints; a checkpoint is a number of seconds, or a text in the source's own words."
    DESCRIBE_STEPS = Documented "task.describe-steps"
        "Steps are told in their order with state, progress and times; a step that goes on is MONITORING once it has begun."
    LIST = Documented "task.list"
        "Tasks are listed page by page: the first ten unless asked otherwise, the newest first."
    LIST_FILTERS = Invented "task.list-filters"
        "A search looks in names and IDs, an empty list filters nothing, deleted tasks are listed only by their state, and only a created task has data sources."
    LOOK = Invented "task.look"
        "A read of a task by its ID counts for tickets that wait for reads."
    STEPS = Invented "task.steps"
        "Steps follow each other while the task runs; how long each takes can be set."
    CHECKPOINTS = Invented "task.checkpoints"
        "While the task runs, a checkpoint works off its backlog at a set speed, and then stays a set lag behind the clock."

    COMPONENTS = Documented "component.describe"
        "The components of a task are told by what it does; their names and hosts are invented, and no secret of their settings is kept."
    CONFIGURE = Documented "component.configure"
        "Changing the settings of components opens a ticket, whose ID is the answer; that it is done at once is invented."
    UNKNOWN_COMPONENT = Invented "component.unknown"
        "Settings for a component that does not exist are refused."

    CREATE_SOURCE = Documented "source.create"
        "A data source is created and listed from then on; that nobody looks whether it can be reached is invented."
    DELETE_SOURCE = Documented "source.delete"
        "A data source is deleted and listed no more; that tasks which use it go on is invented."
    UNKNOWN_SOURCE = Invented "source.unknown"
        "A data source that does not exist is not deleted."
    LIST_SOURCES = Documented "source.list"
        "Data sources are listed page by page, at the start those of the example; the newest first unless asked otherwise is invented."
    CREATE_LABEL = Documented "label.create"
        "A label is created and listed from then on; a second one of the same name is invented."
    LIST_LABELS = Documented "label.list"
        "All labels are listed, at the start those of the example."

    CREATE_RECORD = Documented "record.create"
        "A change of a task's objects is worked on under a record; that it is PENDING for 5 s and done after 30 s is invented."
    CANCEL_RECORD = Documented "record.cancel"
        "A change in the state PENDING is cancelled; the word for its state then is invented."
    STOP_RECORD = Documented "record.stop"
        "A change that is worked on is stopped; the word for its state then is invented."
    RETRY_RECORD = Documented "record.retry"
        "A change that has failed is worked on again; that one that was stopped is as well is invented."
    RECORD_REFUSED = Invented "record.refused"
        "A change in any other state is neither cancelled, stopped nor worked on again."
    UNKNOWN_RECORD = Invented "record.unknown"
        "A record that does not exist is refused."
    LIST_RECORDS = Documented "record.list"
        "The changes of a task's objects are listed with their state; that the newest comes first, and adds objects, is invented."

    SUBMIT_CHECK = Documented "check.submit"
        "A check is started, whose ID is the answer."
    CHECK_RESULT = Documented "check.result"
        "The result of a check is told by its example; that it is RUNNING for 5 s, and finds nothing, is invented."
    UNKNOWN_CHECK = Invented "check.unknown"
        "A check that does not exist has no result."

    RESET = Documented "reset.opens-a-ticket"
        "Moving a position opens a ticket, whose ID is the answer."
    RESET_STATE = Invented "reset.state"
        "A position is moved in the running states, SUSPEND and FAILED; in any other state the call is refused."
    RESET_NO_LEG = Invented "reset.no-such-direction"
        "A direction that the task does not synchronize is refused."
    RESET_JUMP = Invented "reset.jump-to-the-end"
        "A position after the end, such as one in milliseconds, moves the synchronization to the end: all between is skipped."
    RESET_BEYOND_REFUSED = Invented "reset.beyond-the-end-refused"
        "If it is set so, a position after the end is refused."
    RESET_CONFLICT = Invented "reset.conflict"
        "If it is set so, a move that was asked for before is refused instead of opening a second ticket."

    TICKET_STATES = Documented "ticket.states"
        "A ticket is Initializing, Ready, In Progress, and then Successful or Failed."
    TICKET_PACE = Invented "ticket.pace"
        "A ticket is done at once, after a time, or after a number of reads of its task, as set."
    TICKET_LOGS_GONE = Invented "ticket.logs-gone"
        "A ticket that moves to a position before the logs that are kept fails."
    TICKET_TASK_ENDED = Invented "ticket.task-ended"
        "A ticket fails where its task was released or deleted before its work was done."
    TICKET_DOOMED = Invented "ticket.failing"
        "A ticket fails with a set probability."
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }

    #[test]
    fn promise_220_every_entry_is_named_where_it_is_done() {
        let mut files = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut files,
        );
        let code: String = files
            .iter()
            .filter(|file| !file.ends_with("src/basis.rs"))
            .map(|file| fs::read_to_string(file).unwrap())
            .collect();
        let named: BTreeSet<&str> = code
            .split("basis::")
            .skip(1)
            .filter_map(|rest| {
                let end = rest
                    .find(|character: char| !character.is_ascii_uppercase() && character != '_');
                rest.get(..end?)
            })
            .collect();
        for name in NAMES {
            assert!(named.contains(name), "no code names basis::{name}");
        }
    }

    #[test]
    fn promise_220_entries_have_a_name_each_and_say_something() {
        let ids: BTreeSet<&str> = ALL.iter().map(Basis::id).collect();
        assert_eq!(ids.len(), ALL.len());
        for basis in ALL {
            assert!(basis.text().ends_with('.'), "{}", basis.id());
            assert!(basis.id().contains('.'), "{}", basis.id());
        }
    }
}
