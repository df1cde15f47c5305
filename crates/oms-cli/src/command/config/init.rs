//! `oms config init`: asks for an endpoint and credentials, tests them, and writes a profile.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use oms_client::{Auth, Client, Secret, Shown};
use oms_text::in_a_shell;
use serde_json::json;
use toml::Value;

use super::select::{self, toml_text};
use super::{nowhere, password_file};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::config::{Config, JournalPlace, place, read_config};
use crate::session::{Options, Session, connect, hidden, secret_file};

pub(super) const EXAMPLES: &str = "\
Examples:
  oms config init                      asks for everything
  oms config init prod --environment prod
  oms config init ci --endpoint https://oms.example.com:8089 \\
      --user admin --password-file ./pw   asks nothing
Flags such as --tz, --journal and --cacert are kept in the profile.";

/// The arguments of `oms config init`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Name of the profile.
    #[arg(value_name = "PROFILE")]
    name: Option<String>,

    /// Kind of environment. On production, a change asks for more before it is sent.
    #[arg(long, value_name = "KIND", value_parser = ["prod", "staging", "test", "dev"])]
    environment: Option<String>,

    /// Write the profile although the service was not reached with it.
    #[arg(long)]
    untested: bool,
}

/// A profile that is to be written.
struct New {
    name: String,
    endpoint: String,
    credentials: Credentials,
    /// The keys of the other flags.
    settings: Vec<(&'static str, Value)>,
}

/// The credentials of a profile.
struct Credentials {
    auth: Auth,
    /// Their keys.
    keys: Vec<(&'static str, Value)>,
    /// The password, and the file that has yet to be written with it.
    unwritten: Option<(Secret, PathBuf)>,
}

impl Credentials {
    fn of_password(user: &str, password: &Secret, file: &Path) -> Self {
        Self {
            auth: Auth::basic(user, password.expose()),
            keys: vec![("user", user.into()), ("password_file", shown(file))],
            unwritten: None,
        }
    }

