//! The faults of a handshake, in words.

use std::error::Error;
use std::io;

use rustls::{AlertDescription, CertificateError, InvalidMessage, OtherError};

/// The verifier's text for a certificate that is not for servers; the type itself is
/// private.
const FOR_ANOTHER_USE: &str = "EkuError";

/// The next step where the two sides have no version or no cipher in common.
const OLD_TLS: &str = "let the server speak TLS 1.2 or 1.3 with a cipher that is safe enough";

/// The TLS fault at this link of a chain of errors.
pub(crate) fn tls_fault<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    // An I/O error passes over what it wraps when it is asked for its source, so each layer of it
    // is opened here.
    let opened = |link: &&'a (dyn Error + 'static)| {
        let inner = link.downcast_ref::<io::Error>()?.get_ref()?;
        Some(inner as &'a (dyn Error + 'static))
    };
    std::iter::successors(Some(error), opened).find_map(|link| link.downcast_ref())
}

/// Returns `true` if the fault lies in the certificate that was shown.
pub(crate) const fn is_certificate_fault(error: &rustls::Error) -> bool {
    matches!(
        error,
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented
    )
}

/// Returns `true` if the other end has refused the handshake, cannot take part in it, or does not
/// speak TLS.
pub(crate) const fn is_peers_word(error: &rustls::Error) -> bool {
    matches!(
        error,
        rustls::Error::AlertReceived(_)
            | rustls::Error::PeerIncompatible(_)
            | rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType)
    )
}

/// Returns `true` if a certificate was refused only because nobody else vouches for it: it is an
/// authority's own, or its issuer is unknown.
pub(super) fn is_for_want_of_an_issuer(error: &rustls::Error) -> bool {
    match error {
        rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => true,
        rustls::Error::InvalidCertificate(fault) => {
            refusal(fault) == Some(&webpki::Error::CaUsedAsEndEntity)
        }
        _ => false,
    }
}

/// The refusal of webpki for which rustls has no word.
fn refusal(fault: &CertificateError) -> Option<&webpki::Error> {
    match fault {
        CertificateError::Other(OtherError(error)) => error.downcast_ref(),
        _ => None,
    }
}

/// Names the fault of a handshake with `whose`: "the server" or "the proxy".
pub(crate) fn describe(error: &rustls::Error, whose: &str) -> String {
    match error {
        rustls::Error::InvalidCertificate(fault) => {
            format!("{whose}'s certificate {}", of_the_certificate(fault))
        }
        rustls::Error::NoCertificatesPresented => format!("{whose} showed no certificate"),
        // The first byte is of no record of TLS, as where https was written and plain http listens.
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            "what answers at this port does not speak TLS".to_owned()
        }
        rustls::Error::AlertReceived(alert) => {
            format!(
                "{whose} ended the connection with the alert {}",
                words(*alert)
            )
        }
        rustls::Error::PeerIncompatible(_) => {
            format!("{whose} speaks no version or cipher of TLS that is safe enough")
        }
        rustls::Error::InvalidMessage(_)
        | rustls::Error::InappropriateMessage { .. }
        | rustls::Error::InappropriateHandshakeMessage { .. }
        | rustls::Error::PeerMisbehaved(_)
        | rustls::Error::DecryptError
        | rustls::Error::PeerSentOversizedRecord => {
            format!("{whose} broke the rules of TLS")
        }
        rustls::Error::General(text) => text.clone(),
        _ => "the TLS library gave up".to_owned(),
    }
}

/// Names the fault of a connection whose handshake was done, which proved that the other end speaks
/// TLS. Its word is its own; anything else may come from between.
pub(crate) fn describe_after_the_handshake(error: &rustls::Error, whose: &str) -> String {
    match error {
        rustls::Error::AlertReceived(_) => describe(error, whose),
        _ => "something on the connection broke the rules of TLS".to_owned(),
    }
}

/// The next step after a fault that no trust in another authority mends.
pub(crate) fn advice(error: &rustls::Error) -> Option<&'static str> {
    match error {
        rustls::Error::InvalidCertificate(
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. },
        ) => Some(
            "check the dates of the certificate and this machine's clock; `--cacert` mends neither",
        ),
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            Some("check the endpoint's port; where the service has no TLS, write `http://`")
        }
        rustls::Error::PeerIncompatible(_) => Some(OLD_TLS),
        // It speaks of this client, and never of the authorities that this client trusts.
        rustls::Error::AlertReceived(alert) => Some(
            advice_on(*alert).unwrap_or("the server's log says why it did not take this client"),
        ),
        _ => None,
    }
}

/// The next step after a fault of whatever is at the other end of a proxy's tunnel.
pub(crate) fn advice_through_a_tunnel(error: &rustls::Error) -> Option<&'static str> {
    match error {
        // A server that is no proxy may answer CONNECT by 200, and go on with HTTP. The service may
        // well speak TLS then, and no proxy carries a call without it.
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            Some("check that a proxy listens at the proxy's address, and check the endpoint's port")
        }
        _ => advice(error),
    }
}

