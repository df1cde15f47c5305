//! The place in a list, and the end of it.
//!
//! It knows of no action and sends nothing: it counts.

use std::fmt;
use std::hash::{DefaultHasher, Hasher};

/// The most pages of a list that are asked for unless the caller says otherwise.
const MOST_PAGES: u32 = 1000;

/// The place in a list.
pub(super) struct Cursor {
    /// The page that was asked for first.
    first: i64,
    /// The page to ask for.
    number: i64,
    /// The number of items up to here, pages before the first one included.
    counted: u64,
    /// The pages that were given out.
    given: Vec<u64>,
    /// The pages that may still be asked for.
    left: u32,
    /// The last total that was stated and not below the count.
    total: Option<u64>,
    /// `true` if another total was stated before that one.
    changed: bool,
    /// `true` if the last page had been given out before.
    repeated: bool,
    end: Option<PagesEnd>,
}

/// The end of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PagesEnd {
    /// The items counted reach the total that the service states.
    Total,
    /// A page was empty, and no more items were stated last than came.
    EmptyPage,
    /// A page was empty although the service had stated more items than came. Some may have been
    /// deleted meanwhile, or the service did not give them.
    BelowTotal,
    /// The list ended as a whole one does, but the service had stated another total before: items
    /// came or went meanwhile, and others moved to a page that had been read, or to one that was
    /// read later. Some may be missing, or be there twice.
    Changed,
    /// The service gave the same pages again: there may be items that it never gave.
    Repeated,
    /// The service gave more items than it had stated. It may ignore the number of the page.
    PastTotal,
    /// As many pages were asked for as [`Pages::at_most_pages`](crate::Pages::at_most_pages)
    /// allows. There may be more.
    TooManyPages,
}

impl PagesEnd {
    /// Returns `true` if nothing speaks against the list being whole.
    #[must_use]
    pub fn is_complete(self) -> bool {
        matches!(self, Self::Total | Self::EmptyPage)
    }
}

/// Tells pages apart.
pub(super) fn fingerprint(payload: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(payload.as_bytes());
    hasher.finish()
}

/// A total that can be one.
fn believable(total: Option<i64>) -> Option<u64> {
    total.and_then(|total| u64::try_from(total).ok())
}

impl Cursor {
    pub(super) const fn new(number: i64) -> Self {
        Self {
            first: number,
            number,
            counted: 0,
            given: Vec::new(),
            left: MOST_PAGES,
            total: None,
            changed: false,
            repeated: false,
            end: None,
        }
    }

    /// Asks for no more than this many pages in all, those that came included. A list that has
    /// ended by itself stays so.
    pub(super) fn limit(&mut self, pages: u32) {
        let came = self.number.saturating_sub(self.first);
        self.left = pages.saturating_sub(u32::try_from(came).unwrap_or(u32::MAX));
        if matches!(self.end, None | Some(PagesEnd::TooManyPages)) {
            self.end = (self.left == 0).then_some(PagesEnd::TooManyPages);
        }
    }

    pub(super) const fn number(&self) -> i64 {
        self.number
    }

    pub(super) const fn end(&self) -> Option<PagesEnd> {
        self.end
    }

    /// Turns a page that came, and returns its number where it is to be given out.
    pub(super) fn turn(
        &mut self,
        items: usize,
        total: Option<i64>,
        fingerprint: u64,
    ) -> Option<i64> {
        let number = self.number;
        self.number = number.saturating_add(1);
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            self.end = Some(PagesEnd::TooManyPages);
        }
        if items == 0 {
            self.end = Some(self.end_at_empty_page(total));
            return None;
        }
        if self.given.contains(&fingerprint) {
            self.end = self.repeated.then_some(PagesEnd::Repeated).or(self.end);
            self.repeated = true;
            return None;
        }
        self.given.push(fingerprint);
        self.repeated = false;
        self.count(number, items);
        self.end = self.end_after(total).or(self.end);
        Some(number)
    }

    /// Pages before the first one are taken to be as long as that one. If that is a short last
    /// page, the count is too low, which costs one more request and loses nothing.
    fn count(&mut self, number: i64, items: usize) {
        let items = items as u64;
        if self.given.len() == 1 {
            let before = u64::try_from(number.saturating_sub(1)).unwrap_or(0);
            self.counted = before.saturating_mul(items);
        }
        self.counted = self.counted.saturating_add(items);
    }

    /// Takes a total for the one that was stated last.
    fn state(&mut self, total: u64) {
        let before = self.total.replace(total);
        self.changed |= before.is_some_and(|before| before != total);
    }

    /// Returns the end of a list of which nothing else is known to be missing.
    const fn unless_changed(&self, end: PagesEnd) -> PagesEnd {
        if self.changed { PagesEnd::Changed } else { end }
    }

    /// The total that was stated last counts: it falls where items are deleted meanwhile. Behind a
    /// later page alone, that may be the last one, and the count before it too low.
    fn end_at_empty_page(&mut self, total: Option<i64>) -> PagesEnd {
        if let Some(total) = believable(total) {
            self.state(total);
        }
        let is_count_sure = self.first <= 1 || self.given.len() > 1;
        match self.total {
            Some(total) if is_count_sure && total > self.counted => PagesEnd::BelowTotal,
            _ => self.unless_changed(PagesEnd::EmptyPage),
        }
    }

    /// The number of its items makes no page the last one, as [`Pages`](super::Pages) says.
    fn end_after(&mut self, total: Option<i64>) -> Option<PagesEnd> {
        if let Some(total) = believable(total).filter(|&total| total >= self.counted) {
            self.state(total);
            return (total == self.counted).then_some(self.unless_changed(PagesEnd::Total));
        }
        self.total
            .is_some_and(|total| total < self.counted)
            .then_some(PagesEnd::PastTotal)
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cursor")
            .field("number", &self.number)
            .field("counted", &self.counted)
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}
