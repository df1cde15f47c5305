//! Sends one write: its intent is on the disk before, its result after.

use oms_client::{Action, Client};
use serde::Serialize;

use crate::act::record::Recorder;
use crate::act::send::{Sent, send};
use crate::failure::Failure;
use crate::plan::Plan;
use crate::report::Report;
use crate::session::Session;

/// Writes the intent down, sends the request once, and writes down what came of it.
pub(crate) fn submit<A>(
    session: &mut Session<'_, '_>,
    client: &Client,
    request: &A,
    plan: &Plan,
    recorder: &Recorder,
) -> Result<Report, Failure>
where
    A: Action<Data: Serialize>,
{
    let runtime = session.take_runtime()?;
    let seq = recorder.announce(session.surroundings.time())?;
    let interrupts = session.surroundings.interrupts.clone();
    let sent = runtime.block_on(send(client, request, interrupts, |grace| {
        session.note(&format!(
            "interrupted: the request may be on the way; waiting {} s for its answer; interrupt again to leave\n",
            grace.as_secs()
        ));
    }));
    session.return_runtime(runtime);
    let mut report = match sent {
        Sent::Finished(result) => match *result {
            Ok(reply) => Report::accepted(plan, &reply),
            Err(error) => Report::failed(plan, &error),
        },
        Sent::Abandoned if session.may_have_left() => Report::abandoned(plan),
        Sent::Abandoned => Report::interrupted(plan),
    };
    report.journal = Some(seq);
    close(session, recorder, seq, &report);
    Ok(report.with_way_out())
}

/// What came of the request is known here, even where it cannot be written down.
fn close(session: &mut Session<'_, '_>, recorder: &Recorder, seq: u64, report: &Report) {
    let now = session.surroundings.time();
    if let Err(failure) = recorder.close(seq, report, now) {
        session.warn(&format!(
            "{}; journal entry {seq} stays open until `oms journal resolve {seq}`",
            failure.message
        ));
    }
}
