//! `oms plan`: saves what an action, a rewind or a batch would send.

use clap::{Args, Subcommand};

use crate::command::action::{Mode, Runner};
use crate::exit::Exit;
use crate::generated::ActionCommand;
use crate::session::Session;

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms plan -o p.json reset-incr-start-timestamp \\
      --id np_4w3a0001 --reverse false --to -2h
  oms plan -o p.json rewind --id np_4w3a0001 --reverse false --to -2h
  oms apply p.json
  oms plan --share rewind --id np_4w3a0001 --reverse false --to -2h";

/// The examples above the help of what is not the same below `plan`. The help puts the words of
/// `plan` into each.
const OF_REWIND: &str = "\
Examples:
  oms rewind orders --reverse false --to -2h
  oms rewind np_4w3a0001 --reverse false --by 2h";

const OF_BATCH: &str = "\
Examples:
  oms batch tasks.csv
  oms batch tasks.csv --pause

`oms batch --help` shows what is in the file.";

const OF_CALL: &str = "\
Examples:
  oms call RenameProject --task np_4w3a0001 --show name \\
      --json '{\"id\":\"np_4w3a0001\",\"name\":\"orders\"}'";

/// The arguments of `oms plan`.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct PlanArgs {
    /// Share the plan in the team's journal, to be sent by somebody else.
    #[arg(long, global = true)]
    share: bool,

    #[command(subcommand)]
    what: What,
}

/// The commands whose plans can be saved.
#[derive(Debug, Subcommand)]
enum What {
    /// Plans to move a position with what belongs to it.
    #[command(before_help = OF_REWIND)]
    Rewind(Box<super::rewind::RewindArgs>),
    /// Plans to move the positions of many tasks, as a file says.
    #[command(before_help = OF_BATCH)]
    Batch(Box<super::batch::BatchArgs>),
    /// Plans to call an action that the spec does not know yet, with its parameters as JSON.
    #[command(before_help = OF_CALL)]
    Call(Box<super::call::CallArgs>),
    #[command(flatten)]
    Action(ActionCommand),
}

/// Saves a plan, or shows it where no file is named.
pub(crate) fn run(args: &PlanArgs, mut session: Session<'_, '_>) -> Exit {
    session.share = args.share;
    let report = match &args.what {
        What::Rewind(args) => super::rewind::save(args, &mut session),
        What::Batch(args) => super::batch::save(args, &mut session),
        What::Call(_) => return super::call::refuse_without_json(&mut session),
        What::Action(action) => return action.accept(Runner::new(session, Mode::Save)),
    };
    session.conclude(report)
}
