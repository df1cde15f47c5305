//! The options of one call, which replace those of its client.

use std::fmt;
use std::time::{Duration, Instant};

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::clock::Moment;
use super::retry::Policy;
use super::state::ClientState;
use crate::rules::{further_header_name, header_value};
use crate::{ActionInfo, Effect, Invalid, ReadRetry, WriteRetry};

/// The header of an ID that a call is given, where the client names none.
static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The most bytes of the headers that a call adds. With those of the client they stay far below the
/// buffer that a head must fit into.
const LARGEST_CALL_HEADERS: usize = 32 << 10;

/// The options of one call, which replace those of its client.
///
/// [`Call`](crate::Call) and [`Pages`](crate::Pages) have the same methods; this is for options
/// that several calls share.
///
/// ```
/// # use oms_core as oms_client;
/// use std::time::Duration;
///
/// use oms_client::{CallOptions, ReadRetry};
///
/// let options = CallOptions::new()
///     .within(Duration::from_secs(5))
///     .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
///     .retry(ReadRetry::never());
/// ```
#[derive(Clone, Default)]
#[must_use = "options do nothing before they are given to a call"]
pub struct CallOptions {
    within: Option<Duration>,
    deadline: Option<Instant>,
    /// The time that is left, where the call is one of several.
    left: Option<Duration>,
    request_id: Option<String>,
    headers: Vec<(String, String)>,
    retry: Option<CallRetry>,
}

/// When one call is sent again: a [`ReadRetry`] or a [`WriteRetry`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallRetry {
    /// For a call that only reads.
    Read(ReadRetry),
    /// For a call that changes something.
    Write(WriteRetry),
}

impl CallOptions {
    /// No options: the client's are used.
    pub const fn new() -> Self {
        Self {
            within: None,
            deadline: None,
            left: None,
            request_id: None,
            headers: Vec::new(),
            retry: None,
        }
    }

    /// The most time that the call may take, all attempts and the whole answer included, in place
    /// of the client's [`timeout`](crate::ClientBuilder::timeout), which says what is not included.
    /// For pages, each page.
    pub const fn within(mut self, time: Duration) -> Self {
        self.within = Some(time);
        self
    }

    /// The moment at which the call ends at the latest, beside the timeout: no resend and no
    /// `Retry-After` waits past it. For pages, all of them together; for a wait, the
    /// whole of it.
    ///
    /// It is a moment of the machine's clock, and all else here is measured by tokio's. In a test
    /// that pauses that one, take `tokio::time::Instant::now()`, and `into_std` of what it becomes.
    pub const fn deadline(mut self, moment: Instant) -> Self {
        self.deadline = Some(moment);
        self
    }

