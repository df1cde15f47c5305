//! The number of items that a list or a map may have when it is sent, and the check of each of
//! them.

use std::collections::BTreeMap;

use oms_text::counted;

use crate::Invalid;

/// The number of items that a list or a map may have when it is sent.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::ListRule;
///
/// const LABELS: ListRule = ListRule::new().max_items(5);
/// assert_eq!(LABELS.check(6).unwrap_err().message(), "must have at most 5 items, and has 6");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListRule {
    min_items: usize,
    max_items: usize,
}

impl ListRule {
    /// The rule that every list keeps.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            min_items: 0,
            max_items: usize::MAX,
        }
    }

    /// Asks for at least this many items.
    #[must_use]
    pub const fn min_items(mut self, items: usize) -> Self {
        self.min_items = items;
        self
    }

    /// Allows at most this many items.
    #[must_use]
    pub const fn max_items(mut self, items: usize) -> Self {
        self.max_items = items;
        self
    }

    /// Checks the number of items.
    ///
    /// # Errors
    ///
    /// There are too few or too many.
    pub fn check(&self, items: usize) -> Result<(), Invalid> {
        let (bound, count) = if items < self.min_items {
            ("at least", self.min_items)
        } else if items > self.max_items {
            ("at most", self.max_items)
        } else {
            return Ok(());
        };
        let wanted = counted(count, "item");
        Err(Invalid::new(format!(
            "must have {bound} {wanted}, and has {items}"
        )))
    }
}

impl Default for ListRule {
    fn default() -> Self {
        Self::new()
    }
}

/// Checks every item of a list.
///
/// # Errors
///
/// The first item that is refused, at its index.
pub fn check_items<T>(
    items: &[T],
    check: impl Fn(&T) -> Result<(), Invalid>,
) -> Result<(), Invalid> {
    for (index, item) in items.iter().enumerate() {
        check(item).map_err(|invalid| invalid.at_index(index))?;
    }
    Ok(())
}

/// Checks every value of a map.
///
/// # Errors
///
/// The first value that is refused, at its key.
pub fn check_entries<T>(
    map: &BTreeMap<String, T>,
    check: impl Fn(&T) -> Result<(), Invalid>,
) -> Result<(), Invalid> {
    for (key, value) in map {
        check(value).map_err(|invalid| invalid.at_key(key))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Invalid, ListRule};

    #[test]
    fn a_list_that_is_too_short_or_too_long_is_refused_with_both_counts() {
        let (some, few) = (
            ListRule::new().min_items(1),
            ListRule::new().min_items(2).max_items(5),
        );
        let table = [
            (some, 0, Err("must have at least 1 item, and has 0")),
            (some, usize::MAX, Ok(())),
            (few, 1, Err("must have at least 2 items, and has 1")),
            (few, 2, Ok(())),
            (few, 5, Ok(())),
            (few, 6, Err("must have at most 5 items, and has 6")),
            (ListRule::default(), 0, Ok(())),
        ];
        for (rule, items, expected) in table {
            let result = rule.check(items);
            let result = result.as_ref().map_err(Invalid::message);
            assert_eq!(result.copied(), expected, "{rule:?} {items}");
        }
    }
}
