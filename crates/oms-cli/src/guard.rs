//! What is refused, or asked about, beyond the service's own rules.
//!
//! The service documents neither a range of positions nor the states that a task may be in. These guards are advice for people:
//! each can be answered, and none is part of the client.

use oms_client::{EpochSeconds, Shown};

use crate::Exit;
use crate::args::Consent;
use crate::confirm::Question;
use crate::failure::Failure;
use crate::journal::Recorder;
use crate::plan::{Line, Plan};
use crate::session::Session;
use crate::time::distance;

const SECONDS_A_DAY: i64 = 86_400;

/// For how long a service keeps the logs that a position needs, unless it was set up otherwise.
pub(crate) const USUAL_DAYS_OF_LOGS: i64 = 7;

/// For how long it can be told to keep them at most.
pub(crate) const MOST_DAYS_OF_LOGS: i64 = 365;

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
        && last != plan.endpoint
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
) -> Result<Vec<Question>, Failure> {
    let Some(position) = plan.explanation.moves_to else {
        return Ok(Vec::new());
    };
    let age = age_of(position, session.moment.now());
    if age <= USUAL_DAYS_OF_LOGS * SECONDS_A_DAY || consent.position.i_know_logs_exist {
        return Ok(Vec::new());
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
    Ok(vec![Question {
        why: format!(
            "The position is {} old, and logs are kept for {USUAL_DAYS_OF_LOGS} days by default.",
            distance(age)
        ),
        answer: "logs exist",
        flag: "--i-know-logs-exist",
    }])
}

/// How old a position is, in seconds.
pub(crate) fn age_of(position: EpochSeconds, now: EpochSeconds) -> i64 {
    now.get().saturating_sub(position.get())
}

/// Asks about a request that was accepted a short while ago.
pub(crate) fn repeated(
    plan: &Plan,
    consent: &Consent,
    recorder: &Recorder,
    session: &Session<'_, '_>,
) -> Result<Option<Question>, Failure> {
    if consent.again {
        return Ok(None);
    }
    let Some(repeated) = recorder.repeated(session.surroundings.time())? else {
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
