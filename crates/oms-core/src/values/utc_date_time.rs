//! A date and a time as the service writes them: text in UTC that does not say so.
//!
//! Reading refuses nothing, because a call that was accepted must not become unreadable over a
//! time; sending refuses what names no moment.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::shown::Shown;
use crate::values::epoch_seconds::date_time::{self, Spelling};
use crate::values::epoch_seconds::parse::on_whole_second;
use crate::{EpochSeconds, Invalid};

/// A date and a time in UTC, kept as the text that came, such as `2024-09-13T09:08:34`.
///
/// The text is read only when [`epoch_seconds`](Self::epoch_seconds) is asked for, so that an odd
/// one fails nothing else. Two are equal where their texts are, and one that came from the service
/// is sent as it came. One that is built here is written `YYYY-MM-DDTHH:MM:SS`.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::{EpochSeconds, UtcDateTime};
///
/// let moment = EpochSeconds::new(1_742_365_118)?;
/// let built = UtcDateTime::from(moment);
/// assert_eq!(built.raw(), "2025-03-19T06:18:38");
/// assert_eq!(built.epoch_seconds(), Some(moment));
/// assert_eq!("2025-03-19T14:18:38+08:00".parse::<UtcDateTime>()?, built);
/// # Ok::<(), oms_client::Invalid>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UtcDateTime {
    raw: String,
}

impl UtcDateTime {
    /// The text as it came, or as it will be sent.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The moment; `None` where the text names none between 1970 and 2286.
    ///
    /// A text without a zone mark is UTC, and an offset is applied where there is one. A part of a
    /// second is dropped, so the result is the last whole second at or before the moment.
    #[must_use]
    pub fn epoch_seconds(&self) -> Option<EpochSeconds> {
        let written = date_time::read(self.raw.trim(), Spelling::Lenient).ok()?;
        EpochSeconds::new(written.local_seconds - written.offset.unwrap_or(0)).ok()
    }

    /// Checks that the text names a moment, as one that came from the service may not.
    ///
    /// # Errors
    ///
    /// It names none.
    pub fn check(&self) -> Result<(), Invalid> {
        match self.epoch_seconds() {
            Some(_) => Ok(()),
            None => Err(unreadable()),
        }
    }
}

impl From<EpochSeconds> for UtcDateTime {
    fn from(seconds: EpochSeconds) -> Self {
        let mut raw = seconds.to_rfc3339();
        // The zone mark is what the service leaves out.
        raw.pop();
        Self { raw }
    }
}

impl FromStr for UtcDateTime {
    type Err = Invalid;

    /// Reads `2025-03-19T06:18:38`, which is UTC because the service reads it so, or a text with
    /// `Z` or an offset, which is turned into UTC. A part of a second is refused.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let written = on_whole_second(text, Spelling::Lenient, unreadable)?;
        EpochSeconds::new(written.local_seconds - written.offset.unwrap_or(0)).map(Self::from)
    }
}

impl TryFrom<SystemTime> for UtcDateTime {
    type Error = Invalid;

    /// Refuses a moment between two seconds; [`EpochSeconds::at_or_before`] cuts it off.
    fn try_from(moment: SystemTime) -> Result<Self, Invalid> {
        EpochSeconds::try_from(moment).map(Self::from)
    }
}

#[cfg(feature = "jiff")]
impl TryFrom<jiff::Timestamp> for UtcDateTime {
    type Error = Invalid;

    /// Refuses a moment between two seconds; round the timestamp first where that is meant.
    fn try_from(moment: jiff::Timestamp) -> Result<Self, Invalid> {
        EpochSeconds::try_from(moment).map(Self::from)
    }
}

fn unreadable() -> Invalid {
    Invalid::new("is no date and time: write it in UTC such as `2025-03-19T06:18:38`")
}

impl fmt::Display for UtcDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Shown(&self.raw))
    }
}

impl fmt::Debug for UtcDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UtcDateTime({})", Shown(&self.raw))
    }
}

impl Serialize for UtcDateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.raw)
    }
}

