//! The simulated service as a state machine: a call and a world go in, an answer and a change come out.
//!
//! It opens no socket, reads no clock and draws no random number, so the same calls always lead to the same world and the
//! same answers. Deciding is apart from committing: a fault can strike between the two.

mod answer;
mod behaviour;
mod clock;
mod decision;
mod reaction;
mod task;
mod ticket;
mod world;

pub(crate) use answer::Answer;
pub(crate) use clock::VirtualClock;
pub(crate) use decision::{ApiCall, decide};
pub(crate) use reaction::{Reaction, Refusal, react};
pub use task::{Direction, Task};
pub use ticket::Ticket;
pub(crate) use world::Change;
pub use world::World;
