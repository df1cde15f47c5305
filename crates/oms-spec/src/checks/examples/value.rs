//! A recorded value against its declaration.

use super::super::values;
use super::Checker;
use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Span};
use crate::ir::{Presence, WireForm};
use crate::json::{Kind, Member, Node};
use crate::raw::{Field, Shape, Typed, Unit};
use crate::shapes::Base;
use crate::text_forms::nearest;
use crate::type_expression::TypeExpression;

impl<'a> Checker<'a, '_> {
    pub(super) fn object(
        &mut self,
        place: &str,
        node: &Node,
        fields: &[&'a Field],
        declared: Option<Span>,
    ) {
        let Kind::Object(members) = &node.kind else {
            self.wrong_type(node, "an object", declared.unwrap_or(node.span));
            return;
        };
        for field in fields {
            let place = format!("{place}.{}", field.name.value);
            match members
                .iter()
                .find(|member| field.is_called(&member.key.value))
            {
                Some(member) => self.member(&place, member, field, members, fields),
                None => self.absent(&place, field, node),
            }
        }
        for member in members.iter().filter(|member| {
            !fields
                .iter()
                .any(|field| field.is_called(&member.key.value))
        }) {
            if !self.open || self.request {
                let known = nearest(
                    &member.key.value,
                    fields.iter().map(|field| field.name.value.as_str()),
                );
                self.unknown_field(&format!("`{place}`"), member, known, declared);
            }
        }
    }

    /// A field of an object; a union is read by the value beside it.
    pub(super) fn member(
        &mut self,
        place: &str,
        member: &Member,
        field: &'a Field,
        members: &[Member],
        siblings: &[&'a Field],
    ) {
        if !matches!(&field.typed.expression, Some(TypeExpression::Union))
            || matches!(member.value.kind, Kind::Null)
        {
            self.value(place, &member.value, field);
            return;
        }
        let Some(by) = &field.typed.by else { return };
        let sibling = siblings
            .iter()
            .find(|sibling| sibling.name.value == by.value);
        let tag = sibling.and_then(|sibling| {
            members
                .iter()
                .find(|member| sibling.is_called(&member.key.value))
        });
        let Some(Member {
            value: Node {
                kind: Kind::Text(tag),
                ..
            },
            ..
        }) = tag
        else {
            return;
        };
        let variant = field
            .typed
            .variants
            .iter()
            .find(|variant| variant.when.iter().any(|when| when.value == *tag));
        if let Some(variant) = variant {
            self.typed(place, &member.value, &variant.typed, None);
        }
    }

    pub(super) fn absent(&mut self, place: &str, field: &Field, object: &Node) {
        let needed = matches!(
            field.presence,
            Some(Presence::Required | Presence::Nullable)
        );
        let whole_answer = place == "data" && field.presence.is_none();
        if (needed || whole_answer) && self.excuse(place, None).is_none() {
            let start = Span::new(object.span.file, object.span.start..object.span.start + 1);
            self.problems.push(
                Diagnostic::new(
                    Code::ExampleLacksField,
                    start,
                    format!("the example lacks `{}`", field.name.value),
                )
                .label("this object")
                .also(field.name.span, "declared here as always there")
                .help("declare it `optional`, or mend the example"),
            );
        }
    }

    pub(super) fn value(&mut self, place: &str, node: &Node, field: &'a Field) {
        if let Some((word, text)) = &field.documented
            && !word.agrees_with(&node.kind)
            && self.excuse(place, Some(node)).is_none()
        {
            self.problems.push(
                Diagnostic::new(
                    Code::ContradictsDocumented,
                    node.span,
                    format!(
                        "the example is {}, the page says {}",
                        node.kind_word(),
                        text.value
                    ),
                )
                .label("this example")
                .also(text.span, "documented")
                .help(format!("record it: a discrepancy with `at = \"{place}\"`")),
            );
        }
        if matches!(node.kind, Kind::Null) {
            // In an answer, a null that is read counts as missing.
            let allowed = match field.presence {
                Some(Presence::Nullable | Presence::OptionalNullable) => true,
                Some(Presence::Optional) => !self.request,
                Some(Presence::Required) => false,
                None => {
                    place != "data" || matches!(field.typed.expression, Some(TypeExpression::Any))
                }
            };
            if !allowed {
                self.problems.push(
                    Diagnostic::new(
                        Code::ExampleNull,
                        node.span,
                        format!("`{}` is null", field.name.value),
                    )
                    .label("this example")
                    .also(field.name.span, "declared here as never null")
                    .help("declare it `nullable` or `optional-nullable`, or mend the example"),
                );
            }
            return;
        }
        self.typed(place, node, &field.typed, Some(field));
    }

    pub(super) fn typed(
        &mut self,
        place: &str,
        node: &Node,
        typed: &'a Typed,
        field: Option<&'a Field>,
    ) {
        if let Some(expression) = &typed.expression {
            self.expression(place, node, typed, expression, field);
        }
    }

    pub(super) fn expression(
        &mut self,
        place: &str,
        node: &Node,
        typed: &'a Typed,
        expression: &TypeExpression,
        field: Option<&'a Field>,
    ) {
        match (expression, &node.kind) {
            (TypeExpression::List(item), Kind::List(items)) => {
                self.rules(place, node, field, None);
                for node in items {
                    self.expression(place, node, typed, item, field);
                }
            }
            (TypeExpression::Map(value), Kind::Object(members)) => {
                for member in members {
                    self.expression(place, &member.value, typed, value, field);
                }
            }
            (TypeExpression::List(_), _) => self.wrong_type(node, "a list", typed.span),
            (TypeExpression::Map(_), _) => self.wrong_type(node, "an object", typed.span),
            _ => {
                if let Some((shape, base)) = self.shapes.base(typed, expression) {
                    self.single(place, node, typed, (shape, base), field);
                }
            }
        }
    }

    pub(super) fn single(
        &mut self,
        place: &str,
        node: &Node,
        typed: &'a Typed,
        (shape, base): (Option<&'a Shape>, Base<'a>),
        field: Option<&'a Field>,
    ) {
        let expected = match (base, &node.kind) {
            (Base::Any | Base::Union(_), _)
            | (Base::Boolean, Kind::Boolean(_))
            | (Base::Number, Kind::Number(_)) => return,
            (Base::Integer, Kind::Number(digits)) if digits.parse::<i64>().is_ok() => {
                return self.rules(place, node, field, shape);
            }
            (Base::Integer, Kind::Text(text))
                if shape.is_some_and(|shape| is_moment_in_text(shape, text)) =>
            {
                return self.rules(place, node, field, shape);
            }
            (Base::String | Base::Enum(_), Kind::Text(_)) => {
                return self.rules(place, node, field, shape);
            }
            (Base::Object(object), _) => {
                let open = self.open;
                self.open = shape.map_or(open, |shape| shape.complete == Some(false));
                self.object(
                    place,
                    node,
                    &object.fields.iter().collect::<Vec<_>>(),
                    Some(object.span),
                );
                self.open = open;
                return;
            }
            (Base::Boolean, _) => "a boolean",
            (Base::Integer, _) => "a whole number",
            (Base::Number, _) => "a number",
            (Base::String | Base::Enum(_), _) => "a text",
        };
        // Scalars are read in either form, so an answer that is known to differ does no harm.
        let readable = !self.request
            && matches!(
                node.kind,
                Kind::Text(_) | Kind::Number(_) | Kind::Boolean(_)
            );
        if !readable || self.excuse(place, Some(node)).is_none() {
            self.wrong_type(node, expected, typed.span);
        }
    }

    /// What is sent is held to the rules; a value that may not be sent needs a discrepancy with a stand-in.
    pub(super) fn rules(
        &mut self,
        place: &str,
        node: &Node,
        field: Option<&Field>,
        shape: Option<&Shape>,
    ) {
        if !self.request {
            return;
        }
        let Some(broken) = values::broken(node, field.map(|field| &field.rules), shape) else {
            return;
        };
        let message = format!("the value {broken}");
        match self.excuse(place, Some(node)) {
            Some(discrepancy) if discrepancy.stand_in.is_some() => {}
            Some(discrepancy) => self.problems.push(
                Diagnostic::new(Code::StandIn, discrepancy.id.span, message)
                    .label("this discrepancy says why, but not what is sent instead")
                    .also(node.span, "this example")
                    .help("add `stand-in` with a value that can be sent"),
            ),
            None => self.problems.push(
                Diagnostic::new(Code::ExampleBreaksRule, node.span, message)
                    .label("this example")
                    .help(format!("mend the example or the rule; where the vendor's own example breaks it, record a discrepancy with `at = \"{place}\"` and a `stand-in`")),
            ),
        }
    }
}

/// Whether a shape takes a moment, or a position of a source's own, as this text.
fn is_moment_in_text(shape: &Shape, text: &str) -> bool {
    let Some((Unit::EpochSeconds { wire, raw }, _)) = shape.unit else {
        return false;
    };
    let digits = !text.is_empty() && text.chars().all(|character| character.is_ascii_digit());
    if digits { wire == WireForm::Text } else { raw }
}
