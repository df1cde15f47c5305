//! What is refused, or asked about, beyond the service's own rules.
//!
//! The service documents neither a range of positions nor the states that a task may be in. These guards are advice for people:
//! each can be answered, and none is part of the client.

use std::time::{Duration, SystemTime};

use oms_client::shapes::TaskStatus;
use oms_client::{EpochSeconds, Shown, StartPosition};

use crate::act::confirm::Question;
use crate::act::preflight::Seen;
use crate::act::record::Recorder;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plan::{Line, Move, Plan};
use crate::session::{Address, Consent, Session};
use crate::time::distance;

const SECONDS_A_DAY: i64 = 86_400;

/// For how long a service keeps the logs that a position needs, unless it was set up otherwise.
pub(crate) const USUAL_DAYS_OF_LOGS: i64 = 7;

/// For how long it can be told to keep them at most.
const MOST_DAYS_OF_LOGS: i64 = 365;

/// How far this machine's clock may be from the service's before what is reckoned from it is refused.
pub(crate) const MOST_SKEW: Duration = Duration::from_secs(60);

/// Adds to a plan what only this machine knows.
pub(crate) fn announce(session: &Session<'_, '_>, plan: &mut Plan) {
    let Some(profile) = &plan.profile else {
        return;
    };
    // A journal that cannot be read is told where something is to be sent; a plan alone needs none.
    let Ok(Ok(known)) = session.journal().map(|journal| journal.read()) else {
        return;
    };
    if let Some(last) = known.last_endpoint(profile)
        && Address::of(last) != Address::of(&plan.endpoint)
    {
        plan.explanation.lines.push(Line::new(
            "Warning",
            format!(
                "The endpoint of this profile has changed: its last change went to {}.",
                Shown(last)
            ),
        ));
    }
}

/// Refuses to take a flag in a script for consent on production.
pub(crate) fn production(plan: &Plan, consent: &Consent, from_file: bool) -> Result<(), Failure> {
    if !plan.production || from_file || consent.yes.is_none() {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Guard,
        "the profile is one of production, where --yes is not enough",
        "Type the ID in a terminal, or let somebody read a saved plan: `oms plan -o FILE`, then `oms apply FILE`.",
    ))
}

/// Asks about a position for which the logs may be gone, and refuses one for which they must be.
pub(crate) fn age(
    plan: &Plan,
    consent: &Consent,
    session: &Session<'_, '_>,
) -> Result<Option<Question>, Failure> {
    let position = plan.explanation.moves.as_ref().and_then(Move::moment);
    let Some(position) = position else {
        return Ok(None);
    };
    let age = age_of(position, session.moment.now());
    if age <= USUAL_DAYS_OF_LOGS * SECONDS_A_DAY || consent.position.i_know_logs_exist {
        return Ok(None);
    }
    if age > MOST_DAYS_OF_LOGS * SECONDS_A_DAY {
        return Err(Failure::new(
            Exit::Guard,
            format!(
                "the position is {} old, and no service keeps logs for more than {MOST_DAYS_OF_LOGS} days",
                distance(age)
            ),
            "Correct the position. Where the logs do exist, --i-know-logs-exist says so.",
        ));
    }
    Ok(Some(Question {
        why: format!(
            "The position is {} old, and logs are kept for {USUAL_DAYS_OF_LOGS} days by default.",
            distance(age)
        ),
        answer: "logs exist",
        flag: "--i-know-logs-exist",
    }))
}

/// How old a position is, in seconds.
pub(crate) fn age_of(position: EpochSeconds, now: EpochSeconds) -> i64 {
    now.get().saturating_sub(position.get())
}

/// Asks about a request that was accepted within a time that makes it look like a slip.
pub(crate) fn repeated(
    plan: &Plan,
    consent: &Consent,
    recorder: &Recorder,
    session: &Session<'_, '_>,
    within: Duration,
) -> Result<Option<Question>, Failure> {
    if consent.again {
        return Ok(None);
    }
    let Some(repeated) = recorder.repeated(session.surroundings.time(), within)? else {
        return Ok(None);
    };
    Ok(Some(Question {
        why: format!(
            "The same was accepted {} ago{} (journal entry {}). {}",
            repeated.ago, repeated.ticket, repeated.seq, plan.explanation.twice
        ),
        answer: "again",
        flag: "--again",
    }))
}

/// Refuses to move a position where the look at the task speaks against it.
pub(crate) fn position(moves: &Move, consent: &Consent, seen: &Seen) -> Result<(), Failure> {
    let refuse = |message: String, next: &str| Err(Failure::new(Exit::Guard, message, next));
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
    let old = leg.position.as_ref();
    if let (Some(StartPosition::EpochSeconds(old)), Some(new)) = (old, moves.moment())
        && new > *old
        && !consent.position.allow_skip
    {
        return refuse(
            format!(
                "the new position SKIPS CHANGES: it lies {} after the present one, {}",
                distance(new.get().saturating_sub(old.get())),
                old.to_rfc3339()
            ),
            "Correct the position. Where the changes between may be lost, --allow-skip says so.",
        );
    }
    Ok(())
}

/// Refuses to act where the present position is not the one that was expected.
pub(crate) fn expected(
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
    let found = match found {
        Some(StartPosition::EpochSeconds(found)) => found.to_rfc3339(),
        Some(other) => other.to_string(),
        None => "unknown".to_owned(),
    };
    let expected = expected.to_rfc3339();
    Err(Failure::new(
        Exit::Guard,
        format!("the present position is {found}, and {expected} was expected"),
        "Somebody or something has moved it. Look again, and make a new plan.",
    ))
}

/// Refuses a saved plan where the position has moved otherwise than a task at work moves its own.
pub(crate) fn unmoved(moves: &Move, planned: EpochSeconds, seen: &Seen) -> Result<(), Failure> {
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

/// Refuses what is reckoned from a clock that is wrong, and returns a warning for the rest.
pub(crate) fn clock(moves: &Move, seen: &Seen, now: SystemTime) -> Result<Option<Line>, Failure> {
    let Some(server) = seen.server_time else {
        return Ok(None);
    };
    let skew = match now.duration_since(server) {
        Ok(ahead) => ahead,
        Err(behind) => behind.duration(),
    };
    // The service tells whole seconds.
    if skew.as_secs() <= MOST_SKEW.as_secs() {
        return Ok(None);
    }
    let text = distance(i64::try_from(skew.as_secs()).unwrap_or(i64::MAX));
    if moves.relative {
        return Err(Failure::new(
            Exit::Guard,
            format!(
                "this machine's clock is {text} away from the service's, and the new position was reckoned from it"
            ),
            "Set the clock, or give the position as an absolute time.",
        ));
    }
    Ok(Some(Line::new(
        "Warning",
        format!("This machine's clock is {text} away from the service's."),
    )))
}

/// States in which a task has not begun to synchronize, or has ended.
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
