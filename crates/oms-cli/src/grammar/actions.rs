//! The commands that are actions of the API, among all commands, and the flags that are shown for
//! the one kind and not for the other.

use clap::{Arg, Args, Command};

use crate::generated;
use crate::plan::arguments::Telling;
use crate::plan::deferred::Filled;
use crate::session::{POSITION, Waiting};

/// The flags with which an action's parameters are given as JSON.
pub(super) const PARAMETERS: [&str; 2] = ["json", "parameters_file"];

/// The flags that agree to a change, which is never sent below `plan`.
const CONSENT: [&str; 2] = ["execute", "yes"];

/// The flags of `oms call` that a plan has no use for: it is of no read, and shows no answer.
const OF_AN_ANSWER: [&str; 2] = ["read", "show_answer"];

/// The flag that cuts a list short.
pub(super) const LIMIT: &str = "limit";

/// Returns whether the words of a command name an action of the API, by itself or below `plan`.
pub(super) fn is_action(words: &[&str]) -> bool {
    let words = without_plan(words);
    words == ["call"] || generated::visit(&words.join(" "), Telling).is_ok()
}

/// Returns whether the words of a command name an action that moves a position, as the spec says.
fn moves_a_position(words: &[&str]) -> bool {
    let words = without_plan(words).join(" ");
    generated::visit(&words, Telling).is_ok_and(|action| action.moves)
}

/// Returns the words of the command that `plan` plans; the words themselves if it is not `plan`.
fn without_plan<'w, 'a>(words: &'w [&'a str]) -> &'w [&'a str] {
    match words {
        ["plan", rest @ ..] => rest,
        _ => words,
    }
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

/// The flags of every command that mean nothing at some, hidden: a flag that is there already is
/// not inherited.
struct Hidden {
    /// Those with an action's parameters.
    parameters: Vec<Arg>,
    /// That of a list.
    limit: Vec<Arg>,
}

/// Returns the command line with each flag where it means something, and hidden elsewhere.
pub(super) fn tidied(command: Command) -> Command {
    let hidden = |flags: &[&str]| -> Vec<Arg> {
        let ids = command.get_arguments();
        ids.filter(|arg| flags.iter().any(|id| arg.get_id() == *id))
            .map(|arg| arg.clone().hide(true))
            .collect()
    };
    let hidden = Hidden {
        parameters: hidden(&PARAMETERS),
        limit: hidden(&[LIMIT]),
    };
    command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        tidied_at(below, &[&name], &hidden)
    })
}

fn tidied_at(command: Command, words: &[&str], hidden: &Hidden) -> Command {
    let command = command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        tidied_at(below, &[words, &[&name]].concat(), hidden)
    });
    let command = match words {
        ["plan", "call"] => without(without(command, &CONSENT), &OF_AN_ANSWER),
        ["plan", ..] => without(command, &CONSENT),
        _ => command,
    };
    let is_plan = words.first() == Some(&"plan");
    let has_lists = takes_a_limit(words) || !is_plan && leads_to_an_action(&command, words);
    let command = if has_lists {
        command
    } else {
        command.args(&hidden.limit)
    };
    if is_action(words) {
        let command = match words {
            // A saved plan holds no wait.
            ["plan", ..] => without(command, &flags_of::<Waiting>()),
            _ => command,
        };
        return if moves_a_position(words) {
            command
        } else {
            // A command that is no action has the guards of positions only if it moves one.
            hiding(command, |arg| arg.get_help_heading() == Some(POSITION))
        };
    }
    if leads_to_an_action(&command, words) {
        return command;
    }
    command.args(&hidden.parameters)
}

/// Returns whether a command may have a list to cut short.
pub(super) fn takes_a_limit(words: &[&str]) -> bool {
    match words {
        ["status" | "watch" | "journal" | "runs"] | ["journal", "list"] => true,
        ["plan", ..] => false,
        _ => is_action(words),
    }
}

/// Returns whether a command refuses a limit for a reason of its own.
pub(super) fn refuses_a_limit(words: &[&str]) -> bool {
    matches!(words, ["mcp"] | ["journal", "export"])
}

/// Returns whether a command is a group of actions, or has one below it.
pub(super) fn leads_to_an_action(command: &Command, words: &[&str]) -> bool {
    command.get_subcommands().any(|below| {
        let words = [words, &[below.get_name()]].concat();
        is_action(&words) || leads_to_an_action(below, &words)
    })
}

/// Returns the IDs of the flags that a set of them has.
fn flags_of<A: Args>() -> Vec<String> {
    let flags = A::augment_args(Command::new("flags"));
    let ids = flags.get_arguments().map(|flag| flag.get_id().to_string());
    ids.collect()
}

/// Returns a command with these flags hidden, as far as it has them.
fn without(command: Command, flags: &[impl AsRef<str>]) -> Command {
    hiding(command, |arg| {
        let id = arg.get_id().as_str();
        flags.iter().any(|flag| flag.as_ref() == id)
    })
}

/// Returns a command with the flags hidden that are meant.
fn hiding(command: Command, is_meant: impl Fn(&Arg) -> bool) -> Command {
    command.mut_args(|arg| {
        let is_hidden = arg.is_hide_set() || is_meant(&arg);
        arg.hide(is_hidden)
    })
}

#[cfg(test)]
mod tests {
    use super::super::help;
    use super::{CONSENT, flags_of};
    use crate::session::Consent;

    fn shown(words: &str) -> String {
        let words: Vec<_> = words.split(' ').map(Into::into).collect();
        let words = help::read_words(words).unwrap();
        help::parse(&words, None).unwrap_err().to_string()
    }

    #[test]
    fn the_flags_that_agree_to_a_change_are_flags_of_the_consent() {
        let consent = flags_of::<Consent>();
        assert!(
            CONSENT
                .iter()
                .all(|flag| consent.iter().any(|known| known == flag))
        );
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
            ("call", "--read", true),
            ("plan call", "--read", false),
            ("plan call", "--show", true),
            ("plan call", "--show-answer", false),
            ("task list", "--limit", true),
            ("status", "--limit", true),
            ("watch", "--limit", cfg!(feature = "watch")),
            ("journal list", "--limit", true),
            ("rewind", "--limit", false),
            ("batch", "--limit", false),
            ("plan rewind", "--limit", false),
            ("plan task stop", "--limit", false),
            ("runs", "--limit", true),
            ("runs resume", "--limit", false),
            ("journal show", "--limit", false),
            ("config use", "--limit", false),
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

    #[test]
    fn help_promises_a_name_where_a_list_leads_from_it_to_an_id() {
        for (command, subject) in [
            ("task stop", "The task, by its name or its ID"),
            (
                "data-source delete",
                "The data source, by its name or its ID",
            ),
            ("task stop-by-label", "The label, by its name or its ID"),
            ("change cancel", "The record, sent as it is given"),
            (
                "component update-store",
                "The component, sent as it is given",
            ),
        ] {
            let help = shown(&format!("oms {command} --help"));
            assert!(
                help.contains(&format!("{subject}; the same as --")),
                "{help}"
            );
        }
    }
}
