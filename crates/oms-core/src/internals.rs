//! Doors for this project alone: for its benchmarks, which measure one step where a call takes them
//! all, for its command, which speaks TLS with a database as a client does with a service, and for
//! its simulator, which knows a secret and a version by the same rules as a client. Nothing else
//! may use them.

#[cfg(feature = "rustls-no-provider")]
use std::error::Error;
#[cfg(feature = "rustls-no-provider")]
use std::sync::Arc;

use secrecy::zeroize::Zeroizing;

#[cfg(feature = "rustls-no-provider")]
use crate::CryptoProvider;
use crate::action::ServerVersion;
use crate::text::redact;
#[cfg(feature = "rustls-no-provider")]
use crate::transport::hyper::tls;
use crate::{Invalid, Version};

/// Reads the version of a server as a client reads the one that it is told, and returns `true`
/// beside it for the community edition.
pub fn server_version(text: &str) -> Result<(Version, bool), Invalid> {
    let server: ServerVersion = text.parse()?;
    Ok((server.version, server.community))
}

/// Makes every form of a secret that a client takes out of an answer, and the encoded forms of one
/// that is too short for a client to look for them.
#[must_use]
pub fn secret_forms(secret: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    let mut forms = redact::encoded(secret);
    redact::every_form(secret, &mut forms);
    forms
}

/// Undoes one layer of the escapes below which a client searches an answer for its credentials;
/// `None` if the text contains none.
#[must_use]
pub fn without_escapes(text: &[u8]) -> Option<Vec<u8>> {
    redact::without_escapes(text)
}

/// Reads the whole body of an answer: the verdict, everything around it, and the payload where the
/// verdict is success. A benchmark alone calls it, so it is compiled with the feature for tests.
#[cfg(feature = "testing")]
#[must_use]
pub fn read_answer<T: serde::de::DeserializeOwned>(
    body: &[u8],
    service: &crate::Service,
) -> Option<T> {
    let mut meta = crate::Meta::default();
    let envelope = crate::envelope::read(body, service, &mut meta).ok()?;
    std::hint::black_box(&meta);
    let payload = envelope.payload.filter(|_| envelope.success)?;
    serde_json::from_str(payload.get()).ok()
}

/// Makes TLS that believes what a client believes: the certificates of the platform, and these.
#[cfg(feature = "rustls-no-provider")]
pub fn trusting(
    ca_certificates: &[Vec<u8>],
    provider: Arc<CryptoProvider>,
) -> Result<rustls::ClientConfig, Invalid> {
    tls::trusting(ca_certificates, provider)
}

/// Says in words what is wrong with the server's certificate, if that is what this link of a chain
/// of errors is about.
#[cfg(feature = "rustls-no-provider")]
#[must_use]
pub fn certificate_fault(error: &(dyn Error + 'static)) -> Option<String> {
    let fault = tls::tls_fault(error)?;
    tls::is_certificate_fault(fault).then(|| tls::describe(fault, "the server"))
}
