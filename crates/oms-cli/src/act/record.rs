//! Writes down one request: its intent before it is sent, and its result after.

use std::time::{Duration, SystemTime};

use oms_client::{SPEC_DIGEST, Shown};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{
    Aftermath, Event, InFlight, Intent, Journal, Known, Problem, Target, TargetLock, ticket,
};
use crate::plan::{Line, Plan};
use crate::report::Report;
use crate::session::{Address, identity};
use crate::surroundings::Surroundings;
use crate::time;

/// The most characters of an error that a line keeps.
const LONGEST_MESSAGE: usize = 500;

/// Writes down one request.
#[derive(Debug)]
pub(crate) struct Recorder {
    journal: Journal,
    intent: Intent,
}

/// The same request, accepted a short while ago.
#[derive(Debug, Clone)]
pub(crate) struct Repeated {
    /// Number of its line.
    pub(crate) seq: u64,
    /// How long ago, in words.
    pub(crate) ago: String,
    /// Its ticket, in words.
    pub(crate) ticket: String,
}

impl Recorder {
    /// Prepares to write down the request of a plan.
    pub(crate) fn new(
        journal: Journal,
        plan: &Plan,
        allow_plaintext: bool,
        surroundings: &Surroundings<'_>,
    ) -> Self {
        Self {
            journal,
            intent: intent(plan, allow_plaintext, surroundings),
        }
    }

    /// Refuses where it is not known what an earlier request came to.
    pub(crate) fn refuse_open(&self) -> Result<(), Failure> {
        refuse_open(&self.journal.read()?, &self.intent)
    }

    /// A warning where the same thing has an open request at an address with another host: both may be names of one service.
    pub(crate) fn open_elsewhere(&self) -> Result<Option<Line>, Failure> {
        let known = self.journal.read()?;
        let open = known.open_elsewhere(&Target::of(&self.intent));
        Ok(open.map(|open| {
            Line::new(
                "Warning",
                format!(
                    "{} for {} may have taken effect at {} (journal entry {}).\nWhere that is another name of this service, \
                     look before you send anything.",
                    Shown(&open.intent.action),
                    Shown(&open.intent.id),
                    Shown(&open.intent.endpoint),
                    open.seq
                ),
            )
        }))
    }

    /// The same request, where it was accepted within a time.
    pub(crate) fn repeated(
        &self,
        now: SystemTime,
        within: Duration,
    ) -> Result<Option<Repeated>, Failure> {
        let known = self.journal.read()?;
        Ok(known
            .repeated(&self.intent, now, within)
            .map(|(attempt, ago)| {
                let ticket = attempt
                    .result
                    .as_ref()
                    .and_then(|result| result.ticket.as_ref());
                Repeated {
                    seq: attempt.seq,
                    ago: time::distance(i64::try_from(ago.as_secs()).unwrap_or(i64::MAX)),
                    ticket: ticket
                        .map_or_else(String::new, |ticket| format!(", as ticket {ticket}")),
                }
            }))
    }

    /// Writes the intent and waits until it is on the disk. Returns the number of its line.
    pub(crate) fn announce(&self, now: SystemTime) -> Result<u64, Failure> {
        let event = Event::Intent(Box::new(self.intent.clone()));
        self.journal
            .append(event, now, |known| refuse_open(known, &self.intent))
    }

    /// Writes what came of the request.
    pub(crate) fn close(&self, seq: u64, report: &Report, now: SystemTime) -> Result<(), Failure> {
        let aftermath = Aftermath {
            intent: seq,
            outcome: if report.exit == Exit::Interrupted {
                Aftermath::ABORTED.to_owned()
            } else {
                report.outcome.unwrap_or("unknown").to_owned()
            },
            exit_code: report.exit.code(),
            status: report.status,
            ticket: ticket(report.data.as_deref()),
            request_id: report.request_id.as_deref().map(cut),
            client_request_id: report.client_request_id.clone(),
            code: report.code.as_deref().map(cut),
            message: (report.exit != Exit::Success)
                .then(|| report.message.as_deref().map(cut))
                .flatten(),
        };
        self.append(Event::Result(Box::new(aftermath)), now)
    }

