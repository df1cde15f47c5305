//! The command line as its help shows it: without the flags that mean nothing at their place.
//!
//! It is tidied only if help is asked for, because going over every action takes time that a call
//! need not spend.

use std::cell::RefCell;
use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command, CommandFactory, FromArgMatches};

use super::args::Cli;
use super::headings::{WIDTH, grouped};
use super::{actions, topics, words};
use crate::terminal;

thread_local! {
    /// The command line. Building it takes longer than most commands do, which whoever runs many of
    /// them in one process notices.
    static COMMAND: RefCell<Command> = RefCell::new(command());
}

/// Returns the command line, with the arguments of an action only once it is read.
pub(super) fn command() -> Command {
    words::with_synonyms(Cli::command())
}

/// Returns the command line with everything that is in it, to be walked.
pub(super) fn whole() -> Command {
    actions::with_arguments(command())
}

/// Returns the arguments with each action in its group, or the text of the topic that is asked for.
pub(super) fn read_words(arguments: Vec<OsString>) -> Result<Vec<OsString>, String> {
    COMMAND.with_borrow(|command| match topics::asked(&arguments, command) {
        Some(topic) => Err(topic),
        None => Ok(words::in_groups(
            topics::of_help(arguments, command),
            command,
        )),
    })
}

/// Reads the arguments. Help is laid out for a terminal of this width, if there is one.
pub(super) fn parse(arguments: &[OsString], width: Option<usize>) -> Result<Cli, clap::Error> {
    let width = width.unwrap_or(WIDTH).min(WIDTH);
    if asks_for_help(arguments) {
        return read(&mut with_help(width), arguments);
    }
    match COMMAND.with_borrow_mut(|command| read(command, arguments)) {
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            read(&mut with_help(width), arguments)
        }
        read => read,
    }
}

/// Returns the refusal of a flag that agrees to send, where none is needed: `oms plan` only saves,
/// and `oms apply` is there to send.
pub(super) fn refused_consent(arguments: &[OsString]) -> Option<clap::Error> {
    let name = first_word(arguments)?;
    let needless: &[&str] = match name {
        "plan" => &["--execute", "--yes"],
        "apply" => &["--execute"],
        _ => return None,
    };
    if asks_for_help(arguments) {
        return None;
    }
    let words = arguments.iter().filter_map(|argument| argument.to_str());
    let mut names = words
        .take_while(|word| *word != "--")
        .filter_map(|word| word.split('=').next());
    let flag = names.find(|name| needless.contains(name))?;
    if name == "plan" {
        return refusal_below_plan(flag);
    }
    let text = format!(
        "`oms apply` needs no {flag}: it shows the plan, asks, and sends it; \
         --yes=ID confirms it where nobody can be asked"
    );
    refusal(name, text)
}

/// Returns the error, or the refusal of its flag where that asks for consent below `oms plan`,
/// which takes none.
pub(super) fn without_consent_below_plan(
    error: clap::Error,
    arguments: &[OsString],
) -> clap::Error {
    let lacks_consent = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(missing)) => missing.iter().any(|it| it == "--execute"),
        _ => false,
    };
    if !lacks_consent || first_word(arguments) != Some("plan") {
        return error;
    }
    refusal_below_plan("--wait").unwrap_or(error)
}

/// Returns whether the command keeps standard output for a protocol, so that a refusal is said on
/// the other stream in every format.
pub(super) fn speaks_a_protocol(arguments: &[OsString]) -> bool {
    cfg!(feature = "mcp") && first_word(arguments) == Some("mcp")
}

/// Returns the name of the command.
fn first_word(arguments: &[OsString]) -> Option<&str> {
    let place = COMMAND.with_borrow(|command| words::word(arguments, 1, command))?;
    arguments.get(place)?.to_str()
}

fn refusal_below_plan(flag: &str) -> Option<clap::Error> {
    let text = format!(
        "`oms plan` sends nothing and takes no {flag}: \
         -o FILE saves the plan, and `oms apply FILE` sends it"
    );
    refusal("plan", text)
}

/// Returns the error of a command of this name.
fn refusal(name: &str, text: String) -> Option<clap::Error> {
    let mut refusing = command()
        .find_subcommand(name)?
        .clone()
        .bin_name(format!("oms {name}"));
    Some(refusing.error(ErrorKind::ArgumentConflict, text))
}

