//! From what is known of a call to its outcome: one pure function.
//!
//! The rule: a write counts as accepted or rejected only where the service itself said so in one
//! whole, unambiguous envelope; a failure counts as not sent only where that is proved; the rest is
//! unknown. A status alone proves nothing about a write, because a gateway that loses the service's
//! answer or blocks it answers with a status of its own. A read has no effect, so that a status of
//! refusal is enough for it.

use super::status::StatusClass;
use crate::envelope::ErrorCode;
use crate::{Effect, NotSentCause, Reason, UnknownCause};

/// The evidence about a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence<'a> {
    /// It failed, and no byte of it can have left.
    NothingLeft(NotSentCause),
    /// A byte of it may have left, and no status came back.
    NoAnswer(UnknownCause),
    /// A status came back.
    Answer(u16, BodyEvidence<'a>),
}

/// The evidence in the body of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyEvidence<'a> {
    /// It is one whole, unambiguous envelope with this verdict and this code.
    Envelope(bool, &'a ErrorCode),
    /// It is not, for this reason, although it says that the call succeeded.
    Claim(UnknownCause),
    /// It is not, for this reason.
    Nothing(UnknownCause),
}

/// The verdict on a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Rejected(Reason),
    NotSent(NotSentCause),
    /// With what the status hints at, where it is one of refusal that proves nothing.
    Unknown(UnknownCause, Option<Reason>),
}

/// The weight of a status of refusal that no envelope of the service comes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BareStatus {
    /// It is a refusal.
    Proves,
    /// It is a hint: something between here and the service may have answered after the service
    /// did.
    Hints,
}

impl BareStatus {
    /// It proves a refusal where nothing can have been done, and where nothing can have answered in
    /// the service's place.
    pub(crate) const fn of(effect: Effect, no_intermediary: bool) -> Self {
        match effect {
            Effect::Write if !no_intermediary => Self::Hints,
            Effect::Write | Effect::Read => Self::Proves,
        }
    }
}

/// Judges a call by what is known of it.
pub(crate) fn classify(evidence: Evidence<'_>, bare: BareStatus) -> Verdict {
    use Verdict::{Accepted, NotSent, Rejected};

    const fn unknown(cause: UnknownCause) -> Verdict {
        Verdict::Unknown(cause, None)
    }

    let (status, body) = match evidence {
        Evidence::NothingLeft(cause) => return NotSent(cause),
        Evidence::NoAnswer(cause) => return unknown(cause),
        Evidence::Answer(status, body) => (status, body),
    };
    match (StatusClass::of(status), body) {
        // A redirect may come after the work was done, whatever its body says.
        (StatusClass::Redirect, _) => unknown(UnknownCause::Redirect),

        // Success needs a status that can carry it and a code that does not speak against it.
        (
            StatusClass::Success,
            BodyEvidence::Envelope(true, ErrorCode::Absent | ErrorCode::Success),
        ) => Accepted,
        (_, BodyEvidence::Envelope(true, _)) => unknown(UnknownCause::Contradiction),
        (_, BodyEvidence::Claim(cause)) => unknown(cause),

        // A refusal of the method by the service itself speaks of another request than the call: a
        // POST is what it takes. A gateway that asks the service for the page of a lost answer does
        // so by GET, and has most often lost the answer of a call that was carried out.
        (
            StatusClass::Refusal(Reason::Method),
            BodyEvidence::Envelope(false, ErrorCode::Failure(_)),
        ) if bare == BareStatus::Hints => unknown(UnknownCause::Contradiction),

        // A status of refusal says why, and an envelope that agrees with it says that the service
        // is the one who refused.
        (StatusClass::Refusal(reason), BodyEvidence::Envelope(false, ErrorCode::Failure(_))) => {
            Rejected(reason)
        }
        (StatusClass::Refusal(reason), body) => match bare {
            BareStatus::Proves => Rejected(reason),
            BareStatus::Hints => Verdict::Unknown(body.fault(), Some(reason)),
        },

        // A failure that names itself is a refusal under any other status; without a code that can
        // be read only where nothing speaks against it.
        (
            StatusClass::Success | StatusClass::Open,
            BodyEvidence::Envelope(false, ErrorCode::Failure(_)),
        )
        | (
            StatusClass::Success,
            BodyEvidence::Envelope(false, ErrorCode::Absent | ErrorCode::Odd(_)),
        ) => Rejected(Reason::Service),

        // Under a status that speaks of a failure, a body that is no envelope is the smaller half
        // of the news.
        (StatusClass::Open | StatusClass::Timeout, body) => unknown(body.fault()),
        (_, BodyEvidence::Nothing(cause)) => unknown(cause),
        (_, body) => unknown(body.fault()),
    }
}

