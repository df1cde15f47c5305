//! The two forms in which a moment is written.

use serde::Serializer;

use crate::EpochSeconds;

/// Writes a moment as a number.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_number<S: Serializer>(seconds: &EpochSeconds, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(seconds.get())
}

/// Writes a moment as text of digits.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_text<S: Serializer>(seconds: &EpochSeconds, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(seconds)
}

/// As the module above, for a parameter that may be left out.
pub mod optional {
    use serde::Serializer;

    use crate::EpochSeconds;

    /// Writes a moment as a number, and nothing as null.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn as_number<S: Serializer>(
        seconds: &Option<EpochSeconds>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match seconds {
            Some(seconds) => super::as_number(seconds, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Writes a moment as text of digits, and nothing as null.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn as_text<S: Serializer>(
        seconds: &Option<EpochSeconds>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match seconds {
            Some(seconds) => super::as_text(seconds, serializer),
            None => serializer.serialize_none(),
        }
    }
}
