//! From what a transport brought back to a result: gathers the evidence, has it classified, and
//! words the outcome.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{
    AGE, CONTENT_ENCODING, DATE, HeaderValue, LOCATION, RETRY_AFTER, TRANSFER_ENCODING,
};

use crate::call::accepted::Accepted;
use crate::call::in_flight::InFlight;
use crate::call::observe::Observer;
use crate::call::retry::retry_after;
use crate::envelope::{self, Envelope, EnvelopeDefect, ErrorCode};
use crate::error::{Received, Refusal};
use crate::outcome::classify::{BareStatus, BodyEvidence, Evidence, Verdict, classify};
use crate::text::realm::Realm;
use crate::text::redact::Redactor;
use crate::transport::{BodyEnd, FailureKind, Progress};
use crate::{
    Answer, Error, Failure, Fault, Headers, Meta, NotSent, NotSentCause, Reason, Rejected, Unknown,
    UnknownCause,
};

/// Judges one attempt. `result` is `None` where the total timeout passed first.
pub(crate) fn judge(
    call: &InFlight,
    observer: &Observer,
    progress: &Progress,
    result: Option<Result<Answer, Failure>>,
) -> Result<Accepted, Error> {
    match result {
        Some(Ok(answer)) => judge_answer(call, observer, answer),
        Some(Err(failure)) if failure.is_not_sent() && progress.was_released() => {
            Err(judge_failure(call, failure.after_an_earlier_byte()))
        }
        Some(Err(failure)) => Err(judge_failure(call, failure)),
        None => judge_timeout(call, observer, progress),
    }
}

fn judge_timeout(
    call: &InFlight,
    observer: &Observer,
    progress: &Progress,
) -> Result<Accepted, Error> {
    if progress.cancel() {
        return Err(judge_failure(
            call,
            Failure::not_sent(NotSentCause::Timeout),
        ));
    }
    let Some(partial) = progress.take() else {
        return Err(judge_failure(call, Failure::unknown(UnknownCause::Timeout)));
    };
    judge_answer(call, observer, partial.into_answer(BodyEnd::TimedOut))
}

pub(crate) fn judge_failure(call: &InFlight, failure: Failure) -> Error {
    let redactor = call.redactor();
    let mut detail = failure.detail;
    redactor.redact_some(&mut detail);
    let source = failure.source.map(|source| source.redacted(redactor));
    let evidence = match failure.kind {
        FailureKind::NotSent(cause) => Evidence::NothingLeft(cause),
        FailureKind::Unknown(cause) => Evidence::NoAnswer(cause),
    };
    match classify(evidence, bare_status(call)) {
        Verdict::NotSent(cause) => NotSent::new(call.context(), cause, detail, source)
            .advising(failure.advice)
            .into(),
        verdict => {
            let cause = match verdict {
                Verdict::Unknown(cause, _) => cause,
                // No status came back, so nothing can have been accepted or refused.
                _ => UnknownCause::Other,
            };
            let received = Received {
                detail,
                remedy: failure.advice,
                source,
                ..Received::default()
            };
            Unknown::new(call.context(), cause, received).into()
        }
    }
}

/// The weight of a bare status of refusal for this call.
fn bare_status(call: &InFlight) -> BareStatus {
    BareStatus::of(call.action.effect(), call.client.no_intermediary)
}

