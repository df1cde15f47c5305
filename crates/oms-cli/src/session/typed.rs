//! The commands that are advised, so that each finds what this command has found.
//!
//! A text names a command between backticks, with its own words alone. Whatever is printed passes
//! through here, and this adds the rest: no text can forget it.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::Session;
use super::address::holds_user;
use super::config::{Setting, Source, place};

/// The beginning of a command in a text.
const BEGINNING: &str = "`oms ";

/// The commands that neither call a service nor read a journal.
const ALONE: [&str; 6] = ["completions", "config", "help", "man", "sim", "version"];

/// The beginnings of the commands that somebody else types: who sends a plan, and who owns a
/// database.
const OF_ANOTHER: [&str; 2] = ["apply --shared", "journal init"];

/// The flags that say who sends something.
const PERSONAL: [&str; 4] = [
    "--user",
    "--password-file",
    "--auth-token-file",
    "--journal",
];

/// The words by which a command in another terminal, which has none of this one's variables and may
/// be in another directory, finds what this one has found: the service, the credentials and the
/// journal.
#[derive(Debug, Default)]
pub(crate) struct Here {
    /// The variables that say what no flag can.
    variables: Vec<(&'static str, String)>,
    /// The flags, each with its value if it takes one.
    flags: Vec<(&'static str, Option<String>)>,
}

impl Session<'_, '_> {
    /// Returns a text with the commands in it as they are typed in another terminal.
    pub(crate) fn completed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.contains(BEGINNING) {
            Here::of(self).completed(text)
        } else {
            Cow::Borrowed(text)
        }
    }
}

impl Here {
    pub(crate) fn of(session: &Session<'_, '_>) -> Self {
        // Its service and its journal end with the command.
        #[cfg(feature = "simulator")]
        if session.options.simulator {
            return Self::default();
        }
        Self {
            variables: variables(session),
            flags: flags(session),
        }
    }

    /// Returns whether a text may have a command in it that lacks something.
    pub(crate) fn is_about(&self, text: &str) -> bool {
        !(self.variables.is_empty() && self.flags.is_empty()) && text.contains(BEGINNING)
    }

    /// Returns a text with the commands in it as they are typed in another terminal. A flag that a
    /// command names already is left as it is.
    pub(crate) fn completed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.is_about(text) {
            return Cow::Borrowed(text);
        }
        let mut completed = String::new();
        let mut rest = text;
        while let Some((before, from)) = rest.split_once(BEGINNING) {
            completed.push_str(before);
            if let Some((words, behind)) = command(from) {
                completed.extend(["`", &self.command(words), "`"]);
                rest = behind;
            } else {
                completed.push_str(BEGINNING);
                rest = from;
            }
        }
        completed.push_str(rest);
        Cow::Owned(completed)
    }

    fn command(&self, words: &str) -> String {
        let is_named = |flag: &str| {
            let mut words = words.split(' ').map(|word| word.trim_start_matches('\''));
            words.any(|word| word.split('=').next() == Some(flag))
        };
        let is_alone = words
            .split(' ')
            .next()
            .is_some_and(|word| ALONE.contains(&word))
            || words.ends_with("--help");
        let is_of_another = OF_ANOTHER
            .iter()
            .any(|beginning| words.starts_with(beginning));
        let mut command = String::new();
        for &(name, ref value) in &self.variables {
            command.extend([name, "=", &in_a_shell(value), " "]);
        }
        command.extend(["oms ", words]);
        for &(flag, ref value) in &self.flags {
            let is_anothers = is_of_another && PERSONAL.contains(&flag);
            if is_alone || is_anothers || is_named(flag) {
                continue;
            }
            command.extend([" ", flag]);
            if let Some(value) = value {
                command.extend([" ", &in_a_shell(value)]);
            }
        }
        command
    }
}

/// Divides a text behind the beginning of a command at the backtick that ends it, which is neither
/// in quotes nor behind a backslash. Returns the words and what follows. Words that end as a part
/// of a sentence does are no command: a text of the service can have a backtick of its own.
fn command(text: &str) -> Option<(&str, &str)> {
    let (mut is_quoted, mut is_escaped, mut last) = (false, false, ' ');
    for (end, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if !is_quoted => is_escaped = true,
            '\'' => is_quoted = !is_quoted,
            '`' if !is_quoted => {
                let (words, rest) = text.split_at(end);
                return Some((words, rest.strip_prefix('`')?));
            }
            ' ' if !is_quoted && matches!(last, ';' | ',' | '.' | ':') => return None,
            _ => {}
        }
        last = letter;
    }
    None
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

    fn here() -> Here {
        Here {
            variables: vec![("OMS_CONFIG", "/c.toml".to_owned())],
            flags: vec![
                ("--profile", Some("b".to_owned())),
                ("--journal", Some("/a b".to_owned())),
                ("--allow-plaintext", None),
            ],
        }
    }

    #[test]
    fn every_command_in_a_text_is_completed_once() {
        for (text, completed) in [
            (
                "Look with `oms status`; then `oms journal resolve 1 --took-effect` or `--no-effect`.",
                "Look with `OMS_CONFIG=/c.toml oms status --profile b --journal '/a b' --allow-plaintext`; then \
                 `OMS_CONFIG=/c.toml oms journal resolve 1 --took-effect --profile b --journal '/a b' --allow-plaintext` \
                 or `--no-effect`.",
            ),
            (
                "`oms runs --journal=/j --profile c`",
                "`OMS_CONFIG=/c.toml oms runs --journal=/j --profile c --allow-plaintext`",
            ),
            (
                "`oms config path` and `oms batch --help`",
                "`OMS_CONFIG=/c.toml oms config path` and `OMS_CONFIG=/c.toml oms batch --help`",
            ),
            (
                "`oms apply '/a`b.json'`.",
                "`OMS_CONFIG=/c.toml oms apply '/a`b.json' --profile b --journal '/a b' --allow-plaintext`.",
            ),
            (
                "`oms apply '/it'\\''s.json'` and `oms status`",
                "`OMS_CONFIG=/c.toml oms apply '/it'\\''s.json' --profile b --journal '/a b' --allow-plaintext` and \
                 `OMS_CONFIG=/c.toml oms status --profile b --journal '/a b' --allow-plaintext`",
            ),
            (
                "`oms runs '--journal=/j k' --profile c`",
                "`OMS_CONFIG=/c.toml oms runs '--journal=/j k' --profile c --allow-plaintext`",
            ),
            (
                "run `oms open; it failed. `oms runs show 15` shows it",
                "run `oms open; it failed. `OMS_CONFIG=/c.toml oms runs show 15 --profile b --journal '/a b' --allow-plaintext` shows it",
            ),
            (
                "`oms apply --shared 3`",
                "`OMS_CONFIG=/c.toml oms apply --shared 3 --profile b --allow-plaintext`",
            ),
            (
                "oms status, `omsx` and `oms status",
                "oms status, `omsx` and `oms status",
            ),
        ] {
            let once = here().completed(text).into_owned();
            assert_eq!(once, completed);
            assert_eq!(here().completed(&once), once);
            assert_eq!(Here::default().completed(text), text);
        }
    }

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
