//! Describes a client, and refuses a description that could not keep the client's promises.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use crate::clock::{Clock, Moment};
use crate::dispatcher::{AbandonedHook, Settled};
use crate::echo::Echo;
use crate::endpoint::Endpoint;
use crate::retry::Budget;
use crate::version::ServerVersion;
use crate::{
    Abandoned, Auth, Dispatcher, FromDispatcher, Invalid, ReadRetry, Transport, WriteRetry,
};

/// The longest timeout that a caller can have meant.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(3600);

/// The most bytes of headers: far below the buffer that a head must fit into, so that no part of it leaves before the rest.
const LARGEST_HEADERS: usize = 64 << 10;

/// The largest answer that a caller can have meant.
const LARGEST_ANSWER: usize = 1 << 30;

/// Describes a client.
///
/// | Option | Default |
/// |---|---|
/// | [`auth`](Self::auth) | none |
/// | [`timeout`](Self::timeout) | 60 s, over all attempts and the whole answer |
/// | [`connect_timeout`](Self::connect_timeout) | 3 s |
/// | [`answer_limit`](Self::answer_limit) | 1 MiB |
/// | [`retry_writes`](Self::retry_writes) | three attempts, only where no byte was sent |
/// | [`retry_reads`](Self::retry_reads) | three attempts, also where an answer was lost |
/// | [`allow_plaintext`](Self::allow_plaintext) | only to this machine |
/// | [`ca_certificate`](Self::ca_certificate) | those of the platform |
/// | [`proxy`](Self::proxy) | that of the environment, for https alone |
/// | [`assume_no_intermediary`](Self::assume_no_intermediary) | off: a bare status proves nothing about a write |
#[must_use = "a client exists only after `build`"]
pub struct ClientBuilder<C> {
    pub(crate) endpoint: String,
    pub(crate) options: Options,
    client: PhantomData<fn() -> C>,
}

/// What can be chosen about a client.
pub(crate) struct Options {
    pub(crate) auth: Auth,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) answer_limit: usize,
    pub(crate) no_intermediary: bool,
    pub(crate) server_version: Option<String>,
    pub(crate) allow_plaintext: bool,
    pub(crate) ca_certificates: Vec<Vec<u8>>,
    pub(crate) ca_certificates_only: bool,
    pub(crate) proxy: Option<String>,
    pub(crate) writes: WriteRetry,
    pub(crate) reads: ReadRetry,
    pub(crate) client_request_id: Option<String>,
    pub(crate) transport: Option<Box<dyn Transport>>,
    pub(crate) on_abandoned: Option<Box<AbandonedHook>>,
    pub(crate) wall_clock: Option<Box<dyn Fn() -> SystemTime + Send + Sync>>,
    pub(crate) jitter_seed: Option<u64>,
}

