//! The subject of an action, and the place at which a look shows a fact.
//!
//! It reports nothing: the checks and the lowering ask it the same questions, so that they cannot
//! answer them differently.

use crate::ir::Presence;
use crate::language::TypeExpression;
use crate::raw::{Action, Field, Shapes, Typed};
use crate::report::Text;

/// A parameter that names a subject.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) field: &'a Field,
    /// The subject, as the parameter's type names it.
    pub(crate) subject: &'a Text,
    pub(crate) is_list: bool,
}

/// The subject that a parameter of this type names, and whether it names several at once.
pub(crate) fn named<'a>(typed: &'a Typed, shapes: &Shapes<'a>) -> Option<(&'a Text, bool)> {
    let expression = match typed.expression.as_ref()? {
        TypeExpression::List(inner) => inner,
        expression => expression,
    };
    let TypeExpression::Shape(name) = expression else {
        return None;
    };
    Some((shapes.get(name)?.identifies.as_ref()?, typed.is_list()))
}

/// The parameters that are always sent and name a subject.
pub(crate) fn candidates<'a>(action: &'a Action, shapes: &Shapes<'a>) -> Vec<Candidate<'a>> {
    let parameters = action.request.iter();
    let required = parameters.filter(|field| field.presence == Some(Presence::Required));
    required
        .filter_map(|field| {
            let (subject, is_list) = named(&field.typed, shapes)?;
            Some(Candidate {
                field,
                subject,
                is_list,
            })
        })
        .collect()
}

/// The reason why no field is at a place.
#[derive(Clone, Copy)]
pub(crate) enum FieldLookupError<'p> {
    /// No field of this name.
    Unknown(&'p str),
    /// A field of this name, which is a list or a map and has no fields by itself.
    Several(&'p str),
    /// Something on the way could not be read.
    Unreadable,
}

/// The field at a place such as `config.hours` inside of a type.
pub(crate) fn field_at<'a, 'p>(
    typed: &'a Typed,
    place: &'p str,
    shapes: &Shapes<'a>,
) -> Result<&'a Field, FieldLookupError<'p>> {
    let mut around = typed;
    let mut found = None;
    let mut last = "";
    for name in place.split('.') {
        if found.is_some() && around.is_several() {
            return Err(FieldLookupError::Several(last));
        }
        let fields = shapes.fields_of(around);
        let Some(field) = fields.iter().find(|field| field.name.value == name) else {
            return Err(if shapes.knows_fields_of(around) {
                FieldLookupError::Unknown(name)
            } else {
                FieldLookupError::Unreadable
            });
        };
        (around, last, found) = (&field.typed, name, Some(*field));
    }
    found.ok_or(FieldLookupError::Unreadable)
}
