//! The components of a task, and their names.

use crate::engine::{Status, StepKind, Task};

/// The part of a task's work that a component does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::behaviour) enum Part {
    /// It pulls and keeps the logs of the source.
    Store,
    /// It pulls and keeps the logs of the target.
    ReverseStore,
    /// It copies rows.
    Import,
    /// It verifies rows.
    Verification,
    /// It carries changes to the target.
    Synchronization,
    /// It carries changes back to the source.
    ReverseSynchronization,
}

impl Part {
    const ALL: [Self; 6] = [
        Self::Store,
        Self::ReverseStore,
        Self::Import,
        Self::Verification,
        Self::Synchronization,
        Self::ReverseSynchronization,
    ];

    /// The same in both directions.
    pub(super) const fn both(self) -> [Self; 2] {
        match self {
            Self::Store | Self::ReverseStore => [Self::Store, Self::ReverseStore],
            Self::Synchronization | Self::ReverseSynchronization => {
                [Self::Synchronization, Self::ReverseSynchronization]
            }
            Self::Import | Self::Verification => [self, self],
        }
    }

    /// The step in which it works.
    pub(super) const fn step(self) -> StepKind {
        match self {
            Self::Store => StepKind::LogPull,
            Self::Import => StepKind::FullTransfer,
            Self::Verification => StepKind::FullVerification,
            Self::Synchronization => StepKind::Incremental,
            Self::ReverseStore | Self::ReverseSynchronization => StepKind::ReverseIncremental,
        }
    }

    /// The word for it in the names of components, and the number at their end.
    const fn word(self) -> (&'static str, u32) {
        match self {
            Self::Store => ("store", 1),
            Self::ReverseStore => ("reverse_store", 2),
            Self::Import => ("full_trans", 3),
            Self::Verification => ("full_verify", 4),
            Self::Synchronization => ("incr_trans", 5),
            Self::ReverseSynchronization => ("reverse_incr_trans", 6),
        }
    }

    /// The host that it runs on, and the port in its name.
    const fn host(self) -> (&'static str, u16) {
        match self {
            Self::Store | Self::ReverseStore => ("192.0.2.31", 7145),
            _ => ("192.0.2.32", 9000),
        }
    }
}

/// A component of a task.
#[derive(Debug, Clone)]
pub(super) struct Component {
    pub(super) part: Part,
    pub(super) name: String,
    /// The name of its work: the task, and its part of it.
    pub(super) task_name: String,
    pub(super) ip: String,
}

/// The components of a task; a task that was ended has none.
pub(super) fn components_of(task: &Task) -> impl Iterator<Item = Component> + '_ {
    let ended = matches!(task.status, Status::Released | Status::Deleted);
    let parts = Part::ALL.into_iter().filter(move |_| !ended);
    let parts = parts.filter(|part| task.step(part.step()).is_some());
    parts.map(|part| component(task, part))
}

fn component(task: &Task, part: Part) -> Component {
    let (word, number) = part.word();
    let (ip, served) = part.host();
    let task_name = format!("{}-{word}-1-0", task.id);
    Component {
        part,
        name: format!("{ip}-{served}:{task_name}:{number:010}"),
        task_name,
        ip: ip.to_owned(),
    }
}
