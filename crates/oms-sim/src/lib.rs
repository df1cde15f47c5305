//! A simulator of OMS, for tests and rehearsals: a real HTTP server that behaves like a migration
//! service, misbehaves on demand, and remembers what it received and what took effect.
//!
//! It makes no claim about what a real OMS does in cases that the vendor does not document:
//! [`behaviours`] says of everything it does whether it is documented, observed in another client,
//! or invented. It holds nothing on disk, and it contacts nobody; only a [`Recorder`] does both.
//!
//! A test of your own code starts one for itself, on a free port, and holds what the code believes
//! against the ledger:
//!
//! ```
//! # use oms_client::{Auth, Client, Outcome};
//! # use oms_sim::{Fault, Simulator};
//! #[tokio::main(flavor = "current_thread")] // or `#[tokio::test]`
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let oms = Simulator::builder().fault(Fault::CommitAndLoseReply).start().await?;
//!     let client = Client::builder(oms.url()).auth(Auth::basic("admin", "secret")).build()?;
//!     let error = client.stop_project().id("np_4w3a0001").send().await.unwrap_err();
//!     assert_eq!(error.outcome(), Outcome::Unknown);
//!     assert_eq!(oms.commits().len(), 1, "it took effect all the same");
//!     Ok(())
//! }
//! ```
//!
//! # Contents
//!
//! - **Tasks** with a [`Status`], steps and up to two synchronizations, from a [`Scenario`] or from
//!   [`Task`]s that a test builds.
//! - **A virtual clock** that moves on command ([`Simulator::advance`]), or goes with time.
//!   Positions, steps and tickets move with it, the same way each time for the same seed.
//! - **Tickets** that run at once, after a time or after reads of their task, and succeed or fail
//!   ([`Course`]). A position in milliseconds jumps to the end, and the [`Movement`] says what was
//!   skipped.
//! - **Faults** by action, task, number or probability ([`Fault`], [`FaultRule`]).
//!   `LoseBeforeCommit` and `CommitAndLoseReply` look the same to a client; only the ledger tells
//!   them apart. `CommitThenStatus` and `EchoHeaders` do what gateways do without one: the answer
//!   is lost after the call took effect, and a bare status comes instead, or a page that repeats
//!   the credentials. `OtherTask` answers a read for another task than was asked for.
//! - **A ledger** of all requests and of those that took effect ([`Simulator::requests`],
//!   [`Simulator::commits`]). Credentials, cookies and the parameters that the spec declares
//!   secrets are masked in it.
//!
//! Every other action answers with the payload of its example. Parameters are read strictly unless
//! the simulator is [`loose`](SimulatorBuilder::loose).
//!
//! # From outside
//!
//! The same engine is the program `oms-sim`. It prints one line of JSON with its address when it is
//! ready, and stops on SIGTERM or SIGINT within a second. `oms-sim --real-time` and a browser at
//! `/_sim/` show tasks, tickets and requests, with a switch for each fault. The interface for
//! programs is under the same path, for this machine alone unless `--admin-host` names another:
//!
//! | Request | Effect |
//! |---|---|
//! | `GET /_sim/requests` | lists requests, with `?after=` a number and `?last=` so many |
//! | `GET /_sim/requests/{number}` | shows one request |
//! | `GET /_sim/commits` | lists the requests that took effect |
//! | `GET /_sim/state` | shows clock, tasks and tickets, of these with `?last=` so many |
//! | `GET`, `PUT /_sim/clock` | shows the clock; `{"real_time": true}` lets it go with time |
//! | `POST /_sim/clock/advance` | moves the clock on: `{"by": "30s"}` |
//! | `GET`, `POST`, `DELETE /_sim/faults` | lists the faults, arms one, takes all of them away |
//! | `DELETE /_sim/faults/{id}` | takes one fault away |
//! | `GET /_sim/snapshot`, `POST /_sim/restore` | goes back to a moment |
//! | `POST /_sim/reset` | goes back to the start; a call that a delay holds has no effect then |
//! | `GET /_sim/explain` | lists the behaviours |
//!
//! A fault is written as in a scenario:
//! `{"strike": "commit-and-lose-reply", "action": "StopProject", "nth": [2]}`, or
//! `{"strike": {"commit-then-status": 404}}`. On the command line, `--fault commit-then-status=404`
//! strikes every call, and `{"strike": "commit-then-status=404"}` is the same.
//!
//! # Who reaches it
//!
//! Programs on this machine, unless it listens elsewhere: `oms-sim --bind 0.0.0.0` warns of the
//! default password. A page in a browser moves nothing: a request that it sends from another site,
//! or under a name that it has made resolve to this machine, is refused with status 403, by the API
//! as well. The interface under `/_sim/` stays reachable however many calls hang, and however many
//! connections are opened on which nothing comes.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod bare;
mod basis;
mod builder;
mod engine;
mod fault;
mod generated;
mod hint;
mod http;
mod ledger;
mod pace;
mod recorder;
mod recording;
mod request_ids;
mod rules;
mod scenario;
mod secrets;
mod simulator;
mod snapshot;
#[cfg(unix)]
mod socket_file;
mod span;
mod start;

pub use bare::{BareAnswer, BareService};
pub use basis::{Basis, Provenance};
pub use builder::SimulatorBuilder;
pub use engine::{
    Course, Direction, Leg, Moment, Movement, MovementEffect, Status, Step, StepKind, Task,
    TaskKind, Ticket, TicketFailure, TicketState, World,
};
pub use fault::{
    ArmedFault, CutFault, DripFault, EchoFault, Fault, FaultRule, InvalidFault, StatusFault,
    WrongEnvelope, WrongType,
};
pub use ledger::{Commit, Delivery, LedgerEntry};
pub use recorder::Recorder;
pub use recording::{InvalidRecording, Recording};
pub use scenario::{InvalidScenario, Scenario};
pub use simulator::Simulator;
pub use snapshot::{InvalidSnapshot, Snapshot};
pub use span::Span;

/// Everything that a simulator does, and how it is known: documented, observed in another client,
/// or invented.
#[must_use]
pub fn behaviours() -> &'static [Basis] {
    basis::ALL
}
