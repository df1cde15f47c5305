//! A value with the place that it comes from, so that `oms config explain` can tell and a guard can
//! judge.

use std::fmt;

/// A value with the place that it comes from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) source: Source,
}

/// Where a value comes from, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A flag on the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A key of a profile.
    Profile(String, &'static str),
    /// Nobody said anything.
    Default,
}

impl<T> Setting<T> {
    pub(crate) fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }

    pub(crate) fn default(value: T) -> Self {
        Self::new(value, Source::Default)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag --{name}"),
            Self::Variable(name) => write!(f, "variable {name}"),
            Self::Profile(profile, key) => write!(f, "profile {profile}, key {key}"),
            Self::Default => f.write_str("default"),
        }
    }
}
