//! How a service is addressed and how its envelope reads: data that generated code fills in.

use crate::ActionInfo;

/// How a service is addressed and how its envelope reads.
///
/// The runtime holds no word of any vendor's; what it needs to know of one stands here.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// Short name, for messages.
    pub name: &'static str,
    /// HTTP method of every call.
    pub method: &'static str,
    /// Absolute path of every call, below the caller's own prefix.
    pub path: &'static str,
    /// Query key whose value is the action's name.
    pub query_key: &'static str,
    /// What a key of the envelope is for; `None` for an unknown key.
    pub role_of: fn(&str) -> Option<(Role, KeyCase)>,
    /// The read that proves the way to the service, where one is known: see
    /// [`Probe`](crate::Probe).
    pub probe: Option<&'static ActionInfo>,
    /// Values of the error code that accompany success and mean nothing.
    pub success_codes: &'static [&'static str],
}

/// What a field of the envelope is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Whether the call succeeded.
    Verdict,
    /// The code of a failure.
    ErrorCode,
    /// The text of a failure.
    ErrorMessage,
    /// The structured account of a failure.
    ErrorDetail,
    /// What the service suggests to do.
    Advice,
    /// The ID under which the service logged the request.
    RequestId,
    /// Number of the page returned.
    PageNumber,
    /// Size of a page.
    PageSize,
    /// Number of records over all pages.
    TotalCount,
    /// Time that the service spent.
    Cost,
    /// The action's own answer.
    Payload,
}

/// The case in which a key of the envelope is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyCase {
    /// As the vendor documents it.
    Documented,
    /// With an upper-case first letter.
    Pascal,
}
