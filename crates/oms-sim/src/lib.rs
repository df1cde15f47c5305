//! A simulator of OMS, for tests and rehearsals: a real HTTP server that answers as the spec says and remembers what it received.
//!
//! It makes no claim about what a real OMS does where the vendor documents nothing; such behaviours say in the code that they
//! are invented. It holds nothing on disk, and it contacts nobody.
//!
//! A test of your own code starts one for itself, on a free port:
//!
//! ```
//! use oms_client::{Auth, Client, EpochSeconds};
//! use oms_sim::Simulator;
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let oms = Simulator::builder().start().await?;
//!     let client = Client::builder(oms.url()).auth(Auth::basic("admin", "secret")).build()?;
//!     let to = EpochSeconds::new(1_742_365_118)?;
//!     client.reset_incr_start_timestamp().id("np_4w3a0001").reverse(false).start_timestamp(to).send().await?;
//!     assert_eq!(oms.task("np_4w3a0001").ok_or("no task")?.forward_position, to.into());
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

mod builder;
mod engine;
#[rustfmt::skip]
mod generated;
mod http;
mod ledger;
mod rules;
mod simulator;

pub use builder::SimulatorBuilder;
pub use engine::{Direction, Task, Ticket, World};
pub use ledger::LedgerEntry;
pub use simulator::Simulator;
