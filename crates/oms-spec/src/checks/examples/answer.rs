//! A recorded answer: its envelope field by field, and its payload where it succeeded.

use super::{Checker, Envelope};
use crate::codes::Code;
use crate::diagnostics::Diagnostic;
use crate::ir::Role;
use crate::json::{Kind, Member, Node};
use crate::raw::{EnvelopeField, unit_of};
use crate::text_forms::nearest;

impl<'a> Checker<'a, '_> {
    pub(super) fn response(&mut self, root: &Node) {
        let Kind::Object(members) = &root.kind else {
            self.wrong_type(root, "an object", self.root.envelope.span);
            return;
        };
        let envelope = Envelope::of(self.root);
        let verdict = envelope.verdict(root);
        for field in &self.root.envelope.fields {
            let member = members
                .iter()
                .find(|member| member.key.value == field.field.name.value);
            self.envelope_field(field, member, root, verdict);
        }
        for member in members {
            let fields = || {
                self.root
                    .envelope
                    .fields
                    .iter()
                    .map(|field| field.field.name.value.as_str())
            };
            if !fields().any(|name| name == member.key.value) {
                let known = nearest(&member.key.value, fields());
                self.unknown_field("the envelope", member, known, Some(self.root.envelope.span));
            }
        }
        if let (Some(true), Some(code)) = (verdict, envelope.failure_code(root)) {
            self.problems.push(
                Diagnostic::new(Code::ExampleVerdict, code.span, "the answer says that it succeeded, and bears the code of a failure")
                    .label("this code")
                    .help("where the vendor sends it with successes, list it under `success-codes` of the field with the role `error-code`"),
            );
        }
    }

    fn envelope_field(
        &mut self,
        envelope: &'a EnvelopeField,
        member: Option<&Member>,
        root: &Node,
        verdict: Option<bool>,
    ) {
        let field = &envelope.field;
        let Some((role, _)) = envelope.role else {
            return;
        };
        let place = format!("envelope.{}", field.name.value);
        match (role, member) {
            (Role::Payload, member) => {
                if verdict == Some(true) {
                    self.payload(member, root);
                }
            }
            (_, None) => self.absent(&place, field, root),
            (_, Some(member)) => {
                self.value(&place, &member.value, field);
                self.cost(&place, envelope, &member.value);
            }
        }
    }

    fn payload(&mut self, member: Option<&Member>, root: &Node) {
        let Some(data) = &self.action.data else {
            if let Some(member) = member.filter(|member| !matches!(member.value.kind, Kind::Null)) {
                let declared = self.action.name.as_ref().map(|name| name.span);
                self.unknown_field(
                    "this action, which declares no payload",
                    member,
                    None,
                    declared,
                );
            }
            return;
        };
        match member {
            Some(member) => self.value("data", &member.value, data),
            None => self.absent("data", data, root),
        }
    }

    /// The unit of a cost, where the page states one.
    fn cost(&mut self, place: &str, envelope: &EnvelopeField, node: &Node) {
        let (Some(documented), Kind::Text(text)) = (&envelope.documented_unit, &node.kind) else {
            return;
        };
        let Some(unit) = unit_of(text).filter(|unit| *unit != documented.value) else {
            return;
        };
        if self.excuse(place, Some(node)).is_none() {
            self.problems.push(
                Diagnostic::new(
                    Code::ContradictsUnit,
                    node.span,
                    format!(
                        "the example is in {unit}, the page says {}",
                        documented.value
                    ),
                )
                .label("this example")
                .also(documented.span, "documented")
                .help(format!(
                    "record it: a discrepancy in spec/oms.toml with `at = \"{place}\"`"
                )),
            );
        }
    }
}
