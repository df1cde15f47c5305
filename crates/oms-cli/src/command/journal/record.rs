//! A request as programs read it.

use oms_client::Shown;
use serde::Serialize;

use crate::journal::{Aftermath, Attempt, Intent, Resolution, Status};

/// One request with everything that is known of it.
#[derive(Debug, Serialize)]
pub(super) struct Record<'a> {
    entry: u64,
    time: &'a str,
    outcome: String,
    open: bool,
    #[serde(flatten)]
    intent: &'a Intent,
    result_time: Option<&'a str>,
    result: Option<&'a Aftermath>,
    resolution: Option<&'a Resolution>,
    resolution_entry: Option<u64>,
    resolution_time: Option<&'a str>,
}

pub(super) fn record(attempt: &Attempt) -> Record<'_> {
    let (entry, time) = attempt
        .resolved
        .as_ref()
        .map(|(entry, time)| (*entry, time.as_str()))
        .unzip();
    Record {
        entry: attempt.seq,
        time: &attempt.time,
        outcome: attempt.outcome(),
        open: attempt.status() == Status::Open,
        intent: &attempt.intent,
        result_time: attempt.result_time.as_deref(),
        result: attempt.result.as_ref(),
        resolution: attempt.resolution.as_ref(),
        resolution_entry: entry,
        resolution_time: time,
    }
}

/// Returns the ticket of a request, as people read it.
pub(super) fn ticket(attempt: &Attempt) -> String {
    let ticket = attempt.ticket();
    ticket.map_or_else(String::new, |ticket| Shown(&ticket.to_string()).to_string())
}
