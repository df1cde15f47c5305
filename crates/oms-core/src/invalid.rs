//! A value that is refused on this machine, before anything is sent.

use std::borrow::Cow;
use std::fmt;

use crate::shown::Shown;

/// A value that is refused before anything is sent.
///
/// It never repeats a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Invalid {
    inner: Box<Inner>,
}

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    at: Cow<'static, str>,
    message: Cow<'static, str>,
}

impl Invalid {
    /// A refusal whose text says what is wrong and what would be right.
    #[must_use]
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            inner: Box::new(Inner {
                at: Cow::Borrowed(""),
                message: message.into(),
            }),
        }
    }

    /// Adds the place, such as the wire name of a parameter; an inner place that is already known is kept behind it.
    #[must_use]
    pub fn at(self, place: &'static str) -> Self {
        self.within(Cow::Borrowed(place))
    }

    /// Adds the place in a list, counted from zero: with the list's own place it reads `labels[3]`.
    #[must_use]
    pub fn at_index(self, index: usize) -> Self {
        self.within(Cow::Owned(format!("[{index}]")))
    }

    /// Adds the key in a map: with the map's own place it reads `limits.daily`.
    #[must_use]
    pub fn at_key(self, key: &str) -> Self {
        self.within(Cow::Owned(key.to_owned()))
    }

    fn within(mut self, place: Cow<'static, str>) -> Self {
        let inner = &self.inner.at;
        self.inner.at = if inner.is_empty() {
            place
        } else if inner.starts_with('[') {
            Cow::Owned(format!("{place}{inner}"))
        } else {
            Cow::Owned(format!("{place}.{inner}"))
        };
        self
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// The parameter or option that holds the value; empty where the value stands alone.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.inner.at
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.inner.at.is_empty() {
            write!(f, "`{}`: ", Shown(&self.inner.at))?;
        }
        write!(f, "{}", Shown(&self.inner.message))
    }
}

impl fmt::Debug for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invalid")
            .field("place", &Shown(&self.inner.at))
            .field("message", &Shown(&self.inner.message))
            .finish()
    }
}

impl std::error::Error for Invalid {}

#[cfg(test)]
mod tests;