/// Returns the command line as its help shows it.
fn with_help(width: usize) -> Command {
    let command = with_examples_in(with_a_line_for_global_flags(tidied(whole())), width);
    let command = command.mut_subcommands(|command| match command.get_name() {
        name if name == "plan" || words::is_group(name) => grouped(command, width),
        _ => command,
    });
    grouped(command, width)
}

fn read(command: &mut Command, arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let matches = command.try_get_matches_from_mut(arguments)?;
    if let Some(name) = limited_in_vain(&matches) {
        let text = format!(
            "`oms {name}` takes no --limit: it cuts the lists of actions, of `oms status`, of \
             `oms watch`, of `oms runs` and of `oms journal list`"
        );
        return Err(command.error(ErrorKind::ArgumentConflict, text));
    }
    Cli::from_arg_matches(&matches).map_err(|error| error.format(command))
}

/// Returns the name of a command that would ignore the limit which it was given.
fn limited_in_vain(matches: &ArgMatches) -> Option<String> {
    let (words, matches) = words::named(matches);
    let limit = matches.try_get_one::<usize>(actions::LIMIT).ok()?;
    let is_told = actions::takes_a_limit(&words) || actions::refuses_a_limit(&words);
    (limit.is_some() && !is_told).then(|| words.join(" "))
}

/// Returns the command line without the flags that mean nothing at their place, and without reads
/// where they cannot be planned.
pub(super) fn tidied(command: Command) -> Command {
    // Each command keeps its place.
    actions::tidied(command).mut_subcommands(|command| match command.get_name() {
        "plan" => command.mut_subcommands(planned),
        _ => command,
    })
}

/// Returns a command below `plan`: hidden if it has no consent to take, nor any command below it,
/// with examples that plan, and without the reads that its group is described by.
fn planned(command: Command) -> Command {
    let command = command.mut_subcommands(planned);
    let asks = command
        .get_arguments()
        .any(|argument| argument.get_id() == "execute");
    let has = command.get_subcommands().any(|below| !below.is_hide_set());
    let about = format!("Plans one of the changes of `oms {}`", command.get_name());
    let command = with_examples(command, |text| {
        text.replace("\n  oms ", "\n  oms plan -o p.json ")
    });
    let command = if has { command.about(about) } else { command };
    command.hide(!asks && !has)
}

/// Returns the command line as it is documented: the commands that can be planned are named below
/// `plan`, and described at their own place.
pub(super) fn documented() -> Command {
    // The long version holds the digest of the spec, with which every page would change.
    let command = with_long_help(whole().long_version(None));
    tidied(command).mut_subcommand("plan", |plan| {
        plan.mut_subcommands(|below| named_alone(&below))
    })
}

/// Returns a command whose flags all have a long help. A manual page has no other for a flag that
/// the short help leaves out.
fn with_long_help(command: Command) -> Command {
    let command = command.mut_args(|argument| {
        let short = argument.get_help().cloned();
        match short.filter(|_| argument.get_long_help().is_none()) {
            Some(help) => argument.long_help(help),
            None => argument,
        }
    });
    command.mut_subcommands(with_long_help)
}

/// Returns a command with its name and what it does, and nothing else.
fn named_alone(command: &Command) -> Command {
    let about = command.get_about().cloned().unwrap_or_default();
    let below = command.get_subcommands().map(named_alone);
    Command::new(command.get_name().to_owned())
        .about(about)
        .hide(command.is_hide_set())
        .subcommands(below)
}

/// The short help of a command shows its own flags, and this line for those of every command.
const OF_EVERY_COMMAND: &str =
    "Flags of every command (connection, credentials, journal, output): --help";

/// Returns a command with its examples broken for a width. The parser would let the rest of a line
/// look like a line of its own.
fn with_examples_in(command: Command, width: usize) -> Command {
    let command = with_examples(command, |text| terminal::wrapped(text, Some(width)));
    command.mut_subcommands(|command| with_examples_in(command, width))
}

/// Returns a command with other examples, if it has some.
fn with_examples(command: Command, other: impl FnOnce(&str) -> String) -> Command {
    match command.get_before_help().map(ToString::to_string) {
        Some(text) => command.before_help(other(&text)),
        None => command,
    }
}

/// The meaning of a mark in the summaries of actions.
pub(super) const KNOWN_IN_PART: &str =
    "An action that is known in part may take parameters that are missing here.";

