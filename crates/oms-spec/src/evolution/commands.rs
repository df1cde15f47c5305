//! Actions and groups on the command line: scripts name the command, and confirm by what it acts
//! on.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
use super::fields;
use super::model::Models;
use super::shared::Matched;
use crate::ir::{Action, Api, Copies, Group, Moves};

pub(super) fn action(was: &Action, is: &Action, models: &Models<'_>, changes: &mut Evolution) {
    names((was, is), models, changes);
    purpose(was, is, changes);
    copies((was, is), models, changes);
    let told = [was, is].map(|it| (&it.impact, &it.afterwards, &it.twice, &it.group));
    changes.documentation(&is.title, "what a plan tells of it", told);
}

/// The names that can be typed. One that still leads to the action is kept, whatever the help
/// shows.
fn names((was, is): (&Action, &Action), models: &Models<'_>, changes: &mut Evolution) {
    let place = is.title.as_str();
    let (old, new) = (models.old.api, models.new.api);
    let taken = new.all_typed(is);
    let class = |mut names: std::slice::Iter<'_, String>| {
        Impact::breaking_if(names.any(|name| !taken.contains(name)))
    };
    let (from, to) = (was.own_command(), is.own_command());
    if from != to {
        let what = format!("its command is `{to}`, it was `{from}`");
        changes.of_callers(place, what, class([from].iter()));
    }
    if was.command_also != is.command_also {
        let what = "the further names of its command are others";
        let callers = class(was.command_also.iter());
        changes.of_callers(place, what, callers);
    }
    let (from, to) = (old.typed(was), new.typed(is));
    let in_a_group = old.group_of(was).is_some() || new.group_of(is).is_some();
    if from != to && in_a_group && !is_of_the_group((was, is), (old, new)) {
        let what = format!("`oms {to}` runs it, it was `oms {from}`");
        changes.of_callers(place, what, class([from].iter()));
    }
}

/// Returns whether an action has the same name in the same group, so that the group alone tells
/// of another command.
fn is_of_the_group((was, is): (&Action, &Action), (old, new): (&Api, &Api)) -> bool {
    let groups = (old.group_of(was), new.group_of(is));
    let same = matches!(groups, (Some(was), Some(is)) if was.heading == is.heading);
    same && was.word == is.word
}

/// The subject of the action and its effect on it, which decide the flags that every action has.
fn purpose(was: &Action, is: &Action, changes: &mut Evolution) {
    let place = is.title.as_str();
    if was.subject != is.subject {
        let named = |action: &Action| {
            action.subject.as_ref().map_or_else(
                || "nothing".to_owned(),
                |subject| format!("the {} in `{}`", subject.subject, subject.wire_name),
            )
        };
        let what = format!("it acts on {}, it was {}", named(is), named(was));
        changes.of_callers(place, what, Breaking);
    }
    if was.moves != is.moves {
        // The flags about positions are there where it moves one.
        let (what, callers) = match (&was.moves, &is.moves) {
            (None, _) => ("it moves a position", Compatible),
            (Some(_), None) => ("it moves no position any more", Breaking),
            (Some(old), Some(new)) if other_direction((was, old), (is, new)) => (
                "the direction of its move is told by another parameter or by none",
                Breaking,
            ),
            _ => ("how it moves a position is said otherwise", Compatible),
        };
        changes.of_callers(place, what, callers);
    }
    if was.leads_to != is.leads_to {
        // The flag that waits for it is there where it leads to a state.
        let (what, callers) = match (was.leads_to.is_empty(), is.leads_to.is_empty()) {
            (true, _) => ("it leads to a state", Compatible),
            (_, true) => ("it leads to no state any more", Breaking),
            _ if was
                .leads_to
                .iter()
                .any(|state| !is.leads_to.contains(state)) =>
            {
                (
                    "a state that it led to is none that it leads to any more",
                    Breaking,
                )
            }
            _ => ("it leads to another state as well", Compatible),
        };
        changes.of_callers(place, what, callers);
    }
}

