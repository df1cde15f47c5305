//! Adds to a plan what a look has shown, or why nothing was seen. An unknown fact stays unknown;
//! nothing is assumed.

use oms_client::{Shown, StartPosition};

use super::guard;
use super::look::Seen;
use crate::plan::{Change, Explanation, Line};
use crate::time::{Moment, distance};

/// The reason that a plan gives when `--no-preflight` left out the look.
pub(super) const LEFT_OUT: &str = "it was not looked up, because of --no-preflight";

/// Adds to an explanation what was seen.
pub(crate) fn complete(explanation: &mut Explanation, seen: &Seen, moment: &Moment) {
    let mut found = Vec::new();
    explanation.name.clone_from(&seen.name);
    if let Some(name) = &seen.name {
        found.push(Line::new("Name", Shown(name).to_string()));
    }
    if let Some(way) = &seen.way {
        found.push(Line::new("Moves data", way.as_str()));
    }
    if !seen.status.as_str().is_empty() {
        found.push(Line::new("Status", Shown(seen.status.as_str()).to_string()));
    }
    let behind_the_task = 1.min(explanation.lines.len());
    explanation
        .lines
        .splice(behind_the_task..behind_the_task, found);
    let Some(moves) = &explanation.moves else {
        return;
    };
    let leg = seen.leg(moves.reverse);
    explanation.change.old.clone_from(&leg.position);
    let old = old_position(leg.position.as_ref(), moment);
    let effect = effect(leg.position.as_ref(), moves.to.as_ref());
    let too_old = guard::too_old(moves, Some(leg), moment);
    for line in &mut explanation.lines {
        match line.label.as_str() {
            "Old position" => line.text.clone_from(&old),
            "Effect" => {
                if let Some(effect) = &effect {
                    line.text.clone_from(effect);
                }
            }
            _ => {}
        }
    }
    explanation.lines.extend(too_old);
}

/// Replaces the positions of a move that was made already: the look has shown the new one in the
/// place of the old one.
pub(crate) fn moved_before(explanation: &mut Explanation, change: &Change, moment: &Moment) {
    explanation.change.clone_from(change);
    let mut lines = explanation.lines.iter_mut();
    if let Some(line) = lines.find(|line| line.label == "Old position") {
        line.text = old_position(change.old.as_ref(), moment);
    }
}

/// Describes a position before its move.
fn old_position(old: Option<&StartPosition>, moment: &Moment) -> String {
    match old {
        Some(StartPosition::EpochSeconds(old)) => format!(
            "{} UTC\n{} local\n{old} seconds since 1970\n{}",
            old.to_rfc3339(),
            moment.local(*old),
            moment.distance_to(*old)
        ),
        Some(other) => crate::time::shown(other),
        None => "unknown: the service does not tell it as a moment".to_owned(),
    }
}

/// Describes the effect of a move whose ends are both moments.
fn effect(old: Option<&StartPosition>, new: Option<&StartPosition>) -> Option<String> {
    let (Some(StartPosition::EpochSeconds(old)), Some(StartPosition::EpochSeconds(new))) =
        (old, new)
    else {
        return None;
    };
    let span = distance(new.get().saturating_sub(old.get()));
    let opens = "Opens a ticket that moves the position, each time it is sent.";
    Some(match new.cmp(old) {
        std::cmp::Ordering::Less => format!(
            "{opens}\nREPLAYS the changes from {}\nto {} ({span}).\n\
             Changes to tables without a primary key can then be there twice.",
            new.to_rfc3339(),
            old.to_rfc3339()
        ),
        std::cmp::Ordering::Greater => format!(
            "{opens}\nSKIPS CHANGES from {}\nto {} ({span}):\nthey are not carried over, and may be lost.",
            old.to_rfc3339(),
            new.to_rfc3339()
        ),
        std::cmp::Ordering::Equal => format!("{opens}\nThe position stays where it is."),
    })
}

/// Adds to an explanation the reason why nothing was seen.
pub(crate) fn leave_open(explanation: &mut Explanation, why: &str, moment: &Moment) {
    if let Some(moves) = &explanation.moves {
        let too_old = guard::too_old(moves, None, moment);
        explanation.lines.extend(too_old);
    }
    let is_looked_up = explanation.looked_up().is_some();
    let lines = &mut explanation.lines;
    if let Some(line) = lines.iter_mut().find(|line| line.label == "Old position") {
        line.text = format!("current position unknown: {why}");
        return;
    }
    // Without this line, the plan for a task that does not exist would look like any other.
    let label = if is_looked_up { "Status" } else { "Way" };
    let behind_the_task = 1.min(lines.len());
    lines.insert(behind_the_task, Line::new(label, format!("unknown: {why}")));
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use jiff::tz::TimeZone;
    use oms_client::{AnyAction, EpochSeconds, Json};

    use super::*;
    use crate::generated::subjects::TASK;
    use crate::plan::Move;

    #[test]
    fn a_plan_without_a_look_says_so_in_the_place_of_the_old_position_alone() {
        let now = UNIX_EPOCH + Duration::from_secs(1_742_372_318);
        let moment = Moment::new(now, TimeZone::UTC).unwrap();
        let to = StartPosition::EpochSeconds(EpochSeconds::new(1_742_365_118).unwrap());
        let lines = |old: &str| {
            ["Task", "Old position", "New position"].map(|label| {
                let text = if label == "Old position" { old } else { label };
                Line::new(label, text)
            })
        };
        let action = AnyAction::write("MoveProject", Json::new("{}").unwrap()).unwrap();
        let mut explanation = Explanation {
            moves: Some(Move::new(false, to, None)),
            lines: lines("unknown").to_vec(),
            ..Explanation::of_unknown(&action, None, &TASK)
        };
        leave_open(&mut explanation, LEFT_OUT, &moment);
        let old = format!("current position unknown: {LEFT_OUT}");
        assert_eq!(explanation.lines, lines(&old));
    }
}
