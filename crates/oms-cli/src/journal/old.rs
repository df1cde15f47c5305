//! The old entries at the beginning of a journal, which pruning removes.

use jiff::Timestamp;

use super::chain::Linked;
use super::lookup::number;
use super::problem::{Broken, Problem};

/// The old entries, which are found from the oldest one on.
#[derive(Debug)]
pub(super) struct OldEntries {
    before: Timestamp,
    stays: i64,
    through: u64,
    last: Option<Linked>,
}

impl OldEntries {
    /// Begins with a journal that was pruned `through` an entry. An entry is old if it was written
    /// before a moment and has a smaller number than `stays`.
    pub(super) fn new(before: Timestamp, stays: i64, through: u64) -> Self {
        Self {
            before,
            stays,
            through,
            last: None,
        }
    }

    /// Takes the next entry. Returns whether the ones after it may be old as well.
    pub(super) fn take(&mut self, linked: Linked) -> Result<bool, Broken> {
        let entry = linked
            .entry()
            .map_err(|what| Broken::entry(linked.seq, what))?;
        // The header is as young as the last pruning, but the entries after it may be older.
        if linked.seq == self.through {
            return Ok(true);
        }
        let time = entry.time.parse::<Timestamp>();
        let is_old = time.is_ok_and(|time| time < self.before) && number(linked.seq) < self.stays;
        if is_old {
            self.last = Some(linked);
        }
        Ok(is_old)
    }

    /// Returns the last old entry.
    pub(super) fn last(self) -> Option<Linked> {
        self.last
    }
}

/// Returns the last entry that may be removed: it and all entries before it are old, and no entry
/// that stays needs them. `last_before` returns the last old entry below a number, and
/// `first_not_closed_by` the first entry whose end would be left without it.
pub(super) fn last_to_go(
    stays: i64,
    last_before: impl Fn(i64) -> Result<Option<Linked>, Problem>,
    first_not_closed_by: impl Fn(i64) -> Result<Option<i64>, Problem>,
) -> Result<Option<Linked>, Problem> {
    let mut last = last_before(stays)?;
    // An intent must stay as long as its result, and a run as long as its steps, which refer to it.
    while let Some(through) = &last {
        match first_not_closed_by(number(through.seq))? {
            None => break,
            Some(split) => last = last_before(split)?,
        }
    }
    Ok(last)
}
