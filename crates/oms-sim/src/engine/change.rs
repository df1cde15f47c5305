//! What a call changes, between the decision and the commit.
//!
//! The two are apart because a fault can strike between them.

use super::{Operation, Ticket};

/// What a call changes, before it is committed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Change {
    /// A ticket is opened.
    OpenTicket(Box<Ticket>),
    /// Tasks are on their way to another state.
    Operate {
        /// The IDs of the tasks.
        tasks: Vec<String>,
        /// What is done with it.
        operation: Operation,
    },
    /// The world stays as it is, but the service has taken the call for done.
    Nothing,
    /// A task was looked at, which tickets may wait for. Nobody's data depends on it.
    Look {
        /// The ID of the task.
        task: String,
    },
}

impl Change {
    /// Whether the call took effect: what a client must not be wrong about.
    pub(crate) const fn is_effect(&self) -> bool {
        !matches!(self, Self::Look { .. })
    }
}
