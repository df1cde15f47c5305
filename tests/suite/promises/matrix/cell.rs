//! One cell of the fault matrix: a fault at a stage of a call, and what may be proved of it.

use std::net::SocketAddr;
use std::time::Duration;

use oms_client::{Client, ClientBuilder, Outcome, WriteRetry};

use crate::support::case;
use crate::support::hang::{ClosedPort, FullBacklog};
use crate::support::ledger::Ledger;
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;
use crate::support::tls::{self, Flaw};

/// The point that the exchange reaches before the fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
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

/// The fault that strikes then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Close,
    Reset,
    Hold,
    Garbage,
}

/// The server's answer, if nothing struck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Accepts,
    Refuses,
}

pub(super) const STAGES: [Stage; 10] = [
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
pub(super) const FAULTS: [Fault; 4] = [Fault::Close, Fault::Reset, Fault::Hold, Fault::Garbage];

/// The server's answer, and whether it is behind TLS.
pub(super) const SIDES: [(Answer, bool); 3] = [
    (Answer::Accepts, false),
    (Answer::Refuses, false),
    (Answer::Accepts, true),
];

/// One call of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) stage: Stage,
    pub(super) fault: Fault,
    pub(super) answer: Answer,
    pub(super) tls: bool,
}

/// The result of a call.
pub(super) struct Seen {
    pub(super) cell: Cell,
    pub(super) outcome: Outcome,
    pub(super) sends: usize,
    pub(super) commits: usize,
    pub(super) text: String,
}

impl Cell {
    pub(super) fn all() -> impl Iterator<Item = Self> {
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
    pub(super) fn expected(self) -> Outcome {
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

    /// Starts the server and builds the client, but does not call yet. `around` puts layers around
    /// the transport.
    pub(super) async fn prepare(
        self,
        around: fn(ClientBuilder<Client>) -> ClientBuilder<Client>,
    ) -> Prepared {
        let peer = self.peer().await;
        let address = peer.address();
        let scheme = if self.tls || self.stage == Stage::Handshake {
            "https"
        } else {
            "http"
        };
        let client = around(case::builder(&format!("{scheme}://{address}")))
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
pub(super) struct Prepared {
    cell: Cell,
    client: Client,
    peer: Peer,
}

impl Prepared {
    pub(super) async fn call(self) -> Seen {
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
