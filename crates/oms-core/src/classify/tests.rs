//! The classifier as a truth table over status, body and effect, and its rule as a property over every combination.

use super::{BareStatus, Body, Evidence, Verdict, classify};
use crate::envelope::Code;
use crate::{Effect, NotSentCause, Reason, UnknownCause};

use UnknownCause::{AmbiguousEnvelope, BodyCut, BodyTooLarge, Contradiction, NoEnvelope, Status};
use Verdict::{Accepted, Rejected};

const SERVICE: Verdict = Rejected(Reason::Service);

const fn unknown(cause: UnknownCause) -> Verdict {
    Verdict::Unknown(cause, None)
}

const STATUS: Verdict = unknown(Status);
const CONTRADICTION: Verdict = unknown(Contradiction);
const REDIRECT: Verdict = unknown(UnknownCause::Redirect);

/// Every kind of body, in the order of the table's columns.
fn bodies(code: &Code) -> [Body<'_>; 11] {
    [
        Body::Envelope(true, &Code::Absent),
        Body::Envelope(true, &Code::Success),
        Body::Envelope(true, code),
        Body::Envelope(false, code),
        Body::Envelope(false, &Code::Absent),
        Body::Envelope(false, &Code::Success),
        Body::Nothing(NoEnvelope),
        Body::Nothing(BodyCut),
        Body::Nothing(BodyTooLarge),
        Body::Nothing(AmbiguousEnvelope),
        Body::Claim(AmbiguousEnvelope),
    ]
}

fn failure() -> Code {
    Code::Failure("NO-SUCH-STORE".to_owned())
}

/// The statuses of refusal, each with its reason.
const REFUSALS: [(u16, Reason); 22] = [
    (400, Reason::Request),
    (401, Reason::Credentials),
    (403, Reason::Forbidden),
    (404, Reason::NotFound),
    (405, Reason::Method),
    (407, Reason::ProxyCredentials),
    (409, Reason::Conflict),
    (410, Reason::NotFound),
    (411, Reason::Request),
    (412, Reason::Request),
    (413, Reason::TooLarge),
    (414, Reason::TooLarge),
    (415, Reason::MediaType),
    (417, Reason::Request),
    (421, Reason::Request),
    (422, Reason::Request),
    (425, Reason::Request),
    (426, Reason::Request),
    (428, Reason::Request),
    (429, Reason::Throttled),
    (431, Reason::TooLarge),
    (451, Reason::Forbidden),
];

/// What a row of the table says of each body.
type Row = [Verdict; 11];

/// A status that is no refusal: the effect of the call changes nothing.
fn open_rows() -> Vec<(&'static [u16], Row)> {
    let nothing = [
        unknown(NoEnvelope),
        unknown(BodyCut),
        unknown(BodyTooLarge),
        unknown(AmbiguousEnvelope),
        unknown(AmbiguousEnvelope),
    ];
    let row = |envelopes: [Verdict; 6], nothing: [Verdict; 5]| -> Row {
        let mut row = [STATUS; 11];
        row[..6].copy_from_slice(&envelopes);
        row[6..].copy_from_slice(&nothing);
        row
    };
    let mut under_an_error = nothing;
    under_an_error[0] = STATUS;
    let [yes, no] = [CONTRADICTION; 2];
    vec![
        (
            &[200, 201, 202, 203, 207, 226, 299],
            row([Accepted, Accepted, yes, SERVICE, SERVICE, no], nothing),
        ),
        // No whole envelope comes with these by definition.
        (
            &[100, 101, 199, 204, 205, 206, 0, 600, 999],
            row([yes, yes, yes, STATUS, STATUS, no], nothing),
        ),
        (&[300, 302, 304, 307, 308, 399], [REDIRECT; 11]),
        (
            &[
                402, 406, 416, 418, 423, 424, 444, 499, 500, 501, 502, 503, 504, 507, 520, 599,
            ],
            row([yes, yes, yes, SERVICE, STATUS, no], under_an_error),
        ),
        // Whoever did not get the whole request in time is not the service that has read it.
        (
            &[408],
            row([yes, yes, yes, STATUS, STATUS, no], under_an_error),
        ),
    ]
}

