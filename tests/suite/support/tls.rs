//! Certificates made for this test run, good ones and bad ones.
//!
//! No key is kept in the tree: a checked-in certificate expires, and a checked-in key is found by
//! every scanner.

use std::sync::{Arc, OnceLock};

use rcgen::{BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};

/// A name that no resolver knows and the good certificates hold: only a proxy can lead there.
pub(crate) const PROXIED_NAME: &str = "oms.example.invalid";

/// The flaw of a server's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Nothing: it is for the loopback and [`PROXIED_NAME`], and signed by the authority of
    /// [`authority_pem`].
    None,
    /// Its last day is past.
    Expired,
    /// It is for another name.
    WrongName,
    /// It is signed by an authority that the client does not trust.
    UnknownAuthority,
    /// It is signed by itself.
    SelfSigned,
}

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// The certificate of the authority that the good certificates are signed by.
pub(crate) fn authority_pem() -> String {
    authority().pem()
}

/// A certificate of that authority as DER.
pub(crate) fn authority_der() -> Vec<u8> {
    authority().der().to_vec()
}

/// An authority that signed nothing which a server shows.
pub(crate) fn other_authority_pem() -> String {
    new_authority("Other Test Authority").pem()
}

/// A server side with a certificate of this flaw.
pub(crate) fn acceptor(flaw: Flaw) -> TlsAcceptor {
    acceptor_with(flaw, &[&version::TLS12, &version::TLS13], &[])
}

/// A server side with these versions and application protocols.
pub(crate) fn acceptor_with(
    flaw: Flaw,
    versions: &[&'static SupportedProtocolVersion],
    protocols: &[&str],
) -> TlsAcceptor {
    let (chain, key) = certificate(flaw);
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(versions)
        .expect("the provider knows these versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("the certificate fits its key");
    config.alpn_protocols = protocols
        .iter()
        .map(|protocol| protocol.as_bytes().to_vec())
        .collect();
    TlsAcceptor::from(Arc::new(config))
}

/// A server side of this version that wants a certificate of its client, which none of ours has.
pub(crate) fn acceptor_for_known_clients(
    version: &'static SupportedProtocolVersion,
) -> TlsAcceptor {
    let (chain, key) = certificate(Flaw::None);
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut roots = RootCertStore::empty();
    roots
        .add(authority().der().clone())
        .expect("the authority is one");
    let clients =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()
            .expect("there is an authority");
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .expect("the provider knows this version")
        .with_client_cert_verifier(clients)
        .with_single_cert(chain, key)
        .expect("the certificate fits its key");
    TlsAcceptor::from(Arc::new(config))
}

/// A certificate of this flaw and its key as PEM, for servers that read files.
pub(crate) fn certificate_pem(flaw: Flaw) -> (String, String) {
    let (certificate, key) = signed(flaw);
    (certificate.pem(), key.serialize_pem())
}

/// A good certificate for these names or addresses, and its key, as PEM.
pub(crate) fn certificate_pem_for(names: &[&str]) -> (String, String) {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let params = CertificateParams::new(names).expect("the names are valid");
    let key = KeyPair::generate().expect("a key can be generated");
    let signed = params.signed_by(&key, authority());
    let certificate = signed.expect("the certificate can be signed");
    (certificate.pem(), key.serialize_pem())
}

/// A certificate for this address that says of itself that it is an authority's, as `openssl req
/// -x509` makes it, and its key, as PEM.
pub(crate) fn own_authority_pem_for(address: &str) -> (String, String) {
    let params = CertificateParams::new([address.to_owned()]);
    let mut params = params.expect("the address is valid");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key can be generated");
    let certificate = params.self_signed(&key);
    let certificate = certificate.expect("the certificate can be signed");
    (certificate.pem(), key.serialize_pem())
}

fn certificate(flaw: Flaw) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
    let (certificate, key) = signed(flaw);
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("the key is PKCS #8");
    (vec![certificate.der().clone()], key)
}

fn signed(flaw: Flaw) -> (Certificate, KeyPair) {
    let names: &[&str] = if flaw == Flaw::WrongName {
        &["elsewhere.invalid"]
    } else {
        &["127.0.0.1", "::1", "localhost", PROXIED_NAME]
    };
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut params = CertificateParams::new(names).expect("the names are valid");
    if flaw == Flaw::Expired {
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(2020, 12, 31);
    }
    let key = KeyPair::generate().expect("a key can be generated");
    let signed = match flaw {
        Flaw::SelfSigned => params.self_signed(&key),
        Flaw::UnknownAuthority => params.signed_by(&key, &new_authority("Unknown Test Authority")),
        Flaw::None | Flaw::Expired | Flaw::WrongName => params.signed_by(&key, authority()),
    };
    (signed.expect("the certificate can be signed"), key)
}

fn authority() -> &'static Issuer {
    static AUTHORITY: OnceLock<Issuer> = OnceLock::new();
    AUTHORITY.get_or_init(|| new_authority("Test Authority"))
}

fn new_authority(name: &str) -> Issuer {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
        .distinguished_name
        .push(rcgen::DnType::CommonName, name);
    let key = KeyPair::generate().expect("a key can be generated");
    CertifiedIssuer::self_signed(params, key).expect("the authority can sign itself")
}