    /// What is written where the person leaves before anything was sent.
    pub(crate) fn farewell(&self, now: SystemTime) -> impl FnOnce() + Send + use<> {
        let (journal, intent) = (self.journal.clone(), self.intent.clone());
        move || {
            let refuse_nothing = |_: &Known| Ok::<(), Failure>(());
            let event = Event::Intent(Box::new(intent));
            let Ok(seq) = journal.append(event, now, refuse_nothing) else {
                return;
            };
            let aftermath = Aftermath {
                intent: seq,
                outcome: Aftermath::ABORTED.to_owned(),
                exit_code: Exit::Interrupted.code(),
                ..Aftermath::default()
            };
            // An intent without its result is only refused more than it need be.
            let _ = journal.append(Event::Result(Box::new(aftermath)), now, refuse_nothing);
        }
    }

    fn append(&self, event: Event, now: SystemTime) -> Result<(), Failure> {
        self.journal.append(event, now, |_| Ok(())).map(|_: u64| ())
    }
}

/// Takes the lock on what a plan would change. It is taken before anything is looked at, so that what was seen stays true.
pub(crate) fn lock(
    journal: &Journal,
    plan: &Plan,
    no_lock: bool,
    surroundings: &Surroundings<'_>,
) -> Result<Option<TargetLock>, Failure> {
    let explanation = &plan.explanation;
    let target = Target {
        address: Address::of(&plan.endpoint),
        id: explanation.subject.clone(),
        direction: explanation.direction.map(ToOwned::to_owned),
    };
    let holder = InFlight {
        pid: std::process::id(),
        since: time::utc(surroundings.time()),
    };
    match journal.lock(&target, &holder) {
        Ok(lock) => Ok(Some(lock)),
        Err(Problem::InFlight(_)) if no_lock => Ok(None),
        Err(problem) => Err(problem.into()),
    }
}

fn intent(plan: &Plan, allow_plaintext: bool, surroundings: &Surroundings<'_>) -> Intent {
    let explanation = &plan.explanation;
    Intent {
        who: identity::user(surroundings),
        host: identity::host(surroundings),
        pid: std::process::id(),
        profile: plan.profile.clone(),
        endpoint: plan.endpoint.clone(),
        action: plan.action.to_owned(),
        part: plan.part.clone(),
        id: explanation.subject.clone(),
        direction: explanation.direction.map(ToOwned::to_owned),
        change: explanation.change.clone(),
        given: explanation
            .moves
            .as_ref()
            .and_then(|moves| moves.given.clone()),
        request: plan.request.clone(),
        allow_plaintext,
        client: env!("CARGO_PKG_VERSION").to_owned(),
        spec: SPEC_DIGEST.to_owned(),
    }
}

fn refuse_open(known: &Known, intent: &Intent) -> Result<(), Failure> {
    let Some(open) = known.open(&Target::of(intent)) else {
        return Ok(());
    };
    let direction = open
        .intent
        .direction
        .as_ref()
        .map_or_else(String::new, |direction| format!(", {direction}"));
    Err(Failure::new(
        Exit::Guard,
        format!(
            "{} for {}{direction} of {} may have taken effect (journal entry {})",
            Shown(&open.intent.action),
            Shown(&open.intent.id),
            Shown(&open.time),
            open.seq
        ),
        format!(
            "Read the present state. Then say what it came to: `oms journal resolve {} --took-effect` or `--no-effect`.",
            open.seq
        ),
    ))
}

/// The beginning of a text that came from elsewhere, escaped.
fn cut(text: &str) -> String {
    let shown = Shown(text).to_string();
    match shown.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", shown.get(..end).unwrap_or_default()),
        None => shown,
    }
}
