//! The jobs that the server gives to the command, and their answers.

use serde_json::{Map, Value};

/// A tool that was called, with what the model has written, or a step of sending a plan.
#[derive(Debug)]
pub(super) enum Job {
    /// A tool that reads or plans.
    Tool {
        name: String,
        arguments: Map<String, Value>,
        host: Host,
    },
    /// Tells what a person is asked before a plan is sent.
    Ask { plan: String, host: Host },
    /// Sends a plan that a person has confirmed, by what they have typed.
    Apply { plan: String, typed: String },
}

/// The part of a host that decides where a person confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Host {
    /// It asks the person in a form.
    Asks,
    /// It has no way to ask.
    AsksNobody,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) is_error: bool,
    /// The text that a person must type to confirm, where the job was to ask for it.
    pub(super) subject: Option<String>,
}

impl Answer {
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_error: false,
            subject: None,
        }
    }

    pub(super) fn error(text: impl Into<String>) -> Self {
        Self {
            is_error: true,
            ..Self::of(text)
        }
    }
}
