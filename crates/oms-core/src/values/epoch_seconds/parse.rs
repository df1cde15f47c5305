//! The spellings of a moment that people write: a number of seconds, a number with its unit, RFC
//! 3339.
//!
//! A spelling that leaves something open is refused instead of guessed: a date without an offset,
//! and a part of a second.

use std::str::FromStr;

use super::EpochSeconds;
use super::date_time::{self, CivilDateTime, DateTimeFault, Spelling};
use crate::Invalid;

impl FromStr for EpochSeconds {
    type Err = Invalid;

    /// Reads `1742365118`, `1742365118s`, `@1742365118000ms` or `2025-03-19T14:18:38+08:00`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let bare = text.strip_prefix('@').unwrap_or(text);
        let end = bare
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(bare.len());
        let (digits, rest) = bare.split_at(end);
        if rest.starts_with('-') && !digits.is_empty() {
            return from_rfc3339(text);
        }
        let units_per_second = match rest {
            "" | "s" => 1,
            "ms" => 1_000,
            "us" => 1_000_000,
            "ns" => 1_000_000_000,
            _ => return Err(unreadable()),
        };
        // Nanoseconds up to the last moment take more than 64 bits.
        let number: i128 = digits.parse().map_err(|_| unreadable())?;
        if rest.is_empty() {
            return Self::new(i64::try_from(number).map_err(|_| unreadable())?);
        }
        if number % units_per_second != 0 {
            return Err(part_of_second());
        }
        Self::new(i64::try_from(number / units_per_second).map_err(|_| unreadable())?)
    }
}

fn unreadable() -> Invalid {
    Invalid::new(
        "is not a time: write whole seconds such as `1742365118`, a number with its unit such as `@1742365118000ms`, or RFC 3339 \
         such as `2025-03-19T06:18:38Z`",
    )
}

/// Reads RFC 3339: date, `T` or a space, time, an optional fraction that must be zero, `Z` or an
/// offset.
fn from_rfc3339(text: &str) -> Result<EpochSeconds, Invalid> {
    let written = on_whole_second(text, Spelling::Rfc3339, unreadable)?;
    let offset = written.offset.ok_or_else(|| {
        Invalid::new("has no offset from UTC: add `Z`, or an offset such as `+08:00`")
    })?;
    EpochSeconds::new(written.local_seconds - offset)
}

/// Reads a date and a time on a whole second. A text that is not spelt like one is refused with
/// `unreadable`.
pub(crate) fn on_whole_second(
    text: &str,
    spelling: Spelling,
    unreadable: fn() -> Invalid,
) -> Result<CivilDateTime, Invalid> {
    match date_time::read(text, spelling) {
        Ok(written) if written.part_of_second => Err(part_of_second()),
        Ok(written) => Ok(written),
        Err(DateTimeFault::Spelling) => Err(unreadable()),
        Err(DateTimeFault::Day) => Err(Invalid::new("names a day that is not in the calendar")),
        Err(DateTimeFault::Time) => Err(Invalid::new(
            "names a time that no clock shows; a leap second has no number of its own",
        )),
    }
}

fn part_of_second() -> Invalid {
    Invalid::new("does not fall on a whole second, and the rest would be lost silently")
}
