//! The dispatch of a command to its module.

use super::args::Command;
use super::help;
use crate::command;
use crate::command::action::{Mode, Runner};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;

impl Command {
    /// Runs the command.
    pub(super) fn run(&self, mut session: Session<'_, '_>) -> Exit {
        if let Some(name) = self
            .without_a_limit()
            .filter(|_| session.options.limit.is_some())
        {
            let failure = Failure::usage(
                format!("`{name}` takes no --limit"),
                "Leave it out: it cuts the lists of actions, of `oms status`, of `oms watch` and of `oms journal list`.",
            );
            return session.print(&Report::stopped(&failure));
        }
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
                command::documents::completions(args, &help::documented(), &mut session)
            }
            Self::Man(args) => command::documents::man(args, help::documented(), session),
            Self::Version => command::version::run(session),
        }
    }
    /// Returns the name of a command that would ignore `--limit`; `None` if it reads a list, or has
    /// a refusal of its own.
    ///
    /// The help leaves the flag out at the same commands: `actions::takes_no_limit`.
    fn without_a_limit(&self) -> Option<&'static str> {
        match self {
            Self::Wait(_) => Some("oms wait"),
            Self::Rewind(_) => Some("oms rewind"),
            Self::Undo(_) => Some("oms undo"),
            Self::Batch(_) => Some("oms batch"),
            Self::Plan(_) => Some("oms plan"),
            Self::Apply(_) => Some("oms apply"),
            Self::Runs(_) => Some("oms runs"),
            Self::Journal(args) => args.without_a_limit(),
            Self::Config(_) => Some("oms config"),
            Self::Doctor(_) => Some("oms doctor"),
            Self::Completions(_) => Some("oms completions"),
            Self::Man(_) => Some("oms man"),
            Self::Version => Some("oms version"),
            _ => None,
        }
    }
}
