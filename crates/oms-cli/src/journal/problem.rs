//! The reasons why a journal cannot be used, and the advice for each.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use oms_client::Shown;

use super::InFlight;
use super::anchor::Lost;
use crate::failure::Failure;
use crate::session::private;

/// The reason why no other journal is advised: with one that does not know an open request, the
/// request is sent again, and a task that a run has paused stays paused.
const NO_OTHER: &str =
    "another journal knows neither what is open nor which task a run has paused.";

/// A reason why the journal cannot be used.
#[derive(Debug)]
pub(crate) enum Problem {
    /// A file or directory cannot be read or written.
    Io(PathBuf, io::Error),
    /// The journal cannot be made. Nothing was ever written to it, so that any other place is as
    /// good.
    Unmade(PathBuf, io::Error),
    /// The file of the anchor cannot be written. No other journal helps, because each has its
    /// anchor in the same directory.
    Anchor(PathBuf, io::Error),
    /// The contents were not written by this command, or were changed.
    Broken(Broken),
    /// Another process is changing the same target.
    InFlight(String, Option<Box<InFlight>>),
    /// Another process has locked the journal itself and did not release it in time.
    Busy(Duration, Option<Box<InFlight>>),
    /// The journal lacks an entry that its anchor names.
    Lost(Lost),
    /// A team's journal refuses the operation, or cannot be used.
    #[cfg_attr(
        not(feature = "postgres"),
        expect(dead_code, reason = "no store of this build makes it")
    )]
    Team(Box<Failure>),
    /// The result of a request could not be delivered to a team's journal. It is kept on this
    /// machine until it can be.
    #[cfg_attr(
        not(feature = "postgres"),
        expect(dead_code, reason = "no store of this build makes it")
    )]
    Kept(Box<Kept>),
    /// A newer version of this command has written the journal: the version of its format, and the
    /// latest one that this command knows.
    Newer(i64, i64),
}

/// A result that is kept on this machine.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The team's journal.
    pub(crate) journal: String,
    /// The reason why it could not be delivered.
    pub(crate) why: String,
    /// The path of the kept results.
    pub(crate) spool: String,
}

/// The first part of a journal that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The number of the entry that it is, if it is one.
    pub(crate) entry: Option<u64>,
    /// The name of the part.
    pub(crate) part: String,
    /// The problem, as the rest of a sentence.
    pub(crate) what: String,
    /// The way out.
    pub(crate) way: Way,
}

/// The way out of a journal that was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Entries are lost or wrong: the journal is restored, or given up.
    Restore,
    /// Only the index is wrong: it is made again from the entries.
    MakeAgain,
    /// Two versions of this command write two journals: one of them stops.
    OneVersion,
}

impl Broken {
    /// Returns the problem of a part of the journal that is no entry.
    pub(crate) fn part(part: String, what: impl Into<String>) -> Self {
        Self {
            entry: None,
            part,
            what: what.into(),
            way: Way::Restore,
        }
    }

    /// Returns the problem of an entry that was changed.
    pub(crate) fn entry(seq: u64, what: impl Into<String>) -> Self {
        Self {
            entry: Some(seq),
            ..Self::part(format!("entry {seq} of the journal"), what)
        }
    }

    /// Returns the same problem with another way out.
    pub(crate) fn with_way(self, way: Way) -> Self {
        Self { way, ..self }
    }
}

impl Way {
    fn advice(self) -> String {
        let advice = match self {
            Self::Restore => {
                return restored(
                    "move it away, with its -wal and its -shm. Find out who changed it; the next command names the anchor that is left, \
                     if one was kept.",
                );
            }
            Self::MakeAgain => {
                "`oms journal export` prints every entry. Write them to a file that only you can write (`umask 077`), move journal.db away, with its -wal and its -shm, \
                 and put that file in its place as journal.jsonl: the next command makes the index again. Find out who changed it."
            }
            Self::OneVersion => {
                "Stop using that version here. Settle what it has left open, look at each task that the new lines of the file \
                 name, and then move the file away."
            }
        };
        advice.to_owned()
    }
}

#[cfg(feature = "postgres")]
impl Problem {
    /// Returns the problem of a team's journal that refuses something.
    pub(super) fn team(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::Team(Box::new(Failure::guard(message, next)))
    }
}

impl From<Broken> for Problem {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let (message, next) = match problem {
            Problem::Team(failure) => return *failure,
            Problem::Io(path, error) => (
                cannot_be_used(&path, &error),
                format!(
                    "A request that cannot be written down is not sent. {} of this journal: {NO_OTHER}",
                    writable(&error)
                ),
            ),
            Problem::Unmade(path, error) => (
                cannot_be_used(&path, &error),
                format!(
                    "A request that cannot be written down is not sent. {}, or name another place with --journal.",
                    writable(&error)
                ),
            ),
            Problem::Anchor(file, error) => (
                format!(
                    "the record of how far the journal reaches, {}, cannot be written: {error}",
                    file.display()
                ),
                format!(
                    "A request that cannot be written down is not sent. {} No --journal changes this place.",
                    private::writable(file.parent().unwrap_or(&file), &error)
                ),
            ),
            Problem::Broken(broken) => (
                format!("{} {}", broken.part, broken.what),
                broken.way.advice(),
            ),
            Problem::Lost(lost) => (
                format!("the journal {}", lost.what),
                format!(
                    "The missing entries may include a request whose outcome nobody knows, so nothing is sent. {}",
                    restored(&format!("remove {}.", lost.file.display()))
                ),
            ),
            Problem::Newer(found, known) => (
                format!(
                    "the journal has schema version {found}, and this command knows versions up to {known}: a newer command \
                     has written there"
                ),
                format!(
                    "A request that cannot be written down is not sent. Use the newer command: {NO_OTHER}"
                ),
            ),
            Problem::Kept(kept) => (
                format!(
                    "the result of the request could not be written to the journal {} ({}) and is kept in {}",
                    kept.journal, kept.why, kept.spool
                ),
                "The next command delivers it, and so does `oms journal deliver`.".to_owned(),
            ),
            Problem::Busy(waited, holder) => (
                format!(
                    "the journal is held by {}, and was not given back within {waited:?}",
                    holder.map_or_else(|| "another process".to_owned(), |it| it.to_string())
                ),
                "Find out what that process waits for. A request that cannot be written down is not sent.".to_owned(),
            ),
            Problem::InFlight(id, holder) => {
                let holder = holder.map_or_else(String::new, |holder| format!(" ({holder})"));
                let message = format!("another change of {} is in flight{holder}", Shown(&id));
                let next = "Wait for it to end, and look at its outcome before you send anything.";
                return Self {
                    is_in_flight: true,
                    ..Self::guard(message, next)
                };
            }
        };
        Self::guard(message, next)
    }
}

/// Returns the advice for a journal that is not whole, which ends with the last step of a person
/// who has no copy of it.
fn restored(last: &str) -> String {
    format!(
        "Restore the journal. If it is lost for good, look at each task that it may have known, and then {last}"
    )
}

/// Returns the words for what lets a journal be written to after this error.
fn writable(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::ReadOnlyFilesystem => "Allow writes to the disk",
        _ => "Make room or correct the permissions",
    }
}

fn cannot_be_used(path: &Path, error: &io::Error) -> String {
    format!("the journal in {} cannot be used: {error}", path.display())
}
