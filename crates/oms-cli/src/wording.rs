//! The words for actions that need more than their parameters told.

use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::{EpochSeconds, StartPosition, TaskId};

use crate::generated::Wording;
use crate::generated::actions::reset_incr_start_timestamp::ResetIncrStartTimestampArgs;
use crate::plan::{Explanation, Line};
use crate::time::Moment;

/// For how long a service keeps the logs that a position needs, unless it was set up otherwise.
const DAYS_OF_LOGS: i64 = 7;

/// What moving a position does.
const EFFECT: &str = "Opens a ticket that moves the position, each time it is sent.\n\
                      Moving it back REPLAYS the changes since then.\n\
                      Moving it forward SKIPS changes, which can lose data.";

/// The words that this command has.
pub(crate) struct Words;

impl Wording for Words {
    fn reset_incr_start_timestamp(
        &self,
        args: &ResetIncrStartTimestampArgs,
        request: &ResetIncrStartTimestampRequest,
        moment: &Moment,
    ) -> Option<Explanation> {
        let direction = if request.reverse {
            "reverse: from target back to source"
        } else {
            "forward: from source to target"
        };
        let mut lines = vec![
            Line::new("Task", request.id.to_string()),
            Line::new("Direction", direction),
            Line::new("Old position", "unknown: this command does not look it up"),
        ];
        lines.extend(position(
            &request.start_timestamp,
            args.start_timestamp.text(),
            moment,
        ));
        if !TaskId::RULE.has_usual_prefix(request.id.as_ref()) {
            lines.push(Line::new(
                "Warning",
                "The ID does not begin as the IDs of tasks usually do. Make sure that it is one.",
            ));
        }
        lines.push(Line::new("Effect", EFFECT));
        Some(Explanation {
            subject: request.id.to_string(),
            lines,
            payload: "Ticket",
            afterwards: "The ticket exists; the position moves when it has run. Watch the task's checkpoint, and do not send \
                         this again.",
        })
    }
}

/// A position in every form in which a slip of unit, zone or sign can be seen.
fn position(position: &StartPosition, given: &str, moment: &Moment) -> Vec<Line> {
    let StartPosition::EpochSeconds(seconds) = position else {
        return vec![Line::new("New position", position.to_string())];
    };
    let mut lines = vec![Line::new(
        "New position",
        format!(
            "{} UTC\n{} local\n{seconds} seconds since 1970, given as {given}\n{}",
            seconds.to_rfc3339(),
            moment.local(*seconds),
            moment.distance_to(*seconds)
        ),
    )];
    lines.extend(age_warning(*seconds, moment));
    lines
}

fn age_warning(seconds: EpochSeconds, moment: &Moment) -> Option<Line> {
    let age = moment.now().get().saturating_sub(seconds.get());
    (age > DAYS_OF_LOGS * 86_400).then(|| {
        Line::new(
            "Warning",
            format!(
                "The position is older than {DAYS_OF_LOGS} days, for which logs are kept by default.\n\
                 Make sure that the logs from there on still exist."
            ),
        )
    })
}
