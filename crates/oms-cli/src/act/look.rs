//! Looks before anything is changed: reads alone.
//!
//! A look proves the way as well: the same client, credentials, path and proxy carry the write
//! behind it. Where a write is about nothing that can be looked at, a cheap read of the service
//! proves the way.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::time::SystemTime;

use oms_client::actions::ListProjectsRequest;
use oms_client::shapes::{TaskId, TaskStatus};
use oms_client::{Action, Client, Error, Shown};
use serde_json::Value;

use crate::generated::{self, subjects};
use crate::plan::Subject;
use crate::plan::arguments::{ActionArgs, ActionVisitor, Facts, Found, Look, SubjectKind};

pub(crate) use crate::plan::arguments::Leg;

/// What a look at a subject has shown.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) name: Option<String>,
    /// Its state; unknown and empty where the look does not show it.
    pub(crate) status: TaskStatus,
    /// From where to where it moves data, as far as the service tells.
    pub(crate) way: Option<String>,
    pub(crate) forward: Leg,
    pub(crate) reverse: Leg,
    /// The service's clock, where it told.
    pub(crate) server_time: Option<SystemTime>,
}

/// Why a look has shown nothing.
#[derive(Debug)]
pub(crate) enum NotSeen {
    /// The read failed.
    Failed(Box<Error>),
    /// The answer speaks of another one than was asked for.
    Another(String),
    /// The service lists all of its kind, and not this one.
    Absent(String),
    /// The read cannot be made, which is a mistake of this program's.
    Unmade(String),
}

impl std::fmt::Display for NotSeen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Another(id) => write!(f, "the service answered for another one, {}", Shown(id)),
            Self::Absent(text) | Self::Unmade(text) => f.write_str(text),
        }
    }
}

impl From<Error> for NotSeen {
    fn from(error: Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// One read of a look, on the way from the action's name to its types.
struct Read<'c> {
    client: &'c Client,
    body: Value,
}

/// A payload, and the service's clock where it told.
type Answer = Result<(Value, Option<SystemTime>), NotSeen>;

impl<'c> ActionVisitor for Read<'c> {
    type Output = Pin<Box<dyn Future<Output = Answer> + 'c>>;

    fn visit<A: ActionArgs>(self, _: Option<&A>) -> Self::Output {
        let unmade = |error: serde_json::Error| {
            let name = A::Request::INFO.name();
            NotSeen::Unmade(format!("{name} cannot be read: {error}"))
        };
        let request = serde_json::from_value::<A::Request>(self.body).map_err(unmade);
        Box::pin(async move {
            let reply = self.client.call(&request?).await?;
            let payload = serde_json::to_value(&reply.data).map_err(unmade)?;
            Ok((payload, reply.meta.server_time()))
        })
    }
}

/// Reads the first look of a task alone, which shows its state and its positions.
pub(crate) async fn look_at_progress(client: &Client, task: &TaskId) -> Result<Seen, NotSeen> {
    let mut looking = Looking::new(client, &subjects::TASK, task.as_str());
    for look in subjects::TASK.looks.iter().take(1) {
        looking.ask(look).await?;
    }
    Ok(looking.seen())
}

/// Reads whatever shows a subject. Of several, each must be there, and nothing but that is told.
pub(crate) async fn look(client: &Client, subject: &Subject) -> Result<Seen, NotSeen> {
    let mut seen = None;
    for id in &subject.ids {
        let mut looking = Looking::new(client, subject.kind, id);
        for look in subject.kind.looks {
            looking.ask(look).await?;
        }
        seen = Some(looking.seen());
    }
    Ok(match seen {
        Some(seen) if subject.ids.len() == 1 => seen,
        _ => Seen::of(Facts::default(), None),
    })
}

/// What the reads of one subject have shown so far.
struct Looking<'l> {
    client: &'l Client,
    kind: &'static SubjectKind,
    id: &'l str,
    facts: Facts,
    server_time: Option<SystemTime>,
}

impl<'l> Looking<'l> {
    fn new(client: &'l Client, kind: &'static SubjectKind, id: &'l str) -> Self {
        Self {
            client,
            kind,
            id,
            facts: Facts::default(),
            server_time: None,
        }
    }

    /// Asks one read: once by the ID, or page by page for the whole list.
    async fn ask(&mut self, look: &Look) -> Result<(), NotSeen> {
        let mut passed = BTreeSet::new();
        for page in 1..=MOST_PAGES_OF_A_LIST {
            let read = Read {
                client: self.client,
                body: look.request(self.id, page),
            };
            let Ok(answer) = generated::visit(look.action, read) else {
                return Err(NotSeen::Unmade(format!(
                    "there is no action {}",
                    look.action
                )));
            };
            let (payload, time) = answer.await?;
            self.server_time = self.server_time.or(time);
            let others = match look.read(self.id, &payload, &mut self.facts) {
                Found::Here => return Ok(()),
                Found::Another(id) => return Err(NotSeen::Another(id)),
                Found::NotAmong(others) => others,
            };
            // A service may give fewer than were asked for, so that an empty page, or one that was
            // there before, is the last.
            let known = passed.len();
            passed.extend(others);
            if !look.is_paged() || passed.len() == known {
                break;
            }
        }
        Err(NotSeen::Absent(format!(
            "{} lists no {} with the ID {}",
            look.action,
            self.kind.name,
            Shown(self.id)
        )))
    }

    fn seen(self) -> Seen {
        Seen::of(self.facts, self.server_time)
    }
}

/// The most pages of a list in which one thing is looked for.
const MOST_PAGES_OF_A_LIST: i64 = 1000;

/// Proves the way where there is nothing to look at.
pub(crate) async fn probe(client: &Client) -> Result<(), NotSeen> {
    client.probe().await?;
    Ok(())
}

/// Whether no other task than this one has this name: every task that a search for the name finds
/// is looked at.
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

impl Seen {
    fn of(facts: Facts, server_time: Option<SystemTime>) -> Self {
        let way = match (&facts.source_kind, &facts.target_kind) {
            (Some(source), Some(target)) => Some(format!("{} -> {}", Shown(source), Shown(target))),
            _ => None,
        };
        Self {
            name: facts.name,
            status: TaskStatus::from(facts.status.as_deref().unwrap_or_default()),
            way,
            forward: facts.forward,
            reverse: facts.reverse,
            server_time,
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
        self.status.is_running()
    }

    /// Whether the task is in a state. The kinds of being at work are all `RUNNING`.
    pub(crate) fn is_in(&self, state: &str) -> bool {
        let is_work = state == TaskStatus::Running.as_str();
        self.status.as_str() == state || is_work && self.is_running()
    }

    /// Whether the task is paused, and nothing else than a resume lets it go on.
    pub(crate) fn is_paused(&self) -> bool {
        self.status == TaskStatus::Suspend
    }
}
