//! Group B, calls of several attempts: the result of the whole call, whichever attempt came last.

use std::sync::atomic::{AtomicUsize, Ordering};

use oms_client::{
    Action, Answer, Error, Failure, FakeTransport, NotSentCause, ReadRetry, Reason, TicketId,
    UnknownCause, WriteRetry,
};

use crate::support::case::{self, ReadAction, Verdict};
use crate::support::replies;

type Answering = fn() -> Result<Answer, Failure>;

const LOST: Answering = || Err(Failure::unknown(UnknownCause::ConnectionLost));
const UNREACHED: Answering = || Err(Failure::not_sent(NotSentCause::Connect));
const THROTTLED: Answering = || Ok(Answer::json(429, replies::failure_body()));
const REFUSED: Answering = || Ok(Answer::json(200, replies::failure_body()));
const UNAUTHORIZED: Answering = || Ok(Answer::json(401, replies::failure_body()));
const ACCEPTED: Answering = || Ok(Answer::json(200, replies::success_body()));

/// Calls a transport whose attempts end so, one after the other, with every resend that can be had.
async fn after<A: Action<Data = TicketId>>(
    attempts: &'static [Answering],
    request: &A,
) -> case::Called {
    let made = AtomicUsize::new(0);
    let fake = FakeTransport::new(move |_| attempts[made.fetch_add(1, Ordering::SeqCst)]());
    let client = case::builder("https://oms.example.com")
        .transport(fake.clone())
        .retry_writes(WriteRetry::new().when_throttled().unsafe_retry_unknown())
        .retry_reads(ReadRetry::new().when_throttled())
        .build()
        .expect("the options are valid");
    let called = client.call(request).await;
    assert_eq!(fake.requests().len(), attempts.len());
    called
}

#[tokio::test(start_paused = true)]
async fn p045_a_later_attempt_that_fails_never_hides_that_an_earlier_one_may_have_taken_effect() {
    let lost = Verdict::Unknown(UnknownCause::ConnectionLost);
    let unreached = Verdict::NotSent(NotSentCause::Connect);
    let throttled = Verdict::Rejected(Reason::Throttled);
    // The ends of the attempts of a call, and the result of the call as a write and as a read.
    let table: [(&[Answering], Verdict, Verdict); 7] = [
        (&[UNREACHED, UNREACHED, UNREACHED], unreached, unreached),
        (&[LOST, UNREACHED, UNREACHED], lost, lost),
        (&[UNREACHED, LOST, UNREACHED], lost, lost),
        (&[THROTTLED, UNREACHED, UNREACHED], throttled, throttled),
        (&[LOST, THROTTLED, UNREACHED], lost, throttled),
        (
            &[LOST, UNAUTHORIZED],
            lost,
            Verdict::Rejected(Reason::Credentials),
        ),
        (&[LOST, REFUSED], lost, Verdict::Rejected(Reason::Service)),
    ];
    for (place, (attempts, write, read)) in table.into_iter().enumerate() {
        let called = after(attempts, &case::request()).await;
        assert_eq!(case::verdict(&called), write, "write, row {place}");
        assert_eq!(attempts_of(&called), attempts.len(), "row {place}");
        let called = after(attempts, &ReadAction::new()).await;
        assert_eq!(case::verdict(&called), read, "read, row {place}");
    }
    for attempts in [&[LOST, ACCEPTED][..], &[UNREACHED, LOST, ACCEPTED]] {
        let called = after(attempts, &case::request()).await;
        case::assert_verdict(&called, Verdict::Accepted);
    }
}

fn attempts_of(called: &case::Called) -> usize {
    let attempts = match called {
        Ok(reply) => reply.meta.attempts,
        Err(Error::NotSent(error)) => error.attempts(),
        Err(Error::Rejected(error)) => error.attempts(),
        Err(Error::Unknown(error)) => error.attempts(),
        Err(error) => panic!("{error:?}"),
    };
    usize::try_from(attempts).expect("a few")
}
