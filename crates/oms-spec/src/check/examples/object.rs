//! The fields of a recorded object: none may be missing that is required, and none may be there
//! that is not declared.

use std::collections::{HashMap, HashSet};

use oms_text::nearest;

use super::ExampleChecker;
use super::value::field_name;
use crate::check::{conditions, defaults};
use crate::ir::Presence;
use crate::raw::{Field, RequiredIf};
use crate::report::{Code, Diagnostic, Span, Text, any_of, quoted};
use crate::syntax::json::{JsonKind, JsonMember, JsonNode};

/// Most fields of one object that are called unknown: for each the nearest of all that are missing
/// is looked for.
const MAX_UNKNOWN: usize = 100;

/// The declaration of an object.
pub(super) struct DeclaredObject<'f, 'a> {
    pub(super) place: &'f str,
    /// The place at which its fields are declared, and the text there.
    pub(super) span: Span,
    pub(super) label: &'static str,
    /// Says whether all fields could be read that are declared.
    pub(super) whole: bool,
    pub(super) fields: &'f [&'a Field],
}

impl<'a> ExampleChecker<'a, '_> {
    pub(super) fn object(&mut self, declared: &DeclaredObject<'_, 'a>, node: &JsonNode) {
        let JsonKind::Object(members) = &node.kind else {
            self.wrong_type(declared.place, node, "an object", declared.span);
            return;
        };
        let there: HashMap<&str, &JsonMember> = members
            .iter()
            .map(|member| (member.key.value.as_str(), member))
            .collect();
        let mut absent = Vec::new();
        let mut known = HashSet::new();
        for field in declared.fields {
            let mut names = self.names(field);
            known.extend(self.names(field));
            match names.find_map(|name| there.get(name)) {
                Some(member) => self.field(declared, field, member, members),
                None => absent.push(*field),
            }
        }
        let open = if self.request {
            declared.place == "request" && self.action.further == Some(true)
        } else {
            self.open
        };
        if declared.whole && !open {
            let unknown = members
                .iter()
                .filter(|member| !known.contains(member.key.value.as_str()));
            for member in unknown.take(MAX_UNKNOWN).collect::<Vec<_>>() {
                self.unknown(declared, member, members, &mut absent);
            }
        }
        self.all_absent(declared, &absent, (node, members));
    }

    /// A field that is not declared; one that is missing and has nearly the same name is the same
    /// mistake.
    fn unknown(
        &mut self,
        declared: &DeclaredObject<'_, 'a>,
        member: &JsonMember,
        members: &[JsonMember],
        absent: &mut Vec<&'a Field>,
    ) {
        let name = member.key.value.as_str();
        let read = absent.iter().position(|field| field.is_called(name));
        let position = read.or_else(|| {
            let near = nearest(name, absent.iter().map(|field| field.name.value.as_str()))?;
            absent.iter().position(|field| field.name.value == near)
        });
        let meant = position.map(|position| absent.remove(position));
        self.unknown_field(declared, member, meant);
        if let Some(field) = meant {
            self.lacking
                .insert(format!("{}.{}", declared.place, field.name.value));
            self.field(declared, field, member, members);
        }
    }

    /// The names under which a field may be. A field is sent under its own name; further names are
    /// for reading.
    fn names(&self, field: &'a Field) -> impl Iterator<Item = &'a str> + use<'a> {
        let also = if self.request {
            &[]
        } else {
            field.also.as_slice()
        };
        std::iter::once(&field.name)
            .chain(also)
            .map(|name| name.value.as_str())
    }

    fn field(
        &mut self,
        declared: &DeclaredObject<'_, 'a>,
        field: &'a Field,
        member: &JsonMember,
        members: &[JsonMember],
    ) {
        let place = format!("{}.{}", declared.place, field.name.value);
        self.value(&place, &member.value, field, members, declared.fields);
        if let Some(constant) = &field.constant {
            self.constant(&place, &member.value, constant);
        }
    }

    /// A constant has one value, whoever sends it.
    fn constant(&mut self, place: &str, node: &JsonNode, constant: &Text) {
        let other = matches!(&node.kind, JsonKind::Text(text) if *text != constant.value);
        if other && self.is_unexcused(place, Some(node)) {
            let message = format!("the value is not {}", quoted(&constant.value));
            let diagnostic = Diagnostic::new(Code::ExampleBreaksRule, node.span, message)
                .label("this value")
                .also(constant.span, "the only one")
                .help("mend the example, or the constant");
            self.problems.join(format!("{place} constant"), diagnostic);
        }
    }

    fn all_absent(
        &mut self,
        declared: &DeclaredObject<'_, 'a>,
        absent: &[&'a Field],
        (node, members): (&JsonNode, &[JsonMember]),
    ) {
        for field in absent {
            let needed = defaults::is_never_left_out(field)
                || self.request && conditions::is_required(field, members);
            if needed && declared.whole {
                let place = format!("{}.{}", declared.place, field.name.value);
                self.absent(&place, field, node);
            }
        }
    }

    /// A field that must be there, in an object that lacks it.
    pub(super) fn absent(&mut self, place: &str, field: &Field, object: &JsonNode) {
        if !self.is_unexcused(place, None) {
            return;
        }
        self.lacking.insert(place.to_owned());
        let name = quoted(&field.name.value);
        let diagnostic = Diagnostic::new(
            Code::ExampleLacksField,
            object.span.first(),
            format!("the example lacks {name}"),
        )
        .label("in this object");
        let always = field.presence != Some(Presence::Optional);
        let diagnostic = match &field.required_if {
            Some(condition) if !always => by_condition(diagnostic, condition),
            _ => diagnostic
                .also(field.name.span, "declared here as always there")
                .help("mend the example, or declare the field `optional`"),
        };
        self.problems
            .join(format!("{place} {:?}", field.name.span), diagnostic);
    }

    /// A field that is not declared, and the one that it was probably meant to be.
    fn unknown_field(
        &mut self,
        declared: &DeclaredObject<'_, 'a>,
        member: &JsonMember,
        meant: Option<&Field>,
    ) {
        let name = &member.key.value;
        let holder = match declared.place {
            "request" => "the request".to_owned(),
            "data" => "the payload".to_owned(),
            "envelope" => "the envelope".to_owned(),
            place => quoted(field_name(place)),
        };
        let message = format!("{holder} declares no field {}", quoted(name));
        let diagnostic = Diagnostic::new(Code::ExampleUnknownField, member.key.span, message);
        let diagnostic = match meant {
            Some(field) if field.is_called(name) => diagnostic
                .label("a name under which it is read, not sent")
                .also(field.name.span, "it is sent under this name")
                .help("mend the example"),
            Some(field) => diagnostic
                .label(format!("did you mean {}?", quoted(&field.name.value)))
                .also(field.name.span, "declared here")
                .help("mend the one that is wrong"),
            None => diagnostic
                .label("not declared")
                .also(declared.span, declared.label)
                .help("declare the field, or mend the example; where the vendor's own example has it and the table does not, declare it, and record a discrepancy with `documented = \"absent\"`"),
        };
        self.problems
            .join(format!("{} {name}", declared.place), diagnostic);
    }
}

/// An optional field that the one beside it makes required.
fn by_condition(diagnostic: Diagnostic, condition: &RequiredIf) -> Diagnostic {
    let values = any_of(condition.is.iter().map(|value| value.value.as_str()));
    let words = match &condition.field {
        Some(by) => format!("required where {} is {values}", quoted(&by.value)),
        None => "required by this condition".to_owned(),
    };
    diagnostic
        .also(condition.span, words)
        .help("add the field to the example, or mend its `required-if`")
}
