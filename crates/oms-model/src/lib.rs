//! The write protocol of the `oms` command as a model, small enough to be explored whole.
//!
//! Two operators share one journal and one task. Each runs `oms rewind` (stop, move, resume),
//! crashes at any boundary, runs it again, and resolves by hand the requests whose end nobody saw.
//! Between them and the service lies a network that loses requests, loses replies and delivers
//! late. A checker visits every state that the bounds allow and holds the properties of
//! `properties.rs` against it.
//!
//! The model knows nothing of HTTP, files or text. It answers one question: is the *order* of the
//! steps right? The implementation is held to the same alphabet by the crate `oms-seeds`.
//!
//! ```
//! use oms_model::{Bounds, Protocol, Rules};
//! use stateright::{Checker, Model};
//!
//! let smallest = Bounds { commands: 1, crashes: 0, resolutions: 0, intents: 3, losses: 0 };
//! let checker = Protocol::new(smallest, Rules::right()).checker().spawn_bfs().join();
//! checker.assert_properties();
//! ```

#![expect(
    clippy::indexing_slicing,
    reason = "an index out of range is a fault of the model, and the checker reports it with its history"
)]

mod around;
mod invariants;
mod process;
mod properties;
mod protocol;
mod rules;
mod state;
mod store;

pub use invariants::{Invariant, Observed, broken, invariants};
pub use protocol::{Event, Protocol};
pub use rules::{Bounds, Rules};
pub use state::{
    Ending, Faults, Intent, Operator, Outcome, Phase, Reply, Request, Run, Seq, Service, State,
    Status, Step, Who,
};
