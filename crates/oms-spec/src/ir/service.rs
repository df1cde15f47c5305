//! The service, how it is called, and what its answers are wrapped in.

use super::words::words;
use super::{Field, Source};

/// The service that answers.
#[derive(Debug, Clone)]
pub struct Service {
    /// Short name, such as `OMS`.
    pub name: String,
    /// Full name.
    pub title: String,
    /// Its description, as Markdown.
    pub doc: String,
    /// The vendor's page about it.
    pub source: Source,
    /// The title of the read that proves the way to it.
    pub probe: Option<String>,
}

/// The address of an action: one method, one path, and a query key that names the action.
#[derive(Debug, Clone)]
pub struct Dispatch {
    /// HTTP method.
    pub method: String,
    /// Absolute path, without the caller's base path.
    pub path: String,
    /// Query key whose value is the action's wire name.
    pub query_key: String,
}

/// The object that wraps every answer.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Its description, as Markdown.
    pub doc: String,
    /// Its fields, in the vendor's order.
    pub fields: Vec<EnvelopeField>,
}

/// One field of the envelope.
#[derive(Debug, Clone)]
pub struct EnvelopeField {
    /// The role of the field.
    pub role: Role,
    /// Values of an error code that accompany success and mean nothing.
    pub success_codes: Vec<String>,
    /// Unit that the page states for a cost.
    pub documented_unit: Option<String>,
    /// The field itself. The payload's type is [`Type::Any`](super::Type::Any): each action
    /// declares its own.
    pub field: Field,
}

/// The role of a field of the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Says whether the call succeeded.
    Verdict,
    /// The code of a failure.
    ErrorCode,
    /// The text of a failure.
    ErrorMessage,
    /// The structured account of a failure.
    ErrorDetail,
    /// Advice from the service.
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

words!(Role {
    Verdict = "verdict",
    ErrorCode = "error-code",
    ErrorMessage = "error-message",
    ErrorDetail = "error-detail",
    Advice = "advice",
    RequestId = "request-id",
    PageNumber = "page-number",
    PageSize = "page-size",
    TotalCount = "total-count",
    Cost = "cost",
    Payload = "payload",
});
