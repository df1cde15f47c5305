//! The words for actions that need more than their parameters told.

use oms_client::actions::{
    DeleteProjectRequest, ReleaseProjectRequest, ResetIncrStartTimestampRequest,
    ResumeProjectRequest, StartProjectRequest, StopProjectRequest, UpdateProjectConfigRequest,
};
use oms_client::{Action, StartPosition, TaskId};

use crate::generated::Wording;
use crate::generated::actions::delete_project::DeleteProjectArgs;
use crate::generated::actions::release_project::ReleaseProjectArgs;
use crate::generated::actions::reset_incr_start_timestamp::ResetIncrStartTimestampArgs;
use crate::generated::actions::resume_project::ResumeProjectArgs;
use crate::generated::actions::start_project::StartProjectArgs;
use crate::generated::actions::stop_project::StopProjectArgs;
use crate::generated::actions::update_project_config::UpdateProjectConfigArgs;
use crate::plan::{Change, Explanation, Line, Move};
use crate::time::Moment;

/// What moving a position does, where it is not known from where.
const EFFECT: &str = "Opens a ticket that moves the position, each time it is sent.\n\
                      Moving it back REPLAYS the changes since then.\n\
                      Moving it forward SKIPS changes, which can lose data.";

/// What moving a position once more does.
const TWICE: &str = "A second rewind discards the progress made since the first; a second advance skips whatever came since; \
                     and each opens a ticket of its own.";

/// What is said of an ID that does not look like a task's.
const UNUSUAL_ID: &str =
    "The ID does not begin as the IDs of tasks usually do. Make sure that it is one.";

/// The words that this command has.
pub(crate) struct Words;

impl Wording for Words {
    fn reset_incr_start_timestamp(
        &self,
        args: Option<&ResetIncrStartTimestampArgs>,
        request: &ResetIncrStartTimestampRequest,
        moment: &Moment,
    ) -> Option<Explanation> {
        let position = args.map(|args| &args.start_timestamp);
        let moves = Move {
            reverse: request.reverse,
            to: Some(request.start_timestamp.clone()),
            given: position.map(|input| input.text().to_owned()),
            relative: position.is_some_and(crate::time::TimeInput::is_relative),
        };
        Some(of_move(&request.id, moves, moment))
    }

    fn start_project(
        &self,
        _: Option<&StartProjectArgs>,
        request: &StartProjectRequest,
        _: &Moment,
    ) -> Option<Explanation> {
        let effect = "Starts the task, which begins to write to its target.";
        Some(of_task(request, &request.id, effect))
    }

    fn stop_project(
        &self,
        _: Option<&StopProjectArgs>,
        request: &StopProjectRequest,
        _: &Moment,
    ) -> Option<Explanation> {
        let effect = "Pauses the task. The target falls behind until it is resumed.";
        Some(of_task(request, &request.id, effect))
    }

    fn resume_project(
        &self,
        _: Option<&ResumeProjectArgs>,
        request: &ResumeProjectRequest,
        _: &Moment,
    ) -> Option<Explanation> {
        let effect = "Lets the task go on from its present position.";
        Some(of_task(request, &request.id, effect))
    }

    fn release_project(
        &self,
        _: Option<&ReleaseProjectArgs>,
        request: &ReleaseProjectRequest,
        _: &Moment,
    ) -> Option<Explanation> {
        let effect = "Ends the task FOR GOOD. It cannot be resumed.";
        Some(of_task(request, &request.id, effect))
    }

    fn delete_project(
        &self,
        _: Option<&DeleteProjectArgs>,
        request: &DeleteProjectRequest,
        _: &Moment,
    ) -> Option<Explanation> {
        let effect = "Deletes the task FOR GOOD, with its history.";
        Some(of_task(request, &request.id, effect))
    }

    fn update_project_config(
        &self,
        _: Option<&UpdateProjectConfigArgs>,
        request: &UpdateProjectConfigRequest,
        _: &Moment,
    ) -> Option<Explanation> {
        let effect = "Changes the settings of the task.";
        Some(of_task(request, &request.id, effect))
    }
}

/// What moving a position is told as.
pub(crate) fn of_move(task: &TaskId, moves: Move, moment: &Moment) -> Explanation {
    let (direction, in_words) = if moves.reverse {
        ("reverse", "reverse: from target back to source")
    } else {
        ("forward", "forward: from source to target")
    };
    let mut lines = vec![
        Line::new("Task", task.to_string()),
        Line::new("Direction", in_words),
        Line::new(
            "Old position",
            "current position unknown: it was not looked up",
        ),
    ];
    lines.extend(new_position(&moves, moment));
    lines.extend(unusual(task));
    lines.push(Line::new("Effect", EFFECT));
    Explanation {
        subject: task.to_string(),
        direction: Some(direction),
        lines,
        change: Change {
            old: None,
            new: moves.to.clone(),
        },
        task: Some(task.clone()),
        moves: Some(moves),
        payload: "Ticket",
        afterwards: "The ticket exists; the position moves when it has run. Watch the checkpoint with \
                     `oms describe-project-progress`, and do not send this again.",
        twice: TWICE,
    }
}

/// What an action on a whole task is told as: the task, the parameters, and what it does.
pub(crate) fn of_task<A: Action>(request: &A, task: &TaskId, effect: &str) -> Explanation {
    let whole = Explanation::of_parameters(request);
    let mut lines = vec![Line::new("Task", task.to_string())];
    // The task stands there already; what else is sent is told as it goes over the wire.
    lines.extend(whole.lines.into_iter().filter(|line| line.label != "id"));
    lines.extend(unusual(task));
    lines.push(Line::new("Effect", effect));
    Explanation {
        subject: task.to_string(),
        lines,
        task: Some(task.clone()),
        ..whole
    }
}

fn unusual(task: &TaskId) -> Option<Line> {
    (!TaskId::RULE.has_usual_prefix(task.as_ref())).then(|| Line::new("Warning", UNUSUAL_ID))
}

/// A position in every form in which a slip of unit, zone or sign can be seen.
fn new_position(moves: &Move, moment: &Moment) -> Vec<Line> {
    let seconds = match &moves.to {
        Some(StartPosition::EpochSeconds(seconds)) => *seconds,
        Some(other) => return vec![Line::new("New position", other.to_string())],
        None => return Vec::new(),
    };
    let given = moves
        .given
        .as_ref()
        .map_or_else(String::new, |given| format!(", given as {given}"));
    vec![Line::new(
        "New position",
        format!(
            "{} UTC\n{} local\n{seconds} seconds since 1970{given}\n{}",
            seconds.to_rfc3339(),
            moment.local(seconds),
            moment.distance_to(seconds)
        ),
    )]
}
