//! The result of a rewind, in words and for programs. If a task is left paused, the first line says
//! so.

use oms_client::Action;
use oms_client::actions::{
    ResetIncrStartTimestampRequest, ResumeProjectRequest, StopProjectRequest,
};
use oms_client::shapes::TaskStatus;
use serde::Serialize;
use serde_json::Value;

use super::goal::Goal;
use super::left::TaskLeft;
use super::taken::{End, StepTaken, Taken};
use crate::act::{Effect, PositionLeft, Settled};
use crate::command::continuation::{Continuation, joined};
use crate::plan::{Line, Plan, Subject, table};
use crate::report::{self, Report};
use crate::terminal::capital;
use crate::time;

/// The result of a rewind, for programs.
#[derive(Debug, Serialize)]
struct Outcome<'t> {
    /// Number of the run in the journal.
    run: Option<u64>,
    ticket: Option<&'t Value>,
    /// The new position, if the move was accepted.
    position: Option<String>,
    /// The state in which the task is left.
    task: &'static str,
    steps: &'t [StepTaken],
}

/// Returns the report of a rewind. `before` is the entry of its move where an earlier run has made
/// it; `left` is what is left of the run.
pub(super) fn report(
    goal: &Goal,
    plan: &Plan,
    run: Option<u64>,
    taken: &Taken,
    before: Option<u64>,
    left: Continuation,
) -> Report {
    let is_accepted = of_move(taken) == oms_client::Outcome::Accepted;
    let position = goal.moves.to.as_ref().filter(|_| is_accepted);
    let outcome = Outcome {
        run,
        ticket: taken.ticket.as_ref(),
        position: position.map(ToString::to_string),
        task: taken.task.as_str(),
        steps: &taken.steps,
    };
    let report = match taken.move_sent() {
        Some(moved) => Report::settled(plan, moved),
        None => Report::accepted_before(plan, before),
    };
    let text = text(goal, taken);
    match message(goal, taken) {
        None => report.with_data(&outcome, text).finished(),
        Some(message) => report
            .ended_otherwise(taken.exit(), of_all(taken))
            .with_data(&outcome, text)
            .saying(message, next(goal, taken, left)),
    }
}

/// Returns the outcome of the whole. Nobody knows it as long as one of its requests is open.
fn of_all(taken: &Taken) -> oms_client::Outcome {
    match taken.unknown() {
        Some(_) => oms_client::Outcome::Unknown,
        None => of_move(taken),
    }
}

/// Returns the outcome of the move, or that of the stop that kept the move from being sent. Nobody
/// knows that of a refusal which the task contradicts.
pub(crate) fn of_move(taken: &Taken) -> oms_client::Outcome {
    match &taken.end {
        End::NotStopped(stop) if stop.effect() == Effect::Unknown => oms_client::Outcome::Unknown,
        End::NotStopped(stop) => stop.outcome(),
        End::NotMoved(_) if taken.position.is_elsewhere() => oms_client::Outcome::Unknown,
        End::NotMoved(moved) => moved.outcome(),
        End::StillStopping(_) => oms_client::Outcome::NotSent,
        End::Done
        | End::NotSeen(_)
        | End::NotResumed(_)
        | End::NotMovedOn(_)
        | End::StaysPaused => oms_client::Outcome::Accepted,
    }
}

/// Returns whether the position was moved, or may have been. A refusal proves that it was not only
/// where a look has shown the same.
fn may_have_moved(taken: &Taken) -> bool {
    use oms_client::Outcome::{Accepted, Unknown};

    matches!(of_position(taken), Accepted | Unknown) || taken.position == PositionLeft::Unseen
}

/// Returns whether the run goes on to the position that was sent, also where it was refused.
pub(crate) fn keeps_its_position(taken: &Taken) -> bool {
    of_position(taken) != oms_client::Outcome::NotSent
}

/// Returns what became of the position. A stop that may have taken effect has not moved it.
fn of_position(taken: &Taken) -> oms_client::Outcome {
    match &taken.end {
        End::NotStopped(_) => oms_client::Outcome::NotSent,
        _ => of_move(taken),
    }
}

/// The words for a task that was paused for its move and is at work without a resume of the run.
const RESUMED_ELSEWHERE: &str =
    "; the task was seen at work afterwards, so something else has resumed it";

