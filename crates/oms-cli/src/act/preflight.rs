//! Looks before anything is changed: reads alone.
//!
//! What it finds is told in the plan and judged by the guards. What it cannot find stays unknown; nothing is assumed.

use std::time::SystemTime;

use oms_client::actions::{
    DescribeProjectProgressData, DescribeProjectProgressRequest, DescribeProjectRequest,
};
use oms_client::shapes::{TaskId, TaskStatus};
use oms_client::{Client, Error, Shown, StartPosition};

use crate::plan::{Explanation, Line};
use crate::time::{Moment, distance};

/// What a look at a task has shown.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) name: Option<String>,
    pub(crate) status: TaskStatus,
    /// From where to where it moves data, as far as the service tells.
    pub(crate) way: Option<String>,
    pub(crate) forward: Leg,
    pub(crate) reverse: Leg,
    /// The service's clock, where it told.
    pub(crate) server_time: Option<SystemTime>,
}

/// One direction of a task.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Leg {
    /// Whether the task has it; `None` where the service does not tell.
    pub(crate) exists: Option<bool>,
    /// How far it is.
    pub(crate) position: Option<StartPosition>,
}

/// Reads the progress of a task alone.
pub(crate) async fn look_at_progress(client: &Client, task: &TaskId) -> Result<Seen, Error> {
    let request = DescribeProjectProgressRequest::builder()
        .id(task.clone())
        .build();
    let reply = client.call(&request).await?;
    let server_time = reply.meta.server_time();
    Ok(Seen {
        server_time,
        ..Seen::of_progress(reply.data)
    })
}

/// Reads a task and its progress.
pub(crate) async fn look(client: &Client, task: &TaskId) -> Result<Seen, Error> {
    let whole = DescribeProjectRequest::builder().id(task.clone()).build();
    let progress = DescribeProjectProgressRequest::builder()
        .id(task.clone())
        .build();
    let (whole, progress) = tokio::join!(client.call(&whole), client.call(&progress));
    let (whole, progress) = (whole?, progress?);
    let server_time = progress.meta.server_time().or(whole.meta.server_time());
    let (task, progress) = (whole.data, progress.data);
    let kinds = (
        task.source_endpoint_type.as_ref(),
        task.sink_endpoint_type.as_ref(),
    );
    let way = match kinds {
        (Some(source), Some(target)) => Some(format!(
            "{} -> {}",
            Shown(source.as_str()),
            Shown(target.as_str())
        )),
        _ => None,
    };
    let mut seen = Seen::of_progress(progress);
    seen.forward.exists = seen.forward.exists.or(task.enable_incr_transfer);
    seen.reverse.exists = seen.reverse.exists.or(task.enable_reverse_incr_transfer);
    Ok(Seen {
        name: task.name.filter(|name| !name.is_empty()),
        way,
        server_time,
        ..seen
    })
}

impl Seen {
    fn of_progress(progress: DescribeProjectProgressData) -> Self {
        Self {
            name: None,
            status: progress.status,
            way: None,
            forward: Leg {
                exists: progress.enable_incr_sync,
                position: progress.incr_sync_checkpoint,
            },
            reverse: Leg {
                exists: progress.enable_reverse_incr_transfer,
                position: progress.reverse_incr_transfer_checkpoint,
            },
            server_time: None,
        }
    }

    /// The direction that is meant.
    pub(crate) fn leg(&self, reverse: bool) -> &Leg {
        if reverse {
            &self.reverse
        } else {
            &self.forward
        }
    }

    /// Whether the task is at work, in whatever way.
    pub(crate) fn is_running(&self) -> bool {
        matches!(
            self.status,
            TaskStatus::Running
                | TaskStatus::RunningModifying
                | TaskStatus::RunningMerging
                | TaskStatus::RunningAlarming
        )
    }
}

/// Tells in an explanation what was seen.
pub(crate) fn complete(explanation: &mut Explanation, seen: &Seen, moment: &Moment) {
    let mut found = Vec::new();
    if let Some(name) = &seen.name {
        found.push(Line::new("Name", Shown(name).to_string()));
    }
    if let Some(way) = &seen.way {
        found.push(Line::new("Moves data", way.as_str()));
    }
    found.push(Line::new("Status", Shown(seen.status.as_str()).to_string()));
    let behind_the_task = 1.min(explanation.lines.len());
    explanation
        .lines
        .splice(behind_the_task..behind_the_task, found);
    let Some(moves) = &explanation.moves else {
        return;
    };
    let leg = seen.leg(moves.reverse);
    explanation.change.old = leg.position.as_ref().map(ToString::to_string);
    let old = match &leg.position {
        Some(StartPosition::EpochSeconds(old)) => format!(
            "{} UTC\n{} local\n{old} seconds since 1970\n{}",
            old.to_rfc3339(),
            moment.local(*old),
            moment.distance_to(*old)
        ),
        Some(other) => shown(other),
        None => "unknown: the service does not tell it".to_owned(),
    };
    let effect = effect(leg.position.as_ref(), moves.to.as_ref());
    for line in &mut explanation.lines {
        match line.label.as_str() {
            "Old position" => line.text.clone_from(&old),
            "Effect" => {
                if let Some(effect) = &effect {
                    line.text.clone_from(effect);
                }
            }
            _ => {}
        }
    }
}

/// A position as people read it. One in a source's own words may hold anything.
pub(crate) fn shown(position: &StartPosition) -> String {
    match position {
        StartPosition::EpochSeconds(seconds) => seconds.to_rfc3339(),
        other => Shown(&other.to_string()).to_string(),
    }
}

/// What a move does, where both ends of it are moments.
fn effect(old: Option<&StartPosition>, new: Option<&StartPosition>) -> Option<String> {
    let (Some(StartPosition::EpochSeconds(old)), Some(StartPosition::EpochSeconds(new))) =
        (old, new)
    else {
        return None;
    };
    let span = distance(new.get().saturating_sub(old.get()));
    let opens = "Opens a ticket that moves the position, each time it is sent.";
    Some(match new.cmp(old) {
        std::cmp::Ordering::Less => format!(
            "{opens}\nREPLAYS the changes from {}\nto {} ({span}).\n\
             Changes to tables without a primary key can then be there twice.",
            new.to_rfc3339(),
            old.to_rfc3339()
        ),
        std::cmp::Ordering::Greater => format!(
            "{opens}\nSKIPS CHANGES from {}\nto {} ({span}):\nthey are not carried over, and may be lost.",
            old.to_rfc3339(),
            new.to_rfc3339()
        ),
        std::cmp::Ordering::Equal => format!("{opens}\nThe position stays where it is."),
    })
}

/// Tells in an explanation why nothing was seen.
pub(crate) fn leave_open(explanation: &mut Explanation, why: &str) {
    let lines = &mut explanation.lines;
    if let Some(line) = lines.iter_mut().find(|line| line.label == "Old position") {
        line.text = format!("current position unknown: {why}");
        return;
    }
    // Without a word of it, a plan for a task that is not there would look like any other.
    let behind_the_task = 1.min(lines.len());
    lines.insert(
        behind_the_task,
        Line::new("Status", format!("unknown: {why}")),
    );
}
