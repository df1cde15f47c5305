//! The meaning of the names of types, and the names of inline types.
//!
//! It reports nothing: the checks and the lowering ask it the same questions, so that they cannot
//! answer them differently.

use std::collections::BTreeMap;

use crate::ir::{Effect, Provenance, Role};
use crate::language::{TypeExpression, names};
use crate::raw::{Action, Envelope, Field, Root, Shape, Spec, Subject, Typed, Unit};
use crate::report::{Span, Text};

/// The shapes by name.
#[derive(Debug)]
pub(crate) struct Shapes<'a> {
    by_name: BTreeMap<&'a str, &'a Shape>,
}

/// The innermost part of a type.
#[derive(Debug, Clone, Copy)]
pub(crate) enum BaseType<'a> {
    Boolean,
    Integer,
    Number,
    String,
    Any,
    Object(&'a Typed),
    Enum(&'a Typed),
    Union(&'a Typed),
}

impl<'a> Shapes<'a> {
    pub(crate) fn of(spec: &'a Spec) -> Self {
        let shapes = spec.root.shapes.iter();
        Self {
            by_name: shapes
                .map(|shape| (shape.name.value.as_str(), shape))
                .collect(),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a Shape> {
        self.by_name.get(name).copied()
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.by_name.keys().copied()
    }

    /// The shape that an expression names, and what its innermost part is made of. `None` where
    /// that is not known.
    pub(crate) fn base(
        &self,
        typed: &'a Typed,
        expression: &TypeExpression,
    ) -> Option<(Option<&'a Shape>, BaseType<'a>)> {
        let base = match expression.innermost() {
            TypeExpression::Boolean => BaseType::Boolean,
            TypeExpression::Integer => BaseType::Integer,
            TypeExpression::Number => BaseType::Number,
            TypeExpression::String => BaseType::String,
            TypeExpression::Any => BaseType::Any,
            // If the fields or the values are missing, something else may be meant.
            TypeExpression::Object if typed.fields.is_empty() => return None,
            TypeExpression::Object => BaseType::Object(typed),
            TypeExpression::Enum if typed.values.is_empty() => return None,
            TypeExpression::Enum => BaseType::Enum(typed),
            TypeExpression::Union => BaseType::Union(typed),
            TypeExpression::Shape(name) => {
                let shape = self.get(name)?;
                let expression = shape.typed.expression.as_ref()?;
                // A shape is made of a built-in type, never of another shape, so this goes one step
                // at the most.
                if matches!(expression.innermost(), TypeExpression::Shape(_)) {
                    return None;
                }
                return Some((Some(shape), self.base(&shape.typed, expression)?.1));
            }
            TypeExpression::List(_) | TypeExpression::Map(_) => return None,
        };
        Some((None, base))
    }

    /// The innermost part of a field's type.
    pub(crate) fn base_of(&self, typed: &'a Typed) -> Option<(Option<&'a Shape>, BaseType<'a>)> {
        self.base(typed, typed.expression.as_ref()?)
    }

    /// The fields inside a type: those of its object, or of the objects of its union.
    pub(crate) fn fields_of(&self, typed: &'a Typed) -> Vec<&'a Field> {
        match self.base_of(typed) {
            Some((_, BaseType::Object(object))) => object.fields.iter().collect(),
            Some((_, BaseType::Union(union))) => {
                let variants = union.variants.iter();
                variants
                    .flat_map(|variant| self.fields_of(&variant.typed))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns whether all fields inside a type are known, so that no other one can be meant.
    pub(crate) fn knows_fields_of(&self, typed: &'a Typed) -> bool {
        match self.base_of(typed) {
            Some((_, BaseType::Object(object))) => object.fields.is_whole(),
            Some((_, BaseType::Union(union))) => {
                let mut variants = union.variants.iter();
                union.variants.is_whole()
                    && variants.all(|variant| self.knows_fields_of(&variant.typed))
            }
            base => base.is_some(),
        }
    }
}

impl Typed {
    /// The expression without its lists and maps.
    pub(crate) fn innermost(&self) -> Option<&TypeExpression> {
        self.expression.as_ref().map(TypeExpression::innermost)
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.expression, Some(TypeExpression::List(_)))
    }

    /// Returns whether it is a list or a map.
    pub(crate) fn is_several(&self) -> bool {
        self.is_list() || matches!(self.expression, Some(TypeExpression::Map(_)))
    }
}

impl Shape {
    pub(crate) fn unit(&self) -> Option<Unit> {
        self.unit.as_ref().map(|(unit, _)| *unit)
    }

    /// The place that makes a secret of all of it.
    pub(crate) fn secret_at(&self) -> Option<Span> {
        let (_, place) = self.secret.filter(|(secret, _)| *secret)?;
        Some(place)
    }

    /// Returns whether its values mean no more than their type says.
    pub(crate) fn is_plain(&self) -> bool {
        self.secret_at().is_none() && self.unit.is_none()
    }
}

impl Field {
    /// Returns whether a wire name is the field's own or one under which it is read.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.name.value == name || self.also.iter().any(|also| also.value == name)
    }

    /// The name of its type, where that is declared inline: the path to the field.
    pub(crate) fn path(&self, prefix: &str) -> String {
        let name = self.rust.as_ref().unwrap_or(&self.name);
        format!("{prefix}{}", names::pascal(&name.value))
    }

    /// The name in Rust.
    pub(crate) fn ident(&self) -> String {
        match &self.rust {
            Some(rust) => rust.value.clone(),
            None => names::ident(&self.name.value),
        }
    }
}

impl Envelope {
    /// The field with this role.
    pub(crate) fn field(&self, role: Role) -> Option<&Field> {
        let mut fields = self.fields.iter();
        let field = fields.find(|field| field.role.is_some_and(|(own, _)| own == role))?;
        Some(&field.field)
    }
}

impl Root {
    pub(crate) fn subject_names(&self) -> impl Iterator<Item = &str> {
        let subjects = self.subjects.iter();
        subjects.map(|subject| subject.name.value.as_str())
    }

    /// The subject of this name.
    pub(crate) fn subject(&self, name: &str) -> Option<&Subject> {
        let mut subjects = self.subjects.iter();
        subjects.find(|subject| subject.name.value == name)
    }
}

impl Spec {
    /// The action of this title.
    pub(crate) fn action(&self, title: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.title() == title)
    }

    /// The envelope's key for the payload.
    pub(crate) fn payload_key(&self) -> &str {
        let payload = self.root.envelope.field(Role::Payload);
        payload.map_or("data", |field| field.name.value.as_str())
    }
}

impl Action {
    /// The parameter of this name on the wire.
    pub(crate) fn parameter(&self, name: &str) -> Option<&Field> {
        self.request.iter().find(|field| field.name.value == name)
    }

    pub(crate) fn is_write(&self) -> bool {
        let effect = self.effect.as_ref();
        effect.is_some_and(|effect| effect.value == Effect::Write.word())
    }

    /// The name that is sent.
    pub(crate) fn wire_name(&self) -> &str {
        match &self.wire_name {
            Some(name) => &name.value,
            None => self.title(),
        }
    }

    /// The name; the file's where the action has none, which was reported.
    pub(crate) fn title(&self) -> &str {
        self.name
            .as_ref()
            .map_or(self.stem.as_str(), |name| name.value.as_str())
    }

    /// The stem of the names of its types.
    pub(crate) fn type_stem(&self) -> String {
        names::pascal(self.rust_source())
    }

    /// The name of the client's method, and of the module.
    pub(crate) fn ident(&self) -> String {
        names::ident(self.rust_source())
    }

    /// The name on the command line.
    pub(crate) fn command(&self) -> String {
        match &self.command {
            Some(command) => command.value.clone(),
            None => names::kebab(self.rust_source()),
        }
    }

    /// The stem of the names in Rust.
    fn rust_source(&self) -> &str {
        match &self.rust {
            Some(rust) => &rust.value,
            None => self.title(),
        }
    }
}

/// An object, an enumeration or a union that is declared where it is used.
pub(crate) struct InlineType<'a> {
    /// Its name in Rust: the path to it.
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) typed: &'a Typed,
    pub(crate) doc: &'a str,
    /// The provenance that the nearest field around it states.
    pub(crate) provenance: Option<Provenance>,
    /// The object that it is a field of, for a union.
    pub(crate) siblings: &'a [Field],
}

/// The fields among which inline types are looked for.
#[derive(Clone, Copy)]
struct InlineContext<'a> {
    provenance: Option<Provenance>,
    siblings: &'a [Field],
}

/// The inline types of a list of fields, outer ones first. `prefix` is the path to the fields.
fn inline_types<'a>(
    prefix: &str,
    fields: &'a [Field],
    provenance: Option<Provenance>,
    found: &mut Vec<InlineType<'a>>,
) {
    for field in fields {
        let around = InlineContext {
            provenance: field.provenance.or(provenance),
            siblings: fields,
        };
        if is_inline(&field.typed) {
            let place = (field.name.span, field.doc.as_ref());
            inline_type(&field.path(prefix), place, &field.typed, around, found);
        }
    }
}

/// Returns whether a type is declared where it is used.
fn is_inline(typed: &Typed) -> bool {
    matches!(
        typed.innermost(),
        Some(TypeExpression::Object | TypeExpression::Enum | TypeExpression::Union)
    )
}

/// The inline types of one type, which is called `name` if it is one itself, and is at a place with
/// its description.
fn inline_type<'a>(
    name: &str,
    (span, doc): (Span, Option<&'a Text>),
    typed: &'a Typed,
    around: InlineContext<'a>,
    found: &mut Vec<InlineType<'a>>,
) {
    if !is_inline(typed) {
        return;
    }
    found.push(InlineType {
        name: name.to_owned(),
        span,
        typed,
        doc: doc.map_or("", |doc| doc.value.as_str()),
        provenance: around.provenance,
        siblings: around.siblings,
    });
    inline_types(name, &typed.fields, around.provenance, found);
    for variant in &typed.variants {
        let inside = InlineContext {
            siblings: &[],
            ..around
        };
        let name = format!("{name}{}", names::pascal(&variant.name.value));
        let place = (variant.name.span, variant.doc.as_ref());
        inline_type(&name, place, &variant.typed, inside, found);
    }
}

/// The inline types of an action.
pub(crate) fn of_action(action: &Action) -> Vec<InlineType<'_>> {
    let stem = action.type_stem();
    let mut found = Vec::new();
    inline_types(&stem, &action.request, None, &mut found);
    if let Some(data) = &*action.data {
        let around = InlineContext {
            provenance: data.provenance,
            siblings: &[],
        };
        let place = (data.name.span, data.doc.as_ref());
        inline_type(
            &format!("{stem}Data"),
            place,
            &data.typed,
            around,
            &mut found,
        );
    }
    found
}

