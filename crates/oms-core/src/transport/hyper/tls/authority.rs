//! Reads the certificates that a caller trusts: PEM with one or more of them, or one in DER.
//!
//! Each is opened here, where it can be said which one is wrong. The TLS library would skip some
//! and fail on others later.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::Invalid;

const PEM: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// The first bytes of a DER certificate: a sequence whose length takes two bytes.
const DER: [u8; 2] = [0x30, 0x82];

/// Reads every source.
pub(super) fn read(sources: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, Invalid> {
    let mut authorities = Vec::new();
    for source in sources {
        for certificate in certificates(source)? {
            check(&certificate)?;
            authorities.push(certificate.into_owned());
        }
    }
    Ok(authorities)
}

fn certificates(source: &[u8]) -> Result<Vec<CertificateDer<'_>>, Invalid> {
    if source.trim_ascii().is_empty() {
        return Err(refusal("is empty"));
    }
    if source.windows(PEM.len()).any(|window| window == PEM) {
        let blocks: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(source).collect();
        let blocks = blocks.map_err(|_| refusal("holds an incomplete PEM block"))?;
        if blocks.is_empty() {
            return Err(refusal("holds no whole certificate"));
        }
        Ok(blocks)
    } else if source.starts_with(&DER) {
        Ok(vec![CertificateDer::from(source)])
    } else {
        Err(refusal(
            "is neither the text of PEM (`-----BEGIN CERTIFICATE-----`) nor the bytes of DER",
        ))
    }
}

fn check(certificate: &CertificateDer<'_>) -> Result<(), Invalid> {
    RootCertStore::empty()
        .add(certificate.clone())
        .map_err(|_| refusal("holds what looks like a certificate and cannot be read as one"))
}

fn refusal(message: &'static str) -> Invalid {
    Invalid::new(message).at("ca_certificate")
}
