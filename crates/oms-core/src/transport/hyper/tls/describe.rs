//! The faults of a handshake, in words.

use std::error::Error;
use std::io;

use rustls::{CertificateError, InvalidMessage, OtherError};

/// The verifier's text for a certificate that is not for servers; the type itself is
/// private.
const FOR_ANOTHER_USE: &str = "EkuError";

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
                "{whose} ended the handshake with the alert {}",
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

/// The name of an alert in words: `HandshakeFailure` becomes `handshake failure`.
fn words(alert: rustls::AlertDescription) -> String {
    let mut words = String::new();
    for letter in alert.as_str().unwrap_or("of an unknown kind").chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
