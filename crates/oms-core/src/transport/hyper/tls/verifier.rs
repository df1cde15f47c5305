//! Whose certificates are believed.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use super::describe::is_for_want_of_an_issuer;
use super::unmade;
use crate::Invalid;

/// Makes what checks the server's certificate.
pub(super) fn verifier(
    own: Vec<CertificateDer<'static>>,
    own_only: bool,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Invalid> {
    let by_webpki = if own.is_empty() {
        None
    } else {
        Some(webpki_verifier(&own, provider)?)
    };
    let chain: Arc<dyn ServerCertVerifier> = if let Some(by_webpki) = &by_webpki
        && own_only
    {
        Arc::clone(by_webpki) as _
    } else {
        let platform = rustls_platform_verifier::Verifier::new_with_extra_roots(
            own.iter().cloned(),
            Arc::clone(provider),
        );
        Arc::new(platform.map_err(|error| unmade(&error))?)
    };
    Ok(match by_webpki {
        Some(itself) => Arc::new(OwnCertificates { chain, itself, own }),
        None => chain,
    })
}

fn webpki_verifier(
    own: &[CertificateDer<'static>],
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<WebPkiServerVerifier>, Invalid> {
    let mut roots = RootCertStore::empty();
    for certificate in own {
        roots
            .add(certificate.clone())
            .map_err(|error| unmade(&error))?;
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
        .build()
        .map_err(|error| unmade(&Error::General(error.to_string())))
}

/// Believes chains, and the very certificates that the caller trusts.
///
/// `openssl req -x509` makes a certificate that says of itself that it is an authority's. Shown by
/// a server it is refused by webpki, which wants an authority and a server to be two; one that
/// somebody else has issued is refused without its issuer. curl takes both where they were given as
/// what to trust, and so does this: the caller named this certificate, byte for byte, and nobody
/// without its key can show it. Its time is checked by then, its name is checked here, and the
/// signature of the handshake as ever.
#[derive(Debug)]
struct OwnCertificates {
    chain: Arc<dyn ServerCertVerifier>,
    /// Checks one of the caller's certificates that is shown as it is.
    itself: Arc<WebPkiServerVerifier>,
    own: Vec<CertificateDer<'static>>,
}

impl ServerCertVerifier for OwnCertificates {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if !self.own.contains(server) {
            return self
                .chain
                .verify_server_cert(server, intermediates, name, ocsp, now);
        }
        match self
            .itself
            .verify_server_cert(server, intermediates, name, ocsp, now)
        {
            // webpki looks at the time first, so that this is all that is left to hold against it.
            Err(error) if is_for_want_of_an_issuer(&error) => {
                verify_server_name(&ParsedCertificate::try_from(server)?, name)?;
                Ok(ServerCertVerified::assertion())
            }
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.chain
            .verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.chain
            .verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.chain.supported_verify_schemes()
    }
}
