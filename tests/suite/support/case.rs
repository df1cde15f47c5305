//! One call against one script, and everything that must hold of it whatever the script is.
//!
//! The ledger of the server is the truth that the outcome is compared with; the client is never
//! asked what it sent.

use std::time::Duration;

use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::{
    Action, ActionInfo, Auth, Client, ClientBuilder, Effect, EpochSeconds, Error, NotSentCause,
    Outcome, Reason, Reply, Sending, TicketId, Transport, UnknownCause, WireRequest, WriteRetry,
};
use serde::Serialize;

use super::ledger::Ledger;
use super::script::Script;
use super::server::FaultServer;
use super::tls::{self, Flaw};
use super::{canary, replies};

/// The result of a call, with its cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Unreadable,
    Rejected(Reason),
    NotSent(NotSentCause),
    Unknown(UnknownCause),
    Invalid,
}

/// The result of a call.
pub(crate) type Called = Result<Reply<TicketId>, Error>;

/// A server over TLS, without a flaw, that accepts every call.
pub(crate) async fn accepting_over_tls() -> FaultServer {
    let script = Script::accept(replies::accepted());
    FaultServer::start_tls(tls::acceptor(Flaw::None), script).await
}

/// A call to be made against a server that plays a script.
#[derive(Debug)]
pub(crate) struct Case {
    name: String,
    script: Script,
    expected: Verdict,
    says: Vec<String>,
    timeout: Duration,
    effect: Effect,
    no_intermediary: bool,
}

/// The observations of a case.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) called: Called,
    pub(crate) ledger: Ledger,
    /// It goes on noting what comes in.
    _server: FaultServer,
}

impl Case {
    /// A write against `script` that must come to `expected`, after one send.
    pub(crate) fn new(name: impl Into<String>, script: Script, expected: Verdict) -> Self {
        Self {
            name: name.into(),
            script,
            expected,
            says: Vec::new(),
            timeout: Duration::from_secs(5),
            effect: Effect::Write,
            no_intermediary: false,
        }
    }

    /// The same with a read in place of the write.
    pub(crate) fn read(mut self) -> Self {
        self.effect = Effect::Read;
        self
    }

    /// The same with a client whose options say that nothing answers in the service's place.
    pub(crate) fn no_intermediary(mut self) -> Self {
        self.no_intermediary = true;
        self
    }

    /// Words that the error must contain, in `Display` or in its chain.
    pub(crate) fn says(mut self, words: &[&str]) -> Self {
        self.says.extend(words.iter().map(|&word| word.to_owned()));
        self
    }

    /// The total timeout of the call.
    pub(crate) fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Makes the call and checks everything.
    pub(crate) async fn check(self) -> Seen {
        let server = FaultServer::start(self.script.clone()).await;
        let mut options = builder(&server.url())
            .timeout(self.timeout)
            .connect_timeout(self.timeout / 2)
            .retry_reads(oms_client::ReadRetry::never());
        if self.no_intermediary {
            options = options.assume_no_intermediary();
        }
        let client = options.build().expect("the options are valid");
        let limit = self.timeout * 4;
        let called = match self.effect {
            Effect::Write => bounded(limit, client.call(&request())).await,
            Effect::Read => bounded(limit, client.call(&ReadAction::new())).await,
        };
        let seen = Seen {
            called,
            ledger: server.ledger().clone(),
            _server: server,
        };
        self.compare(&seen);
        seen
    }

    fn compare(&self, seen: &Seen) {
        let name = &self.name;
        assert_eq!(
            verdict(&seen.called),
            self.expected,
            "{name}: {:?}",
            seen.called
        );
        assert_eq!(
            seen.ledger.sends(),
            1,
            "{name}: requests that began to arrive"
        );
        assert_agrees(name, outcome(&seen.called), &seen.ledger);
        let text = text(&seen.called);
        for word in &self.says {
            assert!(text.contains(word), "{name} does not say `{word}`:\n{text}");
        }
    }
}

/// Waits for a call as long as it may last at most: a client that bounds nothing fails its test
/// instead of holding it for ever.
pub(crate) async fn bounded<T>(limit: Duration, call: impl Future<Output = T>) -> T {
    tokio::time::timeout(limit, call)
        .await
        .expect("the total timeout bounds every call")
}

