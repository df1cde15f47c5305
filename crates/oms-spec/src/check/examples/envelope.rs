//! The envelope as recorded answers show it.

use crate::ir::Role;
use crate::raw::Envelope;
use crate::syntax::json::{JsonKind, JsonMember, JsonNode};

impl Envelope {
    fn member<'n>(&self, role: Role, node: &'n JsonNode) -> Option<&'n JsonMember> {
        node.member(&self.field(role)?.name.value)
    }

    /// Returns whether an answer says that the call succeeded.
    pub(crate) fn verdict(&self, node: &JsonNode) -> Option<bool> {
        match self.member(Role::Verdict, node)?.value.kind {
            JsonKind::Boolean(verdict) => Some(verdict),
            _ => None,
        }
    }

    /// The error code of an answer, where it is there and means a failure.
    pub(super) fn failure_code<'n>(&self, node: &'n JsonNode) -> Option<&'n JsonNode> {
        let code = &self.member(Role::ErrorCode, node)?.value;
        let text = match &code.kind {
            JsonKind::Text(text) | JsonKind::Number(text) if !text.is_empty() => text,
            _ => return None,
        };
        let mut successes = self.fields.iter().flat_map(|field| &field.success_codes);
        let means_success = successes.any(|success| success.value == *text);
        (!means_success).then_some(code)
    }
}
