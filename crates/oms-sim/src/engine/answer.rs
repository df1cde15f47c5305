//! What the service answers, and how it is written as an envelope.

use oms_core::Role;
use serde_json::{Value, json};

use super::Refusal;
use crate::generated::ENVELOPE;

/// What the service answers to one call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    request_id: String,
    result: Result<Value, Refusal>,
}

impl Answer {
    /// The answer to the call of this number, with its payload or the reason for the refusal.
    pub(crate) fn new(number: u64, result: Result<Value, Refusal>) -> Self {
        Self {
            request_id: request_id(number),
            result,
        }
    }

    /// The envelope as JSON text: every key, in the vendor's order, null where there is nothing to say.
    pub(crate) fn to_json(&self) -> String {
        let fields: Vec<String> = ENVELOPE
            .iter()
            .map(|(role, key)| format!("{}:{}", Value::from(*key), self.value(*role)))
            .collect();
        format!("{{{}}}", fields.join(","))
    }

    fn value(&self, role: Role) -> Value {
        let refusal = self.result.as_ref().err();
        match role {
            Role::Verdict => json!(self.result.is_ok()),
            Role::ErrorCode => json!(refusal.map(|refusal| refusal.code)),
            Role::ErrorMessage => json!(refusal.map(|refusal| refusal.message.as_str())),
            Role::Advice => json!(refusal.and_then(|refusal| refusal.advice)),
            Role::RequestId => json!(self.request_id),
            Role::Cost => json!(COST),
            Role::Payload => self.result.as_ref().ok().cloned().unwrap_or(Value::Null),
            Role::ErrorDetail | Role::PageNumber | Role::PageSize | Role::TotalCount => Value::Null,
        }
    }
}

/// The time that every call takes on the virtual clock, spelled as the vendor's example spells it.
const COST: &str = "10 ms";

/// Digits in the width of the vendor's example; they count up, so that a test can tell answers apart.
fn request_id(number: u64) -> String {
    (47_174_810_000_u64.saturating_add(number)).to_string()
}