    /// The ID of the call, sent in the header that
    /// [`client_request_id`](crate::ClientBuilder::client_request_id) names, else in
    /// `x-request-id`. It replaces the random one, and is found again in
    /// [`Meta`](crate::Meta::client_request_id), in errors and in spans.
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }

    /// Adds a header. One that the client sends by itself, such as that of the credentials or of
    /// the ID of the call, is refused before anything is sent, and so is one that frames the
    /// message, steers the connection or asks for another kind of answer; the ID has
    /// [`request_id`](Self::request_id).
    ///
    /// Its value is not taken out of answers that repeat it, as the credentials of the client are.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// When the call is sent again, in place of the client's policy. A policy for reads on a call
    /// that changes something is refused, and the other way round.
    pub fn retry(mut self, policy: impl Into<CallRetry>) -> Self {
        self.retry = Some(policy.into());
        self
    }

    /// The moment at which several calls with these options end at the latest.
    pub(super) const fn latest(&self) -> Option<Instant> {
        self.deadline
    }

    /// The moment at which a call that starts now ends at the latest.
    pub(super) fn end(&self, started: Moment, client: &ClientState) -> Moment {
        let end = started.after(self.within.unwrap_or(client.timeout));
        let end = self.left.map_or(end, |left| end.min(started.after(left)));
        self.deadline
            .map_or(end, |deadline| end.min(Moment::at(deadline)))
    }

    /// The same for a call that starts now and must have ended within this time.
    pub(super) const fn no_later_than(mut self, left: Duration) -> Self {
        self.left = Some(left);
        self
    }

    /// The policy of the call, where it has one of its own.
    pub(super) fn policy(&self, action: &ActionInfo) -> Result<Option<Policy>, Invalid> {
        let policy = match (self.retry.clone(), action.effect()) {
            (None, _) => return Ok(None),
            (Some(CallRetry::Read(policy)), Effect::Read) => policy.into_plan(),
            (Some(CallRetry::Write(policy)), Effect::Write) => policy.into_plan(),
            (Some(_), Effect::Read) => {
                return Err(
                    Invalid::new("is for calls that change something: give a `ReadRetry`")
                        .at("retry"),
                );
            }
            (Some(_), Effect::Write) => {
                return Err(
                    Invalid::new("is for calls that only read: give a `WriteRetry`").at("retry"),
                );
            }
        };
        policy.check().map_err(|invalid| invalid.at("retry"))?;
        Ok(Some(policy))
    }

    /// The ID of the call, where it has one of its own.
    pub(super) fn own_request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The header in which the call's ID is sent, where it has one.
    fn header_of_the_id<'c>(&self, client: &'c ClientState) -> Option<&'c HeaderName> {
        let own = self.request_id.is_some().then_some(&REQUEST_ID);
        client.client_request_id.as_ref().or(own)
    }

    /// Adds the headers of the call to those of the client.
    pub(super) fn add_to(
        &self,
        headers: &mut HeaderMap,
        client: &ClientState,
    ) -> Result<(), Invalid> {
        let mut size = 0;
        let of_the_id = self.header_of_the_id(client);
        for (name, value) in &self.headers {
            let (name, value) =
                header(name, value, client).map_err(|invalid| invalid.at("header"))?;
            if of_the_id == Some(&name) {
                let refusal = format!("`{name}` carries the ID of the call: use `request_id`");
                return Err(Invalid::new(refusal).at("header"));
            }
            size += name.as_str().len() + value.len();
            headers.append(name, value);
        }
        if let (Some(id), Some(name)) = (&self.request_id, of_the_id) {
            let (name, value) =
                header(name.as_str(), id, client).map_err(|invalid| invalid.at("request_id"))?;
            size += value.len();
            headers.insert(name, value);
        }
        if size > LARGEST_CALL_HEADERS {
            return Err(
                Invalid::new("the headers of one call are longer than 32 KiB").at("header"),
            );
        }
        Ok(())
    }
}

/// A header that a call may add to those of its client. No refusal repeats the value.
fn header(
    name: &str,
    value: &str,
    client: &ClientState,
) -> Result<(HeaderName, HeaderValue), Invalid> {
    let name = further_header_name(name, &client.headers)?;
    let value = header_value(&name, value)?;
    Ok((name, value))
}

impl From<ReadRetry> for CallRetry {
    fn from(policy: ReadRetry) -> Self {
        Self::Read(policy)
    }
}

impl From<WriteRetry> for CallRetry {
    fn from(policy: WriteRetry) -> Self {
        Self::Write(policy)
    }
}

impl fmt::Debug for CallOptions {
    /// Shows the names of headers alone: a value may be a token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("CallOptions")
            .field("within", &self.within)
            .field("deadline", &self.deadline)
            .field("left", &self.left)
            .field("request_id", &self.request_id)
            .field("headers", &names)
            .field("retry", &self.retry)
            .finish()
    }
}

/// Writes the methods by which a call or its like takes options, one by one or all at once.
macro_rules! option_setters {
    () => {
        /// Replaces all options by these.
        pub fn options(mut self, options: crate::CallOptions) -> Self {
            *self.call_options() = options;
            self
        }

        /// As [`CallOptions::within`](crate::CallOptions::within).
        pub fn within(self, time: std::time::Duration) -> Self {
            self.with(|options| options.within(time))
        }

        /// As [`CallOptions::deadline`](crate::CallOptions::deadline).
        pub fn deadline(self, moment: std::time::Instant) -> Self {
            self.with(|options| options.deadline(moment))
        }

        /// As [`CallOptions::request_id`](crate::CallOptions::request_id).
        pub fn request_id(self, id: impl Into<String>) -> Self {
            self.with(|options| options.request_id(id))
        }

        /// As [`CallOptions::header`](crate::CallOptions::header).
        pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.with(|options| options.header(name, value))
        }

        /// As [`CallOptions::retry`](crate::CallOptions::retry).
        pub fn retry(self, policy: impl Into<crate::CallRetry>) -> Self {
            self.with(|options| options.retry(policy))
        }

        fn with(mut self, change: impl FnOnce(crate::CallOptions) -> crate::CallOptions) -> Self {
            let options = self.call_options();
            *options = change(std::mem::take(options));
            self
        }
    };
}

pub(super) use option_setters;