/// Returns the description of what went wrong, beginning with the state of the task if that needs
/// attention; `None` if all went well.
pub(crate) fn message(goal: &Goal, taken: &Taken) -> Option<String> {
    let ticket = accepted(taken);
    let what = match &taken.end {
        End::Done => {
            let moved = taken.moved.as_ref()?;
            // An answer that could not be read.
            return report::failed(moved);
        }
        End::NotStopped(stop) => format!(
            "{}; the position was not moved",
            report::sentence(StopProjectRequest::INFO.name(), stop)
        ),
        End::StillStopping(why) => {
            format!("the stop was accepted, but {why}; the position was not moved")
        }
        End::NotMoved(moved) => {
            let after = behind_no_move(taken, moved);
            let lost = taken.let_go.as_ref();
            let lost = lost.filter(|resume| resume.effect() == Effect::Unknown);
            let lost = lost.map_or_else(String::new, |resume| {
                let resume = report::sentence(ResumeProjectRequest::INFO.name(), resume);
                format!("; {resume}")
            });
            format!(
                "{}{lost}{after}",
                report::sentence(ResetIncrStartTimestampRequest::INFO.name(), moved)
            )
        }
        End::NotSeen(why) | End::NotMovedOn(why) => format!("{ticket}, but {why}"),
        End::StaysPaused => format!("{ticket} and has moved the position"),
        End::NotResumed(resume) => {
            let after = match taken.task {
                TaskLeft::Resumed => RESUMED_ELSEWHERE,
                _ => "",
            };
            format!(
                "{ticket} and has moved the position, but {}{after}",
                report::sentence(ResumeProjectRequest::INFO.name(), resume)
            )
        }
    };
    let head = head(goal, &taken.task).map_or_else(String::new, |head| format!("{head}: "));
    Some(format!("{head}{what}{}", state(&taken.task)))
}

/// Describes how it is known that the position was moved.
fn accepted(taken: &Taken) -> String {
    match (&taken.ticket, taken.recorded) {
        (Some(ticket), _) => format!("ticket {ticket} was accepted"),
        (None, Some(entry)) => {
            format!("the move is recorded to have taken effect (entry {entry})")
        }
        (None, None) => "the move was accepted".to_owned(),
    }
}

/// Describes what became of the position and of the task behind a move that was not accepted.
fn behind_no_move(taken: &Taken, moved: &Settled) -> String {
    let position = taken.position.told();
    let task = match (&taken.task, moved.effect(), &taken.position) {
        (TaskLeft::Resumed, Effect::Unknown, _)
        | (TaskLeft::Resumed, _, PositionLeft::Elsewhere { .. }) => RESUMED_ELSEWHERE,
        (TaskLeft::Resumed, _, PositionLeft::Unseen) => "; the task was resumed",
        (TaskLeft::Resumed, _, _) => "; the task was resumed, and everything is as before",
        _ => "",
    };
    format!("{position}{task}")
}

/// Returns the words that a person must see first, with the task.
fn head(goal: &Goal, task: &TaskLeft) -> Option<String> {
    Some(format!("{}: {}", task.alarm()?, goal.task))
}

/// Describes a task of which it is not known whether it goes on, or what has let it go on.
fn state(task: &TaskLeft) -> String {
    match task {
        TaskLeft::PerhapsPaused(Some(status)) => format!(
            "; the task was seen in the state {} afterwards",
            oms_client::Shown(status)
        ),
        TaskLeft::PerhapsPaused(None) => {
            "; the state of the task was not seen afterwards".to_owned()
        }
        TaskLeft::AtWork => {
            "; the task was seen at work afterwards, so the resume or something else has resumed it"
                .to_owned()
        }
        _ => String::new(),
    }
}

/// Returns the advice on what to do next.
fn next(goal: &Goal, taken: &Taken, left: Continuation) -> Option<String> {
    let left = left
        .behind_an_effect(may_have_moved(taken))
        .behind_its_moves(keeps_its_position(taken));
    if let Some(settles) = where_it_shows(taken, Some(&goal.subject()), &left) {
        let is_paused = matches!(taken.task, TaskLeft::Paused);
        let paused = if is_paused {
            " The task is paused meanwhile."
        } else {
            ""
        };
        return Some(format!("{settles}{paused}"));
    }
    let (again, by_number) = (left.again(), left.by_number());
    let go_on = capital(&again);
    let advice = match (&taken.task, &taken.end) {
        (_, End::Done | End::NotMovedOn(_)) => return None,
        (TaskLeft::Resumed, End::NotResumed(_)) => {
            "Nothing is left to send: the position was moved, and the task is at work.".to_owned()
        }
        (TaskLeft::Paused, _) => format!(
            "The task is paused. {go_on} to go on.{by_number} {}",
            resumes(goal, taken, &left)
        ),
        (_, End::NotMoved(_)) if taken.position.is_elsewhere() => {
            format!("{go_on} to go on.{by_number}")
        }
        (TaskLeft::AsItWas | TaskLeft::Resumed, End::NotStopped(_) | End::NotMoved(_)) => {
            format!("Correct the cause, and {again}.{by_number}")
        }
        (_, End::NotMoved(_)) if taken.position == PositionLeft::Unseen => format!(
            "{go_on} to go on: it settles what the task shows, and moves to no other position.{by_number}"
        ),
        _ => {
            format!(
                "{go_on} to go on: it settles what the task shows, and repeats nothing.{by_number}"
            )
        }
    };
    joined([first(goal, taken, &left), Some(advice)])
}

