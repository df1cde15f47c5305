//! The changes between two specs, and their effect on those who depend on them.
//!
//! It compares models, not texts: a comment or the order of keys is no change. It judges each
//! change by itself, for two readers: those who call the generated client or type its commands,
//! and the service at the other end of the wire.

mod actions;
mod bytes;
mod commands;
mod fields;
mod flags;
mod kinds;
mod members;
mod model;
mod paging;
mod report;
mod root;
mod rules;
mod shared;
mod subjects;
mod types;
mod unions;

use crate::ir::Api;
pub use kinds::Kind;
use model::{Model, Models};

/// The effect of a change on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// Nothing.
    None,
    /// Everything that worked before works as before.
    Compatible,
    /// Something that worked before does not.
    Breaking,
}

impl Impact {
    /// The effect of a change that breaks something, or adds to it.
    fn breaking_if(breaks: bool) -> Self {
        if breaks {
            Self::Breaking
        } else {
            Self::Compatible
        }
    }

    /// This effect on a side that the change reaches.
    fn only_if(self, reaches: bool) -> Self {
        if reaches { self } else { Self::None }
    }
}

/// The step of the generated crate's version that a change needs, by semantic versioning from 1.0
/// on.
///
/// Before 1.0, a breaking change needs a minor step and everything else a patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VersionStep {
    /// Documentation alone changed.
    Patch,
    /// Something was added, or works differently without breaking a caller.
    Minor,
    /// A caller that compiled does not, or a call that was sent is refused.
    Major,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The place, such as `ResetIncrStartTimestamp request.reverse`.
    pub place: String,
    /// The change, in a sentence without its full stop.
    pub what: String,
    /// Its effect on callers of the generated crate.
    pub callers: Impact,
    /// Its effect on the bytes that are exchanged.
    pub wire: Impact,
}

/// The changes from one spec to another, in the order of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evolution {
    changes: Vec<Change>,
}

impl Evolution {
    /// Compares two specs.
    #[must_use]
    pub fn between(old: &Api, new: &Api) -> Self {
        let models = Models {
            old: Model::of(old),
            new: Model::of(new),
        };
        let mut changes = Self::default();
        root::compare(old, new, &mut changes);
        types::compare("shape ", (&old.shapes, &new.shapes), &models, &mut changes);
        actions::compare(&models, &mut changes);
        changes
    }

    /// The changes.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The step that all changes together need; `None` where nothing changed.
    #[must_use]
    pub fn step(&self) -> Option<VersionStep> {
        self.changes.iter().map(Change::step).max()
    }

    fn push(&mut self, place: &str, what: impl Into<String>, callers: Impact, wire: Impact) {
        self.changes.push(Change {
            place: place.to_owned(),
            what: what.into(),
            callers,
            wire,
        });
    }

    /// A change that the wire does not see.
    fn of_callers(&mut self, place: &str, what: impl Into<String>, callers: Impact) {
        self.push(place, what, callers, Impact::None);
    }

    /// Something that holds from now on, or no longer: the sentence for each, with its effect on
    /// callers and on the wire.
    fn switched(
        &mut self,
        place: &str,
        change: (bool, bool),
        on: (&str, Impact, Impact),
        off: (&str, Impact, Impact),
    ) {
        let (what, callers, wire) = match change {
            (false, true) => on,
            (true, false) => off,
            _ => return,
        };
        self.push(place, what, callers, wire);
    }

    /// Another name of the Rust item.
    fn renamed(&mut self, place: &str, was: &str, is: &str) {
        if was != is {
            let what = format!("it is called `{is}` in Rust, it was `{was}`");
            self.of_callers(place, what, Impact::Breaking);
        }
    }

    /// Documentation that reads otherwise.
    fn documentation<T: PartialEq>(&mut self, place: &str, word: &str, [old, new]: [T; 2]) {
        if old != new {
            self.of_callers(place, format!("{word} reads otherwise"), Impact::None);
        }
    }
}

impl Change {
    /// The step that this change needs.
    #[must_use]
    pub fn step(&self) -> VersionStep {
        match self.callers {
            Impact::Breaking => VersionStep::Major,
            Impact::None if self.wire == Impact::None => VersionStep::Patch,
            Impact::None | Impact::Compatible => VersionStep::Minor,
        }
    }
}

#[cfg(test)]
mod tests;
