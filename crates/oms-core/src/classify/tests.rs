//! The classifier as a table, and its rule as a property over every combination.

use super::{Body, Evidence, Verdict, classify};
use crate::envelope::Code;
use crate::{NotSentCause, Reason, UnknownCause};

const NOTHING: Body<'static> = Body::Nothing(UnknownCause::NoEnvelope);
const CUT: Body<'static> = Body::Nothing(UnknownCause::BodyCut);
const TOO_LARGE: Body<'static> = Body::Nothing(UnknownCause::BodyTooLarge);
const DONE: Body<'static> = Body::Envelope(true, &Code::Absent);
const DONE_WITH_CODE: Body<'static> = Body::Envelope(true, &Code::Success);
const REFUSED_WITHOUT_CODE: Body<'static> = Body::Envelope(false, &Code::Absent);
const REFUSED_AS_SUCCESS: Body<'static> = Body::Envelope(false, &Code::Success);

fn failure() -> Code {
    Code::Failure("NO-SUCH-STORE".to_owned())
}

fn assert_verdicts(table: &[(u16, Body<'_>, Verdict)]) {
    for &(status, body, expected) in table {
        let verdict = classify(Evidence::Answer(status, body));
        assert_eq!(verdict, expected, "status {status}, {body:?}");
    }
}

#[test]
fn promises_14_to_29_what_an_answer_proves() {
    use UnknownCause::{BodyCut, BodyTooLarge, Contradiction, NoEnvelope, Status};
    use Verdict::{Accepted, Rejected, Unknown};

    let code = failure();
    let refused = Body::Envelope(false, &code);
    let contradiction = Body::Envelope(true, &code);
    assert_verdicts(&[
        (200, DONE, Accepted),
        (201, DONE, Accepted),
        (200, DONE_WITH_CODE, Accepted),
        (200, contradiction, Unknown(Contradiction)),
        (200, refused, Rejected(Reason::Service)),
        (200, REFUSED_WITHOUT_CODE, Rejected(Reason::Service)),
        (200, REFUSED_AS_SUCCESS, Unknown(Contradiction)),
        (200, NOTHING, Unknown(NoEnvelope)),
        (200, CUT, Unknown(BodyCut)),
        (200, TOO_LARGE, Unknown(BodyTooLarge)),
        (204, NOTHING, Unknown(NoEnvelope)),
        (206, DONE, Unknown(Contradiction)),
        (206, refused, Unknown(Status)),
        (302, DONE, Unknown(UnknownCause::Redirect)),
        (307, refused, Unknown(UnknownCause::Redirect)),
        (500, refused, Rejected(Reason::Service)),
        (500, REFUSED_WITHOUT_CODE, Unknown(Status)),
        (500, DONE, Unknown(Contradiction)),
        (502, NOTHING, Unknown(Status)),
        (503, CUT, Unknown(BodyCut)),
        (408, NOTHING, Unknown(Status)),
        (408, refused, Unknown(Status)),
        (499, refused, Rejected(Reason::Service)),
        (499, REFUSED_AS_SUCCESS, Unknown(Contradiction)),
        (101, refused, Unknown(Status)),
        (999, DONE, Unknown(Contradiction)),
    ]);
}

#[test]
fn promises_30_and_31_some_statuses_prove_refusal_whatever_the_body() {
    let code = failure();
    let statuses = [
        (400, Reason::Request),
        (401, Reason::Credentials),
        (403, Reason::Forbidden),
        (404, Reason::NotFound),
        (405, Reason::Method),
        (407, Reason::ProxyCredentials),
        (409, Reason::Conflict),
        (410, Reason::NotFound),
        (413, Reason::TooLarge),
        (415, Reason::MediaType),
        (422, Reason::Request),
        (429, Reason::Throttled),
        (431, Reason::TooLarge),
        (451, Reason::Forbidden),
    ];
    for (status, reason) in statuses {
        for body in [
            NOTHING,
            CUT,
            TOO_LARGE,
            REFUSED_WITHOUT_CODE,
            REFUSED_AS_SUCCESS,
            Body::Envelope(false, &code),
        ] {
            assert_verdicts(&[(status, body, Verdict::Rejected(reason))]);
        }
        assert_verdicts(&[
            (status, DONE, Verdict::Unknown(UnknownCause::Contradiction)),
            (
                status,
                Body::Claim(UnknownCause::AmbiguousEnvelope),
                Verdict::Unknown(UnknownCause::AmbiguousEnvelope),
            ),
        ]);
    }
}

#[test]
fn promises_1_to_9_a_failure_is_not_sent_only_where_that_is_proved() {
    for cause in [
        NotSentCause::Dns,
        NotSentCause::Connect,
        NotSentCause::Tls,
        NotSentCause::Timeout,
    ] {
        assert_eq!(
            classify(Evidence::NothingLeft(cause)),
            Verdict::NotSent(cause)
        );
    }
    for cause in [
        UnknownCause::Timeout,
        UnknownCause::ConnectionLost,
        UnknownCause::BadResponse,
    ] {
        assert_eq!(classify(Evidence::NoAnswer(cause)), Verdict::Unknown(cause));
    }
}

#[test]
fn an_answer_is_accepted_or_rejected_only_with_a_whole_envelope_or_a_status_that_proves_it() {
    let code = failure();
    let codes = [Code::Absent, Code::Success, code];
    for status in 0..=1000 {
        for body in codes
            .iter()
            .flat_map(|code| [Body::Envelope(true, code), Body::Envelope(false, code)])
            .chain([NOTHING, CUT, Body::Claim(UnknownCause::AmbiguousEnvelope)])
        {
            let verdict = classify(Evidence::Answer(status, body));
            if verdict == Verdict::Accepted {
                assert!(matches!(status, 200..=203 | 207..=299), "status {status}");
                assert!(matches!(body, DONE | DONE_WITH_CODE), "{body:?}");
            }
            if let Verdict::Rejected(reason) = verdict {
                assert!(
                    !matches!(body, Body::Envelope(true, _) | Body::Claim(_)),
                    "status {status} turns a success into a refusal"
                );
                let by_envelope = match body {
                    Body::Envelope(false, Code::Failure(_)) => true,
                    Body::Envelope(false, Code::Absent) => status < 300,
                    _ => false,
                };
                if reason == Reason::Service {
                    assert!(by_envelope, "status {status}, {body:?}");
                    assert!(matches!(status, 200..=203 | 207..=299 | 400..=599) && status != 408);
                } else {
                    assert!(matches!(status, 400..=499) && status != 408, "{status}");
                }
            }
            assert!(
                !matches!(verdict, Verdict::NotSent(_)),
                "an answer proves that something was sent"
            );
        }
    }
}
