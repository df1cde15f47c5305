//! The commands that are actions of the API, among all commands, and the flags that are shown for
//! the one kind and not for the other.

use clap::{Arg, Args, Command};

use crate::generated;
use crate::plan::arguments::{ActionArgs, ActionVisitor};
use crate::plan::deferred::Filled;
use crate::session::PositionGuards;

/// The flags with which an action's parameters are given as JSON.
pub(super) const PARAMETERS: [&str; 2] = ["json", "parameters_file"];

/// The flags that agree to a change, which is never sent below `plan`.
const CONSENT: [&str; 2] = ["execute", "yes"];

/// The flags of an action's wait for a change, which a saved plan does not hold.
const WAITING: [&str; 2] = ["wait", "wait_timeout"];

struct Known;

impl ActionVisitor for Known {
    type Output = ();

    fn visit<A: ActionArgs>(self, _: Option<&A>) {}
}

/// Returns whether the words of a command name an action of the API, by itself or below `plan`.
pub(super) fn is_action(words: &[&str]) -> bool {
    let words = match words {
        ["plan", rest @ ..] => rest,
        _ => words,
    };
    words == ["call"] || generated::visit(&words.join(" "), Known).is_ok()
}

/// Returns the command line with the arguments of every action, of which the parser builds only
/// those of the action that it reads.
pub(super) fn with_arguments(command: Command) -> Command {
    with_arguments_at(command, &[])
}

fn with_arguments_at(command: Command, words: &[&str]) -> Command {
    let command = command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        let words = match words {
            ["plan"] => vec![name.as_str()],
            _ => [words, &[&name]].concat(),
        };
        with_arguments_at(below, &words)
    });
    let filled = generated::visit(&words.join(" "), Filled(command));
    filled.unwrap_or_else(|Filled(command)| command)
}

/// Returns the command line with each flag where it means something, and hidden elsewhere.
pub(super) fn tidied(command: Command) -> Command {
    let ids = command.get_arguments();
    let parameters: Vec<Arg> = ids
        .filter(|arg| PARAMETERS.iter().any(|id| arg.get_id() == *id))
        .map(|arg| arg.clone().hide(true))
        .collect();
    command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        tidied_at(below, &[&name], &parameters)
    })
}

fn tidied_at(command: Command, words: &[&str], parameters: &[Arg]) -> Command {
    let command = command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        tidied_at(below, &[words, &[&name]].concat(), parameters)
    });
    let command = match words {
        ["plan", ..] => without(command, &CONSENT),
        _ => command,
    };
    if is_action(words) {
        let command = match words {
            ["plan", ..] => without(command, &WAITING),
            _ => command,
        };
        return of_action(command);
    }
    if leads_to_an_action(&command, words) {
        return command;
    }
    // One that is there already is not inherited.
    parameters.iter().cloned().fold(command, Command::arg)
}

/// Returns whether a command is a group of actions, or has one below it.
pub(super) fn leads_to_an_action(command: &Command, words: &[&str]) -> bool {
    command.get_subcommands().any(|below| {
        let words = [words, &[below.get_name()]].concat();
        is_action(&words) || leads_to_an_action(below, &words)
    })
}

/// Returns an action without the guards of positions if it moves none. A command that is no action
/// has them only if it does.
fn of_action(action: Command) -> Command {
    let guards = PositionGuards::augment_args(Command::new("guards"));
    let guards: Vec<&str> = guards
        .get_arguments()
        .map(|it| it.get_id().as_str())
        .collect();
    if moves_a_position(&action, &guards) {
        return action;
    }
    without(action, &guards)
}

/// Returns a command with these flags hidden, as far as it has them.
fn without(command: Command, flags: &[&str]) -> Command {
    command.mut_args(|arg| {
        let is_meant = flags.iter().any(|flag| arg.get_id() == *flag);
        let is_hidden = arg.is_hide_set();
        arg.hide(is_hidden || is_meant)
    })
}

/// Returns whether an action takes a moment of its own. Among the writes, only a move of a position
/// does.
fn moves_a_position(action: &Command, guards: &[&str]) -> bool {
    action.get_arguments().any(|argument| {
        let is_own = !guards.iter().any(|guard| argument.get_id() == *guard);
        let is_moment = argument
            .get_value_names()
            .is_some_and(|names| names.iter().any(|name| name == "TIME"));
        is_own && is_moment && is_required(action, argument)
    })
}

/// Returns whether an argument is required, or one of a group that it belongs to.
fn is_required(action: &Command, argument: &Arg) -> bool {
    let mut groups = action.get_groups().filter(|group| group.is_required_set());
    argument.is_required_set()
        || groups.any(|group| group.get_args().any(|id| id == argument.get_id()))
}

#[cfg(test)]
mod tests {
    use super::super::help;

    fn shown(words: &str) -> String {
        let words: Vec<_> = words.split(' ').map(Into::into).collect();
        let words = help::read_words(words).unwrap();
        help::parse(&words, None).unwrap_err().to_string()
    }

    #[test]
    fn help_lists_a_flag_where_it_does_something_and_nowhere_else() {
        for (command, flag, is_listed) in [
            ("task stop", "--json", true),
            ("call", "--json", true),
            ("plan task stop", "--file", true),
            ("status", "--json", false),
            ("rewind", "--json", false),
            ("batch", "--file", false),
            ("plan batch", "--file", false),
            ("runs resume", "--json", false),
            ("journal list", "--json", false),
            ("undo", "--allow-skip", true),
            ("undo", "--i-know-logs-exist", true),
            ("undo", "--expect-current", true),
            ("runs resume", "--allow-skip", true),
            ("task reset-incr-start-timestamp", "--allow-skip", true),
            ("task stop", "--allow-skip", false),
            ("call", "--allow-skip", false),
            ("rewind", "--execute", true),
            ("plan rewind", "--execute", false),
            ("plan batch", "--yes", false),
            ("plan task stop", "--yes", false),
            ("plan task stop", "--wait", false),
            ("plan rewind", "--wait", true),
        ] {
            let help = shown(&format!("oms {command} --help"));
            let options = help.split_once("\nUsage:").unwrap().1;
            let mut lines = options.lines().map(str::trim_start);
            let is_flag = |line: &str| {
                let words = line.split([' ', ',', '=', '[']);
                line.starts_with('-') && words.take(3).any(|word| word == flag)
            };
            assert_eq!(lines.any(is_flag), is_listed, "{command} {flag}: {help}");
        }
    }
}
