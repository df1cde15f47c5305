//! The actions as a model sees them: their parameters by the names in the API, read off the same
//! command line that a person types.

use clap::{Arg, ArgAction, Args, Command, FromArgMatches, Subcommand};
use oms_client::actions::ACTIONS;
use oms_client::{Effect, Shown};
use serde_json::{Map, Value, json};

use crate::generated::{self, ActionCommand};
use crate::plan::arguments::{Described, Telling};
use crate::plan::deferred::Filled;

/// Returns every action with this effect, in the order of their names.
pub(super) fn with_effect(effect: Effect) -> Vec<Described> {
    let all = ACTIONS.iter();
    all.filter_map(|action| told(action.name()).ok())
        .filter(|told| told.info.effect() == effect)
        .collect()
}

/// Returns every action with what it does, a line each.
pub(super) fn list() -> String {
    let all = ActionCommand::augment_subcommands(whole("oms"));
    let line = |told: Described| {
        let command = typed(&all, told.facts.command);
        let about = command.and_then(Command::get_about);
        let about = about.map(ToString::to_string).unwrap_or_default();
        let (name, effect) = (told.info.name(), told.info.effect().as_str());
        format!("{name} ({effect}): {about}\n")
    };
    let effects = [Effect::Read, Effect::Write];
    effects
        .into_iter()
        .flat_map(with_effect)
        .map(line)
        .collect()
}

/// Returns the action of this name, as it is in the API or on the command line.
pub(super) fn told(name: &str) -> Result<Described, String> {
    generated::visit(name, Telling).map_err(|_| format!("There is no action {}.", Shown(name)))
}

/// Describes an action: what it does, and its parameters.
pub(super) fn describe(told: Described) -> Value {
    let command = command_of(told);
    let parameters = parameters(&command);
    let parameters = parameters.map(|it| described(it, is_required(it, &command)));
    json!({
        "action": told.info.name(),
        "effect": told.info.effect().as_str(),
        "about": command.get_about().map(ToString::to_string),
        "impact": told.facts.impact,
        "page": told.info.documentation_url(),
        "parameters": parameters.collect::<Vec<_>>(),
    })
}

fn described(parameter: &Arg, is_required: bool) -> Value {
    let mut described = Map::new();
    described.insert("name".to_owned(), json!(name_of(parameter)));
    described.insert("required".to_owned(), json!(is_required));
    described.insert("doc".to_owned(), json!(doc(parameter)));
    if is_of_a_file(parameter) {
        let note = "A secret. It cannot be given here; a person gives it in a terminal.";
        described.insert("note".to_owned(), json!(note));
    } else {
        described.extend(kind(parameter));
    }
    Value::Object(described)
}

/// Returns the words of an action's command line with these parameters.
///
/// Each value stays within the word of its flag, so none can be taken for another flag.
pub(super) fn words(told: Described, given: &Map<String, Value>) -> Result<Vec<String>, String> {
    let command = command_of(told);
    refuse_missing(told, given, &command)?;
    let mut words: Vec<String> = told.facts.command.split(' ').map(str::to_owned).collect();
    for (name, value) in given {
        let parameter = parameters(&command)
            .find(|parameter| name_of(parameter) == Some(name.as_str()))
            .ok_or_else(|| no_parameter(told, name, &command))?;
        if is_of_a_file(parameter) {
            return Err(format!(
                "The parameter {name} of {} is a secret, which a person gives in a terminal: `oms {} --help`.",
                told.info.name(),
                told.facts.command
            ));
        }
        words.extend(words_of(parameter, name, value)?);
    }
    Ok(words)
}

/// Refuses parameters without one that is required. A required secret makes the action one for a
/// person, whatever else is given.
fn refuse_missing(
    told: Described,
    given: &Map<String, Value>,
    command: &Command,
) -> Result<(), String> {
    let required = || parameters(command).filter(|it| is_required(it, command));
    if let Some(secret) = required().find(|it| is_of_a_file(it)).and_then(name_of) {
        return Err(format!(
            "{} needs the secret `{secret}`, which a person gives in a terminal: `oms {} --help`.",
            told.info.name(),
            told.facts.command
        ));
    }
    let is_given = |name: &&str| given.get(*name).is_some_and(|value| !value.is_null());
    let missing = required().filter_map(name_of).find(|name| !is_given(name));
    missing.map_or(Ok(()), |name| {
        Err(format!(
            "`{name}` is required, among the `parameters` of {}.",
            told.info.name()
        ))
    })
}

/// Reads the words of an action's command line.
pub(super) fn read(told: Described, words: &[String]) -> Result<ActionCommand, String> {
    let command = ActionCommand::augment_subcommands(whole("oms"));
    let words = std::iter::once("oms").chain(words.iter().map(String::as_str));
    let refused = |error| refusal(&error, command_of(told));
    let matches = command.try_get_matches_from(words).map_err(refused)?;
    ActionCommand::from_arg_matches(&matches).map_err(refused)
}

