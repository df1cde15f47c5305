//! A call whose parameters are one JSON object, in the place of the action's own flags.
//!
//! The action's flags are required as a rule, and must not be given here; so the command line is
//! read a second way.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches, Id};

use oms_client::Secrets;

use super::actions::{self, PARAMETERS};
use super::{help, words};
use crate::command;
use crate::command::action::{BodyRunner, Mode, Runner};
use crate::command::call::CallArgs;
use crate::exit::Exit;
use crate::generated;
use crate::plan::arguments::Telling;
use crate::plan::body;
use crate::session::{Consent, Options, Session, Waiting};
use crate::surroundings::Surroundings;

/// A call whose parameters are one JSON object.
#[derive(Debug)]
pub(crate) struct JsonCall {
    action: String,
    options: Options,
    consent: Option<Consent>,
    waiting: Option<Waiting>,
    /// The further arguments of an action that the spec does not know.
    unknown: Option<CallArgs>,
    saves: bool,
    shares: bool,
}

/// Returns whether the arguments may name such a call. Only reading them tells: `-f` can stand
/// behind other letters, and can be the value of a flag.
pub(crate) fn may_be_meant(arguments: &[OsString]) -> bool {
    arguments
        .iter()
        .filter_map(|argument| argument.to_str())
        .take_while(|text| *text != "--")
        .any(|text| match text.strip_prefix("--") {
            Some(long) => long.starts_with("json") || long.starts_with("file"),
            None => text.starts_with('-') && text.contains('f'),
        })
}

/// Reads the arguments; nothing if they give no parameters as JSON, or cannot be read so far.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Option<JsonCall>, Error> {
    let command = relaxed(help::whole());
    // A request for help is an error even so.
    let roughly = command.clone().ignore_errors(true);
    let Ok(matches) = roughly.try_get_matches_from(arguments) else {
        return Ok(None);
    };
    let Some(flag) = given(&matches) else {
        return Ok(None);
    };
    refuse_other_commands(&matches, flag)?;
    let matches = command.clone().try_get_matches_from(arguments)?;
    call(&command, &matches).map(Some)
}

/// Returns the flag with which parameters are given.
fn given(matches: &ArgMatches) -> Option<&'static str> {
    let flags = PARAMETERS.into_iter().zip(["--json", "--file"]);
    let is_given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let mut given = flags.filter(|(id, _)| is_given(id));
    given.next().map(|(_, flag)| flag)
}

/// Refuses parameters for a command that is no action of the API and would ignore them. The command
/// line without required flags holds for actions alone.
fn refuse_other_commands(matches: &ArgMatches, flag: &str) -> Result<(), Error> {
    let (words, _) = words::named(matches);
    if words.is_empty() {
        let text = "--json needs an action\n";
        return Err(Error::raw(ErrorKind::MissingSubcommand, text));
    }
    if actions::is_action(&words) {
        return Ok(());
    }
    let line = help::command();
    let Some(command) = below(&line, &words).filter(|it| !actions::leads_to_an_action(it, &words))
    else {
        return Ok(());
    };
    let name = format!("oms {}", words.join(" "));
    let text =
        format!("`{name}` takes no {flag}: only an action of the API takes its parameters as JSON");
    let mut command = command.clone().bin_name(name);
    Err(command.error(ErrorKind::ArgumentConflict, text))
}

fn call(command: &Command, matches: &ArgMatches) -> Result<JsonCall, Error> {
    let options = Options::from_arg_matches(matches)?;
    let (words, inner) = words::named(matches);
    let saves = words.first() == Some(&"plan");
    let action = if saves {
        words.get(1..).unwrap_or_default().join(" ")
    } else {
        words.join(" ")
    };
    // The command line tells which flags a command has. Matches tell it only where clap was built
    // with assertions, which a released command is not.
    let typed = below(command, &words).unwrap_or(command);
    let takes = |flag: &str| typed.get_arguments().any(|known| known.get_id() == flag);
    let consent = takes("execute")
        .then(|| Consent::from_arg_matches(inner))
        .transpose()?;
    let waiting = takes("wait_timeout")
        .then(|| Waiting::from_arg_matches(inner))
        .transpose()?;
    let unknown = (action == "call")
        .then(|| CallArgs::from_arg_matches(inner))
        .transpose()?;
    if unknown.is_none() {
        refuse_other_flags(inner, typed)?;
    }
    Ok(JsonCall {
        action,
        options,
        consent,
        waiting,
        unknown,
        saves,
        shares: saves && is_set(inner, "share"),
    })
}

