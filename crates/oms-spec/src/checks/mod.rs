//! The rules of the language that need more than one table to decide, one module a group of codes.
//!
//! A check never stops another one, and never speaks of a file that could not be read.

mod discrepancies;
mod examples;
mod hidden;
mod infinite;
mod names;
mod observed;
mod paging;
mod roles;
mod rules;
mod types;
mod unions;
mod values;

pub(crate) use examples::Envelope;
pub(crate) use observed::Observed;
pub(crate) use values::{integer_rule, text_rule_of_field, text_rule_of_shape};

use crate::diagnostics::Problems;
use crate::raw::{Field, Spec};
use crate::shapes::Shapes;
use crate::sources::Sources;

/// Checks everything that was read.
pub(crate) fn run(sources: &Sources, spec: &Spec, problems: &mut Problems) {
    let shapes = Shapes::of(spec);
    hidden::check(sources, problems);
    names::check(spec, problems);
    types::check(spec, &shapes, problems);
    infinite::check(spec, &shapes, problems);
    rules::check(spec, &shapes, problems);
    unions::check(spec, &shapes, problems);
    paging::check(spec, &shapes, problems);
    roles::check(&spec.root, problems);
    examples::check(sources, spec, &shapes, problems);
    discrepancies::check(spec, &shapes, problems);
}

/// Every list of fields that belong to one object, outer ones first.
fn each_object<'a>(spec: &'a Spec, visit: &mut impl FnMut(&'a [Field])) {
    for shape in &spec.root.shapes {
        inner_objects(&shape.typed, visit);
    }
    for action in &spec.actions {
        visit(&action.request);
        for field in &action.request {
            inner_objects(&field.typed, visit);
        }
        if let Some(data) = &action.data {
            inner_objects(&data.typed, visit);
        }
    }
}

fn inner_objects<'a>(typed: &'a crate::raw::Typed, visit: &mut impl FnMut(&'a [Field])) {
    if !typed.fields.is_empty() {
        visit(&typed.fields);
    }
    let variants = typed.variants.iter().map(|variant| &variant.typed);
    for inner in typed
        .fields
        .iter()
        .map(|field| &field.typed)
        .chain(variants)
    {
        inner_objects(inner, visit);
    }
}
