//! A recorded value against its declaration.

use super::object::DeclaredObject;
use super::{ExampleChecker, Excuse};
use crate::check::discrepancies::Resolved;
use crate::check::observed::Observed;
use crate::check::values;
use crate::ir::Presence;
use crate::language::TypeExpression;
use crate::raw::shapes::BaseType;
use crate::raw::{Field, Shape, Shapes, Typed, Value};
use crate::report::{Code, Diagnostic, Span, Text, quoted};
use crate::syntax::json::{JsonKind, JsonMember, JsonNode};

/// The place of a value, and the field that binds it.
pub(super) struct FieldAt<'f, 'a> {
    place: &'f str,
    /// Its name in messages.
    name: &'f str,
    typed: &'a Typed,
    /// Its field; none for a variant of a union.
    field: Option<&'a Field>,
}

impl<'a> ExampleChecker<'a, '_> {
    /// The value of a field; `members` and `siblings` are what is beside it, by which a union is
    /// read.
    pub(super) fn value(
        &mut self,
        place: &str,
        node: &JsonNode,
        field: &'a Field,
        members: &[JsonMember],
        siblings: &[&'a Field],
    ) {
        if matches!(node.kind, JsonKind::Null) {
            self.documented(place, node, field);
            self.null(place, node, field);
            return;
        }
        let at = |typed, field| FieldAt {
            place,
            name: field_name(place),
            typed,
            field,
        };
        if !matches!(&field.typed.expression, Some(TypeExpression::Union)) {
            self.documented(place, node, field);
            self.typed(&at(&field.typed, Some(field)), node);
        } else if let Some(typed) = variant(field, members, siblings, self.shapes) {
            self.documented(place, node, field);
            self.typed(&at(typed, None), node);
        }
        // A value that no variant takes is kept as it came, and contradicts nothing that is known.
    }

    /// The vendor's type word against the example.
    fn documented(&mut self, place: &str, node: &JsonNode, field: &Field) {
        let Some((word, text)) = &field.documented else {
            return;
        };
        if word.agrees_with(node.kind_word()) || !self.is_unexcused(place, Some(node)) {
            return;
        }
        let message = format!(
            "the example has {} where the page says {}",
            node.words(),
            quoted(&text.value)
        );
        let diagnostic = Diagnostic::new(Code::ContradictsDocumented, node.span, message)
            .label(node.words())
            .also(text.span, "the page says")
            .help(format!(
                "where the vendor contradicts itself, record it: a discrepancy with `at = \"{place}\"`, `documented = \"{}\"` and `observed = \"{}\"`{}",
                text.value,
                node.kind_word(),
                if self.request {
                    ", and a `stand-in` where the value is not sent so"
                } else {
                    ""
                }
            ));
        self.problems
            .join(format!("{place} {:?}", text.span), diagnostic);
    }

    /// In an answer, a null that is read counts as missing.
    fn null(&mut self, place: &str, node: &JsonNode, field: &Field) {
        let allowed = match field.presence {
            Some(Presence::Nullable | Presence::OptionalNullable) => true,
            Some(Presence::Optional) => !self.request,
            Some(Presence::Required) => false,
            None => place != "data" || matches!(field.typed.expression, Some(TypeExpression::Any)),
        };
        if !allowed {
            self.null_at(place, node, field.name.span);
        }
    }

    fn null_at(&mut self, place: &str, node: &JsonNode, declared: Span) {
        let name = quoted(field_name(place));
        let message = format!("the example has null for {name}, which is declared as never null");
        let diagnostic = Diagnostic::new(Code::ExampleNull, node.span, message)
            .label("null")
            .also(declared, "declared here")
            .help("mend the example, or declare the field `nullable` or `optional-nullable`");
        self.problems
            .join(format!("{place} {declared:?}"), diagnostic);
    }

    fn typed(&mut self, at: &FieldAt<'_, 'a>, node: &JsonNode) {
        if let Some(expression) = &at.typed.expression
            // A union that is no field's whole type was reported, and nothing can be said of its
            // values.
            && *expression.innermost() != TypeExpression::Union
        {
            match (self.other_form(at, node), expression) {
                (Some(alone), TypeExpression::List(item)) => self.item(at, alone, item),
                (Some(only), _) => self.item(at, only, expression),
                (None, _) => {
                    // The number of items is limited in the list itself, not in one inside of it.
                    let is_list = matches!(expression, TypeExpression::List(_));
                    if is_list && matches!(node.kind, JsonKind::List(_)) {
                        self.rules(at, node, None);
                    }
                    self.expression(at, node, expression);
                }
            }
        }
    }

    fn expression(
        &mut self,
        at: &FieldAt<'_, 'a>,
        node: &JsonNode,
        expression: &'a TypeExpression,
    ) {
        match (expression, &node.kind) {
            (TypeExpression::List(item), JsonKind::List(items)) => {
                for node in items {
                    self.item(at, node, item);
                }
            }
            (TypeExpression::Map(value), JsonKind::Object(members)) => {
                for member in members {
                    self.item(at, &member.value, value);
                }
            }
            (TypeExpression::List(_), _) => {
                self.wrong_type(at.place, node, "a list", at.typed.span);
            }
            (TypeExpression::Map(_), _) => {
                self.wrong_type(at.place, node, "an object", at.typed.span);
            }
            _ => {
                if let Some((shape, base)) = self.shapes.base(at.typed, expression) {
                    self.single(at, node, shape, base);
                }
            }
        }
    }

    /// The value of an answer that comes in the other one of two forms: alone where a list is
    /// declared, or as the only one of a list where one value is.
    fn other_form<'n>(&self, at: &FieldAt<'_, 'a>, node: &'n JsonNode) -> Option<&'n JsonNode> {
        at.typed.one_or_list.filter(|_| !self.request)?;
        match (&at.typed.expression, &node.kind) {
            (Some(TypeExpression::List(_)), JsonKind::List(_) | JsonKind::Null) => None,
            (Some(TypeExpression::List(_)), _) => Some(node),
            (_, JsonKind::List(items)) => items.first().filter(|_| items.len() == 1),
            _ => None,
        }
    }

    /// An item of a list, or a value of a map: null only where it may be anything.
    fn item(&mut self, at: &FieldAt<'_, 'a>, node: &JsonNode, expression: &'a TypeExpression) {
        if !matches!(node.kind, JsonKind::Null) {
            self.expression(at, node, expression);
        } else if *expression != TypeExpression::Any && self.is_unexcused(at.place, Some(node)) {
            let message = format!(
                "the example has null inside of {}, which is declared as never null",
                quoted(at.name)
            );
            let diagnostic = Diagnostic::new(Code::ExampleNull, node.span, message)
                .label("null")
                .also(at.typed.span, "declared here")
                .help("mend the example, or make the inner type `any`");
            self.problems.join(format!("{} item", at.place), diagnostic);
        }
    }

    fn single(
        &mut self,
        at: &FieldAt<'_, 'a>,
        node: &JsonNode,
        shape: Option<&'a Shape>,
        base: BaseType<'a>,
    ) {
        if let BaseType::Object(object) = base {
            self.inner_object(at, node, shape, object);
        } else if let Some(expected) = values::other_type(&node.kind, base, shape, self.request) {
            self.mistyped(at, node, expected);
        } else {
            if let (BaseType::Enum(typed), JsonKind::Text(text)) = (base, &node.kind) {
                self.spelling(at, node, text, typed);
            }
            self.rules(at, node, shape);
        }
    }

    fn inner_object(
        &mut self,
        at: &FieldAt<'_, 'a>,
        node: &JsonNode,
        shape: Option<&'a Shape>,
        object: &'a Typed,
    ) {
        let open = self.open;
        self.open = shape.map_or(open, |shape| shape.complete == Some(false));
        let fields: Vec<_> = object.fields.iter().collect();
        let declared = DeclaredObject {
            place: at.place,
            span: object.span,
            label: "declared here",
            whole: object.fields.is_whole(),
            fields: &fields,
        };
        self.object(&declared, node);
        self.open = open;
    }

    /// Scalars are read in either form, so an answer that is known to differ does no harm; what is
    /// sent needs a stand-in.
    fn mistyped(&mut self, at: &FieldAt<'_, 'a>, node: &JsonNode, expected: &str) {
        let scalar = node.is_scalar();
        match self.excuse(at.place, Some(node)) {
            Excuse::Unclear => {}
            Excuse::Recorded(_) if scalar && !self.request => {}
            Excuse::Recorded(recorded) if scalar && recorded.discrepancy.stand_in.is_some() => {}
            Excuse::Recorded(recorded) if scalar => {
                let found = node.words();
                let message = format!("the value is {found}, where {expected} is declared");
                let diagnostic = no_stand_in(recorded, message, node);
                self.problems.join(
                    format!("{} {expected}", at.place),
                    diagnostic.also(at.typed.span, "declared here"),
                );
            }
            _ => self.wrong_type(at.place, node, expected, at.typed.span),
        }
    }

    /// A value that is not declared is kept; one that differs by case alone is a declared one, and
    /// would not be read as it.
    fn spelling(&mut self, at: &FieldAt<'_, 'a>, node: &JsonNode, text: &str, typed: &Typed) {
        let mut spellings = typed.values.iter().flat_map(Value::spellings);
        if typed.spellings().any(|spelling| spelling == text) {
            return;
        }
        let Some(near) = spellings.find(|spelling| spelling.value.eq_ignore_ascii_case(text))
        else {
            return;
        };
        let message = format!(
            "{} differs from {} by case alone",
            quoted(text),
            quoted(&near.value)
        );
        let diagnostic = Diagnostic::new(Code::ExampleSpelling, node.span, message)
            .label("this would be read as a value that is not known")
            .also(near.span, "this is declared")
            .help("list the spelling under `also` of the value, or mend the one that is wrong");
        self.problems
            .join(format!("{} {text}", at.place), diagnostic);
    }

    /// A value that is sent is held to the rules; a value that may not be sent needs a discrepancy
    /// with a stand-in.
    fn rules(&mut self, at: &FieldAt<'_, 'a>, node: &JsonNode, shape: Option<&Shape>) {
        if !self.request {
            return;
        }
        let Some(broken) = values::broken(node, at.field.map(Field::rules), shape) else {
            return;
        };
        let message = format!("the value {}", broken.words);
        let diagnostic = match self.excuse(at.place, Some(node)) {
            Excuse::Unclear => return,
            Excuse::Recorded(recorded) if recorded.discrepancy.stand_in.is_some() => return,
            Excuse::Recorded(recorded) if matches!(recorded.observed, Some(Observed::Pattern(_))) => {
                no_stand_in(recorded, message, node)
            }
            // One that tells of the kind of the value alone does not tell why it breaks a rule.
            Excuse::Recorded(_) | Excuse::Missing => Diagnostic::new(Code::ExampleBreaksRule, node.span, message)
                .label("this value")
                .help(format!(
                    "mend the example or the rule; where the vendor's own example breaks it, record a discrepancy with `at = \"{}\"` and a `stand-in`",
                    at.place
                )),
        };
        self.problems.join(
            format!("{} {}", at.place, broken.words),
            broken.with_rule(diagnostic),
        );
    }
}