/// Panics if the outcome and the ledger contradict each other.
pub(crate) fn assert_agrees(name: &str, outcome: Outcome, ledger: &Ledger) {
    let commits = ledger.commits();
    match outcome {
        Outcome::Accepted => assert_eq!(commits, 1, "{name}: accepted, so it took effect once"),
        Outcome::Rejected => assert_eq!(commits, 0, "{name}: rejected, so it took no effect"),
        Outcome::NotSent => assert_eq!(
            (commits, ledger.sends()),
            (0, 0),
            "{name}: not sent, so nothing arrived"
        ),
        Outcome::Unknown => {}
    }
}

/// Everything that the result says, which never holds the secret.
pub(crate) fn text<T: std::fmt::Debug>(called: &Result<Reply<T>, Error>) -> String {
    match called {
        Ok(reply) => {
            let text = format!("{reply:?}\n{reply:#?}");
            canary::assert_clean("the reply", &text);
            text
        }
        Err(error) => canary::assert_error_clean(error),
    }
}

/// The outcome of a call.
pub(crate) fn outcome<T>(called: &Result<Reply<T>, Error>) -> Outcome {
    called
        .as_ref()
        .map_or_else(Error::outcome, |_| Outcome::Accepted)
}

/// The hint of an unknown outcome.
pub(crate) fn hint<T>(called: &Result<Reply<T>, Error>) -> Option<Reason> {
    match called {
        Err(Error::Unknown(error)) => error.hint(),
        _ => None,
    }
}

/// The outcome of a call with its cause.
pub(crate) fn verdict<T>(called: &Result<Reply<T>, Error>) -> Verdict {
    match called {
        Ok(_) => Verdict::Accepted,
        Err(Error::Unreadable(_)) => Verdict::Unreadable,
        Err(Error::Rejected(error)) => Verdict::Rejected(error.reason()),
        Err(Error::NotSent(error)) => Verdict::NotSent(error.cause()),
        Err(Error::Unknown(error)) => Verdict::Unknown(error.cause()),
        Err(Error::Invalid(_)) => Verdict::Invalid,
        Err(error) => panic!("an outcome that these tests do not know: {error:?}"),
    }
}

/// Panics with the result of a call if that is not `expected`.
#[track_caller]
pub(crate) fn assert_verdict<T: std::fmt::Debug>(
    called: &Result<Reply<T>, Error>,
    expected: Verdict,
) {
    assert_eq!(verdict(called), expected, "{called:?}");
}

/// The result of the write of [`request`] by a client with these options, which must be valid.
pub(crate) async fn called(options: ClientBuilder<Client>) -> Called {
    let client = options.build().expect("the options are valid");
    client.call(&request()).await
}

/// A client of `endpoint` that carries the canary.
pub(crate) fn builder(endpoint: &str) -> ClientBuilder<Client> {
    Client::builder(endpoint).auth(Auth::basic(canary::USER, canary::PASSWORD))
}

/// As [`builder`], and tries once: what is asked then is what a single attempt proves.
pub(crate) fn once(endpoint: &str) -> ClientBuilder<Client> {
    builder(endpoint)
        .retry_writes(WriteRetry::never())
        .retry_reads(oms_client::ReadRetry::never())
}

/// Waits no longer than a millisecond, so that a test that counts attempts is soon done.
pub(crate) fn eager() -> WriteRetry {
    WriteRetry::new().backoff(Duration::from_millis(1), Duration::from_millis(2))
}

/// A write of the seed's action.
pub(crate) fn request() -> ResetIncrStartTimestampRequest {
    ResetIncrStartTimestampRequest::builder()
        .id("np_4w3a0001")
        .reverse(false)
        .start_timestamp(EpochSeconds::new(1_742_365_118).expect("ten digits are seconds"))
        .build()
}

/// A transport that never answers.
pub(crate) struct Silent;

impl Transport for Silent {
    fn send<'a>(&'a self, _request: &'a WireRequest) -> Sending<'a> {
        Box::pin(std::future::pending())
    }
}

/// An action that only reads, because the rules of a resend differ for it.
#[derive(Debug, Serialize)]
pub(crate) struct ReadAction {
    id: &'static str,
}

impl ReadAction {
    /// A request of it.
    pub(crate) fn new() -> Self {
        Self { id: "np_4w3a0001" }
    }
}

impl Action for ReadAction {
    type Data = TicketId;

    const INFO: &'static ActionInfo = &ActionInfo::new("ReadSomething", Effect::Read);
}
