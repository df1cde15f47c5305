//! Describes a client, and refuses a description that could not keep the client's promises.

mod options;
#[cfg(any(
    feature = "opentelemetry",
    feature = "rustls-no-provider",
    feature = "tower"
))]
mod with;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use self::options::Options;
use super::credentials::Credentials;
use crate::transport::ClientCertificate;
use crate::transport::endpoint::Endpoint;
use crate::{
    Abandoned, Auth, CallReport, CredentialProvider, Dispatcher, FromDispatcher, Invalid,
    ReadRetry, RetryBudget, Transport, WriteRetry,
};

/// Describes a client. Each clone of it builds one of its own, with its own connections and its own
/// retry budget; a [`transport`](ClientBuilder::transport) that was given is shared.
///
/// | Option | Default |
/// |---|---|
/// | [`auth`](Self::auth) | none |
/// | [`credentials`](Self::credentials) | none: those of `auth` do not change |
/// | [`client_certificate`](Self::client_certificate) | none |
/// | [`user_agent`](Self::user_agent) | none |
/// | [`client_request_id`](Self::client_request_id) | no such header |
/// | [`server_version`](Self::server_version) | unknown: no action counts as too new |
/// | [`timeout`](Self::timeout) | 60 s, over all attempts and the whole answer |
/// | [`connect_timeout`](Self::connect_timeout) | 3 s, and at most half of the total timeout |
/// | [`answer_limit`](Self::answer_limit) | 1 MiB |
/// | [`keep_connections`](Self::keep_connections) | up to 64, each idle for 10 s, for reads alone |
/// | [`retry_writes`](Self::retry_writes) | three attempts, only where no byte was sent |
/// | [`retry_reads`](Self::retry_reads) | three attempts, also where an answer was lost |
/// | [`retry_budget`](Self::retry_budget) | 500 resends at once, ten more each second |
/// | [`allow_plaintext`](Self::allow_plaintext) | only to this machine |
/// | [`ca_certificate`](Self::ca_certificate) | those of the platform |
/// | [`ca_certificates_only`](Self::ca_certificates_only) | off: beside those of the platform |
/// | `crypto_provider` | that of the process, else AWS-LC |
/// | [`proxy`](Self::proxy) | that of the environment, for https alone |
/// | [`transport`](Self::transport) | that of the feature `hyper` |
/// | [`layer`](Self::layer), `tower_layers` | none |
/// | [`on_call`](Self::on_call), [`on_abandoned`](Self::on_abandoned) | nobody is told |
/// | `opentelemetry` | neither a metric nor a header |
/// | [`assume_no_intermediary`] | off: a bare status proves nothing about a write |
/// | [`wall_clock`](Self::wall_clock) | that of the machine |
/// | [`jitter_seed`](Self::jitter_seed) | another one for each client |
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

    /// Asks this provider for the credentials of each call, in place of [`auth`](Self::auth). Kept
    /// connections stay open when they change.
    pub fn credentials(mut self, provider: impl CredentialProvider) -> Self {
        self.options.credentials = Some(Credentials::new(provider));
        self
    }

    /// Shows this certificate to the service, for mutual TLS: PEM with the certificate first and
    /// the rest of its chain after it, and PEM with its private key.
    ///
    /// If the service refuses it within the handshake, or as its first word after it, the call is
    /// [`NotSent`](crate::NotSent): over TLS 1.3 a new connection waits for that word, half a
    /// second where a server sends no ticket. A gateway that answers a missing certificate by a
    /// status, as nginx does, proves nothing about a write. A proxy is never shown it.
    pub fn client_certificate(
        mut self,
        chain: impl Into<Vec<u8>>,
        key: impl Into<Vec<u8>>,
    ) -> Self {
        self.options.connect.client_certificate = Some(ClientCertificate::new(chain, key));
        self
    }

    /// Sends this header `User-Agent`. None is sent without it.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.options.user_agent = Some(text.into());
        self
    }

    /// The most time that a call may take, all attempts and the whole answer included. It must
    /// exceed the connect timeout. It ends with the last byte of the answer, which is then searched
    /// for the credentials and read: up to 0.2 s of the processor for each MiB, in which the task
    /// does nothing else. [`answer_limit`](Self::answer_limit) bounds that.
    ///
    /// A write that is given up then, or dropped before, resets its connection: what the kernel has
    /// not delivered by that time is thrown away and not sent later. A gateway may still pass on
    /// the bytes that have reached it.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.options.timeout = total;
        self
    }

    /// The most time that making a connection may take, TLS included. It must be below the total
    /// timeout, which would always end first. A call whose own time ends while it connects is
    /// [`NotSent`](crate::NotSent) as well.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect.connect_timeout = Some(timeout);
        self
    }

    /// The most bytes of an answer's body that are read, and with them the time that it takes to
    /// judge one, beyond the [`timeout`](Self::timeout).
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.options.answer_limit = bytes;
        self
    }

    /// The most idle connections that are kept for later reads, for 10 s each. With 0, every read
    /// has a connection of its own, as every write has: HTTP/1.1 cannot tell an answer from one
    /// that nobody asked for and that comes after the next read has taken the connection.
    ///
    /// A read whose kept connection is closed just then is lost, and sent again as its
    /// [policy](Self::retry_reads) says; under [`ReadRetry::never`](crate::ReadRetry::never) it
    /// fails. If the process may open no more files, idle connections are closed for a new one.
    pub fn keep_connections(mut self, most: usize) -> Self {
        self.options.connect.keep_connections = Some(most);
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
    /// **If it is declared and not true, a call that took effect is reported as one that had
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

    /// The version of the server, such as `4.3.0` or `V4.2.12-CE`: an action or a parameter that is
    /// newer is refused before anything is sent.
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
    /// environment, which is that of the first variable of `https_proxy`, `HTTPS_PROXY`,
    /// `all_proxy` and `ALL_PROXY` that is not empty, except for the hosts of `no_proxy` or
    /// `NO_PROXY`. An address that cannot be read is refused, wherever it was given.
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
        self.options.transport = Some(Arc::new(transport));
        self
    }

    /// Puts a layer around the transport: the default one, or that of
    /// [`transport`](Self::transport). The layer that is given last is the outermost.
    ///
    /// A layer sees each attempt of a call and its answer: it may add a header, measure, or answer
    /// by itself. It must not send a call that changes something twice. If it tries to, the
    /// second time is refused and reported, because the first may have taken effect; see
    /// [`Progress`](crate::Progress). A header that it adds is not taken out of answers, as the
    /// credentials are.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// use std::sync::Arc;
    ///
    /// use oms_client::{Failure, NotSentCause, Sending, Transport, WireRequest};
    ///
    /// struct Traced<T>(T);
    ///
    /// impl<T: Transport> Transport for Traced<T> {
    ///     fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
    ///         Box::pin(async move {
    ///             let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    ///             let request = request
    ///                 .clone()
    ///                 .with_header("traceparent", traceparent)
    ///                 .map_err(|invalid| {
    ///                     Failure::not_sent(NotSentCause::Other).source(&invalid)
    ///                 })?;
    ///             self.0.send(&request).await
    ///         })
    ///     }
    /// }
    /// # fn build<C: oms_client::FromDispatcher>(
    /// #     builder: oms_client::ClientBuilder<C>,
    /// # ) -> oms_client::ClientBuilder<C> {
    /// builder.layer(Traced)
    /// # }
    /// ```
    pub fn layer<T: Transport>(
        mut self,
        layer: impl Fn(Arc<dyn Transport>) -> T + Send + Sync + 'static,
    ) -> Self {
        let layer = move |inner| Arc::new(layer(inner)) as Arc<dyn Transport>;
        self.options.layers.push(Arc::new(layer));
        self
    }

    /// The default transport to this endpoint, with the connect timeout, certificates and proxy
    /// that were given so far, for a [`transport`](Self::transport) of the caller's own around it.
    ///
    /// # Errors
    ///
    /// The first option that is refused, by its name.
    #[cfg(feature = "hyper")]
    pub fn default_transport(&self) -> Result<crate::HttpTransport, Invalid> {
        let endpoint = Endpoint::new(&self.endpoint, self.options.allow_plaintext)?;
        let mut connect = self.options.connect.clone();
        connect.fit_into(self.options.timeout);
        crate::HttpTransport::new(&endpoint, &connect)
    }

    /// Tells of each call when it has ended, for metrics: accepted or not, refused before it was
    /// sent, and dropped. One that is [prepared](crate::Dispatcher::prepare) ends when it is judged
    /// or dropped.
    ///
    /// It runs inside the call, and inside `drop` where the call was dropped, so it must not block
    /// and must not panic.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// # fn build<C: oms_client::FromDispatcher>(
    /// #     builder: oms_client::ClientBuilder<C>,
    /// # ) -> oms_client::ClientBuilder<C> {
    /// builder.on_call(|call| {
    ///     let labels = (call.action.name(), call.outcome.as_str(), call.cause);
    ///     println!("{labels:?} {} ms", call.elapsed.as_millis());
    /// })
    /// # }
    /// ```
    pub fn on_call(mut self, hook: impl Fn(&CallReport<'_>) + Send + Sync + 'static) -> Self {
        self.options.on_call = Some(Arc::new(hook));
        self
    }

    /// Tells of a call that changes something and was dropped after a byte of it may have left.
    ///
    /// It runs inside `drop`, so it must not block and must not panic.
    pub fn on_abandoned(mut self, hook: impl Fn(&Abandoned) + Send + Sync + 'static) -> Self {
        self.options.on_abandoned = Some(Arc::new(hook));
        self
    }

    /// Reads wall time from this function, which a test can set. Dates in answers are measured by
    /// it, and a request does not leave any more where the time of its call is over by it. On a
    /// platform without a clock it is 1970 unless it is given.
    pub fn wall_clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.options.wall_clock = Some(Arc::new(clock));
        self
    }

    /// Draws the waits between attempts from this seed, so that a test sees the same ones each
    /// time. The [IDs](Self::client_request_id) of calls do not come from it, but on a platform
    /// without a clock: there each client draws the same waits and the same IDs unless it is given.
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

impl<C> Clone for ClientBuilder<C> {
    fn clone(&self) -> Self {
        Self {
            endpoint: self.endpoint.clone(),
            options: self.options.clone(),
            client: PhantomData,
        }
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
