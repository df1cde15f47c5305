//! Removes old entries from the beginning of the journal. Only the owner of the schema may do that.

use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;

use super::session::Session;
use super::{facts, sql};
use crate::journal::entry::Event;
use crate::journal::lookup::number;
use crate::journal::old::{self, ToGo};
use crate::journal::order::End;
use crate::journal::problem::Problem;
use crate::journal::query::{Param, Query as _};
use crate::journal::store::Pruned;

/// Removes the entries that were written before a moment, up to the first one that must stay.
pub(super) fn prune(
    session: &Arc<Session>,
    before: Timestamp,
    now: SystemTime,
) -> Result<Pruned, Problem> {
    session.within(sql::BEGIN_LONG, || {
        let end = facts::end_to_write(session)?;
        let stays = session.number(sql::FIRST_TO_STAY, vec![])?;
        let ToGo { last, needed } = old::to_go(session, before, stays)?;
        let through = last.as_ref().map(|last| last.seq);
        let Some(last) = last else {
            return Ok(Pruned { through, needed });
        };
        // The anchors have to move to the last entry first, because the entries that they name now
        // may be removed.
        let prepared = session.anchors.prepare(end, None, now)?;
        prepared.put_in_place()?;
        let in_its_place = End::in_place_of(&last, session.through()?);
        let (_, header) = in_its_place.next(Event::Pruned { through: last.seq }, now)?;
        let params = vec![
            Param::int(number(last.seq)),
            Param::text(&header.prev.to_string()),
            Param::text(&header.text),
        ];
        let pruned = session.wire.work(sql::PRUNE, params);
        pruned.map_err(|fault| session.at(fault))?;
        Ok(Pruned { through, needed })
    })
}
