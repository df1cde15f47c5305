//! Subjects: the things that actions act on, and the reads that show one.

use super::words::words;
use crate::ir::Presence;

/// A kind of thing that actions act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its name, such as `task`.
    pub name: String,
    /// Its description, as Markdown.
    pub doc: String,
    /// The reads that show one, by the names of their actions.
    pub looks: Vec<Look>,
    /// The read that lists all of them with their names, where there is one.
    pub list: Option<Look>,
}

/// A read that shows a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Wire name of the action.
    pub action: String,
    /// Wire name of the parameter that takes the ID; `None` where the read lists all of them.
    pub by: Option<String>,
    /// The place of the list in the payload, as wire names; empty where the payload is the list.
    /// Only for a read that lists them.
    pub items: Vec<String>,
    /// The parameters that choose a page, where a read that lists them is paged.
    pub pages: Option<LookPages>,
    /// Wire name of the parameter that leaves only those whose name or ID is like a text, where a
    /// read that lists them has one.
    pub search: Option<String>,
    /// Wire names of the boolean parameters that are true where all of them are listed.
    pub all: Vec<String>,
    /// The facts that it shows, and their places in the payload or in an item of the list, as wire
    /// names.
    pub shows: Vec<(Fact, Vec<String>)>,
    /// Says whether the payload may be missing from a successful answer.
    pub presence: Presence,
}

/// The parameters that choose a page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookPages {
    /// Wire name of the parameter that takes the page's number, from 1.
    pub number: String,
    /// Wire name of the parameter that takes the page's size.
    pub size: String,
    /// The greatest size that may be asked for, where a limit is known.
    pub most: Option<i64>,
}

/// A fact that a look shows of a subject. A direction is from source to target, or in reverse from
/// target back to source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Its ID.
    Id,
    /// Its name.
    Name,
    /// Its state.
    Status,
    /// Kind of the data source that it reads.
    SourceKind,
    /// Kind of the data source that it writes.
    TargetKind,
    /// Says whether it has the forward direction.
    ForwardExists,
    /// Position of the forward direction.
    ForwardPosition,
    /// For how many hours the logs of the forward direction are kept.
    ForwardLogHours,
    /// Says whether it has the reverse direction.
    ReverseExists,
    /// Position of the reverse direction.
    ReversePosition,
    /// For how many hours the logs of the reverse direction are kept.
    ReverseLogHours,
}

words!(Fact {
    Id = "id",
    Name = "name",
    Status = "status",
    SourceKind = "source-kind",
    TargetKind = "target-kind",
    ForwardExists = "forward-exists",
    ForwardPosition = "forward-position",
    ForwardLogHours = "forward-log-hours",
    ReverseExists = "reverse-exists",
    ReversePosition = "reverse-position",
    ReverseLogHours = "reverse-log-hours",
});