fn judge_answer(call: &InFlight, observer: &Observer, answer: Answer) -> Result<Accepted, Error> {
    let Answer {
        status,
        headers,
        body,
        bytes_read,
        end,
    } = answer;
    let notable = AnswerHeaders::of(&headers);
    let mut meta = Meta {
        status,
        attempts: call.attempts,
        client_request_id: call.client_request_id.clone(),
        date: text_of(notable.date).map(Box::from),
        ..Meta::default()
    };
    let whole = matches!(end, BodyEnd::Whole);
    let reading = read_body(call, &notable, &body, end, &mut meta);
    // The verdict is read from the answer as it came; whatever is kept of it is redacted.
    let verdict = classify(Evidence::Answer(status, reading.says()), bare_status(call));
    let stale = notable.stale(call);
    let verdict = match verdict {
        Verdict::Accepted | Verdict::Rejected(_) if stale.is_some() => {
            Verdict::Unknown(UnknownCause::Stale, None)
        }
        verdict => verdict,
    };
    let of_secrets = call.redactor_of_secrets(&headers, &body).map(Box::new);
    let redactor = of_secrets.as_deref().unwrap_or_else(|| call.redactor());
    // Texts of the envelope cannot repeat what the body does not, so that one search is enough for
    // most answers.
    let repeated = redactor.holds(&body, !whole);
    if repeated {
        meta.redact(redactor);
    }
    let redacted = || {
        if repeated {
            redactor.redact_body(body.clone(), !whole)
        } else {
            body.clone()
        }
    };
    match verdict {
        Verdict::Accepted => {
            let payload = reading.envelope.ok().and_then(|envelope| envelope.payload);
            let payload = payload.and_then(|raw| place_of(raw.get(), &body));
            let payload = payload.unwrap_or_default();
            // A payload may hold a secret of the request by right.
            let (body, payload) = if repeated {
                redacted_payload(call.redactor(), &body, payload)
            } else {
                (body.clone(), payload)
            };
            Ok(Accepted {
                client: Arc::clone(&call.client),
                issue: call.issue.clone(),
                of_secrets,
                context: call.context(),
                meta,
                payload,
                body,
                observer: observer.clone(),
            })
        }
        Verdict::Rejected(reason) => {
            let envelope = reading.envelope.ok();
            let wait = notable.wait(call);
            let mut refusal = refusal(reason, envelope, meta, wait, redacted());
            if repeated {
                refusal.redact(redactor);
            }
            refusal.realm = Realm::of(&headers.map, redactor);
            Err(Rejected::new(call.context(), refusal).into())
        }
        Verdict::Unknown(cause, hint) => {
            let mut location = text_of(headers.map.get(LOCATION)).map(str::to_owned);
            redactor.redact_some(&mut location);
            let mut detail = stale.or(reading.detail);
            redactor.redact_some(&mut detail);
            let received = Received {
                detail,
                remedy: None,
                hint,
                realm: Realm::of(&headers.map, redactor),
                meta: Some(meta),
                location,
                retry_after: notable.wait(call),
                bytes_read,
                source: reading.source.map(|source| source.redacted(redactor)),
                body: redacted(),
            };
            Err(Unknown::new(call.context(), cause, received).into())
        }
        // A status came back, so something was sent.
        Verdict::NotSent(_) => {
            let cause = UnknownCause::Other;
            Err(Unknown::new(call.context(), cause, Received::default()).into())
        }
    }
}

/// The body of an accepted call without the credentials, and the place of its payload in it.
///
/// It stays JSON: what can be read of a payload must not depend on what it repeats.
fn redacted_payload(
    redactor: &Redactor,
    body: &Bytes,
    payload: Range<usize>,
) -> (Bytes, Range<usize>) {
    let Ok(text) = std::str::from_utf8(body) else {
        return (body.clone(), payload);
    };
    let part = |range: Range<usize>| {
        let part = text.get(range).unwrap_or_default();
        redactor
            .redacted_json(part)
            .unwrap_or_else(|| part.to_owned())
    };
    let mut redacted = part(0..payload.start);
    let start = redacted.len();
    redacted.push_str(&part(payload.clone()));
    let end = redacted.len();
    redacted.push_str(&part(payload.end..text.len()));
    (redacted.into(), start..end)
}

/// The headers that every answer is asked for: one pass over a few headers takes less than looking
/// each of them up.
#[derive(Default)]
struct AnswerHeaders<'h> {
    date: Option<&'h HeaderValue>,
    retry_after: Option<&'h HeaderValue>,
    age: Option<&'h HeaderValue>,
    /// The encoding of the body, where it is one that was not asked for. None was.
    encoding: Option<&'h HeaderValue>,
}

impl<'h> AnswerHeaders<'h> {
    fn of(headers: &'h Headers) -> Self {
        let mut notable = Self::default();
        for (name, value) in &headers.map {
            if name == DATE {
                notable.date.get_or_insert(value);
            } else if name == RETRY_AFTER {
                notable.retry_after.get_or_insert(value);
            } else if name == AGE {
                notable.age.get_or_insert(value);
            } else if (name == CONTENT_ENCODING && !only(value, "identity"))
                || (name == TRANSFER_ENCODING && !only(value, "chunked"))
            {
                notable.encoding.get_or_insert(value);
            }
        }
        notable
    }

    /// The reason for which an answer may not be that of the call, nor show the present state: it
    /// says that it is older than the request. The clock of a cache may be a second off. A gateway
    /// that keeps nothing may count an age too, and nothing in the answer tells the two apart.
    fn stale(&self, call: &InFlight) -> Option<String> {
        let age = age_of(text_of(self.age)?)?;
        let elapsed = call.since_sent().as_secs();
        (age > elapsed.saturating_add(1)).then(|| {
            format!("by its `Age` it is {age} s old: a cache has given it, or a gateway counts by a clock of the service that is behind")
        })
    }

