//! Group K, trust: a server's own certificate as the one to trust, made by the real openssl and
//! compared with the real curl.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use oms_client::{NotSentCause, Outcome};
use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::support::case::{self, Verdict};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

/// A certificate as an operator makes it.
struct Made {
    name: &'static str,
    /// The options for `openssl req -x509` beside key and lifetime.
    options: &'static [&'static str],
    /// The client's message if it refuses the certificate; curl takes every certificate without
    /// one.
    refused: Option<&'static str>,
    /// curl reads a name from the subject, which no browser and no rustls does.
    curl_takes_it: bool,
}

const SUBJECT: &str = "/CN=127.0.0.1";
const NAMED: &str = "subjectAltName=IP:127.0.0.1,DNS:localhost";

const MADE: [Made; 8] = [
    Made {
        name: "as it comes",
        options: &["-subj", SUBJECT, "-addext", NAMED],
        refused: None,
        curl_takes_it: true,
    },
    Made {
        name: "of no authority",
        options: &[
            "-subj",
            SUBJECT,
            "-addext",
            NAMED,
            "-addext",
            "basicConstraints=critical,CA:FALSE",
        ],
        refused: None,
        curl_takes_it: true,
    },
    Made {
        name: "an elliptic curve",
        options: &[
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-subj",
            SUBJECT,
            "-addext",
            NAMED,
        ],
        refused: None,
        curl_takes_it: true,
    },
    Made {
        name: "for servers",
        options: &[
            "-subj",
            SUBJECT,
            "-addext",
            NAMED,
            "-addext",
            "extendedKeyUsage=serverAuth",
        ],
        refused: None,
        curl_takes_it: true,
    },
    Made {
        name: "for clients",
        options: &[
            "-subj",
            SUBJECT,
            "-addext",
            NAMED,
            "-addext",
            "basicConstraints=critical,CA:FALSE",
            "-addext",
            "extendedKeyUsage=clientAuth",
        ],
        refused: Some("is not for servers"),
        curl_takes_it: false,
    },
    Made {
        name: "for another name",
        options: &[
            "-subj",
            "/CN=elsewhere",
            "-addext",
            "subjectAltName=DNS:elsewhere.invalid",
        ],
        refused: Some("is for another name (elsewhere.invalid)"),
        curl_takes_it: false,
    },
    Made {
        name: "with a name in its subject alone",
        options: &["-subj", SUBJECT],
        refused: Some("`-addext subjectAltName="),
        curl_takes_it: true,
    },
    Made {
        name: "another one than the server shows",
        options: &["-subj", SUBJECT, "-addext", NAMED],
        refused: Some("was not given to be trusted itself"),
        curl_takes_it: false,
    },
];

#[tokio::test]
async fn p251_a_servers_own_certificate_is_trusted_as_curl_trusts_it_or_refused_in_words() {
    if oms_testkit::is_missing("openssl") {
        return;
    }
    let has_curl = !oms_testkit::is_missing("curl");
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    for (number, made) in MADE.iter().enumerate() {
        let (certificate, key) = openssl(folder.path(), number, made.options);
        let trusted = if made.name.starts_with("another") {
            openssl(folder.path(), MADE.len(), made.options).0
        } else {
            certificate.clone()
        };
        let script = Script::accept(replies::accepted());
        let server = FaultServer::start_tls(read(&certificate, &key), script).await;
        for only in [false, true] {
            let called = case::once(&server.url())
                .ca_certificate(std::fs::read(&trusted).expect("openssl wrote it"))
                .ca_certificates_only(only)
                .build()
                .expect("the certificate is one")
                .call(&case::request())
                .await;
            let text = case::text(&called);
            match made.refused {
                None => assert_eq!(
                    case::outcome(&called),
                    Outcome::Accepted,
                    "{}: {text}",
                    made.name
                ),
                Some(words) => {
                    let refused = Verdict::NotSent(NotSentCause::Tls);
                    assert_eq!(case::verdict(&called), refused, "{}: {text}", made.name);
                    assert!(text.contains(words), "{}: {text}", made.name);
                }
            }
            for word in [
                "OtherError",
                "CaUsedAsEndEntity",
                "InvalidCertificate",
                "DnsName",
            ] {
                assert!(!text.contains(word), "{}: {text}", made.name);
            }
        }
        if has_curl {
            assert_eq!(
                curl_takes(&server.url(), &trusted).await,
                made.curl_takes_it,
                "{}: curl",
                made.name
            );
        }
    }
}

/// openssl makes none of the past, so that this one is made otherwise: an authority's own, as
/// openssl's are.
#[tokio::test]
async fn p251_a_servers_own_certificate_that_has_expired_is_refused() {
    let mut params = CertificateParams::new(["127.0.0.1".to_owned()]).expect("the name is valid");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2020, 12, 31);
    let key = KeyPair::generate().expect("a key can be generated");
    let made = params
        .self_signed(&key)
        .expect("the certificate can be signed");
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("the key is PKCS #8");
    let acceptor = acceptor(made.der().clone(), key);
    let server = FaultServer::start_tls(acceptor, Script::accept(replies::accepted())).await;
    let called = case::once(&server.url())
        .ca_certificate(made.pem())
        .build()
        .expect("the certificate is one")
        .call(&case::request())
        .await;
    let refused = Verdict::NotSent(NotSentCause::Tls);
    case::assert_verdict(&called, refused);
    let text = case::text(&called);
    for words in ["has expired", "this machine's clock"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("trust a private authority"), "{text}");
}

/// Makes a certificate and its key.
fn openssl(folder: &Path, number: usize, options: &[&str]) -> (PathBuf, PathBuf) {
    let file = |ending: &str| folder.join(format!("{number}.{ending}"));
    let (certificate, key) = (file("pem"), file("key"));
    let kind: &[&str] = if options.contains(&"-newkey") {
        &[]
    } else {
        &["-newkey", "rsa:2048"]
    };
    let made = Command::new("openssl")
        .args(["req", "-x509", "-nodes", "-days", "30"])
        .args(kind)
        .args(options)
        .arg("-out")
        .arg(&certificate)
        .arg("-keyout")
        .arg(&key)
        .output()
        .expect("openssl runs");
    assert!(made.status.success(), "{made:?}");
    (certificate, key)
}

fn acceptor(certificate: CertificateDer<'static>, key: PrivateKeyDer<'static>) -> TlsAcceptor {
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider knows them")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("the certificate fits its key");
    TlsAcceptor::from(Arc::new(config))
}

fn read(certificate: &Path, key: &Path) -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_file(certificate).expect("openssl wrote it");
    acceptor(
        certificate,
        PrivateKeyDer::from_pem_file(key).expect("openssl wrote it"),
    )
}

/// Returns whether curl shakes hands if it is given this file.
async fn curl_takes(url: &str, trusted: &Path) -> bool {
    let (url, trusted) = (url.to_owned(), trusted.to_owned());
    let asked = tokio::task::spawn_blocking(move || {
        Command::new("curl")
            .args([
                "--silent",
                "--noproxy",
                "*",
                "--max-time",
                "10",
                "--data",
                "{}",
                "--cacert",
            ])
            .arg(trusted)
            .arg(url)
            .output()
    });
    let output = asked.await.expect("curl does not panic");
    // 60: the certificate was refused.
    output.expect("curl runs").status.code() != Some(60)
}
