//! Parameters that are copied from the answer of a read: the read must be there, and so must each
//! place.

use super::{SpecPart, undeclared};
use crate::raw::{Action, Field, Shapes, Spec};
use crate::report::{Code, Diagnostic, Problems, Text, quoted};

pub(super) fn check<'a>(
    part: SpecPart<'a>,
    spec: &'a Spec,
    shapes: &Shapes<'a>,
    problems: &mut Problems,
) {
    let parameters: &[Field] = match part {
        SpecPart::Root(_) => &[],
        SpecPart::Action(_, action) => &action.request,
    };
    part.each_object(&mut |fields| {
        if !std::ptr::eq(fields, parameters) {
            for field in fields {
                elsewhere(field, problems);
            }
        }
    });
    let SpecPart::Action(_, action) = part else {
        return;
    };
    match &action.copies {
        Some(read) => copied(action, read, spec, shapes, problems),
        None if action.readable => {
            for field in parameters {
                from_nowhere(field, problems);
            }
        }
        None => {}
    }
}

fn mismatch(place: &Text, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::CopyMismatch, place.span, message.into())
}

/// Only parameters are copied: what is inside of one comes with it.
fn elsewhere(field: &Field, problems: &mut Problems) {
    if let Some(place) = &field.copied_from {
        problems.push(
            mismatch(place, "only a parameter is copied")
                .label("this is the field of an object")
                .help("give the key to the parameter, whose fields are copied with it"),
        );
    }
}

fn from_nowhere(field: &Field, problems: &mut Problems) {
    if let Some(place) = &field.copied_from {
        problems.push(
            mismatch(place, "nothing tells which answer this place is in")
                .label("copied from where?")
                .help("name the read in `copies` of the action"),
        );
    }
}

fn copied<'a>(
    action: &Action,
    read: &Text,
    spec: &'a Spec,
    shapes: &Shapes<'a>,
    problems: &mut Problems,
) {
    let code = Code::CopyMismatch;
    let Some(found) = spec.action(&read.value) else {
        let label = "its answer is to be copied";
        problems.push(undeclared::action(code, read, label, spec));
        return;
    };
    let label = "its answer is read for a copy";
    if let Some(problem) = undeclared::read(code, read, label, found) {
        problems.push(problem);
        return;
    }
    let Some(data) = &*found.data else {
        if found.data.is_whole() {
            problems.push(
                mismatch(read, "the action has no payload to copy")
                    .label("this read")
                    .help("name an action that answers with what is created"),
            );
        }
        return;
    };
    if !spec.root.readable || !spec.root.shapes.is_whole() {
        return;
    }
    let places = action
        .request
        .iter()
        .filter_map(|field| field.copied_from.as_ref());
    for place in places {
        if let Some(name) = missing(place, data, shapes) {
            let message = format!("no field is called {} there", quoted(name));
            problems.push(
                mismatch(place, message)
                    .label("nothing is here")
                    .also(read.span, "in the answer of this read")
                    .help("a place is wire names with dots between them, from the payload"),
            );
        }
    }
}

/// Returns the name on the way to a place that no field has. A field that cannot be read may have
/// it.
fn missing<'p, 'a>(place: &'p Text, data: &'a Field, shapes: &Shapes<'a>) -> Option<&'p str> {
    let mut around = data;
    for name in place.value.split('.') {
        let fields = shapes.fields_of(&around.typed);
        match fields.into_iter().find(|field| field.name.value == name) {
            Some(field) => around = field,
            None => return shapes.knows_fields_of(&around.typed).then_some(name),
        }
    }
    None
}