impl JsonCall {
    pub(crate) fn run(&self, surroundings: &mut Surroundings<'_>) -> Exit {
        let mut session = match Session::open(&self.options, surroundings) {
            Ok(session) => session,
            Err(failed) => return failed.print(surroundings),
        };
        let action = generated::visit(&self.action, Telling).ok();
        let secrets = action.map_or(&Secrets::None, |action| action.info.request_secrets());
        let body = if let Some(path) = &self.options.parameters_file {
            body::read_file(path, secrets)
        } else {
            let text = self.options.json.as_deref().unwrap_or_default();
            body::read(text, secrets, session.surroundings)
        };
        let body = match body {
            Ok(body) => body,
            Err(failure) => return session.conclude(Err(failure)),
        };
        session.share = self.shares;
        let mode = if self.saves { Mode::Save } else { Mode::Act };
        if let Some(args) = &self.unknown {
            return command::call::run(args, &body, session, mode);
        }
        let runner = Runner::new(session, mode);
        let body = BodyRunner {
            runner,
            body: &body,
            consent: self.consent.as_ref(),
            waiting: self.waiting.as_ref(),
        };
        body.run(&self.action)
    }
}

/// Returns the command line in which no flag of an action is required. One that the spec does not
/// know has no parameters of its own: what it requires is its name.
fn relaxed(command: Command) -> Command {
    command.mut_subcommands(|action| match action.get_name() {
        "call" => action,
        _ => relaxed(action).mut_args(|argument| argument.required(false)),
    })
}

/// Returns whether a flag is given where the command has it.
fn is_set(matches: &ArgMatches, flag: &str) -> bool {
    matches!(matches.try_get_one::<bool>(flag), Ok(Some(true)))
}

/// Returns the command that these words name below another.
fn below<'c>(command: &'c Command, words: &[&str]) -> Option<&'c Command> {
    let mut words = words.iter();
    words.try_fold(command, |command, word| command.find_subcommand(word))
}

/// Refuses a flag of the action beside the object: one of the two would be ignored.
fn refuse_other_flags(matches: &ArgMatches, action: &Command) -> Result<(), Error> {
    let known = Options::augment_args(Consent::augment_args(Waiting::augment_args(Command::new(
        "known",
    ))));
    let is_known = |id: &Id| {
        known
            .get_arguments()
            .any(|argument| argument.get_id() == id)
    };
    let is_given = |id: &Id| {
        let source = matches.ids().find(|given| *given == id);
        source.and_then(|id| matches.value_source(id.as_str())) == Some(ValueSource::CommandLine)
    };
    // An argument is shown as it is typed only by a command that is complete.
    let mut action = action.clone();
    action.build();
    let arguments = action.get_arguments();
    let mut others = arguments.filter(|argument| !is_known(argument.get_id()));
    let Some(other) = others.find(|argument| is_given(argument.get_id())) else {
        return Ok(());
    };
    let mut error = Error::new(ErrorKind::ArgumentConflict);
    error.insert(
        ContextKind::InvalidArg,
        ContextValue::String(other.to_string()),
    );
    let prior = given(matches).unwrap_or("--json");
    error.insert(
        ContextKind::PriorArg,
        ContextValue::String(prior.to_owned()),
    );
    Err(error)
}

#[cfg(test)]
mod tests {
    use oms_client::{Answer, FakeTransport};
    use tempfile::TempDir;

    use super::*;
    use crate::command::call::tests::answered_by;