impl<C: FromDispatcher> ClientBuilder<C> {
    /// Starts to describe a client of the service at `endpoint`.
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            options: Options {
                auth: Auth::none(),
                timeout: Duration::from_secs(60),
                connect_timeout: Duration::from_secs(3),
                answer_limit: 1 << 20,
                no_intermediary: false,
                server_version: None,
                allow_plaintext: false,
                ca_certificates: Vec::new(),
                ca_certificates_only: false,
                proxy: None,
                writes: WriteRetry::new(),
                reads: ReadRetry::new(),
                client_request_id: None,
                transport: None,
                on_abandoned: None,
                wall_clock: None,
                jitter_seed: None,
            },
            client: PhantomData,
        }
    }

    /// Sends these credentials with every call.
    pub fn auth(mut self, auth: Auth) -> Self {
        self.options.auth = auth;
        self
    }

    /// The most time that a call may take, all attempts and the whole answer included. It must exceed the connect timeout.
    ///
    /// A write that is given up then, or dropped before, resets its connection: what the kernel has not delivered by that time is
    /// thrown away and not sent later. What has reached a gateway may still be passed on.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.options.timeout = total;
        self
    }

    /// The most time that making a connection may take, TLS included. It must be below the total timeout: a call that is still
    /// connecting when the total timeout passes would not be told apart from one that was sent.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = timeout;
        self
    }

    /// The most bytes of an answer's body that are read.
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.options.answer_limit = bytes;
        self
    }

    /// Declares that nothing between this client and the service answers in the service's place: no gateway, no load balancer with
    /// pages of its own, no firewall that inspects answers. Off by default.
    ///
    /// A status such as 401 or 404 without an envelope of the service then counts as a refusal of a write:
    /// [`Outcome::Rejected`](crate::Outcome::Rejected), *it had no effect*. Without this declaration it is
    /// [`Outcome::Unknown`](crate::Outcome::Unknown) with a [hint](crate::Unknown::hint), because a gateway that loses the answer of
    /// a service that has carried the call out, or that blocks it, answers with such a status as well. A read changes nothing, so
    /// this option changes nothing for reads.
    ///
    /// **Where it is declared and not true, a call that took effect is reported as one that had none.** The option is part of what
    /// `Debug` shows of the builder and of the client.
    ///
    /// ```
    /// # use oms_core::ClientBuilder;
    /// # fn build<C: oms_core::FromDispatcher>() -> ClientBuilder<C> {
    /// ClientBuilder::new("http://127.0.0.1:8089").assume_no_intermediary()
    /// # }
    /// ```
    pub fn assume_no_intermediary(mut self) -> Self {
        self.options.no_intermediary = true;
        self
    }

    /// The version of the server, such as `4.3.0` or `V4.2.12-CE`: an action that is newer is refused before anything is sent.
    pub fn server_version(mut self, version: impl Into<String>) -> Self {
        self.options.server_version = Some(version.into());
        self
    }

    /// Allows plain http to another machine. Anyone on the way can then read the credentials.
    pub fn allow_plaintext(mut self, allow: bool) -> Self {
        self.options.allow_plaintext = allow;
        self
    }

    /// Trusts these certificates beside those of the platform: PEM with one or more of them, or one in DER. May be repeated.
    ///
    /// Each may be that of an authority, or the very one that the server shows, such as `openssl req -x509` makes. Either way the
    /// server's certificate must list its name or address as `subjectAltName`, and its time must not be over.
    pub fn ca_certificate(mut self, certificates: impl Into<Vec<u8>>) -> Self {
        self.options.ca_certificates.push(certificates.into());
        self
    }

    /// Trusts the certificates of [`ca_certificate`](Self::ca_certificate) instead of those of the platform, not beside them. Then
    /// nobody whom the platform trusts can pose as the server.
    pub fn ca_certificates_only(mut self, only: bool) -> Self {
        self.options.ca_certificates_only = only;
        self
    }

    /// Reaches an https endpoint through this proxy, by a tunnel. It replaces the proxy of the environment.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.options.proxy = Some(url.into());
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

    /// Gives every call a random ID of its own, sent in a header of this name and found again in [`Meta`](crate::Meta), in errors
    /// and in spans. Without it no such header is sent.
    pub fn client_request_id(mut self, header: impl Into<String>) -> Self {
        self.options.client_request_id = Some(header.into());
        self
    }

    /// Sends through this transport. Connect timeout, certificates and proxy are then the transport's own matter.
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

    /// Reads wall time from this function, which a test can set. Only dates in answers are measured by it.
    pub fn wall_clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.options.wall_clock = Some(Box::new(clock));
        self
    }

    /// Draws the waits between attempts from this seed, so that a test sees the same ones each time.
    pub fn jitter_seed(mut self, seed: u64) -> Self {
        self.options.jitter_seed = Some(seed);
        self
    }

    /// Builds the client. Nothing is contacted.
    ///
    /// # Errors
    ///
    /// The first option that cannot stand, by its name.
    pub fn build(self) -> Result<C, Invalid> {
        let endpoint = Endpoint::new(&self.endpoint, self.options.allow_plaintext)?;
        settle(C::SERVICE, endpoint, self.options)
            .map(|client| C::from_dispatcher(Dispatcher::new(client)))
    }
}

