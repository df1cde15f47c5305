//! Group E, redirects: never followed, because a followed one resends, leaks or reports a success
//! that never happened.

use oms_client::{Error, Outcome, UnknownCause};

use crate::support::case::{self, Verdict};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

const REDIRECT: Verdict = Verdict::Unknown(UnknownCause::Redirect);

/// Answers with a redirect to a server that would accept anything, and returns the result.
async fn redirected(status: u16, body: &str) -> case::Called {
    let target = FaultServer::start(Script::accept(replies::accepted())).await;
    let location = format!("{}/api/v2?Action=ResetIncrStartTimestamp", target.url());
    let first = FaultServer::start(Script::refuse(replies::answer(
        status,
        &[("Location", &location)],
        body,
    )))
    .await;
    let called = case::called(case::builder(&first.url())).await;
    assert_eq!(
        target.ledger().connections(),
        0,
        "{status}: nothing follows, neither body nor credentials"
    );
    assert_eq!(first.ledger().sends(), 1);
    let Err(Error::Unknown(unknown)) = &called else {
        panic!("{status}: {called:?}");
    };
    assert_eq!(unknown.location(), Some(location.as_str()));
    assert!(case::text(&called).contains(&location));
    called
}

#[tokio::test]
async fn p114_a_redirect_is_unknown_and_shows_where_it_points() {
    for status in [300, 301, 302, 303] {
        let called = redirected(status, "").await;
        case::assert_verdict(&called, REDIRECT);
        // An envelope in the answer changes nothing: it is not the service that speaks.
        for body in [replies::success_body(), replies::failure_body()] {
            let called = redirected(status, &body).await;
            case::assert_verdict(&called, REDIRECT);
        }
    }
}

#[tokio::test]
async fn p115_a_redirect_that_keeps_the_method_replays_neither_body_nor_credentials() {
    for status in [307, 308] {
        let called = redirected(status, "").await;
        case::assert_verdict(&called, REDIRECT);
    }
}

#[tokio::test]
async fn p114_every_other_3xx_and_an_odd_location_are_unknown() {
    for (status, location) in [
        (304, ""),
        (305, "http://\u{7f}"),
        (399, "//other"),
        (301, "\u{1b}[31mhttp://evil"),
    ] {
        let reply = replies::answer(status, &[("Location", location)], "");
        let server = FaultServer::start(Script::accept(reply)).await;
        let called = case::called(case::builder(&server.url())).await;
        assert_eq!(case::outcome(&called), Outcome::Unknown, "{called:?}");
        assert!(!case::text(&called).contains('\u{1b}'));
    }
}

#[tokio::test]
async fn p117_a_redirect_from_https_to_http_is_not_followed() {
    let target = FaultServer::start(Script::accept(replies::accepted())).await;
    let location = format!("{}/api/v2", target.url());
    let reply = replies::answer(302, &[("Location", &location)], "");
    let first = FaultServer::start_tls(tls::acceptor(Flaw::None), Script::refuse(reply)).await;
    let called =
        case::called(case::builder(&first.url()).ca_certificate(tls::authority_pem())).await;
    case::assert_verdict(&called, REDIRECT);
    assert_eq!(target.ledger().connections(), 0);
}
