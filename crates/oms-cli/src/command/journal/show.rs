//! `oms journal show`: one request whole.

use oms_client::Shown;

use super::record::{record, ticket};
use super::{find, warn_of_missing};
use crate::failure::Failure;
use crate::journal::{Attempt, Journal};
use crate::plan::{Line, table};
use crate::report::Report;
use crate::session::{Address, Session};
use crate::time::{local, local_beside};

pub(super) fn show(
    journal: &Journal,
    entry: u64,
    session: &mut Session<'_, '_>,
) -> Result<Report, Failure> {
    let found = find(&journal.read_as_it_is()?, entry);
    if found.is_err() {
        // The entry may be one of those that are missing.
        journal.read()?;
    }
    let attempt = &found?;
    let text = described(journal, attempt, session)?;
    let exit = warn_of_missing(journal, session);
    Ok(Report::found(&record(attempt), text).ending(exit))
}

/// Returns one request in labelled lines.
pub(super) fn described(
    journal: &Journal,
    attempt: &Attempt,
    session: &Session<'_, '_>,
) -> Result<String, Failure> {
    let intent = &attempt.intent;
    let result = attempt.result.as_ref();
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let resolution = attempt.resolution.as_ref();
    let optional = [
        ("Name", intent.name.clone()),
        ("Profile", intent.profile.clone()),
        ("Direction", intent.direction.clone()),
        ("Change", some(intent.change_text())),
        (
            "Answered",
            attempt
                .result_time
                .as_deref()
                .map(|time| local_beside(time, &session.moment)),
        ),
        ("Ticket", some(ticket(attempt))),
        (
            "Request ID",
            result.and_then(|result| result.request_id.clone()),
        ),
        ("Message", result.and_then(|result| result.message.clone())),
        (
            "Note",
            resolution.and_then(|resolution| resolution.note.clone()),
        ),
    ];
    let mut lines = vec![
        ("Entry", attempt.seq.to_string()),
        ("Outcome", attempt.outcome()),
        ("Sent", local_beside(&attempt.time, &session.moment)),
        (
            "By",
            format!("{} on {}, process {}", intent.who, intent.host, intent.pid),
        ),
        ("Endpoint", intent.endpoint.clone()),
        // The guards go by this form, and so does the table `two_people` of a team's journal.
        ("Address", Address::of(&intent.endpoint).to_string()),
        ("Action", intent.action.clone()),
        ("ID", intent.id.clone()),
        ("Request", intent.request.to_string()),
        (
            "Versions",
            format!("oms {}, spec {}", intent.client, intent.spec),
        ),
    ];
    if let Some(team) = journal.store().team()
        && let Some(witness) = team.witness(attempt.seq)?
    {
        lines.push(("Database user", witness.user));
        lines.push(("Database time", local(&witness.time, &session.moment)));
    }
    lines.extend(
        optional
            .into_iter()
            .filter_map(|(label, text)| Some((label, text?))),
    );
    let lines: Vec<Line> = lines
        .into_iter()
        .map(|(label, text)| Line::new(label, Shown(&text).to_string()))
        .collect();
    Ok(table(&lines))
}
