//! Events of a gateway while a call is on its way through it.

use oms_client::Effect;
use rustix::process::Signal;

use super::super::blocked::{self, Accelerator};
use super::super::harness::call::{CLIENT_WAITS, IMPATIENT, Seen, client_that_waits, read, write};
use super::super::harness::gateway::Gateway;
use super::super::harness::patience::until;
use super::super::harness::service::{Service, Way};
use super::super::lost;
use super::row::Row;

/// The event once the service has received the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    /// The gateway reads its configuration again.
    Reload,
    /// The gateway ends after it has answered what it has begun.
    Drain,
    /// The gateway is killed, with all that it started.
    Die,
    /// The client waits no longer.
    GiveUp,
}

const EVENTS: [Event; 4] = [Event::Reload, Event::Drain, Event::Die, Event::GiveUp];

/// A gateway, and the signals by which it reloads and drains.
#[derive(Debug, Clone, Copy)]
struct Subject {
    name: &'static str,
    reload: Option<Signal>,
    drain: Signal,
}

const SUBJECTS: [Subject; 4] = [
    Subject {
        name: "nginx",
        reload: Some(Signal::HUP),
        drain: Signal::QUIT,
    },
    Subject {
        name: "haproxy",
        // It reloads by a second process, and the first one drains.
        reload: None,
        drain: Signal::USR1,
    },
    Subject {
        name: "apache",
        reload: Some(Signal::USR1),
        drain: Signal::WINCH,
    },
    Subject {
        name: "squid",
        reload: Some(Signal::HUP),
        drain: Signal::TERM,
    },
];

impl Subject {
    async fn start(self, service: &str) -> Option<(Gateway, &'static str)> {
        let started = match self.name {
            "nginx" => lost::nginx(service).await,
            "haproxy" => blocked::haproxy(service).await,
            "apache" => blocked::apache(service).await,
            _ => Some(Accelerator::start(service).await?.into_gateway()),
        };
        let folder = if self.name == "squid" { "" } else { "/plain" };
        Some((started?, folder))
    }
}

/// A row for every gateway, event and effect.
pub(super) async fn rows() -> Vec<Row> {
    let mut found = Vec::new();
    // In the order of the list, while all of them run.
    for subject in SUBJECTS.map(|subject| tokio::spawn(rows_of(subject))) {
        found.extend(subject.await.expect("no call panics"));
    }
    found
}

async fn rows_of(subject: Subject) -> Vec<Row> {
    let mut found = Vec::new();
    for event in EVENTS {
        if event == Event::Reload && subject.reload.is_none() {
            continue;
        }
        for effect in [Effect::Write, Effect::Read] {
            found.extend(row(subject, event, effect).await);
        }
    }
    found
}

async fn row(subject: Subject, event: Event, effect: Effect) -> Option<Row> {
    let service = Service::start().await;
    let (gateway, folder) = subject.start(&service.address()).await?;
    let url = gateway.url(folder);
    let calling = {
        let service = service.clone();
        tokio::spawn(async move { call(&url, event, effect, &service).await })
    };
    until_received(&service).await;
    let mut gateway = Some(gateway);
    match event {
        Event::Reload => signal(gateway.as_ref(), subject.reload),
        Event::Drain => signal(gateway.as_ref(), Some(subject.drain)),
        Event::Die => drop(gateway.take()),
        Event::GiveUp => {}
    }
    let seen = calling.await.expect("no call panics");
    Some(Row::new(
        (subject.name, "plain"),
        format!("{event:?}"),
        seen,
        None,
    ))
}

fn signal(gateway: Option<&Gateway>, signal: Option<Signal>) {
    if let (Some(gateway), Some(signal)) = (gateway, signal) {
        gateway.signal(signal);
    }
}

async fn call(url: &str, event: Event, effect: Effect, service: &Service) -> Seen {
    let (timeout, way) = match event {
        // A gateway that waits longer than the client would answer in its place otherwise.
        Event::GiveUp => (IMPATIENT, Way::SlowWork),
        _ => (CLIENT_WAITS, Way::Late),
    };
    let client = client_that_waits(url, timeout);
    match effect {
        Effect::Write => write(&client, way, service).await,
        Effect::Read => read(&client, way).await,
    }
}

async fn until_received(service: &Service) {
    let received = || (!service.simulator().requests().is_empty()).then_some(());
    until(received, || "the call to arrive".to_owned()).await;
}
