//! Refusals and questions that go beyond the service's own rules.
//!
//! The service documents neither a range of positions nor the states that a task may be in. These
//! guards are advice for people: each can be answered, and none is part of the client.

mod open;

use std::time::{Duration, SystemTime};

use oms_client::shapes::TaskStatus;
use oms_client::{EpochSeconds, Shown, StartPosition};

use super::confirm::Question;
use super::look::{Leg, Seen};
use crate::failure::Failure;
use crate::journal::{Intent, Known, Target};
use crate::plan::{Line, Move, Plan};
use crate::session::{Consent, Session};
use crate::time::{self, Moment, distance};

pub(crate) use open::open;

const SECONDS_AN_HOUR: i64 = 3_600;

/// The number of hours for which a service keeps the logs that a position needs, unless the task
/// was set up otherwise.
const USUAL_HOURS_OF_LOGS: i64 = 7 * 24;

/// The longest time for which a service can be told to keep them, in hours.
const MOST_HOURS_OF_LOGS: i64 = 365 * 24;

/// Refuses `--yes` in a script as consent on production. A saved plan changes nothing about that:
/// the same script may have saved it.
pub(crate) fn production(plan: &Plan, consent: &Consent) -> Result<(), Failure> {
    if !plan.production || consent.to_each.yes.is_none() {
        return Ok(());
    }
    Err(Failure::guard(
        "the profile is one of production, where --yes is not enough",
        if consent.digest.is_some() {
            "Apply the same plan in a terminal. There, type the ID, and the digest that was printed when the plan was saved."
        } else {
            "Type the ID in a terminal, or save a plan, let somebody read it, and apply it in a terminal: `oms plan --help` shows how."
        },
    ))
}

/// Refuses a position that was given as JSON and would be refused as a flag: a moment in the
/// future, and a text that a flag takes for a moment. The service takes the text for a position of
/// its own.
pub(crate) fn written(moves: &Move, moment: &Moment) -> Result<(), Failure> {
    let refuse = |(what, next): (String, String)| {
        Err(Failure::usage(format!("the new position {what}"), next))
    };
    match &moves.to {
        Some(StartPosition::EpochSeconds(seconds)) => {
            time::reached(*seconds, moment).or_else(refuse)
        }
        Some(text) if time::parse(&text.to_string()).is_ok() => refuse((
            format!(
                "is the text {:?}, which is sent as it is and is no moment",
                Shown(&text.to_string())
            ),
            "Write the second since 1970 as a number, or give the time with the action's own flag."
                .to_owned(),
        )),
        _ => Ok(()),
    }
}

/// Asks about a position for which the logs may be gone, and refuses one for which they must be.
pub(crate) fn age(
    moves: &Move,
    consent: &Consent,
    leg: Option<&Leg>,
    moment: &Moment,
) -> Result<Option<Question>, Failure> {
    let Some(age) = moves.moment().map(|position| age_of(position, moment)) else {
        return Ok(None);
    };
    let (kept, by_whom) = kept(leg);
    if age <= kept || consent.to_each.position.i_know_logs_exist {
        return Ok(None);
    }
    if age > MOST_HOURS_OF_LOGS * SECONDS_AN_HOUR {
        return Err(Failure::guard(
            format!(
                "the position is {} old, and no service keeps logs for more than {} days",
                distance(age),
                MOST_HOURS_OF_LOGS / 24
            ),
            "Correct the position. If the logs do exist, confirm it with --i-know-logs-exist.",
        ));
    }
    Ok(Some(Question {
        why: format!(
            "The position is {} old, and {by_whom} logs for {}.",
            distance(age),
            distance(kept)
        ),
        answer: "logs exist",
        flag: "--i-know-logs-exist",
    }))
}

/// Returns a warning if the logs for a position may be gone.
pub(crate) fn too_old(moves: &Move, leg: Option<&Leg>, moment: &Moment) -> Option<Line> {
    let age = age_of(moves.moment()?, moment);
    let (kept, by_whom) = kept(leg);
    (age > kept).then(|| {
        Line::warning(format!(
            "The position is {} old, and {by_whom} logs for {}.\n\
             Make sure that the logs from there on still exist.",
            distance(age),
            distance(kept)
        ))
    })
}

/// Returns for how many seconds logs are kept, and who says so: the task if it says so, otherwise
/// the usual time.
fn kept(leg: Option<&Leg>) -> (i64, &'static str) {
    match leg.and_then(|leg| leg.log_hours) {
        Some(hours) => (hours.saturating_mul(SECONDS_AN_HOUR), "the task keeps its"),
        None => (
            USUAL_HOURS_OF_LOGS * SECONDS_AN_HOUR,
            "a service usually keeps",
        ),
    }
}

