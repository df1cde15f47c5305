//! The time that the service says it spent, which comes in several spellings.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

use crate::echo::Echo;
use crate::shown::Shown;

/// The time that the service says it spent: the text as it came, from which a duration can be read where it states one.
///
/// A number without a unit states no duration, because the documented unit and the units seen in answers differ.
#[derive(Clone, PartialEq, Eq)]
pub struct Cost {
    raw: String,
}

impl Cost {
    /// Reads a text such as `10 ms`. No text is refused.
    #[must_use]
    pub fn new(raw: impl Into<String>) -> Self {
        Self { raw: raw.into() }
    }

    /// The text as it came.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The same without the credentials.
    pub(crate) fn veiled(self, echo: &Echo) -> Self {
        Self {
            raw: echo.veil(self.raw),
        }
    }

    /// The duration, where the text is a number with a known unit. It is read here, because few callers ask.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        duration_of(&self.raw)
    }
}

/// Reads a number and a unit by integers alone, so that `0.1 ms` is exact and no float can panic.
fn duration_of(raw: &str) -> Option<Duration> {
    let text = raw.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let (number, unit) = text.split_at(end);
    let nanos_per_unit: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "ns" => 1,
        "us" | "µs" | "μs" => 1_000,
        "ms" | "millis" | "milliseconds" => 1_000_000,
        "s" | "sec" | "second" | "seconds" => 1_000_000_000,
        "m" | "min" | "minute" | "minutes" => 60_000_000_000,
        _ => return None,
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut nanos = whole.parse::<u64>().ok()?.checked_mul(nanos_per_unit)?;
    let mut scale = nanos_per_unit;
    for digit in fraction.chars() {
        scale /= 10;
        nanos = nanos.checked_add(u64::from(digit.to_digit(10)?).checked_mul(scale)?)?;
    }
    Some(Duration::from_nanos(nanos))
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Shown(&self.raw))
    }
}

impl fmt::Debug for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cost({})", Shown(&self.raw))
    }
}

impl<'de> Deserialize<'de> for Cost {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::codec::Text::read(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests;
