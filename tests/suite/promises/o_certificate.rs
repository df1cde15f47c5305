//! Group O: the certificate of a client.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use oms_client::{Client, ClientBuilder, Error, NotSentCause, Outcome, Reply};
use tokio_rustls::rustls::version::{TLS12, TLS13};

use crate::support::case::{self, Verdict};
use crate::support::proxy::TunnelProxy;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

/// A client of this service that has a certificate of its own.
fn presenting(flaw: Flaw, url: &str) -> ClientBuilder<Client> {
    let (chain, key) = tls::certificate_pem(flaw);
    case::once(url)
        .ca_certificate(tls::authority_pem())
        .client_certificate(chain, key)
}

#[tokio::test]
async fn p289_a_client_shows_its_certificate_and_a_refusal_of_it_is_not_sent_in_words() {
    for version in [&TLS12, &TLS13] {
        for (flaw, expected) in [
            (Flaw::None, Verdict::Accepted),
            (Flaw::UnknownAuthority, Verdict::NotSent(NotSentCause::Tls)),
            (Flaw::Expired, Verdict::NotSent(NotSentCause::Tls)),
        ] {
            let acceptor = tls::acceptor_for_known_clients(version);
            let server =
                FaultServer::start_tls(acceptor, Script::accept(replies::accepted())).await;
            let called = case::called(presenting(flaw, &server.url())).await;
            assert_eq!(
                case::verdict(&called),
                expected,
                "{version:?} {flaw:?}: {called:?}"
            );
            let text = case::text(&called);
            if flaw != Flaw::None {
                assert!(text.contains("alert"), "{text}");
                assert_eq!(server.ledger().sends(), 0);
            }
        }
    }
}

#[tokio::test]
async fn p289_a_client_shows_its_certificate_to_the_service_and_to_no_proxy() {
    for version in [&TLS12, &TLS13] {
        let start = || {
            let script = Script::accept(replies::accepted());
            FaultServer::start_tls(tls::acceptor_for_known_clients(version), script)
        };
        let (service, curious) = (start().await, start().await);
        let tunnel = TunnelProxy::start(service.address()).await;
        for (proxy, expected) in [
            (tunnel.url(), Verdict::Accepted),
            (curious.url(), Verdict::NotSent(NotSentCause::Proxy)),
        ] {
            let url = format!("https://{}:8089", tls::PROXIED_NAME);
            let called = case::called(presenting(Flaw::None, &url).proxy(proxy)).await;
            assert_eq!(case::verdict(&called), expected, "{version:?}: {called:?}");
            let text = case::text(&called);
            let words = "the proxy ended the connection with the alert certificate required";
            let is_refused = expected != Verdict::Accepted;
            assert_eq!(text.contains(words), is_refused, "{version:?}: {text}");
        }
        assert_eq!((service.ledger().sends(), curious.ledger().sends()), (1, 0));
    }
}

#[test]
fn p289_what_is_no_certificate_or_has_another_key_is_refused_by_its_name() {
    let (chain, key) = tls::certificate_pem(Flaw::None);
    let (_, other_key) = tls::certificate_pem(Flaw::Expired);
    for (chain, key, words) in [
        ("", &*key, "is not the text of a certificate"),
        ("client.pem", &*key, "is not the text of a certificate"),
        (&*chain, "", "no private key"),
        (&*chain, &*chain, "no private key"),
        (
            &*chain,
            &*other_key,
            "is not the certificate of the private key",
        ),
    ] {
        let refused = case::builder("https://127.0.0.1:1").client_certificate(chain, key);
        let refusal = refused.build().expect_err("it does not fit").to_string();
        assert!(
            refusal.contains("`client_certificate`") && refusal.contains(words),
            "{refusal}"
        );
        assert!(!refusal.contains("PRIVATE KEY-----\n"), "{refusal}");
    }
}

/// A server of OpenSSL.
struct OpenSsl(Child, u16);