/// Returns the age of a position in seconds.
fn age_of(position: EpochSeconds, moment: &Moment) -> i64 {
    moment.now().get().saturating_sub(position.get())
}

/// Asks about a request if the same one was accepted so recently that the repetition looks like a
/// slip.
pub(crate) fn repeated(
    known: &Known,
    intent: &Intent,
    twice: &str,
    now: SystemTime,
    within: Duration,
) -> Result<Option<Question>, Failure> {
    let Some((attempt, ago)) = known.repeated(intent, now, within)? else {
        return Ok(None);
    };
    let when = match ago.map(|ago| ago.as_secs()) {
        None => format!(
            "at {}, which is in the future by this machine's clock",
            Shown(attempt.latest_time())
        ),
        Some(0) => "less than 1 s ago".to_owned(),
        Some(seconds) => format!(
            "{} ago",
            distance(i64::try_from(seconds).unwrap_or(i64::MAX))
        ),
    };
    let ticket = attempt
        .ticket()
        .map_or_else(String::new, |ticket| format!(", as ticket {ticket}"));
    Ok(Some(Question {
        why: format!(
            "The same was accepted {when}{ticket} (journal entry {}). {twice}",
            attempt.seq
        ),
        answer: "again",
        flag: "--again",
    }))
}

/// Refuses a move if what was seen speaks against it. A plan that moves nothing is not judged.
pub(crate) fn moves(
    plan: &mut Plan,
    consent: &Consent,
    session: &Session<'_, '_>,
    seen: Option<&Seen>,
) -> Result<(), Failure> {
    let Some(moves) = plan.explanation.moves.clone() else {
        return Ok(());
    };
    let named = match &consent.expect_current {
        Some(input) => Some(input.resolve("--expect-current", &session.moment)?),
        None => None,
    };
    expected(&moves, named, seen)?;
    let Some(seen) = seen else {
        return Ok(());
    };
    let warning = clock(&moves, seen)?;
    plan.explanation.lines.extend(warning);
    position(&moves, consent, seen)
}

/// Refuses a move if a later look than that of its plan speaks against it. The task may have gone
/// on meanwhile, so that a position behind the expected one is no other.
pub(super) fn again(
    moves: &Move,
    consent: &Consent,
    seen: &Seen,
    moment: &Moment,
) -> Result<(), Failure> {
    if let Some(input) = &consent.expect_current {
        let named = input.resolve("--expect-current", moment)?;
        let found = seen.leg(moves.reverse).moment();
        if found.is_none_or(|found| found < named) {
            expected(moves, Some(named), Some(seen))?;
        }
    }
    position(moves, consent, seen)
}

/// Refuses a plan that is only shown for what would refuse it when it is sent, but not for what a
/// person would be asked. A plan that nobody could look up for is not judged, because a look comes
/// before it is sent, unless it is left out.
pub(crate) fn foreseen(
    plan: &mut Plan,
    consent: &Consent,
    session: &Session<'_, '_>,
    seen: Option<&Seen>,
) -> Result<(), Failure> {
    if seen.is_none() && !consent.to_each.no_preflight {
        return Ok(());
    }
    moves(plan, consent, session, seen)?;
    let Some(moves) = &plan.explanation.moves else {
        return Ok(());
    };
    let leg = seen.map(|seen| seen.leg(moves.reverse));
    age(moves, consent, leg, &session.moment).map(drop)
}

/// Refuses to move a position if the look at the task speaks against it.
fn position(moves: &Move, consent: &Consent, seen: &Seen) -> Result<(), Failure> {
    let refuse = |message: String, next: &str| Err(Failure::guard(message, next));
    let leg = seen.leg(moves.reverse);
    if leg.exists == Some(false) {
        let side = if moves.reverse { "reverse" } else { "forward" };
        return refuse(
            format!("the task has no {side} incremental synchronization"),
            "Choose the other direction with --reverse, or the right task.",
        );
    }
    if is_past_moving(&seen.status) {
        return refuse(
            format!(
                "the task is {}, in which its position cannot be moved",
                Shown(seen.status.as_str())
            ),
            "A position is moved while a task is RUNNING, SUSPEND or FAILED.",
        );
    }
    let Some(new) = moves
        .moment()
        .filter(|_| !consent.to_each.position.allow_skip)
    else {
        return Ok(());
    };
    match leg.moment() {
        Some(old) if new > old => refuse(
            format!(
                "the new position SKIPS CHANGES: it lies {} after the present one, {}",
                distance(new.get().saturating_sub(old.get())),
                old.to_rfc3339()
            ),
            "Correct the position. If the changes in between may be lost, allow it with --allow-skip.",
        ),
        Some(_) => Ok(()),
        None => refuse(
            format!(
                "the present position is {}, so nothing tells whether the new one SKIPS CHANGES",
                in_words(leg.position.as_ref())
            ),
            "Find out where the task is. If changes may be lost, allow it with --allow-skip.",
        ),
    }
}

