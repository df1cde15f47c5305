//! The spellings of a moment that people write: a number of seconds, a number with its unit, RFC 3339.
//!
//! A spelling that leaves something open is refused instead of guessed: a date without an offset, and a part of a second.

use std::str::FromStr;

use super::EpochSeconds;
use super::calendar::days_from_date;
use super::calendar::days_in_month;
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
            return Err(Invalid::new(
                "does not fall on a whole second, and the rest would be lost silently",
            ));
        }
        Self::new(i64::try_from(number / units_per_second).map_err(|_| unreadable())?)
    }
}

fn unreadable() -> Invalid {
    Invalid::new(
        "is no moment: write whole seconds such as `1742365118`, a number with its unit such as `@1742365118000ms`, or RFC 3339 \
         such as `2025-03-19T06:18:38Z`",
    )
}

/// Reads RFC 3339: date, `T` or a space, time, an optional fraction that must be zero, `Z` or an offset.
fn from_rfc3339(text: &str) -> Result<EpochSeconds, Invalid> {
    let mut rest = Reader {
        bytes: text.as_bytes(),
    };
    let (year, month, day) = (
        rest.number(4)?,
        rest.after(b"-")?.number(2)?,
        rest.after(b"-")?.number(2)?,
    );
    rest.after(b"Tt ")?;
    let (hour, minute, second) = (
        rest.number(2)?,
        rest.after(b":")?.number(2)?,
        rest.after(b":")?.number(2)?,
    );
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return Err(Invalid::new("names a day that is not in the calendar"));
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err(Invalid::new(
            "names a time that no clock shows; a leap second has no number of its own",
        ));
    }
    rest.fraction()?;
    let offset = rest.offset()?;
    let local = days_from_date(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    EpochSeconds::new(local - offset)
}

/// What is left of a text that is read from its front.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn take(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    fn number(&mut self, digits: u8) -> Result<i64, Invalid> {
        let mut number = 0;
        for _ in 0..digits {
            match self.take() {
                Some(digit @ b'0'..=b'9') => number = number * 10 + i64::from(digit - b'0'),
                _ => return Err(unreadable()),
            }
        }
        Ok(number)
    }

    fn after(&mut self, allowed: &[u8]) -> Result<&mut Self, Invalid> {
        match self.take() {
            Some(byte) if allowed.contains(&byte) => Ok(self),
            _ => Err(unreadable()),
        }
    }

    fn fraction(&mut self) -> Result<(), Invalid> {
        if self.bytes.first() != Some(&b'.') {
            return Ok(());
        }
        self.take();
        let digits = self
            .bytes
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (fraction, rest) = self.bytes.split_at_checked(digits).ok_or_else(unreadable)?;
        self.bytes = rest;
        match fraction {
            [] => Err(unreadable()),
            digits if digits.iter().all(|&digit| digit == b'0') => Ok(()),
            _ => Err(Invalid::new(
                "does not fall on a whole second, and the rest would be lost silently",
            )),
        }
    }

    fn offset(&mut self) -> Result<i64, Invalid> {
        let sign = match self.take() {
            Some(b'Z' | b'z') => 0,
            Some(b'+') => 1,
            Some(b'-') => -1,
            None => {
                return Err(Invalid::new(
                    "has no offset from UTC: add `Z`, or an offset such as `+08:00`",
                ));
            }
            Some(_) => return Err(unreadable()),
        };
        let seconds = if sign == 0 {
            0
        } else {
            let (hours, minutes) = (self.number(2)?, self.after(b":")?.number(2)?);
            if hours > 23 || minutes > 59 {
                return Err(unreadable());
            }
            sign * (hours * 3600 + minutes * 60)
        };
        if self.bytes.is_empty() {
            Ok(seconds)
        } else {
            Err(unreadable())
        }
    }
}
