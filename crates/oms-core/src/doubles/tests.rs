//! The doubles, and what is written of them.

use super::{FakeError, meta, meta_at, reply};
use crate::{ActionInfo, Effect, Error, NotSentCause, Outcome, Reason, UnknownCause};

static STORE: ActionInfo = ActionInfo::new("Store", Effect::Write);

#[test]
fn a_reply_and_an_error_of_every_kind_can_be_made_by_hand() {
    let of = || FakeError::of(&STORE).attempts(2).client_request_id("mine");
    let rows: [(Error, Outcome, &str, Option<u16>); 5] = [
        (
            of().invalid("id", "is empty"),
            Outcome::NotSent,
            "invalid",
            None,
        ),
        (
            of().not_sent(NotSentCause::Dns),
            Outcome::NotSent,
            "dns",
            None,
        ),
        (
            of().rejected(Reason::Conflict),
            Outcome::Rejected,
            "conflict",
            Some(409),
        ),
        (
            of().unreadable("id"),
            Outcome::Accepted,
            "unreadable",
            Some(200),
        ),
        (
            of().unknown(UnknownCause::BodyCut),
            Outcome::Unknown,
            "body_cut",
            None,
        ),
    ];
    for (error, outcome, kind, status) in rows {
        assert_eq!(
            (error.outcome(), error.kind(), error.status()),
            (outcome, kind, status)
        );
        if kind != "invalid" {
            assert_eq!((error.attempts(), error.action()), (2, Some("Store")));
            assert_eq!(error.client_request_id(), Some("mine"));
        }
    }
    let hinted = of()
        .meta(meta())
        .hint(Reason::Credentials)
        .unknown(UnknownCause::NoEnvelope);
    let Error::Unknown(hinted) = hinted else {
        panic!("it was made as one");
    };
    assert_eq!(
        (hinted.hint(), hinted.status()),
        (Some(Reason::Credentials), Some(200))
    );
    let day = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(86_400);
    assert_eq!(meta_at(day).server_time(), Some(day));
    assert_eq!(reply(7).meta.request_id.as_deref(), Some("r-1"));
}

#[test]
fn p291_replies_and_causes_are_serialized_by_their_words_and_no_unknown_value_is() {
    let mut meta = meta();
    let secret = crate::Json::new(r#""hunter2-canary""#).unwrap();
    meta.unknown_fields
        .push(("extra".to_owned(), secret.clone()));
    meta.odd_fields
        .push(super::odd_field("[3].checkpoint", secret));
    let written = serde_json::to_value(super::reply_with([7], meta)).unwrap();
    assert_eq!(
        written,
        serde_json::json!({"data": [7], "meta": {
            "status": 200, "request_id": "r-1", "client_request_id": null, "cost": null,
            "advice": null, "page_number": null, "page_size": null, "total_count": null,
            "attempts": 1, "unknown_fields": ["extra"], "odd_fields": ["[3].checkpoint"],
        }})
    );
    let words = (
        Outcome::NotSent,
        Reason::ProxyCredentials,
        NotSentCause::ConnectTimeout,
        UnknownCause::NoEnvelope,
    );
    assert_eq!(
        serde_json::to_string(&words).unwrap(),
        r#"["not_sent","proxy_credentials","connect_timeout","no_envelope"]"#
    );
    assert_eq!(
        (Effect::Read.as_str(), Effect::Write.as_str()),
        ("read", "write")
    );
}
