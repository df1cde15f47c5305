//! The options of a client, and the check of them all when it is built.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use crate::action::ServerVersion;
use crate::call::abandoned::AbandonedHook;
use crate::call::clock::{Clock, Moment, WallClock};
use crate::call::credentials::Credentials;
use crate::call::report::CallHook;
use crate::call::state::ClientState;
use crate::rules::{further_header_name, header_value};
use crate::text::redact::Redactor;
use crate::transport::endpoint::Endpoint;
use crate::transport::{ConnectOptions, headers_size};
use crate::{Auth, Invalid, ReadRetry, RetryBudget, Service, Transport, WriteRetry};

/// The longest timeout that a caller can have meant.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(3600);

/// The most bytes of the headers of every call: more than servers take, and half of the room that
/// those of one call share with them.
const LARGEST_CLIENT_HEADERS: usize = 64 << 10;

/// The largest answer that a caller can have meant.
const LARGEST_ANSWER: usize = 1 << 30;

/// Puts a layer around a transport.
pub(super) type Layer = dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync;

/// The options of a client.
#[derive(Clone)]
pub(crate) struct Options {
    pub(crate) auth: Auth,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) user_agent: Option<String>,
    pub(crate) timeout: Duration,
    pub(crate) connect: ConnectOptions,
    pub(crate) answer_limit: usize,
    pub(crate) no_intermediary: bool,
    pub(crate) server_version: Option<String>,
    pub(crate) allow_plaintext: bool,
    pub(crate) writes: WriteRetry,
    pub(crate) reads: ReadRetry,
    pub(crate) retry_budget: RetryBudget,
    pub(crate) client_request_id: Option<String>,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    /// From the innermost to the outermost.
    pub(crate) layers: Vec<Arc<Layer>>,
    pub(crate) on_abandoned: Option<Arc<AbandonedHook>>,
    pub(crate) on_call: Option<Arc<CallHook>>,
    #[cfg(feature = "opentelemetry")]
    pub(crate) opentelemetry: Option<crate::OpenTelemetry>,
    pub(crate) wall_clock: Option<Arc<WallClock>>,
    pub(crate) jitter_seed: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            auth: Auth::none(),
            credentials: None,
            user_agent: None,
            timeout: Duration::from_secs(60),
            connect: ConnectOptions::default(),
            answer_limit: 1 << 20,
            no_intermediary: false,
            server_version: None,
            allow_plaintext: false,
            writes: WriteRetry::new(),
            reads: ReadRetry::new(),
            retry_budget: RetryBudget::new(),
            client_request_id: None,
            transport: None,
            layers: Vec::new(),
            on_abandoned: None,
            on_call: None,
            #[cfg(feature = "opentelemetry")]
            opentelemetry: None,
            wall_clock: None,
            jitter_seed: None,
        }
    }
}

/// The part of building that is the same for every client.
pub(super) fn check(
    service: &'static Service,
    endpoint: Endpoint,
    mut options: Options,
) -> Result<ClientState, Invalid> {
    options.connect.fit_into(options.timeout);
    check_limits(&options)?;
    let method = service
        .method
        .parse()
        .map_err(|_| Invalid::new("is no HTTP method").at("method"))?;
    if options.credentials.is_some() && !options.auth.is_none() {
        return Err(Invalid::new("is given beside `auth`: choose one of them").at("credentials"));
    }
    let headers = headers(&options)?;
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
    let transport = options
        .layers
        .iter()
        .fold(transport, |inner, layer| layer(inner));
    let (writes, reads) = (options.writes.into_plan(), options.reads.into_plan());
    writes
        .check()
        .map_err(|invalid| invalid.at("retry_writes"))?;
    reads.check().map_err(|invalid| invalid.at("retry_reads"))?;
    Ok(ClientState {
        service,
        method,
        host_and_port: endpoint.host_and_port().into(),
        endpoint,
        redactor: Redactor::of(&headers),
        headers: Arc::new(headers),
        credentials: options.credentials.as_ref().map(Credentials::anew),
        transport,
        timeout: options.timeout,
        answer_limit: options.answer_limit,
        no_intermediary: options.no_intermediary,
        server_version: version.transpose()?,
        writes,
        reads,
        budget: options.retry_budget.into_budget(Moment::now()),
        clock: Arc::new(Clock::new(options.wall_clock, options.jitter_seed)),
        client_request_id,
        on_abandoned: options.on_abandoned,
        on_call: options.on_call,
        #[cfg(feature = "opentelemetry")]
        opentelemetry: options.opentelemetry,
        routes: RwLock::default(),
    })
}

fn check_limits(options: &Options) -> Result<(), Invalid> {
    for (name, timeout) in [
        ("timeout", options.timeout),
        ("connect_timeout", options.connect.connect_timeout()),
    ] {
        if timeout.is_zero() || timeout > LONGEST_TIMEOUT {
            return Err(Invalid::new("must be more than zero and at most an hour").at(name));
        }
    }
    if options.connect.connect_timeout() >= options.timeout {
        return Err(Invalid::new(format!(
            "{:?} is not below the total timeout of {:?}, which would always end first: raise the total, or lower this",
            options.connect.connect_timeout(),
            options.timeout
        ))
        .at("connect_timeout"));
    }
    if options.connect.ca_certificates_only && options.connect.ca_certificates.is_empty() {
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
fn headers(options: &Options) -> Result<HeaderMap, Invalid> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(text) = &options.user_agent {
        let value = header_value(&USER_AGENT, text);
        headers.insert(
            USER_AGENT,
            value.map_err(|invalid| invalid.at("user_agent"))?,
        );
    }
    if let Some((name, value)) = options.auth.to_header()? {
        headers.insert(name, value);
    }
    if headers_size(&headers) > LARGEST_CLIENT_HEADERS {
        return Err(Invalid::new("the headers of the client are longer than 64 KiB").at("auth"));
    }
    Ok(headers)
}

/// The header of the call's own ID, which must not take the place of another.
fn id_header(name: &str, headers: &HeaderMap) -> Result<HeaderName, Invalid> {
    let name = further_header_name(name, headers);
    name.map_err(|invalid| invalid.at("client_request_id"))
}

#[cfg(feature = "hyper")]
fn default_transport(
    endpoint: &Endpoint,
    options: &Options,
) -> Result<Arc<dyn Transport>, Invalid> {
    crate::transport::HttpTransport::new(endpoint, &options.connect)
        .map(|transport| Arc::new(transport) as _)
}

#[cfg(not(feature = "hyper"))]
fn default_transport(_: &Endpoint, _: &Options) -> Result<Arc<dyn Transport>, Invalid> {
    Err(Invalid::new(
        "this build has no default transport: bring one, or switch on the feature `hyper`",
    )
    .at("transport"))
}
