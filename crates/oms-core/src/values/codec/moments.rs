//! Moments in the form that the service takes where that is text.
//!
//! By themselves, moments are written as numbers.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::{EpochSeconds, StartPosition};

/// A value made of moments: one, or a list, a map or an option of them.
pub trait Moments {
    /// Writes the moments as texts of digits. A position of a source's own is text already.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write_as_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Writes moments as texts of digits.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_text<T: Moments, S: Serializer>(moments: &T, serializer: S) -> Result<S::Ok, S::Error> {
    moments.write_as_text(serializer)
}

impl Moments for EpochSeconds {
    fn write_as_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Moments for StartPosition {
    fn write_as_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::EpochSeconds(seconds) => seconds.write_as_text(serializer),
            Self::Raw(text) => serializer.serialize_str(text),
        }
    }
}

impl<T: Moments> Moments for Option<T> {
    fn write_as_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(moments) => moments.write_as_text(serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Moments> Moments for Vec<T> {
    fn write_as_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(AsText))
    }
}

impl<T: Moments> Moments for BTreeMap<String, T> {
    fn write_as_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, moments)| (key, AsText(moments))))
    }
}

/// Moments inside a list or a map.
struct AsText<'a, T>(&'a T);

impl<T: Moments> Serialize for AsText<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write_as_text(serializer)
    }
}