    /// Writes the file of the password, if it has yet to be written.
    fn write(&self) -> Result<(), Failure> {
        let Some((password, file)) = &self.unwritten else {
            return Ok(());
        };
        secret_file::write(file, password).map_err(|error| select::unwritable(file, &error))
    }
}

/// Makes a profile.
pub(super) fn init(args: &InitArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    let path = place::config_file(session.surroundings).ok_or_else(nowhere)?;
    let config = read_config(session.surroundings)?;
    let name = match &args.name {
        Some(name) => name.clone(),
        None => answer(session, "Name of the profile", Some("default"), "PROFILE")?,
    };
    refuse_taken(&config, &path, &name)?;
    let new = asked(name, session)?;
    let tested = test(&new, session);
    tested.or_else(|failure| forgiven(failure, args.untested, session))?;
    // The test has taken a while, and another command may have made a profile meanwhile.
    let is_first = select::edit(&path, |config, text| {
        refuse_taken(config, &path, &new.name)?;
        let is_first = config.profiles.is_empty() && config.default_profile.is_none();
        let text = with_profile(text, &new, args.environment.as_deref(), is_first);
        Ok((text, is_first, || new.credentials.write()))
    })?;
    let report = json!({ "profile": new.name, "path": path, "default": is_first });
    let use_it = if is_first {
        "it is used unless another is named".to_owned()
    } else {
        let name = in_a_shell(&new.name);
        // A name that begins as a flag does is none behind this sign.
        let sign = if name.starts_with('-') { "-- " } else { "" };
        format!("`oms config use {sign}{name}` makes it the default")
    };
    let text = format!(
        "The profile {} is in {}; {use_it}.\n",
        Shown(&new.name),
        path.display()
    );
    Ok(Report::found(&report, text))
}

fn refuse_taken(config: &Config, path: &Path, name: &str) -> Result<(), Failure> {
    if !config.profiles.contains_key(name) {
        return Ok(());
    }
    Err(Failure::usage(
        format!("there is a profile {:?} already", Shown(name)),
        format!("Choose another name, or edit {}.", path.display()),
    ))
}

/// Lets a profile be written although its test has failed, where that was asked for and the service
/// may be at fault. A setting that is refused before a request never works.
fn forgiven(
    failure: Failure,
    untested: bool,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let is_usage = failure.exit == Exit::Usage;
    if untested && !is_usage {
        session.warn(&failure.message);
        return Ok(());
    }
    let written = if is_usage {
        "No profile was written."
    } else {
        "No profile was written; --untested writes it all the same."
    };
    Err(Failure {
        next: format!("{} {written}", failure.next),
        ..failure
    })
}

/// Asks for everything that the flags do not tell.
fn asked(name: String, session: &mut Session<'_, '_>) -> Result<New, Failure> {
    let endpoint = match session.options.endpoint.clone() {
        Some(endpoint) => endpoint,
        None => answer(session, "Base URL of the OMS", None, "--endpoint")?,
    };
    Ok(New {
        credentials: credentials(&name, session)?,
        settings: of_flags(session.options),
        name,
        endpoint,
    })
}

fn credentials(name: &str, session: &mut Session<'_, '_>) -> Result<Credentials, Failure> {
    let options = &session.options.credentials;
    if let Some(file) = &options.auth_token_file {
        return Ok(Credentials {
            auth: Auth::basic_token(secret_file::read(file)?.expose()),
            keys: vec![("auth_token_file", shown(&absolute(file)))],
            unwritten: None,
        });
    }
    let user = match options.user.clone() {
        Some(user) => user,
        None => answer(session, "User", Some("admin"), "--user")?,
    };
    if let Some(file) = &session.options.credentials.password_file {
        let password = secret_file::read(file)?;
        return Ok(Credentials::of_password(&user, &password, &absolute(file)));
    }
    let password = typed_password(session)?;
    let file = password_file(name, session)?;
    let credentials = Credentials::of_password(&user, &password, &file);
    Ok(Credentials {
        unwritten: Some((password, file)),
        ..credentials
    })
}

fn typed_password(session: &mut Session<'_, '_>) -> Result<Secret, Failure> {
    if session.options.credentials.password_stdin {
        return secret_file::secret(&mut session.surroundings.stdin).map_err(|problem| {
            Failure::credentials(format!("standard input {problem}"), "Pipe it in.")
        });
    }
    refuse_silence(session, "--password-file")?;
    hidden::ask(session, "Password (it is not shown): ").map_err(|error| {
        Failure::credentials(
            format!("the password cannot be read: {error}"),
            "Give --password-file.",
        )
    })
}

/// Returns the settings beside the endpoint and the credentials that the flags name, so that the
/// profile works as it was tested.
fn of_flags(options: &Options) -> Vec<(&'static str, Value)> {
    let set = |is_set: bool| is_set.then_some(Value::Boolean(true));
    let tls = options.tls.each();
    let tls = tls.map(|(names, file)| (names.key, file.map(|file| shown(&absolute(file)))));
    let settings = [
        ("proxy", options.proxy.as_deref().map(Value::from)),
        ("allow_plaintext", set(options.allow_plaintext)),
        (
            "assume_no_intermediary",
            set(options.assume_no_intermediary),
        ),
        ("timeout", options.timeout.map(|time| length(time).into())),
        (
            "tz",
            options.tz.as_ref().map(|(name, _)| name.as_str().into()),
        ),
        ("journal", options.journal.as_ref().and_then(journal)),
    ];
    let given = tls.into_iter().chain(settings);
    given
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
}

/// Returns a length of time as the configuration takes it.
fn length(time: Duration) -> String {
    match time.subsec_millis() {
        0 => format!("{}s", time.as_secs()),
        _ => format!("{}ms", time.as_millis()),
    }
}

fn journal(place: &JournalPlace) -> Option<Value> {
    match place {
        JournalPlace::Directory(path) => Some(shown(&absolute(path))),
        JournalPlace::Team(database) => database.address().map(Value::from),
    }
}

/// Returns a path that means the same in every directory.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn shown(path: &Path) -> Value {
    Value::from(path.display().to_string())
}

/// Asks for a value; an empty answer takes the usual one.
fn answer(
    session: &mut Session<'_, '_>,
    what: &str,
    usual: Option<&str>,
    flag: &str,
) -> Result<String, Failure> {
    refuse_silence(session, flag)?;
    let shown = usual.map_or_else(String::new, |usual| format!(" [{usual}]"));
    session.note(&format!("{what}{shown}: "));
    let mut typed = String::new();
    let read = session.surroundings.stdin.read_line(&mut typed);
    let typed = typed.trim();
    match (read, usual) {
        (Ok(1..), _) if !typed.is_empty() => Ok(typed.to_owned()),
        (Ok(1..), Some(usual)) => Ok(usual.to_owned()),
        _ => Err(Failure::new(
            Exit::Declined,
            format!("nothing was typed for `{what}`"),
            "No profile was written.",
        )),
    }
}

fn refuse_silence(session: &Session<'_, '_>, flag: &str) -> Result<(), Failure> {
    if session.surroundings.interactive {
        return Ok(());
    }
    Err(Failure::usage(
        format!("{flag} is missing, and there is no terminal to ask on"),
        "Give the profile's name, --endpoint, --user, and --password-file or --password-stdin.",
    ))
}

/// Reaches the service with what is to be written, and with no setting of another profile or of a
/// variable, which would hide what the new profile lacks.
fn test(new: &New, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let left_out = session.settings.keep_flags();
    session.settings.endpoint.value = Some(new.endpoint.clone());
    let builder = connect::builder(session)?;
    let client: Client = builder.auth(new.credentials.auth.clone()).build()?;
    let without = if left_out.is_empty() {
        String::new()
    } else {
        let names = left_out.join(" and ");
        format!(", without {names}, which the profile does not keep")
    };
    session.note(&format!(
        "Testing the endpoint and the credentials{without} …\n"
    ));
    session
        .block_on(async { client.probe().await })?
        .map(|_| ())
        .map_err(|error| Failure::of_read(&error))
}

fn with_profile(text: &str, new: &New, kind: Option<&str>, is_first: bool) -> String {
    let mut written = text.to_owned();
    if is_first {
        written.insert_str(0, &format!("default_profile = {}\n", toml_text(&new.name)));
    }
    if !written.is_empty() && !written.ends_with("\n\n") {
        written.push('\n');
    }
    let kind = kind.map(|kind| ("environment", kind.into()));
    let keys = std::iter::once(("endpoint", new.endpoint.as_str().into()))
        .chain(kind)
        .chain(new.credentials.keys.iter().cloned())
        .chain(new.settings.iter().cloned());
    let heading = format!("[profile.{}]", toml_text(&new.name));
    let lines: Vec<String> = std::iter::once(heading)
        .chain(keys.map(|(key, value): (&str, Value)| format!("{key} = {value}")))
        .collect();
    written.push_str(&lines.join("\n"));
    written.push('\n');
    written
}