impl OpenSsl {
    fn start(folder: &std::path::Path, options: &[&str]) -> Self {
        let (chain, key) = tls::certificate_pem(Flaw::None);
        for (name, text) in [("chain", chain), ("key", key), ("ca", tls::authority_pem())] {
            std::fs::write(folder.join(name), text).expect("the folder can be written");
        }
        let mut child = Command::new("openssl")
            .args([
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-cert",
                "chain",
                "-key",
                "key",
            ])
            .args(options)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl runs");
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut lines = output.lines().map_while(Result::ok);
        let port = lines.find_map(|line| line.strip_prefix("ACCEPT 127.0.0.1:")?.parse().ok());
        // Its later output must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self(child, port.expect("it says where it listens"))
    }
}

/// The options by which it takes no client without a certificate of the authority.
fn for_known_clients(version: &str) -> [&str; 6] {
    [
        "-CAfile",
        "ca",
        "-Verify",
        "2",
        "-verify_return_error",
        version,
    ]
}

impl Drop for OpenSsl {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[tokio::test]
async fn p289_a_refusal_by_openssl_is_not_sent_in_words() {
    if oms_testkit::is_missing("openssl") {
        return;
    }
    for version in ["-tls1_2", "-tls1_3"] {
        let folder = tempfile::tempdir().expect("there is room");
        let server = OpenSsl::start(folder.path(), &for_known_clients(version));
        let url = format!("https://127.0.0.1:{}", server.1);
        let builder = || {
            let builder = case::once(&url).ca_certificate(tls::authority_pem());
            builder.timeout(Duration::from_secs(5))
        };
        let (chain, key) = tls::certificate_pem(Flaw::UnknownAuthority);
        let client = builder().client_certificate(chain, key).build();
        let called = client
            .expect("it fits its key")
            .call(&case::request())
            .await;
        let expected = Verdict::NotSent(NotSentCause::Tls);
        assert_eq!(case::verdict(&called), expected, "{version}: {called:?}");
        assert!(case::text(&called).contains("alert"), "{called:?}");
    }
}

/// In TLS 1.3 the word comes when the request may be on its way, so that the outcome is unknown
/// then.
#[tokio::test]
async fn p289_a_client_without_a_certificate_is_told_to_give_one_and_sends_nothing_again() {
    if oms_testkit::is_missing("openssl") {
        return;
    }
    for (version, alert, expected) in [
        ("-tls1_2", "handshake failure", Outcome::NotSent),
        ("-tls1_3", "certificate required", Outcome::Unknown),
    ] {
        let folder = tempfile::tempdir().expect("there is room");
        let server = OpenSsl::start(folder.path(), &for_known_clients(version));
        let client = case::builder(&format!("https://127.0.0.1:{}", server.1))
            .ca_certificate(tls::authority_pem())
            .timeout(Duration::from_secs(5))
            .build()
            .expect("the options are valid");
        let written = client.call(&case::request()).await;
        let read = client.describe_project().id("np_1").send().await;
        for (outcome, attempts, text) in [seen(&written), seen(&read)] {
            assert_eq!(
                (outcome, attempts),
                (expected, Some(1)),
                "{version}: {text}"
            );
            let alert = format!("with the alert {alert}");
            for words in [&*alert, "`client_certificate`", "`--client-certificate`"] {
                assert!(text.contains(words), "{version}: {words}: {text}");
            }
            for words in ["--cacert", "can be sent again", "CertificateRequired"] {
                assert!(!text.contains(words), "{version}: {words}: {text}");
            }
        }
    }
}

/// The outcome of a call, how often it was tried, and what it says.
fn seen<T: std::fmt::Debug>(called: &Result<Reply<T>, Error>) -> (Outcome, Option<u32>, String) {
    let attempts = called.as_ref().err().map(Error::attempts);
    (case::outcome(called), attempts, case::text(called))
}

#[tokio::test]
async fn p003_a_server_of_http_2_alone_is_said_to_be_one() {
    if oms_testkit::is_missing("openssl") {
        return;
    }
    let folder = tempfile::tempdir().expect("there is room");
    let server = OpenSsl::start(folder.path(), &["-alpn", "h2"]);
    let url = format!("https://127.0.0.1:{}", server.1);
    let called = case::called(case::once(&url).ca_certificate(tls::authority_pem())).await;
    case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Tls));
    let text = case::text(&called);
    for words in ["with the alert no application protocol", "HTTP/1.1"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("--cacert"), "{text}");
}
