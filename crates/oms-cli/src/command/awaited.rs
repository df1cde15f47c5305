//! Waits until a change that was accepted was carried out, as a look at what it acts on shows it.

use std::time::Duration;

use oms_client::{Client, Outcome, Shown, TaskId};

use crate::act::Settled;
use crate::act::look::Seen;
use crate::act::watch::{Watched, watch};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::report::Report;
use crate::session::{Session, Waiting};

/// Returns the report of a change that was sent, after the wait for it. A change that was not
/// accepted is not waited for.
pub(super) fn report(
    plan: &Plan,
    settled: &Settled,
    waiting: &Waiting,
    session: &mut Session<'_, '_>,
    client: &Client,
) -> Report {
    let report = Report::settled(plan, settled);
    if settled.outcome() != Outcome::Accepted {
        return report;
    }
    let Some(task) = &plan.explanation.target else {
        return report;
    };
    let id = task.text();
    session.note(&format!(
        "accepted; waiting until {} shows it\n",
        Shown(&id)
    ));
    let is_reached = |seen: &Seen| is_carried_out(plan, seen);
    let task = TaskId::from(id.clone());
    let watched = watched(&task, waiting.wait_timeout, session, client, is_reached);
    let what = format!(
        "{} was accepted, but was not seen to be carried out",
        plan.action
    );
    let message = match watched {
        Ok(watched) => match watched.unmet(&what) {
            None => return report.finished(),
            // A fault tells more than the state that was seen before it.
            Some(why) if matches!(watched, Watched::TimedOut(Some(_), _)) => why,
            Some(why) => why + &state(watched.last()),
        },
        Err(failure) => format!("{what} {}", failure.message),
    };
    report
        .ended_otherwise(Exit::Unverified, Outcome::Accepted)
        .saying(message, Some(look_or_wait(plan, &id)))
}

/// Returns the advice where the change was not seen. A state can be waited for further; a position
/// that was moved back is one that a wait cannot name.
fn look_or_wait(plan: &Plan, id: &str) -> String {
    let id = Shown(id);
    let state = plan.explanation.facts.leads_to.first();
    let wait = state.map_or_else(String::new, |state| {
        format!(", or wait with `oms wait {id} --for state={state}`")
    });
    format!("Do not send it again. Look at it with `oms status {id}`{wait}.")
}

/// Watches a task without a word.
pub(super) fn watched(
    task: &TaskId,
    timeout: Duration,
    session: &mut Session<'_, '_>,
    client: &Client,
    is_reached: impl Fn(&Seen) -> bool,
) -> Result<Watched, Failure> {
    let interrupts = session.surroundings.interrupts.clone();
    let watched = watch(client, task, timeout, interrupts, is_reached, |_, _| {});
    session.block_on(watched)
}

/// Returns whether a look shows the state or position that the change leads to.
fn is_carried_out(plan: &Plan, seen: &Seen) -> bool {
    let explanation = &plan.explanation;
    if let Some(moves) = &explanation.moves {
        let position = seen.leg(moves.reverse).position.as_ref();
        return moves.is_reached(position, explanation.change.old_moment());
    }
    explanation
        .facts
        .leads_to
        .iter()
        .any(|state| seen.is_in(state))
}

fn state(last: Option<&Seen>) -> String {
    let state = last.map(|seen| Shown(seen.status.as_str()).to_string());
    let state = state.filter(|state| !state.is_empty());
    state.map_or_else(String::new, |state| format!("; it is {state}"))
}
