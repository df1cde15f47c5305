//! Describes a client, and refuses a description that could not keep the client's promises.

mod options;

use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use self::options::Options;
use crate::transport::endpoint::Endpoint;
use crate::{
    Abandoned, Auth, Dispatcher, FromDispatcher, Invalid, ReadRetry, RetryBudget, Transport,
    WriteRetry,
};

/// Describes a client.
///
/// | Option | Default |
/// |---|---|
/// | [`auth`](Self::auth) | none |
/// | [`timeout`](Self::timeout) | 60 s, over all attempts and the whole answer |
/// | [`connect_timeout`](Self::connect_timeout) | 3 s, and at most half of the total timeout |
/// | [`answer_limit`](Self::answer_limit) | 1 MiB |
/// | [`retry_writes`](Self::retry_writes) | three attempts, only where no byte was sent |
/// | [`retry_reads`](Self::retry_reads) | three attempts, also where an answer was lost |
/// | [`retry_budget`](Self::retry_budget) | 500 resends at once, ten more each second |
/// | [`allow_plaintext`](Self::allow_plaintext) | only to this machine |
/// | [`ca_certificate`](Self::ca_certificate) | those of the platform |
/// | [`proxy`](Self::proxy) | that of the environment, for https alone |
/// | [`assume_no_intermediary`] | off: a bare status proves nothing about a write |
///
/// [`assume_no_intermediary`]: Self::assume_no_intermediary
#[must_use = "a client exists only after `build`"]
pub struct ClientBuilder<C> {
    pub(crate) endpoint: String,
    pub(crate) options: Options,
    client: PhantomData<fn() -> C>,
}

