//! A command for a person to type, which finds the service that this one has found.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::Session;
use super::address::holds_user;
use super::config::{Setting, Source, place};

/// The words by which a command in another terminal, which has none of this one's variables and may
/// be in another directory, finds what this one has found: the service, the credentials and the
/// journal.
#[derive(Debug, Default)]
struct Here {
    /// The variables that say what no flag can.
    variables: Vec<(&'static str, String)>,
    /// The flags, each with its value if it takes one.
    flags: Vec<(&'static str, Option<String>)>,
}

impl Session<'_, '_> {
    /// Returns a command of `oms` for a shell, with whatever a flag or a variable has said here
    /// about the service, the credentials and the journal.
    pub(crate) fn typed_again(&self, command: &str, words: &[&str]) -> String {
        let Here { variables, flags } = Here::of(self);
        let variables = variables
            .iter()
            .map(|(name, value)| format!("{name}={}", in_a_shell(value)));
        let flags = flags.iter().flat_map(|(flag, value)| {
            let value = value.as_deref().map(in_a_shell);
            [Some(Cow::Borrowed(*flag)), value].into_iter().flatten()
        });
        let words = words.iter().map(|word| in_a_shell(word));
        let all: Vec<String> = variables
            .chain(["oms".to_owned(), command.to_owned()])
            .chain(flags.chain(words).map(Cow::into_owned))
            .collect();
        all.join(" ")
    }
}

impl Here {
    fn of(session: &Session<'_, '_>) -> Self {
        Self {
            variables: variables(session),
            flags: flags(session),
        }
    }
}

fn variables(session: &Session<'_, '_>) -> Vec<(&'static str, String)> {
    let settings = &session.settings;
    let config = place::is_named(session.surroundings)
        .then(|| place::config_file(session.surroundings))
        .flatten();
    let assumption = &settings.assume_no_intermediary;
    let mut variables = Vec::new();
    if let Some(config) = config {
        variables.push((place::CONFIG_VARIABLE, found_anywhere(&config)));
    }
    // No flag takes back the assumption of a profile.
    if let (false, Source::Variable(name)) = (assumption.value, &assumption.source) {
        variables.push((*name, false.to_string()));
    }
    let journal_cacert = &settings.journal_cacert;
    if let (Some(path), Source::Variable(name)) = (&journal_cacert.value, &journal_cacert.source) {
        variables.push((*name, found_anywhere(path)));
    }
    variables
}

fn flags(session: &Session<'_, '_>) -> Vec<(&'static str, Option<String>)> {
    let (settings, credentials) = (&session.settings, &session.options.credentials);
    let profile = settings.profile_name().map(ToOwned::to_owned);
    let profile = Setting::new(profile, settings.profile_source.clone());
    let journal = said(&settings.journal).and_then(|place| place.address());
    // A file for the credentials wins over a variable for the user, and no command takes both.
    let user = said(&settings.user).filter(|_| credentials.auth_token_file.is_none());
    let path = |path: &Option<PathBuf>| path.as_deref().map(found_anywhere);
    let valued = [
        ("--profile", said(&profile)),
        (
            "--endpoint",
            said(&settings.endpoint).filter(|url| !holds_user(url)),
        ),
        ("--cacert", path(&said(&settings.cacert))),
        (
            "--proxy",
            said(&settings.proxy).filter(|url| !holds_user(url)),
        ),
        ("--user", user),
        ("--password-file", path(&credentials.password_file)),
        ("--auth-token-file", path(&credentials.auth_token_file)),
        ("--journal", journal),
    ];
    let plain = [
        ("--allow-plaintext", &settings.allow_plaintext),
        ("--assume-no-intermediary", &settings.assume_no_intermediary),
    ];
    let valued = valued.into_iter().filter(|(_, value)| value.is_some());
    let plain = plain
        .into_iter()
        .filter(|(_, setting)| setting.value && is_said(&setting.source))
        .map(|(flag, _)| (flag, None));
    valued.chain(plain).collect()
}

/// Returns a value that a flag or a variable has said.
fn said<T: Clone>(setting: &Setting<Option<T>>) -> Option<T> {
    setting.value.clone().filter(|_| is_said(&setting.source))
}

fn is_said(source: &Source) -> bool {
    matches!(source, Source::Flag(_) | Source::Variable(_))
}

/// Returns a path as another directory finds it.
pub(crate) fn found_anywhere(path: &Path) -> String {
    let absolute = std::path::absolute(path);
    let path = absolute.as_deref().unwrap_or(path);
    path.display().to_string()
}

/// Returns a word that a shell takes as it is.
pub(crate) fn in_a_shell(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "%+,-./:=@_".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_in_every_directory() {
        let found = found_anywhere(Path::new("p.json"));
        assert!(Path::new(&found).is_absolute(), "{found}");
        assert!(found.ends_with("p.json"), "{found}");
        let absolute = std::env::temp_dir().join("p.json");
        assert_eq!(Path::new(&found_anywhere(&absolute)), absolute);
    }

    #[test]
    fn a_shell_takes_every_word_as_it_is() {
        for (word, quoted) in [
            ("/var/plans/p.json", "/var/plans/p.json"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1"),
            ("a b", "'a b'"),
            ("", "''"),
            ("$HOME;`x`", "'$HOME;`x`'"),
            ("it's", r"'it'\''s'"),
            ("~", "'~'"),
        ] {
            assert_eq!(in_a_shell(word), quoted);
        }
    }
}
