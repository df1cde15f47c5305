//! The whole numbers that may be sent.

use crate::Invalid;

/// The range of whole numbers that may be sent.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::IntegerRule;
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

#[cfg(test)]
mod tests {
    use super::{IntegerRule, Invalid};

    #[test]
    fn a_number_out_of_range_is_refused_with_the_bound_that_it_breaks() {
        let (both, least, most) = (
            IntegerRule::new().minimum(-1).maximum(8),
            IntegerRule::new().minimum(1),
            IntegerRule::new().maximum(0),
        );
        let table = [
            (both, -2, Err("must be at least -1, and is -2")),
            (both, -1, Ok(())),
            (both, 8, Ok(())),
            (both, 9, Err("must be at most 8, and is 9")),
            (least, 0, Err("must be at least 1, and is 0")),
            (least, i64::MAX, Ok(())),
            (most, 1, Err("must be at most 0, and is 1")),
            (most, i64::MIN, Ok(())),
            (IntegerRule::default(), i64::MIN, Ok(())),
            (IntegerRule::default(), i64::MAX, Ok(())),
        ];
        for (rule, number, expected) in table {
            let result = rule.check(number);
            let result = result.as_ref().map_err(Invalid::message);
            assert_eq!(result.copied(), expected, "{rule:?} {number}");
        }
    }
}