/// Names the command that lets a paused task go on without its run.
fn resumes(goal: &Goal, taken: &Taken, left: &Continuation) -> String {
    let without = match of_move(taken) {
        oms_client::Outcome::Accepted | oms_client::Outcome::Unknown => "",
        _ => " without the move",
    };
    // An open entry refuses the resume. One that is recorded first is open no longer.
    let open = taken.unwritten.filter(|_| left.record().is_none());
    let once = open.map_or_else(String::new, |unwritten| {
        let entry = unwritten.entry;
        format!(", once `oms journal resolve {entry}` has recorded the outcome of entry {entry}")
    });
    format!(
        "`oms task resume {} --execute` resumes the task{without}{once}.",
        goal.task
    )
}

/// Returns the advice that comes before the command that goes on: to mend what kept a step from
/// being written down, to record an outcome, or to take a step by hand.
pub(crate) fn first(goal: &Goal, taken: &Taken, left: &Continuation) -> Option<String> {
    match taken.failed().and_then(Settled::unannounced) {
        Some(cause) => joined([Some(cause.next.clone()), left.record()]),
        None => joined([left.record(), by_hand(goal, taken)]),
    }
}

/// Returns the advice about a step that no run takes by itself, because a look does not show
/// whether it is due.
fn by_hand(goal: &Goal, taken: &Taken) -> Option<String> {
    if taken.position.is_elsewhere() {
        return Some(format!(
            "Look at the task first, with `oms status {}`: the run takes the move for made if it finds the task paused \
             at the new position, and is refused if it finds it between there and the old one.",
            goal.task
        ));
    }
    let TaskLeft::PerhapsPaused(Some(status)) = &taken.task else {
        return None;
    };
    let task = &goal.task;
    let is_suspended = status.as_str() == TaskStatus::Suspend.as_str();
    match &taken.end {
        End::NotStopped(stop) if stop.effect() != Effect::None => None,
        // Nobody knows who has paused it.
        End::NotStopped(_) | End::StaysPaused => is_suspended.then(|| {
            format!(
                "A stop that was refused or something else has paused the task, so the run does not resume it: \
                 `oms task resume {task} --execute` does."
            )
        }),
        // A service may take a while to stop a task, which looks the same.
        End::StillStopping(_) => Some(format!(
            "If something else has resumed the task since, no wait for this stop ends: \
             `oms task stop {task} --again --execute` stops it anew."
        )),
        _ => None,
    }
}

/// Returns the advice to go on with a run of which a request has an unknown outcome. The run
/// settles it by itself if the task shows its effect.
pub(crate) fn where_it_shows(
    taken: &Taken,
    target: Option<&Subject>,
    left: &Continuation,
) -> Option<String> {
    let entry = taken.unknown()?.seq?;
    let again = left.again();
    // A resume behind a move that was refused: the move is left, and needs a stop of its own.
    let goes_on = if taken.let_go.is_some() {
        format!("Correct the cause, and {again}: it settles the resume, stops a task at work anew,")
    } else {
        format!("{} to go on: it repeats nothing,", capital(&again))
    };
    let by_number = left.by_number();
    let refused = "If it is refused, read the present state";
    Some(format!(
        "{goes_on} and is refused if the task does not show what became of entry {entry}.{by_number} {}",
        report::by_hand(refused, target, entry)
    ))
}

/// Returns the advice to go on with a run behind an outcome that is recorded first.
pub(crate) fn once_recorded(left: &Continuation) -> String {
    format!(
        "Once that is recorded, {} to go on: it sends no line again that was accepted.{}",
        left.again(),
        left.by_number()
    )
}

/// Returns the steps for people.
fn text(goal: &Goal, taken: &Taken) -> String {
    let head = head(goal, &taken.task).map(|head| Line::new("Task", head));
    let mut lines: Vec<Line> = head.into_iter().collect();
    if let Some(ticket) = &taken.ticket {
        let ticket = oms_client::Shown(&ticket.to_string()).to_string();
        lines.push(Line::new("Ticket", ticket));
    }
    if let Some(to) = &goal.moves.to {
        let label = match of_position(taken) {
            oms_client::Outcome::Accepted => "Position",
            _ if may_have_moved(taken) => "Perhaps moved to",
            _ => "Not moved to",
        };
        lines.push(Line::new(label, time::shown(to)));
    }
    let steps: Vec<String> = taken
        .steps
        .iter()
        .map(|step| format!("{}: {}", step.name, step.outcome))
        .collect();
    let steps = if steps.is_empty() {
        "none was left".to_owned()
    } else {
        steps.join("\n")
    };
    lines.push(Line::new("Steps", steps));
    table(&lines)
}