/// A discrepancy that tells why a value cannot be sent, but not what is sent.
fn no_stand_in(recorded: &Resolved<'_>, message: String, node: &JsonNode) -> Diagnostic {
    Diagnostic::new(Code::StandIn, recorded.discrepancy.id.span, message)
        .label("this says why, but not what is sent instead")
        .also(node.span, "this value")
        .help("`stand-in`: a value that can be sent")
}

/// The name of the field at a place.
pub(super) fn field_name(place: &str) -> &str {
    place.rsplit('.').next().unwrap_or(place)
}

/// The type that the field beside a union chooses; none where it chooses none, so that the value is
/// kept as it came.
fn variant<'a>(
    field: &'a Field,
    members: &[JsonMember],
    siblings: &[&'a Field],
    shapes: &Shapes<'a>,
) -> Option<&'a Typed> {
    let by = field.typed.by.as_ref()?;
    let sibling = siblings
        .iter()
        .find(|sibling| sibling.name.value == by.value)?;
    let tag = members
        .iter()
        .find(|member| sibling.is_called(&member.key.value))?;
    let JsonKind::Text(tag) = &tag.value.kind else {
        return None;
    };
    let value = match shapes.base_of(&sibling.typed) {
        Some((_, BaseType::Enum(typed))) => {
            let mut values = typed.values.iter();
            values.find(|value| value.spellings().any(|spelling| spelling.value == *tag))
        }
        _ => None,
    };
    let chooses = |when: &Text| {
        let mut spellings = value.into_iter().flat_map(Value::spellings);
        when.value == *tag || spellings.any(|spelling| spelling.value == when.value)
    };
    let mut variants = field.typed.variants.iter();
    let variant = variants.find(|variant| variant.when.iter().any(chooses))?;
    Some(&variant.typed)
}
