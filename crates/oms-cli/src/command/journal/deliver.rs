//! `oms journal deliver`: tells a team's journal what it could not be told before.

use std::fmt::Write as _;

use serde_json::json;

use super::of_a_team;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Journal, counted};
use crate::report::Report;
use crate::session::Session;

/// The examples above the help.
pub(super) const EXAMPLES: &str = "\
Examples:
  oms journal deliver";

/// Delivers what this machine keeps.
pub(super) fn deliver(journal: &Journal, session: &Session<'_, '_>) -> Result<Report, Failure> {
    let delivery = of_a_team(journal)?.deliver(session.surroundings.time())?;
    let kept = delivery.kept.iter();
    let kept: Vec<_> = kept
        .map(|(entry, why)| json!({ "entry": entry, "why": why }))
        .collect();
    let data = json!({
        "delivered": delivery.delivered,
        "dropped": delivery.dropped,
        "kept": kept,
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
    if delivery.kept.is_empty() {
        return Ok(Report::found(&data, text));
    }
    for (entry, why) in &delivery.kept {
        let _ = writeln!(text, "Kept the result of entry {entry}: {why}.");
    }
    let failure = Failure::new(
        Exit::Guard,
        counted(
            delivery.kept.len(),
            "result was not delivered",
            "results were not delivered",
        ),
        "Settle what is open with `oms journal resolve`, where the journal still holds it.",
    );
    Ok(Report::wrong(&failure).with_data(&data, text))
}
