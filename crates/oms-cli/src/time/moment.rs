//! The one moment at which the command started, and the zone of the person who started it.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use oms_client::{EpochSeconds, Invalid};

use super::distance;

/// The moment at which the command started, and the time zones.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    now: EpochSeconds,
    zone: TimeZone,
    named: Option<(String, TimeZone)>,
}

impl Moment {
    /// Reads the clock once. A fraction of a second is cut off.
    pub(crate) fn new(now: SystemTime, zone: TimeZone) -> Result<Self, Invalid> {
        Ok(Self {
            now: EpochSeconds::at_or_before(now)?,
            zone,
            named: None,
        })
    }

    /// Returns the same moment with a zone for times that name none.
    pub(crate) fn with_named_zone(self, named: Option<(String, TimeZone)>) -> Self {
        Self { named, ..self }
    }

    pub(crate) const fn now(&self) -> EpochSeconds {
        self.now
    }

    /// Returns the zone in which local times are shown.
    pub(crate) fn zone(&self) -> &TimeZone {
        self.named.as_ref().map_or(&self.zone, |(_, zone)| zone)
    }

    /// Returns the zone that was named for times without one.
    pub(crate) fn named_zone(&self) -> Option<&(String, TimeZone)> {
        self.named.as_ref()
    }

    /// Returns a second as local time with its offset.
    pub(crate) fn local(&self, seconds: EpochSeconds) -> String {
        Timestamp::from(seconds)
            .to_zoned_datetime(self.zone().clone())
            .strftime("%Y-%m-%dT%H:%M:%S%:z")
            .to_string()
    }

    /// Returns the distance of a second from now, in words.
    pub(crate) fn distance_to(&self, seconds: EpochSeconds) -> String {
        let span = self.now.get().saturating_sub(seconds.get());
        match span {
            0 => "now".to_owned(),
            1.. => format!("{} before now", distance(span)),
            _ => format!("{} after now", distance(span)),
        }
    }
}
