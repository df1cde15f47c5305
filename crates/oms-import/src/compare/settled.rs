//! The differences between the spec and a page that nobody has decided about yet.

use oms_spec::ir::{Action, Discrepancy};

use super::{Against, Change, Class, between};
use crate::evidence::Evidence;
use crate::record::{Record, plain};
use crate::spec_record::Spec;

/// The differences between the spec and a page, without those that a discrepancy of the spec
/// settles and without fields that another page of the action states.
#[must_use]
pub fn from_spec<'a>(
    spec: &Spec<'a>,
    action: &'a Action,
    page: &Record,
    evidence: &[Evidence],
) -> Vec<Change> {
    let others: Vec<Record> = evidence
        .iter()
        .map(|evidence| &evidence.record)
        .filter(|record| record.action == action.wire_name && is_another(record, page))
        .cloned()
        .collect();
    let known = spec.record(action, page);
    let mut changes = between(&known, page, Against::Spec(&others));
    let of_root = &spec.api().discrepancies;
    changes.retain(|change| {
        let mut all = action.discrepancies.iter().chain(of_root);
        !all.any(|discrepancy| settles(discrepancy, change))
    });
    // A date belongs to the one page that the spec names.
    let is_named = action
        .source
        .as_ref()
        .is_some_and(|source| source.updated.is_some());
    changes.retain(|change| change.class != Class::Date || is_named);
    if action.wire_name != page.action {
        changes.insert(0, name(spec, action, page));
    }
    changes
}

/// The difference of a page's address from the one that the spec has for all actions, where the
/// spec lacks the page's action.
#[must_use]
pub fn address_from_spec(spec: &Spec<'_>, page: &Record) -> Option<Change> {
    let (old, old_place) = spec.address(page);
    let stated = page.address.clone();
    let (new, new_place) = stated.filter(|(stated, _)| *stated != old)?;
    let (old, new) = ((old, Some(old_place)), (new, Some(new_place)));
    Some(Change::new(Class::Address, "action", old, new))
}

/// The difference of the names that are sent.
fn name(spec: &Spec<'_>, action: &Action, page: &Record) -> Change {
    let stated = page.address.as_ref();
    let place = stated.map_or_else(|| page.place(1), |(_, place)| place.clone());
    let known = (action.wire_name.clone(), Some(spec.place_of_name(action)));
    let sent = (page.action.clone(), Some(place));
    Change::new(Class::Name, "action", known, sent)
}

fn is_another(record: &Record, page: &Record) -> bool {
    record.edition != page.edition || record.language != page.language
}

/// True if a discrepancy says the same of a place as the page: the type word, or the kind in an
/// example.
fn settles(discrepancy: &Discrepancy, change: &Change) -> bool {
    let place = plain(&change.at);
    let here = discrepancy.at == place;
    let says = match change.class {
        Class::TypeWord => discrepancy
            .documented
            .split([',', ' ', '/'])
            .any(|word| word == change.new),
        Class::ExampleKind => change
            .new
            .split(" or ")
            .any(|kind| kind == discrepancy.observed),
        _ => false,
    };
    here && says
}
