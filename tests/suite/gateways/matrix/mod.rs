//! Gateway × way to fail × effect: outcome, hint, exit code of the command, and ledger.
//!
//! `cargo test -p oms-tests --test suite gateway_matrix -- --nocapture` prints the table.

mod events;
mod path;
mod row;

use oms_client::Effect;
use oms_sim::LedgerEntry;

use super::harness::call::call;
use super::harness::command::Desk;
use super::harness::service::{Counted, Service, WRITE, Way};
use super::resends::{RESENDERS, resent};
use crate::support::hang::ClosedPort;
use crate::support::together::at_most;
use path::{Gateways, Path};
use row::{Command, Row};

/// The service's treatments of a call behind every gateway.
const WAYS: [Way; 9] = [
    Way::Answered,
    Way::LostBefore,
    Way::LostAfter,
    Way::SlowAnswer,
    Way::SlowWork,
    Way::Cut,
    Way::CutHead,
    Way::Filtered,
    Way::Failed,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p221_the_gateway_matrix_agrees_with_the_ledger_but_for_gateways_that_resend() {
    let mut rows = behind_every_gateway().await;
    rows.extend(without_a_service().await);
    rows.extend(events::rows().await);
    for resender in &RESENDERS {
        if let Some(seen) = resent(resender).await {
            rows.push(Row::undetectable(resender.kind.program.name, seen));
        }
    }
    row::print(&rows);
    let problems: Vec<String> = rows.iter().filter_map(Row::problem).collect();
    assert!(
        problems.is_empty(),
        "{} of {} rows:\n{}",
        problems.len(),
        rows.len(),
        problems.join("\n")
    );
}

/// Every way of a service to fail, through every gateway and mode, for both effects.
async fn behind_every_gateway() -> Vec<Row> {
    let service = Service::start().await;
    let gateways = Gateways::start(&service.address()).await;
    let cells = WAYS.map(|way| (way, format!("{way:?}")));
    let rows = rows_of(&gateways.paths, &cells, &service).await;
    let unasked = |entry: &LedgerEntry| entry.committed && entry.action.as_deref() != Some(WRITE);
    assert!(
        !service.simulator().requests().iter().any(unasked),
        "a read took effect"
    );
    rows
}

/// The same gateways before a port on which nobody listens.
async fn without_a_service() -> Vec<Row> {
    let service = Service::start().await;
    let nobody = ClosedPort::new();
    let gateways = Gateways::start(&nobody.address().to_string()).await;
    let cells = [(Way::Answered, "Gone".to_owned())];
    rows_of(&gateways.paths, &cells, &service).await
}

/// How many calls there are at a time. Most of them wait for somebody's patience to end; more of
/// them would wait for the processor, and end by another patience.
const CALLS: usize = 54;

/// The rows of every path, in their order.
async fn rows_of(paths: &[Path], cells: &[(Way, String)], service: &Service) -> Vec<Row> {
    let cells = paths.iter().flat_map(|path| {
        cells.iter().flat_map(move |(way, name)| {
            [Effect::Write, Effect::Read].map(|effect| (path, *way, name, effect))
        })
    });
    let rows = cells.map(|(path, way, name, effect)| {
        row(path.clone(), name.clone(), way, effect, service.clone())
    });
    at_most(CALLS, rows).await
}

async fn row(path: Path, name: String, way: Way, effect: Effect, service: Service) -> Row {
    let (seen, command) = tokio::join!(
        call(&path.url, way, effect, &service),
        command(&path, way, effect, &service)
    );
    Row::new((path.gateway, path.mode), name, seen, Some(command))
}

/// The same call by the command, without a look: what it would have found, the row of the read
/// says.
async fn command(path: &Path, way: Way, effect: Effect, service: &Service) -> Command {
    let desk = Desk::new(&path.url);
    let ended = match effect {
        Effect::Write => desk.write(way, &["--no-preflight"]).await,
        Effect::Read => desk.read(way, &[]).await,
    };
    let counted = match effect {
        Effect::Write => service.counted(ended.position),
        Effect::Read => Counted::default(),
    };
    Command {
        exit: ended.exit.code(),
        counted,
    }
}
