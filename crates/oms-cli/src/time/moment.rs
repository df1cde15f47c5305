//! The one moment at which the command started, and the zone of the person who started it.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use oms_client::{EpochSeconds, Invalid};

use super::distance;

/// The moment at which the command started, and the local zone.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    now: EpochSeconds,
    zone: TimeZone,
}

impl Moment {
    /// Takes the clock once. A second that has begun counts as the present one.
    pub(crate) fn new(now: SystemTime, zone: TimeZone) -> Result<Self, Invalid> {
        Ok(Self {
            now: EpochSeconds::at_or_before(now)?,
            zone,
        })
    }

    pub(crate) const fn now(&self) -> EpochSeconds {
        self.now
    }

    /// A second as local time with its offset.
    pub(crate) fn local(&self, seconds: EpochSeconds) -> String {
        Timestamp::from(seconds)
            .to_zoned_datetime(self.zone.clone())
            .strftime("%Y-%m-%dT%H:%M:%S%:z")
            .to_string()
    }

    /// How far a second lies from now, in words.
    pub(crate) fn distance_to(&self, seconds: EpochSeconds) -> String {
        let span = self.now.get().saturating_sub(seconds.get());
        match span {
            0 => "now".to_owned(),
            1.. => format!("{} before now", distance(span)),
            _ => format!("{} after now", distance(span)),
        }
    }

    /// A date and time without a zone, read as UTC and as local time.
    pub(crate) fn readings(&self, time: DateTime) -> (String, String) {
        let utc = time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        // An ambiguous or skipped local time is shown by its later offset; whoever writes the offset decides for themselves.
        let local = time.to_zoned_datetime(self.zone.clone()).map_or_else(
            |_| utc.clone(),
            |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        );
        (utc, local)
    }
}
