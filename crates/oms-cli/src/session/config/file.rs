//! Reads the configuration file, whole and strictly.
//!
//! A key that is not known is refused, not ignored: a misspelt `environment` would switch a guard
//! off without a word. The file decides where credentials go and which program hands them out, so
//! it must be nobody else's to write.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use oms_client::Shown;
use toml::Value;

use super::keys::{self, Takes};
use crate::failure::Failure;
use crate::parse;
use crate::session::address;
use crate::session::private::{self, Purpose};

/// The longest file that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// The contents of the configuration file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Config {
    pub(crate) path: Option<PathBuf>,
    pub(crate) default_profile: Option<String>,
    pub(crate) profiles: BTreeMap<String, Profile>,
}

/// One profile: values by key, each of the type that the key takes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Profile {
    pub(crate) name: String,
    /// The configuration that it is in.
    file: PathBuf,
    values: BTreeMap<&'static str, Value>,
}

impl Profile {
    /// Returns the refusal of a value, with the file, the profile and the key.
    pub(crate) fn refused(&self, key: &str, problem: &str) -> Failure {
        let problem = format!("{}.{key}: {problem}", place_of(&self.name));
        refused(&self.file, &problem)
    }

    pub(crate) fn text(&self, key: &'static str) -> Option<&str> {
        self.values.get(key)?.as_str()
    }

    pub(crate) fn flag(&self, key: &'static str) -> Option<bool> {
        self.values.get(key)?.as_bool()
    }

    pub(crate) fn number(&self, key: &'static str) -> Option<i64> {
        self.values.get(key)?.as_integer()
    }

    /// Returns a program and its arguments.
    pub(crate) fn program(&self, key: &'static str) -> Option<Vec<String>> {
        match self.values.get(key)? {
            Value::String(program) => Some(vec![program.clone()]),
            Value::Array(words) => words
                .iter()
                .map(|word| word.as_str().map(str::to_owned))
                .collect(),
            _ => None,
        }
    }
}

/// Reads the file; a file that does not exist is an empty one.
pub(crate) fn read(path: &Path) -> Result<Config, Failure> {
    match text(path)? {
        Some(text) => of_text(path, &text),
        None => Ok(Config::default()),
    }
}

/// Reads its text; `None` of a file that does not exist.
pub(crate) fn text(path: &Path) -> Result<Option<String>, Failure> {
    load(path).map_err(|problem| refused(path, &problem))
}

/// Reads the text that was read from the file.
pub(crate) fn of_text(path: &Path, text: &str) -> Result<Config, Failure> {
    let mut config = parse(text).map_err(|problem| refused(path, &problem))?;
    config.path = Some(path.to_owned());
    for profile in config.profiles.values_mut() {
        path.clone_into(&mut profile.file);
    }
    refuse_readable_password(path, &config)?;
    Ok(config)
}

/// Refuses a file that others can read if the address of a proxy in it may hold a password.
fn refuse_readable_password(path: &Path, config: &Config) -> Result<(), Failure> {
    let mut profiles = config.profiles.values();
    if !profiles.any(|profile| profile.text("proxy").is_some_and(address::holds_user)) {
        return Ok(());
    }
    // A link of the user's own may lead to the file; its contents are where it leads.
    let file = private::whole_name(path);
    private::open(&file, Purpose::Secret)
        .map(drop)
        .map_err(|refusal| {
            Failure::usage(
                format!(
                    "the configuration {} names a proxy with a user or a password, and {refusal}",
                    path.display()
                ),
                format!(
                    "{} Or name the proxy in OMS_PROXY.",
                    refusal.next(&file, Purpose::Secret)
                ),
            )
        })
}

fn load(path: &Path) -> Result<Option<String>, String> {
    let bytes = match private::read(path, Purpose::Decides, LONGEST) {
        Ok(bytes) => bytes,
        Err(refusal) if refusal.is_missing() => return Ok(None),
        Err(refusal) => return Err(refusal.to_string()),
    };
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8 text")?;
    Ok(Some(text))
}

