//! Actions that came, went or changed.

use super::Impact::{self, Breaking, Compatible};
use super::model::Models;
use super::shared::{Side, deprecation, forms, misses, presence, since, written};
use super::{Evolution, bytes, fields, paging, types};
use crate::ir::{Action, Api, Data, Effect};

pub(super) fn compare(old: &Api, new: &Api, models: &Models<'_>, changes: &mut Evolution) {
    for is in &new.actions {
        match find(old, &is.title) {
            Some(was) => action(was, is, models, changes),
            None => changes.push(&is.title, "the action is new", Compatible, Compatible),
        }
    }
    for was in &old.actions {
        if find(new, &was.title).is_none() {
            changes.push(&was.wire_name, "the action is gone", Breaking, Breaking);
        }
    }
}

/// An action is told by its title, so that another name on the wire is a change of it.
fn find<'a>(api: &'a Api, title: &str) -> Option<&'a Action> {
    // The actions of a model are ordered by their wire names, which are usually the titles.
    let by_wire_name = |action: &Action| action.wire_name.as_str().cmp(title);
    let usual = api.actions.binary_search_by(by_wire_name).ok();
    let usual = usual.and_then(|position| api.actions.get(position));
    usual
        .filter(|action| action.title == title)
        .or_else(|| api.actions.iter().find(|action| action.title == title))
}

fn action(was: &Action, is: &Action, models: &Models<'_>, changes: &mut Evolution) {
    let place = is.title.as_str();
    behaviour(was, is, changes);
    on_the_command_line(was, is, changes);
    fields::compare(
        &format!("{place} request"),
        (&was.request, &is.request),
        Side::Request,
        models,
        changes,
    );
    data(
        place,
        (was.data.as_ref(), is.data.as_ref()),
        models,
        changes,
    );
    types::compare(
        &format!("{place} "),
        (&was.types, &is.types),
        models,
        changes,
    );
    documentation(was, is, changes);
}

/// Returns whether a call may be sent twice: a read always may.
fn repeatable(action: &Action) -> bool {
    action.repeatable || action.effect == Effect::Read
}

/// The behaviour of the client beyond the action's types.
fn behaviour(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.title.as_str();
    if was.wire_name != is.wire_name {
        let what = format!(
            "it is called `{}` on the wire, it was `{}`",
            is.wire_name, was.wire_name
        );
        changes.push(place, what, Impact::None, Breaking);
    }
    if was.further != is.further {
        let (what, callers) = if is.further {
            ("it takes parameters that are not declared", Compatible)
        } else {
            (
                "it takes no parameter that is not declared any more",
                Breaking,
            )
        };
        changes.push(place, what, callers, Compatible);
    }
    // A write is never resent, and has flags on the command line that a read has not.
    if was.effect != is.effect {
        let what = format!(
            "it is a {}, it was a {}",
            is.effect.word(),
            was.effect.word()
        );
        changes.push(place, what, Breaking, Impact::None);
    }
    if repeatable(was) != repeatable(is) {
        let (what, callers) = if repeatable(is) {
            ("calling it twice does no more than once", Compatible)
        } else {
            ("calling it twice is no longer harmless", Breaking)
        };
        changes.push(place, what, callers, Impact::None);
    }
    since(place, (was.since, is.since), true, changes);
    paging::compare(was, is, changes);
    deprecation(
        place,
        was.deprecated.as_ref(),
        is.deprecated.as_ref(),
        changes,
    );
}

/// The action on the command line: scripts name the command, and confirm by what it acts on.
fn on_the_command_line(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.title.as_str();
    if was.type_stem != is.type_stem || was.ident != is.ident {
        let what = format!(
            "it is called `{}` in Rust, it was `{}`",
            is.type_stem, was.type_stem
        );
        changes.push(place, what, Breaking, Impact::None);
    }
    if was.command != is.command {
        let what = format!("its command is `{}`, it was `{}`", is.command, was.command);
        let still_taken = is.command_also.contains(&was.command);
        let callers = if still_taken { Compatible } else { Breaking };
        changes.push(place, what, callers, Impact::None);
    }
    if was.command_also != is.command_also {
        let lost = |name: &String| !is.command_also.contains(name) && is.command != *name;
        let callers = if was.command_also.iter().any(lost) {
            Breaking
        } else {
            Compatible
        };
        changes.push(
            place,
            "the further names of its command are others",
            callers,
            Impact::None,
        );
    }
    if was.word != is.word && was.group == is.group {
        let named = |action: &Action| action.word.clone().unwrap_or_else(|| "nothing".to_owned());
        let what = format!(
            "in its group it is called `{}`, it was `{}`",
            named(is),
            named(was)
        );
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
        // The flags about positions are there where it moves one.
        let (what, callers) = match (&was.moves, &is.moves) {
            (None, _) => ("it moves a position", Compatible),
            (Some(_), None) => ("it moves no position any more", Breaking),
            _ => ("how it moves a position is said otherwise", Compatible),
        };
        changes.push(place, what, callers, Impact::None);
    }
    if was.copies != is.copies {
        // The read has a flag for it where its answer can be copied.
        let (what, callers) = match (&was.copies, &is.copies) {
            (None, _) => ("it takes what a read shows", Compatible),
            (Some(_), None) => ("it takes nothing from a read any more", Breaking),
            _ => ("what it takes from a read is said otherwise", Compatible),
        };
        changes.push(place, what, callers, Impact::None);
    }
    if was.leads_to != is.leads_to {
        // The flag that waits for it is there where it leads to a state.
        let (what, callers) = match (was.leads_to.is_empty(), is.leads_to.is_empty()) {
            (true, _) => ("it leads to a state", Compatible),
            (_, true) => ("it leads to no state any more", Breaking),
            _ => ("it leads to another state", Compatible),
        };
        changes.push(place, what, callers, Impact::None);
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

fn data(
    place: &str,
    (was, is): (Option<&Data>, Option<&Data>),
    models: &Models<'_>,
    changes: &mut Evolution,
) {
    let place = format!("{place} data");
    let (was, is) = match (was, is) {
        (None, None) => return,
        (None, Some(_)) => {
            return changes.push(&place, "the answer has a payload", Breaking, Compatible);
        }
        (Some(was), None) => {
            let what = "the answer has no payload any more";
            let wire = if misses(was.presence) {
                Compatible
            } else {
                Breaking
            };
            return changes.push(&place, what, Breaking, wire);
        }
        (Some(was), Some(is)) => (was, is),
    };
    if was.ty != is.ty {
        let what = format!(
            "its type is {}, it was {}",
            written(&is.ty),
            written(&was.ty)
        );
        let wire = bytes::of_type(&was.ty, &is.ty, Side::Answer, models);
        changes.push(&place, what, Breaking, wire);
    }
    forms(&place, (was.one_or_list, is.one_or_list), changes);
    presence(&place, (was.presence, is.presence), Side::Answer, changes);
    let documented = |data: &Data| (data.doc.clone(), data.documented.clone(), data.provenance);
    changes.documentation(
        &place,
        "what is said of it",
        &documented(was),
        &documented(is),
    );
}

fn documentation(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.title.as_str();
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