/// The inline types inside a shape, without the shape itself.
pub(crate) fn of_shape(shape: &Shape) -> Vec<InlineType<'_>> {
    let mut found = Vec::new();
    inline_types(&shape.name.value, &shape.typed.fields, None, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use crate::evolution::Kind;

    #[test]
    fn a_shape_that_says_that_it_is_no_secret_may_make_another_field_required() {
        for (secret, is_refused) in [
            ("", false),
            ("secret = false", false),
            ("secret = true", true),
        ] {
            let mut files = Kind::base();
            for file in &mut files {
                let text = String::from_utf8(file.bytes.clone()).unwrap();
                let shape = format!("[shape.Name]\n{secret}\n");
                let word = "[request.word]\nrequired-if = { field = \"name\", is = [\"a\"] }\n";
                let text = text.replace("[shape.Name]\n", &shape);
                file.bytes = text.replace("[request.word]\n", word).into_bytes();
            }
            let refused = crate::load(&files)
                .err()
                .map(|problems| problems.to_string());
            let why = "this field cannot make another one required";
            let is_why = refused
                .as_ref()
                .is_some_and(|refused| refused.contains(why));
            assert_eq!(
                (is_why, refused.is_some()),
                (is_refused, is_refused),
                "{secret}: {refused:?}"
            );
        }
    }
}
