//! What an action makes of a call: it is done, refused, or answered from the spec's example.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Change;

/// What an action makes of a call.
#[derive(Debug)]
pub(crate) enum Reaction<T> {
    /// It is accepted: this is the payload, and this is what it changes.
    Accept {
        /// The action's own answer.
        payload: T,
        /// What it changes, if anything.
        change: Option<Change>,
    },
    /// It is refused and changes nothing.
    Refuse(Refusal),
    /// The action has no behaviour of its own: the payload of its example is the answer.
    Example,
}

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The service's code.
    pub(crate) code: &'static str,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do.
    pub(crate) advice: Option<&'static str>,
}

impl Refusal {
    /// There is no such task. The code is documented by an example of the vendor's own client.
    pub(crate) fn unknown_task(id: &str) -> Self {
        Self {
            code: "GHANA-PROJECT000001",
            message: format!("The task {id} does not exist"),
            advice: Some("check the task ID"),
        }
    }

    /// The operation cannot be done in this state. The prefix of the code is documented, its number is invented.
    pub(crate) fn operation(message: impl Into<String>) -> Self {
        Self {
            code: "GHANA-OPERAT000001",
            message: message.into(),
            advice: None,
        }
    }

    /// The parameters cannot be read. The code was seen in another client; the texts are invented.
    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        Self {
            code: "PARAM_ERROR",
            message: message.into(),
            advice: None,
        }
    }

    /// The service has no such action. The text is documented, the code is invented.
    pub(crate) fn unsupported_action(name: &str) -> Self {
        Self::parameter(format!("Unsupported action: {name}"))
    }
}

/// Decodes parameters that have passed the strict reading, and lets the action react.
///
/// Decoding can still refuse what the table of fields cannot express, such as the range of a position.
pub(crate) fn react<R, T>(
    parameters: Value,
    action: impl FnOnce(&R) -> Reaction<T>,
) -> Reaction<Value>
where
    R: DeserializeOwned,
    T: Serialize,
{
    let request = match serde_json::from_value(parameters) {
        Ok(request) => request,
        Err(error) => {
            return Reaction::Refuse(Refusal::parameter(format!(
                "The parameters cannot be read: {error}"
            )));
        }
    };
    match action(&request) {
        Reaction::Accept { payload, change } => match serde_json::to_value(payload) {
            Ok(payload) => Reaction::Accept { payload, change },
            Err(error) => Reaction::Refuse(Refusal::operation(format!(
                "The simulator cannot write its payload: {error}"
            ))),
        },
        Reaction::Refuse(refusal) => Reaction::Refuse(refusal),
        Reaction::Example => Reaction::Example,
    }
}
