//! A call whose parameters are one JSON object, in the place of the action's own flags.
//!
//! The action's flags are required as a rule, and must not be given here; so the command line is
//! read a second way.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, CommandFactory, Error, FromArgMatches};

use oms_client::{Action, Secrets};

use super::args::Cli;
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
    /// What else is said of an action that the spec does not know.
    unknown: Option<CallArgs>,
    saves: bool,
    shares: bool,
}

/// Which parameters of an action are secret.
struct RequestSecrets;

impl ActionVisitor for RequestSecrets {
    type Output = &'static Secrets;

    fn visit<A: ActionArgs>(self, _: Option<&A>) -> Self::Output {
        A::Request::INFO.request_secrets()
    }
}

/// Whether the arguments name such a call.
pub(crate) fn is_meant(arguments: &[OsString]) -> bool {
    arguments
        .iter()
        .filter_map(|argument| argument.to_str())
        .take_while(|text| *text != "--")
        .any(|text| text == "--json" || text.starts_with("--json="))
}

/// Reads the arguments.
pub(crate) fn parse(arguments: &[OsString]) -> Result<JsonCall, Error> {
    let command = relaxed(Cli::command());
    let matches = command.clone().try_get_matches_from(arguments)?;
    let options = Options::from_arg_matches(&matches)?;
    let (name, inner) = named(&matches)?;
    let (action, inner, saves) = if name == "plan" {
        let (action, inner) = named(inner)?;
        (action, inner, true)
    } else {
        (name, inner, false)
    };
    let consent = inner
        .try_contains_id("execute")
        .is_ok()
        .then(|| Consent::from_arg_matches(inner))
        .transpose()?;
    let waiting = inner
        .try_contains_id("wait_timeout")
        .is_ok()
        .then(|| Waiting::from_arg_matches(inner))
        .transpose()?;
    let unknown = (action == "call")
        .then(|| CallArgs::from_arg_matches(inner))
        .transpose()?;
    if unknown.is_none() {
        refuse_other_flags(inner, &flags_of(&command, action, saves))?;
    }
    Ok(JsonCall {
        action: action.to_owned(),
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
        let text = self.options.json.as_deref().unwrap_or_default();
        let secrets = generated::visit(&self.action, RequestSecrets).unwrap_or(&Secrets::None);
        let body = match body::read(text, secrets, session.surroundings) {
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

/// The command line in which no flag of an action is required.
fn relaxed(command: Command) -> Command {
    command.mut_subcommands(|action| {
        let action = if action.get_name() == "plan" {
            relaxed(action)
        } else {
            action
        };
        action.mut_args(|argument| argument.required(false))
    })
}

/// Whether a flag is given where the command has it.
fn is_set(matches: &ArgMatches, flag: &str) -> bool {
    matches!(matches.try_get_one::<bool>(flag), Ok(Some(true)))
}

fn named(matches: &ArgMatches) -> Result<(&str, &ArgMatches), Error> {
    matches
        .subcommand()
        .ok_or_else(|| Error::raw(ErrorKind::MissingSubcommand, "--json needs an action\n"))
}

/// The names of an action's own flags, and of those with which somebody agrees to it.
fn flags_of(command: &Command, action: &str, is_planned: bool) -> Vec<String> {
    let parent = if is_planned {
        command.find_subcommand("plan")
    } else {
        Some(command)
    };
    let action = parent.and_then(|parent| parent.find_subcommand(action));
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
    error.insert(
        ContextKind::PriorArg,
        ContextValue::String("--json".to_owned()),
    );
    Err(error)
}
