//! The names of the schemas in the OpenAPI documents.
//!
//! They share one namespace. The export takes each of its names from here, so that the check of a
//! spec knows all of them.

use std::fmt;

/// A schema of an OpenAPI document, which is printed as its name.
///
/// ```
/// use oms_spec::names::SchemaName;
/// assert_eq!(SchemaName::Request("ListProjects").to_string(), "ListProjectsRequest");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaName<'a> {
    /// The envelope without a payload.
    Envelope,
    /// The parameters of the action of this title.
    Request(&'a str),
    /// The answer of the action of this title.
    Answer(&'a str),
    /// The type of this name, as the service makes its values.
    Answered(&'a str),
    /// The type of this name, as callers make its values; one that travels both ways has two
    /// schemas.
    Sent(&'a str),
}

impl<'a> SchemaName<'a> {
    /// The schemas of the action of this title.
    #[must_use]
    pub fn of_action(title: &'a str) -> [Self; 2] {
        [Self::Request(title), Self::Answer(title)]
    }

    /// The schemas that the type of this name may have.
    #[must_use]
    pub fn of_type(name: &'a str) -> [Self; 2] {
        [Self::Answered(name), Self::Sent(name)]
    }
}

impl fmt::Display for SchemaName<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Envelope => formatter.write_str("Envelope"),
            Self::Request(title) => write!(formatter, "{title}Request"),
            Self::Answer(title) => write!(formatter, "{title}Answer"),
            Self::Answered(name) => formatter.write_str(name),
            Self::Sent(name) => write!(formatter, "{name}Sent"),
        }
    }
}
