//! The time for which a request may still arrive. Before it is over, nobody can say that the
//! request had no effect: the network or a gateway can hold a request back, and it takes effect
//! long after its call was given up.

use std::time::{Duration, SystemTime};

use crate::act::look::Seen;
use crate::failure::Failure;
use crate::journal::{Attempt, Journal, Team};
use crate::session::Session;
use crate::surroundings::Rule;
use crate::time;

/// The advice that ends each refusal here.
const OVERRIDE: &str = "If it is certain that it can no longer arrive, say so with --early";

/// Refuses to settle a request that may still arrive.
pub(super) fn refuse_too_early(
    journal: &Journal,
    attempt: &Attempt,
    session: &Session<'_, '_>,
) -> Result<(), Failure> {
    let now = session.surroundings.time();
    let age = match measuring(journal, session) {
        Some(team) => team.age(attempt.seq)?,
        None => None,
    };
    let began = match age {
        Some(age) => now.checked_sub(age),
        None => time::read_utc(attempt.latest_time()),
    };
    let until = began.and_then(|began| began.checked_add(lasts(attempt, session)));
    match until.filter(|until| now < *until) {
        Some(until) => Err(too_early(attempt, until, now)),
        None => Ok(()),
    }
}

/// Returns the journal of a team, whose database measures the time itself; `None` if it goes by
/// this machine's clock.
fn measuring<'j>(journal: &'j Journal, session: &Session<'_, '_>) -> Option<&'j dyn Team> {
    let team = journal.store().team();
    team.filter(|_| session.surroundings.keeps(Rule::AgeByDatabase))
}

/// Returns how long a request may take to arrive. If its process did not write down how it ended,
/// the call itself may have taken its whole time first: the time that the sender gave it.
fn lasts(attempt: &Attempt, session: &Session<'_, '_>) -> Duration {
    let window = session.settings.late_window.value;
    if attempt.result.is_some() {
        return window;
    }
    let given = attempt.intent.timeout_ms.map(Duration::from_millis);
    window.saturating_add(given.unwrap_or(session.settings.timeout.value))
}

/// Refuses to settle a request by a clock that is wrong, as far as the look has shown the
/// service's: it may have been ahead when it said that the time was over.
pub(super) fn refuse_by_a_wrong_clock(
    journal: &Journal,
    attempt: &Attempt,
    seen: Option<&Seen>,
    session: &Session<'_, '_>,
) -> Result<(), Failure> {
    if measuring(journal, session).is_some() {
        return Ok(());
    }
    let skew = seen.and_then(|seen| seen.skew);
    let Some(skew) = skew.filter(|skew| skew.is_wrong()) else {
        return Ok(());
    };
    Err(Failure::guard(
        format!(
            "this machine's clock is {skew} away from the service's, so it does not tell until when {} may still arrive",
            attempt.intent.about()
        ),
        format!("Set the clock. {OVERRIDE}."),
    ))
}

fn too_early(attempt: &Attempt, until: SystemTime, now: SystemTime) -> Failure {
    let rest = until.duration_since(now).unwrap_or_default();
    Failure::guard(
        format!(
            "{} may still arrive until {}, in {}: a network or a gateway can hold a request back",
            attempt.intent.about(),
            time::utc(until),
            time::distance(i64::try_from(rest.as_secs().saturating_add(1)).unwrap_or(i64::MAX))
        ),
        format!("Look again then. {OVERRIDE}; late_window in a profile sets the time."),
    )
}
