//! A simulator of OMS, for tests and rehearsals: a real HTTP server that answers as the spec says and remembers what it received.
//!
//! It makes no claim about what a real OMS does where the vendor documents nothing; such behaviours say in the code that they
//! are invented. It holds nothing on disk, and it contacts nobody.
//!
//! A test of your own code starts one for itself, on a free port:
//!
//! ```
//! use oms_client::{Auth, Client, EpochSeconds};
//! use oms_sim::{Direction, Simulator};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let oms = Simulator::builder().start().await?;
//!     let client = Client::builder(oms.url()).auth(Auth::basic("admin", "secret")).build()?;
//!     let to = EpochSeconds::new(1_742_365_118)?;
//!     client.reset_incr_start_timestamp().id("np_4w3a0001").reverse(false).start_timestamp(to).send().await?;
//!     assert_eq!(oms.task("np_4w3a0001").ok_or("no task")?.position(Direction::Forward), Some(&to.into()));
//!     assert!(oms.requests().iter().all(|request| request.committed));
//!     Ok(())
//! }
//! ```
//!
//! [`Simulator::requests`] is the ledger: whatever a client believes of a call can be held against it. Over HTTP it stands at
//! `GET /_sim/requests`, and the tasks and tickets at `GET /_sim/state`.
//!
//! The same engine is the program `oms-sim`. `oms-sim --port 0` prints one line of JSON with its address when it is ready, and
//! stops on SIGTERM or SIGINT.

mod basis;
mod builder;
mod engine;
mod fault;
#[rustfmt::skip]
mod generated;
mod hint;
mod http;
mod ledger;
mod pace;
mod rules;
mod scenario;
mod simulator;
mod snapshot;
mod span;
mod start;

pub use basis::{Basis, Provenance};
pub use builder::SimulatorBuilder;
pub use engine::{
    Course, Direction, Leg, Moment, Movement, MovementEffect, Status, Step, StepKind, Task,
    TaskKind, Ticket, TicketFailure, TicketState, World,
};
pub use fault::{
    ArmedFault, CutFault, DripFault, Fault, FaultRule, InvalidFault, Span, StatusFault,
    WrongEnvelope, WrongType,
};
pub use ledger::{Commit, Delivery, LedgerEntry};
pub use scenario::{InvalidScenario, Scenario};
pub use simulator::Simulator;
pub use snapshot::{InvalidSnapshot, Snapshot};

/// Everything that a simulator does, and how it is known: documented, observed in another client, or invented.
#[must_use]
pub fn behaviours() -> &'static [Basis] {
    basis::ALL
}
