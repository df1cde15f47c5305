//! Picks a value in the order of precedence: a flag, else a variable, else the profile.

use std::path::{Path, PathBuf};

use oms_client::Shown;

use super::{JournalPlace, Profile, Setting, Source, place};
use crate::failure::Failure;
use crate::parse;
use crate::surroundings::Surroundings;

impl<T> Setting<T> {
    /// Returns the changed value with the same source.
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Setting<U> {
        Setting::new(change(self.value), self.source)
    }
}

/// Returns the refusal of the value of a variable.
pub(super) fn refused_variable(name: &str, problem: &str) -> Failure {
    Failure::usage(
        format!("the variable {name} cannot be used: {problem}"),
        "Correct or unset it.",
    )
}

/// Picks values in the order of precedence.
pub(super) struct Picker<'p, 's> {
    pub(super) surroundings: &'p Surroundings<'s>,
    pub(super) profile: Option<&'p Profile>,
}

impl Picker<'_, '_> {
    pub(super) fn text(
        &self,
        flag: &'static str,
        given: Option<String>,
        variable: &'static str,
        key: &'static str,
    ) -> Result<Setting<Option<String>>, Failure> {
        self.read(flag, given, variable, key, |text| Ok(text.to_owned()))
    }

    /// Picks a value that is read from a text.
    pub(super) fn read<T>(
        &self,
        flag: &'static str,
        given: Option<T>,
        variable: &'static str,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Setting<Option<T>>, Failure> {
        match self.said(flag, given, variable, &read)? {
            Some(said) => Ok(said.map(Some)),
            None => self.of_profile(key, read),
        }
    }

    /// Picks a value that a flag or a variable says.
    fn said<T>(
        &self,
        flag: &'static str,
        given: Option<T>,
        variable: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<Setting<T>>, Failure> {
        if let Some(value) = given {
            return Ok(Some(Setting::new(value, Source::Flag(flag))));
        }
        let Some(text) = self.surroundings.variable(variable) else {
            return Ok(None);
        };
        let value = read(&text).map_err(|problem| refused_variable(variable, &problem))?;
        Ok(Some(Setting::new(value, Source::Variable(variable))))
    }

    /// Picks a value that only the profile may have.
    pub(super) fn of_profile<T>(
        &self,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Setting<Option<T>>, Failure> {
        let Some((profile, text)) = self.own(|profile| profile.text(key)) else {
            return Ok(Setting::default(None));
        };
        let value = read(text).map_err(|problem| profile.refused(key, &problem))?;
        let source = Source::Profile(profile.name.clone(), key);
        Ok(Setting::new(Some(value), source))
    }

    /// Returns the number of people that a write needs. An unknown number is refused: if it counted
    /// as one, it would switch a guard off.
    pub(super) fn approvals(&self) -> Result<Setting<u8>, Failure> {
        const KEY: &str = "approvals";
        let Some((profile, number)) = self.own(|profile| profile.number(KEY)) else {
            return Ok(Setting::default(1));
        };
        let Ok(number @ (1 | 2)) = u8::try_from(number) else {
            let problem = "write 1, or 2 where one person plans a write and another one sends it";
            return Err(profile.refused(KEY, problem));
        };
        let source = Source::Profile(profile.name.clone(), KEY);
        Ok(Setting::new(number, source))
    }

    /// Returns the profile with a value in it, if it has that value.
    fn own<'s, T>(
        &'s self,
        value: impl FnOnce(&'s Profile) -> Option<T>,
    ) -> Option<(&'s Profile, T)> {
        let profile = self.profile?;
        Some((profile, value(profile)?))
    }

    /// Picks a path, in which `~/` is the home directory.
    pub(super) fn path(
        &self,
        flag: &'static str,
        given: Option<&Path>,
        variable: &'static str,
        key: &'static str,
    ) -> Result<Setting<Option<PathBuf>>, Failure> {
        let expanded = |path: &Path| place::expanded(path, self.surroundings);
        self.read(flag, given.map(expanded), variable, key, |text| {
            Ok(expanded(text.as_ref()))
        })
    }

    /// Picks a path of the profile, in which `~/` is the home directory.
    pub(super) fn path_of_profile(
        &self,
        key: &'static str,
    ) -> Result<Setting<Option<PathBuf>>, Failure> {
        self.of_profile(key, |text| {
            Ok(place::expanded(text.as_ref(), self.surroundings))
        })
    }

    /// Picks the place of the journal; that of this machine if nobody names one.
    pub(super) fn journal(
        &self,
        given: Option<&JournalPlace>,
    ) -> Result<Setting<Option<JournalPlace>>, Failure> {
        let named = self.read(
            "journal",
            given.cloned(),
            place::JOURNAL_VARIABLE,
            "journal",
            JournalPlace::read,
        )?;
        Ok(match (&named.value, &named.source) {
            (
                Some(JournalPlace::Directory(path)),
                source @ (Source::Profile(..) | Source::Variable(_)),
            ) => {
                let path = self.absolute(path, source)?;
                named.map(|_| Some(JournalPlace::Directory(path)))
            }
            (Some(_), _) => named,
            (None, _) => named
                .map(|_| place::state_directory(self.surroundings).map(JournalPlace::Directory)),
        })
    }

    /// Returns the directory of the journal that a profile or a variable names, in which `~/` is
    /// the home directory. A relative one is refused: each directory in which the command is run
    /// would have a journal of its own, and none would know what the others have sent. A flag is
    /// about one call, and so its path may be relative.
    fn absolute(&self, path: &Path, source: &Source) -> Result<PathBuf, Failure> {
        let path = place::expanded(path, self.surroundings);
        if path.is_absolute() {
            return Ok(path);
        }
        let problem = format!(
            "is the relative path {}, so that each directory would have a journal of its own",
            Shown(&path.display().to_string())
        );
        let message = match (source, self.profile) {
            (Source::Profile(_, key), Some(profile)) => profile.refused(key, &problem).message,
            _ => format!("the {source} {problem}"),
        };
        Err(Failure::usage(
            message,
            "Name a path that begins with /, or with ~/ if HOME is such a path.",
        ))
    }

    /// Picks a key that is `true` or `false`, and that a flag switches on.
    pub(super) fn flag(&self, given: bool, flag: &'static str, key: &'static str) -> Setting<bool> {
        if given {
            return Setting::new(true, Source::Flag(flag));
        }
        match self.own(|profile| profile.flag(key)) {
            Some((profile, value)) => {
                Setting::new(value, Source::Profile(profile.name.clone(), key))
            }
            None => Setting::default(false),
        }
    }

    /// Returns whether the user says that nothing between here and the service answers in its
    /// place.
    pub(super) fn assume_no_intermediary(&self, given: bool) -> Result<Setting<bool>, Failure> {
        const FLAG: &str = "assume-no-intermediary";
        const VARIABLE: &str = "OMS_ASSUME_NO_INTERMEDIARY";
        let said = self.said(FLAG, given.then_some(true), VARIABLE, parse::boolean)?;
        Ok(said.unwrap_or_else(|| self.flag(false, FLAG, "assume_no_intermediary")))
    }
}
