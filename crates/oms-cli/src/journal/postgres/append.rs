//! Appends an entry: it is checked, inserted, compared with the database's own computation, and
//! committed.

use std::sync::Arc;
use std::time::SystemTime;

use serde_json::Value;

use super::row::{hash, seq};
use super::session::Session;
use super::{facts, sql};
use crate::journal::answers::Repeated;
use crate::journal::chain::{Hash, Linked};
use crate::journal::entry::{Aftermath, Entry, Event};
use crate::journal::known::Known;
use crate::journal::lookup::keys;
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
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// The result is in the journal, as unknown if its answer was given to another request before.
    Written(Option<Repeated>),
    /// The journal does not contain the intent of the result.
    NoIntent,
}

/// Appends what `make` makes of everything that was appended before, unless that is nothing.
pub(super) fn append(
    session: &Arc<Session>,
    now: SystemTime,
    make: impl FnOnce(&Known) -> Result<Option<Event>, Problem>,
) -> Result<Option<Linked>, NotAppended> {
    in_a_transaction(session, now, || {
        session.refuse_pool()?;
        let end = facts::end_to_write(session)?;
        let Some(event) = make(&Known::new(facts::of(session)))? else {
            return Ok(None);
        };
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

/// Writes the result of a request once.
pub(super) fn close(
    session: &Arc<Session>,
    result: &Aftermath,
    intent: Hash,
    now: SystemTime,
) -> Result<Closed, Problem> {
    let mut closed = Closed::NoIntent;
    append(session, now, |known| {
        let is_held = holds(session, result.intent, intent)?;
        let Some(attempt) = known.attempt(result.intent)?.filter(|_| is_held) else {
            return Ok(None);
        };
        let repeated = match &attempt.result {
            Some(written) if written == result => None,
            _ => known.given_before(result)?,
        };
        let event = Event::result(result.clone(), repeated.as_ref());
        closed = Closed::Written(repeated);
        Ok(attempt.result.is_none().then_some(event))
    })?;
    Ok(closed)
}

/// Returns whether the journal contains the entry with this number and this hash.
pub(super) fn holds(session: &Arc<Session>, entry: u64, hash: Hash) -> Result<bool, Problem> {
    let found = session.hash_behind(entry, session.through()?)?;
    Ok(found == Some(hash))
}
