//! The two forms in which a position is written.

use serde::Serializer;

use crate::StartPosition;

/// Writes a moment as a number; a text of the source's own stays text.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_number<S: Serializer>(
    position: &StartPosition,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match position {
        StartPosition::EpochSeconds(seconds) => serializer.serialize_i64(seconds.get()),
        StartPosition::Raw(text) => serializer.serialize_str(text),
    }
}

/// Writes a moment as text of digits; a text of the source's own stays text.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_text<S: Serializer>(position: &StartPosition, serializer: S) -> Result<S::Ok, S::Error> {
    match position {
        StartPosition::EpochSeconds(seconds) => serializer.collect_str(seconds),
        StartPosition::Raw(text) => serializer.serialize_str(text),
    }
}

/// As the module above, for a parameter that may be left out.
pub mod optional {
    use serde::Serializer;

    use crate::StartPosition;

    /// Writes a moment as a number, and nothing as null.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn as_number<S: Serializer>(
        position: &Option<StartPosition>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match position {
            Some(position) => super::as_number(position, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Writes a moment as text of digits, and nothing as null.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn as_text<S: Serializer>(
        position: &Option<StartPosition>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match position {
            Some(position) => super::as_text(position, serializer),
            None => serializer.serialize_none(),
        }
    }
}
