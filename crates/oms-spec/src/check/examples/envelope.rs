//! The envelope as recorded answers show it.

use crate::ir::Role;
use crate::raw::Root;
use crate::syntax::json::{JsonKind, JsonMember, JsonNode};

/// The envelope as answers show it.
pub(crate) struct EnvelopeRoles<'a> {
    root: &'a Root,
}

impl<'a> EnvelopeRoles<'a> {
    pub(crate) fn of(root: &'a Root) -> Self {
        Self { root }
    }

    fn member<'n>(&self, role: Role, node: &'n JsonNode) -> Option<&'n JsonMember> {
        let mut fields = self.root.envelope.fields.iter();
        let field = fields.find(|field| field.role.is_some_and(|(other, _)| other == role))?;
        node.members()
            .iter()
            .find(|member| member.key.value == field.field.name.value)
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
        let means_success = self
            .root
            .envelope
            .fields
            .iter()
            .flat_map(|field| &field.success_codes)
            .any(|success| success.value == *text);
        (!means_success).then_some(code)
    }
}
