//! The commands that are advised, so that each finds what this command has found.
//!
//! A text names a command between backticks, with its own words alone. Whatever is printed passes
//! through here, and this adds the rest: no text can forget it. A command about a run or an entry
//! of another service names that service, as the journal has recorded it, and this journal.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use oms_text::in_a_shell;

use super::Session;
use super::address::{self, Address, holds_user};
use super::config::{CLIENT_CERTIFICATE, CLIENT_KEY, JournalPlace, Setting, Source, place};
use super::connect::is_in_the_clear;

/// The beginning of a command in a text.
const BEGINNING: &str = "`oms ";

/// The commands that neither call a service nor read a journal.
const ALONE: [&str; 6] = ["completions", "config", "help", "man", "sim", "version"];

/// The beginnings of the commands that somebody else types: who sends a plan, and who owns a
/// database.
const OF_ANOTHER: [&str; 2] = ["apply --shared", "journal init"];

/// The flags, and the variable, that say who sends something.
const PERSONAL: [&str; 7] = [
    CLIENT_CERTIFICATE.flag,
    CLIENT_KEY.flag,
    "--user",
    "--password-file",
    "--auth-token-file",
    JOURNAL,
    place::CONFIG_VARIABLE,
];

const JOURNAL: &str = "--journal";

const PROFILE: &str = "--profile";

const ALLOW_PLAINTEXT: &str = "--allow-plaintext";

/// The flag that names a service. A command that has it already is about a service that the journal
/// has recorded, and needs nothing of this one.
const ENDPOINT: &str = "--endpoint";

/// The way to a simulated service that outlives a command.
pub(super) const LASTING: &str =
    "To keep one running, start it with `oms sim`, and name its endpoint.";

/// The words by which a command in another terminal, which has none of this one's variables and may
/// be in another directory, finds what this one has found: the service, the credentials and the
/// journal.
#[derive(Debug, Default)]
pub(crate) struct Here {
    /// The variables that say what no flag can.
    variables: Vec<(&'static str, OsString)>,
    /// The flags, each with its value if it takes one.
    flags: Vec<Flag>,
    /// A sentence about what ends with this command, so that no later one finds it.
    ends: Option<&'static str>,
}

/// A flag, with its value if it takes one.
type Flag = (&'static str, Option<OsString>);

impl Session<'_, '_> {
    /// Returns a text with the commands in it as they are typed in another terminal.
    pub(crate) fn completed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.contains(BEGINNING) {
            Here::of(self).completed(text)
        } else {
            Cow::Borrowed(text)
        }
    }

    /// Returns the flags of a command about a service that the journal has recorded, each behind a
    /// blank. There are none where that is the service of this session: its flags are added when
    /// the text is printed. Those of another service would lead the command to the wrong task.
    pub(crate) fn flags_to(&self, endpoint: &str, profile: Option<&str>) -> String {
        let here = self.settings.endpoint.value.as_deref();
        if here.map(Address::of) == Some(Address::of(endpoint)) {
            return String::new();
        }
        let journal = self.settings.journal.value.as_ref();
        let journal = journal.filter(|_| self.settings.keeps_journal());
        let journal = journal.and_then(JournalPlace::address);
        flags_elsewhere(endpoint, profile, journal.as_deref())
    }
}

/// Returns an advice about another journal than that of the session, with its commands as they find
/// it.
pub(crate) fn about_journal(journal: &JournalPlace, text: &str) -> String {
    let flag = journal.address().map(|place| (JOURNAL, Some(place.into())));
    let here = Here {
        flags: flag.into_iter().collect(),
        ..Here::default()
    };
    here.completed(text).into_owned()
}

impl Here {
    pub(crate) fn of(session: &Session<'_, '_>) -> Self {
        #[cfg(feature = "simulator")]
        if session.options.simulator {
            return Self::of_a_simulator(session);
        }
        Self {
            variables: variables(session),
            flags: flags(session),
            ends: None,
        }
    }

