//! The words of commands: the names that actions have beside those in their groups, and the words
//! that people know from other tools.

use std::ffi::OsString;

use clap::{Arg, ArgMatches, Command};

use crate::generated::{GROUPS, OTHER_NAMES};

/// Words of other tools, each with the one that is used here. A group that has the second and not
/// the first takes both.
const SYNONYMS: [(&str, &str); 8] = [
    ("get", "describe"),
    ("info", "describe"),
    ("ls", "list"),
    ("new", "create"),
    ("pause", "stop"),
    ("remove", "delete"),
    ("rm", "delete"),
    ("show", "describe"),
];

/// Words of other tools for which there is no command, each with the advice on what to use.
const ANSWERS: [(&str, &str); 5] = [
    (
        "logs",
        "the service shows no logs: `oms task describe-steps` shows the errors of a task's steps, and `oms journal list` what was \
         sent",
    ),
    (
        "top",
        "`oms status --every 10s` shows every task again and again",
    ),
    ("history", "`oms journal list` shows what was sent"),
    (
        "login",
        "`oms config init` asks for an endpoint and credentials, and tests them",
    ),
    (
        "seek",
        "`oms rewind` moves a position, and does what belongs to it",
    ),
];

/// The commands below which an action may be named.
const ABOVE: [&str; 2] = ["help", "plan"];

/// Returns the arguments, with an action's name by itself in the words of its group.
///
/// An action has both names, and is only once in the tree of commands, so that help and completion
/// show one of them.
pub(super) fn in_groups(mut arguments: Vec<OsString>, command: &Command) -> Vec<OsString> {
    let Some(mut place) = word(&arguments, 1, command) else {
        return arguments;
    };
    if ABOVE
        .iter()
        .any(|above| arguments.get(place).is_some_and(|word| word == above))
    {
        match word(&arguments, place + 1, command) {
            Some(next) => place = next,
            None => return arguments,
        }
    }
    let mut names = OTHER_NAMES.iter();
    let is_typed = |name: &str| arguments.get(place).is_some_and(|word| word == name);
    if let Some((_, words)) = names.find(|(name, _)| is_typed(name)) {
        arguments.splice(place..=place, words.iter().map(OsString::from));
    }
    arguments
}

/// Returns the index of the next argument that is neither a flag nor the value of one.
pub(super) fn word(arguments: &[OsString], from: usize, command: &Command) -> Option<usize> {
    let mut place = from;
    while let Some(argument) = arguments.get(place) {
        let text = argument.to_str()?;
        if text == "--" {
            return None;
        }
        if !text.starts_with('-') {
            return Some(place);
        }
        place += if takes_the_next(text, command) { 2 } else { 1 };
    }
    None
}

/// Returns whether a flag takes the next argument as its value.
fn takes_the_next(flag: &str, command: &Command) -> bool {
    let long = flag.strip_prefix("--");
    let mut letters = flag.chars().skip(1);
    let short = letters.next().filter(|_| letters.next().is_none());
    let is_meant = |arg: &&Arg| {
        if long.is_some() {
            arg.get_long() == long
        } else {
            short.is_some() && arg.get_short() == short
        }
    };
    let mut args = command.get_arguments();
    args.find(is_meant)
        .is_some_and(|arg| arg.get_action().takes_values())
}

/// Returns the words of the command that was named, and its arguments.
pub(super) fn named(matches: &ArgMatches) -> (Vec<&str>, &ArgMatches) {
    let (mut words, mut matches) = (Vec::new(), matches);
    while let Some((word, below)) = matches.subcommand() {
        words.push(word);
        matches = below;
    }
    (words, matches)
}

/// Returns the command line whose groups understand the words of other tools.
pub(super) fn with_synonyms(command: Command) -> Command {
    command.mut_subcommands(|group| match group.get_name() {
        "plan" => with_synonyms(group),
        name if is_group(name) => understanding(group),
        _ => group,
    })
}

fn understanding(group: Command) -> Command {
    let names: Vec<String> = group
        .get_subcommands()
        .map(|action| action.get_name().to_owned())
        .collect();
    let has = |word: &str| names.iter().any(|name| name == word);
    group.mut_subcommands(|action| {
        let name = action.get_name().to_owned();
        let meant = |(other, word): &&(&str, &str)| *word == name && !has(other);
        let others = SYNONYMS.iter().filter(meant).map(|(other, _)| *other);
        action.aliases(others)
    })
}

/// Returns whether a command is one of a group of actions.
pub(super) fn is_group(name: &str) -> bool {
    let mut commands = GROUPS.iter().flat_map(|(_, commands)| *commands);
    commands.any(|command| *command == name)
}

/// Returns the commands that an unknown word may have meant: those of the groups that have it, or
/// the word that is used for it here.
pub(super) fn meant(word: &str) -> Vec<String> {
    let mut words = SYNONYMS.iter();
    let used = words.find(|(other, _)| *other == word);
    let used = used.map_or(word, |(_, used)| *used);
    let names = OTHER_NAMES.iter().map(|(_, words)| words);
    let mut meant: Vec<String> = names
        .filter(|[_, name]| *name == used)
        .map(|words| words.join(" "))
        .collect();
    // An action has several names, one behind the other.
    meant.dedup();
    meant
}

/// Returns the advice for a word of another tool for which there is no command.
pub(super) fn answer(word: &str) -> Option<&'static str> {
    let mut answers = ANSWERS.iter();
    answers
        .find(|(other, _)| *other == word)
        .map(|(_, answer)| *answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actions_own_name_is_spelled_out_where_a_command_is_named_and_nowhere_else() {
        let command = Command::new("oms")
            .arg(Arg::new("user").long("user"))
            .arg(Arg::new("output").short('o').long("output"))
            .arg(
                Arg::new("flag")
                    .long("flag")
                    .action(clap::ArgAction::SetTrue),
            );
        for (given, expected) in [
            ("oms stop-project --id 1", "oms task stop --id 1"),
            (
                "oms --user stop-project stop-project",
                "oms --user stop-project task stop",
            ),
            (
                "oms --user=x -o json --flag list-projects",
                "oms --user=x -o json --flag task list",
            ),
            (
                "oms -ojson plan --share stop-project",
                "oms -ojson plan --share task stop",
            ),
            ("oms help stop-project", "oms help task stop"),
            ("oms wait stop-project", "oms wait stop-project"),
            ("oms -- stop-project", "oms -- stop-project"),
            ("oms task stop", "oms task stop"),
            ("oms plan", "oms plan"),
            ("oms", "oms"),
        ] {
            let arguments = given.split(' ').map(OsString::from).collect();
            let found = in_groups(arguments, &command);
            let expected: Vec<OsString> = expected.split(' ').map(OsString::from).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_word_of_another_tool_leads_to_the_commands_that_are_meant() {
        assert_eq!(meant("pause"), ["task stop", "change stop"]);
        assert!(meant("ls").contains(&"task list".to_owned()));
        assert!(meant("frobnicate").is_empty());
        assert!(answer("logs").is_some());
    }
}
