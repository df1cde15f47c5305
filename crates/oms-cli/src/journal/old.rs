//! The old entries at the beginning of a journal, which pruning removes.

use jiff::Timestamp;

use super::chain::Linked;
use super::lookup::number;
use super::problem::Problem;
use super::query::{Param, Query};
use super::sql;

/// The entries that pruning removes.
#[derive(Debug)]
pub(super) struct ToGo {
    /// The last of them.
    pub(super) last: Option<Linked>,
    /// The entry behind them, if it is old as well and must stay.
    pub(super) needed: Option<u64>,
}

/// Returns the entries that may be removed: they were written before a moment, they come before the
/// entry `stays`, and no entry that stays needs them.
pub(super) fn to_go(
    journal: &dyn Query,
    before: Timestamp,
    stays: Option<u64>,
) -> Result<ToGo, Problem> {
    let through = journal.through()?;
    let (mut last, mut needed) = (None, None);
    journal.each_entry(&mut |linked| {
        let entry = linked.unchanged()?;
        // The header is as young as the last pruning, but the entries after it may be older.
        if linked.seq == through {
            return Ok(true);
        }
        let time = entry.time.parse::<Timestamp>();
        if !time.is_ok_and(|time| time < before) {
            return Ok(false);
        }
        let goes = stays.is_none_or(|stays| linked.seq < stays);
        let found = if goes { &mut last } else { &mut needed };
        *found = Some(linked.seq);
        Ok(goes)
    })?;
    let Some(through) = last else {
        return Ok(ToGo { last: None, needed });
    };
    // Each of these reads the whole beginning of the journal, and is asked once.
    let first = journal.number(
        sql::FIRST_TO_STAY_THROUGH,
        vec![Param::int(number(through))],
    )?;
    let behind = through.saturating_add(1);
    let end = first.map_or(behind, |first| first.min(behind));
    let mut rows = journal.answer(sql::LAST_BEFORE, vec![Param::int(number(end))])?;
    let [last, ..] = rows.pop().unwrap_or_default().entries;
    Ok(ToGo {
        last,
        needed: first.filter(|first| *first <= through).or(needed),
    })
}
