//! `oms config init`: asks for an endpoint and credentials, tests them, and writes a profile.

use std::io::BufRead;

use clap::{Args, ValueEnum};
use oms_client::{Auth, Client, Shown};
use serde_json::json;

use super::select::{self, toml_text};
use super::{nowhere, password_file};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::config::{place, read_config};
use crate::session::{Session, connect, hidden, private, secret_file};

/// The examples above the help.
pub(super) const EXAMPLES: &str = "\
Examples:
  oms config init                      asks for everything
  oms config init prod --environment prod
  oms config init ci --endpoint https://oms.example.com:8089 \\
      --user admin --password-file ./pw   asks nothing";

/// The arguments of `oms config init`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Name of the profile.
    #[arg(value_name = "PROFILE")]
    name: Option<String>,

    /// Kind of environment. On production, a change asks for more before it is sent.
    #[arg(long, value_name = "KIND")]
    environment: Option<Kind>,

    /// Write the profile although the service was not reached with it.
    #[arg(long)]
    untested: bool,
}

/// The kind of environment that a service is used for.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Prod,
    Staging,
    Test,
    Dev,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Prod => "prod",
            Self::Staging => "staging",
            Self::Test => "test",
            Self::Dev => "dev",
        }
    }
}

/// A profile that is to be written.
struct New {
    name: String,
    endpoint: String,
    user: String,
    /// The password, where it is to be kept, and not in a file that is there.
    password: String,
    password_file: String,
    is_kept: bool,
}

/// Makes a profile.
pub(super) fn init(args: &InitArgs, session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    let path = place::config_file(session.surroundings).ok_or_else(nowhere)?;
    let config = read_config(session.surroundings)?;
    let name = match &args.name {
        Some(name) => name.clone(),
        None => answer(session, "Name of the profile", Some("default"), "PROFILE")?,
    };
    if config.profiles.contains_key(&name) {
        return Err(Failure::usage(
            format!("there is a profile {:?} already", Shown(&name)),
            format!("Choose another name, or edit {}.", path.display()),
        ));
    }
    let new = asked(name, session)?;
    if let Err(failure) = test(&new, session) {
        if !args.untested {
            return Err(Failure {
                next: format!(
                    "{} No profile was written; --untested writes it all the same.",
                    failure.next
                ),
                ..failure
            });
        }
        session.warn(&failure.message);
    }
    if new.is_kept {
        let file = std::path::Path::new(&new.password_file);
        private::write(file, format!("{}\n", new.password).as_bytes())
            .map_err(|error| select::unreadable(file, &error))?;
    }
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(select::unreadable(&path, &error)),
    };
    let is_first = config.profiles.is_empty() && config.default_profile.is_none();
    select::write(
        &path,
        &with_profile(&text, &new, args.environment, is_first),
    )?;
    let report = json!({ "profile": new.name, "path": path, "default": is_first });
    let use_it = if is_first {
        "it is used unless another is named".to_owned()
    } else {
        format!("`oms config use {}` makes it the default", Shown(&new.name))
    };
    let text = format!(
        "The profile {} is in {}; {use_it}.\n",
        Shown(&new.name),
        path.display()
    );
    Ok(Report::found(&report, text))
}

/// Asks for everything that the flags do not tell.
fn asked(name: String, session: &mut Session<'_, '_>) -> Result<New, Failure> {
    let endpoint = match session.options.endpoint.clone() {
        Some(endpoint) => endpoint,
        None => answer(session, "Base URL of the OMS", None, "--endpoint")?,
    };
    let user = match session.options.credentials.user.clone() {
        Some(user) => user,
        None => answer(session, "User", Some("admin"), "--user")?,
    };
    if let Some(file) = session.options.credentials.password_file.clone() {
        let password = secret_file::read(&file)?;
        let file = std::path::absolute(&file).unwrap_or(file);
        return Ok(New {
            name,
            endpoint,
            user,
            password,
            password_file: file.display().to_string(),
            is_kept: false,
        });
    }
    let password_file = password_file(&name, session)?.display().to_string();
    let password = if session.options.credentials.password_stdin {
        secret_file::secret(&mut session.surroundings.stdin).map_err(|problem| {
            Failure::credentials(format!("standard input {problem}"), "Pipe it in.")
        })?
    } else {
        refuse_silence(session, "--password-file")?;
        hidden::ask(session, "Password (it is not shown): ").map_err(|error| {
            Failure::credentials(
                format!("the password cannot be read: {error}"),
                "Give --password-file.",
            )
        })?
    };
    Ok(New {
        name,
        endpoint,
        user,
        password,
        password_file,
        is_kept: true,
    })
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

/// Reaches the service with what is to be written.
fn test(new: &New, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    session.settings.endpoint.value = Some(new.endpoint.clone());
    let builder = connect::builder(session)?;
    let auth = Auth::basic(new.user.clone(), new.password.clone());
    let client: Client = builder.auth(auth).build()?;
    session.note("Testing the endpoint and the credentials …\n");
    session
        .block_on(async { client.probe().await })?
        .map(|_| ())
        .map_err(|error| Failure::of_read(&error))
}

fn with_profile(text: &str, new: &New, kind: Option<Kind>, is_first: bool) -> String {
    let mut written = text.to_owned();
    if is_first {
        written.insert_str(0, &format!("default_profile = {}\n", toml_text(&new.name)));
    }
    if !written.is_empty() && !written.ends_with("\n\n") {
        written.push('\n');
    }
    let kind = kind.map(|kind| ("environment", kind.as_str()));
    let keys = [
        Some(("endpoint", new.endpoint.as_str())),
        kind,
        Some(("user", &new.user)),
        Some(("password_file", &new.password_file)),
    ];
    let keys = keys.into_iter().flatten();
    let heading = format!("[profile.{}]", toml_text(&new.name));
    let lines: Vec<String> = std::iter::once(heading)
        .chain(keys.map(|(key, value)| format!("{key} = {}", toml_text(value))))
        .collect();
    written.push_str(&lines.join("\n"));
    written.push('\n');
    written
}
