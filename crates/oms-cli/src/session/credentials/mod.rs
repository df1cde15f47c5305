//! The sources of the credentials: flags, else the profile, and last the environment.
//!
//! The credentials of a profile belong to its endpoint and to its user. They are not sent if a flag
//! or a variable names another one, and a user and a password that are named beside the profile
//! take their place. A password of the environment does not do so alone: it may have been left
//! there for another service.
//!
//! They are never taken from the command line, and never shown. They are looked for only once
//! something is about to be sent.

mod keyring;
mod process;

use std::path::{Path, PathBuf};
use std::time::Duration;

use oms_client::{Auth, Secret, Shown};

pub(crate) use keyring::store as store_in_keyring;

use crate::failure::Failure;
use crate::session::config::{Profile, Settings, Source, place, refuse_unreadable_variable};
use crate::session::{CredentialOptions, secret_file};
use crate::surroundings::Surroundings;
use crate::terminal;
use crate::time;

/// The longest that a program may take to hand out credentials.
const LONGEST_PROCESS: Duration = Duration::from_secs(30);

/// The shortest password that the client looks for by itself in what a server repeats: a shorter
/// one is in many a text by chance.
const SHORTEST_SOUGHT: usize = 6;

/// The variable with the password, if nothing else names one.
const PASSWORD: &str = "OMS_PASSWORD";

/// The variable with the password for a team's journal.
pub(crate) const JOURNAL_PASSWORD: &str = "OMS_JOURNAL_PASSWORD";

/// The variables that hold secrets, which no other program is given.
const SECRET_VARIABLES: [&str; 2] = [PASSWORD, JOURNAL_PASSWORD];

/// The source of a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A file with the Base64 of `user:password`.
    TokenFile(PathBuf),
    /// A file with the password.
    PasswordFile(PathBuf),
    /// Standard input.
    Stdin,
    /// The system's keyring, under the profile's name.
    Keyring(String),
    /// A program and its arguments.
    Process(Vec<String>),
    /// The variable `OMS_PASSWORD`.
    Variable,
}

/// Returns the source of the credentials; `None` if nothing names one.
pub(crate) fn origin(
    options: &CredentialOptions,
    settings: &Settings,
    surroundings: &Surroundings<'_>,
) -> Option<Origin> {
    if let Some(path) = &options.auth_token_file {
        return Some(Origin::TokenFile(path.clone()));
    }
    if let Some(path) = &options.password_file {
        return Some(Origin::PasswordFile(path.clone()));
    }
    if options.password_stdin {
        return Some(Origin::Stdin);
    }
    let variable = surroundings.variable(PASSWORD).map(|_| Origin::Variable);
    let of_profile = settings
        .profile
        .as_ref()
        .and_then(|profile| of_profile(profile, surroundings));
    match of_profile {
        Some(origin) if variable.is_some() && origin.is_of_another(settings) => variable,
        Some(origin) => Some(origin),
        None => variable,
    }
}

/// Collects the credentials.
pub(crate) fn load(
    options: &CredentialOptions,
    settings: &Settings,
    surroundings: &mut Surroundings<'_>,
) -> Result<Auth, Failure> {
    let origin = origin(options, settings, surroundings);
    refuse_unreadable_variable(surroundings)?;
    let Some(origin) = origin else {
        return Err(Failure::credentials(
            "there are no credentials",
            "Give --user with --password-file or --password-stdin, or --auth-token-file, name a source in the profile, or set OMS_PASSWORD.",
        ));
    };
    if origin.is_of_profile(options) && !settings.credentials_fit() {
        return Err(Failure::credentials(
            "the endpoint is not the profile's, so the profile's credentials are not sent there",
            "Give credentials for this endpoint, or leave the endpoint to the profile.",
        ));
    }
    let user = settings.user.value.clone();
    let read = |path: &Path, key: &str| {
        secret_file::read(path).map_err(|failure| match &settings.profile {
            Some(profile) if origin.is_of_profile(options) => {
                let message = profile.refused(key, &failure.message).message;
                failure.saying(message)
            }
            _ => failure,
        })
    };
    match &origin {
        Origin::TokenFile(path) => {
            // A flag for the file wins over a variable for the user.
            if origin.is_of_profile(options) {
                refuse_other_user(settings)?;
            }
            read(path, "auth_token_file").map(|token| Auth::basic_token(token.expose()))
        }
        Origin::PasswordFile(path) => {
            if origin.is_of_profile(options) {
                refuse_password_of_another(settings, None)?;
            }
            with_user(user, &read(path, "password_file")?, surroundings)
        }
        Origin::Stdin => {
            let password = from_stdin(surroundings)?;
            with_user(user, &password, surroundings)
        }
        Origin::Keyring(profile) => {
            refuse_password_of_another(settings, None)?;
            with_user(user, &keyring::read(profile)?, surroundings)
        }
        Origin::Process(words) => {
            match process::run(words, process_timeout(settings)?, surroundings)? {
                process::Printed::Token(token) => {
                    refuse_other_user(settings)?;
                    Ok(Auth::basic_token(token.expose()))
                }
                process::Printed::Password {
                    user: printed,
                    password,
                } => {
                    // Only now is it known whose password it is.
                    let is_of_another = other_owner(settings, printed.as_deref()).is_some();
                    if is_of_another && surroundings.variable(PASSWORD).is_some() {
                        return from_variable(user, surroundings);
                    }
                    refuse_password_of_another(settings, printed.as_deref())?;
                    with_user(printed.or(user), &password, surroundings)
                }
            }
        }
        Origin::Variable => from_variable(user, surroundings),
    }
}

