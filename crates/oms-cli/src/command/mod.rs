//! The commands beside the actions, a module each: their arguments, their examples and what they do.

mod apply;
mod config;
mod doctor;
mod documents;
mod journal;
mod plan;
#[cfg(feature = "simulator")]
mod sim;
mod version;

pub(crate) use apply::{ApplyArgs, EXAMPLES as APPLY_EXAMPLES};
pub(crate) use config::{ConfigArgs, EXAMPLES as CONFIG_EXAMPLES};
pub(crate) use doctor::{DoctorArgs, EXAMPLES as DOCTOR_EXAMPLES};
pub(crate) use documents::{COMPLETIONS_EXAMPLES, CompletionsArgs, MAN_EXAMPLES, ManArgs};
pub(crate) use journal::{EXAMPLES as JOURNAL_EXAMPLES, JournalArgs};
pub(crate) use plan::{EXAMPLES as PLAN_EXAMPLES, PlanArgs};
#[cfg(feature = "simulator")]
pub(crate) use sim::{EXAMPLES as SIM_EXAMPLES, SimArgs};

use crate::Exit;
use crate::args::Command;
use crate::run::{Mode, Runner};
use crate::session::Session;

/// Runs a command.
pub(crate) fn run(command: &Command, mut session: Session<'_, '_>) -> Exit {
    match command {
        Command::Action(action) => action.run(Runner::new(session, Mode::Act)),
        Command::Rewind(args) => crate::rewind::run(args, session),
        Command::Batch(args) => crate::batch::run(args, session),
        Command::Plan(args) => plan::run(args, session),
        Command::Apply(args) => apply::run(args, session),
        Command::Journal(args) => journal::run(args, session),
        Command::Config(args) => config::run(args, session),
        Command::Doctor(args) => doctor::run(args, session),
        #[cfg(feature = "simulator")]
        Command::Sim(args) => sim::run(args, session),
        Command::Completions(args) => documents::completions(args, &mut session),
        Command::Man(args) => documents::man(args, session),
        Command::Version => version::run(session),
    }
}