/// The next step after a fault behind the handshake that would come again; `None` if it may pass.
pub(crate) fn advice_after_the_handshake(error: &rustls::Error) -> Option<&'static str> {
    match error {
        rustls::Error::AlertReceived(alert) => advice_on(*alert),
        _ => None,
    }
}

/// The next step after an alert, where its name tells one.
const fn advice_on(alert: AlertDescription) -> Option<&'static str> {
    match alert {
        AlertDescription::NoCertificate
        | AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::UnknownCA
        | AlertDescription::AccessDenied
        | AlertDescription::CertificateRequired => Some(
            "the server asks for a certificate of the client: give one that it accepts, \
             with `client_certificate` (`--client-certificate` and `--client-key`)",
        ),
        // With TLS 1.2, OpenSSL says no more than this of a certificate that is missing.
        AlertDescription::HandshakeFailure => Some(
            "see the server's log: it may ask for a certificate of the client, which is given with `client_certificate` \
             (`--client-certificate` and `--client-key`), or for another version or cipher of TLS",
        ),
        AlertDescription::ProtocolVersion | AlertDescription::InsufficientSecurity => Some(OLD_TLS),
        AlertDescription::NoApplicationProtocol => {
            Some("let the server speak HTTP/1.1 at this port: this client speaks no other version")
        }
        AlertDescription::UnrecognisedName => {
            Some("check the endpoint's name: the server has no certificate for it")
        }
        _ => None,
    }
}

/// The reason for which a certificate was not accepted, as the end of a sentence.
fn of_the_certificate(fault: &CertificateError) -> String {
    let text = match fault {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "has expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "is not valid yet"
        }
        CertificateError::NotValidForName => "is for another name",
        CertificateError::NotValidForNameContext { presented, .. } => return of_names(presented),
        CertificateError::UnknownIssuer => "was issued by an unknown authority",
        CertificateError::Revoked => "was revoked",
        CertificateError::BadSignature => "has a signature that does not hold",
        CertificateError::BadEncoding => "cannot be read",
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            "is not for servers (extendedKeyUsage without serverAuth)"
        }
        CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            "is signed in a way that is not safe enough"
        }
        other => match refusal(other) {
            Some(webpki::Error::CaUsedAsEndEntity) => {
                "is an authority's own, such as `openssl req -x509` makes, and was not given to be trusted itself"
            }
            Some(webpki::Error::UnsupportedCertVersion) => {
                "is of an old form (X.509 version 1); make it anew, as version 3"
            }
            _ if other.to_string().contains(FOR_ANOTHER_USE) => {
                "is not for servers (extendedKeyUsage without serverAuth)"
            }
            _ => "was not accepted",
        },
    };
    text.to_owned()
}

/// Says which names a certificate is for.
fn of_names(presented: &[String]) -> String {
    if presented.is_empty() {
        return "is for another name: it lists none as subjectAltName, and one in its subject does not count; \
                make it with `-addext subjectAltName=DNS:…` or `IP:…`"
            .to_owned();
    }
    let names: Vec<&str> = presented.iter().map(|name| bare(name)).collect();
    format!("is for another name ({})", names.join(", "))
}

/// A name as it is written: webpki gives it in a form for programmers, such as
/// `DnsName("oms.example.com")`.
fn bare(name: &str) -> &str {
    let inside = name
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    inside.unwrap_or(name).trim_matches('"')
}

/// The name of an alert in words: `HandshakeFailure` becomes `handshake failure`, and `UnknownCA`
/// `unknown ca`.
fn words(alert: AlertDescription) -> String {
    let mut words = String::new();
    let mut follows_a_small_letter = false;
    for letter in alert.as_str().unwrap_or("of an unknown kind").chars() {
        if letter.is_uppercase() && follows_a_small_letter {
            words.push(' ');
        }
        follows_a_small_letter = letter.is_lowercase();
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_alert_is_said_in_words() {
        for (alert, expected) in [
            (AlertDescription::HandshakeFailure, "handshake failure"),
            (AlertDescription::UnknownCA, "unknown ca"),
            (
                AlertDescription::CertificateRequired,
                "certificate required",
            ),
            (AlertDescription::Unknown(250), "of an unknown kind"),
        ] {
            assert_eq!(words(alert), expected);
        }
    }

    #[test]
    fn a_fault_that_no_trust_mends_has_advice_of_its_own() {
        let of_a_certificate = rustls::Error::InvalidCertificate;
        for (fault, words) in [
            (of_a_certificate(CertificateError::Expired), "clock"),
            (of_a_certificate(CertificateError::NotValidYet), "clock"),
            (
                rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType),
                "`http://`",
            ),
        ] {
            let advice = advice(&fault);
            assert!(advice.is_some_and(|it| it.contains(words)), "{fault}");
        }
        let unknown = of_a_certificate(CertificateError::UnknownIssuer);
        assert_eq!(advice(&unknown), None);
        assert_eq!(advice_through_a_tunnel(&unknown), None);
    }
}
