//! `oms plan`: saves what an action would send.

use clap::Args;

use crate::command::action::{Mode, Runner};
use crate::exit::Exit;
use crate::generated::ActionCommand;
use crate::session::Session;

/// What stands above the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  oms plan -o p.json reset-incr-start-timestamp \\
      --id np_4w3a0001 --reverse false --start-timestamp -2h
  oms apply p.json";

/// The arguments of `oms plan`.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct PlanArgs {
    #[command(subcommand)]
    action: ActionCommand,
}

/// Saves the plan of an action.
pub(crate) fn run(args: &PlanArgs, session: Session<'_, '_>) -> Exit {
    let path = session.output_file().cloned();
    args.action.run(Runner::new(session, Mode::Save(path)))
}
