//! `oms journal deliver`: tells a team's journal what it could not be told before.

use std::fmt::Write as _;

use clap::Args;
use oms_client::Shown;
use oms_text::counted;
use serde_json::{Value, json};

use super::of_a_team;
use crate::failure::Failure;
use crate::journal::{Delivery, Journal, Undelivered};
use crate::plan::{Line, table};
use crate::report::Report;
use crate::session::Session;
use crate::time::local_beside;

/// The examples above the help.
pub(super) const EXAMPLES: &str = "\
Examples:
  oms journal deliver
  oms journal deliver --drop 12    the journal was put back without entry 12";

/// The arguments of `oms journal deliver`.
#[derive(Debug, Args)]
pub(super) struct DeliverArgs {
    /// Print the result of this entry and remove it from this machine, if the journal does not hold
    /// the entry any more.
    #[arg(long, value_name = "ENTRY")]
    drop: Option<u64>,
}

/// Delivers what this machine keeps.
pub(super) fn deliver(
    journal: &Journal,
    args: &DeliverArgs,
    session: &Session<'_, '_>,
) -> Result<Report, Failure> {
    let delivery = of_a_team(journal)?.deliver(args.drop, session.surroundings.time())?;
    let data = json!({
        "delivered": delivery.delivered,
        "dropped": delivery.dropped,
        "given_up": in_json(&delivery.given_up),
        "kept": in_json(&delivery.kept),
    });
    let mut text = if delivery.delivered.is_empty() {
        "Nothing was delivered.\n".to_owned()
    } else {
        let entries: Vec<String> = delivery.delivered.iter().map(u64::to_string).collect();
        format!("Delivered the result of entry {}.\n", entries.join(", "))
    };
    // Writing to a text never fails.
    for entry in &delivery.dropped {
        let _ = writeln!(
            text,
            "Dropped the result of entry {entry}: the journal does not hold it, and nothing was sent for it."
        );
    }
    for (verb, results) in [("Removed", &delivery.given_up), ("Kept", &delivery.kept)] {
        for kept in results {
            let (entry, why) = (kept.result.intent, &kept.why);
            let whole = described(kept, session);
            let _ = write!(text, "{verb} the result of entry {entry}: {why}.\n{whole}");
        }
    }
    let failure = match args.drop {
        Some(entry) if !is_about(&delivery, entry) => none_of(entry),
        _ if delivery.kept.is_empty() => return Ok(Report::found(&data, text)),
        _ => Failure::guard(
            format!(
                "{} could not be delivered",
                counted(delivery.kept.len(), "result")
            ),
            "Settle what is open with `oms journal resolve ENTRY`, where the journal still holds it. Where it does not, `oms journal \
             deliver --drop ENTRY` removes the result.",
        ),
    };
    Ok(Report::wrong(&failure).with_data(&data, text))
}

/// Returns whether this machine has kept the result of an entry until now.
fn is_about(delivery: &Delivery, entry: u64) -> bool {
    let whole = [&delivery.given_up, &delivery.kept];
    let numbers = [&delivery.delivered, &delivery.dropped];
    whole
        .iter()
        .any(|results| results.iter().any(|kept| kept.result.intent == entry))
        || numbers.iter().any(|entries| entries.contains(&entry))
}

fn none_of(entry: u64) -> Failure {
    Failure::usage(
        format!("this machine keeps no result of entry {entry}"),
        "`oms journal deliver` shows what it keeps.",
    )
}

fn in_json(results: &[Undelivered]) -> Vec<Value> {
    let results = results.iter();
    let told = results.map(|kept| {
        let (entry, result) = (kept.result.intent, &kept.result);
        json!({ "entry": entry, "why": kept.why, "time": kept.time, "result": result })
    });
    told.collect()
}

/// Returns a result in labelled lines.
fn described(kept: &Undelivered, session: &Session<'_, '_>) -> String {
    let result = &kept.result;
    let lines = [
        ("Outcome", Some(result.outcome.clone())),
        ("Ended", Some(local_beside(&kept.time, &session.moment))),
        ("Status", result.status.map(|status| status.to_string())),
        ("Ticket", result.ticket.as_ref().map(Value::to_string)),
        ("Request ID", result.request_id.clone()),
        ("Code", result.code.clone()),
        ("Message", result.message.clone()),
    ];
    let lines = lines.into_iter().filter_map(|(label, text)| {
        let text = Shown(&text?).to_string();
        Some(Line::new(label, text))
    });
    table(&lines.collect::<Vec<_>>())
}
