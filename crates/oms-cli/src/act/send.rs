//! Sends one request and waits for its result. The intent is on the disk before the request is
//! sent, and the result after it. An interrupt does not make the outcome unknown if the answer is
//! about to come.
//!
//! Nothing else in this command announces a write or sends one.

use std::future::IntoFuture;
use std::pin::pin;
use std::time::Duration;

use oms_client::{Action, Client, Error, Outcome, Reply, Shown, StartPosition};
use serde::Serialize;
use tokio::time::{Instant, sleep};

use super::cleared::Consented;
use super::guard;
use super::hold::Hold;
use super::position::PositionLeft;
use super::record;
use super::run::Part;
use super::settled::{Ending, Settled, Unwritten};
use super::unseen::look_again;
use crate::failure::Failure;
use crate::journal::{Problem, Target};
use crate::plan::{Plan, wire};
use crate::session::Session;
use crate::surroundings::{Act, Interrupts, Rule};
use crate::time;

/// The time that an interrupted call has left to be answered.
const GRACE: Duration = Duration::from_secs(10);

/// Sends the request that was consented to, once, and returns what became of it. It never fails:
/// every end of a request has an outcome.
///
/// `part` is the part of a run that the request is.
pub(crate) fn send<A>(
    mut consented: Consented,
    session: &mut Session<'_, '_>,
    client: &Client,
    request: &A,
    part: Option<Part>,
) -> Settled
where
    A: Action<Data: Serialize>,
{
    if let Err(failure) = is_the_one(&consented.plan, request) {
        return Settled::not_announced(failure);
    }
    if let Err(ending) = consented.look_again(session, client) {
        if matches!(ending, Ending::Withdrawn) && part.is_none() {
            let Consented { hold, intent, .. } = consented;
            record::farewell(hold.journal.clone(), intent, session.surroundings.time())();
        }
        return Settled::unsent(ending);
    }
    let runtime = match session.take_runtime() {
        Ok(runtime) => runtime,
        Err(failure) => return Settled::not_announced(failure),
    };
    let before = consented.seen_before();
    let Consented {
        hold,
        plan,
        mut intent,
        ..
    } = consented;
    intent.place = part.map(|part| part.place);
    if hold.journal.store().loses_locks() {
        intent.process_mark = session.surroundings.rehearsal.process_mark();
    }
    let target = Target::of(&intent);
    let (began, now) = (
        session.surroundings.rehearsal.elapsed(),
        session.surroundings.time(),
    );
    let is_checked = session.surroundings.keeps(Rule::CheckUnderLock);
    let announced = session.surroundings.durably(Act::Intent, || {
        hold.journal.announce(intent, now, |known, target| {
            if is_checked {
                hold.refuse_unwritten(target)?;
                guard::open(known, target, &[])?;
            }
            Ok::<(), Failure>(())
        })
    });
    let seq = match announced {
        Ok(seq) => seq,
        Err(failure) => {
            session.return_runtime(runtime);
            return Settled::not_announced(failure);
        }
    };
    session.forget_what_left();
    // The clock is read before the time that is left, so that a stop of this process in between
    // shortens the call.
    let now = runtime.block_on(async { Instant::now() });
    let end = now + time_left(session, began, seq);
    let interrupts = session.surroundings.interrupts.clone();
    let sent = runtime.block_on(call(client, request, end, interrupts, |grace| {
        session.note(&format!(
            "interrupted: the request may be on the way; waiting {} s for its answer; interrupt again to leave\n",
            grace.as_secs()
        ));
    }));
    session.return_runtime(runtime);
    let mut settled = match sent {
        Sent::Finished(result) => Settled::answered(seq, request, *result),
        Sent::Abandoned => Settled::interrupted(seq, session.may_have_left()),
    };
    // A run that pauses its tasks looks by itself.
    let looks = part.is_some_and(|part| part.looks);
    if !looks {
        settled.position = behind(&settled, &plan, before, session, client);
    }
    write_down(&mut settled, seq, looks, (&hold, target), session);
    if let Some(number) = &settled.answer.odd_number {
        session.warn(&format!(
            "the service accepted {} and answered {}, which this version cannot take for an ID: do not send it again",
            request.info().name(),
            Shown(number)
        ));
    }
    settled
}

/// Writes the end of a request to the journal, which says whether its answer was given to another
/// request before. If that fails, it is told, and no further request about the target is sent.
fn write_down(
    settled: &mut Settled,
    seq: u64,
    looks: bool,
    (hold, target): (&Hold, Target),
    session: &mut Session<'_, '_>,
) {
    let now = session.surroundings.time();
    let aftermath = record::aftermath(seq, settled);
    let closed = session
        .surroundings
        .durably(Act::Result, || hold.journal.close(aftermath, now));
    let problem = match closed {
        Ok(None) => return,
        Ok(Some(repeated)) => return settled.become_repeated(repeated),
        Err(problem) => problem,
    };
    // The outcome is known here, even if it cannot be written down. A result that is kept on this
    // machine closes the entry once it is delivered.
    let lost = Unwritten {
        entry: seq,
        effect: settled.effect(),
    };
    settled.unwritten = (!matches!(problem, Problem::Kept(_))).then_some(lost);
    let (warning, why) = unwritten(problem, seq, looks && lost.unsettled(looks).is_none());
    session.warn(&warning);
    hold.keep_unwritten(target, why);
}

