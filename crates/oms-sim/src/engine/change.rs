//! The changes that a call makes, between the decision and the commit.
//!
//! The two are apart because a fault can strike between them.

use oms_client::actions::{CreateProjectRequest, UpdateProjectConfigRequest};
use oms_client::shapes::TicketId;

use super::registry::{Config, Entry, Halt};
use super::{Operation, Task, Ticket};

/// A change that a call makes, before it is committed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Change {
    /// A ticket is opened.
    OpenTicket(Box<Ticket>),
    /// Tasks are on their way to another state.
    Operate {
        /// The IDs of the tasks.
        tasks: Vec<String>,
        /// The operation on the task.
        operation: Operation,
    },
    /// A task goes on to its next step.
    NextStep {
        /// The ID of the task.
        task: String,
    },
    /// A task is created.
    CreateTask {
        /// The task.
        task: Box<Task>,
        /// The request that creates it.
        request: Box<CreateProjectRequest>,
    },
    /// The settings of a task are replaced.
    ReplaceSettings(Box<UpdateProjectConfigRequest>),
    /// Things beside tasks are created.
    Add(Vec<Entry>),
    /// A data source is deleted.
    ForgetSource {
        /// The ID of the data source.
        source: String,
    },
    /// The work on a change of objects is ended, or started again.
    Halt {
        /// The ID of the record.
        record: String,
        /// The way in which it is ended; `None` if it is started again.
        halt: Option<Halt>,
    },
    /// Components are given settings, under a ticket of their own.
    Configure(Config),
    /// The world stays as it is, but the service has taken the call for done.
    Nothing,
    /// A task was looked at, which tickets may wait for. Nobody's data depends on it.
    Look {
        /// The ID of the task.
        task: String,
    },
}

impl Change {
    /// Returns whether the call took effect, which a client must not get wrong.
    pub(crate) const fn is_effect(&self) -> bool {
        !matches!(self, Self::Look { .. })
    }

    /// The ticket that it opens.
    pub(crate) fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::OpenTicket(ticket) => Some(ticket.id),
            Self::Configure(config) => Some(config.ticket),
            _ => None,
        }
    }
}
