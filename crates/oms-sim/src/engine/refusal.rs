//! The reasons for refusing a call, in the service's codes and words.

use std::fmt;

use super::{Direction, Operation, Status};
use crate::basis::{self, Basis};

/// The reason for refusing a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The service's code.
    pub(crate) code: &'static str,
    /// The problem, in words.
    pub(crate) message: String,
    /// The advice to the caller.
    pub(crate) advice: Option<&'static str>,
    /// The behaviour that refuses.
    pub(crate) because: Basis,
}

/// The code of a call that is wrong by itself.
const PARAMETER: &str = "PARAM_ERROR";

/// The most stand-ins of a recording that a refusal names.
const SHOWN_STAND_INS: usize = 8;

impl Refusal {
    fn new(code: &'static str, message: String, because: Basis) -> Self {
        Self {
            code,
            message,
            advice: None,
            because,
        }
    }

    /// The operation cannot be done. The prefix of the code is documented, its number is invented.
    fn operation(message: String, because: Basis) -> Self {
        Self::new("GHANA-OPERAT000001", message, because)
    }

    fn advising(mut self, advice: &'static str) -> Self {
        self.advice = Some(advice);
        self
    }

    /// There is no such task.
    pub(crate) fn unknown_task(id: impl fmt::Display) -> Self {
        let message = format!("The task {id} does not exist");
        Self::new("GHANA-PROJECT000001", message, basis::UNKNOWN_TASK).advising("check the task ID")
    }

    /// There is no such thing.
    pub(crate) fn unknown(kind: &str, id: impl fmt::Display, because: Basis) -> Self {
        Self::operation(format!("The {kind} {id} does not exist"), because).advising("check the ID")
    }

    /// The work on a change of objects is in a state in which this is not done.
    pub(crate) fn record_state(id: impl fmt::Display, status: impl fmt::Display) -> Self {
        Self::operation(
            format!("The record {id} is {status}"),
            basis::RECORD_REFUSED,
        )
    }

    /// The task works on no step that ends.
    pub(crate) fn no_next_step(id: &str, status: Status) -> Self {
        let message = format!("The task {id} is {status}, and has no step to go on to");
        Self::operation(message, basis::NEXT_STEP_REFUSED)
    }

    /// The parameters cannot be read.
    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        Self::new(PARAMETER, message.into(), basis::PARAMETERS)
    }

    /// The service has no such action, or its version has not.
    pub(crate) fn unsupported_action(name: &str) -> Self {
        let message = format!("Unsupported action: {name}");
        Self::new(PARAMETER, message, basis::UNSUPPORTED_ACTION)
    }

    /// The call is not in the recording that is played, where its action has these stand-ins.
    pub(crate) fn not_recorded(stand_ins: &[String]) -> Self {
        let mut message = "The recording holds no such call".to_owned();
        if let Some(shown) = stand_ins.chunks(SHOWN_STAND_INS).next() {
            message.push_str(
                ". IDs, addresses and names of accounts in a recording are replaced: this action was recorded with ",
            );
            message.push_str(&shown.join(", "));
            if shown.len() < stand_ins.len() {
                message.push_str(" and others");
            }
        }
        Self::new(PARAMETER, message, basis::NOT_RECORDED)
    }

    /// The call has the wrong HTTP method.
    pub(crate) fn method(method: &str) -> Self {
        let message = format!("The API takes {method} alone");
        Self::new(PARAMETER, message, basis::METHOD)
    }

    /// The task is in a state in which this is not done.
    pub(crate) fn state(id: &str, status: Status, operation: Operation) -> Self {
        let because = match operation {
            Operation::Start => basis::START_REFUSED,
            Operation::Stop => basis::STOP_REFUSED,
            Operation::Resume => basis::RESUME_REFUSED,
            Operation::Release => basis::RELEASE_REFUSED,
            Operation::Delete => basis::DELETE_REFUSED,
        };
        let message = format!("The task {id} is {status}, and cannot be {operation}");
        Self::operation(message, because)
    }

    /// The task is on its way to another state.
    pub(crate) fn pending(id: &str) -> Self {
        let message = format!("The task {id} is on its way to another state");
        Self::operation(message, basis::PENDING).advising("wait for it")
    }

    /// The positions of a task in this state are not moved.
    pub(crate) fn not_to_be_moved(id: &str, status: Status) -> Self {
        let message = format!("The task {id} is {status}, and its positions cannot be moved");
        Self::operation(message, basis::RESET_STATE)
    }

    /// The task has no such synchronization.
    pub(crate) fn no_leg(id: &str, direction: Direction) -> Self {
        let message = format!("The task {id} has no {direction} incremental synchronization");
        Self::operation(message, basis::RESET_NO_LEG)
    }

    /// The position lies after the end.
    pub(crate) fn beyond_the_end(asked: impl fmt::Display) -> Self {
        let message = format!("The position {asked} lies after the end of the changes");
        Self::new(PARAMETER, message, basis::RESET_BEYOND_REFUSED)
    }

    /// The same move was asked for before.
    pub(crate) fn conflict(ticket: impl fmt::Display) -> Self {
        let message = format!("Ticket {ticket} was opened for the same move");
        Self::new("CONFLICT", message, basis::RESET_CONFLICT).advising("wait for the ticket")
    }

    /// The simulator cannot write what it wants to say.
    pub(crate) fn own(error: &dyn fmt::Display) -> Self {
        let message = format!("The simulator cannot write its payload: {error}");
        Self::new("INNER_ERROR", message, basis::EXAMPLE)
    }
}
