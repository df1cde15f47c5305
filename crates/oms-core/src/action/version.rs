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

/// The first versions that know an action or a field, by edition.
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

    /// Reads `4.3.0`, with or without a leading `V`, and with or without a suffix such as ` BP1` or
    /// `-CE`.
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

/// Takes the name of a given field and the first versions that know it.
type Visit<'a> = dyn FnMut(&'static str, Since) + 'a;

/// The version that a caller says the server has, with its edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ServerVersion {
    pub(crate) version: Version,
    pub(crate) community: bool,
}

impl ServerVersion {
    /// Refuses an action, or a given field of it, that this server is too old to know.
    ///
    /// `newer_fields` is [`Action::newer_fields`](crate::Action::newer_fields) of the request.
    pub(crate) fn check(
        self,
        action: &ActionInfo,
        newer_fields: &dyn Fn(&mut Visit<'_>),
    ) -> Result<(), Invalid> {
        let server = self.version;
        if let Some(first) = self.lacks(action.first_versions()) {
            let message = format!(
                "{} needs version {first} or later, and the server is said to have {server}",
                action.name()
            );
            return Err(Invalid::new(message).at("server_version"));
        }
        let mut newer = None;
        newer_fields(&mut |field, since| {
            if newer.is_none() {
                newer = self.lacks(since).map(|first| (field, first));
            }
        });
        match newer {
            Some((field, first)) => Err(Invalid::new(format!(
                "needs version {first} or later, and the server is said to have {server}: leave it out"
            ))
            .at(field)),
            None => Ok(()),
        }
    }

    /// The first version that knows a thing, where this server is older.
    ///
    /// A version that is documented for the enterprise edition alone is measured by that on a
    /// community server: a server that is older than it cannot know it in either edition, and a
    /// newer one may.
    fn lacks(self, since: Since) -> Option<Version> {
        let first = if self.community {
            since.first_community().or(since.first_enterprise())
        } else {
            since.first_enterprise().or(since.first_community())
        };
        first.filter(|&first| self.version < first)
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

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use crate::testing::{ACCEPTED, Depot, Ticket};
    use crate::{Action, ActionInfo, Effect, Error, FakeTransport, Since, Version};

    /// An action with a field that came later, and one whose first version is known for the
    /// enterprise edition alone.
    #[derive(Debug, Default, Serialize)]
    struct Stack {
        rack: Option<i64>,
        shelf: Option<i64>,
    }

    impl Action for Stack {
        type Data = Ticket;

        const INFO: &'static ActionInfo = &ActionInfo::new("Stack", Effect::Write)
            .since(Since::enterprise(Version::new(4, 1, 0)).and_community(Version::new(4, 1, 1)));

        fn newer_fields(&self, visit: &mut dyn FnMut(&'static str, Since)) {
            if self.rack.is_some() {
                visit(
                    "rack",
                    Since::enterprise(Version::new(4, 2, 4)).and_community(Version::new(4, 2, 12)),
                );
            }
            if self.shelf.is_some() {
                visit("shelf", Since::enterprise(Version::new(4, 3, 0)));
            }
        }
    }

    const PLAIN: Stack = Stack {
        rack: None,
        shelf: None,
    };
    const RACK: Stack = Stack {
        rack: Some(1),
        ..PLAIN
    };
    const SHELF: Stack = Stack {
        shelf: Some(1),
        ..PLAIN
    };
    const BOTH: Stack = Stack {
        shelf: Some(1),
        ..RACK
    };

    #[tokio::test]
    async fn a_field_that_the_server_is_too_old_to_know_is_refused_by_its_name_and_version() {
        const SENT: Result<(), (&str, &str)> = Ok(());
        let table = [
            (
                "4.0.9",
                PLAIN,
                Err(("server_version", "Stack needs version 4.1.0")),
            ),
            (
                "4.0.9",
                RACK,
                Err(("server_version", "Stack needs version 4.1.0")),
            ),
            ("4.1.0-CE", PLAIN, Err(("server_version", "4.1.1"))),
            ("4.1.0", PLAIN, SENT),
            ("4.1.0", RACK, Err(("rack", "needs version 4.2.4"))),
            ("4.1.0", BOTH, Err(("rack", "said to have 4.1.0"))),
            ("V4.2.4 BP1", RACK, SENT),
            ("V4.2.4", BOTH, Err(("shelf", "needs version 4.3.0"))),
            ("V4.2.11-CE", RACK, Err(("rack", "needs version 4.2.12"))),
            ("V4.2.12-CE", RACK, SENT),
            ("V4.2.12-CE", SHELF, Err(("shelf", "needs version 4.3.0"))),
            ("V4.3.0-CE", BOTH, SENT),
            ("V4.3.0 BP1", BOTH, SENT),
        ];
        for (version, request, expected) in table {
            let fake = FakeTransport::json(ACCEPTED);
            let client = Depot::over_with(fake.clone(), |builder| builder.server_version(version));
            match (client.dispatcher().call(&request).await, expected) {
                (Ok(_), Ok(())) => assert_eq!(fake.requests().len(), 1),
                (Err(Error::Invalid(invalid)), Err((place, message))) => {
                    assert_eq!(invalid.place(), place, "{version} {request:?}");
                    assert!(invalid.message().contains(message), "{invalid}");
                    assert_eq!(fake.requests().len(), 0);
                }
                (result, _) => panic!("{version} {request:?}: {result:?}"),
            }
        }
    }

    #[tokio::test]
    async fn every_field_is_sent_where_nothing_is_said_of_the_server() {
        let client = Depot::over(FakeTransport::json(ACCEPTED));
        assert!(client.dispatcher().call(&BOTH).await.is_ok());
    }
}