/// Looks at the position behind a move that was refused, where a look has shown it before as well.
fn behind(
    settled: &Settled,
    plan: &Plan,
    before: Option<StartPosition>,
    session: &mut Session<'_, '_>,
    client: &Client,
) -> PositionLeft {
    let explanation = &plan.explanation;
    let Some(moves) = &explanation.moves else {
        return PositionLeft::Unasked;
    };
    if settled.outcome() != Outcome::Rejected {
        return PositionLeft::Unasked;
    }
    let subject = explanation.looked_up().filter(|_| before.is_some());
    let seen = subject.and_then(|subject| look_again(session, client, subject).ok()?);
    PositionLeft::behind_a_refusal(moves, before, seen.as_ref())
}

/// Returns the time that the call has left. It counts from before the intent was written, because
/// `oms journal resolve` does so as well: a request that left later could arrive after somebody has
/// recorded that it had no effect.
fn time_left(session: &mut Session<'_, '_>, began: Duration, seq: u64) -> Duration {
    let passed = session
        .surroundings
        .rehearsal
        .elapsed()
        .saturating_sub(began);
    let left = session.settings.timeout.value.saturating_sub(passed);
    if left.is_zero() {
        let passed = time::distance(i64::try_from(passed.as_secs()).unwrap_or(i64::MAX));
        session.warn(&format!(
            "this process stood still for {passed} behind journal entry {seq}, so its request is not sent any more"
        ));
    }
    left
}

/// Returns the warning about a result that could not be written down, and the refusal of further
/// requests about the same target. `is_shown` is set where the run of the request settles it by a
/// look.
fn unwritten(problem: Problem, seq: u64, is_shown: bool) -> (String, Failure) {
    let is_kept = matches!(problem, Problem::Kept(_));
    let failure = Failure::from(problem);
    if is_kept {
        let warning = format!(
            "{}; until then journal entry {seq} is open for everybody. {}",
            failure.message, failure.next
        );
        return (warning, failure);
    }
    let settled = if is_shown {
        "its run settles it, or "
    } else {
        ""
    };
    let warning = format!(
        "{}; journal entry {seq} stays open until {settled}`oms journal resolve {seq}`",
        failure.message
    );
    let refusal = format!(
        "the result of journal entry {seq} could not be written down: {}",
        failure.message
    );
    (warning, failure.saying(refusal))
}

/// Refuses to send another request than the one that was shown.
fn is_the_one<A: Action>(plan: &Plan, request: &A) -> Result<(), Failure> {
    if plan.action == request.info().name() && plan.request == wire(request) {
        return Ok(());
    }
    Err(Failure::internal(format!(
        "another request than the one that was consented to, {}",
        plan.action
    )))
}

/// The end of a call.
enum Sent<T> {
    /// The call ended by itself.
    Finished(Box<Result<Reply<T>, Error>>),
    /// The call was interrupted, and no answer came within the grace period or before the second
    /// interrupt. It has been dropped, so that the client has said whether a byte of it may have
    /// left.
    Abandoned,
}

/// Makes the call. It calls `interrupted` once if the call goes on for a while after an interrupt.
async fn call<A: Action>(
    client: &Client,
    request: &A,
    end: Instant,
    mut interrupts: Interrupts,
    interrupted: impl FnOnce(Duration),
) -> Sent<A::Data> {
    let mut call = pin!(client.call(request).deadline(end.into_std()).into_future());
    // If an interrupt came before the future is polled for the first time, nothing of the call
    // leaves.
    if interrupts.is_pending() {
        return Sent::Abandoned;
    }
    // An answer that has arrived counts, whatever else has happened by then.
    tokio::select! {
        biased;
        finished = &mut call => return Sent::Finished(Box::new(finished)),
        () = interrupts.next() => interrupted(GRACE),
    }
    tokio::select! {
        biased;
        finished = &mut call => Sent::Finished(Box::new(finished)),
        () = interrupts.next() => Sent::Abandoned,
        () = sleep(GRACE) => Sent::Abandoned,
    }
}

#[cfg(test)]
mod tests {
    use oms_client::{AnyAction, Json};

    use super::*;
    use crate::exit::Exit;
    use crate::generated::subjects::TASK;
    use crate::plan::Explanation;

    fn action(name: &str, id: &str) -> AnyAction {
        let parameters = Json::new(format!(r#"{{"id":"{id}"}}"#)).unwrap();
        AnyAction::write(name, parameters).unwrap().showing(["id"])
    }

    #[test]
    fn p237_no_other_request_is_sent_than_the_one_that_was_shown() {
        let shown = action("StopProject", "np_1");
        let plan = Plan::new(
            "http://127.0.0.1:1",
            &shown,
            Explanation::of_unknown(&shown, None, &TASK),
        );
        assert!(is_the_one(&plan, &shown).is_ok());
        for other in [
            action("StopProject", "np_2"),
            action("ResumeProject", "np_1"),
        ] {
            let failure = is_the_one(&plan, &other).unwrap_err();
            assert_eq!(failure.exit, Exit::Internal);
        }
    }
}
