//! What is wrong with a server's certificate, in words.

use std::error::Error;
use std::io;

use rustls::{CertificateError, InvalidMessage};

/// The TLS fault at this link of a chain of errors.
pub(super) fn tls_fault<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    // An I/O error passes over what it wraps when it is asked for its source, so each layer of it is opened here.
    let opened = |link: &&'a (dyn Error + 'static)| {
        let inner = link.downcast_ref::<io::Error>()?.get_ref()?;
        Some(inner as &'a (dyn Error + 'static))
    };
    std::iter::successors(Some(error), opened).find_map(|link| link.downcast_ref())
}

/// Whether the fault lies in the certificate that the server showed.
pub(super) const fn is_certificate_fault(error: &rustls::Error) -> bool {
    matches!(
        error,
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented
    )
}

/// Names the fault.
pub(super) fn describe(error: &rustls::Error) -> String {
    let fault = match error {
        rustls::Error::InvalidCertificate(fault) => fault,
        // The first byte is of no record of TLS, as where https was written and plain http listens.
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            return "what answers at this port does not speak TLS".to_owned();
        }
        other => return other.to_string(),
    };
    let text = match fault {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's certificate has expired"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the server's certificate is for another name"
        }
        CertificateError::UnknownIssuer => {
            "the server's certificate was issued by an unknown authority"
        }
        CertificateError::Revoked => "the server's certificate was revoked",
        CertificateError::BadSignature => "the signature of the server's certificate does not hold",
        // What a verifier adds of its own, such as an authority's certificate shown as a server's: self-signed ones end here.
        other => return format!("the server's certificate was not accepted: {other}"),
    };
    text.to_owned()
}