/// Reads the text of a configuration. Any text gives a configuration or a sentence, never a panic.
pub(crate) fn parse(text: &str) -> Result<Config, String> {
    let text = parse::without_mark(text);
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| first_line_of(&error, text))?;
    let mut config = Config::default();
    for (key, value) in table {
        match (key.as_str(), value) {
            ("default_profile", Value::String(name)) => config.default_profile = Some(name),
            ("profile", Value::Table(profiles)) => {
                for (name, value) in profiles {
                    let profile = profile(&name, value)?;
                    config.profiles.insert(name, profile);
                }
            }
            ("default_profile", _) => return Err("default_profile takes a text".to_owned()),
            ("profile", _) => {
                return Err("profile takes a table: write [profile.NAME]".to_owned());
            }
            (unknown, _) => return Err(unknown_key("", unknown, keys::TOP.iter().copied())),
        }
    }
    if let Some(name) = &config.default_profile
        && !config.profiles.contains_key(name)
    {
        return Err(format!(
            "default_profile names {:?}, and there is no such profile",
            Shown(name)
        ));
    }
    Ok(config)
}

fn profile(name: &str, value: Value) -> Result<Profile, String> {
    let place = place_of(name);
    let Value::Table(table) = value else {
        return Err(format!("{place} takes a table: write [{place}]"));
    };
    let mut profile = Profile {
        name: name.to_owned(),
        ..Profile::default()
    };
    for (key, value) in table {
        let known = keys::PROFILE
            .iter()
            .find(|known| known.name == key)
            .ok_or_else(|| unknown_key(&place, &key, keys::PROFILE.iter().map(|key| key.name)))?;
        check(&place, known, &value)?;
        profile.values.insert(known.name, value);
    }
    Ok(profile)
}

/// Returns the name of the table of a profile.
fn place_of(profile: &str) -> String {
    format!("profile.{}", Shown(profile))
}

fn check(place: &str, key: &keys::Key, value: &Value) -> Result<(), String> {
    let (fits, wanted) = match key.takes {
        Takes::Text => (value.is_str(), "a text"),
        Takes::Number => (value.is_integer(), "a whole number"),
        Takes::Flag => (value.is_bool(), "true or false"),
        Takes::Program => (
            is_program(value),
            "a list of texts: the program and its arguments",
        ),
    };
    if fits {
        return Ok(());
    }
    Err(format!("{place}.{} takes {wanted}", key.name))
}

/// Returns whether a value names a program. A program with its arguments in one text is none: it
/// could not be run, and the name of a program is shown, whereas an argument may be a secret.
/// Behind a program there is a list of its arguments, so that its name may have a blank.
fn is_program(value: &Value) -> bool {
    let alone = match value {
        Value::Array(words) if words.iter().all(Value::is_str) => match words.as_slice() {
            [] => return false,
            [program] => program,
            _ => return true,
        },
        value => value,
    };
    alone.as_str().is_some_and(|program| {
        !program.contains(char::is_whitespace) || Path::new(program).is_file()
    })
}

fn unknown_key<'a>(place: &str, key: &str, known: impl Iterator<Item = &'a str>) -> String {
    let at = if place.is_empty() {
        String::new()
    } else {
        format!("{place} has ")
    };
    if let Some((_, reason)) = keys::NEVER.iter().find(|(never, _)| *never == key) {
        return format!("{at}the key {key}: {reason}");
    }
    let suggestion = oms_text::nearest(key, known)
        .map(|near| format!("; did you mean {near}?"))
        .unwrap_or_default();
    format!("{at}the unknown key {:?}{suggestion}", Shown(key))
}

/// Returns the error with its line. The text of the file is not repeated, for it may contain what
/// somebody took for a place of secrets.
fn first_line_of(error: &toml::de::Error, text: &str) -> String {
    let line = error
        .span()
        .and_then(|span| text.get(..span.start))
        .map_or(1, |before| before.matches('\n').count() + 1);
    format!("line {line}: {}", Shown(error.message()))
}

fn refused(path: &Path, problem: &str) -> Failure {
    Failure::usage(
        format!("the configuration {} {}", path.display(), sentence(problem)),
        "Correct the file, or who may write it; `oms config keys` lists what it may hold, and OMS_CONFIG names another file.",
    )
}

/// Returns the problem as the rest of a sentence that began with the file's name.
fn sentence(problem: &str) -> String {
    let is_predicate = ["is ", "has ", "cannot ", "belongs ", "holds "]
        .iter()
        .any(|verb| problem.starts_with(verb));
    if is_predicate {
        problem.to_owned()
    } else {
        format!("cannot be used: {problem}")
    }
}
