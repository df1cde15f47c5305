//! Moments and positions as scenario files spell them.

use std::fmt;

use oms_client::{EpochSeconds, StartPosition};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

/// A moment: a number of seconds, or a text such as `2025-03-19T06:18:38Z`.
#[derive(Debug, Clone, Copy)]
pub(super) struct When(pub(super) EpochSeconds);

/// A position: a moment, or a text in the source's own words.
#[derive(Debug, Clone)]
pub(super) struct Position(pub(super) StartPosition);

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Position::deserialize(deserializer)?.0 {
            StartPosition::EpochSeconds(seconds) => Ok(Self(seconds)),
            other => Err(de::Error::custom(format!(
                "`{other}` is not a time from 1970 to 2286: write seconds since 1970, or a text such as `2025-03-19T06:18:38Z`"
            ))),
        }
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PositionVisitor)
    }
}

struct PositionVisitor;

impl<'de> Visitor<'de> for PositionVisitor {
    type Value = Position;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of seconds since 1970, or a text such as `2025-03-19T06:18:38Z`")
    }

    fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Position, E> {
        EpochSeconds::new(seconds)
            .map(|seconds| Position(seconds.into()))
            .map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Position, E> {
        self.visit_i64(i64::try_from(seconds).unwrap_or(i64::MAX))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Position, E> {
        if let Ok(seconds) = text.parse::<EpochSeconds>() {
            return Ok(Position(seconds.into()));
        }
        let position = StartPosition::raw(text);
        position
            .check()
            .map_err(|invalid| E::custom(format!("the position `{text}` {invalid}")))?;
        Ok(Position(position))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Position, A::Error> {
        Err(de::Error::custom(
            "write the date and time in quotes, with its zone",
        ))
    }
}
