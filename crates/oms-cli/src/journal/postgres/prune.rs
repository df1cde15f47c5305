//! Removes old entries from the beginning of the journal. Only the owner of the schema may do that.

use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;

use super::row::{linked, value};
use super::session::Session;
use super::sql;
use crate::journal::entry::Event;
use crate::journal::lookup::number;
use crate::journal::old::{OldEntries, ToGo};
use crate::journal::order::End;
use crate::journal::problem::Problem;
use crate::journal::query::Param;
use crate::journal::store::Pruned;

/// Removes the entries that were written before a moment, up to the first one that must stay.
pub(super) fn prune(
    session: &Arc<Session>,
    before: Timestamp,
    now: SystemTime,
) -> Result<Pruned, Problem> {
    session.within(sql::BEGIN_LONG, || {
        let end = session.end_in_order()?;
        let ToGo { last, needed } = to_go(session, before)?;
        let Some(last) = last else {
            return Ok(Pruned {
                through: None,
                needed,
            });
        };
        // The anchors have to move to the last entry first, because the entries that they name now
        // may be removed.
        let prepared = session.anchors.prepare(end.seq, end.hash, now)?;
        prepared.put_in_place()?;
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
        Ok(Pruned {
            through: Some(last.seq),
            needed,
        })
    })
}

/// Returns the entries that may be removed: they were written before a moment, and no entry that
/// stays needs them.
fn to_go(session: &Session, before: Timestamp) -> Result<ToGo, Problem> {
    let number_of = |sql, params| {
        let found = session.one(sql, params, |row| value::<Option<i64>>(row, 0))?;
        Ok::<_, Problem>(found.flatten())
    };
    let stays = number_of(sql::FIRST_TO_STAY, vec![])?.unwrap_or(i64::MAX);
    let mut old = OldEntries::new(before, stays, session.through()?);
    session.each_entry(|linked| Ok(old.take(&linked)?))?;
    old.decide(
        |through| number_of(sql::FIRST_TO_STAY_THROUGH, vec![Param::int(through)]),
        |first| {
            let before = vec![Param::int(first)];
            session.one(sql::LAST_BEFORE, before, |row| linked(row, 0))
        },
    )
}
