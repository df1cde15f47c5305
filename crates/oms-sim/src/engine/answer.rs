//! The service's answers, and how they are written as envelopes.

use oms_core::Role;
use serde_json::{Value, json};

use super::{Page, Refusal};
use crate::basis::{self, Basis};
use crate::generated::ENVELOPE;

/// The service's answer to one call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    request_id: String,
    result: Result<Value, Refusal>,
    page: Option<Page>,
}

/// The entries that apply to every envelope.
pub(crate) const IN_EVERY_ANSWER: [Basis; 3] = [basis::ENVELOPE, basis::REQUEST_ID, basis::COST];

/// The time that every call takes on the virtual clock, spelled as the vendor's example spells it.
const COST: &str = "10 ms";

impl Answer {
    /// The answer under this request ID, with its payload or the reason for the refusal.
    pub(crate) fn new(request_id: u64, result: Result<Value, Refusal>, page: Option<Page>) -> Self {
        Self {
            request_id: request_id.to_string(),
            result,
            page,
        }
    }

    /// Returns whether the envelope says that the call was accepted.
    pub(crate) fn accepts(&self) -> bool {
        self.result.is_ok()
    }

    /// The value of every key of the envelope, in the vendor's order, null if there is nothing
    /// to say.
    pub(crate) fn fields(&self) -> Vec<(Role, &'static str, Value)> {
        ENVELOPE
            .iter()
            .map(|(role, key)| (*role, *key, self.value(*role)))
            .collect()
    }

    /// The envelope as JSON text.
    pub(crate) fn to_json(&self) -> String {
        write_object(self.fields().iter().map(|(_, key, value)| (*key, value)))
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
            Role::PageNumber => json!(self.page.map(|page| page.number)),
            Role::PageSize => json!(self.page.map(|page| page.size)),
            Role::TotalCount => json!(self.page.map(|page| page.total)),
            Role::ErrorDetail => Value::Null,
        }
    }
}

/// Writes an object with its keys in the order given: the vendor's, which a map of JSON would not
/// keep.
pub(crate) fn write_object<'a>(fields: impl Iterator<Item = (&'a str, &'a Value)>) -> String {
    let fields: Vec<String> = fields
        .map(|(key, value)| format!("{}:{value}", Value::from(key)))
        .collect();
    format!("{{{}}}", fields.join(","))
}
