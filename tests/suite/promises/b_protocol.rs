//! Group B, below the policy: neither the HTTP library nor HTTP/2 sends anything twice.

use std::fs;

use oms_client::{Outcome, UnknownCause};

use crate::support::case::{self, Case, Verdict};
use crate::support::outside::workspace;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

/// HTTP/2 frames: an empty SETTINGS, then GOAWAY without an error, or the refusal of stream 1.
const GOAWAY: &[u8] = b"\0\0\0\x04\0\0\0\0\0\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0";
const REFUSED_STREAM: &[u8] = b"\0\0\0\x04\0\0\0\0\0\0\0\x04\x03\0\0\0\0\x01\0\0\0\x07";

#[tokio::test]
async fn p039_frames_of_http_2_that_invite_a_resend_get_none() {
    for frames in [GOAWAY, REFUSED_STREAM] {
        Case::new(
            "frames of HTTP/2",
            Script::accept(frames),
            Verdict::Unknown(UnknownCause::BadResponse),
        )
        .check()
        .await;
    }
}

#[tokio::test]
async fn p039_http_2_is_neither_offered_nor_spoken() {
    let versions = [&tokio_rustls::rustls::version::TLS13];
    let both = tls::acceptor_with(Flaw::None, &versions, &["h2", "http/1.1"]);
    let server = FaultServer::start_tls(both, Script::accept(replies::accepted())).await;
    let called = call(&server).await;
    case::assert_verdict(&called, Verdict::Accepted);
    assert!(server.ledger().requests()[0].line.ends_with(" HTTP/1.1"));

    // A server that speaks nothing else finds no common protocol, or is sent HTTP/1.1 once.
    let only = tls::acceptor_with(Flaw::None, &versions, &["h2"]);
    let server = FaultServer::start_tls(only, Script::accept(GOAWAY)).await;
    let called = call(&server).await;
    assert!(
        matches!(case::outcome(&called), Outcome::NotSent | Outcome::Unknown),
        "{called:?}"
    );
    case::assert_agrees("only h2", case::outcome(&called), server.ledger());
    assert!(server.ledger().sends() <= 1);
}

async fn call(server: &FaultServer) -> case::Called {
    case::called(case::builder(&server.url()).ca_certificate(tls::authority_pem())).await
}

#[test]
fn p039_the_resends_of_the_http_library_are_switched_off() {
    // Only hyper-util's pooled client resends; the connections of hyper itself know of no second
    // one to try.
    let directory = workspace().join("crates/oms-core/src/transport/hyper");
    for file in super::table::sources(&directory) {
        let text = fs::read_to_string(&file).expect("the sources can be read");
        assert!(!text.contains("legacy"), "{}", file.display());
    }
    let tree = super::table::tree_of_the_client();
    let features = |name: &str| {
        let line = tree.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.rsplit(' ').next())
            .unwrap_or_default()
    };
    assert_eq!(features("hyper-util v"), "client,client-proxy,tokio");
}
