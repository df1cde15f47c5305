//! A command for a person to type, which finds the service that this one has found.

use std::borrow::Cow;
use std::path::PathBuf;

use super::Session;
use super::address::holds_user;
use super::config::{Setting, Source};

impl Session<'_, '_> {
    /// Returns a command of `oms` for a shell, with the flags of this one that decide about the
    /// service, the credentials and the journal. Another terminal has none of this one's variables,
    /// so that profile and endpoint are named if a variable has named them here.
    pub(crate) fn typed_again(&self, command: &str, words: &[&str]) -> String {
        let (options, credentials) = (self.options, &self.options.credentials);
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
        let profile = self.settings.profile_name().map(ToOwned::to_owned);
        let profile = Setting::new(profile, self.settings.profile_source.clone());
        let endpoint = said(&self.settings.endpoint).filter(|url| !holds_user(url));
        let journal = &self.settings.journal;
        let journal = match (&journal.value, &journal.source) {
            (Some(place), Source::Flag(_) | Source::Variable(_)) => place.address(),
            _ => None,
        };
        let valued = [
            ("--profile", said(&profile)),
            ("--endpoint", endpoint),
            ("--cacert", path(&options.cacert)),
            ("--proxy", options.proxy.clone()),
            ("--user", credentials.user.clone()),
            ("--password-file", path(&credentials.password_file)),
            ("--auth-token-file", path(&credentials.auth_token_file)),
            ("--journal", journal),
        ];
        let plain = [
            ("--allow-plaintext", options.allow_plaintext),
            ("--assume-no-intermediary", options.assume_no_intermediary),
        ];
        let valued = valued.into_iter().filter_map(|(flag, value)| {
            let value = value?;
            Some([flag.to_owned(), value])
        });
        let plain = plain.into_iter().filter(|(_, is_given)| *is_given);
        let all: Vec<String> = ["oms", command]
            .map(str::to_owned)
            .into_iter()
            .chain(valued.flatten())
            .chain(plain.map(|(flag, _)| flag.to_owned()))
            .chain(words.iter().map(|word| (*word).to_owned()))
            .collect();
        let all: Vec<Cow<'_, str>> = all.iter().map(|word| in_a_shell(word)).collect();
        all.join(" ")
    }
}

/// Returns a value that a flag or a variable has said.
fn said(setting: &Setting<Option<String>>) -> Option<String> {
    let is_said = matches!(setting.source, Source::Flag(_) | Source::Variable(_));
    setting.value.clone().filter(|_| is_said)
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
