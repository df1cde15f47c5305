//! Appends an entry: it is checked, inserted, compared with the database's own computation, and
//! committed.

use std::sync::Arc;
use std::time::SystemTime;

use serde_json::Value;

use super::row::{hash, seq};
use super::session::Session;
use super::{facts, sql};
use crate::journal::chain::{Hash, Linked};
use crate::journal::entry::{Aftermath, Entry, Event};
use crate::journal::known::Known;
use crate::journal::lookup::{keys, number};
use crate::journal::order::End;
use crate::journal::problem::{Broken, Problem};
use crate::journal::query::{Param, Query as _};
use crate::session::Address;

/// The reason why an entry was not appended.
#[derive(Debug)]
pub(super) enum NotAppended {
    /// The entry is not in the journal.
    Refused(Problem),
    /// The connection was lost during the commit, so the entry may be in the journal.
    Doubtful(Box<Linked>, Problem),
}

impl From<Problem> for NotAppended {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<NotAppended> for Problem {
    fn from(why: NotAppended) -> Self {
        match why {
            NotAppended::Refused(problem) | NotAppended::Doubtful(_, problem) => problem,
        }
    }
}

/// The end of the attempt to write a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    /// The result is in the entry with this number.
    Written(u64),
    /// The journal does not contain the intent of the result.
    NoIntent,
}

/// Appends an event, unless `check` refuses it.
pub(super) fn append(
    session: &Arc<Session>,
    event: Event,
    now: SystemTime,
    check: &mut dyn FnMut(&Known) -> bool,
) -> Result<Option<Linked>, NotAppended> {
    in_a_transaction(session, now, || {
        session.refuse_pool()?;
        let end = facts::end_to_write(session)?;
        if !check(&Known::new(facts::of(session))) {
            return Ok(None);
        }
        let (entry, linked) = end.next(event, now)?;
        insert(session, &entry, &linked)?;
        Ok(Some(linked))
    })
}

/// Runs `put` within a transaction, and commits what it has inserted. The anchors then name the
/// last entry, which `put` returns.
pub(super) fn in_a_transaction(
    session: &Session,
    now: SystemTime,
    put: impl FnOnce() -> Result<Option<Linked>, Problem>,
) -> Result<Option<Linked>, NotAppended> {
    session.begin(sql::BEGIN)?;
    match put() {
        Ok(Some(linked)) => commit(session, linked, now).map(Some),
        Ok(None) => {
            session.run(sql::ROLLBACK)?;
            Ok(None)
        }
        Err(problem) => {
            // If this fails as well, the connection is lost, and the transaction with it.
            let _ = session.run(sql::ROLLBACK);
            Err(NotAppended::Refused(problem))
        }
    }
}

/// Commits an entry. The anchors are put in place after the commit, as in the embedded store.
fn commit(session: &Session, linked: Linked, now: SystemTime) -> Result<Linked, NotAppended> {
    let prepared = match session.anchors.prepare(End::after(&linked), None, now) {
        Ok(prepared) => prepared,
        Err(problem) => {
            let _ = session.run(sql::ROLLBACK);
            return Err(problem.into());
        }
    };
    if let Err(fault) = session.wire.run(sql::COMMIT) {
        let is_lost = fault.is_lost();
        let problem = session.at(fault);
        return Err(if is_lost {
            NotAppended::Doubtful(Box::new(linked), problem)
        } else {
            NotAppended::Refused(problem)
        });
    }
    match prepared.put_in_place() {
        Ok(()) => Ok(linked),
        Err(problem) => Err(NotAppended::Doubtful(Box::new(linked), problem)),
    }
}

/// Inserts an entry within a transaction that holds the lock of the chain. The database must
/// compute the same hash.
pub(super) fn insert(session: &Session, entry: &Entry, linked: &Linked) -> Result<(), Problem> {
    let [request, given] = keys_of(&entry.event);
    let address = address(&entry.event).map(|address| address.as_str().to_owned());
    let params = vec![
        Param::text(&linked.text),
        Param::Text(address),
        Param::Int(request),
        Param::Int(given),
    ];
    let made = session.one(sql::ADD_ENTRY, params, |row| {
        Ok((seq(row, 0)?, hash(row, 1)?))
    })?;
    if made == Some((linked.seq, linked.hash)) {
        return Ok(());
    }
    let what = "got another number or hash from the database than from this command: its function was changed";
    Err(Broken::entry(linked.seq, what).into())
}

/// Returns the keys by which an event is looked up, if it is a request.
pub(super) fn keys_of(event: &Event) -> [Option<i64>; 2] {
    match event {
        Event::Intent(intent) => keys(intent),
        _ => [None; 2],
    }
}

/// Returns the address of the service that an event is about, by which the database holds a request
/// to its plan.
pub(super) fn address(event: &Event) -> Option<Address> {
    match event {
        Event::Intent(intent) => Some(Address::of(&intent.endpoint)),
        Event::Run(plan) => Some(Address::of(&plan.endpoint)),
        Event::Plan(plan) => {
            let endpoint = plan.saved.get("endpoint").and_then(Value::as_str);
            endpoint.map(Address::of)
        }
        _ => None,
    }
}

/// Writes the result of a request once. If the result is already there, its entry is returned.
pub(super) fn close(
    session: &Arc<Session>,
    result: &Aftermath,
    intent: Hash,
    now: SystemTime,
) -> Result<Closed, Problem> {
    let mut found = Ok(None);
    let event = Event::Result(Box::new(result.clone()));
    let appended = append(session, event, now, &mut |_| {
        found = closed(session, result.intent, intent);
        matches!(found, Ok(None))
    });
    match (found?, appended) {
        (Some(found), _) => Ok(found),
        (None, Ok(Some(linked))) => Ok(Closed::Written(linked.seq)),
        (None, Ok(None)) => Ok(Closed::NoIntent),
        (None, Err(why)) => Err(why.into()),
    }
}

/// Returns the end of a request that nothing closes any more; `None` if it is open.
fn closed(session: &Arc<Session>, intent: u64, hash: Hash) -> Result<Option<Closed>, Problem> {
    if !holds(session, intent, hash)? {
        return Ok(Some(Closed::NoIntent));
    }
    Ok(match facts::of(session).attempt(intent)? {
        None => Some(Closed::NoIntent),
        Some(attempt) if attempt.result.is_some() => {
            let entry = session.number(sql::RESULT_OF, vec![Param::int(number(intent))])?;
            Some(Closed::Written(entry.unwrap_or_default()))
        }
        Some(_) => None,
    })
}

/// Returns whether the journal contains the entry with this number and this hash.
pub(super) fn holds(session: &Arc<Session>, entry: u64, hash: Hash) -> Result<bool, Problem> {
    let found = session.hash_behind(entry, session.through()?)?;
    Ok(found == Some(hash))
}