/// The part of building that is the same for every client.
fn settle(
    service: &'static crate::Service,
    endpoint: Endpoint,
    mut options: Options,
) -> Result<Settled, Invalid> {
    check_limits(&options)?;
    let method = service
        .method
        .parse()
        .map_err(|_| Invalid::new("is no HTTP method").at("method"))?;
    let headers = headers(&options.auth)?;
    let client_request_id = options
        .client_request_id
        .as_deref()
        .map(|name| id_header(name, &headers))
        .transpose()?;
    let version = options
        .server_version
        .as_deref()
        .map(str::parse::<ServerVersion>);
    let transport = match options.transport.take() {
        Some(transport) => transport,
        None => default_transport(&endpoint, &options)?,
    };
    let (writes, reads) = (options.writes.into_plan(), options.reads.into_plan());
    writes
        .check()
        .map_err(|invalid| invalid.at("retry_writes"))?;
    reads.check().map_err(|invalid| invalid.at("retry_reads"))?;
    Ok(Settled {
        service,
        method,
        host_and_port: endpoint.host_and_port().into(),
        endpoint,
        echo: Echo::of(&headers),
        headers: Arc::new(headers),
        transport,
        timeout: options.timeout,
        answer_limit: options.answer_limit,
        no_intermediary: options.no_intermediary,
        server_version: version.transpose()?,
        writes,
        reads,
        budget: Budget::new(Moment::now()),
        clock: Clock::new(options.wall_clock, options.jitter_seed),
        client_request_id,
        on_abandoned: options.on_abandoned,
        routes: RwLock::default(),
    })
}

fn check_limits(options: &Options) -> Result<(), Invalid> {
    for (name, timeout) in [
        ("timeout", options.timeout),
        ("connect_timeout", options.connect_timeout),
    ] {
        if timeout.is_zero() || timeout > LONGEST_TIMEOUT {
            return Err(Invalid::new("must be more than zero and at most an hour").at(name));
        }
    }
    if options.connect_timeout >= options.timeout {
        return Err(Invalid::new(format!(
            "{:?} is not below the total timeout of {:?}, so that a call that was never sent could not be told from a lost one",
            options.connect_timeout, options.timeout
        ))
        .at("connect_timeout"));
    }
    if options.ca_certificates_only && options.ca_certificates.is_empty() {
        return Err(Invalid::new(
            "would trust nobody: give the certificate to trust as `ca_certificate` (`--cacert`)",
        )
        .at("ca_certificates_only"));
    }
    if !(1..=LARGEST_ANSWER).contains(&options.answer_limit) {
        return Err(Invalid::new("must be at least one byte and at most 1 GiB").at("answer_limit"));
    }
    Ok(())
}

/// The headers of every call.
fn headers(auth: &Auth) -> Result<HeaderMap, Invalid> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some((name, value)) = auth.to_header()? {
        headers.insert(name, value);
    }
    let size: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    if size > LARGEST_HEADERS {
        return Err(Invalid::new("the credentials are longer than 64 KiB").at("auth"));
    }
    Ok(headers)
}

/// The header of the call's own ID, which must not take the place of another.
fn id_header(name: &str, headers: &HeaderMap) -> Result<HeaderName, Invalid> {
    let name = crate::auth::own_header_name(name).and_then(|name| {
        if headers.contains_key(&name) || name == AUTHORIZATION {
            return Err(Invalid::new(format!(
                "the header `{name}` carries the credentials"
            )));
        }
        Ok(name)
    });
    name.map_err(|invalid| invalid.at("client_request_id"))
}

#[cfg(feature = "hyper")]
fn default_transport(
    endpoint: &Endpoint,
    options: &Options,
) -> Result<Box<dyn Transport>, Invalid> {
    crate::transport::hyper::HyperTransport::new(endpoint, options)
        .map(|transport| Box::new(transport) as _)
}

#[cfg(not(feature = "hyper"))]
fn default_transport(_: &Endpoint, _: &Options) -> Result<Box<dyn Transport>, Invalid> {
    Err(Invalid::new(
        "this build has no default transport: bring one, or switch on the feature `hyper`",
    )
    .at("transport"))
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The endpoint is left out: before it is checked, it may hold a password.
        f.debug_struct("ClientBuilder")
            .field("auth", &self.options.auth)
            .field("timeout", &self.options.timeout)
            .field("connect_timeout", &self.options.connect_timeout)
            .field("assume_no_intermediary", &self.options.no_intermediary)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
