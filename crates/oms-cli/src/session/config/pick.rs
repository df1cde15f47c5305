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

/// Picks values in the order of precedence.
pub(super) struct Picker<'p, 's> {
    pub(super) surroundings: &'p Surroundings<'s>,
    pub(super) profile: Option<&'p Profile>,
}

impl Picker<'_, '_> {
    /// Picks a text.
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
        if let Some(value) = given {
            return Ok(Setting::new(Some(value), Source::Flag(flag)));
        }
        if let Some(text) = self.surroundings.variable(variable) {
            let value = read(&text).map_err(|problem| {
                Failure::usage(
                    format!("the variable {variable} cannot be used: {problem}"),
                    "Correct or unset it.",
                )
            })?;
            return Ok(Setting::new(Some(value), Source::Variable(variable)));
        }
        self.of_profile(key, read)
    }

    /// Picks a value that only the profile may have.
    pub(super) fn of_profile<T>(
        &self,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Setting<Option<T>>, Failure> {
        let Some((profile, text)) = self
            .profile
            .and_then(|profile| Some((profile, profile.text(key)?)))
        else {
            return Ok(Setting::default(None));
        };
        let value = read(text).map_err(|problem| {
            Failure::usage(
                format!("profile {}: {key} cannot be used: {problem}", profile.name),
                "Correct the configuration.",
            )
        })?;
        let source = Source::Profile(profile.name.clone(), key);
        Ok(Setting::new(Some(value), source))
    }

    /// Returns the number of people that a write needs. An unknown number is refused: if it counted
    /// as one, it would switch a guard off.
    pub(super) fn approvals(&self) -> Result<Setting<u8>, Failure> {
        const KEY: &str = "approvals";
        let given = self
            .profile
            .and_then(|profile| Some((profile, profile.number(KEY)?)));
        let Some((profile, number)) = given else {
            return Ok(Setting::default(1));
        };
        let number = u8::try_from(number)
            .ok()
            .filter(|number| matches!(number, 1 | 2));
        let number = number.ok_or_else(|| {
            Failure::usage(
                format!("profile {}: {KEY} is neither 1 nor 2", profile.name),
                "Write 2 where one person plans a write and another one sends it.",
            )
        })?;
        Ok(Setting::new(
            number,
            Source::Profile(profile.name.clone(), KEY),
        ))
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
        let named = match source {
            Source::Profile(profile, key) => format!("profile {}: {key}", Shown(profile)),
            _ => format!("the {source}"),
        };
        Err(Failure::usage(
            format!(
                "{named} is the relative path {}, so that each directory would have a journal of its own",
                Shown(&path.display().to_string())
            ),
            "Name a path that begins with /, or with ~/ if HOME is such a path.",
        ))
    }

    /// Picks a key that is `true` or `false`, and that a flag switches on.
    pub(super) fn flag(&self, given: bool, flag: &'static str, key: &'static str) -> Setting<bool> {
        if given {
            return Setting::new(true, Source::Flag(flag));
        }
        match self
            .profile
            .and_then(|profile| Some((profile, profile.flag(key)?)))
        {
            Some((profile, value)) => {
                Setting::new(value, Source::Profile(profile.name.clone(), key))
            }
            None => Setting::default(false),
        }
    }

    /// Returns whether the user says that nothing between here and the service answers in its
    /// place.
    pub(super) fn assume_no_intermediary(&self, given: bool) -> Result<Setting<bool>, Failure> {
        const VARIABLE: &str = "OMS_ASSUME_NO_INTERMEDIARY";
        let said = self.flag(given, "assume-no-intermediary", "assume_no_intermediary");
        match self.surroundings.variable(VARIABLE) {
            Some(text) if !given => {
                let value = parse::boolean(&text).map_err(|problem| {
                    Failure::usage(
                        format!("the variable {VARIABLE} cannot be used: {problem}"),
                        "Correct or unset it.",
                    )
                })?;
                Ok(Setting::new(value, Source::Variable(VARIABLE)))
            }
            _ => Ok(said),
        }
    }
}
