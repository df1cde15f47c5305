//! Faults on demand, and the calls that they strike.
//!
//! One model serves the library, the control API and scenario files. Nothing here touches a socket;
//! what is decided here is carried out in `http`.

mod board;
mod parse;
mod plan;
mod rule;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::span::{self, Span};

pub use board::ArmedFault;
pub(crate) use board::{Facts, FaultBoard, Struck};
pub(crate) use plan::{Content, Loss, Plan, Wire};
pub use rule::{FaultRule, InvalidFault};

/// A fault that strikes a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fault {
    /// The connection is reset as by a service that reads nothing of the request. The task that the
    /// request names is not known then. A Unix socket knows no reset: there it is closed.
    ResetBeforeReading,
    /// The request is read, and the connection is closed; nothing has taken effect.
    LoseBeforeCommit,
    /// The call takes effect, and the connection is closed without an answer.
    CommitAndLoseReply,
    /// The call waits before it takes effect.
    Delay(Span),
    /// The answer waits, after the call took effect.
    Latency(Span),
    /// Another status is answered, without an envelope; the call takes no effect unless the rule
    /// says so. A client cannot tell the two apart, so of a write such a status proves nothing,
    /// whatever it is.
    Status(StatusFault),
    /// The call takes effect, and a bare status is answered: a gateway has lost or blocked the
    /// answer, and answers 404 because its error page is missing, 403 because a filter denies the
    /// answer, 401 or 405 because of how its error page is served.
    CommitThenStatus(u16),
    /// An error page repeats the headers of the request, credentials included; the call takes no
    /// effect unless the rule says so.
    EchoHeaders(EchoFault),
    /// A read that names a task answers for another one, if there is one; a recording has none. No
    /// status shows this error.
    OtherTask,
    /// A gateway answers with status 502 and a page of HTML; the call takes no effect unless the
    /// rule says so.
    Html502,
    /// The answer is not HTTP; the call takes no effect unless the rule says so.
    Garbage,
    /// A part of the envelope is of another type.
    WrongType(WrongType),
    /// The envelope has another form.
    WrongEnvelope(WrongEnvelope),
    /// The answer comes in small pieces.
    Drip(DripFault),
    /// The answer is cut.
    Cut(CutFault),
    /// The answer does not say how long it is, and the connection is closed late.
    SlowClose(Span),
}

/// Another status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StatusFault {
    /// The status, from 200 to 599.
    pub code: u16,
    /// The value of `Retry-After`, as it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<String>,
    /// The body; empty unless given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

/// An answer that repeats the headers of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct EchoFault {
    /// The status, from 200 to 599; 502 unless given.
    pub code: u16,
    /// True if an envelope that refuses the call repeats them, in its code, its message and its
    /// request ID, instead of a page of HTML.
    pub envelope: bool,
}

impl StatusFault {
    const fn bare(code: u16) -> Self {
        Self {
            code,
            retry_after: None,
            body: String::new(),
        }
    }
}

impl Default for EchoFault {
    fn default() -> Self {
        Self {
            code: 502,
            envelope: false,
        }
    }
}

/// The part of the envelope that has another type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WrongType {
    /// The payload is an object that no action answers with.
    Payload,
    /// The payload is null.
    NullPayload,
    /// The verdict is a text.
    Verdict,
    /// The fields that decide nothing have another type: cost, request ID and the paging.
    Cosmetics,
}

/// The form of the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WrongEnvelope {
    /// A list of the values.
    List,
    /// The payload alone.
    Bare,
    /// Everything but the verdict.
    NoVerdict,
    /// Two verdicts that contradict each other.
    TwoVerdicts,
    /// All keys begin with a capital, as some services of the vendor's write them.
    Capitals,
}

/// An answer in small pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DripFault {
    /// Bytes in a piece.
    #[serde(default = "one_byte")]
    pub bytes: usize,
    /// The pause between two pieces.
    #[serde(with = "span")]
    pub every: Duration,
}

/// An answer that is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CutFault {
    /// Bytes of the body that are sent; half of them unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<usize>,
    /// True if the head is cut already: then `after` counts its bytes.
    pub head: bool,
    /// True if the connection is reset instead of closed.
    pub reset: bool,
}

fn one_byte() -> usize {
    1
}

impl Fault {
    /// The call waits this long before it takes effect.
    #[must_use]
    pub fn delay(span: Duration) -> Self {
        Self::Delay(Span(span))
    }

    /// The answer waits this long, after the call took effect.
    #[must_use]
    pub fn latency(span: Duration) -> Self {
        Self::Latency(Span(span))
    }

    /// Another status is answered, without a body.
    #[must_use]
    pub fn status(code: u16) -> Self {
        Self::Status(StatusFault::bare(code))
    }

    /// This body is answered with this status, whatever it is: JSON is sent as JSON, and anything
    /// else as text. The call takes no effect, unless the rule says
    /// [`after_commit`](FaultRule::after_commit).
    #[must_use]
    pub fn answer(code: u16, body: impl Into<String>) -> Self {
        Self::Status(StatusFault {
            body: body.into(),
            ..StatusFault::bare(code)
        })
    }

    /// Another status is answered, which says when to come back.
    #[must_use]
    pub fn retry_after(code: u16, retry_after: impl Into<String>) -> Self {
        Self::Status(StatusFault {
            retry_after: Some(retry_after.into()),
            ..StatusFault::bare(code)
        })
    }

    /// The call takes effect, and this bare status is answered.
    #[must_use]
    pub const fn commit_then_status(code: u16) -> Self {
        Self::CommitThenStatus(code)
    }

    /// A page with this status repeats the headers of the request.
    #[must_use]
    pub fn echo_headers(code: u16) -> Self {
        Self::EchoHeaders(EchoFault {
            code,
            ..EchoFault::default()
        })
    }

    /// An envelope that refuses, with this status, repeats the headers of the request.
    #[must_use]
    pub const fn echo_headers_in_envelope(code: u16) -> Self {
        Self::EchoHeaders(EchoFault {
            code,
            envelope: true,
        })
    }

    /// The answer comes in pieces of this many bytes, with a pause between two of them.
    #[must_use]
    pub fn drip(bytes: usize, every: Duration) -> Self {
        Self::Drip(DripFault { bytes, every })
    }

    /// The connection is closed after this many bytes of the body.
    #[must_use]
    pub fn cut(after: usize) -> Self {
        Self::Cut(CutFault {
            after: Some(after),
            ..CutFault::default()
        })
    }

    /// The answer does not say how long it is, and the connection is closed this much later.
    #[must_use]
    pub fn slow_close(span: Duration) -> Self {
        Self::SlowClose(Span(span))
    }

    /// Its name, as in scenario files.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ResetBeforeReading => "reset-before-reading",
            Self::LoseBeforeCommit => "lose-before-commit",
            Self::CommitAndLoseReply => "commit-and-lose-reply",
            Self::Delay(_) => "delay",
            Self::Latency(_) => "latency",
            Self::Status(_) => "status",
            Self::CommitThenStatus(_) => "commit-then-status",
            Self::EchoHeaders(_) => "echo-headers",
            Self::OtherTask => "other-task",
            Self::Html502 => "html502",
            Self::Garbage => "garbage",
            Self::WrongType(_) => "wrong-type",
            Self::WrongEnvelope(_) => "wrong-envelope",
            Self::Drip(_) => "drip",
            Self::Cut(_) => "cut",
            Self::SlowClose(_) => "slow-close",
        }
    }
}
