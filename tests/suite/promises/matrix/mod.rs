//! Every fault at every stage of a call: the outcome agrees with the ledger of the server, and no
//! output holds the secret.
//!
//! `cargo test -p oms-tests --test suite fault_matrix -- --nocapture` prints the matrix.

mod cell;
mod layers;

use std::fmt::Write;
use std::sync::OnceLock;

use cell::{Cell, FAULTS, Prepared, SIDES, STAGES, Seen};
use layers::{Measured, Named, Stubborn};
use oms_client::{Client, ClientBuilder, Outcome};
use tokio::task::JoinSet;

use crate::support::canary;
use crate::support::capture::Capture;
use crate::support::case;
use crate::support::replies;
use crate::support::runtime::runtime;
use crate::support::script::Script;
use crate::support::server::FaultServer;

/// The result of the whole matrix, and everything that was logged meanwhile.
struct Run {
    seen: Vec<Seen>,
    /// The same through three layers, after it: twice as many calls at once would time out where
    /// the processor is busy.
    layered: Vec<Seen>,
    /// The same through layers of tower.
    by_tower: Vec<Seen>,
    log: String,
}

/// Runs the matrix once for all tests that ask.
fn run() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| {
        let capture = Capture::start();
        // hyper has its traces compiled out, so that nothing else below is sure to say a word.
        tracing::trace!("the capture hears what is below");
        tracing_log::log::trace!("and what speaks by the other crate");
        let runtime = runtime();
        let (seen, layered, by_tower) = runtime.block_on(async {
            call_for_every_answer().await;
            let seen = call_every_cell(|builder| builder).await;
            // The outermost sends again whatever brought no answer: a second time that could do
            // harm is refused, so that no cell has another outcome.
            let around = |builder: ClientBuilder<Client>| {
                builder.layer(Named).layer(Measured).layer(Stubborn)
            };
            let layered = call_every_cell(around).await;
            (seen, layered, call_every_cell(layers::of_tower).await)
        });
        Run {
            seen,
            layered,
            by_tower,
            log: capture.text(),
        }
    })
}

async fn call_every_cell(around: fn(ClientBuilder<Client>) -> ClientBuilder<Client>) -> Vec<Seen> {
    // Building clients takes the processor and calling takes time: calls that waited for others to
    // be built would time out.
    let mut prepared = Vec::new();
    for cell in Cell::all() {
        prepared.push(cell.prepare(around).await);
    }
    let mut running: JoinSet<Seen> = prepared.into_iter().map(Prepared::call).collect();
    let mut seen = Vec::new();
    while let Some(next) = running.join_next().await {
        seen.push(next.expect("no call panics"));
    }
    seen
}

async fn call_for_every_answer() {
    for reply in answers() {
        let server = FaultServer::start(Script::accept(reply)).await;
        let called = case::called(case::once(&server.url())).await;
        case::text(&called);
    }
}

#[test]
fn p037_the_fault_matrix_agrees_with_the_ledger_and_nothing_unknown_is_sent_again() {
    let seen = &run().seen;
    print(seen);
    agrees_with_the_ledger(seen);
}

#[test]
fn p287_the_fault_matrix_through_three_layers_agrees_with_the_ledger() {
    agrees_with_the_ledger(&run().layered);
}

#[test]
fn p287_the_fault_matrix_through_layers_of_tower_agrees_with_the_ledger() {
    agrees_with_the_ledger(&run().by_tower);
}

fn agrees_with_the_ledger(seen: &[Seen]) {
    assert_eq!(seen.len(), Cell::all().count());
    for Seen {
        cell,
        outcome,
        sends,
        commits,
        text,
    } in seen
    {
        assert_eq!(*outcome, cell.expected(), "{cell:?}:\n{text}");
        assert!(*sends <= 1, "{cell:?}: {sends} requests on the wire");
        match outcome {
            Outcome::Accepted => assert_eq!(*commits, 1, "{cell:?}"),
            Outcome::Rejected => assert_eq!(*commits, 0, "{cell:?}"),
            Outcome::NotSent => assert_eq!((*sends, *commits), (0, 0), "{cell:?}"),
            Outcome::Unknown => {}
        }
    }
}

