//! Reads the subject of a write before anything is changed. A look never writes.
//!
//! A look also proves that the service can be reached: the write behind it uses the same client,
//! credentials, path and proxy. If the subject of a write cannot be read, a cheap read of the
//! service takes its place.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::time::SystemTime;

use oms_client::actions::ListProjectsRequest;
use oms_client::shapes::{TaskId, TaskStatus};
use oms_client::{Action, Client, Error, Shown};
use serde_json::Value;

use super::skew::Skew;
use crate::failure::Failure;
use crate::generated::{self, subjects};
use crate::plan::Subject;
use crate::plan::arguments::{ActionArgs, ActionVisitor, Facts, Found, Look, SubjectKind};
use crate::session::Session;

pub(crate) use crate::plan::arguments::Leg;

/// The state of a subject, as a look has shown it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) name: Option<String>,
    /// Its state; unknown and empty if the look does not show it.
    pub(crate) status: TaskStatus,
    /// The kinds of its source and its target, if the service names both.
    pub(crate) way: Option<String>,
    pub(crate) forward: Leg,
    pub(crate) reverse: Leg,
    /// The service's clock at the first answer that contained it. This machine's has gone on since,
    /// so that only [`skew`](Self::skew) compares the two.
    pub(crate) server_time: Option<SystemTime>,
    /// The difference between this machine's clock and the service's, if the look measured it.
    pub(crate) skew: Option<Skew>,
}

/// The reason why a look has shown nothing.
#[derive(Debug)]
pub(crate) enum NotSeen {
    /// The read failed.
    Failed(Box<Error>),
    /// The answer is about another subject than the one that was asked for.
    Another(String),
    /// The service lists all subjects of this kind, and this one is not among them.
    Absent(String),
    /// The read cannot be made, which is a bug of this program.
    Unmade(String),
}

impl std::fmt::Display for NotSeen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Another(id) => write!(f, "the service answered about another one, {}", Shown(id)),
            Self::Absent(text) | Self::Unmade(text) => f.write_str(text),
        }
    }
}

impl From<Error> for NotSeen {
    fn from(error: Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// One read of a look. It finds the types of the action by the action's name.
struct Read<'c> {
    client: &'c Client,
    body: Value,
}

/// A payload, and the service's clock if the answer contained it.
pub(super) type Answer = Result<(Value, Option<SystemTime>), NotSeen>;

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

/// This machine's clock.
type Clock<'c> = &'c dyn Fn() -> SystemTime;

/// Makes only the first read of a task, which shows its state and its positions. It compares no
/// clocks.
pub(crate) async fn look_at_progress(client: &Client, task: &TaskId) -> Result<Seen, NotSeen> {
    let mut looking = Looking::new(client, &subjects::TASK, task.as_str(), None);
    for look in subjects::TASK.looks.iter().take(1) {
        looking.ask(look).await?;
    }
    Ok(looking.seen())
}

/// Makes all reads that show a subject, and compares this machine's clock with the service's. If
/// the subject has several IDs, each of them must exist, and the result says no more than that.
pub(crate) fn look(
    session: &mut Session<'_, '_>,
    client: &Client,
    subject: &Subject,
) -> Result<Result<Seen, NotSeen>, Failure> {
    by_the_clock(session, async |clock| look_by(client, subject, clock).await)
}

/// The same, until an interrupt comes; `None` then.
pub(super) fn look_unless_interrupted(
    session: &mut Session<'_, '_>,
    client: &Client,
    subject: &Subject,
) -> Result<Option<Result<Seen, NotSeen>>, Failure> {
    let mut interrupts = session.surroundings.interrupts.clone();
    by_the_clock(session, async |clock| {
        tokio::select! {
            biased;
            seen = look_by(client, subject, clock) => Some(seen),
            () = interrupts.next() => None,
        }
    })
}

/// Runs a look that compares clocks.
fn by_the_clock<T>(
    session: &mut Session<'_, '_>,
    look: impl AsyncFnOnce(Clock<'_>) -> T,
) -> Result<T, Failure> {
    let runtime = session.take_runtime()?;
    let clock = || session.surroundings.time();
    let seen = runtime.block_on(look(&clock));
    session.return_runtime(runtime);
    Ok(seen)
}

/// Makes all reads that show a subject, by this clock.
async fn look_by(client: &Client, subject: &Subject, clock: Clock<'_>) -> Result<Seen, NotSeen> {
    let mut seen = None;
    for id in &subject.ids {
        let mut looking = Looking::new(client, subject.kind, id, Some(clock));
        for look in subject.kind.looks {
            looking.ask(look).await?;
        }
        seen = Some(looking.seen());
    }
    Ok(match seen {
        Some(seen) if subject.ids.len() == 1 => seen,
        _ => Seen::of(Facts::default(), None, None),
    })
}

/// Makes one read of a look.
pub(super) async fn read(client: &Client, look: &Look, body: Value) -> Answer {
    match generated::visit(look.action, Read { client, body }) {
        Ok(answer) => answer.await,
        Err(_) => Err(NotSeen::Unmade(format!(
            "there is no action {}",
            look.action
        ))),
    }
}

/// The facts that the reads of one subject have shown so far.
struct Looking<'l> {
    client: &'l Client,
    kind: &'static SubjectKind,
    id: &'l str,
    /// This machine's clock, if it is compared with the service's.
    clock: Option<Clock<'l>>,
    facts: Facts,
    server_time: Option<SystemTime>,
    skew: Option<Skew>,
}

impl<'l> Looking<'l> {
    fn new(
        client: &'l Client,
        kind: &'static SubjectKind,
        id: &'l str,
        clock: Option<Clock<'l>>,
    ) -> Self {
        Self {
            client,
            kind,
            id,
            clock,
            facts: Facts::default(),
            server_time: None,
            skew: None,
        }
    }

