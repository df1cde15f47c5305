//! The simulated service as a state machine: a call and a world go in, an answer and a change come
//! out.
//!
//! It opens no socket, reads no clock and draws no random number that its seed would not repeat, so
//! the same calls always lead to the same world and the same answers. Deciding is apart from
//! committing: a fault can strike between the two.

mod answer;
mod behaviour;
mod change;
mod clock;
mod course;
mod decision;
mod leg;
mod page;
mod random;
mod reaction;
mod refusal;
mod registry;
mod settings;
mod status;
mod step;
mod task;
mod ticket;
mod usual;
mod version;
mod world;

pub(crate) use answer::{Answer, write_object};
pub(crate) use change::Change;
pub use clock::Moment;
pub use course::Course;
pub(crate) use course::check_probability;
pub(crate) use decision::{ApiCall, decide};
pub use leg::Leg;
pub(crate) use page::Page;
pub(crate) use random::Random;
pub(crate) use reaction::{Acceptance, Reaction, known, react};
pub(crate) use refusal::Refusal;
pub(crate) use registry::Registry;
pub(crate) use settings::{BeyondTheEnd, PositionForm, Repeats, Settings};
pub(crate) use status::Operation;
pub use status::Status;
pub use step::{Step, StepKind};
pub use task::{Direction, Task, TaskKind};
pub use ticket::{Movement, MovementEffect, Ticket, TicketFailure, TicketState};
pub(crate) use version::ServiceVersion;
pub use world::World;
