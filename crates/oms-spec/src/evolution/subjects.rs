//! Subjects: the command looks them up, and finds their IDs by their names.

use super::Evolution;
use super::Impact::{self, Breaking, Compatible};
use super::shared::Matched;
use crate::ir::{Api, Look, Subject};

pub(super) fn compare(old: &Api, new: &Api, changes: &mut Evolution) {
    let is_same = |was: &Subject, is: &Subject| was.name == is.name;
    let subjects = Matched::of(&old.subjects, &new.subjects, is_same, &[]);
    for (was, is) in subjects.new {
        let place = format!("subject {}", is.name);
        let Some(was) = was else {
            changes.of_callers(&place, "it is new", Compatible);
            continue;
        };
        changes.documentation(&place, "the description", [&was.doc, &is.doc]);
        let lost = lost((was, is), (old, new));
        let is_other = was.looks != is.looks || was.list != is.list;
        if lost.is_empty() && is_other {
            let what = "it is looked up in another way";
            changes.of_callers(&place, what, Compatible);
        }
        for what in lost {
            changes.of_callers(&place, what, Breaking);
        }
    }
    for was in subjects.gone {
        let is_seen = !was.looks.is_empty() || was.list.is_some();
        let callers = Impact::breaking_if(is_seen);
        let place = format!("subject {}", was.name);
        changes.of_callers(&place, "it is gone", callers);
    }
}

/// The facts that are not shown any more. Plans tell them, waits rest on the state, and names lead
/// to IDs; another look that shows the same is not asked everywhere.
fn lost((was, is): (&Subject, &Subject), apis: (&Api, &Api)) -> Vec<String> {
    let mut lost = Vec::new();
    for look in &was.looks {
        let mut looks = is.looks.iter();
        match looks.find(|now| is_same(look, now, apis)) {
            Some(now) => lost.extend(lost_of(look, now)),
            None => lost.push(format!("`{}` does not show it any more", look.action)),
        }
    }
    match (&was.list, &is.list) {
        (Some(_), None) => lost.push("nothing lists them by their names any more".to_owned()),
        // A look that lists them is compared as a look.
        (Some(was), Some(is)) if is_same(was, is, apis) => {
            let more = lost_of(was, is);
            let more: Vec<_> = more.filter(|what| !lost.contains(what)).collect();
            lost.extend(more);
        }
        _ => {}
    }
    lost
}

fn lost_of<'a>(was: &'a Look, is: &'a Look) -> impl Iterator<Item = String> + 'a {
    let action = &is.action;
    let facts = was.shows.iter().map(|(fact, _)| *fact);
    let facts = facts.filter(|fact| is.shows.iter().all(|(shown, _)| shown != fact));
    let facts =
        facts.map(move |fact| format!("`{action}` does not show its `{}` any more", fact.word()));
    let all = was.all.iter().filter(|name| !is.all.contains(name));
    let all = all.map(move |name| format!("`{action}` is not asked for all by `{name}` any more"));
    facts.chain(all)
}

/// Returns whether two looks are the same read, which has another name on the wire or another title
/// at most.
fn is_same(was: &Look, is: &Look, (old, new): (&Api, &Api)) -> bool {
    let title = |api: &Api, look: &Look| {
        let mut actions = api.actions.iter();
        let action = actions.find(|action| action.wire_name == look.action);
        action.map(|action| action.title.clone())
    };
    was.action == is.action || title(old, was) == title(new, is)
}
