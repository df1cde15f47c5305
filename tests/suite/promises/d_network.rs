//! Group D, below HTTP: addresses, limits of the machine, proxies.

use std::time::Duration;

use oms_client::{NotSentCause, Outcome, UnknownCause};

use crate::support::case::{self, Verdict};
use crate::support::child;
use crate::support::hang::ClosedPort;
use crate::support::proxy::TunnelProxy;
use crate::support::replies;
use crate::support::runtime::in_runtime;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

/// An endpoint that only a proxy can reach, because a proxy is never used for the loopback.
const PROXIED: &str = "https://oms.example.invalid:8089";

#[tokio::test]
async fn p096_an_ipv6_literal_is_reached() {
    let Some(server) = FaultServer::start_v6(Script::accept(replies::accepted())).await else {
        oms_testkit::skipped("this machine has no ::1");
        return;
    };
    let called = case::builder(&server.url())
        .build()
        .expect("the loopback is no plaintext risk in either family")
        .call(&case::request())
        .await;
    case::assert_verdict(&called, Verdict::Accepted);
    let host = format!("[::1]:{}", server.address().port());
    assert_eq!(
        server.ledger().requests()[0].header("host"),
        Some(host.as_str())
    );
}

#[test]
fn p096_a_scope_id_is_refused_by_name_when_the_client_is_built() {
    for endpoint in [
        "http://[fe80::1%25lo]:8089",
        "https://[fe80::1%lo]:8089",
        "http://[::1%1]/prefix",
    ] {
        let invalid = case::builder(endpoint).build().expect_err(endpoint);
        assert!(invalid.to_string().contains("scope ID"), "{invalid}");
    }
}

#[tokio::test]
async fn p096_a_name_is_looked_up_and_the_address_that_answers_is_reached() {
    // If `localhost` has both families, the server listens on IPv4 alone. A test of the runtime
    // sets the addresses itself, and holds how long one that is dead may take.
    let server = FaultServer::start(Script::accept(replies::accepted())).await;
    let called = case::builder(&format!("http://localhost:{}", server.address().port()))
        .build()
        .expect("localhost is the loopback")
        .call(&case::request())
        .await;
    case::assert_verdict(&called, Verdict::Accepted);
}

#[test]
fn p097_no_file_descriptor_left_is_not_sent() {
    let name = "p097_no_file_descriptor_left_is_not_sent";
    if !child::is_child() {
        return child::run_after("ulimit -n 40", module_path!(), name, &[]);
    }
    in_runtime(async {
        let server = FaultServer::start(Script::accept(replies::accepted())).await;
        let client = case::builder(&server.url())
            .build()
            .expect("the options are valid");
        let mut taken = Vec::new();
        while let Ok(file) = std::fs::File::open("/dev/null") {
            taken.push(file);
        }
        let called = client.call(&case::request()).await;
        case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Connect));
        let text = case::text(&called);
        assert!(text.contains("may open no more files"), "{text}");
        case::assert_agrees("no descriptor", Outcome::NotSent, server.ledger());
    });
}

#[test]
fn p097_no_local_port_left_is_not_sent() {
    let name = "p097_no_local_port_left_is_not_sent";
    if child::is_child() {
        return in_runtime(async {
            // The server has the only port that this network has to give.
            let server = FaultServer::start(Script::accept(replies::accepted())).await;
            let called = case::called(case::builder(&server.url())).await;
            case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Connect));
            let text = case::text(&called);
            assert!(text.contains("no free port"), "{text}");
            case::assert_agrees("no port", Outcome::NotSent, server.ledger());
        });
    }
    let network = "echo '50000 50000' > /proc/sys/net/ipv4/ip_local_port_range";
    child::run_in_own_network(network, module_path!(), name);
}

