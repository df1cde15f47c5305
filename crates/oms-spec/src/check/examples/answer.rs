//! A recorded answer: its envelope field by field, and its payload where it succeeded.

use super::ExampleChecker;
use super::object::DeclaredObject;
use crate::check::roles;
use crate::ir::{Presence, Role};
use crate::language::values::unit_of;
use crate::raw::EnvelopeField;
use crate::report::{Code, Diagnostic, quoted};
use crate::syntax::json::{JsonKind, JsonMember, JsonNode};

impl ExampleChecker<'_, '_> {
    pub(super) fn response(&mut self, root: &JsonNode) {
        // If a field or a role of the envelope is not known, neither the verdict nor the payload
        // can be told.
        if !roles::are_known(&self.root.envelope) {
            return;
        }
        let verdict = self.root.envelope.verdict(root);
        let envelope = self.root.envelope.fields.iter();
        // The payload's place is the action's to describe.
        let fields: Vec<_> = envelope.map(|field| &field.field).collect();
        let open = std::mem::take(&mut self.open);
        self.object(
            &DeclaredObject {
                place: "envelope",
                span: self.root.envelope.span,
                label: "declared here",
                whole: true,
                fields: &fields,
            },
            root,
        );
        self.open = open;
        for envelope in &self.root.envelope.fields {
            let member = root.member(&envelope.field.name.value);
            match envelope.role {
                Some((Role::Payload, _)) if verdict == Some(true) => self.payload(member, root),
                Some((Role::Cost, _)) => self.cost(envelope, member),
                _ => {}
            }
        }
        if let (Some(true), Some(code)) = (verdict, self.root.envelope.failure_code(root)) {
            self.problems.push(
                Diagnostic::new(
                    Code::ExampleVerdict,
                    code.span,
                    "the answer says that it succeeded, and bears the code of a failure",
                )
                .label("this code")
                .help("where the vendor sends it with successes, list it under `success-codes` of the field with the role `error-code`"),
            );
        }
    }

    fn payload(&mut self, member: Option<&JsonMember>, root: &JsonNode) {
        let Some(data) = &*self.action.data else {
            let there = member.filter(|member| !matches!(member.value.kind, JsonKind::Null));
            if let Some(member) = there.filter(|_| self.action.data.is_whole()) {
                self.needless_payload(member);
            }
            return;
        };
        match member {
            Some(member) => self.value("data", &member.value, data, &[], &[]),
            None => {
                if !matches!(
                    data.presence,
                    Some(Presence::Optional | Presence::OptionalNullable)
                ) {
                    self.absent("data", data, root);
                }
            }
        }
    }

    fn needless_payload(&mut self, member: &JsonMember) {
        let message = format!(
            "the answer has a payload, and {} declares none",
            quoted(&self.action.stem)
        );
        let diagnostic = Diagnostic::new(Code::ExampleUnknownField, member.key.span, message)
            .label("not declared");
        let diagnostic = match &self.action.name {
            Some(name) => diagnostic.also(name.span, "this action"),
            None => diagnostic,
        };
        self.problems.join(
            format!("data {}", self.action.stem),
            diagnostic.help("declare it as `[data]`, or mend the example"),
        );
    }

    /// The unit of a cost, where the page states one.
    fn cost(&mut self, envelope: &EnvelopeField, member: Option<&JsonMember>) {
        let place = format!("envelope.{}", envelope.field.name.value);
        let Some(node) = member.map(|member| &member.value) else {
            return;
        };
        let (Some(documented), JsonKind::Text(text)) = (&envelope.documented_unit, &node.kind)
        else {
            return;
        };
        let Some(unit) = unit_of(text).filter(|unit| *unit != documented.value) else {
            return;
        };
        if !self.is_unexcused(&place, Some(node)) {
            return;
        }
        let message = format!(
            "the example is in {}, the page says {}",
            quoted(unit),
            quoted(&documented.value)
        );
        let diagnostic = Diagnostic::new(Code::ContradictsUnit, node.span, message)
            .label("this example")
            .also(documented.span, "the page says")
            .help(format!(
                "where the vendor contradicts itself, record it: a discrepancy in spec/oms.toml with `at = \"{place}\"`"
            ));
        self.problems.join(format!("{place} {unit}"), diagnostic);
    }
}
