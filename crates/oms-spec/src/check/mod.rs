//! The rules of the language that need more than one table to decide, one module a group of codes.
//!
//! A check never stops another one, and never speaks of what could not be read.

mod assignment;
mod conditions;
mod copies;
mod defaults;
mod discrepancies;
mod examples;
mod infinite;
mod names;
mod observed;
mod paging;
mod probe;
mod roles;
mod rules;
mod subjects;
mod types;
mod undeclared;
mod unions;
mod values;

pub(crate) use discrepancies::Resolved;
pub(crate) use values::{integer_rule, text_rule};

use std::collections::BTreeSet;

use assignment::Assignment;

use crate::raw::{Action, Field, Root, Shapes, Spec, Typed};
use crate::report::Problems;

/// A part of a spec: what one file declares. It goes through all the checks before the next one
/// does, while it is at hand for the machine.
#[derive(Clone, Copy)]
enum SpecPart<'a> {
    Root(&'a Root),
    /// With its position among the actions.
    Action(usize, &'a Action),
}

/// The resolved discrepancies of every action, by the position of the action.
pub(crate) type Discrepancies<'a> = Vec<Vec<Resolved<'a>>>;

/// Checks everything that was read.
pub(crate) fn run<'a>(
    spec: &'a Spec,
    shapes: &'a Shapes<'a>,
    problems: &mut Problems,
) -> Discrepancies<'a> {
    let examples = Assignment::of_spec(spec, problems);
    let mut names = names::Names::of(spec, problems);
    infinite::check(spec, shapes, problems);
    roles::check(&spec.root, shapes, problems);
    probe::check(spec, problems);
    let shared = discrepancies::resolve(spec, None, shapes, problems);
    let parts: Vec<SpecPart<'a>> = SpecPart::all(spec).collect();
    for part in &parts {
        names.check(*part, problems);
    }
    let checked = problems.of_each(&parts, |&part, problems| {
        types::check(part, &spec.root, shapes, problems);
        rules::check(part, shapes, problems);
        conditions::check(part, shapes, problems);
        copies::check(part, spec, shapes, problems);
        unions::check(part, shapes, problems);
        subjects::check(part, spec, shapes, problems);
        let SpecPart::Action(_, action) = part else {
            return None;
        };
        paging::check(action, shapes, problems);
        let own = discrepancies::resolve(spec, Some(action), shapes, problems);
        let cases = examples.of(&action.stem);
        let lacking = examples::check(spec, action, cases, shapes, [&own, &shared], problems);
        let found = (own.as_slice(), &lacking);
        discrepancies::check(spec, Some(action), shapes, &examples, found, problems);
        Some((own, lacking))
    });
    let (resolved, lacking): (Vec<_>, Vec<_>) = checked.into_iter().flatten().unzip();
    let all_lacking: BTreeSet<_> = lacking.into_iter().flatten().collect();
    let found = (shared.as_slice(), &all_lacking);
    discrepancies::check(spec, None, shapes, &examples, found, problems);
    resolved
}

impl<'a> SpecPart<'a> {
    /// The root first, because actions name its shapes.
    fn all(spec: &'a Spec) -> impl Iterator<Item = Self> {
        let actions = spec.actions.iter().enumerate();
        let actions = actions.map(|(position, action)| Self::Action(position, action));
        std::iter::once(Self::Root(&spec.root)).chain(actions)
    }

    /// Every list of fields that belong to one object, outer ones first. The envelope's are not
    /// among them.
    fn each_object(self, visit: &mut impl FnMut(&'a [Field])) {
        match self {
            Self::Root(root) => {
                for shape in &root.shapes {
                    inner_objects(&shape.typed, visit);
                }
            }
            Self::Action(_, action) => {
                visit(&action.request);
                for field in action.request.iter().chain(&action.data) {
                    inner_objects(&field.typed, visit);
                }
            }
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
