//! Actions that came, went or changed.

use super::Impact::{self, Breaking, Compatible};
use super::model::Models;
use super::shared::{Matched, Side, deprecation, forms, presence, refuses_absence, since};
use super::{Evolution, bytes, commands, fields, flags, paging, types};
use crate::ir::{Action, Data, Effect};

pub(super) fn compare(models: &Models<'_>, changes: &mut Evolution) {
    let [old, new] = [&models.old, &models.new].map(|model| model.api.actions.as_slice());
    // An action is told by its title, so that another name on the wire is a change of it; one that
    // has another title by the name on the wire.
    let is_called = |was: &Action, is: &Action| was.title == is.title;
    let is_sent = |was: &Action, is: &Action| was.wire_name == is.wire_name;
    let actions = Matched::of(old, new, is_called, &[is_sent]);
    for (was, is) in actions.new {
        match was {
            Some(was) => action(was, is, models, changes),
            None => changes.push(&is.title, "the action is new", Compatible, Compatible),
        }
    }
    for was in actions.gone {
        changes.push(&was.wire_name, "the action is gone", Breaking, Breaking);
    }
}

fn action(was: &Action, is: &Action, models: &Models<'_>, changes: &mut Evolution) {
    let place = is.title.as_str();
    names(was, is, changes);
    behaviour(was, is, changes);
    commands::action(was, is, models, changes);
    flags::compare(was, is, models, changes);
    fields::compare(
        &format!("{place} request"),
        (&was.request, &is.request),
        Side::Request,
        models,
        changes,
    );
    data(place, [&was.data, &is.data], models, changes);
    let types = (was.types.as_slice(), is.types.as_slice());
    types::compare(&format!("{place} "), types, models, changes);
    documentation(was, is, changes);
}

/// The names of the action beside those on the command line.
fn names(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.title.as_str();
    if was.title != is.title {
        // Files name an action by its title or by the name that is sent.
        let callers = Breaking.only_if(was.title != is.wire_name);
        let what = format!("its title is `{}`, it was `{}`", is.title, was.title);
        changes.of_callers(place, what, callers);
    }
    if was.wire_name != is.wire_name {
        let what = format!(
            "it is called `{}` on the wire, it was `{}`",
            is.wire_name, was.wire_name
        );
        changes.push(place, what, Impact::None, Breaking);
    }
    if was.type_stem != is.type_stem || was.ident != is.ident {
        let what = format!(
            "it is called `{}` in Rust, it was `{}`",
            is.type_stem, was.type_stem
        );
        changes.of_callers(place, what, Breaking);
    }
}

/// Returns whether a call may be sent twice: a read always may.
fn repeatable(action: &Action) -> bool {
    action.repeatable || action.effect == Effect::Read
}

/// The behaviour of the client beyond the action's types.
fn behaviour(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.title.as_str();
    let takes = "it takes parameters that are not declared";
    let refuses = "it takes no parameter that is not declared any more";
    changes.switched(
        place,
        (was.further, is.further),
        (takes, Compatible, Compatible),
        (refuses, Breaking, Compatible),
    );
    // A write is not resent by itself, and has flags on the command line that a read has not.
    if was.effect != is.effect {
        let what = format!(
            "it is a {}, it was a {}",
            is.effect.word(),
            was.effect.word()
        );
        changes.of_callers(place, what, Breaking);
    }
    changes.switched(
        place,
        (repeatable(was), repeatable(is)),
        (
            "calling it twice does no more than once",
            Compatible,
            Impact::None,
        ),
        (
            "calling it twice is no longer harmless",
            Breaking,
            Impact::None,
        ),
    );
    since(place, (was.since, is.since), true, changes);
    paging::compare(was, is, changes);
    deprecation(place, [&was.deprecated, &is.deprecated], changes);
}

fn data(place: &str, [was, is]: [&Option<Data>; 2], models: &Models<'_>, changes: &mut Evolution) {
    let place = format!("{place} data");
    let (was, is) = match (was, is) {
        (None, None) => return,
        (None, Some(is)) => {
            // A server that is older than the payload answers without it.
            let wire = Impact::breaking_if(refuses_absence(is.presence));
            return changes.push(&place, "the answer has a payload", Breaking, wire);
        }
        (Some(was), None) => {
            let what = "the answer has no payload any more";
            let wire = Impact::breaking_if(!was.presence.may_be_missing());
            return changes.push(&place, what, Breaking, wire);
        }
        (Some(was), Some(is)) => (was, is),
    };
    bytes::compare(&place, (&was.ty, &is.ty), Side::Answer, models, changes);
    let either = (was.one_or_list, is.one_or_list);
    forms(&place, either, Side::Answer, changes);
    presence(&place, (was.presence, is.presence), Side::Answer, changes);
    let said = [was, is].map(|data| (&data.doc, &data.documented, data.provenance));
    changes.documentation(&place, "what is said of it", said);
}

fn documentation(was: &Action, is: &Action, changes: &mut Evolution) {
    let (place, both) = (is.title.as_str(), [was, is]);
    let texts = both.map(|action| (&action.summary, &action.doc));
    changes.documentation(place, "its description", texts);
    let known = both.map(|action| {
        let sources = (&action.source, &action.other_sources);
        (sources, action.provenance, action.complete)
    });
    changes.documentation(place, "how it is known", known);
    let contradictions = both.map(|action| {
        let list = action.discrepancies.iter();
        let list = list.map(|one| {
            let words = (&one.documented, &one.observed, &one.decision);
            (&one.id, &one.at, words, one.provenance)
        });
        list.collect::<Vec<_>>()
    });
    changes.documentation(place, "the list of its discrepancies", contradictions);
    let examples = both.map(|action| {
        let list = action.examples.iter();
        let texts = list.map(|example| {
            let exchange = [&example.request, &example.response];
            let texts = exchange.map(|text| text.as_ref().map(|text| &text.text));
            (&example.case, texts)
        });
        texts.collect::<Vec<_>>()
    });
    changes.documentation(place, "an example of it", examples);
}
