//! The command line as its help shows it: without the flags that mean nothing where they stand.
//!
//! It is tidied only where help is asked for, because going over every action takes time that a
//! call need not spend.

use std::cell::RefCell;
use std::ffi::OsString;

use clap::{Arg, Args, Command, CommandFactory, FromArgMatches};

use super::args::Cli;
use crate::generated::GROUPS;
use crate::session::PositionGuards;

thread_local! {
    /// The command line. Building it takes longer than most commands do, which whoever runs many of
    /// them in one process notices.
    static COMMAND: RefCell<Command> = RefCell::new(Cli::command());
}

/// Reads the arguments.
pub(super) fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    if asks_for_help(arguments) {
        let command = with_a_line_for_global_flags(tidied(Cli::command()));
        let mut command = grouped(at_plan(command, grouped));
        return read(&mut command, arguments);
    }
    COMMAND.with_borrow_mut(|command| read(command, arguments))
}

fn read(command: &mut Command, arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let matches = command.try_get_matches_from_mut(arguments)?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(command))
}

/// The command line without the guards of positions where no position is moved, and without reads
/// where they cannot be planned.
fn tidied(command: Command) -> Command {
    let guards: Vec<String> = PositionGuards::augment_args(Command::new("guards"))
        .get_arguments()
        .map(|guard| guard.get_id().to_string())
        .collect();
    at_plan(tidied_of(command, &guards), |plan| {
        plan.mut_subcommands(|action| {
            let asks = action
                .get_arguments()
                .any(|argument| argument.get_id() == "execute");
            action.hide(!asks)
        })
    })
}

/// The command line with another `plan`, in its place.
fn at_plan(command: Command, change: impl Fn(Command) -> Command) -> Command {
    command.mut_subcommands(|command| match command.get_name() {
        "plan" => change(command),
        _ => command,
    })
}

/// What stands above the commands that belong to no group.
const OTHERS: &str = "Commands";

/// The widest line of a list of commands.
const WIDTH: usize = 100;

/// The list of commands under the headings of the groups of actions: what belongs to no group
/// first.
fn grouped(command: Command) -> Command {
    let shown = |command: &&Command| !command.is_hide_set();
    let all: Vec<&Command> = command.get_subcommands().filter(shown).collect();
    let group_of = |name: &str| {
        let mut groups = GROUPS.iter();
        groups.find(|(_, commands)| commands.contains(&name))
    };
    let others = all.iter().filter(|it| group_of(it.get_name()).is_none());
    let mut lists = vec![(OTHERS, others.copied().collect::<Vec<_>>())];
    for (group, commands) in GROUPS {
        let named = all.iter().filter(|it| commands.contains(&it.get_name()));
        lists.push((group, named.copied().collect()));
    }
    let column = all.iter().map(|it| it.get_name().len()).max();
    let column = column.unwrap_or_default() + 4;
    let mut text = String::new();
    for (heading, commands) in lists.iter().filter(|(_, commands)| !commands.is_empty()) {
        text.extend([heading, ":\n"]);
        for command in commands {
            let about = command.get_about().map(ToString::to_string);
            text.push_str(&entry(
                command.get_name(),
                &about.unwrap_or_default(),
                column,
            ));
        }
        if *heading == OTHERS {
            // The parser adds it only when it reads.
            text.push_str(&entry(
                "help",
                "Prints this, or the help of a command",
                column,
            ));
        }
        text.push('\n');
    }
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{{usage-heading}} {{usage}} <COMMAND>\n\n{text}{{all-args}}{{after-help}}"
    );
    // Otherwise they would be listed a second time.
    let hidden = command.mut_subcommands(|command| command.hide(true));
    hidden.help_template(template)
}

/// A command with what it does, over as many lines as that needs.
fn entry(name: &str, about: &str, column: usize) -> String {
    let mut text = format!("  {name:<width$}", width = column - 2);
    let mut taken = column;
    for word in about.split_whitespace() {
        let width = word.chars().count();
        if taken > column && taken + 1 + width > WIDTH {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', column));
            taken = column;
        } else if taken > column {
            text.push(' ');
            taken += 1;
        }
        text.push_str(word);
        taken += width;
    }
    text.push('\n');
    text
}

/// The command line as it is documented: what can be planned is named below `plan`, and described
/// where it stands by itself.
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

/// Whether an action takes a moment of its own, which only a move of a position does among the
/// writes.
fn moves_a_position(action: &Command, guards: &[String]) -> bool {
    action.get_arguments().any(|argument| {
        let is_own = !guards
            .iter()
            .any(|guard| argument.get_id() == guard.as_str());
        let is_moment = argument
            .get_value_names()
            .is_some_and(|names| names.iter().any(|name| name == "TIME"));
        is_own && is_moment && is_required(action, argument)
    })
}

/// Whether an argument must be given, or one of a group that it belongs to.
fn is_required(action: &Command, argument: &Arg) -> bool {
    let mut groups = action.get_groups().filter(|group| group.is_required_set());
    argument.is_required_set()
        || groups.any(|group| group.get_args().any(|id| id == argument.get_id()))
}

/// The short help of a command shows its own flags, and this line for those of every command.
const OF_EVERY_COMMAND: &str =
    "Flags of every command (connection, credentials, journal, output): --help";

fn with_a_line_for_global_flags(command: Command) -> Command {
    let command = match command.get_after_long_help() {
        Some(_) => command,
        None => command.after_long_help(""),
    };
    command
        .after_help(OF_EVERY_COMMAND)
        .mut_subcommands(with_a_line_for_global_flags)
}

fn asks_for_help(arguments: &[OsString]) -> bool {
    arguments
        .iter()
        .any(|argument| argument == "-h" || argument == "--help" || argument == "help")
}