/// Reads the words of a command that is no action's.
pub(super) fn read_args<A: Args>(name: &'static str, words: &[String]) -> Result<A, String> {
    let words = std::iter::once(name).chain(words.iter().map(String::as_str));
    let command = A::augment_args(whole(name));
    let refused = |error| refusal(&error, command.clone());
    let matches = command.clone().try_get_matches_from(words);
    A::from_arg_matches(&matches.map_err(refused)?).map_err(refused)
}

/// Returns a flag with a value that stays within its word.
pub(super) fn flag(name: &str, value: &Value) -> String {
    format!("--{name}={}", text(value))
}

/// Returns a command without help and version, which would be printed in place of an answer.
fn whole(name: &'static str) -> Command {
    Command::new(name)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
}

/// Returns the message of an error as a model reads it, which sees no command line: without the
/// usage of one, and with the names of parameters in the place of flags.
fn refusal(error: &clap::Error, mut command: Command) -> String {
    let text = error.render().to_string();
    let text = text.split("\nUsage: ").next().unwrap_or_default();
    let text = text
        .split("\nFor more information")
        .next()
        .unwrap_or_default();
    let text = text.strip_prefix("error: ").unwrap_or(text).trim();
    // Flags are written out only once their command is whole.
    command.build();
    let arguments = command.get_arguments();
    arguments.fold(text.to_owned(), |text, argument| {
        let long = argument.get_long().unwrap_or_default().replace('-', "_");
        let name = format!("`{}`", name_of(argument).unwrap_or(&long));
        let flag = argument.to_string();
        text.replace(&format!("'{flag}'"), &name)
            .replace(&flag, &name)
    })
}

fn command_of(told: Described) -> Command {
    let all = ActionCommand::augment_subcommands(whole("oms"));
    let found = typed(&all, told.facts.command).cloned();
    let found = Filled(found.unwrap_or_else(|| whole("oms")));
    let filled = generated::visit(told.facts.command, found);
    filled.unwrap_or_else(|Filled(command)| command)
}

/// Returns the command that these words name: an action, in its group if it has one.
fn typed<'c>(all: &'c Command, words: &str) -> Option<&'c Command> {
    words
        .split(' ')
        .try_fold(all, |command, word| command.find_subcommand(word))
}

/// The prefix of a parameter's name in the ID of its argument.
const OF_THE_REQUEST: &str = "request.";

fn parameters(command: &Command) -> impl Iterator<Item = &Arg> {
    command
        .get_arguments()
        .filter(|argument| name_of(argument).is_some())
}

fn name_of(argument: &Arg) -> Option<&str> {
    argument.get_id().as_str().strip_prefix(OF_THE_REQUEST)
}

fn no_parameter(told: Described, name: &str, command: &Command) -> String {
    let names: Vec<&str> = parameters(command).filter_map(name_of).collect();
    format!(
        "{} has no parameter {}. It has: {}.",
        told.info.name(),
        Shown(name),
        names.join(", ")
    )
}

/// Returns whether its value is the name of a file. Those are for secrets, and a model that could
/// name any file could have it sent.
fn is_of_a_file(argument: &Arg) -> bool {
    takes(argument, "FILE")
}

/// Returns whether its values are of a kind, as the help calls it.
fn takes(argument: &Arg, kind: &str) -> bool {
    let names = argument.get_value_names().unwrap_or_default();
    names.iter().any(|name| name.as_str() == kind)
}

/// The ID of the argument that names the subject without a flag.
const SUBJECT: &str = "subject";

/// Returns whether a request cannot be made without the parameter. The flag of a subject is
/// optional only because the subject can be named without it instead, and not beside it.
fn is_required(argument: &Arg, command: &Command) -> bool {
    let others = || command.get_arg_conflicts_with(argument);
    argument.is_required_set() || others().iter().any(|other| other.get_id() == SUBJECT)
}

fn is_list(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Append)
}

/// Returns the part of the schema that describes its values.
fn kind(argument: &Arg) -> Map<String, Value> {
    let mut kind = Map::new();
    let names = argument.get_value_names().unwrap_or_default();
    let name = names.first().map(ToString::to_string).unwrap_or_default();
    kind.insert("type".to_owned(), json!(name));
    if is_list(argument) {
        kind.insert("list".to_owned(), json!(true));
    }
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    if !values.is_empty() {
        kind.insert("values".to_owned(), json!(values));
    }
    kind
}

fn doc(argument: &Arg) -> String {
    let help = argument.get_long_help().or_else(|| argument.get_help());
    help.map(ToString::to_string).unwrap_or_default()
}