    /// Runs the command in front of a service that accepts everything.
    fn oms(home: &TempDir, arguments: &[&str]) -> (Exit, String) {
        let answer = r#"{"success":true,"requestId":"r1","data":[]}"#;
        let service = FakeTransport::new(move |_| Ok(Answer::json(200, answer)));
        let ran = answered_by(&service, home.path(), "", arguments);
        (ran.exit, ran.said)
    }

    /// Returns the words of every command, with the flags that the command line has.
    fn walk<'c>(
        command: &'c Command,
        words: &[&'c str],
        commands: &mut Vec<Vec<&'c str>>,
        flags: &mut Vec<&'c str>,
    ) {
        flags.extend(command.get_arguments().filter_map(clap::Arg::get_long));
        for below in command.get_subcommands() {
            let words = [words, &[below.get_name()]].concat();
            walk(below, &words, commands, flags);
            commands.push(words);
        }
    }

    #[test]
    fn every_command_takes_parameters_as_json_or_says_that_it_does_not() {
        let home = TempDir::new().unwrap();
        let file = home.path().join("parameters");
        std::fs::write(&file, "{}").unwrap();
        let attached = format!("-f{}", file.display());
        let file = file.to_str().unwrap();
        let line = help::whole();
        let (mut commands, mut flags) = (Vec::new(), vec!["help", "version"]);
        walk(&line, &[], &mut commands, &mut flags);
        assert!(commands.len() > 100, "{commands:?}");
        for words in &commands {
            let is_group = actions::leads_to_an_action(below(&line, words).unwrap(), words);
            for given in [
                &["--json", "{}"][..],
                &["--json={}", "--execute"],
                &["-f", file],
                &["-f", file, "word"],
                &[&attached],
            ] {
                let (exit, said) = oms(&home, &[words, given].concat());
                let case = format!("{words:?} {given:?}: {exit:?} {said}");
                if !actions::is_action(words) && !is_group {
                    assert_eq!(exit, Exit::Usage, "{case}");
                }
                assert_ne!(exit, Exit::Internal, "{case}");
                for internal in ["argument was not provided", "there is no action", "ismatch"] {
                    assert!(!said.contains(internal), "{case}");
                }
                let quoted = said.split(|it: char| !it.is_ascii_alphanumeric() && it != '-');
                for flag in quoted.filter_map(|word| word.strip_prefix("--")) {
                    assert!(flag.is_empty() || flags.contains(&flag), "--{flag}, {case}");
                }
            }
        }
    }

    #[test]
    fn a_refusal_names_the_command_and_the_argument_as_they_are_typed() {
        let home = TempDir::new().unwrap();
        for (line, message) in [
            ("status --json {}", "`oms status` takes no --json: only an"),
            ("batch b.csv --json {}", "`oms batch` takes no --json"),
            (
                "batch -f b.csv --execute --yes=2",
                "`oms batch` takes no --file",
            ),
            (
                "plan -o p.json batch b.csv --json {}",
                "`oms plan batch` takes no",
            ),
            (
                "runs resume 1 --json {}",
                "`oms runs resume` takes no --json",
            ),
            (
                "rewind --json {} --to -2h --wait",
                "`oms rewind` takes no --json",
            ),
            ("undo 1 --json {}", "`oms undo` takes no --json"),
            ("wait orders --for lag<30s --json {}", "`oms wait` takes no"),
            (
                "task stop orders --json {}",
                "'[TASK]' cannot be used with '--json'",
            ),
            (
                "task stop --id orders -f x",
                "'--id <TASK_ID>' cannot be used with '--file'",
            ),
            ("task --json {}", "requires a subcommand"),
            ("--json {}", "--json needs an action"),
            ("task stop --json {} --frob", "'--frob'"),
        ] {
            let words: Vec<_> = line.split(' ').collect();
            let (exit, said) = oms(&home, &words);
            assert_eq!(exit, Exit::Usage, "{line}: {said}");
            assert!(said.contains(message), "{line}: {said}");
        }
        let (exit, said) = oms(&home, &["task", "stop", "--json", "{}", "--help"]);
        assert_eq!(exit, Exit::Success);
        assert_eq!(said, oms(&home, &["task", "stop", "--help"]).1);
    }
}
