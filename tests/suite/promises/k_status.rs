//! Group K, the status of a gateway: an answer of the service that is lost, blocked or cut behind
//! it.

use oms_client::{Outcome, Reason, UnknownCause};

use super::a_status::{CONTRADICTION, REFUSALS, STATUS, answered, with_status};
use crate::support::case::{self, Verdict, hint};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

#[tokio::test]
async fn p221_an_answer_that_is_lost_after_the_commit_is_unknown_whatever_status_takes_its_place() {
    // A gateway's page in place of the service's answer: the service has carried the call out.
    let page = "<html><head><title>Not Found</title></head><body>nginx</body></html>";
    for (status, reason, _, _) in REFUSALS {
        let seen = answered(status, &[("Content-Type", "text/html")], page, STATUS).await;
        assert_eq!(seen.ledger.commits(), 1, "{status}");
        assert_eq!(hint(&seen.called), Some(reason));
    }
}

/// A gateway that asks the service for its error page does so by GET, which the service refuses.
#[tokio::test]
async fn p221_a_refusal_of_the_method_answers_another_request_than_the_write() {
    for (body, message) in [
        (replies::failure_body(), "no such task"),
        (
            r#"{"success":false,"code":"PARAM_ERROR","message":"The API takes POST alone"}"#
                .to_owned(),
            "The API takes POST alone",
        ),
    ] {
        let seen = answered(405, &[], &body, CONTRADICTION).await;
        assert_eq!(seen.ledger.commits(), 1);
        assert_eq!(hint(&seen.called), None);
        // The service took the call and has answered, so that neither is in doubt.
        let text = seen.called.expect_err("unknown").to_string();
        for wrong in ["probably", "base path"] {
            assert!(!text.contains(wrong), "{wrong}: {text}");
        }
        for part in [message, "contradicts itself", "read the current state"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

#[tokio::test]
async fn p222_an_answer_that_is_blocked_after_the_commit_is_unknown_whatever_the_blocker_says() {
    // The blocker's own words, in its own forms: none of them is an envelope of the service.
    for body in [
        "Request denied",
        r#"{"error":"forbidden","rule":959100}"#,
        r#"{"code":403,"message":"blocked"}"#,
        r#"{"success":false,"message":"blocked"}"#,
        r#"{"status":"error","success":"false","code":"403"}"#,
    ] {
        for (status, reason) in [(403, Reason::Forbidden), (413, Reason::TooLarge)] {
            let reply = replies::answer(status, &[], body);
            let script = Script::accept(reply);
            let server = FaultServer::start(script).await;
            let called = case::called(case::once(&server.url())).await;
            assert_eq!(
                case::outcome(&called),
                Outcome::Unknown,
                "{body}: {called:?}"
            );
            assert_eq!(hint(&called), Some(reason), "{body}");
            assert_eq!(server.ledger().commits(), 1);
        }
    }
}

/// A gateway that wants credentials of its own asks a write for them as it asks a read.
#[tokio::test]
async fn p031_a_bare_401_names_its_realm_to_a_write_in_the_words_that_a_read_gets() {
    let wanted = replies::answer(
        401,
        &[("WWW-Authenticate", r#"Basic realm="Corporate SSO""#)],
        "",
    );
    let script = Script::refuse(wanted);
    let refused = Verdict::Rejected(Reason::Credentials);
    for case in [
        with_status(401, script.clone(), STATUS),
        with_status(401, script.clone(), refused).read(),
        with_status(401, script, refused).no_intermediary(),
    ] {
        let text = case.check().await.called.expect_err("refused").to_string();
        assert!(text.contains(r#"; realm "Corporate SSO""#), "{text}");
    }
}

#[tokio::test]
async fn p031_a_cut_body_leaves_a_write_unknown_and_a_read_rejected() {
    for (status, reason) in [
        (401, Reason::Credentials),
        (404, Reason::NotFound),
        (413, Reason::TooLarge),
    ] {
        let whole = replies::json(status, replies::failure_body());
        let cut = Script::refuse(&whole[..whole.len() - 30]);
        let unknown = Verdict::Unknown(UnknownCause::BodyCut);
        let seen = with_status(status, cut.clone(), unknown).check().await;
        assert_eq!(hint(&seen.called), Some(reason));
        let rejected = Verdict::Rejected(reason);
        with_status(status, cut.clone(), rejected)
            .read()
            .check()
            .await;
        with_status(status, cut, rejected)
            .no_intermediary()
            .check()
            .await;
    }
}
