//! The time that the service says it spent, which comes in several spellings.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

use crate::text::redact::Redactor;
use crate::text::shown::Shown;

/// The time that the service says it spent: the text as it came, from which a duration can be read
/// where it states one.
///
/// A number without a unit states no duration, because the documented unit and the units seen in
/// answers differ.
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
    pub(crate) fn redacted(self, redactor: &Redactor) -> Self {
        Self {
            raw: redactor.redact(self.raw),
        }
    }

    /// The duration, where the text is a number with a known unit. It is read here, because few
    /// callers ask.
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
        crate::values::codec::Text::read(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Cost;

    #[test]
    fn a_cost_is_a_duration_only_where_its_unit_is_stated() {
        let table = [
            ("10 ms", Some(10_000_000)),
            ("1089 ms", Some(1_089_000_000)),
            ("10ms", Some(10_000_000)),
            (" 10  MS ", Some(10_000_000)),
            ("0.01 s", Some(10_000_000)),
            ("1.5s", Some(1_500_000_000)),
            ("2 min", Some(120_000_000_000)),
            ("1 ns", Some(1)),
            ("0.0000000001 s", Some(0)),
            ("1", None),
            ("56", None),
            ("", None),
            ("ms", None),
            ("-1 ms", None),
            ("1.2.3 s", None),
            ("1 fortnight", None),
            ("99999999999999999999 s", None),
            ("18446744073709551615 s", None),
            ("1e9 ms", None),
        ];
        for (raw, nanos) in table {
            let cost = Cost::new(raw);
            assert_eq!(cost.duration(), nanos.map(Duration::from_nanos), "{raw}");
            assert_eq!(cost.raw(), raw);
        }
    }
}
