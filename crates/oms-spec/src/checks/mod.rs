//! The rules of the language that need more than one table to decide, one module a group of codes.
//!
//! A check never stops another one, and never speaks of what could not be read.

mod assignment;
mod defaults;
mod discrepancies;
mod examples;
mod infinite;
mod names;
mod observed;
mod paging;
mod roles;
mod rules;
mod types;
mod unions;
mod values;

pub(crate) use discrepancies::place_of;
pub(crate) use examples::Envelope;
pub(crate) use observed::Observed;
pub(crate) use values::{integer_rule, text_rule_of_field, text_rule_of_shape};

use std::collections::BTreeSet;

use assignment::Assignment;

use crate::diagnostics::Problems;
use crate::raw::{Field, Spec, Typed};
use crate::shapes::Shapes;

/// Checks everything that was read.
pub(crate) fn run(spec: &Spec, problems: &mut Problems) {
    let shapes = Shapes::of(spec);
    let examples = Assignment::of_spec(spec, problems);
    names::check(spec, problems);
    types::check(spec, &shapes, problems);
    infinite::check(spec, &shapes, problems);
    rules::check(spec, &shapes, problems);
    unions::check(spec, &shapes, problems);
    paging::check(spec, &shapes, problems);
    roles::check(&spec.root, problems);
    let shared = discrepancies::resolve(spec, None, &shapes, problems);
    let mut all_lacking = BTreeSet::new();
    for action in &spec.actions {
        let own = discrepancies::resolve(spec, Some(action), &shapes, problems);
        let cases = examples.of(&action.stem);
        let lacking = examples::check(spec, action, cases, &shapes, [&own, &shared], problems);
        let found = (own.as_slice(), &lacking);
        discrepancies::check(spec, Some(action), &shapes, &examples, found, problems);
        all_lacking.extend(lacking);
    }
    let found = (shared.as_slice(), &all_lacking);
    discrepancies::check(spec, None, &shapes, &examples, found, problems);
}

/// Every list of fields that belong to one object, outer ones first. The envelope's are not among them.
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

fn inner_objects<'a>(typed: &'a Typed, visit: &mut impl FnMut(&'a [Field])) {
    if !typed.fields.is_empty() {
        visit(&typed.fields);
    }
    let variants = typed.variants.iter().map(|variant| &variant.typed);
    let fields = typed.fields.iter().map(|field| &field.typed);
    for inner in fields.chain(variants) {
        inner_objects(inner, visit);
    }
}
