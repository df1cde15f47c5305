//! A call whose parameters are one JSON object, in the place of the action's own flags.
//!
//! The action's flags are required as a rule, and must not be given here; so the command line is
//! read a second way.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches};

use oms_client::{Action, Secrets};

use super::help;
use crate::command;
use crate::command::action::{BodyRunner, Mode, Runner};
use crate::command::call::CallArgs;
use crate::exit::Exit;
use crate::generated;
use crate::plan::arguments::{ActionArgs, ActionVisitor};
use crate::plan::body;
use crate::report::Report;
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

/// The parameters of an action that are secret.
struct RequestSecrets;

impl ActionVisitor for RequestSecrets {
    type Output = &'static Secrets;

    fn visit<A: ActionArgs>(self, _: Option<&A>) -> Self::Output {
        A::Request::INFO.request_secrets()
    }
}

/// Returns whether the arguments name such a call.
pub(crate) fn is_meant(arguments: &[OsString]) -> bool {
    arguments
        .iter()
        .filter_map(|argument| argument.to_str())
        .take_while(|text| *text != "--")
        .any(|text| {
            ["--json", "--file", "-f"]
                .iter()
                .any(|flag| text == *flag || text.starts_with(&format!("{flag}=")))
        })
}

/// Reads the arguments.
pub(crate) fn parse(arguments: &[OsString]) -> Result<JsonCall, Error> {
    let command = relaxed(help::command());
    let matches = command.clone().try_get_matches_from(arguments)?;
    let options = Options::from_arg_matches(&matches)?;
    let (words, inner) = named(&matches)?;
    let saves = words.first() == Some(&"plan");
    let action = if saves {
        words.get(1..).unwrap_or_default().join(" ")
    } else {
        words.join(" ")
    };
    // The command line tells which flags a command has. Matches tell it only where clap was built
    // with assertions, which a released command is not.
    let flags = flags_of(&command, &words);
    let takes = |flag: &str| flags.iter().any(|known| known == flag);
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
        refuse_other_flags(inner, &flags)?;
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
    /// Runs it.
    pub(crate) fn run(&self, surroundings: &mut Surroundings<'_>) -> Exit {
        let mut session = match Session::open(&self.options, surroundings) {
            Ok(session) => session,
            Err(failed) => return failed.print(surroundings),
        };
        let secrets = generated::visit(&self.action, RequestSecrets).unwrap_or(&Secrets::None);
        let body = if let Some(path) = &self.options.parameters_file {
            body::read_file(path, secrets)
        } else {
            let text = self.options.json.as_deref().unwrap_or_default();
            body::read(text, secrets, session.surroundings)
        };
        let body = match body {
            Ok(body) => body,
            Err(failure) => return session.print(&Report::stopped(&failure)),
        };
        session.share = self.shares;
        let mode = if self.saves {
            Mode::Save(session.plan_place())
        } else {
            Mode::Act
        };
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

/// Returns the command line in which no flag of an action is required.
fn relaxed(command: Command) -> Command {
    command.mut_subcommands(|action| relaxed(action).mut_args(|argument| argument.required(false)))
}

/// Returns whether a flag is given where the command has it.
fn is_set(matches: &ArgMatches, flag: &str) -> bool {
    matches!(matches.try_get_one::<bool>(flag), Ok(Some(true)))
}

/// Returns the words of the command that is named, and its arguments.
fn named(matches: &ArgMatches) -> Result<(Vec<&str>, &ArgMatches), Error> {
    let mut words = Vec::new();
    let mut inner = matches;
    while let Some((word, below)) = inner.subcommand() {
        words.push(word);
        inner = below;
    }
    if words.is_empty() {
        let text = "--json needs an action\n";
        return Err(Error::raw(ErrorKind::MissingSubcommand, text));
    }
    Ok((words, inner))
}

/// Returns the names of an action's own flags, and of those with which somebody agrees to it.
fn flags_of(command: &Command, words: &[&str]) -> Vec<String> {
    let mut words = words.iter();
    let action = words.try_fold(command, |command, word| command.find_subcommand(word));
    let arguments = action.into_iter().flat_map(Command::get_arguments);
    arguments
        .map(|argument| argument.get_id().to_string())
        .collect()
}

/// Refuses a flag of the action beside the object: one of the two would be ignored.
fn refuse_other_flags(matches: &ArgMatches, flags: &[String]) -> Result<(), Error> {
    let known = Options::augment_args(Consent::augment_args(Waiting::augment_args(Command::new(
        "known",
    ))));
    let is_known = |id: &str| {
        known
            .get_arguments()
            .any(|argument| argument.get_id() == id)
    };
    let other = matches
        .ids()
        .filter(|id| matches.value_source(id.as_str()) == Some(ValueSource::CommandLine))
        // A group is no flag, and has the name of a type.
        .filter(|id| flags.iter().any(|flag| flag == id.as_str()))
        .find(|id| !is_known(id.as_str()));
    let Some(other) = other else {
        return Ok(());
    };
    let mut error = Error::new(ErrorKind::ArgumentConflict);
    error.insert(
        ContextKind::InvalidArg,
        ContextValue::String(format!("--{}", other.as_str().replace('_', "-"))),
    );
    let prior = if matches.value_source("parameters_file").is_some() {
        "--file"
    } else {
        "--json"
    };
    error.insert(
        ContextKind::PriorArg,
        ContextValue::String(prior.to_owned()),
    );
    Err(error)
}