fn words_of(argument: &Arg, name: &str, value: &Value) -> Result<Vec<String>, String> {
    let flag_name = argument.get_long().unwrap_or_default();
    let values = match value {
        Value::Null => &[],
        Value::Array(items) if is_list(argument) => items.as_slice(),
        value => std::slice::from_ref(value),
    };
    // The text of anything else would be sent as if it had been meant.
    let is_one = |value: &Value| !matches!(value, Value::Null | Value::Array(_) | Value::Object(_));
    // Some take any JSON.
    if !takes(argument, "JSON") && !values.iter().all(is_one) {
        let kind = if is_list(argument) {
            "a list of values, none of which is a list or an object"
        } else {
            "one value, and no list or object"
        };
        return Err(format!("`{name}` must be {kind}."));
    }
    Ok(values.iter().map(|value| flag(flag_name, value)).collect())
}

/// Returns a text value as it is, and any other value as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::rewind::RewindArgs;
    use crate::command::status::StatusArgs;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn parameters_have_their_names_in_the_api_and_become_one_word_each() {
        let told = told("ResetIncrStartTimestamp").unwrap();
        let given = json!({"id": "np_1 --execute", "reverse": false, "startTimestamp": "-2h"});
        let words = words(told, &object(&given)).unwrap();
        assert_eq!(words.len(), 5);
        assert!(
            words.contains(&"--id=np_1 --execute".to_owned()),
            "{words:?}"
        );
        assert!(read(told, &words).is_err(), "an ID has no space");
        let mut given = object(&given);
        given.insert("--execute".to_owned(), json!(true));
        let words = super::words(told, &given).unwrap_err();
        assert!(words.contains("has no parameter"), "{words}");
    }

    #[test]
    fn a_refusal_names_parameters_and_no_flags() {
        let list = json!({"pageSize": "x"});
        let move_it = json!({"id": "np_1", "reverse": false, "startTimestamp": "soon"});
        for (action, given, named) in [
            ("ListProjects", list, "`pageSize`"),
            ("ResetIncrStartTimestamp", move_it, "`startTimestamp`"),
        ] {
            let told = told(action).unwrap();
            let words = words(told, &object(&given)).unwrap();
            let refused = read(told, &words).unwrap_err();
            assert!(refused.contains(named), "{refused}");
            assert!(!refused.contains("--"), "{refused}");
        }
        let refusals = [
            read_args::<StatusArgs>("status", &["--lag-over=soon".to_owned()]).unwrap_err(),
            read_args::<RewindArgs>("rewind", &["--reverse=false".to_owned()]).unwrap_err(),
        ];
        for (refused, named) in refusals.iter().zip(["`lag_over`", "`to`|`by`"]) {
            assert!(refused.contains(named), "{refused}");
            assert!(!refused.contains("--"), "{refused}");
        }
    }

    #[test]
    fn no_file_is_read_for_a_model() {
        let kafka = told("CreateKafkaDataSource").unwrap();
        let given = json!({"name": "k", "endpoint": "h:1", "password": "/etc/passwd"});
        let refused = words(kafka, &object(&given)).unwrap_err();
        assert!(refused.contains("is a secret"), "{refused}");
        let mysql = told("CreateMySqlDataSource").unwrap();
        let refused = words(mysql, &Map::new()).unwrap_err();
        assert!(refused.contains("needs the secret `password`"), "{refused}");
        for told in with_effect(Effect::Write)
            .into_iter()
            .chain(with_effect(Effect::Read))
        {
            let described = describe(told).to_string();
            assert!(!described.contains("\"FILE\""), "{described}");
        }
    }

    #[test]
    fn a_parameter_is_never_dropped_nor_sent_as_the_text_of_something_else() {
        let told = told("CreateLabel").unwrap();
        let refused = words(told, &Map::new()).unwrap_err();
        assert!(refused.contains("`name` is required"), "{refused}");
        for wrong in [json!({"a": 1}), json!(["a"])] {
            let refused = words(told, &object(&json!({ "name": wrong }))).unwrap_err();
            assert!(refused.contains("`name` must be one value"), "{refused}");
        }
        assert!(words(told, &object(&json!({"name": "a"}))).is_ok());
    }

    #[test]
    fn an_action_is_described_with_the_address_of_its_page() {
        let described = describe(told("StopProject").unwrap());
        let page = described["page"].as_str().unwrap();
        assert!(page.starts_with("https://"), "{page}");
    }

    #[test]
    fn every_action_can_be_described_and_called() {
        let all = [with_effect(Effect::Read), with_effect(Effect::Write)].concat();
        assert!(all.len() > 40);
        for told in all {
            let described = describe(told);
            assert_ne!(described["about"], Value::Null, "{described}");
            for parameter in described["parameters"].as_array().unwrap() {
                assert_ne!(parameter["doc"], json!(""), "{described}");
            }
        }
    }
}