    /// The time that the server asks to wait.
    fn wait(&self, call: &InFlight) -> Option<Duration> {
        text_of(self.retry_after).and_then(|value| retry_after(value, call.client.clock.wall()))
    }
}

/// The seconds of a header `Age`. Of several values the first counts, and one that is too large for
/// a cache to count counts as 2^31 (RFC 9111, 5.1 and 1.2.2).
fn age_of(text: &str) -> Option<u64> {
    let first = text.split(',').next()?.trim();
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| first.parse().unwrap_or(1 << 31))
}

/// Returns `true` if a header's list names this coding and no other.
fn only(value: &HeaderValue, coding: &str) -> bool {
    value.as_bytes().split(|&byte| byte == b',').all(|name| {
        let name = name.trim_ascii();
        name.is_empty() || name.eq_ignore_ascii_case(coding.as_bytes())
    })
}

/// The result of reading the body of an answer.
struct BodyReading<'a> {
    envelope: Result<Envelope<'a>, UnknownCause>,
    /// `true` if it says that the call succeeded, although it is no envelope that can be read in
    /// one way.
    claim: bool,
    detail: Option<String>,
    source: Option<Fault>,
}

impl BodyReading<'_> {
    fn says(&self) -> BodyEvidence<'_> {
        match &self.envelope {
            Ok(envelope) => BodyEvidence::Envelope(envelope.success, &envelope.code),
            Err(cause) if self.claim => BodyEvidence::Claim(*cause),
            Err(cause) => BodyEvidence::Nothing(*cause),
        }
    }
}

/// Reads a body where it is whole, small enough and as it was asked for.
fn read_body<'a>(
    call: &InFlight,
    notable: &AnswerHeaders<'_>,
    body: &'a Bytes,
    end: BodyEnd,
    meta: &mut Meta,
) -> BodyReading<'a> {
    let nothing = |cause, detail: Option<String>, source| BodyReading {
        envelope: Err(cause),
        claim: false,
        detail,
        source,
    };
    match end {
        BodyEnd::Cut(source) => return nothing(UnknownCause::BodyCut, None, source),
        BodyEnd::TwoLengths => {
            let detail = "its length is stated in two ways".to_owned();
            return nothing(UnknownCause::BadResponse, Some(detail), None);
        }
        BodyEnd::TimedOut => return nothing(UnknownCause::Timeout, None, None),
        BodyEnd::TooLarge => return nothing(UnknownCause::BodyTooLarge, None, None),
        BodyEnd::Whole if body.len() > call.client.answer_limit => {
            return nothing(UnknownCause::BodyTooLarge, None, None);
        }
        BodyEnd::Whole => {}
    }
    if let Some(encoding) = notable.encoding {
        let encoding = String::from_utf8_lossy(encoding.as_bytes()).into_owned();
        return nothing(UnknownCause::BodyEncoded, Some(encoding), None);
    }
    match envelope::read(body, call.client.service, meta) {
        Ok(envelope) => BodyReading {
            envelope: Ok(envelope),
            claim: false,
            detail: None,
            source: None,
        },
        Err(defect) => BodyReading {
            claim: matches!(defect, EnvelopeDefect::Twice { claim: true, .. }),
            ..nothing(cause_of(defect), Some(defect.text().to_owned()), None)
        },
    }
}

const fn cause_of(defect: EnvelopeDefect) -> UnknownCause {
    if defect.is_ambiguity() {
        UnknownCause::AmbiguousEnvelope
    } else {
        UnknownCause::NoEnvelope
    }
}

fn text_of(value: Option<&HeaderValue>) -> Option<&str> {
    value.and_then(|value| value.to_str().ok())
}

/// The place of a part of the body.
fn place_of(part: &str, body: &Bytes) -> Option<Range<usize>> {
    let start = part.as_ptr().addr().checked_sub(body.as_ptr().addr())?;
    let range = start..start.checked_add(part.len())?;
    (range.end <= body.len()).then_some(range)
}

fn refusal(
    reason: Reason,
    envelope: Option<Envelope<'_>>,
    meta: Meta,
    retry_after: Option<Duration>,
    body: Bytes,
) -> Refusal {
    let (code, message, detail) = match envelope {
        Some(Envelope {
            code,
            message,
            detail,
            ..
        }) => (code, message, detail),
        None => (ErrorCode::Absent, None, None),
    };
    Refusal {
        reason,
        code: match code {
            ErrorCode::Failure(code) | ErrorCode::Odd(code) => Some(code),
            ErrorCode::Absent | ErrorCode::Success => None,
        },
        message,
        detail,
        realm: None,
        retry_after,
        meta,
        body,
    }
}
