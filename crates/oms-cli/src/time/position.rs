//! A position of any kind as text: for people, and for an entry of the journal or a saved plan.

use oms_client::{EpochSeconds, Shown, StartPosition};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Moment;

/// Writes a position.
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

/// Reads a position. A whole second becomes a moment; any other text is a position in the source's
/// own format.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<StartPosition>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.map(|text| read(&text)))
}

/// Returns the position that a text denotes.
pub(crate) fn read(text: &str) -> StartPosition {
    let seconds = text
        .parse()
        .ok()
        .and_then(|seconds| EpochSeconds::new(seconds).ok());
    seconds.map_or_else(|| StartPosition::raw(text), StartPosition::EpochSeconds)
}

/// Returns a position for people, in local time.
pub(crate) fn shown_at(position: &StartPosition, moment: &Moment) -> String {
    match position {
        StartPosition::EpochSeconds(seconds) => moment.local(*seconds),
        other => shown(other),
    }
}

/// Returns a position for people. A position in a source's own format may contain any character, so
/// it is escaped.
pub(crate) fn shown(position: &StartPosition) -> String {
    match position {
        StartPosition::EpochSeconds(seconds) => seconds.to_rfc3339(),
        other => Shown(&other.to_string()).to_string(),
    }
}
