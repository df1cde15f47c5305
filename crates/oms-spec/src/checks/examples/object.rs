//! The fields of a recorded object: none may be missing that is required, and none may be there that is not declared.

use super::Checker;
use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Span};
use crate::ir::Presence;
use crate::json::{Kind, Member, Node};
use crate::raw::Field;
use crate::words::{nearest, quoted};

/// What is declared of an object.
pub(super) struct Declared<'f, 'a> {
    pub(super) place: &'f str,
    /// What messages call it.
    pub(super) words: String,
    /// Where its fields are declared, and what is said there.
    pub(super) span: Span,
    pub(super) label: &'static str,
    /// Whether further fields may be meant than those that could be read.
    pub(super) holes: bool,
    pub(super) fields: &'f [&'a Field],
}

impl<'a> Checker<'a, '_> {
    pub(super) fn object(&mut self, declared: &Declared<'_, 'a>, node: &Node) {
        let Kind::Object(members) = &node.kind else {
            self.wrong_type(declared.place, node, "an object", declared.span);
            return;
        };
        let mut absent = Vec::new();
        for field in declared.fields {
            match members.iter().find(|member| self.is_called(field, member)) {
                Some(member) => self.field(declared, field, member, members),
                None => absent.push(*field),
            }
        }
        let unknown = members.iter().filter(|member| {
            let mut fields = declared.fields.iter();
            !fields.any(|field| self.is_called(field, member))
        });
        if declared.holes || self.open && !self.request {
            return self.all_absent(declared, &absent, node);
        }
        for member in unknown.collect::<Vec<_>>() {
            // A field that is missing and one that is not declared are one mistake, where they have nearly the same name.
            let name = member.key.value.as_str();
            let read = absent.iter().position(|field| field.is_called(name));
            let near = || nearest(name, absent.iter().map(|field| field.name.value.as_str()));
            let position = read.or_else(|| {
                let near = near()?;
                absent.iter().position(|field| field.name.value == near)
            });
            let meant = position.map(|position| absent.remove(position));
            if let Some(field) = meant {
                self.lacking
                    .insert(format!("{}.{}", declared.place, field.name.value));
            }
            self.unknown_field(declared, member, meant);
            if let Some(field) = meant {
                self.field(declared, field, member, members);
            }
        }
        self.all_absent(declared, &absent, node);
    }

    /// What is sent goes by its own name; further names are for reading.
    fn is_called(&self, field: &Field, member: &Member) -> bool {
        if self.request {
            field.name.value == member.key.value
        } else {
            field.is_called(&member.key.value)
        }
    }

    fn field(
        &mut self,
        declared: &Declared<'_, 'a>,
        field: &'a Field,
        member: &Member,
        members: &[Member],
    ) {
        let place = format!("{}.{}", declared.place, field.name.value);
        self.value(&place, &member.value, field, members, declared.fields);
    }

    fn all_absent(&mut self, declared: &Declared<'_, 'a>, absent: &[&'a Field], node: &Node) {
        for field in absent {
            let needed = matches!(
                field.presence,
                Some(Presence::Required | Presence::Nullable)
            );
            if needed && !declared.holes {
                let place = format!("{}.{}", declared.place, field.name.value);
                self.absent(&place, field, node);
            }
        }
    }

    /// A field that must be there, in an object that lacks it.
    pub(super) fn absent(&mut self, place: &str, field: &Field, object: &Node) {
        if !self.is_unexcused(place, None) {
            return;
        }
        self.lacking.insert(place.to_owned());
        let name = quoted(&field.name.value);
        let start = Span::new(object.span.file, object.span.start..object.span.start + 1);
        let diagnostic = Diagnostic::new(
            Code::ExampleLacksField,
            start,
            format!("the example lacks {name}"),
        )
        .label("in this object")
        .also(field.name.span, "declared here as always there")
        .help("mend the example, or declare the field `optional`");
        self.problems
            .join(format!("{place} {:?}", field.name.span), diagnostic);
    }

    /// A field that is not declared, and the one that it was probably meant to be.
    fn unknown_field(
        &mut self,
        declared: &Declared<'_, 'a>,
        member: &Member,
        meant: Option<&Field>,
    ) {
        let name = &member.key.value;
        let message = format!("{} declares no field {}", declared.words, quoted(name));
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
                .help("declare the field, or mend the example"),
        };
        self.problems
            .join(format!("{} {name}", declared.place), diagnostic);
    }
}