impl Origin {
    /// Returns whether the profile names it, and not a flag or the environment.
    fn is_of_profile(&self, options: &CredentialOptions) -> bool {
        match self {
            Self::Keyring(_) | Self::Process(_) => true,
            Self::TokenFile(_) => options.auth_token_file.is_none(),
            Self::PasswordFile(_) => options.password_file.is_none(),
            Self::Stdin | Self::Variable => false,
        }
    }

    /// Returns whether a user is named beside the profile to whom these credentials of the profile
    /// do not belong, or who is sent to another endpoint.
    fn is_of_another(&self, settings: &Settings) -> bool {
        let is_token = matches!(self, Self::TokenFile(_));
        is_named(settings)
            && (is_token || !settings.credentials_fit() || other_owner(settings, None).is_some())
    }
}

impl std::fmt::Display for Origin {
    /// Names the place. The arguments of a program may be secrets, so they are left out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TokenFile(path) => write!(f, "token file {}", path.display()),
            Self::PasswordFile(path) => write!(f, "password file {}", path.display()),
            Self::Stdin => f.write_str("standard input"),
            Self::Keyring(profile) => write!(f, "keyring, entry {profile}"),
            Self::Process(words) => {
                write!(f, "program {}", words.first().map_or("", String::as_str))
            }
            Self::Variable => write!(f, "variable {PASSWORD}"),
        }
    }
}

fn of_profile(profile: &Profile, surroundings: &Surroundings<'_>) -> Option<Origin> {
    let path = |key| {
        profile
            .text(key)
            .map(|text| place::expanded(text.as_ref(), surroundings))
    };
    if let Some(words) = profile.program("credential_process") {
        return Some(Origin::Process(words));
    }
    if let Some(path) = path("auth_token_file") {
        return Some(Origin::TokenFile(path));
    }
    if let Some(path) = path("password_file") {
        return Some(Origin::PasswordFile(path));
    }
    (profile.flag("keyring") == Some(true)).then(|| Origin::Keyring(profile.name.clone()))
}

/// Returns whether a flag or a variable names the user. Both win over what a profile says.
fn is_named(settings: &Settings) -> bool {
    matches!(settings.user.source, Source::Flag(_) | Source::Variable(_))
        && settings.user.value.is_some()
}

/// Refuses a user beside a token, which has a user of its own: the call would go out as somebody
/// else than the one who was named.
fn refuse_other_user(settings: &Settings) -> Result<(), Failure> {
    if !is_named(settings) {
        return Ok(());
    }
    Err(Failure::credentials(
        format!(
            "the token has a user of its own, and {} names one",
            settings.user.source
        ),
        "Leave the user out, or give --password-file.",
    ))
}

/// Returns the user of the profile's password, where a flag or a variable names another one.
/// `printed` is the user whom its program prints, who wins over that of the profile.
fn other_owner<'a>(settings: &'a Settings, printed: Option<&'a str>) -> Option<&'a str> {
    let owner = printed.or_else(|| settings.of_profile("user"))?;
    let is_other = is_named(settings) && settings.user.value.as_deref() != Some(owner);
    is_other.then_some(owner)
}

/// Refuses to send a password of the profile with a user to whom it does not belong.
fn refuse_password_of_another(settings: &Settings, printed: Option<&str>) -> Result<(), Failure> {
    let Some(owner) = other_owner(settings, printed) else {
        return Ok(());
    };
    Err(Failure::credentials(
        format!(
            "the profile's password is that of {}, and {} names another user",
            Shown(owner),
            settings.user.source
        ),
        "Leave the user out, or give the password of that user: --password-file, --password-stdin or OMS_PASSWORD.",
    ))
}

fn with_user(
    user: Option<String>,
    password: &Secret,
    surroundings: &mut Surroundings<'_>,
) -> Result<Auth, Failure> {
    let password = password.expose();
    if surroundings.interactive && password.len() < SHORTEST_SOUGHT {
        let text = format!(
            "warning: a password of fewer than {SHORTEST_SOUGHT} bytes is taken out of what a server repeats only \
             beside its user and inside the token\n"
        );
        terminal::note(&text, surroundings);
    }
    match user {
        Some(user) => Ok(Auth::basic(user, password)),
        None => Err(Failure::credentials(
            "there is a password, and no user",
            "Give --user, set OMS_USER, or name the user in the profile.",
        )),
    }
}

fn process_timeout(settings: &Settings) -> Result<Duration, Failure> {
    const KEY: &str = "credential_process_timeout";
    let profile = settings.profile.as_ref();
    let Some((profile, text)) = profile.and_then(|profile| Some((profile, profile.text(KEY)?)))
    else {
        return Ok(LONGEST_PROCESS);
    };
    match time::duration(text) {
        Ok(timeout) if timeout <= LONGEST_PROCESS => Ok(timeout),
        _ => Err(profile.refused(KEY, "write a time of at most 30s")),
    }
}

fn from_stdin(surroundings: &mut Surroundings<'_>) -> Result<Secret, Failure> {
    if surroundings.stdin_is_terminal {
        return Err(Failure::credentials(
            "standard input is a terminal, which would show the password",
            "Pipe the password in, or give --password-file.",
        ));
    }
    secret_file::secret(&mut surroundings.stdin).map_err(|problem| {
        Failure::credentials(format!("standard input {problem}"), "Pipe the password in.")
    })
}

/// Returns a user with the password of the environment.
fn from_variable(
    user: Option<String>,
    surroundings: &mut Surroundings<'_>,
) -> Result<Auth, Failure> {
    // It warns only if there is someone to read it.
    if surroundings.interactive {
        terminal::note(
            "warning: the password comes from OMS_PASSWORD, which other programs of yours can read; prefer --password-file\n",
            surroundings,
        );
    }
    let password = surroundings.variable(PASSWORD).unwrap_or_default();
    with_user(user, &secret_file::of_variable(password), surroundings)
}
