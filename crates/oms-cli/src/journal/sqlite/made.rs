//! The tables that are derived from the entries, whose indexes answer the queries of a write.

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::row::{millis, number, status};
use super::sql;
use crate::journal::attempt::{Attempt, Status, Target};
use crate::journal::chain::Linked;
use crate::journal::entry::{Entry, Event, Intent};
use crate::journal::lookup::keys;

/// Adds an entry, and all rows that are derived from it.
pub(super) fn add(connection: &Connection, linked: &Linked, entry: &Entry) -> rusqlite::Result<()> {
    connection.prepare_cached(sql::ADD_ENTRY)?.execute(params![
        number(linked.seq),
        linked.prev.as_bytes(),
        linked.hash.as_bytes(),
        linked.text
    ])?;
    make(connection, entry)
}

/// Adds the rows that are derived from an entry.
pub(super) fn make(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let seq = number(entry.seq);
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        connection.prepare_cached(sql)?.execute(values).map(drop)
    };
    match &entry.event {
        Event::Intent(intent) => {
            let state = (Status::Open, Attempt::UNANSWERED.to_owned());
            let columns = columns(entry.seq, &entry.time, intent, state);
            let mut add = connection.prepare_cached(sql::ADD_ATTEMPT)?;
            add.execute(params_from_iter(columns)).map(drop)
        }
        Event::Result(result) => {
            let attempt = number(result.intent);
            let now = (Status::of(Some(result), None), &result.outcome);
            run(sql::CLOSE, params![attempt, seq])?;
            // The finding of a person outranks a later result, and stays.
            run(
                sql::SET_STATUS_UNLESS_RESOLVED,
                params![attempt, status(now.0), now.1],
            )
        }
        Event::Resolution(resolution) => {
            let attempt = number(resolution.intent);
            let now = Status::of(None, Some(resolution));
            run(sql::RESOLVE, params![attempt, seq])?;
            run(
                sql::SET_STATUS,
                params![attempt, status(now), resolution.verdict.as_str()],
            )
        }
        Event::Run(plan) => {
            run(sql::ADD_RUN, params![seq, plan.file])?;
            for planned in &plan.moves {
                run(sql::ADD_UNENDED, params![planned.task, seq])?;
            }
            Ok(())
        }
        Event::Seen { run: of, .. } => run(sql::ADD_SEEN, params![number(*of), seq]),
        Event::RunEnded { run: of, .. } => {
            run(sql::END_RUN, params![number(*of), seq])?;
            run(sql::END_UNENDED, params![number(*of)])
        }
        Event::Ended { .. }
        | Event::Pruned { .. }
        | Event::Repaired { .. }
        | Event::Plan(_)
        | Event::Copied { .. }
        | Event::Undelivered(_)
        | Event::Delivered { .. } => Ok(()),
    }
}

/// Returns the columns of a request up to its result, for its status and its outcome.
pub(super) fn columns(
    seq: u64,
    time: &str,
    intent: &Intent,
    (now, outcome): (Status, String),
) -> [Value; 12] {
    let target = Target::of(intent);
    let [request, given] = keys(intent);
    [
        number(seq).into(),
        millis(time).into(),
        target.id().to_owned().into(),
        target.address().as_str().to_owned().into(),
        intent.action.clone().into(),
        intent.direction.clone().into(),
        intent.profile.clone().into(),
        intent.place.map(|place| number(place.run)).into(),
        request.into(),
        given.into(),
        status(now).into(),
        outcome.into(),
    ]
}