/// Returns whether what said the direction of a move does not say it any more.
///
/// Scripts that move the way back would be planned and guarded as if they moved the other. A
/// parameter that has another name is the same.
fn other_direction((was, old): (&Action, &Moves), (is, new): (&Action, &Moves)) -> bool {
    let Some(reverse) = &old.reverse else {
        return false;
    };
    let matched = fields::matched(&was.request, &is.request);
    let mut pairs = matched.pairs();
    let now = pairs.find(|(was, _)| was.ident == *reverse);
    now.map(|(_, is)| &is.ident) != new.reverse.as_ref()
}

/// The flag of a read that makes its answer the parameters of another action. Its value is a word
/// of that action's command.
fn copies((was, is): (&Action, &Action), models: &Models<'_>, changes: &mut Evolution) {
    let place = is.title.as_str();
    if was.copies != is.copies {
        let (what, callers) = match (&was.copies, &is.copies) {
            (None, _) => ("it takes what a read shows", Compatible),
            (Some(_), None) => ("it takes nothing from a read any more", Breaking),
            (Some(old), Some(new)) if lost_copies((was, old), (is, new)) => (
                "a parameter is not taken from where it was in a read any more",
                Breaking,
            ),
            _ => ("what it takes from a read is said otherwise", Compatible),
        };
        changes.of_callers(place, what, callers);
    }
    let words = models.new.api.copies_of(is).map(|(_, word)| word);
    let words: Vec<String> = words.collect();
    for (_, word) in models.old.api.copies_of(was) {
        if !words.contains(&word) {
            let what = format!("`--as {word}` asks for no copy of it any more");
            changes.of_callers(place, what, Breaking);
        }
    }
}

/// Returns whether a parameter that was copied is not, or is from another place. One that has
/// another name is the same.
fn lost_copies((was, old): (&Action, &Copies), (is, new): (&Action, &Copies)) -> bool {
    let matched = fields::matched(&was.request, &is.request);
    old.parameters.iter().any(|copied| {
        let mut pairs = matched.pairs();
        let now = pairs.find(|(was, _)| was.wire_name == copied.wire_name);
        let mut kept = new.parameters.iter();
        !now.is_some_and(|(_, now)| {
            kept.any(|new| new.wire_name == now.wire_name && new.from == copied.from)
        })
    })
}

/// The commands of groups. The names that are typed behind one are those of its actions, which tell
/// of them where the group itself has come or gone.
pub(super) fn groups(old: &Api, new: &Api, changes: &mut Evolution) {
    let is_same = |was: &Group, is: &Group| was.heading == is.heading;
    let groups = Matched::of(&old.groups, &new.groups, is_same, &[]);
    for (was, is) in groups.new {
        let place = format!("group {}", is.heading);
        let Some(was) = was else {
            changes.of_callers(&place, "it is new", Compatible);
            continue;
        };
        changes.documentation(&place, "the description", [&was.doc, &is.doc]);
        let (from, to) = (old.group_command(was), new.group_command(is));
        if from != to {
            let what = format!("its command is `{to}`, it was `{from}`");
            changes.of_callers(&place, what, typed(old, was));
        }
    }
    for was in groups.gone {
        let command = old.group_command(was);
        let mut others = new.groups.iter();
        let is_kept = others.any(|group| new.group_command(group) == command);
        let callers = if is_kept { Compatible } else { typed(old, was) };
        let place = format!("group {}", was.heading);
        changes.of_callers(&place, "it is gone", callers);
    }
}

/// A group without an action is no command, so that nobody has typed it.
fn typed(old: &Api, was: &Group) -> Impact {
    let mut actions = old.actions.iter();
    Impact::breaking_if(actions.any(|action| action.group.as_ref() == Some(&was.heading)))
}
