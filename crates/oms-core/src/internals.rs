//! Doors for this project alone: for its benchmarks, which measure one step where a call takes them
//! all, and for its command, which speaks TLS with a database as a client does with a service.
//! Nothing else may use them.

#[cfg(feature = "rustls-no-provider")]
use std::error::Error;
#[cfg(feature = "rustls-no-provider")]
use std::sync::Arc;

#[cfg(feature = "rustls-no-provider")]
use crate::transport::hyper::tls;
#[cfg(feature = "rustls-no-provider")]
use crate::{CryptoProvider, Invalid};

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