    /// Without the flag, a command would find another service, which may be a real one.
    #[cfg(feature = "simulator")]
    fn of_a_simulator(session: &Session<'_, '_>) -> Self {
        let mut here = Self {
            flags: vec![("--simulator", None)],
            ends: Some(
                "The simulated service and its journal end with this command, and a later one with --simulator starts anew.",
            ),
            ..Self::default()
        };
        if session.settings.keeps_journal() {
            here.variables = variables(session);
            here.flags.extend(journal(session));
            here.ends = Some(
                "The simulated service ends with this command, and a later one with --simulator starts anew.",
            );
        }
        here
    }

    /// Returns whether a text may have a command in it that lacks something.
    pub(crate) fn is_about(&self, text: &str) -> bool {
        !(self.variables.is_empty() && self.flags.is_empty()) && text.contains(BEGINNING)
    }

    /// Returns a text with the commands in it as they are typed in another terminal. A flag that a
    /// command names already is left as it is.
    pub(crate) fn completed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.typed(text).0
    }

    /// The same for an advice as a whole, which says what its commands do not find again.
    pub(crate) fn advised<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match (self.typed(text), self.ends) {
            ((completed, true), Some(ends)) => {
                let stop = if completed.ends_with('.') { "" } else { "." };
                Cow::Owned(format!("{completed}{stop} {ends} {LASTING}"))
            }
            ((completed, _), _) => completed,
        }
    }

    /// Returns a text with its commands as they are typed, and whether one of them lacked a flag.
    fn typed<'t>(&self, text: &'t str) -> (Cow<'t, str>, bool) {
        if !self.is_about(text) {
            return (Cow::Borrowed(text), false);
        }
        let (mut completed, mut has_lacked) = (String::new(), false);
        let mut rest = text;
        while let Some((before, from)) = rest.split_once(BEGINNING) {
            completed.push_str(before);
            if let Some((words, behind)) = command(from) {
                let lacking = self.lacking(words);
                has_lacked |= !lacking.is_empty();
                completed.extend(["`", &self.command(words, &lacking), "`"]);
                rest = behind;
            } else {
                completed.push_str(BEGINNING);
                rest = from;
            }
        }
        completed.push_str(rest);
        (Cow::Owned(completed), has_lacked)
    }

    /// Returns the flags that the words of a command lack.
    fn lacking(&self, words: &str) -> Vec<&Flag> {
        let is_named = |flag: &str| {
            let mut words = words.split(' ').map(|word| word.trim_start_matches('\''));
            words.any(|word| word.split('=').next() == Some(flag))
        };
        let is_whole = words
            .split(' ')
            .next()
            .is_some_and(|word| ALONE.contains(&word))
            || words.ends_with("--help")
            || is_named(ENDPOINT);
        let flags = self
            .flags
            .iter()
            .filter(|(flag, _)| !(is_whole || is_anothers(words, flag) || is_named(flag)));
        flags.collect()
    }

    fn command(&self, words: &str, lacking: &[&Flag]) -> String {
        let mut command = String::new();
        for &(name, ref value) in &self.variables {
            if !is_anothers(words, name) {
                command.extend([name, "=", &in_a_shell(value), " "]);
            }
        }
        command.extend(["oms ", words]);
        for &&(flag, ref value) in lacking {
            let word = value.as_ref().map(|value| with_value(flag, value));
            command.extend([" ", word.as_deref().unwrap_or(flag)]);
        }
        command
    }
}

/// Returns a flag with its value, for a shell. A value that begins as a flag does would be one, if
/// it were a word of its own.
fn with_value<W: AsRef<OsStr> + ?Sized>(flag: &str, value: &W) -> String {
    let value = value.as_ref();
    if !value.as_encoded_bytes().starts_with(b"-") {
        return format!("{flag} {}", in_a_shell(value));
    }
    let word: OsString = [OsStr::new(flag), OsStr::new("="), value]
        .into_iter()
        .collect();
    in_a_shell(&word).into_owned()
}

