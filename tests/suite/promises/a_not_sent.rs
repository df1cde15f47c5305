//! Group A, before the first byte: what can be proved not to have been sent.

use std::time::{Duration, Instant};

use oms_client::{CallOptions, NotSentCause, Outcome, UnknownCause};

use crate::support::case::{self, Verdict};
use crate::support::hang::{ClosedPort, FullBacklog};
use crate::support::proxy::TunnelProxy;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

#[tokio::test]
async fn p001_a_refused_connection_is_not_sent() {
    let port = ClosedPort::new();
    let called = case::called(case::once(&port.url())).await;
    case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Connect));
    assert_eq!(case::outcome(&called), Outcome::NotSent);
    let text = case::text(&called);
    assert!(
        text.contains("no byte of the request left this machine"),
        "{text}"
    );
    assert!(text.contains(&port.address().to_string()), "{text}");
}

#[tokio::test]
async fn p002_a_host_without_an_address_is_not_sent_and_named() {
    let called = case::called(case::once("https://no-such-host.invalid:8089")).await;
    case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Dns));
    let text = case::text(&called);
    assert!(text.contains("no-such-host.invalid"), "{text}");
}

#[tokio::test]
async fn p003_a_failed_handshake_is_not_sent_and_never_tried_again() {
    // With every flaw: what the message must say of the certificate.
    let flaws = [
        (Flaw::Expired, "expired"),
        (Flaw::WrongName, "elsewhere.invalid"),
        (Flaw::UnknownAuthority, "unknown authority"),
        (Flaw::SelfSigned, "certificate"),
    ];
    for (flaw, says) in flaws {
        let server = FaultServer::start_tls(tls::acceptor(flaw), Script::new().hold()).await;
        let client = case::builder(&server.url())
            .ca_certificate(tls::authority_pem())
            .build()
            .expect("the options are valid");
        let called = client.call(&case::request()).await;
        assert_eq!(
            case::verdict(&called),
            Verdict::NotSent(NotSentCause::Tls),
            "{flaw:?}: {called:?}"
        );
        assert_eq!(
            server.ledger().connections(),
            1,
            "{flaw:?} is not mended by a second attempt"
        );
        case::assert_agrees("handshake", Outcome::NotSent, server.ledger());
        let text = case::text(&called);
        assert!(
            text.to_lowercase().contains(&says.to_lowercase()),
            "{flaw:?} does not say `{says}`: {text}"
        );
        assert!(
            text.contains("--cacert") && !text.contains("insecure"),
            "{flaw:?}: {text}"
        );
    }
}

#[tokio::test]
async fn p003_a_handshake_that_is_cut_or_no_handshake_at_all_is_not_sent() {
    let scripts = [
        (
            "plain HTTP",
            Script::new()
                .read_some()
                .write(*b"HTTP/1.1 400 Bad Request\r\n\r\n")
                .hold(),
        ),
        ("closed", Script::new().read_some()),
        ("reset", Script::new().read_some().reset()),
    ];
    for (name, script) in scripts {
        let server = FaultServer::start(script).await;
        let called = case::called(case::once(&format!("https://{}", server.address()))).await;
        assert_eq!(
            case::outcome(&called),
            Outcome::NotSent,
            "{name}: {called:?}"
        );
        case::text(&called);
    }
}

#[tokio::test]
async fn p003_a_handshake_that_fails_through_a_tunnel_is_not_sent_and_never_tried_again() {
    // A ServerHello of TLS 1.1.
    let mut old = b"\x16\x03\x02\x00\x2a\x02\x00\x00\x26\x03\x02".to_vec();
    old.extend_from_slice(&[7; 32]);
    old.extend_from_slice(b"\x00\xc0\x13\x00");
    let words = [
        (
            b"HTTP/1.1 400 Bad\r\n\r\n".to_vec(),
            "does not speak TLS",
            "check that a proxy listens at the proxy's address",
        ),
        (
            b"\x15\x03\x03\x00\x02\x02\x28".to_vec(),
            "with the alert",
            "see the server's log",
        ),
        (old, "no version or cipher of TLS", "TLS 1.2 or 1.3"),
    ];
    for (word, says, advises) in words {
        let server = FaultServer::start(Script::new().read_some().write(word).hold()).await;
        let proxy = TunnelProxy::start(server.address()).await;
        let called = case::called(
            case::builder("https://oms.example.invalid:8089")
                .proxy(proxy.url())
                .retry_writes(case::eager()),
        )
        .await;
        assert_eq!(
            case::verdict(&called),
            Verdict::NotSent(NotSentCause::Tls),
            "{says}: {called:?}"
        );
        assert_eq!(proxy.ledger().connections(), 1, "{says}");
        let text = case::text(&called);
        for words in ["through the proxy's tunnel: ", says, advises] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("`http://`"), "{text}");
    }
}