impl<C: FromDispatcher> ClientBuilder<C> {
    /// Starts to describe a client of the service at `endpoint`.
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            options: Options::default(),
            client: PhantomData,
        }
    }

    /// Sends these credentials with every call.
    pub fn auth(mut self, auth: Auth) -> Self {
        self.options.auth = auth;
        self
    }

    /// The most time that a call may take, all attempts and the whole answer included. It must
    /// exceed the connect timeout.
    ///
    /// A write that is given up then, or dropped before, resets its connection: what the kernel has
    /// not delivered by that time is thrown away and not sent later. A gateway may still pass on
    /// the bytes that have reached it.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.options.timeout = total;
        self
    }

    /// The most time that making a connection may take, TLS included. It must be below the total
    /// timeout: a call that is still connecting when the total timeout passes would not be told
    /// apart from one that was sent.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect.connect_timeout = Some(timeout);
        self
    }

    /// The most bytes of an answer's body that are read.
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.options.answer_limit = bytes;
        self
    }

    /// Declares that nothing between this client and the service answers in the service's place: no
    /// gateway, no load balancer with pages of its own, no firewall that inspects answers. Off by
    /// default.
    ///
    /// A status such as 401 or 404 without an envelope of the service then counts as a refusal of a
    /// write: [`Outcome::Rejected`](crate::Outcome::Rejected), *it had no effect*. Without this
    /// declaration it is [`Outcome::Unknown`](crate::Outcome::Unknown) with a
    /// [hint](crate::Unknown::hint), because a gateway that loses the answer of a service that has
    /// carried the call out, or that blocks it, answers with such a status as well. A read changes
    /// nothing, so this option changes nothing for reads.
    ///
    /// **Where it is declared and not true, a call that took effect is reported as one that had
    /// none.** The option is part of what `Debug` shows of the builder and of the client.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// # use oms_client::ClientBuilder;
    /// # fn build<C: oms_client::FromDispatcher>() -> ClientBuilder<C> {
    /// ClientBuilder::new("http://127.0.0.1:8089").assume_no_intermediary()
    /// # }
    /// ```
    pub fn assume_no_intermediary(mut self) -> Self {
        self.options.no_intermediary = true;
        self
    }

    /// The version of the server, such as `4.3.0` or `V4.2.12-CE`: an action that is newer is
    /// refused before anything is sent.
    pub fn server_version(mut self, version: impl Into<String>) -> Self {
        self.options.server_version = Some(version.into());
        self
    }

    /// Allows plain http to another machine. Anyone on the way can then read the credentials.
    pub fn allow_plaintext(mut self, allow: bool) -> Self {
        self.options.allow_plaintext = allow;
        self
    }

    /// Trusts these certificates beside those of the platform: PEM with one or more of them, or one
    /// in DER. May be repeated.
    ///
    /// Each may be that of an authority, or the very one that the server shows, such as `openssl
    /// req -x509` makes. Either way the server's certificate must list its name or address as
    /// `subjectAltName`, and its time must not be over.
    pub fn ca_certificate(mut self, certificates: impl Into<Vec<u8>>) -> Self {
        self.options
            .connect
            .ca_certificates
            .push(certificates.into());
        self
    }

    /// Trusts the certificates of [`ca_certificate`](Self::ca_certificate) instead of those of the
    /// platform, not beside them. Then nobody whom the platform trusts can pose as the server.
    pub fn ca_certificates_only(mut self, only: bool) -> Self {
        self.options.connect.ca_certificates_only = only;
        self
    }

    /// Reaches an https endpoint through this proxy, by a tunnel. It replaces the proxy of the
    /// environment.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.options.connect.proxy = Some(url.into());
        self
    }

    /// When a call that changes something is sent again.
    pub fn retry_writes(mut self, policy: WriteRetry) -> Self {
        self.options.writes = policy;
        self
    }

    /// When a call that only reads is sent again.
    pub fn retry_reads(mut self, policy: ReadRetry) -> Self {
        self.options.reads = policy;
        self
    }

    /// The resends that all calls of the client may make together. Clones of a client share it.
    ///
    /// A call whose resend the budget does not cover ends with the error of its last attempt, which
    /// says so.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.options.retry_budget = budget;
        self
    }

    /// Gives every call a random ID of its own, sent in a header of this name and found again in
    /// [`Meta`](crate::Meta), in errors and in spans. Without it no such header is sent.
    pub fn client_request_id(mut self, header: impl Into<String>) -> Self {
        self.options.client_request_id = Some(header.into());
        self
    }

    /// Sends through this transport. Connect timeout, certificates and proxy are then the
    /// transport's own matter.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.options.transport = Some(Box::new(transport));
        self
    }

    /// Tells of a call that changes something and was dropped after a byte of it may have left.
    ///
    /// It runs inside `drop`, so it must not block and must not panic.
    pub fn on_abandoned(mut self, hook: impl Fn(&Abandoned) + Send + Sync + 'static) -> Self {
        self.options.on_abandoned = Some(Box::new(hook));
        self
    }

    /// Reads wall time from this function, which a test can set. Only dates in answers are measured
    /// by it.
    pub fn wall_clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.options.wall_clock = Some(Box::new(clock));
        self
    }

    /// Draws the waits between attempts from this seed, so that a test sees the same ones each
    /// time.
    pub fn jitter_seed(mut self, seed: u64) -> Self {
        self.options.jitter_seed = Some(seed);
        self
    }

    /// Builds the client. Nothing is contacted.
    ///
    /// # Errors
    ///
    /// The first option that is refused, by its name.
    pub fn build(self) -> Result<C, Invalid> {
        let endpoint = Endpoint::new(&self.endpoint, self.options.allow_plaintext)?;
        options::check(C::SERVICE, endpoint, self.options)
            .map(|client| C::from_dispatcher(Dispatcher::new(client)))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The endpoint is left out: before it is checked, it may hold a password.
        f.debug_struct("ClientBuilder")
            .field("auth", &self.options.auth)
            .field("timeout", &self.options.timeout)
            .field(
                "connect_timeout",
                &self.options.connect.within(self.options.timeout),
            )
            .field("assume_no_intermediary", &self.options.no_intermediary)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
