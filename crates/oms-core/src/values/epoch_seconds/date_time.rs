//! Reads a date and a time of day off a text, with the offset behind them.
//!
//! It does not decide what a missing offset or a part of a second means: whoever asks does.

use super::calendar::{days_from_date, days_in_month};

/// A date and a time of day as they are written.
pub(crate) struct CivilDateTime {
    /// Seconds from 1970-01-01T00:00:00 on, on the clock that the text shows.
    pub(crate) local_seconds: i64,
    /// `true` if a part of a second is written that is not zero.
    pub(crate) part_of_second: bool,
    /// The seconds by which that clock is ahead of UTC; `None` where the text does not say.
    pub(crate) offset: Option<i64>,
}

/// The spellings that are accepted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Those of RFC 3339.
    Rfc3339,
    /// Also a time without seconds and an offset without a colon, which libraries of other
    /// languages write.
    Lenient,
}

/// The reason for which a text names no moment.
pub(crate) enum DateTimeFault {
    /// It is not spelt like one.
    Spelling,
    /// Its day is not in the calendar.
    Day,
    /// Its time of day is on no clock.
    Time,
}

/// Reads a date, `T` or a space, a time, and where they are there a fraction and an offset.
pub(crate) fn read(text: &str, spelling: Spelling) -> Result<CivilDateTime, DateTimeFault> {
    let mut rest = DateTimeReader {
        bytes: text.as_bytes(),
        spelling,
    };
    let (year, month, day) = (
        rest.number(4)?,
        rest.after(b"-")?.number(2)?,
        rest.after(b"-")?.number(2)?,
    );
    rest.after(b"Tt ")?;
    let (hour, minute) = (rest.number(2)?, rest.after(b":")?.number(2)?);
    let second = rest.second()?;
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return Err(DateTimeFault::Day);
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err(DateTimeFault::Time);
    }
    let part_of_second = rest.fraction()?;
    let offset = rest.offset()?;
    Ok(CivilDateTime {
        local_seconds: days_from_date(year, month, day) * 86_400
            + hour * 3600
            + minute * 60
            + second,
        part_of_second,
        offset,
    })
}

/// The rest of a text that is read from its front.
struct DateTimeReader<'a> {
    bytes: &'a [u8],
    spelling: Spelling,
}

impl DateTimeReader<'_> {
    fn take(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    fn number(&mut self, digits: u8) -> Result<i64, DateTimeFault> {
        let mut number = 0;
        for _ in 0..digits {
            match self.take() {
                Some(digit @ b'0'..=b'9') => number = number * 10 + i64::from(digit - b'0'),
                _ => return Err(DateTimeFault::Spelling),
            }
        }
        Ok(number)
    }

    fn after(&mut self, allowed: &[u8]) -> Result<&mut Self, DateTimeFault> {
        match self.take() {
            Some(byte) if allowed.contains(&byte) => Ok(self),
            _ => Err(DateTimeFault::Spelling),
        }
    }

    fn second(&mut self) -> Result<i64, DateTimeFault> {
        if self.spelling == Spelling::Lenient && self.bytes.first() != Some(&b':') {
            return Ok(0);
        }
        self.after(b":")?.number(2)
    }

    /// Returns `true` if a fraction is there that is not zero.
    fn fraction(&mut self) -> Result<bool, DateTimeFault> {
        if self.bytes.first() != Some(&b'.') {
            return Ok(false);
        }
        self.take();
        let (mut digits, mut part) = (0, false);
        while let Some(digit @ b'0'..=b'9') = self.bytes.first().copied() {
            self.take();
            digits += 1;
            part |= digit != b'0';
        }
        if digits == 0 {
            return Err(DateTimeFault::Spelling);
        }
        Ok(part)
    }

    fn offset(&mut self) -> Result<Option<i64>, DateTimeFault> {
        let sign = match self.take() {
            None => return Ok(None),
            Some(b'Z' | b'z') => 0,
            Some(b'+') => 1,
            Some(b'-') => -1,
            Some(_) => return Err(DateTimeFault::Spelling),
        };
        let seconds = if sign == 0 {
            0
        } else {
            sign * self.distance()?
        };
        if self.bytes.is_empty() {
            Ok(Some(seconds))
        } else {
            Err(DateTimeFault::Spelling)
        }
    }

    fn distance(&mut self) -> Result<i64, DateTimeFault> {
        let hours = self.number(2)?;
        if self.spelling == Spelling::Rfc3339 || self.bytes.first() == Some(&b':') {
            self.after(b":")?;
        }
        let minutes = self.number(2)?;
        if hours > 23 || minutes > 59 {
            return Err(DateTimeFault::Spelling);
        }
        Ok(hours * 3600 + minutes * 60)
    }
}