/// The client has no part in it by what it trusts: the server speaks of itself, or of the client.
#[tokio::test]
async fn p003_a_server_that_ends_the_handshake_is_never_met_by_trust_in_another_authority() {
    let alerts = [
        (40, "handshake failure", "it may ask for a certificate"),
        (42, "bad certificate", "`--client-certificate`"),
        (48, "unknown ca", "`client_certificate`"),
        (49, "access denied", "`--client-certificate`"),
        (70, "protocol version", "TLS 1.2 or 1.3"),
        (71, "insufficient security", "TLS 1.2 or 1.3"),
        (80, "internal error", "the server's log"),
        (112, "unrecognised name", "check the endpoint's name"),
        (116, "certificate required", "`--client-key`"),
        (120, "no application protocol", "HTTP/1.1"),
        (250, "of an unknown kind", "the server's log"),
    ];
    for (code, name, says) in alerts {
        let alert = [0x15, 3, 3, 0, 2, 2, code];
        let server = FaultServer::start(Script::new().read_some().write(alert).hold()).await;
        let url = format!("https://{}", server.address());
        let called = case::called(case::builder(&url).retry_writes(case::eager())).await;
        case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Tls));
        assert_eq!(server.ledger().connections(), 1, "{name}");
        let text = case::text(&called);
        let alert = format!("with the alert {name}");
        for words in [&*alert, says] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("--cacert"), "{name}: {text}");
    }
}

#[tokio::test]
async fn p003_a_server_that_wants_a_certificate_of_the_client_is_not_sent_where_that_is_known_in_time()
 {
    use tokio_rustls::rustls::version::{TLS12, TLS13};
    // In TLS 1.3 the client is done, and has written, before the server looks at what the client
    // did not show.
    let not_sent = Verdict::NotSent(NotSentCause::Tls);
    let lost = Verdict::Unknown(UnknownCause::ConnectionLost);
    for (version, expected) in [(&TLS12, not_sent), (&TLS13, lost)] {
        let acceptor = tls::acceptor_for_known_clients(version);
        let server = FaultServer::start_tls(acceptor, Script::new().hold()).await;
        let called =
            case::called(case::builder(&server.url()).ca_certificate(tls::authority_pem())).await;
        case::assert_verdict(&called, expected);
        let text = case::text(&called);
        assert!(
            text.contains("with the alert certificate required"),
            "{text}"
        );
        assert_eq!(server.ledger().connections(), 1);
        assert_eq!(server.ledger().sends(), 0, "the handshake did not end well");
    }
}

/// Something on the way may write into a connection that it cannot read. The handshake has shown
/// by then that the server speaks TLS, and the server may have carried the call out.
#[tokio::test]
async fn p003_bytes_without_tls_behind_a_handshake_do_not_deny_that_the_server_speaks_it() {
    let script = Script::new()
        .read_request()
        .commit()
        .write_under_tls(replies::answer(502, &[], ""))
        .hold();
    let server = FaultServer::start_tls(tls::acceptor(Flaw::None), script).await;
    let called = case::called(case::once(&server.url()).ca_certificate(tls::authority_pem())).await;
    case::assert_verdict(&called, Verdict::Unknown(UnknownCause::ConnectionLost));
    let text = case::text(&called);
    assert!(text.contains("broke the rules of TLS"), "{text}");
    assert!(!text.contains("does not speak TLS"), "{text}");
}

#[tokio::test]
async fn p004_a_hanging_connect_is_not_sent() {
    let hang = FullBacklog::start().await;
    let client = case::once(&format!("http://{}", hang.address()))
        .connect_timeout(Duration::from_millis(150))
        .timeout(Duration::from_secs(5))
        .build()
        .expect("the options are valid");
    let begun = Instant::now();
    let called = client.call(&case::request()).await;
    case::assert_verdict(&called, Verdict::NotSent(NotSentCause::ConnectTimeout));
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{:?}",
        begun.elapsed()
    );
    case::text(&called);
}

