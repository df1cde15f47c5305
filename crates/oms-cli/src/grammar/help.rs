//! The command line as its help shows it: without the flags that mean nothing where they stand.
//!
//! It is tidied only where help is asked for, because going over every action takes time that a call need not spend.

use std::ffi::OsString;

use clap::{Args, Command, CommandFactory, FromArgMatches};

use super::args::Cli;
use crate::session::PositionGuards;

/// Reads the arguments.
pub(super) fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let mut command = Cli::command();
    if asks_for_help(arguments) {
        command = tidied(command);
    }
    let matches = command.try_get_matches_from_mut(arguments)?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The command line without the guards of positions where no position is moved, and without reads where they cannot be planned.
fn tidied(command: Command) -> Command {
    let guards: Vec<String> = PositionGuards::augment_args(Command::new("guards"))
        .get_arguments()
        .map(|guard| guard.get_id().to_string())
        .collect();
    tidied_of(command, &guards).mut_subcommand("plan", |plan| {
        plan.mut_subcommands(|action| {
            let asks = action
                .get_arguments()
                .any(|argument| argument.get_id() == "execute");
            action.hide(!asks)
        })
    })
}

/// The command line as it is documented: what can be planned is named below `plan`, and described where it stands by itself.
pub(super) fn documented() -> Command {
    // The long version holds the digest of the spec, with which every page would change.
    let command = Cli::command().long_version(None);
    tidied(command).mut_subcommand("plan", |plan| {
        plan.mut_subcommands(|action| {
            let about = action.get_about().cloned().unwrap_or_default();
            Command::new(action.get_name().to_owned()).about(about)
        })
    })
}

fn tidied_of(command: Command, guards: &[String]) -> Command {
    command.mut_subcommands(|action| {
        let action = tidied_of(action, guards);
        let takes = |id: &str| {
            action
                .get_arguments()
                .any(|argument| argument.get_id() == id)
        };
        // What takes only some of them, as a batch does, moves positions.
        let is_guarded = guards.iter().all(|guard| takes(guard));
        if !is_guarded || moves_a_position(&action, guards) {
            return action;
        }
        guards.iter().fold(action, |action, guard| {
            action.mut_arg(guard.as_str(), |argument| argument.hide(true))
        })
    })
}

/// Whether an action takes a moment of its own, which only a move of a position does among the writes.
fn moves_a_position(action: &Command, guards: &[String]) -> bool {
    action.get_arguments().any(|argument| {
        let is_own = !guards
            .iter()
            .any(|guard| argument.get_id() == guard.as_str());
        let is_moment = argument
            .get_value_names()
            .is_some_and(|names| names.iter().any(|name| name == "TIME"));
        is_own && is_moment && argument.is_required_set()
    })
}

fn asks_for_help(arguments: &[OsString]) -> bool {
    arguments
        .iter()
        .any(|argument| argument == "-h" || argument == "--help" || argument == "help")
}
