//! The refusal behind a request whose effect is not known.

use oms_client::Shown;

use crate::failure::Failure;
use crate::journal::{Attempt, Known, Target};

/// Refuses a request if the effect of an earlier one about the same target is not known, whatever
/// its action was.
///
/// `settled` lists the requests that took effect according to the look.
pub(crate) fn open(known: &Known, target: &Target, settled: &[u64]) -> Result<(), Failure> {
    let open = known.open(target)?;
    let mut open = open
        .iter()
        .filter(|attempt| !settled.contains(&attempt.seq));
    let Some(open) = open.next() else {
        return Ok(());
    };
    let direction = open
        .intent
        .direction
        .as_ref()
        .map_or_else(String::new, |direction| format!(", {direction}"));
    let of_run = open.intent.place.map_or_else(String::new, |place| {
        format!(" in the {} of run {}", place.step.as_str(), place.run)
    });
    let rival = rival(known, open)?;
    Err(Failure::guard(
        format!(
            "{}{direction} of {} may have taken effect (journal entry {}{of_run})",
            open.intent.about(),
            Shown(&open.time),
            open.seq
        ),
        format!(
            "Read the present state. Then record its outcome: `oms journal resolve {} --took-effect` or `--no-effect`.{}",
            open.seq,
            rival.unwrap_or_default()
        ),
    ))
}

/// Returns the sentence about the other request for whose sake no run settles this one, with a
/// blank before it: whoever sees the task as the run was to leave it would wonder otherwise.
fn rival(known: &Known, open: &Attempt) -> Result<Option<String>, Failure> {
    let Some(place) = open.intent.place else {
        return Ok(None);
    };
    let Some(run) = known.run(place.run)? else {
        return Ok(None);
    };
    let rival = known.rival_of(open, &run)?;
    Ok(rival.map(|rival| {
        format!(
            " {} at {} (journal entry {}) may have done the same, so that the present state does not settle entry {} by itself.",
            Shown(&rival.intent.action),
            Shown(&rival.intent.endpoint),
            rival.seq,
            open.seq
        )
    }))
}
