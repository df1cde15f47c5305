//! The words for actions that need more than their parameters told.

use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::{StartPosition, TaskId};

use crate::generated::Wording;
use crate::generated::actions::reset_incr_start_timestamp::ResetIncrStartTimestampArgs;
use crate::guard::{USUAL_DAYS_OF_LOGS, age_of};
use crate::plan::{Change, Explanation, Line};
use crate::time::Moment;

/// What moving a position does.
const EFFECT: &str = "Opens a ticket that moves the position, each time it is sent.\n\
                      Moving it back REPLAYS the changes since then.\n\
                      Moving it forward SKIPS changes, which can lose data.";

/// What moving a position once more does.
const TWICE: &str = "A second rewind discards the progress made since the first; a second advance skips whatever came since; \
                     and each opens a ticket of its own.";

/// The words that this command has.
pub(crate) struct Words;

impl Wording for Words {
    fn reset_incr_start_timestamp(
        &self,
        args: &ResetIncrStartTimestampArgs,
        request: &ResetIncrStartTimestampRequest,
        moment: &Moment,
    ) -> Option<Explanation> {
        let given = args.start_timestamp.text();
        Some(of_reset(request, Some(given), moment))
    }
}

/// What moving a position is told as. `given` is the position as it was written, where it was not written as a number.
pub(crate) fn of_reset(
    request: &ResetIncrStartTimestampRequest,
    given: Option<&str>,
    moment: &Moment,
) -> Explanation {
    let (direction, in_words) = if request.reverse {
        ("reverse", "reverse: from target back to source")
    } else {
        ("forward", "forward: from source to target")
    };
    let mut lines = vec![
        Line::new("Task", request.id.to_string()),
        Line::new("Direction", in_words),
        Line::new("Old position", "unknown: this command does not look it up"),
    ];
    lines.extend(position(&request.start_timestamp, given, moment));
    if !TaskId::RULE.has_usual_prefix(request.id.as_ref()) {
        lines.push(Line::new(
            "Warning",
            "The ID does not begin as the IDs of tasks usually do. Make sure that it is one.",
        ));
    }
    lines.push(Line::new("Effect", EFFECT));
    Explanation {
        subject: request.id.to_string(),
        direction: Some(direction),
        lines,
        change: Change {
            old: None,
            new: Some(request.start_timestamp.to_string()),
        },
        moves_to: match &request.start_timestamp {
            StartPosition::EpochSeconds(seconds) => Some(*seconds),
            _ => None,
        },
        given: given.map(ToOwned::to_owned),
        payload: "Ticket",
        afterwards: "The ticket exists; the position moves when it has run. Watch the task's checkpoint, and do not send \
                     this again.",
        twice: TWICE,
    }
}

/// A position in every form in which a slip of unit, zone or sign can be seen.
fn position(position: &StartPosition, given: Option<&str>, moment: &Moment) -> Vec<Line> {
    let StartPosition::EpochSeconds(seconds) = position else {
        return vec![Line::new("New position", position.to_string())];
    };
    let given = given.map_or_else(String::new, |given| format!(", given as {given}"));
    let mut lines = vec![Line::new(
        "New position",
        format!(
            "{} UTC\n{} local\n{seconds} seconds since 1970{given}\n{}",
            seconds.to_rfc3339(),
            moment.local(*seconds),
            moment.distance_to(*seconds)
        ),
    )];
    if age_of(*seconds, moment.now()) > USUAL_DAYS_OF_LOGS * 86_400 {
        lines.push(Line::new(
            "Warning",
            format!(
                "The position is older than {USUAL_DAYS_OF_LOGS} days, for which logs are kept by default.\n\
                 Make sure that the logs from there on still exist."
            ),
        ));
    }
    lines
}
