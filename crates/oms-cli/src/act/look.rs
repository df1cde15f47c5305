//! Looks before anything is changed: reads alone.
//!
//! A look proves the way as well: the same client, credentials, path and proxy carry the write behind it. Where a write is about
//! nothing that can be looked at, a cheap read of the service proves the way.

use std::time::SystemTime;

use oms_client::actions::{
    DescribeProjectProgressData, DescribeProjectProgressRequest, DescribeProjectRequest,
    ListProjectsRequest,
};
use oms_client::shapes::{LogRetention, TaskId, TaskIncrTransferConfig, TaskStatus};
use oms_client::{Client, Error, Shown, StartPosition};

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
    /// For how many hours its logs are kept, where the service tells.
    pub(crate) log_hours: Option<i64>,
}

/// Why a look has shown nothing.
#[derive(Debug)]
pub(crate) enum NotSeen {
    /// The read failed.
    Failed(Box<Error>),
    /// The answer speaks of another task than was asked for.
    Another(String),
}

impl std::fmt::Display for NotSeen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Another(id) => write!(f, "the service answered for another task, {}", Shown(id)),
        }
    }
}

impl From<Error> for NotSeen {
    fn from(error: Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// Reads the progress of a task alone.
pub(crate) async fn look_at_progress(client: &Client, task: &TaskId) -> Result<Seen, NotSeen> {
    let request = DescribeProjectProgressRequest::builder()
        .id(task.clone())
        .build();
    let reply = client.call(&request).await?;
    let server_time = reply.meta.server_time();
    is_of(task, &reply.data.project_id)?;
    Ok(Seen {
        server_time,
        ..Seen::of_progress(reply.data)
    })
}

/// Reads a task and its progress.
pub(crate) async fn look(client: &Client, task: &TaskId) -> Result<Seen, NotSeen> {
    let whole = DescribeProjectRequest::builder().id(task.clone()).build();
    let progress = DescribeProjectProgressRequest::builder()
        .id(task.clone())
        .build();
    let (whole, progress) = tokio::join!(client.call(&whole), client.call(&progress));
    let (whole, progress) = (whole?, progress?);
    is_of(task, &whole.data.id)?;
    is_of(task, &progress.data.project_id)?;
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
    seen.forward.log_hours = log_hours(task.incr_transfer_config.as_ref());
    seen.reverse.log_hours = log_hours(task.reverse_incr_transfer_config.as_ref());
    Ok(Seen {
        name: task.name.filter(|name| !name.is_empty()),
        way,
        server_time,
        ..seen
    })
}

/// Proves the way where there is nothing to look at.
pub(crate) async fn probe(client: &Client) -> Result<(), NotSeen> {
    client.probe().await?;
    Ok(())
}

/// Whether no other task than this one has this name: every task that a search for the name finds is looked at.
pub(crate) async fn is_unique(client: &Client, task: &TaskId, name: &str) -> Result<bool, NotSeen> {
    let mut page = 1;
    let mut found = false;
    loop {
        let request = ListProjectsRequest::builder()
            .search_key(name)
            .visible_sub_project(true)
            .page_number(page)
            .page_size(PAGE)
            .build();
        let tasks = client.call(&request).await?.data;
        for one in tasks.iter().filter(|one| one.name.as_deref() == Some(name)) {
            if one.id != *task {
                return Ok(false);
            }
            found = true;
        }
        if (tasks.len() as u64) < PAGE.unsigned_abs() {
            // A list that does not even find this one proves nothing about others.
            return Ok(found);
        }
        page += 1;
        if page > MOST_PAGES {
            return Ok(false);
        }
    }
}

/// How many tasks a page of a search has, and how many pages are read.
const PAGE: i64 = 150;
const MOST_PAGES: i64 = 20;

/// An answer for another task says nothing about this one.
fn is_of(asked: &TaskId, answered: &TaskId) -> Result<(), NotSeen> {
    if asked == answered {
        return Ok(());
    }
    Err(NotSeen::Another(answered.to_string()))
}

fn log_hours(config: Option<&TaskIncrTransferConfig>) -> Option<i64> {
    config?.store_log_kept_hour.map(LogRetention::get)
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
                log_hours: None,
            },
            reverse: Leg {
                exists: progress.enable_reverse_incr_transfer,
                position: progress.reverse_incr_transfer_checkpoint,
                log_hours: None,
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

    /// Whether the task is paused, and nothing else than a resume lets it go on.
    pub(crate) fn is_paused(&self) -> bool {
        self.status == TaskStatus::Suspend
    }
}
