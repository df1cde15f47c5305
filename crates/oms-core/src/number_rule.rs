//! Which whole numbers may be sent, and how many items.
//!
//! What is read is held to no rule.

use crate::Invalid;

/// Which whole numbers may be sent.
///
/// ```
/// use oms_core::IntegerRule;
///
/// const PAGE_SIZE: IntegerRule = IntegerRule::new().minimum(1).maximum(150);
/// assert!(PAGE_SIZE.check(10).is_ok());
/// assert_eq!(PAGE_SIZE.check(200).unwrap_err().message(), "must be at most 150, and is 200");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntegerRule {
    minimum: i64,
    maximum: i64,
}

/// How many items a list or a map may have when it is sent.
///
/// ```
/// use oms_core::ListRule;
///
/// const LABELS: ListRule = ListRule::new().max_items(5);
/// assert_eq!(LABELS.check(6).unwrap_err().message(), "must have at most 5 items, and has 6");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListRule {
    min_items: usize,
    max_items: usize,
}

impl IntegerRule {
    /// The rule that every number keeps.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            minimum: i64::MIN,
            maximum: i64::MAX,
        }
    }

    /// Allows this number and greater ones.
    #[must_use]
    pub const fn minimum(mut self, least: i64) -> Self {
        self.minimum = least;
        self
    }

    /// Allows this number and smaller ones.
    #[must_use]
    pub const fn maximum(mut self, greatest: i64) -> Self {
        self.maximum = greatest;
        self
    }

    /// Checks a number.
    ///
    /// # Errors
    ///
    /// The number is out of range.
    pub fn check(&self, number: i64) -> Result<(), Invalid> {
        let bound = if number < self.minimum {
            format!("at least {}", self.minimum)
        } else if number > self.maximum {
            format!("at most {}", self.maximum)
        } else {
            return Ok(());
        };
        Err(Invalid::new(format!("must be {bound}, and is {number}")))
    }
}

impl Default for IntegerRule {
    fn default() -> Self {
        Self::new()
    }
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
        let noun = if count == 1 { "item" } else { "items" };
        Err(Invalid::new(format!(
            "must have {bound} {count} {noun}, and has {items}"
        )))
    }
}

impl Default for ListRule {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests;
