//! What an error of the HTTP stack means, told by types where there are types.

use std::error::Error;
use std::io;

use super::resolve::DnsFailure;
use crate::{Failure, Fault, NotSentCause, UnknownCause};

/// How hyper-util starts the text of a failed tunnel; the type itself is private. A test holds it against a real proxy.
const TUNNEL: &str = "tunnel error";

/// How hyper starts the texts of answers that are not HTTP; the kinds are not told apart by type without a further dependency.
const NOT_HTTP: [&str; 5] = [
    "invalid HTTP",
    "invalid content-length",
    "unexpected transfer-encoding",
    "message head is too large",
    "received unexpected message",
];

/// Takes over the texts of an error. The address is left out of them: the error that holds them names the endpoint.
pub(super) fn fault_of(error: &reqwest::Error) -> Fault {
    match error.source() {
        Some(source) => Fault::of(source),
        None => Fault::new(if error.is_timeout() {
            "timed out"
        } else {
            "the HTTP library failed"
        }),
    }
}

/// What a request that brought back no answer failed of.
pub(super) fn failure_of(error: &reqwest::Error, nothing_left: bool, proxied: bool) -> Failure {
    // A server that closes a connection as soon as it has accepted it is noticed before or after the first byte was written, by
    // chance. One event must not have two outcomes, so that only a failure to connect counts as proof.
    let proved = nothing_left && (error.is_connect() || error.is_builder());
    let (failure, detail) = if proved {
        let (cause, detail) = phase_of(error, proxied);
        (Failure::not_sent(cause), detail)
    } else {
        (Failure::unknown(loss_of(error)), None)
    };
    Failure {
        detail,
        source: Some(fault_of(error)),
        ..failure
    }
}

fn links(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&error| error.source())
}

/// The I/O fault at this link of a chain, without the wrappers of the same type that layers above it add.
fn io_fault<'a>(link: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    let wrapped = |fault: &&'a io::Error| fault.get_ref()?.downcast_ref::<io::Error>();
    std::iter::successors(link.downcast_ref::<io::Error>(), wrapped).last()
}

/// The phase in which a request failed that was never sent.
fn phase_of(error: &reqwest::Error, proxied: bool) -> (NotSentCause, Option<String>) {
    #[cfg(feature = "rustls")]
    if let Some(fault) = links(error).find_map(super::tls::tls_fault) {
        // Only the service itself can show a certificate; any other fault behind a proxy may be the proxy's garbage.
        let cause = if proxied && !super::tls::is_certificate_fault(fault) {
            NotSentCause::Proxy
        } else {
            NotSentCause::Tls
        };
        return (cause, Some(super::tls::describe(fault)));
    }
    if let Some(link) = links(error).find(|link| link.to_string().starts_with(TUNNEL)) {
        return (NotSentCause::Proxy, Some(link.to_string()));
    }
    if let Some(failure) = links(error).find_map(|link| link.downcast_ref::<DnsFailure>()) {
        return (NotSentCause::Dns, Some(failure.to_string()));
    }
    // Only the connect timeout is left to the HTTP library, so that no other timeout can be meant.
    if error.is_timeout() {
        let cause = if proxied {
            NotSentCause::Proxy
        } else {
            NotSentCause::ConnectTimeout
        };
        return (cause, None);
    }
    let Some(fault) = links(error).find_map(io_fault) else {
        let cause = if error.is_connect() {
            NotSentCause::Connect
        } else {
            NotSentCause::Other
        };
        return (cause, None);
    };
    // Making a TCP connection never ends in these, so a connection was there and broke in the handshake.
    let broke = matches!(
        fault.kind(),
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::InvalidData
            | io::ErrorKind::ConnectionReset
    );
    let cause = match (broke, error.is_connect()) {
        (true, true) if proxied => NotSentCause::Proxy,
        (true, true) => NotSentCause::Tls,
        (false, true) => NotSentCause::Connect,
        (_, false) => NotSentCause::Other,
    };
    (cause, Some(fault.to_string()))
}

/// How an answer was lost that may have been on its way.
fn loss_of(error: &reqwest::Error) -> UnknownCause {
    let not_http = |link: &(dyn Error + 'static)| {
        let text = link.to_string();
        NOT_HTTP.iter().any(|start| text.starts_with(start))
    };
    if links(error).any(not_http) {
        UnknownCause::BadResponse
    } else {
        UnknownCause::ConnectionLost
    }
}
