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
    last: Option<u64>,
    needed: Option<u64>,
}

impl OldEntries {
    /// Begins with a journal that was pruned `through` an entry. An entry is old if it was written
    /// before a moment, and goes if it also has a smaller number than `stays`.
    pub(super) fn new(before: Timestamp, stays: i64, through: u64) -> Self {
        Self {
            before,
            stays,
            through,
            last: None,
            needed: None,
        }
    }

    /// Takes the next entry. Returns whether the ones after it may go as well.
    pub(super) fn take(&mut self, linked: &Linked) -> Result<bool, Broken> {
        let entry = linked
            .entry()
            .map_err(|what| Broken::entry(linked.seq, what))?;
        // The header is as young as the last pruning, but the entries after it may be older.
        if linked.seq == self.through {
            return Ok(true);
        }
        let time = entry.time.parse::<Timestamp>();
        if time.is_ok_and(|time| time < self.before) {
            let goes = number(linked.seq) < self.stays;
            let found = if goes {
                &mut self.last
            } else {
                &mut self.needed
            };
            *found = Some(linked.seq);
            return Ok(goes);
        }
        Ok(false)
    }

    /// Returns the entries that go. `first_to_stay` returns the first entry that must stay if those
    /// through a number are the only ones that may go, and `last_before` the last entry below a
    /// number. Each is asked once at most: a question reads the whole beginning of the journal,
    /// and the entries that were taken need not be read again.
    pub(super) fn decide(
        self,
        first_to_stay: impl FnOnce(i64) -> Result<Option<i64>, Problem>,
        last_before: impl FnOnce(i64) -> Result<Option<Linked>, Problem>,
    ) -> Result<ToGo, Problem> {
        let Self { last, needed, .. } = self;
        let Some(through) = last.map(number) else {
            return Ok(ToGo { last: None, needed });
        };
        let first = first_to_stay(through)?.unwrap_or(i64::MAX);
        let referred_to = u64::try_from(first).ok().filter(|_| first <= through);
        Ok(ToGo {
            last: last_before(first.min(through.saturating_add(1)))?,
            needed: referred_to.or(needed),
        })
    }
}

/// The entries that pruning removes.
#[derive(Debug)]
pub(super) struct ToGo {
    /// The last of them.
    pub(super) last: Option<Linked>,
    /// The entry behind them, if it is old as well and must stay.
    pub(super) needed: Option<u64>,
}
