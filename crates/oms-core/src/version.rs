//! Versions of the service, and which of them know an action.

use std::fmt;
use std::str::FromStr;

use crate::{ActionInfo, Invalid};

/// A version of the service, as three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    major: u16,
    minor: u16,
    patch: u16,
}

/// The first versions that know an action, by edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    enterprise: Option<Version>,
    community: Option<Version>,
}

impl Version {
    /// The version `major.minor.patch`.
    #[must_use]
    pub const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Self {
            major,
            minor,
            patch,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Version {
    type Err = Invalid;

    /// Reads `4.3.0`, with or without a leading `V`, and with or without a suffix such as ` BP1` or `-CE`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        ServerVersion::from_str(text).map(|server| server.version)
    }
}

impl Since {
    /// No version is documented.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            enterprise: None,
            community: None,
        }
    }

    /// The enterprise edition knows it from `version` on.
    #[must_use]
    pub const fn enterprise(version: Version) -> Self {
        Self::unknown().and_enterprise(version)
    }

    /// The community edition knows it from `version` on.
    #[must_use]
    pub const fn community(version: Version) -> Self {
        Self::unknown().and_community(version)
    }

    /// The enterprise edition knows it as well, from `version` on.
    #[must_use]
    pub const fn and_enterprise(mut self, version: Version) -> Self {
        self.enterprise = Some(version);
        self
    }

    /// The community edition knows it as well, from `version` on.
    #[must_use]
    pub const fn and_community(mut self, version: Version) -> Self {
        self.community = Some(version);
        self
    }

    /// First version of the enterprise edition.
    #[must_use]
    pub const fn first_enterprise(&self) -> Option<Version> {
        self.enterprise
    }

    /// First version of the community edition.
    #[must_use]
    pub const fn first_community(&self) -> Option<Version> {
        self.community
    }
}

/// The version that a caller says the server has, with its edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ServerVersion {
    version: Version,
    community: bool,
}

impl ServerVersion {
    /// Refuses an action that this server is too old to know.
    ///
    /// An action that is documented for the enterprise edition alone is measured by that on a community server: a server that is
    /// older than the action cannot know it in either edition, and a newer one may.
    pub(crate) fn check(self, action: &ActionInfo) -> Result<(), Invalid> {
        let since = action.first_versions();
        let first = if self.community {
            since.first_community().or(since.first_enterprise())
        } else {
            since.first_enterprise().or(since.first_community())
        };
        match first {
            Some(first) if self.version < first => Err(Invalid::new(format!(
                "{} needs version {first} or later, and the server is said to have {}",
                action.name(),
                self.version
            ))
            .at("server_version")),
            _ => Ok(()),
        }
    }
}

impl FromStr for ServerVersion {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let refuse = || {
            Invalid::new("a version is written like `4.3.0`, `V4.3.0 BP1` or `V4.2.12-CE`")
                .at("server_version")
        };
        let trimmed = text.trim();
        let bare = trimmed.strip_prefix(['v', 'V']).unwrap_or(trimmed);
        let end = bare
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(bare.len());
        let (numbers, suffix) = bare.split_at(end);
        let mut parts = numbers.split('.').map(str::parse::<u16>);
        let version = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch)), None) => {
                Version::new(major, minor, patch)
            }
            _ => return Err(refuse()),
        };
        if !suffix.is_empty() && !suffix.starts_with([' ', '-', '_']) {
            return Err(refuse());
        }
        let community = suffix
            .split([' ', '-', '_'])
            .any(|word| word.eq_ignore_ascii_case("CE"));
        Ok(Self { version, community })
    }
}
