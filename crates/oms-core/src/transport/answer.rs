//! An HTTP answer, as far as it came.

use std::fmt;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};

/// An HTTP answer, as far as it came.
#[derive(Clone)]
pub struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
    pub(crate) bytes_read: u64,
    pub(crate) end: BodyEnd,
}

/// The headers of an answer.
#[derive(Clone, Default)]
pub struct Headers {
    pub(crate) map: HeaderMap,
}

/// The end of the body of an answer.
#[derive(Clone)]
pub(crate) enum BodyEnd {
    /// As the answer's own framing said it would.
    Whole,
    /// The connection was lost, or the framing broke.
    Cut(Option<crate::Fault>),
    /// The answer states its length in two ways, so that where it ends is a matter of taste.
    TwoLengths,
    /// The limit was passed; what was read is kept up to the limit.
    TooLarge,
    /// The total timeout passed.
    TimedOut,
}

impl Answer {
    /// An answer with this status and this body, whole.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::from_parts(
            status,
            Headers::default(),
            Bytes::from(body.into()),
            BodyEnd::Whole,
        )
    }

    /// An answer with this status and a JSON body, whole.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, body).header("content-type", "application/json")
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The body, as far as it came, and up to the limit of the client. It may repeat secrets of the
    /// request.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns `true` if the body ended as the answer's own framing said.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.end, BodyEnd::Whole)
    }

    /// Adds a header. A name or value that HTTP does not allow is left out.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            self.headers.map.append(name, value);
        }
        self
    }

    /// Says that the body ended before it was whole.
    #[must_use]
    pub fn cut(mut self) -> Self {
        self.end = BodyEnd::Cut(None);
        self
    }

    pub(crate) fn from_parts(status: u16, headers: Headers, body: Bytes, end: BodyEnd) -> Self {
        let bytes_read = u64::try_from(body.len()).unwrap_or(u64::MAX);
        Self {
            status,
            headers,
            body,
            bytes_read,
            end,
        }
    }
}

impl Headers {
    /// The value of a header, where it is there and is text.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.map.get(name).and_then(|value| value.to_str().ok())
    }
}

impl fmt::Debug for Headers {
    /// Shows names alone: a value may be a cookie or a token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.map.keys()).finish()
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