fn with_a_line_for_global_flags(command: Command) -> Command {
    let command = match command.get_after_long_help() {
        Some(_) => command,
        None => command.after_long_help(""),
    };
    let is_marked = |about: &StyledStr| about.to_string().contains("(known in part)");
    let has_marked = command
        .get_subcommands()
        .filter_map(Command::get_about)
        .any(is_marked);
    let after = if has_marked {
        format!("{KNOWN_IN_PART}\n\n{OF_EVERY_COMMAND}")
    } else {
        OF_EVERY_COMMAND.to_owned()
    };
    command
        .after_help(after)
        .mut_subcommands(with_a_line_for_global_flags)
}

fn asks_for_help(arguments: &[OsString]) -> bool {
    arguments
        .iter()
        .any(|argument| argument == "-h" || argument == "--help" || argument == "help")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &[&str], width: usize) -> String {
        let words: Vec<OsString> = words.iter().map(Into::into).collect();
        let words = read_words(words).unwrap();
        parse(&words, Some(width)).unwrap_err().to_string()
    }

    #[test]
    fn on_a_narrow_terminal_nothing_goes_on_as_if_it_began() {
        let task = shown(&["oms", "task", "-h"], 40);
        assert!(task.contains("\n  advance\n          Takes a task on to its next\n"));
        let undo = shown(&["oms", "undo", "-h"], 40);
        let example =
            "  oms undo 7                      shows\n      the plan, and sends nothing\n";
        assert!(undo.contains(example), "{undo}");
        let listed = task.split_once("\nCommands:").unwrap().1;
        let listed = listed.split_once("\nOptions:").unwrap().0;
        let examples = undo.split_once("\n\n").unwrap().0;
        for text in [listed, examples] {
            let widest = text.lines().map(str::len).max();
            assert!(widest <= Some(40), "{text}");
        }
    }

    #[test]
    fn the_same_help_is_shown_however_it_is_asked_for() {
        let short = shown(&["oms", "-h"], 80);
        assert!(short.contains("\nTasks:\n  status  "), "{short}");
        assert_eq!(shown(&["oms"], 80), short);
        assert_eq!(
            shown(&["oms", "task"], 80),
            shown(&["oms", "task", "-h"], 80)
        );
        let long = shown(&["oms", "help"], 80);
        assert_eq!(shown(&["oms", "help", "-h"], 80), long);
        assert_eq!(
            shown(&["oms", "help", "task", "--help"], 80),
            shown(&["oms", "help", "task"], 80)
        );
    }

    /// Returns the examples of every command below `plan` that is shown, a line each.
    fn planned_examples(command: &Command, examples: &mut Vec<String>) {
        for below in command.get_subcommands().filter(|it| !it.is_hide_set()) {
            let text = below.get_before_help().map(ToString::to_string);
            let text = text.unwrap_or_default().replace(" \\\n     ", "");
            let lines = text.lines().filter(|line| line.starts_with("  oms "));
            examples.extend(lines.map(|line| line.trim().to_owned()));
            planned_examples(below, examples);
        }
    }

    #[test]
    fn every_example_below_plan_is_one_that_plan_takes() {
        let line = tidied(whole());
        let mut examples = Vec::new();
        planned_examples(line.find_subcommand("plan").unwrap(), &mut examples);
        let plain = examples.iter().filter(|example| !example.contains('\''));
        for example in plain.clone() {
            let words = example.split(' ').map(OsString::from).collect();
            let words = read_words(words).unwrap();
            assert!(refused_consent(&words).is_none(), "{example}");
            let read = parse(&words, None);
            assert!(read.is_ok(), "{example}: {}", read.unwrap_err());
        }
        for words in ["rewind", "batch", "task stop", "label create"] {
            let begins = format!("oms plan -o p.json {words} ");
            assert!(plain.clone().any(|example| example.starts_with(&begins)));
        }
        assert!(examples.iter().all(|example| !example.contains("--read")));
        let group = shown(&["oms", "plan", "task", "-h"], 80);
        assert!(!group.contains("Lists"), "{group}");
    }

    #[test]
    fn a_mark_is_explained_where_it_stands() {
        for (command, is_marked) in [("task", true), ("label", true), ("config", false)] {
            let text = shown(&["oms", command, "-h"], 80);
            assert_eq!(text.contains("(known in part)"), is_marked, "{text}");
            assert_eq!(text.contains(KNOWN_IN_PART), is_marked, "{text}");
        }
    }
}
