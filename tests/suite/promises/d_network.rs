//! Group D, below HTTP: addresses, limits of the machine, proxies.

use std::time::{Duration, Instant};

use oms_client::{NotSentCause, Outcome};

use crate::support::case::{self, Verdict};
use crate::support::child;
use crate::support::hang::ClosedPort;
use crate::support::proxy::TunnelProxy;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

/// An endpoint that only a proxy can reach, because a proxy is never used for the loopback.
const PROXIED: &str = "https://oms.example.invalid:8089";

#[tokio::test]
async fn p096_an_ipv6_literal_is_reached() {
    let Some(server) = FaultServer::start_v6(Script::accept(replies::accepted())).await else {
        eprintln!("skipped: this machine has no ::1");
        return;
    };
    let called = case::builder(&server.url())
        .build()
        .expect("the loopback is no plaintext risk in either family")
        .call(&case::request())
        .await;
    assert_eq!(case::verdict(&called), Verdict::Accepted, "{called:?}");
    let host = format!("[::1]:{}", server.address().port());
    assert_eq!(
        server.ledger().requests()[0].header("host"),
        Some(host.as_str())
    );
}

#[test]
fn p096_a_scope_id_is_refused_when_the_client_is_built() {
    for endpoint in ["http://[fe80::1%25lo]:8089", "https://[fe80::1%lo]:8089"] {
        assert!(case::builder(endpoint).build().is_err(), "{endpoint}");
    }
}

#[tokio::test]
async fn p096_a_dead_address_of_a_name_does_not_use_up_the_connect_timeout() {
    // `localhost` has both families, and the server listens on IPv4 alone.
    let server = FaultServer::start(Script::accept(replies::accepted())).await;
    let begun = Instant::now();
    let called = case::builder(&format!("http://localhost:{}", server.address().port()))
        .connect_timeout(Duration::from_secs(2))
        .build()
        .expect("localhost is the loopback")
        .call(&case::request())
        .await;
    assert_eq!(case::verdict(&called), Verdict::Accepted, "{called:?}");
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn p097_no_file_descriptor_left_is_not_sent() {
    let name = "p097_no_file_descriptor_left_is_not_sent";
    if !child::is_child() {
        return child::run_after("ulimit -n 40", module_path!(), name, &[]);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let server = FaultServer::start(Script::accept(replies::accepted())).await;
        let client = case::builder(&server.url())
            .build()
            .expect("the options are valid");
        let mut taken = Vec::new();
        while let Ok(file) = std::fs::File::open("/dev/null") {
            taken.push(file);
        }
        let called = client.call(&case::request()).await;
        assert_eq!(
            case::verdict(&called),
            Verdict::NotSent(NotSentCause::Connect),
            "{called:?}"
        );
        case::assert_agrees("no descriptor", Outcome::NotSent, server.ledger());
    });
}

#[tokio::test]
async fn p099_a_proxy_that_opens_no_tunnel_is_not_sent() {
    let refusals = [
        (
            "407",
            replies::answer(407, &[("Proxy-Authenticate", "Basic")], ""),
        ),
        ("502", replies::answer(502, &[], "<html></html>")),
        ("no HTTP", b"garbage\r\n\r\n".to_vec()),
        ("closed", Vec::new()),
    ];
    for (name, answer) in refusals {
        let proxy = FaultServer::start(Script::refuse(answer)).await;
        let called = through(&proxy.url(), PROXIED).await;
        assert_eq!(
            case::verdict(&called),
            Verdict::NotSent(NotSentCause::Proxy),
            "{name}: {called:?}"
        );
        assert!(case::text(&called).contains("proxy"), "{name}: {called:?}");
        assert_eq!(proxy.ledger().commits(), 0);
    }
}

#[tokio::test]
async fn p099_garbage_in_the_tunnel_is_not_sent() {
    let opened = b"HTTP/1.1 200 Connection established\r\n\r\ngarbage, and no handshake\r\n";
    let proxy = FaultServer::start(Script::refuse(*opened).hold()).await;
    let called = through(&proxy.url(), PROXIED).await;
    assert_eq!(case::outcome(&called), Outcome::NotSent, "{called:?}");
    case::text(&called);
}

#[tokio::test]
async fn p099_a_proxy_that_is_down_is_not_sent() {
    let called = through(&ClosedPort::new().url(), PROXIED).await;
    assert_eq!(
        case::verdict(&called),
        Verdict::NotSent(NotSentCause::Proxy),
        "{called:?}"
    );
}

#[tokio::test]
async fn p099_a_proxy_that_works_sees_the_host_and_nothing_else() {
    let server = FaultServer::start_tls(
        tls::acceptor(Flaw::None),
        Script::accept(replies::accepted()),
    )
    .await;
    let proxy = TunnelProxy::start(server.address()).await;
    let called = through(&proxy.url(), PROXIED).await;
    assert_eq!(case::verdict(&called), Verdict::Accepted, "{called:?}");
    let asked = String::from_utf8_lossy(&proxy.ledger().bytes()).into_owned();
    assert!(
        asked.starts_with("CONNECT oms.example.invalid:8089 HTTP/1.1\r\n"),
        "{asked}"
    );
    assert!(!asked.to_lowercase().contains("authorization"), "{asked}");
    crate::support::canary::assert_clean("what the proxy saw", &asked);
}

async fn through(proxy: &str, endpoint: &str) -> case::Called {
    case::once(endpoint)
        .proxy(proxy)
        .ca_certificate(tls::authority_pem())
        .connect_timeout(Duration::from_millis(800))
        .build()
        .expect("the options are valid")
        .call(&case::request())
        .await
}
