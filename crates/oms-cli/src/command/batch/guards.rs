//! Everything that can refuse a batch, for every line, before the first is sent.
//!
//! Nobody consents to a batch of which a line cannot be sent.

use std::time::Duration;

use oms_client::Client;

use super::Batch;
use super::item::Item;
use crate::act::confirm::Question;
use crate::act::guard;
use crate::act::looking::Looking;
use crate::act::record::{self, Recorder};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::TargetLock;
use crate::plan::Plan;
use crate::report::Report;
use crate::session::{Consent, Session};

/// Within this time, the same line once more is taken for a slip: a batch takes a while, and its file stays.
const A_DAY: Duration = Duration::from_secs(86_400);

/// Refuses to take a flag in a script for consent on production.
pub(super) fn production(head: &Plan, consent: &Consent) -> Result<(), Failure> {
    guard::production(head, consent, false).map_err(|failure| Failure {
        next: "Type the number of tasks in a terminal.".to_owned(),
        ..failure
    })
}

/// Takes the locks of every line. They are held until the last was sent.
pub(super) fn locks(
    batch: &Batch,
    consent: &Consent,
    session: &Session<'_, '_>,
) -> Result<Vec<TargetLock>, Failure> {
    let journal = session.journal()?;
    let mut locks = Vec::new();
    for item in &batch.items {
        let lock = record::lock(&journal, &item.plan, consent.no_lock, session.surroundings);
        locks.extend(lock.map_err(|failure| at(item, failure))?);
    }
    Ok(locks)
}

/// Looks at every task that is left, and collects what must be answered. What is refused is told of all lines at once.
pub(super) fn check(
    batch: &mut Batch,
    client: &Client,
    consent: &Consent,
    session: &mut Session<'_, '_>,
) -> Result<Result<Vec<Question>, Box<Report>>, Failure> {
    let mut refused = Vec::new();
    let mut questions = Vec::new();
    for item in batch.items.iter_mut().filter(|item| item.is_left()) {
        let looking = match Looking::for_act(session, client, &mut item.plan, consent)? {
            Ok(looking) => looking,
            // The way to the service is the same for the others.
            Err(report) if matches!(report.exit, Exit::NotSent | Exit::Credentials) => {
                return Ok(Err(report));
            }
            Err(report) => {
                let why = report.message.clone().unwrap_or_default();
                let next = report.next.clone().unwrap_or_default();
                refused.push((item.line, Failure::new(report.exit, why, next)));
                continue;
            }
        };
        match guarded(item, &looking, consent, session) {
            Ok(asked) => questions.extend(asked.into_iter().map(|question| (item.line, question))),
            Err(failure) => refused.push((item.line, failure)),
        }
    }
    if refused.is_empty() {
        return Ok(Ok(joined(questions)));
    }
    Ok(Err(Box::new(refusal(&refused, batch.items.len()))))
}

fn guarded(
    item: &mut Item,
    looking: &Looking,
    consent: &Consent,
    session: &Session<'_, '_>,
) -> Result<Vec<Question>, Failure> {
    let recorder = recorder(item, session)?;
    // First, because what nobody knows the end of may be why the task is not as it should be.
    recorder.refuse_open()?;
    looking.check(&mut item.plan, consent, session, None)?;
    let age = guard::age(&item.plan, consent, session)?;
    let repeated = guard::repeated(&item.plan, consent, &recorder, session, A_DAY)?;
    Ok(age.into_iter().chain(repeated).collect())
}

/// Writes down what comes of a line.
pub(super) fn recorder(item: &Item, session: &Session<'_, '_>) -> Result<Recorder, Failure> {
    Ok(Recorder::new(
        session.journal()?,
        &item.plan,
        session.settings.allow_plaintext.value,
        session.surroundings,
    ))
}

/// A question of several lines is asked once.
fn joined(questions: Vec<(usize, Question)>) -> Vec<Question> {
    let mut joined: Vec<Question> = Vec::new();
    for (line, question) in questions {
        let why = format!("Line {line}: {}", question.why);
        match joined.iter_mut().find(|known| known.flag == question.flag) {
            Some(known) => {
                known.why.push('\n');
                known.why.push_str(&why);
            }
            None => joined.push(Question { why, ..question }),
        }
    }
    joined
}

/// The refusal of all lines that were refused, with the code of the first.
fn refusal(refused: &[(usize, Failure)], count: usize) -> Report {
    let (exit, next) = refused.first().map_or_else(
        || (Exit::Guard, String::new()),
        |(_, failure)| (failure.exit, failure.next.clone()),
    );
    let failure = Failure::new(
        exit,
        format!("{} of {count} tasks cannot be sent", refused.len()),
        next,
    );
    let causes = refused
        .iter()
        .map(|(line, failure)| format!("line {line}: {}", failure.message));
    Report::stopped(&failure).with_causes(causes.collect())
}

fn at(item: &Item, failure: Failure) -> Failure {
    Failure {
        message: format!("{}: {}", item.in_words(), failure.message),
        ..failure
    }
}
