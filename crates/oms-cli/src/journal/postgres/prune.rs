//! Removes old entries from the beginning of the journal. Only the owner of the schema may do that.

use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;

use super::row::value;
use super::session::Session;
use super::sql;
use crate::journal::anchor::Anchor;
use crate::journal::chain::Linked;
use crate::journal::entry::Event;
use crate::journal::lookup::number;
use crate::journal::old::{self, OldEntries};
use crate::journal::order::End;
use crate::journal::problem::Problem;
use crate::journal::query::Param;

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
                .map_err(|error| anchor.unwritten(error))?;
        }
        let in_its_place = End::in_place_of(&last, session.through()?);
        let (_, header) = in_its_place
            .next(Event::Pruned { through: last.seq }, now)
            .map_err(|error| Problem::Io("the entry".into(), error.into()))?;
        let params = vec![
            Param::int(number(last.seq)),
            Param::text(&header.prev.to_string()),
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
    old::last_to_go(
        stays.unwrap_or(i64::MAX),
        |stays| last_before(session, before, stays),
        |through| number_of(sql::FIRST_NOT_CLOSED_BY, vec![Param::int(through)]),
    )
}

/// Returns the last of the oldest entries that were written before a moment and have a smaller
/// number than `stays`.
fn last_before(
    session: &Session,
    before: Timestamp,
    stays: i64,
) -> Result<Option<Linked>, Problem> {
    let mut old = OldEntries::new(before, stays, session.through()?);
    session.each_entry(|linked| Ok(old.take(linked)?))?;
    Ok(old.last())
}