impl<'de> Deserialize<'de> for UtcDateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::values::codec::Text::read(deserializer).map(|raw| Self { raw })
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::UtcDateTime;
    use crate::EpochSeconds;

    fn read(text: &str) -> UtcDateTime {
        serde_json::from_str(&serde_json::to_string(text).unwrap()).unwrap()
    }

    #[test]
    fn a_time_that_came_names_its_moment_in_every_spelling() {
        let table = [
            ("2024-09-13T09:08:34", 1_726_218_514),
            ("2024-09-13t09:08:34", 1_726_218_514),
            ("2024-09-13 09:08:34", 1_726_218_514),
            (" 2024-09-13 09:08:34 ", 1_726_218_514),
            ("2024-09-13T09:08", 1_726_218_480),
            ("2024-09-13T09:08:34Z", 1_726_218_514),
            ("2024-09-13T09:08:34.999", 1_726_218_514),
            ("2023-07-13T20:27:28.000+00:00", 1_689_280_048),
            ("2023-07-13T20:27:28.000+0000", 1_689_280_048),
            ("2023-07-14T04:27:28+08:00", 1_689_280_048),
            ("2023-07-13T15:57:28-0430", 1_689_280_048),
            ("1970-01-01T00:00:00", 0),
            ("2286-11-20T17:46:39", 9_999_999_999),
        ];
        for (text, expected) in table {
            let seconds = read(text).epoch_seconds().map(EpochSeconds::get);
            assert_eq!(seconds, Some(expected), "{text}");
            assert!(read(text).check().is_ok(), "{text}");
        }
    }

    #[test]
    fn an_odd_time_is_read_and_kept_and_never_sent() {
        let table = [
            "",
            "null",
            "-",
            "2024-09-13",
            "2024-02-30T00:00:00",
            "2024-09-13T24:00:00",
            "2024-09-13T09:08:60",
            "2024-09-13T09:08:34 CST",
            "2024-09-13T09:08:34.Z",
            "2024-09-13T09:08:34+24:00",
            "13.09.2024 09:08:34",
            "1726218514",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59",
            "\u{1b}[2J",
            "２０２４-09-13T09:08:34",
        ];
        for text in table {
            let moment = read(text);
            assert_eq!((moment.raw(), moment.epoch_seconds()), (text, None));
            let refusal = moment.check().unwrap_err().to_string();
            assert!(refusal.contains("date and time"), "{text}: {refusal}");
            assert!(text.parse::<UtcDateTime>().is_err(), "{text}");
            let json = serde_json::to_string(&moment).unwrap();
            assert_eq!(serde_json::from_str::<UtcDateTime>(&json).unwrap(), moment);
            assert!(!format!("{moment} {moment:?}").contains('\u{1b}'));
        }
        assert_eq!(
            serde_json::from_str::<UtcDateTime>("1726218514")
                .unwrap()
                .raw(),
            "1726218514"
        );
        assert!(serde_json::from_str::<UtcDateTime>("null").is_err());
    }

    #[test]
    fn a_time_that_is_built_is_written_in_utc_without_a_zone_mark() {
        let table = [
            ("2025-03-19T06:18:38", "2025-03-19T06:18:38"),
            ("2025-03-19 06:18:38.000", "2025-03-19T06:18:38"),
            ("2025-03-19T06:18:38Z", "2025-03-19T06:18:38"),
            ("2025-03-19T14:18:38+08:00", "2025-03-19T06:18:38"),
            ("2025-01-01T00:30:00+08:00", "2024-12-31T16:30:00"),
        ];
        for (text, expected) in table {
            let moment: UtcDateTime = text.parse().unwrap();
            assert_eq!(moment.raw(), expected);
            assert_eq!(
                serde_json::to_string(&moment).unwrap(),
                format!("\"{expected}\"")
            );
        }
        for (text, expected) in [
            ("2025-03-19T06:18:38.5", "whole second"),
            ("2025-02-29T00:00:00", "calendar"),
            ("2025-03-19T06:18:60", "clock"),
            ("1969-12-31T23:59:59", "negative"),
            ("1742365118", "2025-03-19T06:18:38"),
        ] {
            let refusal = text.parse::<UtcDateTime>().unwrap_err().to_string();
            assert!(refusal.contains(expected), "{text}: {refusal}");
        }
    }

    #[test]
    fn every_moment_is_read_back_from_the_text_that_is_written() {
        for step in 0..20_000_i64 {
            let seconds = EpochSeconds::new(step * 499_979 % 10_000_000_000).unwrap();
            let moment = UtcDateTime::from(seconds);
            assert_eq!(
                (moment.raw().len(), moment.epoch_seconds()),
                (19, Some(seconds))
            );
            assert_eq!(moment.raw().parse(), Ok(moment));
        }
        let (whole, between) = (Duration::from_secs(1), Duration::from_millis(1500));
        assert_eq!(
            UtcDateTime::try_from(UNIX_EPOCH + whole).unwrap().raw(),
            "1970-01-01T00:00:01"
        );
        assert!(UtcDateTime::try_from(UNIX_EPOCH + between).is_err());
        #[cfg(feature = "jiff")]
        {
            let moment = jiff::Timestamp::constant(1_742_365_118, 0);
            assert_eq!(
                UtcDateTime::try_from(moment).unwrap().raw(),
                "2025-03-19T06:18:38"
            );
            assert!(UtcDateTime::try_from(jiff::Timestamp::constant(1, 500_000_000)).is_err());
        }
    }
}
