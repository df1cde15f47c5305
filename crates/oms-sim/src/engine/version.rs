//! The version that the simulated service says it has.

use std::fmt;
use std::str::FromStr;

use oms_core::{ActionInfo, Version, internals};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A version of one of the two editions, such as `4.2.5` or `4.2.12-CE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ServiceVersion {
    version: Version,
    community: bool,
}

impl ServiceVersion {
    /// Returns whether this version has the action. An action counts as available unless a page
    /// says otherwise of this very edition.
    ///
    /// The client refuses more: where a page speaks of the other edition alone, it measures by
    /// that, because a server that is older can hardly know the action in either. The simulator
    /// answers in the name of the service, so it refuses by what a page says and by nothing else.
    pub(crate) fn knows(self, action: &ActionInfo) -> bool {
        let since = action.first_versions();
        let first = if self.community {
            since.first_community()
        } else {
            since.first_enterprise()
        };
        first.is_none_or(|first| first <= self.version)
    }
}

impl FromStr for ServiceVersion {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (version, community) = internals::server_version(text)
            .map_err(|error| format!("`{text}` is no version: {error}"))?;
        Ok(Self { version, community })
    }
}

impl fmt::Display for ServiceVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edition = if self.community { "-CE" } else { "" };
        write!(f, "{}{edition}", self.version)
    }
}

impl Serialize for ServiceVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ServiceVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use oms_core::{Effect, Since};

    use super::*;

    #[test]
    fn an_edition_knows_what_is_not_newer_than_it() {
        let since = Since::enterprise(Version::new(4, 3, 0)).and_community(Version::new(4, 4, 0));
        let action = ActionInfo::new("A", Effect::Read).since(since);
        for (text, known) in [
            ("4.3.0", true),
            ("V4.3.0 BP1", true),
            ("4.2.9", false),
            ("4.3.0-CE", false),
            ("4.4.0-ce", true),
            ("V4.3.0-CE BP1", false),
            ("4.3.0_CE", false),
            ("V4.4.0 CE", true),
        ] {
            let version: ServiceVersion = text.parse().unwrap();
            assert_eq!(version.knows(&action), known, "{text}");
        }
        let undated = ActionInfo::new("B", Effect::Read);
        assert!("1.0.0".parse::<ServiceVersion>().unwrap().knows(&undated));
        let of_the_other = undated.since(Since::enterprise(Version::new(4, 3, 0)));
        let community: ServiceVersion = "4.2.0-CE".parse().unwrap();
        assert!(community.knows(&of_the_other), "no page says otherwise");
        let error = "newest".parse::<ServiceVersion>().unwrap_err();
        assert!(error.contains("`newest` is no version"), "{error}");
    }
}