#[tokio::test]
async fn p099_a_proxy_that_opens_no_tunnel_is_not_sent() {
    let opened = b"HTTP/1.1 200 Connection established\r\n\r\n";
    let refusals = [
        (
            "407",
            Script::refuse(replies::answer(407, &[("Proxy-Authenticate", "Basic")], "")),
        ),
        (
            "502",
            Script::refuse(replies::answer(502, &[], "<html></html>")),
        ),
        (
            "an accepting envelope",
            Script::refuse(replies::json(502, replies::success_body())),
        ),
        ("no HTTP", Script::refuse(*b"garbage\r\n\r\n")),
        ("closed", Script::new().read_request()),
        ("closed at once", Script::new()),
        ("reset", Script::new().read_request().reset()),
        ("held", Script::new().read_request().hold()),
        ("opened and closed", Script::refuse(*opened)),
        ("opened and reset", Script::refuse(*opened).reset()),
        ("opened and held", Script::refuse(*opened).hold()),
        (
            "opened and closed within the handshake",
            Script::refuse(*opened).read_some(),
        ),
        (
            "garbage in the tunnel",
            Script::refuse([opened, &b"garbage, and no handshake\r\n"[..]].concat()).hold(),
        ),
        (
            "an answer instead of a tunnel",
            Script::refuse(replies::accepted()).hold(),
        ),
    ];
    for (name, script) in refusals {
        let proxy = FaultServer::start(script).await;
        let called = through(&proxy.url(), PROXIED).await;
        let expected = if name == "407" {
            NotSentCause::ProxyRefused
        } else {
            NotSentCause::Proxy
        };
        assert_eq!(
            case::verdict(&called),
            Verdict::NotSent(expected),
            "{name}: {called:?}"
        );
        assert!(case::text(&called).contains("proxy"), "{name}: {called:?}");
        let seen = String::from_utf8_lossy(&proxy.ledger().bytes()).into_owned();
        assert!(!seen.contains("ResetIncrStartTimestamp"), "{name}: {seen}");
    }
}

#[tokio::test]
async fn p099_a_certificate_that_is_refused_behind_a_proxy_is_the_servers_fault() {
    let flawed = tls::acceptor(Flaw::Expired);
    let server = FaultServer::start_tls(flawed, Script::new().hold()).await;
    let proxy = TunnelProxy::start(server.address()).await;
    let called = through(&proxy.url(), PROXIED).await;
    case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Tls));
    assert!(case::text(&called).contains("expired"), "{called:?}");
}

#[tokio::test]
async fn p099_a_lost_answer_behind_a_proxy_is_unknown() {
    let script = Script::new().read_request().commit();
    let server = FaultServer::start_tls(tls::acceptor(Flaw::None), script).await;
    let proxy = TunnelProxy::start(server.address()).await;
    let called = through(&proxy.url(), PROXIED).await;
    case::assert_verdict(&called, Verdict::Unknown(UnknownCause::ConnectionLost));
    assert_eq!(server.ledger().commits(), 1);
}

#[tokio::test]
async fn p038_a_proxy_that_cuts_the_connection_twice_is_asked_a_third_time() {
    let server = case::accepting_over_tls().await;
    let proxy = TunnelProxy::start_after(2, server.address()).await;
    let called = case::called(
        case::builder(PROXIED)
            .proxy(proxy.url())
            .ca_certificate(tls::authority_pem())
            .retry_writes(case::eager()),
    )
    .await;
    assert_eq!(called.expect("accepted").meta.attempts, 3);
    assert_eq!((server.ledger().sends(), server.ledger().commits()), (1, 1));
}

#[tokio::test]
async fn p099_a_tunnel_that_breaks_under_the_handshake_is_opened_again() {
    for script in [Script::new().read_some(), Script::new().read_some().reset()] {
        let server = FaultServer::start(script).await;
        let proxy = TunnelProxy::start(server.address()).await;
        let called = case::called(
            case::builder(PROXIED)
                .proxy(proxy.url())
                .retry_writes(case::eager()),
        )
        .await;
        case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Proxy));
        assert!(case::text(&called).contains("the tunnel broke"));
        assert_eq!(proxy.ledger().connections(), 3);
    }
}

#[tokio::test]
async fn p099_a_proxy_that_is_down_is_not_sent() {
    let called = through(&ClosedPort::new().url(), PROXIED).await;
    case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Proxy));
}

#[tokio::test]
async fn p099_a_proxy_that_works_sees_the_host_and_nothing_else() {
    let server = case::accepting_over_tls().await;
    let proxy = TunnelProxy::start(server.address()).await;
    let called = through(&proxy.url(), PROXIED).await;
    case::assert_verdict(&called, Verdict::Accepted);
    let asked = String::from_utf8_lossy(&proxy.ledger().bytes()).into_owned();
    assert!(
        asked.starts_with("CONNECT oms.example.invalid:8089 HTTP/1.1\r\n"),
        "{asked}"
    );
    assert!(!asked.to_lowercase().contains("authorization"), "{asked}");
    crate::support::canary::assert_clean("what the proxy saw", &asked);
}

async fn through(proxy: &str, endpoint: &str) -> case::Called {
    let options = case::once(endpoint)
        .proxy(proxy)
        .ca_certificate(tls::authority_pem())
        .connect_timeout(Duration::from_millis(800));
    case::called(options).await
}
