//! Makes the client that a command calls with, from what was settled.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use oms_client::{Action, Client, ClientBuilder, HttpTransport};
use url::Url;

use crate::failure::Failure;
use crate::session::{Session, address, authorities, credentials, tls};
use crate::surroundings::Surroundings;

/// The longest time that a connection may take; less where the whole call may take less.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Describes the client, all but its credentials, and warns where they would go in the clear.
pub(crate) fn builder(session: &mut Session<'_, '_>) -> Result<ClientBuilder<Client>, Failure> {
    authorities::check(session.surroundings)?;
    warn_of_plaintext(session);
    described(session)
}

fn described(session: &Session<'_, '_>) -> Result<ClientBuilder<Client>, Failure> {
    let settings = &session.settings;
    let timeout = settings.timeout.value;
    let may_have_left = Arc::clone(&session.may_have_left);
    let mut builder = Client::builder(settings.endpoint()?)
        .timeout(timeout)
        // Below the total, or else a timeout would not tell whether anything was sent.
        .connect_timeout(CONNECT_TIMEOUT.min(timeout / 2))
        .allow_plaintext(settings.allow_plaintext.value)
        .retry_reads(session.surroundings.read_retry())
        .on_abandoned(move |_| may_have_left.store(true, Ordering::SeqCst));
    if settings.assume_no_intermediary.value {
        builder = builder.assume_no_intermediary();
    }
    if let Some(proxy) = &settings.proxy.value {
        builder = builder.proxy(proxy);
    }
    if let Some(version) = &settings.server_version.value {
        builder = builder.server_version(version);
    }
    if let Some(header) = &settings.client_request_id_header.value {
        builder = builder.client_request_id(header);
    }
    if let Some(transport) = session.surroundings.rehearsal.transport() {
        // Without a network, chance is no longer a matter of the machine either.
        builder = builder.transport(transport).jitter_seed(0);
    }
    tls::with_files(builder, settings)
}

/// Refuses a request that the service is said to be too old for. A run of several requests would
/// find it out behind the first.
pub(crate) fn check_version<A: Action>(
    session: &Session<'_, '_>,
    request: &A,
) -> Result<(), Failure> {
    let Some(version) = &session.settings.server_version.value else {
        return Ok(());
    };
    // Nothing is sent, so that the client needs no certificates.
    let client = Client::builder("http://127.0.0.1").server_version(version);
    Ok(built(client, session)?.check(request)?)
}

/// Returns the client, with its credentials. It is made once: credentials from standard input can
/// be read only once. Every command takes it from here, so that none forgets the warning.
pub(crate) fn client(session: &mut Session<'_, '_>) -> Result<Client, Failure> {
    if let Some(client) = &session.client {
        return Ok(client.clone());
    }
    let client = new_client(session)?;
    session.client = Some(client.clone());
    Ok(client)
}

/// As [`client`], for a completion: nothing may be printed into an unfinished line.
pub(crate) fn quiet_client(session: &mut Session<'_, '_>) -> Result<Client, Failure> {
    session.warned_of_plaintext = true;
    client(session)
}

fn new_client(session: &mut Session<'_, '_>) -> Result<Client, Failure> {
    let builder = builder(session)?;
    #[cfg(feature = "simulator")]
    if session.simulated.is_some() {
        return built(
            builder.auth(crate::session::simulated::Simulated::auth()),
            session,
        );
    }
    let auth = credentials::load(
        &session.options.credentials,
        &session.settings,
        session.surroundings,
    )?;
    built(builder.auth(auth), session)
}

/// Refuses settings of which no client can be made.
pub(crate) fn check(session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let builder = builder(session)?;
    built(builder, session).map(drop)
}

/// Returns the client, or the refusal of an option by the name of whoever gave its value.
fn built(builder: ClientBuilder<Client>, session: &Session<'_, '_>) -> Result<Client, Failure> {
    let refused = |invalid| session.settings.refused(invalid);
    builder.build().map_err(refused)
}

/// Returns the host and the port of the proxy that the client goes through, if there is one.
pub(crate) fn proxy(session: &mut Session<'_, '_>) -> Result<Option<(String, u16)>, Failure> {
    let transport = builder(session)?.default_transport();
    let transport = transport.map_err(|invalid| session.settings.refused(invalid))?;
    Ok(transport
        .proxy()
        .map(|(host, port)| (host.to_owned(), port)))
}

/// Warns in every session, so that nobody gets used to a flag in a script, and once in each.
fn warn_of_plaintext(session: &mut Session<'_, '_>) {
    if session.warned_of_plaintext {
        return;
    }
    let settings = &session.settings;
    let is_allowed = settings.allow_plaintext.value;
    let warning = if is_allowed && settings.endpoint().is_ok_and(is_in_the_clear) {
        "--allow-plaintext: anyone on the way of an http:// request can read the credentials"
    } else if tells_a_proxy_in_the_clear(session) {
        "an http:// proxy: anyone on the way to it can read the user or the password for it"
    } else {
        return;
    };
    session.warned_of_plaintext = true;
    session.warn(warning);
}

/// Returns whether the calls go through a proxy that is told its own user and password in the
/// clear. A proxy has no part in a call over plain http.
fn tells_a_proxy_in_the_clear(session: &Session<'_, '_>) -> bool {
    let settings = &session.settings;
    let is_https = |endpoint| Url::parse(endpoint).is_ok_and(|url| url.scheme() == "https");
    if !settings.endpoint().is_ok_and(is_https) {
        return false;
    }
    let told = |proxy: &str| {
        address::holds_user(proxy) && is_in_the_clear(&with_scheme(&address::without_user(proxy)))
    };
    if let Some(proxy) = &settings.proxy.value {
        return told(proxy);
    }
    variable_of_proxy(session.surroundings).is_some_and(|(_, proxy)| told(&proxy))
        && takes_a_proxy(session)
}

/// Returns the variable of the environment that names the proxy of the calls, and its value, where
/// they go through it.
pub(crate) fn proxy_of_environment(session: &Session<'_, '_>) -> Option<(&'static str, String)> {
    let named = variable_of_proxy(session.surroundings)?;
    takes_a_proxy(session).then_some(named)
}

/// Returns the first variable that can name the proxy and is not empty, and its value.
fn variable_of_proxy(surroundings: &Surroundings<'_>) -> Option<(&'static str, String)> {
    let mut names = HttpTransport::PROXY_VARIABLES.into_iter();
    names.find_map(|name| {
        let value = (surroundings.environment)(name).filter(|value| !value.is_empty())?;
        Some((name, value.to_string_lossy().into_owned()))
    })
}

/// Returns whether the calls go through a proxy. The client alone knows for which hosts there is
/// none; where none can be made, no call goes anywhere.
fn takes_a_proxy(session: &Session<'_, '_>) -> bool {
    let described = described(session).ok();
    let transport = described.and_then(|builder| builder.default_transport().ok());
    transport.is_some_and(|transport| transport.proxy().is_some())
}

/// Returns the address of a proxy, which is one of plain http where it names no scheme.
fn with_scheme(proxy: &str) -> String {
    if proxy.contains("://") {
        proxy.to_owned()
    } else {
        format!("http://{proxy}")
    }
}

/// Returns whether an endpoint is plain http to another machine. The client tells which one is
/// another: it refuses such an endpoint where nobody allows it.
pub(super) fn is_in_the_clear(endpoint: &str) -> bool {
    let is_plain = Url::parse(endpoint).is_ok_and(|url| url.scheme() == "http");
    is_plain && Client::builder(endpoint).build().is_err()
}