    /// Makes one read: once by the ID, or page by page for a whole list.
    async fn ask(&mut self, look: &Look) -> Result<(), NotSeen> {
        let mut passed = BTreeSet::new();
        for page in 1..=MOST_PAGES_OF_A_LIST {
            let body = look.request(self.id, page);
            let (payload, time) = read(self.client, look, body).await?;
            self.compare_clocks(time);
            let others = match look.read(self.id, &payload, &mut self.facts) {
                Found::Here => return Ok(()),
                Found::Another(id) => return Err(NotSeen::Another(id)),
                Found::NotAmong(others) => others,
            };
            // A service may return fewer entries than were asked for. Only an empty page, or one
            // that repeats earlier entries, is the last one.
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

    /// Compares the clocks at the moment of an answer: later, this machine's would have gone on,
    /// by the time of all looks that follow. An answer that was held up on its way shows the
    /// service's clock behind, and never ahead, so that the one which shows it furthest ahead is
    /// nearest to the truth.
    fn compare_clocks(&mut self, server_time: Option<SystemTime>) {
        self.server_time = self.server_time.or(server_time);
        if let (Some(clock), Some(server)) = (self.clock, server_time) {
            self.skew = self.skew.max(Some(Skew::between(clock(), server)));
        }
    }

    fn seen(self) -> Seen {
        Seen::of(self.facts, self.server_time, self.skew)
    }
}

/// The largest number of pages that are read of a list, or searched for one subject.
pub(super) const MOST_PAGES_OF_A_LIST: i64 = 1000;

/// Proves that the service can be reached, for a write whose subject cannot be read.
pub(crate) async fn probe(client: &Client) -> Result<(), NotSeen> {
    client.probe().await?;
    Ok(())
}

/// Returns whether no other task has this name. It reads every task that a search for the name
/// finds.
pub(crate) async fn is_unique(client: &Client, task: &TaskId, name: &str) -> Result<bool, NotSeen> {
    let request = ListProjectsRequest::builder()
        .search_key(name)
        .visible_sub_project(true)
        .page_size(PAGE)
        .build();
    let pages = client.pages(request).at_most_pages(MOST_PAGES);
    let found = pages.items(usize::MAX).await?;
    let tasks = found.items.iter();
    let mut named = tasks.filter(|one| one.name.as_deref() == Some(name));
    // A list that does not contain this task itself proves nothing about others, and neither does
    // one that may lack some.
    let is_alone =
        named.next().is_some_and(|one| one.id == *task) && named.all(|one| one.id == *task);
    Ok(is_alone && found.is_complete())
}

/// The size of a page of a search, and the largest number of pages that are read.
const PAGE: i64 = 150;
const MOST_PAGES: u32 = 20;

impl Seen {
    fn of(facts: Facts, server_time: Option<SystemTime>, skew: Option<Skew>) -> Self {
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
            skew,
        }
    }

    /// Returns the forward or the reverse direction.
    pub(crate) fn leg(&self, reverse: bool) -> &Leg {
        if reverse {
            &self.reverse
        } else {
            &self.forward
        }
    }

    /// Returns whether the task is running, in whatever phase.
    pub(crate) fn is_running(&self) -> bool {
        self.status.is_running()
    }

    /// Returns whether the task counts as in a state.
    pub(crate) fn is_in(&self, wanted: &str) -> bool {
        self.status.counts_as(&TaskStatus::from(wanted))
    }

    /// Returns whether the task is paused, so that only a resume lets it go on.
    pub(crate) fn is_paused(&self) -> bool {
        self.status == TaskStatus::Suspend
    }
}

#[cfg(test)]
pub(super) mod tests;
