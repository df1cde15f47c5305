//! The dispatch of a command to its module.

use super::args::Command;
use super::{help, topics};
use crate::command;
use crate::command::action::{Mode, Runner};
use crate::exit::Exit;
use crate::session::Session;

impl Command {
    pub(super) fn run(&self, mut session: Session<'_, '_>) -> Exit {
        match self {
            Self::Action(action) => action.accept(Runner::new(session, Mode::Act)),
            Self::Status(args) => command::status::run(args, session),
            #[cfg(feature = "watch")]
            Self::Watch(args) => command::watch::run(args, session),
            Self::Wait(args) => command::wait::run(args, session),
            Self::Rewind(args) => command::rewind::run(args, session),
            Self::Undo(args) => command::undo::run(args, session),
            Self::Batch(args) => command::batch::run(args, session),
            Self::Call(_) => command::call::refuse_without_json(&mut session),
            Self::Plan(args) => command::plan::run(args, session),
            Self::Apply(args) => command::apply::run(args, session),
            Self::Runs(args) => command::runs::run(args, session),
            Self::Journal(args) => command::journal::run(args, session),
            Self::Config(args) => command::config::run(args, session),
            Self::Doctor(args) => command::doctor::run(args, session),
            #[cfg(feature = "mcp")]
            Self::Mcp(args) => command::mcp::run(args, session),
            #[cfg(feature = "simulator")]
            Self::Sim(args) => command::sim::run(args, session),
            Self::Completions(args) => {
                let documented = topics::completed(help::documented());
                command::documents::completions(args, &documented, &mut session)
            }
            Self::Man(args) => command::documents::man(args, help::documented(), session),
            Self::Version => command::version::run(session),
        }
    }
}