#[test]
fn p101_the_fault_matrix_and_every_answer_show_no_secret_at_trace() {
    let log = &run().log;
    // The capture works: our own span is in it, and what is traced by either crate.
    for sign in [
        "ResetIncrStartTimestamp",
        "the capture hears",
        "the other crate",
    ] {
        assert!(
            log.contains(sign),
            "nothing of {sign} in {} bytes",
            log.len()
        );
    }
    canary::assert_clean("the log", log);
    for body in ["np_4w3a0001", "startTimestamp", "errorDetail"] {
        assert!(!log.contains(body), "`{body}` of a body is in the log");
    }
}

#[test]
fn p101_the_span_of_a_call_tells_what_became_of_it() {
    let log = &run().log;
    for field in [
        "oms.action=\"ResetIncrStartTimestamp\"",
        "oms.outcome=\"accepted\"",
        "oms.outcome=\"rejected\"",
        "oms.outcome=\"not_sent\"",
        "oms.outcome=\"unknown\"",
        "http.request.method=\"POST\"",
        "http.response.status_code=200",
        "http.request.resend_count=2",
        "oms.attempts=1",
        "url.scheme=\"https\"",
        "otel.kind=\"client\"",
        "otel.status_code=\"ERROR\"",
        "server.port=",
        "server.address=\"127.0.0.1\"",
        "oms.request_id=47174810001",
        "oms.elapsed_ms=",
        "error.type=\"tls\"",
        // The target, by which a filter finds it: the crate that its users know.
        "oms_client: the call was accepted",
    ] {
        assert!(log.contains(field), "no span has `{field}`");
    }
    assert!(!log.contains("oms_core"), "another target is in the log");
}

/// Whole answers of every class.
fn answers() -> Vec<Vec<u8>> {
    let body = replies::success_body();
    vec![
        replies::accepted(),
        replies::accepted_chunked(),
        replies::rejected(),
        replies::answer(302, &[("Location", "http://127.0.0.1:1/")], ""),
        replies::json(401, replies::failure_body()),
        replies::answer(429, &[("Retry-After", "3")], ""),
        replies::json(500, replies::failure_body()),
        replies::json(500, &body),
        replies::answer(502, &[], "<html><title>502</title></html>"),
        replies::answer(204, &[], ""),
        replies::answer(200, &[("Content-Encoding", "gzip")], &body),
        replies::json(200, "[]"),
        replies::json(200, r#"{"success":true,"data":null}"#),
        replies::json(200, " ".repeat(2 * 1024 * 1024)),
    ]
}

/// Prints the result of each cell, with the commits and the requests that the server counted.
fn print(all: &[Seen]) {
    let mut table = String::new();
    for (answer, tls) in SIDES {
        let scheme = if tls { "https" } else { "http" };
        let server = format!("{answer:?}").to_lowercase();
        line(
            &mut table,
            format!("\nthe server {server} ({scheme}); outcome, commits/requests"),
        );
        line(
            &mut table,
            row("", FAULTS.iter().map(|fault| format!("{fault:?}"))),
        );
        for stage in STAGES {
            let cells = FAULTS.iter().filter_map(|&fault| {
                let cell = Cell {
                    stage,
                    fault,
                    answer,
                    tls,
                };
                all.iter().find(|seen| seen.cell == cell)
            });
            let cells =
                cells.map(|seen| format!("{} {}/{}", seen.outcome, seen.commits, seen.sends));
            line(&mut table, row(&format!("{stage:?}"), cells));
        }
    }
    println!("{table}");
}

fn row(head: &str, cells: impl Iterator<Item = String>) -> String {
    let mut row = format!("{head:<12}");
    for cell in cells {
        write!(row, " {cell:<15}").expect("a string takes any text");
    }
    row
}

fn line(table: &mut String, text: impl AsRef<str>) {
    writeln!(table, "{}", text.as_ref().trim_end()).expect("a string takes any text");
}
