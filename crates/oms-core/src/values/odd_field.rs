//! A value of an answer that could not be read as its type, or is none that its type can mean.

use std::fmt;

use crate::Json;
use crate::text::shown::Shown;

/// An optional field of an answer whose value is of an odd type, or a payload that is an odd
/// number, kept as it came.
///
/// The field itself reads as if it were missing. The rest of the answer is read.
/// [`Meta::odd_fields`](crate::Meta::odd_fields) says which numbers are odd.
#[derive(Clone, PartialEq, Eq)]
pub struct OddField {
    path: String,
    value: Json,
}

impl OddField {
    pub(crate) const fn new(path: String, value: Json) -> Self {
        Self { path, value }
    }

    /// The place in the payload, such as `[3].checkpoint`; empty for the payload itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value as it came.
    #[must_use]
    pub const fn value(&self) -> &Json {
        &self.value
    }
}

impl fmt::Debug for OddField {
    /// Shows the place alone: the value may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OddField").field(&Shown(&self.path)).finish()
    }
}
