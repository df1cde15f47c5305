//! The certificate that a client shows, and its private key.

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use secrecy::ExposeSecret;

use crate::Invalid;
use crate::transport::ClientCertificate;

/// Reads both. No refusal repeats any of them.
pub(super) fn read(
    given: &ClientCertificate,
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), Invalid> {
    let chain: Result<Vec<_>, _> =
        CertificateDer::pem_slice_iter(given.chain.expose_secret()).collect();
    let chain = chain.map_err(|_| refusal("holds an incomplete PEM block"))?;
    if chain.is_empty() {
        return Err(refusal(
            "is not the text of a certificate in PEM (`-----BEGIN CERTIFICATE-----`)",
        ));
    }
    let key = PrivateKeyDer::from_pem_slice(given.key.expose_secret()).map_err(|_| {
        refusal(
            "has no private key in PEM that can be read (`-----BEGIN PRIVATE KEY-----`); one that is encrypted cannot",
        )
    })?;
    Ok((chain, key))
}

/// The refusal of a certificate and a key that can be read and do not fit.
pub(super) fn unfit(error: &rustls::Error) -> Invalid {
    match error {
        rustls::Error::InconsistentKeys(_) => refusal("is not the certificate of the private key"),
        _ => refusal("cannot be used with the private key that was given"),
    }
}

fn refusal(message: &'static str) -> Invalid {
    Invalid::new(message).at("client_certificate")
}
