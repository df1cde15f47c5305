//! The command line: the commands, and what holds for all of them. The actions' own arguments are
//! generated.

use std::sync::LazyLock;

use clap::builder::Styles;
use clap::{Parser, Subcommand};
use oms_client::SPEC_DIGEST;

use crate::command::apply::{self, ApplyArgs};
use crate::command::config::{self, ConfigArgs};
use crate::command::doctor::{self, DoctorArgs};
use crate::command::documents::{self, CompletionsArgs, ManArgs};
use crate::command::journal::{self, JournalArgs};
use crate::command::plan::{self, PlanArgs};
use crate::command::{batch, call, rewind, status, undo, wait};
use crate::generated::ActionCommand;
use crate::session::Options;

use super::help::KNOWN_IN_PART;
use super::topics;

/// Calls the actions of an OMS (OceanBase Migration Service).
///
/// A command that changes something prints its plan and sends nothing, until --execute is given.
#[derive(Debug, Parser)]
#[command(
    name = "oms",
    version,
    long_version = LONG_VERSION.as_str(),
    before_help = EXAMPLES,
    after_long_help = EXIT_CODES.as_str(),
    styles = Styles::plain(),
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands of `oms`.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Shows every task with its state and its lag, the farthest behind first.
    #[command(before_help = status::EXAMPLES)]
    Status(Box<status::StatusArgs>),
    /// Shows every task live, until you leave it. It only reads.
    #[cfg(feature = "watch")]
    #[command(before_help = crate::command::watch::EXAMPLES)]
    Watch(Box<crate::command::watch::WatchArgs>),
    /// Waits until a task is in a state, has caught up, or has passed a position.
    #[command(before_help = wait::EXAMPLES)]
    Wait(Box<wait::WaitArgs>),
    /// Moves a position with all that this takes: stops the task, waits until the checkpoint shows
    /// it, and resumes the task.
    #[command(before_help = rewind::EXAMPLES)]
    Rewind(Box<rewind::RewindArgs>),
    /// Moves a position back to where an entry of the journal moved it from.
    #[command(before_help = undo::EXAMPLES)]
    Undo(Box<undo::UndoArgs>),
    /// Moves the positions of many tasks, as a file says.
    #[command(before_help = batch::EXAMPLES)]
    Batch(Box<batch::BatchArgs>),
    /// Calls an action that the spec does not know yet, by its name in the API.
    #[command(before_help = call::EXAMPLES)]
    Call(Box<call::CallArgs>),
    /// Saves what an action would send, to be read, approved and sent later.
    #[command(before_help = plan::EXAMPLES)]
    Plan(PlanArgs),
    /// Sends exactly what a saved plan says.
    #[command(before_help = apply::EXAMPLES)]
    Apply(ApplyArgs),
    /// Lists the runs that did not end, resumes one, or gives it up.
    #[command(before_help = crate::command::runs::EXAMPLES)]
    Runs(crate::command::runs::RunsArgs),
    /// Shows and settles what was sent: the journal of this machine, or of the team.
    #[command(before_help = journal::EXAMPLES)]
    Journal(JournalArgs),
    /// Makes and chooses profiles, shows the source of each setting, and keeps passwords.
    #[command(before_help = config::EXAMPLES)]
    Config(ConfigArgs),
    /// Checks the connection to the OMS, and changes nothing.
    #[command(before_help = doctor::EXAMPLES)]
    Doctor(DoctorArgs),
    /// Serves the Model Context Protocol on standard input and output: a model reads and plans, and
    /// a person sends.
    #[cfg(feature = "mcp")]
    #[command(before_help = crate::command::mcp::EXAMPLES)]
    Mcp(crate::command::mcp::McpArgs),
    /// Simulates an OMS on this machine, to try things out.
    #[cfg(feature = "simulator")]
    #[command(before_help = crate::command::sim::EXAMPLES)]
    Sim(crate::command::sim::SimArgs),
    /// Prints a script with which a shell completes this command's words.
    #[command(before_help = documents::COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Prints or writes the manual pages.
    #[command(before_help = documents::MAN_EXAMPLES)]
    Man(ManArgs),
    /// Prints the version of the command and of the spec that it was generated from.
    Version,
    #[command(flatten)]
    Action(ActionCommand),
}

/// The version with the digest of the spec that the command was generated from.
static LONG_VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}\nspec {SPEC_DIGEST}", env!("CARGO_PKG_VERSION")));

const EXAMPLES: &str = "\
Examples:
  oms --simulator task list                tries it out; no OMS is needed
  export OMS_ENDPOINT=https://oms.example.com:8089 OMS_USER=admin
  oms status                               how far behind each task is
  oms task --help                          says what can be done with tasks
  oms task stop …                          shows the plan, and sends nothing
  oms task stop … --execute                asks, and sends it once
  oms rewind --id np_4w3a0001 --reverse false --to -2h
  oms journal list --open                  what may have taken effect";

/// The text below the help: a word that it uses, the topics, and the exit codes.
static EXIT_CODES: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{KNOWN_IN_PART}\n\n\
         Topics, shown by `oms help TOPIC`: {}.\n\nExit codes:\n{}",
        topics::names(),
        topics::exit_codes().trim_end()
    )
});
