//! The address of a service and the keys of its envelope: data that generated code fills in.

use crate::ActionInfo;

/// The address of a service and the keys of its envelope.
///
/// The runtime holds no word of any vendor's; the facts about one are here.
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
    /// The role of a key of the envelope; `None` for an unknown key.
    pub role_of: fn(&str) -> Option<(Role, KeyCase)>,
    /// The read that proves the way to the service, where one is known: see
    /// [`Probe`](crate::Probe).
    pub probe: Option<&'static ActionInfo>,
    /// Values of the error code that accompany success and mean nothing.
    pub success_codes: &'static [&'static str],
}

/// The role of a field of the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The verdict: did the call succeed?
    Verdict,
    /// The code of a failure.
    ErrorCode,
    /// The text of a failure.
    ErrorMessage,
    /// The structured account of a failure.
    ErrorDetail,
    /// The service's advice.
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