#[tokio::test]
async fn p004_a_hanging_handshake_is_not_sent() {
    let server = FaultServer::start(Script::new().read_some().hold()).await;
    let called = case::called(
        case::once(&format!("https://{}", server.address()))
            .connect_timeout(Duration::from_millis(150))
            .timeout(Duration::from_secs(5)),
    )
    .await;
    assert_eq!(case::outcome(&called), Outcome::NotSent, "{called:?}");
    case::text(&called);
}

#[tokio::test]
async fn p004_the_end_of_the_time_does_not_hide_what_an_earlier_attempt_met() {
    let server = FaultServer::start(Script::new().read_some().hold()).await;
    let client = case::builder(&format!("https://{}", server.address()))
        .retry_writes(case::eager())
        .connect_timeout(Duration::from_millis(300))
        .timeout(Duration::from_millis(500))
        .build()
        .expect("the options are valid");
    let called = client.call(&case::request()).await;
    case::assert_verdict(&called, Verdict::NotSent(NotSentCause::ConnectTimeout));
    let text = case::text(&called);
    assert!(text.contains("the TLS handshake had not ended"), "{text}");
    assert_eq!(server.ledger().connections(), 2);
}

#[test]
fn p005_a_connect_timeout_that_is_not_below_the_total_is_refused() {
    // Connect timeout and total in milliseconds, and whether the pair is allowed.
    let pairs = [
        (100, 100, false),
        (101, 100, false),
        (100, 101, true),
        (0, 100, false),
        (0, 0, false),
    ];
    for (connect, total, allowed) in pairs {
        let built = case::builder("https://oms.example.com")
            .connect_timeout(Duration::from_millis(connect))
            .timeout(Duration::from_millis(total))
            .build();
        assert_eq!(
            built.is_ok(),
            allowed,
            "{connect} ms to connect of {total} ms: {built:?}"
        );
        if let Err(invalid) = built {
            let text = format!("{invalid} {invalid:?}");
            assert!(text.contains("timeout"), "{text}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn p005_the_defaults_are_three_seconds_and_a_minute() {
    let with_total = |millis| {
        case::builder("https://oms.example.com")
            .timeout(Duration::from_millis(millis))
            .build()
            .is_ok()
    };
    let connect = |millis| {
        let builder = case::builder("https://oms.example.com");
        format!("{:?}", builder.timeout(Duration::from_millis(millis)))
    };
    for (total, shown) in [
        (60_000, "3s"),
        (6_000, "3s"),
        (3_000, "1.5s"),
        (2_000, "1s"),
    ] {
        let shown = format!("connect_timeout: {shown},");
        assert!(connect(total).contains(&shown), "{}", connect(total));
        assert!(with_total(total), "a total that is set alone is taken");
    }

    let client = case::builder("https://oms.example.com")
        .transport(case::Silent)
        .build()
        .expect("the options are valid");
    let begun = tokio::time::Instant::now();
    let called = case::bounded(Duration::from_secs(90), client.call(&case::request())).await;
    assert_eq!(case::outcome(&called), Outcome::Unknown);
    assert_eq!(begun.elapsed().as_secs(), 60);
}

/// While the connection is made, no byte of the request can leave, whichever time ends first and
/// although a server that accepts sees no difference.
#[tokio::test]
async fn p005_a_connect_that_hangs_is_not_sent_where_the_time_of_its_call_ends_first() {
    let hang = FullBacklog::start().await;
    let silent = FaultServer::start(Script::new().read_some().hold()).await;
    for address in [
        format!("http://{}", hang.address()),
        format!("https://{}", silent.address()),
    ] {
        let client = case::once(&address).build().expect("the defaults fit");
        let options = CallOptions::new().within(Duration::from_millis(200));
        let called = client.call(&case::request()).options(options).await;
        case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Timeout));
    }
}

#[tokio::test]
async fn p005_a_total_below_the_default_connect_timeout_lowers_it_or_is_refused() {
    let hang = FullBacklog::start().await;
    let built = case::once(&format!("http://{}", hang.address()))
        .timeout(Duration::from_millis(300))
        .build();
    // Either way a hang while connecting never looks like an answer that was lost.
    if let Ok(client) = built {
        let called = client.call(&case::request()).await;
        assert_eq!(case::outcome(&called), Outcome::NotSent, "{called:?}");
    }
}