/// Returns whether a flag or a variable says who is here, in a command that somebody else types.
fn is_anothers(words: &str, name: &str) -> bool {
    let mut beginnings = OF_ANOTHER.iter();
    PERSONAL.contains(&name) && beginnings.any(|beginning| words.starts_with(beginning))
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

/// Returns the flags that lead to a recorded service, each behind a blank. Somebody permitted plain
/// http to it, or nothing would have been recorded, and no command goes there without it.
fn flags_elsewhere(endpoint: &str, profile: Option<&str>, journal: Option<&str>) -> String {
    let endpoint = address::without_user(endpoint);
    let flags = [
        (PROFILE, profile),
        (ENDPOINT, Some(endpoint.as_str())),
        (JOURNAL, journal),
    ];
    let mut text = String::new();
    for (flag, value) in flags {
        if let Some(value) = value {
            text.extend([" ", &with_value(flag, value)]);
        }
    }
    if is_in_the_clear(&endpoint) {
        text.extend([" ", ALLOW_PLAINTEXT]);
    }
    text
}

fn variables(session: &Session<'_, '_>) -> Vec<(&'static str, OsString)> {
    let settings = &session.settings;
    let config = place::is_named(session.surroundings)
        .then(|| place::config_file(session.surroundings))
        .flatten();
    let assumption = &settings.assume_no_intermediary;
    let mut variables = Vec::new();
    if let Some(config) = config {
        variables.push((place::CONFIG_VARIABLE, found_anywhere(&config).into()));
    }
    // No flag takes back the assumption of a profile.
    if let (false, Source::Variable(name)) = (assumption.value, &assumption.source) {
        variables.push((*name, false.to_string().into()));
    }
    let journal_cacert = &settings.journal_cacert;
    if let (Some(path), Source::Variable(name)) = (&journal_cacert.value, &journal_cacert.source) {
        variables.push((*name, found_anywhere(path).into()));
    }
    variables
}

fn flags(session: &Session<'_, '_>) -> Vec<Flag> {
    let (settings, credentials) = (&session.settings, &session.options.credentials);
    let profile = settings.profile_name().map(ToOwned::to_owned);
    let profile = Setting::new(profile, settings.profile_source.clone());
    // A file for the credentials wins over a variable for the user, and no command takes both.
    let user = said(&settings.user).filter(|_| credentials.auth_token_file.is_none());
    let text = |text: Option<String>| text.map(OsString::from);
    let path = |path: &Option<PathBuf>| {
        let path = path.as_deref().map(found_anywhere);
        path.map(OsString::from)
    };
    let endpoint = said(&settings.endpoint).filter(|url| !holds_user(url));
    let service = [(PROFILE, text(said(&profile))), (ENDPOINT, text(endpoint))];
    let tls = settings.tls.each();
    let tls = tls.map(|(names, file)| (names.flag, path(&said(file))));
    let proxy = said(&settings.proxy).filter(|url| !holds_user(url));
    let valued = [
        ("--proxy", text(proxy)),
        ("--user", text(user)),
        ("--password-file", path(&credentials.password_file)),
        ("--auth-token-file", path(&credentials.auth_token_file)),
    ];
    let plain = [
        (ALLOW_PLAINTEXT, &settings.allow_plaintext),
        ("--assume-no-intermediary", &settings.assume_no_intermediary),
    ];
    let valued = service.into_iter().chain(tls).chain(valued);
    let valued = valued.filter(|(_, value)| value.is_some());
    let plain = plain
        .into_iter()
        .filter(|(_, setting)| setting.value && is_said(&setting.source))
        .map(|(flag, _)| (flag, None));
    valued.chain(journal(session)).chain(plain).collect()
}

/// Returns the flag that names the journal, unless a profile or nobody has named it.
fn journal(session: &Session<'_, '_>) -> Option<Flag> {
    let place = said(&session.settings.journal)?;
    Some((JOURNAL, Some(place.address()?.into())))
}

/// Returns a value that a flag or a variable has said.
fn said<T: Clone>(setting: &Setting<Option<T>>) -> Option<T> {
    setting.value.clone().filter(|_| is_said(&setting.source))
}

fn is_said(source: &Source) -> bool {
    matches!(source, Source::Flag(_) | Source::Variable(_))
}

/// Returns a path as another directory finds it.
pub(crate) fn found_anywhere(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests;
