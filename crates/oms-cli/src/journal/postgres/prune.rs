//! Removes old entries from the beginning of the journal. Only the owner of the schema may do that.

use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;

use super::row::{linked, value};
use super::session::Session;
use super::sql;
use super::wire::Param;
use crate::journal::anchor::Anchor;
use crate::journal::chain::Linked;
use crate::journal::entry::Event;
use crate::journal::lookup::number;
use crate::journal::order::{End, link};
use crate::journal::problem::{Broken, Problem};

/// Removes the entries that were written before a moment, up to the first one that must stay.
pub(super) fn prune(
    session: &Arc<Session>,
    anchor: Option<&Anchor>,
    before: Timestamp,
    now: SystemTime,
) -> Result<Option<u64>, Problem> {
    session.within(sql::BEGIN_LONG, || {
        let end = session.end_in_order(anchor)?;
        let Some(last) = last_to_go(session, before)? else {
            return Ok(None);
        };
        // The anchor has to move to the last entry first, because the entry that it names now may
        // be removed.
        if let Some(anchor) = anchor {
            let prepared = anchor.prepare(end.seq, end.hash, None, now);
            prepared
                .and_then(crate::session::private::Written::put_in_place)
                .map_err(|error| Problem::Io("the anchor".into(), error))?;
        }
        let in_its_place = End {
            seq: last.seq.saturating_sub(1),
            hash: link(&last, session.through()?),
        };
        let (_, header) = in_its_place
            .next(Event::Pruned { through: last.seq }, now)
            .map_err(|error| Problem::Io("the entry".into(), error.into()))?;
        let params = vec![
            Param::int(number(last.seq)),
            Param::Bytes(header.prev.as_bytes().to_vec()),
            Param::text(&header.text),
        ];
        let pruned = session.wire.work(sql::PRUNE, params);
        pruned.map_err(|fault| session.at(fault))?;
        Ok(Some(last.seq))
    })
}

/// Returns the last entry that may be removed: it and all entries before it were written before a
/// moment, and no entry that stays needs them.
fn last_to_go(session: &Session, before: Timestamp) -> Result<Option<Linked>, Problem> {
    let number_of = |sql, params| {
        let found = session.one(sql, params, |row| value::<Option<i64>>(row, 0))?;
        Ok::<_, Problem>(found.flatten())
    };
    let stays = number_of(sql::FIRST_TO_STAY, vec![])?;
    let mut last = last_before(session, before, stays.unwrap_or(i64::MAX))?;
    // An intent must stay as long as its result, and a run as long as its steps, which refer to it.
    while let Some(through) = &last {
        let through = vec![Param::int(number(through.seq))];
        match number_of(sql::FIRST_NOT_CLOSED_BY, through)? {
            None => break,
            Some(split) => last = last_before(session, before, split)?,
        }
    }
    Ok(last)
}

/// Returns the last of the oldest entries that were written before a moment and have a smaller
/// number than `stays`.
fn last_before(
    session: &Session,
    before: Timestamp,
    stays: i64,
) -> Result<Option<Linked>, Problem> {
    let through = session.through()?;
    let (mut last, mut behind) = (None, 0);
    loop {
        let page = session.rows(sql::ENTRIES_BEHIND, vec![Param::int(behind)], |row| {
            linked(row, 0)
        })?;
        if page.is_empty() {
            return Ok(last);
        }
        for linked in page {
            behind = number(linked.seq);
            let entry = linked
                .entry()
                .map_err(|what| Broken::entry(linked.seq, what))?;
            // The header is as young as the last pruning, but the entries after it may be older.
            if linked.seq == through {
                continue;
            }
            let is_old = entry
                .time
                .parse::<Timestamp>()
                .is_ok_and(|time| time < before);
            if !is_old || behind >= stays {
                return Ok(last);
            }
            last = Some(linked);
        }
    }
}