/// Returns a position as a message names it.
fn in_words(position: Option<&StartPosition>) -> String {
    match position {
        Some(StartPosition::EpochSeconds(moment)) => moment.to_rfc3339(),
        Some(other) => Shown(&other.to_string()).to_string(),
        None => "unknown".to_owned(),
    }
}

/// Refuses to act if the present position is not the expected one.
fn expected(
    moves: &Move,
    expected: Option<EpochSeconds>,
    seen: Option<&Seen>,
) -> Result<(), Failure> {
    let Some(expected) = expected else {
        return Ok(());
    };
    let found = seen.and_then(|seen| seen.leg(moves.reverse).position.as_ref());
    if found == Some(&StartPosition::EpochSeconds(expected)) {
        return Ok(());
    }
    let (found, expected) = (in_words(found), expected.to_rfc3339());
    let next = match seen {
        Some(_) => {
            "The task has gone on or was moved since; `oms journal list` shows what was sent from here. \
             Look again, and make a new plan."
        }
        None => "Nothing was looked up: leave out --no-preflight, or --expect-current.",
    };
    Err(Failure::guard(
        format!("the present position is {found}, and {expected} was expected"),
        next,
    ))
}

/// Refuses a saved plan if the task is not as it was then. `planned` is the position at that time.
///
/// A run of the task that did not end is named, because it may be the reason.
pub(crate) fn saved(
    plan: &Plan,
    planned: EpochSeconds,
    seen: Option<&Seen>,
    known: &Known,
) -> Result<(), Failure> {
    let (Some(moves), Some(seen)) = (&plan.explanation.moves, seen) else {
        return Ok(());
    };
    let Err(mut refusal) = unmoved(moves, planned, seen) else {
        return Ok(());
    };
    let target = Target::of_plan(plan);
    let mut unended = known.unended_about(&target, None)?.into_iter().rev();
    if let Some(run) = unended.find(|run| run.has_acted_on(target.id())) {
        refusal.next = format!(
            "The task has gone on or was moved since. Run {} of this task did not end: `oms runs resume {} --execute` \
             goes on with it. For anything else, look again, and make a new plan.",
            run.seq, run.seq
        );
    }
    Err(refusal)
}

/// Refuses a position that has changed in another way than by the progress of a running task.
fn unmoved(moves: &Move, planned: EpochSeconds, seen: &Seen) -> Result<(), Failure> {
    let position = &seen.leg(moves.reverse).position;
    let went_on = match (position, moves.moment()) {
        (Some(StartPosition::EpochSeconds(now)), Some(new)) => {
            // Progress changes how much is replayed, not what the plan does.
            seen.is_running() && *now >= planned && (new <= planned) == (new <= *now)
        }
        _ => false,
    };
    if went_on {
        return Ok(());
    }
    expected(moves, Some(planned), Some(seen))
}

/// Refuses a position that was computed from a wrong clock. A wrong clock is only a warning for any
/// other position.
fn clock(moves: &Move, seen: &Seen) -> Result<Option<Line>, Failure> {
    let Some(skew) = seen.skew.filter(|skew| skew.is_wrong()) else {
        return Ok(None);
    };
    if moves.relative {
        return Err(Failure::guard(
            format!(
                "this machine's clock is {skew} away from the service's, and the new position was computed from it"
            ),
            "Set the clock, or give the position as an absolute time.",
        ));
    }
    Ok(Some(Line::warning(format!(
        "This machine's clock is {skew} away from the service's."
    ))))
}

/// Returns whether a task has not begun to synchronize, or has ended.
fn is_past_moving(status: &TaskStatus) -> bool {
    matches!(
        status,
        TaskStatus::Init
            | TaskStatus::Finished
            | TaskStatus::Releasing
            | TaskStatus::Released
            | TaskStatus::Deleted
    )
}

#[cfg(test)]
mod tests;