/// A status of refusal: the effect of the call decides how much it counts.
fn refusal_row(bare: BareStatus, reason: Reason) -> Row {
    let rejected = Rejected(reason);
    let hinted = |cause| match bare {
        BareStatus::Proves => rejected,
        BareStatus::Hints => Verdict::Unknown(cause, Some(reason)),
    };
    [
        CONTRADICTION,
        CONTRADICTION,
        CONTRADICTION,
        rejected,
        hinted(Status),
        hinted(Contradiction),
        hinted(Status),
        hinted(BodyCut),
        hinted(BodyTooLarge),
        hinted(AmbiguousEnvelope),
        unknown(AmbiguousEnvelope),
    ]
}

#[test]
fn p221_the_truth_table_of_status_body_and_effect() {
    let code = failure();
    let columns = bodies(&code);
    for bare in [BareStatus::Proves, BareStatus::Hints] {
        let mut rows = Vec::new();
        for (statuses, row) in open_rows() {
            rows.extend(statuses.iter().map(|&status| (status, row)));
        }
        rows.extend(REFUSALS.map(|(status, reason)| (status, refusal_row(bare, reason))));
        for (status, row) in rows {
            for (body, expected) in columns.iter().zip(row) {
                let verdict = classify(Evidence::Answer(status, *body), bare);
                assert_eq!(verdict, expected, "status {status}, {body:?}, {bare:?}");
            }
        }
    }
}

#[test]
fn p224_a_bare_status_hints_for_a_write_unless_nothing_is_said_to_answer_in_the_services_place() {
    for (effect, no_intermediary, expected) in [
        (Effect::Write, false, BareStatus::Hints),
        (Effect::Write, true, BareStatus::Proves),
        (Effect::Read, false, BareStatus::Proves),
        (Effect::Read, true, BareStatus::Proves),
    ] {
        assert_eq!(
            BareStatus::of(effect, no_intermediary),
            expected,
            "{effect:?}, {no_intermediary}"
        );
    }
}

#[test]
fn promises_1_to_9_a_failure_is_not_sent_only_where_that_is_proved() {
    for bare in [BareStatus::Proves, BareStatus::Hints] {
        for cause in [
            NotSentCause::Dns,
            NotSentCause::Connect,
            NotSentCause::Tls,
            NotSentCause::Proxy,
            NotSentCause::Timeout,
        ] {
            let verdict = classify(Evidence::NothingLeft(cause), bare);
            assert_eq!(verdict, Verdict::NotSent(cause));
        }
        for cause in [
            UnknownCause::Timeout,
            UnknownCause::ConnectionLost,
            UnknownCause::BadResponse,
        ] {
            assert_eq!(classify(Evidence::NoAnswer(cause), bare), unknown(cause));
        }
    }
}

#[test]
fn p221_a_write_is_accepted_or_rejected_only_with_a_whole_envelope_whatever_the_status() {
    let code = failure();
    for status in 0..=1000 {
        for body in bodies(&code) {
            let verdict = classify(Evidence::Answer(status, body), BareStatus::Hints);
            match verdict {
                Accepted => assert!(
                    matches!(body, Body::Envelope(true, Code::Absent | Code::Success))
                        && matches!(status, 200..=203 | 207..=299),
                    "status {status}, {body:?}"
                ),
                Rejected(_) => assert!(
                    matches!(body, Body::Envelope(false, Code::Failure(_)))
                        || matches!(body, Body::Envelope(false, Code::Absent))
                            && matches!(status, 200..=203 | 207..=299),
                    "status {status}, {body:?}"
                ),
                Verdict::Unknown(_, hint) => assert!(
                    hint.is_none()
                        || REFUSALS.contains(&(status, hint.unwrap()))
                            && !matches!(body, Body::Envelope(true, _) | Body::Claim(_)),
                    "status {status}, {body:?}, {hint:?}"
                ),
                Verdict::NotSent(_) => panic!("an answer proves that something was sent"),
            }
            // The two weights differ in nothing but what a bare status of refusal counts for.
            let proved = classify(Evidence::Answer(status, body), BareStatus::Proves);
            match verdict {
                Verdict::Unknown(_, Some(reason)) => assert_eq!(proved, Rejected(reason)),
                same => assert_eq!(proved, same, "status {status}, {body:?}"),
            }
        }
    }
}
