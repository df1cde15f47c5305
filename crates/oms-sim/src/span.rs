//! Spans of time as people write them: `250ms`, `30s`, `2h 30m`, or a number of seconds.

use std::fmt;
use std::time::Duration;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A span of time, written such as `250ms`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(pub Duration);

pub(crate) fn serialize<S: Serializer>(span: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    Span(*span).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Duration, D::Error> {
    Span::deserialize(deserializer).map(|span| span.0)
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&oms_text::format_span(self.0))
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SpanVisitor)
    }
}

struct SpanVisitor;

impl Visitor<'_> for SpanVisitor {
    type Value = Span;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a span of time such as `250ms` or `30s`, or a number of seconds")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Span, E> {
        oms_text::parse_duration(text)
            .map(Span)
            .map_err(|problem| E::custom(format!("`{text}` {problem}")))
    }

    fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Span, E> {
        Ok(Span(Duration::from_secs(seconds)))
    }

    fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Span, E> {
        u64::try_from(seconds)
            .map_err(|_| E::custom(format!("{seconds} seconds: a span of time is not negative")))
            .and_then(|seconds| self.visit_u64(seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_written_as_people_do() {
        for (json, millis, written) in [
            (r#""250ms""#, 250, "250ms"),
            (r#""1m 30s""#, 90_000, "1m 30s"),
            (r#""1h30m""#, 5_400_000, "1h 30m"),
            (r#""90""#, 90_000, "1m 30s"),
            ("30", 30_000, "30s"),
            ("0", 0, "0s"),
        ] {
            let span: Span = serde_json::from_str(json).unwrap();
            assert_eq!(span.0, Duration::from_millis(millis), "{json}");
            assert_eq!(serde_json::to_value(span).unwrap(), written);
        }
    }

    #[test]
    fn what_is_no_span_is_refused_in_words() {
        for (json, words) in [
            (r#""soon""#, "`soon` is not a span of time"),
            ("-1", "not negative"),
            ("[]", "a span of time such as"),
        ] {
            let error = serde_json::from_str::<Span>(json).unwrap_err().to_string();
            assert!(error.contains(words), "{json}: {error}");
        }
    }
}
