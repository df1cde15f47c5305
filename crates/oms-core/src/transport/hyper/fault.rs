//! The meaning of errors of the HTTP and TLS libraries, by their types where there are types.

use std::error::Error;
use std::io;

use crate::{Failure, Fault, NotSentCause, UnknownCause};

/// The text of hyper for an answer that nobody asked for; it has no type of its own that can be
/// seen from outside.
const UNASKED: &str = "received unexpected message";

/// The text of hyper for a head beyond its limits; it tells servers alone by a method.
const TOO_LARGE: &str = "message head is too large";

/// The limits of hyper, which costs more on every call where it is told others.
const TOO_LARGE_A_HEAD: &str = "its head has more than 100 headers, or is too long to be read";

/// The failure of a request that brought back no answer, once it was given to the HTTP library,
/// which leaves unread what it cannot read.
///
/// A server that closes a connection as soon as it has accepted it is noticed before or after the
/// first byte was written, by chance. One event must not have two outcomes, so that only a
/// connection that was never made counts as proof.
pub(super) fn failure_of(error: &hyper::Error, unread: &[u8]) -> Failure {
    #[cfg(feature = "rustls-no-provider")]
    if let Some(failure) = ended_by_tls(error) {
        return failure;
    }
    let failure = |cause| Failure {
        source: Some(Fault::of(error)),
        ..Failure::unknown(cause)
    };
    if came_unasked(error) {
        return failure(UnknownCause::BadResponse).detail(early(unread));
    }
    if !error.is_parse() {
        return failure(UnknownCause::ConnectionLost);
    }
    let failure = failure(UnknownCause::BadResponse);
    if is_tls(unread) {
        return Failure {
            advice: Some("write `https://`, or check the endpoint's port"),
            ..failure.detail("it speaks TLS")
        };
    }
    if error.to_string().starts_with(TOO_LARGE) {
        return failure.detail(TOO_LARGE_A_HEAD);
    }
    failure
}

/// Returns `true` for the beginning of an alert or a handshake of TLS, which is how a server
/// answers that was expecting one.
fn is_tls(bytes: &[u8]) -> bool {
    matches!(bytes, [0x15 | 0x16, 0x03, 0..=4, ..])
}

/// Says that something came before the request was written, with its status where it has one.
fn early(unread: &[u8]) -> String {
    let status = unread
        .strip_prefix(b"HTTP/1.")
        .and_then(|rest| rest.get(2..5))
        .and_then(|digits| str::from_utf8(digits).ok()?.parse::<u16>().ok());
    let what = status.map_or_else(
        || "something".to_owned(),
        |status| format!("an answer of status {status}"),
    );
    format!("{what} came before the request was written")
}

/// Returns `true` if the server spoke before it was asked. A request that was still queued by then
/// is canceled, and only the source of that error tells why.
fn came_unasked(error: &hyper::Error) -> bool {
    chain(error).any(|link| link.to_string().starts_with(UNASKED))
}

/// An error, and everything that lay below it.
fn chain(error: &hyper::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let first: &(dyn Error + 'static) = error;
    std::iter::successors(Some(first), |&link| link.source())
}

/// The failure of a request whose connection ended over TLS after the handshake.
///
/// In TLS 1.3 a server looks at the client's certificate, or finds none, when the request may be on
/// its way.
#[cfg(feature = "rustls-no-provider")]
fn ended_by_tls(error: &hyper::Error) -> Option<Failure> {
    let fault = chain(error).find_map(super::tls::tls_fault)?;
    let text = super::tls::describe_after_the_handshake(fault, "the server");
    Some(Failure {
        advice: super::tls::advice_after_the_handshake(fault),
        source: Some(Fault::new(text.clone())),
        ..Failure::unknown(UnknownCause::ConnectionLost).detail(text)
    })
}

/// A TLS handshake with the service that failed.
#[cfg(feature = "rustls-no-provider")]
pub(super) fn of_the_handshake(error: &io::Error, proxied: bool) -> Failure {
    let fault = super::tls::tls_fault(error);
    // Only the service itself can show a certificate.
    let of_the_certificate = fault.is_some_and(super::tls::is_certificate_fault);
    if !proxied || of_the_certificate {
        return failed_handshake(NotSentCause::Tls, error, fault, "the server");
    }
    // The proxy has said that the tunnel is open, so that a word of TLS, or the want of it, is that
    // of whatever is at its other end. Asking again does not change it.
    if let Some(word) = fault.filter(|fault| super::tls::is_peers_word(fault)) {
        let failure = Failure {
            advice: super::tls::advice_through_a_tunnel(word),
            ..failed_handshake(NotSentCause::Tls, error, fault, "the server")
        };
        return prefixed(failure, "through the proxy's tunnel");
    }
    let failure = failed_handshake(NotSentCause::Proxy, error, fault, "the server");
    if is_break(error.kind()) {
        return prefixed(failure, "the tunnel broke");
    }
    failure
}

/// Returns `true` for what a connection says that ended under the handshake.
#[cfg(feature = "rustls-no-provider")]
fn is_break(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
    )
}

/// Says before the detail of a failure where it happened.
#[cfg(feature = "rustls-no-provider")]
fn prefixed(mut failure: Failure, place: &str) -> Failure {
    let detail = failure.detail.take().unwrap_or_default();
    failure.detail(format!("{place}: {detail}"))
}

/// A TLS handshake with a proxy that failed.
#[cfg(feature = "rustls-no-provider")]
pub(super) fn of_the_proxys_handshake(error: &io::Error) -> Failure {
    let fault = super::tls::tls_fault(error);
    let cause = match fault {
        Some(fault) if super::tls::is_certificate_fault(fault) => NotSentCause::Tls,
        _ => NotSentCause::Proxy,
    };
    failed_handshake(cause, error, fault, "the proxy")
}

/// A proxy that is down, or whose connection ended before it had answered CONNECT.
pub(super) fn of_the_proxys_answer(error: &io::Error) -> Failure {
    let failure = Failure::not_sent(NotSentCause::Proxy);
    #[cfg(feature = "rustls-no-provider")]
    if let Some(fault) = super::tls::tls_fault(error) {
        let text = super::tls::describe_after_the_handshake(fault, "the proxy");
        return Failure {
            source: Some(Fault::new(text.clone())),
            ..failure.detail(text)
        };
    }
    failure.detail(error.to_string()).source(error)
}

/// The texts of the TLS library are its Debug forms in part, so that what it found is said in words
/// of our own.
#[cfg(feature = "rustls-no-provider")]
fn failed_handshake(
    cause: NotSentCause,
    error: &io::Error,
    fault: Option<&rustls::Error>,
    whose: &str,
) -> Failure {
    let text = match fault {
        Some(fault) => super::tls::describe(fault, whose),
        None => error.to_string(),
    };
    // Each other cause has its own advice, which fits whatever the handshake failed over.
    let advice = fault.filter(|_| cause == NotSentCause::Tls);
    Failure {
        advice: advice.and_then(super::tls::advice),
        source: Some(Fault::new(text.clone())),
        ..Failure::not_sent(cause).detail(text)
    }
}
