//! A call through a gateway, and whether its outcome agrees with the ledger.

use std::time::Duration;

use oms_client::{Client, Effect, EpochSeconds, Error, Outcome, ReadRetry, WriteRetry};
use oms_sim::Delivery;

use super::service::{Counted, GATEWAY_WAITS, SLOW, Service, Way, is_at, position};
use crate::support::case;

/// The client's timeout: longer than anything here takes, so that a busy machine changes no
/// outcome.
pub(crate) const CLIENT_WAITS: Duration = Duration::from_secs(8);

/// The timeout of a client that gives up before a slow service has answered.
pub(crate) const IMPATIENT: Duration = Duration::from_millis(400);

const _: () = assert!(GATEWAY_WAITS.as_millis() < SLOW.as_millis());
const _: () = assert!(IMPATIENT.as_millis() < SLOW.as_millis());

/// The result of a call, and what the ledger shows of it.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) effect: Effect,
    pub(crate) outcome: Outcome,
    /// The reason, as far as the client names it.
    pub(crate) hint: String,
    /// Everything that the reply or the error says.
    pub(crate) text: String,
    pub(crate) counted: Counted,
}

/// A client at this base URL that tries once.
pub(crate) fn client(url: &str) -> Client {
    client_that_waits(url, CLIENT_WAITS)
}

/// As [`client`], with another total timeout.
pub(crate) fn client_that_waits(url: &str, timeout: Duration) -> Client {
    case::builder(url)
        .timeout(timeout)
        .connect_timeout(timeout / 2)
        .retry_writes(WriteRetry::never())
        .retry_reads(ReadRetry::never())
        .build()
        .expect("the options are valid")
}

/// Makes a call of this effect, which the service treats this way.
pub(crate) async fn call(url: &str, way: Way, effect: Effect, service: &Service) -> Seen {
    match effect {
        Effect::Write => write(&client(url), way, service).await,
        Effect::Read => read(&client(url), way).await,
    }
}

/// Moves the position of the task of this way.
pub(crate) async fn write(client: &Client, way: Way, service: &Service) -> Seen {
    let position = position();
    let called = client
        .reset_incr_start_timestamp()
        .id(way.task())
        .reverse(false)
        .start_timestamp(EpochSeconds::new(position).expect("ten digits are seconds"))
        .send()
        .await;
    settled(service, position, way).await;
    Seen {
        effect: Effect::Write,
        outcome: case::outcome(&called),
        hint: hint(&called),
        text: case::text(&called),
        counted: service.counted(position),
    }
}

/// Reads the task of this way.
pub(crate) async fn read(client: &Client, way: Way) -> Seen {
    let called = client.describe_project().id(way.task()).send().await;
    Seen {
        effect: Effect::Read,
        outcome: case::outcome(&called),
        hint: hint(&called),
        text: case::text(&called),
        counted: Counted::default(),
    }
}

/// Waits until everything that was received with this position has or has not taken effect: a
/// service that is slow may commit after the call has ended.
async fn settled(service: &Service, position: i64, way: Way) {
    if way != Way::SlowWork {
        return;
    }
    service
        .until(|writes| {
            let mut of_this = writes.iter().filter(|write| is_at(write, position));
            of_this.all(|write| write.delivery != Delivery::Pending)
        })
        .await;
}

/// The reason for the result of a call, in the client's own terms.
fn hint<T>(called: &Result<oms_client::Reply<T>, Error>) -> String {
    match called {
        Ok(_) => String::new(),
        Err(Error::Rejected(error)) => format!("{:?} ({})", error.reason(), error.status()),
        Err(Error::Unknown(error)) => match (error.hint(), error.status()) {
            (Some(hint), Some(status)) => format!("probably {hint:?} ({status})"),
            (None, Some(status)) => format!("{:?} ({status})", error.cause()),
            _ => format!("{:?}", error.cause()),
        },
        Err(Error::NotSent(error)) => format!("{:?}", error.cause()),
        Err(error) => format!("{:?}", error.outcome()),
    }
}

impl Seen {
    /// Says how the outcome contradicts the ledger; `None` if it does not. A read has nothing to
    /// commit.
    pub(crate) fn disagreement(&self) -> Option<String> {
        if self.effect == Effect::Read || self.counted.agrees(self.outcome) {
            return None;
        }
        let Counted { commits, requests } = self.counted;
        Some(format!(
            "{}, and the ledger shows {commits} commits of {requests} requests:\n{}",
            self.outcome, self.text
        ))
    }

    /// Panics unless this is the outcome, and agrees with the ledger.
    pub(crate) fn is(&self, scenario: &str, outcome: Outcome, commits: usize) {
        assert_eq!(self.outcome, outcome, "{scenario}: {}", self.text);
        assert_eq!(self.counted.commits, commits, "{scenario}: {}", self.text);
    }
}
