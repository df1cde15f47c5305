//! Settings of the simulated service, for behaviour that the vendor leaves open or that a test
//! wants otherwise.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::ServiceVersion;
use crate::span;

/// The behaviour of the service, as far as it can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Settings {
    /// Accepts parameters in another case, of another type, or that it does not know.
    pub(crate) loose: bool,
    /// The accepted form of a position in seconds.
    pub(crate) positions: PositionForm,
    /// The treatment of a position after the end of the changes, such as one in milliseconds.
    pub(crate) beyond_the_end: BeyondTheEnd,
    /// The treatment of a move that is asked for a second time.
    pub(crate) repeats: Repeats,
    /// The version that the service says it has: actions that are newer are unsupported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<ServiceVersion>,
    /// Time that a task takes to stop.
    #[serde(with = "span")]
    pub(crate) stopping_takes: Duration,
    /// Time that a task takes to be released.
    #[serde(with = "span")]
    pub(crate) releasing_takes: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            loose: false,
            positions: PositionForm::default(),
            beyond_the_end: BeyondTheEnd::default(),
            repeats: Repeats::default(),
            version: None,
            stopping_takes: Duration::ZERO,
            releasing_takes: Duration::from_secs(5),
        }
    }
}

impl Settings {
    /// The form in which positions are taken: a loose service takes either, unless one is demanded.
    pub(crate) fn position_form(&self) -> PositionForm {
        match self.positions {
            PositionForm::AsSpecified if self.loose => PositionForm::Either,
            form => form,
        }
    }
}

/// The accepted form of a position in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PositionForm {
    /// The one that the spec has decided on.
    #[default]
    AsSpecified,
    /// A JSON number.
    Number,
    /// A JSON string of digits.
    Text,
    /// Both.
    Either,
}

/// The treatment of a position after the end of the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum BeyondTheEnd {
    /// The synchronization jumps to the end, and skips the changes between.
    #[default]
    Jump,
    /// The call is refused.
    Refuse,
}

/// The treatment of a move that is asked for a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Repeats {
    /// A second ticket.
    #[default]
    Ticket,
    /// A refusal.
    Conflict,
}
