//! Every fault at every stage of a call: the outcome agrees with the ledger of the server, and no output holds the secret.
//!
//! `cargo test -p oms-tests --test suite fault_matrix -- --nocapture` prints the matrix.

use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use oms_client::{Client, Outcome, WriteRetry};
use tokio::task::JoinSet;

use crate::support::canary;
use crate::support::capture::Capture;
use crate::support::case;
use crate::support::hang::{ClosedPort, FullBacklog};
use crate::support::ledger::Ledger;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

/// How far the exchange comes before the fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Connect,
    Handshake,
    Accepted,
    HeadRead,
    RequestRead,
    Carried,
    HeadBegun,
    HeadSent,
    BodyBegun,
    Answered,
}

/// What strikes then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Close,
    Reset,
    Hold,
    Garbage,
}

/// What the server would answer, if nothing struck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Accepts,
    Refuses,
}

const STAGES: [Stage; 10] = [
    Stage::Connect,
    Stage::Handshake,
    Stage::Accepted,
    Stage::HeadRead,
    Stage::RequestRead,
    Stage::Carried,
    Stage::HeadBegun,
    Stage::HeadSent,
    Stage::BodyBegun,
    Stage::Answered,
];
const FAULTS: [Fault; 4] = [Fault::Close, Fault::Reset, Fault::Hold, Fault::Garbage];

/// What the server would answer, and whether it does so behind TLS.
const SIDES: [(Answer, bool); 3] = [
    (Answer::Accepts, false),
    (Answer::Refuses, false),
    (Answer::Accepts, true),
];

/// One call of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    stage: Stage,
    fault: Fault,
    answer: Answer,
    tls: bool,
}

/// What a call came to.
struct Seen {
    cell: Cell,
    outcome: Outcome,
    sends: usize,
    commits: usize,
    text: String,
}

impl Cell {
    fn all() -> impl Iterator<Item = Self> {
        STAGES.into_iter().flat_map(|stage| {
            FAULTS.into_iter().flat_map(move |fault| {
                SIDES.map(|(answer, tls)| Self {
                    stage,
                    fault,
                    answer,
                    tls,
                })
            })
        })
    }

    /// The outcome that the stage allows to be proved.
    fn expected(self) -> Outcome {
        match (self.stage, self.answer) {
            (Stage::Connect | Stage::Handshake, _) => Outcome::NotSent,
            (Stage::Answered, Answer::Accepts) => Outcome::Accepted,
            (Stage::Answered, Answer::Refuses) => Outcome::Rejected,
            _ => Outcome::Unknown,
        }
    }

    /// The steps up to the fault, and the fault.
    fn script(self) -> Script {
        let script = self.steps();
        match self.fault {
            Fault::Close => script,
            Fault::Reset => script.reset(),
            Fault::Hold => script.hold(),
            Fault::Garbage => script.write(vec![b'\x16'; 4096]),
        }
    }

    fn steps(self) -> Script {
        let reply = match self.answer {
            Answer::Accepts => replies::accepted(),
            Answer::Refuses => replies::rejected(),
        };
        let head = reply
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .expect("an answer has a head")
            + 4;
        let script = Script::new();
        let written = match self.stage {
            Stage::Connect => return script,
            Stage::Handshake => return script.read_some(),
            Stage::Accepted => return script.await_bytes(),
            Stage::HeadRead => return script.read_head(),
            Stage::RequestRead => return script.read_request(),
            Stage::Carried => 0,
            Stage::HeadBegun => 20,
            Stage::HeadSent => head,
            Stage::BodyBegun => head + 30,
            Stage::Answered => reply.len(),
        };
        let script = script.read_request();
        let script = match self.answer {
            Answer::Accepts => script.commit(),
            Answer::Refuses => script,
        };
        script.write(&reply[..written])
    }

    /// Starts the server and builds the client, but does not call yet.
    async fn prepare(self) -> Prepared {
        let peer = self.peer().await;
        let address = peer.address();
        let scheme = if self.tls || self.stage == Stage::Handshake {
            "https"
        } else {
            "http"
        };
        let client = case::builder(&format!("{scheme}://{address}"))
            .ca_certificate(tls::authority_pem())
            .connect_timeout(Duration::from_millis(400))
            .timeout(Duration::from_secs(2))
            .retry_writes(
                WriteRetry::new().backoff(Duration::from_millis(1), Duration::from_millis(5)),
            )
            .build()
            .expect("the options are valid");
        Prepared {
            cell: self,
            client,
            peer,
        }
    }

    async fn peer(self) -> Peer {
        match (self.stage, self.fault) {
            (Stage::Connect, Fault::Hold) => Peer::Hanging(FullBacklog::start().await),
            (Stage::Connect, _) => Peer::Closed(ClosedPort::new()),
            (Stage::Handshake, _) => Peer::Serving(FaultServer::start(self.script()).await),
            _ if self.tls => Peer::Serving(
                FaultServer::start_tls(tls::acceptor(Flaw::None), self.script()).await,
            ),
            _ => Peer::Serving(FaultServer::start(self.script()).await),
        }
    }
}

/// Who is at the other end.
enum Peer {
    Closed(ClosedPort),
    Hanging(FullBacklog),
    Serving(FaultServer),
}

impl Peer {
    fn address(&self) -> SocketAddr {
        match self {
            Self::Closed(port) => port.address(),
            Self::Hanging(hang) => hang.address(),
            Self::Serving(server) => server.address(),
        }
    }

    fn ledger(&self) -> Option<&Ledger> {
        match self {
            Self::Serving(server) => Some(server.ledger()),
            Self::Closed(_) | Self::Hanging(_) => None,
        }
    }
}

/// A cell with its server running.
struct Prepared {
    cell: Cell,
    client: Client,
    peer: Peer,
}

impl Prepared {
    async fn call(self) -> Seen {
        let called = self.client.call(&case::request()).await;
        let ledger = self.peer.ledger();
        Seen {
            cell: self.cell,
            outcome: case::outcome(&called),
            sends: ledger.map_or(0, Ledger::sends),
            commits: ledger.map_or(0, Ledger::commits),
            text: case::text(&called),
        }
    }
}

/// What the whole matrix came to, and everything that was logged meanwhile.
struct Run {
    seen: Vec<Seen>,
    log: String,
}

/// Runs the matrix once for all tests that ask.
fn run() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| {
        let capture = Capture::start();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime can be made");
        let seen = runtime.block_on(async {
            call_for_every_answer().await;
            call_every_cell().await
        });
        Run {
            seen,
            log: capture.text(),
        }
    })
}

async fn call_every_cell() -> Vec<Seen> {
    // Building clients takes the processor and calling takes time: calls that waited for others to be built would time out.
    let mut prepared = Vec::new();
    for cell in Cell::all() {
        prepared.push(cell.prepare().await);
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
        let called = case::once(&server.url())
            .build()
            .expect("the options are valid")
            .call(&case::request())
            .await;
        case::text(&called);
    }
}

#[test]
fn p037_the_fault_matrix_agrees_with_the_ledger_and_nothing_unknown_is_sent_again() {
    let seen = &run().seen;
    print(seen);
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
    // The capture works: our own span and the library below are both in it.
    for sign in ["ResetIncrStartTimestamp", "hyper", "TRACE"] {
        assert!(
            log.contains(sign),
            "nothing of {sign} in {} bytes",
            log.len()
        );
    }
    canary::assert_clean("the log", log);
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

/// Prints what each cell came to, with the commits and the requests that the server counted.
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
