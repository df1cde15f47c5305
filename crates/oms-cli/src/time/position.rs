//! A position as text: for people, and for a line of the journal or a saved plan, whatever kind it
//! is of.

use oms_client::{EpochSeconds, Shown, StartPosition};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes it.
#[expect(
    clippy::ref_option,
    reason = "serde gives a reference to the field as it is"
)]
pub(crate) fn serialize<S: Serializer>(
    position: &Option<StartPosition>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    position
        .as_ref()
        .map(ToString::to_string)
        .serialize(serializer)
}

/// Reads it. A whole second is one again; anything else is a position in its source's own words.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<StartPosition>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.map(|text| read(&text)))
}

/// The position of a text.
pub(crate) fn read(text: &str) -> StartPosition {
    let seconds = text
        .parse()
        .ok()
        .and_then(|seconds| EpochSeconds::new(seconds).ok());
    seconds.map_or_else(|| StartPosition::raw(text), StartPosition::EpochSeconds)
}

/// A position as people read it. One in a source's own words may hold anything.
pub(crate) fn shown(position: &StartPosition) -> String {
    match position {
        StartPosition::EpochSeconds(seconds) => seconds.to_rfc3339(),
        other => Shown(&other.to_string()).to_string(),
    }
}
