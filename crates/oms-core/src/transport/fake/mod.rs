//! A transport without a network, for unit tests of code that calls the service.

mod script;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use self::script::Script;
use super::{Answer, Failure, FailureKind, Sending, Transport, WireRequest};
use crate::NotSentCause;

pub use self::script::FakeAnswer;

/// A transport without a network: a function or a script answers, and every request is kept.
///
/// A clone shares script and requests with its original, so that a test hands one to the client and
/// reads the other.
///
/// ```
/// # use oms_core as oms_client;
/// use std::time::Duration;
///
/// use oms_client::{Answer, Failure, FakeTransport, NotSentCause, UnknownCause};
///
/// let oms = FakeTransport::on("DescribeProject", r#"{"success":true,"data":{}}"#)
///     .then(Answer::new(502, "bad gateway"))
///     .and("StopProject", Failure::not_sent(NotSentCause::Connect))
///     .then(Failure::unknown(UnknownCause::ConnectionLost))
///     .delay(Duration::from_secs(5));
/// # drop(oms);
/// ```
///
/// It keeps the contract of [`Progress`](crate::Progress): a call that is given up during the delay
/// of an answer is Unknown, and during that of a failure that says so, not sent.
#[derive(Clone)]
pub struct FakeTransport {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    script: Script,
    sent: Vec<WireRequest>,
}

impl FakeTransport {
    /// A transport that answers by this function.
    pub fn new(
        answer: impl Fn(&WireRequest) -> Result<Answer, Failure> + Send + Sync + 'static,
    ) -> Self {
        Self::of(None, FakeAnswer::by(answer))
    }

    /// A transport that answers every request with this JSON and status 200.
    #[must_use]
    pub fn json(body: impl Into<String>) -> Self {
        Self::of(None, FakeAnswer::from(body.into()))
    }

    /// A transport that answers calls of this action so. Calls of other actions are not sent,
    /// unless [`and`](Self::and) answers them.
    #[must_use]
    pub fn on(action: impl Into<String>, answer: impl Into<FakeAnswer>) -> Self {
        Self::of(Some(action.into()), answer.into())
    }

    /// Answers calls of another action so, or the next call of one that was named before.
    #[must_use]
    pub fn and(self, action: impl Into<String>, answer: impl Into<FakeAnswer>) -> Self {
        let action = Some(action.into());
        self.shared().script.begin(action, answer.into());
        self
    }

    /// Answers the next call so: of the action that was named last, or of all where none was. The
    /// last answer is given again and again.
    #[must_use]
    pub fn then(self, answer: impl Into<FakeAnswer>) -> Self {
        self.shared().script.add(answer.into());
        self
    }

    /// Gives the answer that was named last only after this time, by the clock of tokio, which a
    /// test can pause.
    #[must_use]
    pub fn delay(self, delay: Duration) -> Self {
        self.shared().script.delay(delay);
        self
    }

    /// The requests so far, in their order.
    #[must_use]
    pub fn requests(&self) -> Vec<WireRequest> {
        self.shared().sent.clone()
    }

    fn of(action: Option<String>, answer: FakeAnswer) -> Self {
        let mut shared = Shared::default();
        shared.script.begin(action, answer);
        Self {
            shared: Arc::new(Mutex::new(shared)),
        }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the request, and finds its answer.
    fn take(&self, request: &WireRequest) -> (Result<Answer, Failure>, Duration) {
        let mut shared = self.shared();
        shared.sent.push(request.clone());
        let name = request.action().name();
        let Some(answer) = shared.script.next(name) else {
            let detail = format!("the fake transport has no answer to `{name}`");
            let failure = Failure::not_sent(NotSentCause::Other).detail(detail);
            return (Err(failure), Duration::ZERO);
        };
        // The answering function may ask for the requests so far.
        drop(shared);
        (answer.to(request), answer.delay())
    }
}

impl Transport for FakeTransport {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let progress = request.progress();
            progress.hold()?;
            let (answer, delay) = self.take(request);
            let unsent =
                matches!(&answer, Err(failure) if matches!(failure.kind, FailureKind::NotSent(_)));
            if !unsent && !progress.release() {
                return Err(progress.refusal());
            }
            if !delay.is_zero() {
                tokio::time::sleep(delay).await;
            }
            answer
        })
    }
}

impl fmt::Debug for FakeTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeTransport")
            .field("requests", &self.shared().sent.len())
            .finish_non_exhaustive()
    }
}