impl BodyEvidence<'_> {
    /// The reason for which it proves nothing beside a status that proves nothing.
    const fn fault(&self) -> UnknownCause {
        match self {
            Self::Envelope(_, ErrorCode::Success) => UnknownCause::Contradiction,
            Self::Envelope(..) | Self::Nothing(UnknownCause::NoEnvelope) => UnknownCause::Status,
            Self::Claim(cause) | Self::Nothing(cause) => *cause,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BareStatus, BodyEvidence, Evidence, Verdict, classify};
    use crate::envelope::ErrorCode;
    use crate::{Effect, NotSentCause, Reason, UnknownCause};

    use UnknownCause::{
        AmbiguousEnvelope, BodyCut, BodyTooLarge, Contradiction, NoEnvelope, Status,
    };
    use Verdict::{Accepted, Rejected};

    const SERVICE: Verdict = Rejected(Reason::Service);
    const fn unknown(cause: UnknownCause) -> Verdict {
        Verdict::Unknown(cause, None)
    }

    const STATUS: Verdict = unknown(Status);
    const CONTRADICTION: Verdict = unknown(Contradiction);
    const REDIRECT: Verdict = unknown(UnknownCause::Redirect);

    /// Every kind of body, in the order of the table's columns.
    fn bodies<'a>(code: &'a ErrorCode, odd: &'a ErrorCode) -> [BodyEvidence<'a>; 13] {
        [
            BodyEvidence::Envelope(true, odd),
            BodyEvidence::Envelope(false, odd),
            BodyEvidence::Envelope(true, &ErrorCode::Absent),
            BodyEvidence::Envelope(true, &ErrorCode::Success),
            BodyEvidence::Envelope(true, code),
            BodyEvidence::Envelope(false, code),
            BodyEvidence::Envelope(false, &ErrorCode::Absent),
            BodyEvidence::Envelope(false, &ErrorCode::Success),
            BodyEvidence::Nothing(NoEnvelope),
            BodyEvidence::Nothing(BodyCut),
            BodyEvidence::Nothing(BodyTooLarge),
            BodyEvidence::Nothing(AmbiguousEnvelope),
            BodyEvidence::Claim(AmbiguousEnvelope),
        ]
    }

    fn failure() -> ErrorCode {
        ErrorCode::Failure("NO-SUCH-STORE".to_owned())
    }

    fn odd() -> ErrorCode {
        ErrorCode::Odd("[]".to_owned())
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

    /// The expectation of a row of the table for each body.
    type Row = [Verdict; 13];

    /// A status that is no refusal: the effect of the call changes nothing.
    fn open_rows() -> Vec<(&'static [u16], Row)> {
        let nothing = [
            unknown(NoEnvelope),
            unknown(BodyCut),
            unknown(BodyTooLarge),
            unknown(AmbiguousEnvelope),
            unknown(AmbiguousEnvelope),
        ];
        // A code that is odd refuses where one that is missing does.
        let row = |envelopes: [Verdict; 6], nothing: [Verdict; 5]| -> Row {
            let mut row = [STATUS; 13];
            row[..2].copy_from_slice(&[CONTRADICTION, envelopes[4]]);
            row[2..8].copy_from_slice(&envelopes);
            row[8..].copy_from_slice(&nothing);
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
                &[100, 101, 199, 204, 205, 206, 304, 0, 600, 999],
                row([yes, yes, yes, STATUS, STATUS, no], nothing),
            ),
            (&[300, 302, 307, 308, 399], [REDIRECT; 13]),
            (
                &[
                    402, 406, 416, 418, 423, 424, 444, 499, 500, 501, 503, 507, 520, 599,
                ],
                row([yes, yes, yes, SERVICE, STATUS, no], under_an_error),
            ),
            // Whoever did not get the request or its answer in time is not the service.
            (
                &[408, 502, 504, 522, 524],
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
        let enveloped = match (reason, bare) {
            // It is the answer to another request than the call.
            (Reason::Method, BareStatus::Hints) => CONTRADICTION,
            _ => rejected,
        };
        [
            CONTRADICTION,
            hinted(Status),
            CONTRADICTION,
            CONTRADICTION,
            CONTRADICTION,
            enveloped,
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
        let (code, odd) = (failure(), odd());
        let columns = bodies(&code, &odd);
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
    fn p224_a_bare_status_hints_for_a_write_unless_nothing_is_said_to_answer_in_the_services_place()
    {
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
        let (code, odd) = (failure(), odd());
        let refused = BodyEvidence::Envelope(false, &code);
        for status in 0..=1000 {
            for body in bodies(&code, &odd) {
                let verdict = classify(Evidence::Answer(status, body), BareStatus::Hints);
                match verdict {
                    Accepted => assert!(
                        matches!(
                            body,
                            BodyEvidence::Envelope(true, ErrorCode::Absent | ErrorCode::Success)
                        ) && matches!(status, 200..=203 | 207..=299),
                        "status {status}, {body:?}"
                    ),
                    Rejected(_) => assert!(
                        status != 405
                            && matches!(body, BodyEvidence::Envelope(false, ErrorCode::Failure(_)))
                            || matches!(
                                body,
                                BodyEvidence::Envelope(
                                    false,
                                    ErrorCode::Absent | ErrorCode::Odd(_)
                                )
                            ) && matches!(status, 200..=203 | 207..=299),
                        "status {status}, {body:?}"
                    ),
                    Verdict::Unknown(_, hint) => assert!(
                        hint.is_none()
                            || REFUSALS.contains(&(status, hint.unwrap()))
                                && !matches!(
                                    body,
                                    BodyEvidence::Envelope(true, _) | BodyEvidence::Claim(_)
                                ),
                        "status {status}, {body:?}, {hint:?}"
                    ),
                    Verdict::NotSent(_) => panic!("an answer proves that something was sent"),
                }
                // The two weights differ in nothing but what a status of refusal counts for that
                // the service itself did not give to the call.
                let proved = classify(Evidence::Answer(status, body), BareStatus::Proves);
                match verdict {
                    Verdict::Unknown(_, Some(reason)) => assert_eq!(proved, Rejected(reason)),
                    _ if status == 405 && body == refused => {
                        assert_eq!(verdict, CONTRADICTION);
                        assert_eq!(proved, Rejected(Reason::Method));
                    }
                    same => assert_eq!(proved, same, "status {status}, {body:?}"),
                }
            }
        }
    }
}
