//! Actions that came, went or changed.

use super::Impact::{self, Breaking, Compatible};
use super::shared::{Side, deprecation, versions, written};
use super::{Direction, Evolution, fields, travel, types};
use crate::ir::{Action, Api, Data, Presence};

pub(super) fn compare(old: &Api, new: &Api, changes: &mut Evolution) {
    for is in &new.actions {
        match find(old, &is.wire_name) {
            Some(was) => action(old, was, new, is, changes),
            None => changes.push(&is.wire_name, "the action is new", Compatible, Compatible),
        }
    }
    for was in &old.actions {
        if find(new, &was.wire_name).is_none() {
            changes.push(&was.wire_name, "the action is gone", Breaking, Breaking);
        }
    }
}

/// The actions of a model are ordered by their wire names.
fn find<'a>(api: &'a Api, wire_name: &str) -> Option<&'a Action> {
    let position = api
        .actions
        .binary_search_by(|action| action.wire_name.as_str().cmp(wire_name))
        .ok()?;
    api.actions.get(position)
}

fn action(old: &Api, was: &Action, new: &Api, is: &Action, changes: &mut Evolution) {
    let place = is.wire_name.as_str();
    behaviour(was, is, changes);
    on_the_command_line(was, is, changes);
    fields::compare(
        &format!("{place} request"),
        (&was.request, &is.request),
        Side::Request,
        changes,
    );
    data(place, was.data.as_ref(), is.data.as_ref(), changes);
    let (written_before, read_before) = travel(was, &old.shapes);
    let (written, read) = travel(is, &new.shapes);
    types::compare(
        &format!("{place} "),
        (
            &was.types.iter().collect::<Vec<_>>(),
            &is.types.iter().collect::<Vec<_>>(),
        ),
        |name| Direction {
            written: written.contains(name) || written_before.contains(name),
            read: read.contains(name) || read_before.contains(name),
        },
        changes,
    );
    documentation(was, is, changes);
}

/// The behaviour of the client beyond the action's types.
fn behaviour(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.wire_name.as_str();
    if was.effect != is.effect {
        let what = format!(
            "it is a {}, it was a {}",
            is.effect.word(),
            was.effect.word()
        );
        changes.push(place, what, Compatible, Impact::None);
    }
    if was.repeatable != is.repeatable {
        let what = if is.repeatable {
            "calling it twice does no more than once"
        } else {
            "calling it twice is no longer harmless"
        };
        changes.push(place, what, Compatible, Impact::None);
    }
    if was.since != is.since {
        let what = format!(
            "it exists {}, it was {}",
            versions(is.since),
            versions(was.since)
        );
        changes.push(place, what, Compatible, Impact::None);
    }
    match (&was.paging, &is.paging) {
        (None, Some(_)) => changes.push(
            place,
            "its answer can be read page by page",
            Compatible,
            Impact::None,
        ),
        (Some(_), None) => changes.push(
            place,
            "its answer cannot be read page by page any more",
            Breaking,
            Impact::None,
        ),
        (Some(was), Some(is)) if was != is => changes.push(
            place,
            "its answer is cut into other pages",
            Breaking,
            Impact::None,
        ),
        _ => {}
    }
    deprecation(
        place,
        was.deprecated.as_ref(),
        is.deprecated.as_ref(),
        changes,
    );
}

/// The action on the command line: scripts name the command, and confirm by what it acts on.
fn on_the_command_line(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.wire_name.as_str();
    if was.type_stem != is.type_stem || was.ident != is.ident {
        let what = format!(
            "it is called `{}` in Rust, it was `{}`",
            is.type_stem, was.type_stem
        );
        changes.push(place, what, Breaking, Impact::None);
    }
    if was.command != is.command {
        let what = format!("its command is `{}`, it was `{}`", is.command, was.command);
        changes.push(place, what, Breaking, Impact::None);
    }
    if was.subject != is.subject {
        let named = |action: &Action| {
            action.subject.as_ref().map_or_else(
                || "nothing".to_owned(),
                |subject| format!("the {} in `{}`", subject.subject, subject.wire_name),
            )
        };
        let what = format!("it acts on {}, it was {}", named(is), named(was));
        changes.push(place, what, Breaking, Impact::None);
    }
    if was.moves != is.moves {
        let what = "how it moves a position is said otherwise";
        changes.push(place, what, Compatible, Impact::None);
    }
    let told = |action: &Action| {
        (
            action.impact.clone(),
            action.afterwards.clone(),
            action.twice.clone(),
            action.group.clone(),
        )
    };
    changes.documentation(place, "what a plan tells of it", &told(was), &told(is));
}

fn data(place: &str, was: Option<&Data>, is: Option<&Data>, changes: &mut Evolution) {
    let place = format!("{place} data");
    match (was, is) {
        (None, None) => {}
        (None, Some(_)) => changes.push(&place, "the answer has a payload", Breaking, Compatible),
        (Some(_), None) => changes.push(
            &place,
            "the answer has no payload any more",
            Breaking,
            Breaking,
        ),
        (Some(was), Some(is)) => {
            if was.ty != is.ty {
                let what = format!(
                    "its type is {}, it was {}",
                    written(&is.ty),
                    written(&was.ty)
                );
                changes.push(&place, what, Breaking, Breaking);
            }
            if was.one_or_list != is.one_or_list {
                let what = "the forms in which it is read are others";
                changes.push(&place, what, Breaking, Breaking);
            }
            if was.presence != is.presence {
                let needed = |presence| presence == Presence::Required;
                let callers = if needed(was.presence) == needed(is.presence) {
                    Impact::None
                } else {
                    Breaking
                };
                let wire = if needed(is.presence) {
                    Breaking
                } else {
                    Compatible
                };
                changes.push(
                    &place,
                    format!("it is {}", is.presence.word()),
                    callers,
                    wire,
                );
            }
            let documented =
                |data: &Data| (data.doc.clone(), data.documented.clone(), data.provenance);
            changes.documentation(
                &place,
                "what is said of it",
                &documented(was),
                &documented(is),
            );
        }
    }
}

fn documentation(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.wire_name.as_str();
    let texts = |action: &Action| (action.summary.clone(), action.doc.clone());
    changes.documentation(place, "its description", &texts(was), &texts(is));
    let known = |action: &Action| {
        (
            action.source.clone(),
            action.other_sources.clone(),
            action.provenance,
            action.complete,
        )
    };
    changes.documentation(place, "how it is known", &known(was), &known(is));
    let contradictions = |action: &Action| {
        let list = action.discrepancies.iter();
        list.map(|one| {
            (
                one.id.clone(),
                one.at.clone(),
                one.documented.clone(),
                one.observed.clone(),
                one.provenance,
                one.decision.clone(),
            )
        })
        .collect::<Vec<_>>()
    };
    changes.documentation(
        place,
        "the list of its discrepancies",
        &contradictions(was),
        &contradictions(is),
    );
    let examples = |action: &Action| {
        let text =
            |example: Option<&crate::ir::ExampleText>| example.map(|example| example.text.clone());
        let list = action.examples.iter();
        list.map(|example| {
            (
                example.case.clone(),
                text(example.request.as_ref()),
                text(example.response.as_ref()),
            )
        })
        .collect::<Vec<_>>()
    };
    changes.documentation(place, "an example of it", &examples(was), &examples(is));
}
