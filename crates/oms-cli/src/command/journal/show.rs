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
    lines.extend(resolved(journal, attempt, session)?);
    let lines: Vec<Line> = lines
        .into_iter()
        .map(|(label, text)| Line::new(label, Shown(&text).to_string()))
        .collect();
    Ok(table(&lines))
}

/// Returns the lines that say who has found out the outcome of a request, and when. That need not
/// be whoever sent it.
fn resolved(
    journal: &Journal,
    attempt: &Attempt,
    session: &Session<'_, '_>,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let (Some(resolution), Some((seq, time))) = (&attempt.resolution, &attempt.resolved) else {
        return Ok(Vec::new());
    };
    let who = match &resolution.host {
        Some(host) => format!("{} on {host}", resolution.who),
        None => resolution.who.clone(),
    };
    let team = journal.store().team();
    let witness = team.map(|team| team.witness(*seq)).transpose()?.flatten();
    let witness = witness.map_or_else(String::new, |witness| {
        let time = local(&witness.time, &session.moment);
        format!(", which the database user {} wrote at {time}", witness.user)
    });
    let mut lines = vec![
        ("Resolved", local_beside(time, &session.moment)),
        ("Resolved by", who),
        ("Resolved in", format!("entry {seq}{witness}")),
    ];
    lines.extend(resolution.note.clone().map(|note| ("Note", note)));
    Ok(lines)
}
