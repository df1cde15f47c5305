//! `oms config`: shows the source of each setting, and keeps passwords.

mod init;
mod select;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use oms_client::Shown;
use serde::Serialize;
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::address::masked;
use crate::session::config::{Setting, keys, place};
use crate::session::{Session, authorities, config, connect, credentials, secret_file};
use crate::terminal;

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms config init                      makes a profile, and tests it
  oms config use prod                  makes it the default
  oms config explain --profile prod    where each setting comes from
  oms config path                      where the configuration is
  oms config keys                      what it may hold
  oms config set-password --profile prod <pw
        keeps a password in a file of your own";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  oms config explain
  oms config explain --profile prod -o json";

const SET_PASSWORD_EXAMPLES: &str = "\
Examples:
  oms config set-password --profile prod <pw
  pass show oms/prod | oms config set-password --profile prod";

/// The arguments of `oms config`.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Asks for an endpoint and credentials, tests them, and writes a profile.
    #[command(before_help = init::EXAMPLES)]
    Init(init::InitArgs),
    /// Makes a profile the one that is used unless another is named.
    #[command(before_help = select::EXAMPLES)]
    Use(select::UseArgs),
    /// Shows each setting, and where it comes from.
    #[command(before_help = EXPLAIN_EXAMPLES)]
    Explain,
    /// Prints where the configuration is.
    Path,
    /// Lists the profiles.
    Profiles,
    /// Lists what the configuration may hold.
    Keys,
    /// Reads a password from standard input and keeps it for a profile.
    #[command(before_help = SET_PASSWORD_EXAMPLES)]
    SetPassword,
}

pub(crate) fn run(args: &ConfigArgs, mut session: Session<'_, '_>) -> Exit {
    let result = match &args.command {
        ConfigCommand::Init(args) => init::init(args, &mut session),
        ConfigCommand::Use(args) => select::select(args, &session),
        ConfigCommand::Explain => Ok(explain(&session)),
        ConfigCommand::Path => path(&session),
        ConfigCommand::Profiles => profiles(&session),
        ConfigCommand::Keys => Ok(known_keys()),
        ConfigCommand::SetPassword => set_password(&mut session),
    };
    session.finish(result)
}

/// The name, value and source of a setting.
#[derive(Serialize)]
struct Row {
    setting: &'static str,
    value: String,
    source: String,
}

/// One profile of a list.
#[derive(Serialize)]
struct Listed<'a> {
    profile: &'a str,
    default: bool,
    environment: Option<&'a str>,
    endpoint: Option<String>,
}

fn explain(session: &Session<'_, '_>) -> Report {
    let settings = &session.settings;
    let origin = credentials::origin(&session.options.credentials, settings, session.surroundings);
    let mut rows = rows(session);
    rows.insert(0, configuration(session));
    for (name, value) in authorities::variables(session.surroundings) {
        let source = value
            .as_ref()
            .map_or(config::Source::Default, |_| config::Source::Variable(name));
        let value = value.unwrap_or_default().to_string_lossy().into_owned();
        rows.push(Row::new(name, value, source.to_string()));
    }
    rows.push(match origin {
        Some(origin) => Row::new("credentials", origin.to_string(), "looked up when needed"),
        None => Row::new("credentials", "", "none"),
    });
    let headings = ["SETTING", "VALUE", "SOURCE"];
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            // A gap between two columns would look like a fault of the table.
            let value = Some(&*row.value).filter(|value| !value.is_empty());
            let value = Shown(value.unwrap_or("not set")).to_string();
            vec![row.setting.to_owned(), value, row.source.clone()]
        })
        .collect();
    let (text, _) = terminal::fitted(&headings, &cells, None);
    Report::found(&rows, text)
}

impl Row {
    fn new(setting: &'static str, value: impl Into<String>, source: impl Into<String>) -> Self {
        Self {
            setting,
            value: value.into(),
            source: source.into(),
        }
    }
}

fn row<T>(name: &'static str, setting: &Setting<T>, value: impl FnOnce(&T) -> String) -> Row {
    Row::new(name, value(&setting.value), setting.source.to_string())
}

/// Returns the proxy of the settings, else that of the environment.
fn proxy(session: &Session<'_, '_>) -> Setting<Option<String>> {
    let settled = session.settings.proxy.clone();
    if settled.value.is_some() {
        return settled;
    }
    match connect::proxy_of_environment(session) {
        Some((name, proxy)) => Setting::new(Some(proxy), config::Source::Variable(name)),
        None => settled,
    }
}

/// Returns the file with the profiles, if there is one.
fn configuration(session: &Session<'_, '_>) -> Row {
    let path = place::config_file(session.surroundings).filter(|path| path.exists());
    let path = path.map(|path| path.display().to_string());
    let source = if place::is_named(session.surroundings) {
        config::Source::Variable(place::CONFIG_VARIABLE)
    } else {
        config::Source::Default
    };
    Row::new(
        "configuration",
        path.unwrap_or_default(),
        source.to_string(),
    )
}

/// Returns every setting.
fn rows(session: &Session<'_, '_>) -> Vec<Row> {
    let settings = &session.settings;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let address = |value: &Option<String>| value.as_deref().map(masked).unwrap_or_default();
    let path = |value: &Option<PathBuf>| {
        let path = value.as_ref().map(|path| path.display().to_string());
        path.unwrap_or_default()
    };
    let profile = settings.profile_name().unwrap_or_default();
    let tls = settings.tls.each();
    let [cacert, certificate, key] = tls.map(|(names, file)| row(names.key, file, path));
    vec![
        Row::new("profile", profile, settings.profile_source.to_string()),
        row("environment", &settings.environment, |value| {
            value.map_or("", config::Environment::as_str).to_owned()
        }),
        row("endpoint", &settings.endpoint, address),
        row("user", &settings.user, text),
        cacert,
        certificate,
        key,
        row("proxy", &proxy(session), address),
        row(
            "allow_plaintext",
            &settings.allow_plaintext,
            bool::to_string,
        ),
        row(
            "assume_no_intermediary",
            &settings.assume_no_intermediary,
            bool::to_string,
        ),
        row("timeout", &settings.timeout, |time| format!("{time:?}")),
        row("late_window", &settings.late_window, |time| {
            format!("{time:?}")
        }),
        row("server_version", &settings.server_version, text),
        row(
            "client_request_id_header",
            &settings.client_request_id_header,
            text,
        ),
        row("tz", &settings.tz, |zone| {
            zone.as_ref()
                .map(|(name, _)| name.clone())
                .unwrap_or_default()
        }),
        row("output", &settings.output, |format| {
            format.as_str().to_owned()
        }),
        row("journal", &settings.journal, |place| {
            place.as_ref().map(ToString::to_string).unwrap_or_default()
        }),
        row(
            "journal_password_file",
            &settings.journal_password_file,
            path,
        ),
        row("journal_cacert", &settings.journal_cacert, path),
        row("approvals", &settings.approvals, u8::to_string),
    ]
}

fn path(session: &Session<'_, '_>) -> Result<Report, Failure> {
    let path = place::config_file(session.surroundings).ok_or_else(nowhere)?;
    let exists = path.exists();
    let note = if exists { "" } else { " (not there)" };
    let text = format!("{}{note}\n", path.display());
    Ok(Report::found(
        &json!({ "path": path, "exists": exists }),
        text,
    ))
}

fn profiles(session: &Session<'_, '_>) -> Result<Report, Failure> {
    let config = config::read_config(session.surroundings)?;
    let data: Vec<Listed<'_>> = config
        .profiles
        .values()
        .map(|profile| Listed {
            profile: &profile.name,
            default: config.default_profile.as_ref() == Some(&profile.name),
            environment: profile.text("environment"),
            endpoint: profile.text("endpoint").map(masked),
        })
        .collect();
    Ok(Report::found(&data, None))
}

fn known_keys() -> Report {
    let data: Vec<_> = keys::PROFILE
        .iter()
        .map(|key| json!({ "key": key.name, "meaning": key.meaning }))
        .collect();
    let rows: Vec<(&str, &str)> = keys::PROFILE
        .iter()
        .map(|key| (key.name, key.meaning))
        .collect();
    let text = format!(
        "default_profile = \"NAME\"\n\n[profile.NAME]\n{}",
        terminal::labelled(rows.into_iter())
    );
    Report::found(&data, text)
}

/// Keeps a password in the keyring where the profile says so, and in a file of the user's own
/// otherwise.
fn set_password(session: &mut Session<'_, '_>) -> Result<Report, Failure> {
    let Some(profile) = session.settings.profile.clone() else {
        return Err(Failure::usage("no profile was chosen", "Give --profile."));
    };
    let password = if session.surroundings.stdin_is_terminal {
        Err("is a terminal, which would show the password".to_owned())
    } else {
        secret_file::secret(&mut session.surroundings.stdin).map_err(|refusal| refusal.to_string())
    };
    let password = password.map_err(|problem| {
        Failure::credentials(
            format!("standard input {problem}"),
            "Redirect it from a file or a program: `oms config set-password --profile NAME <FILE`.",
        )
    })?;
    if profile.flag("keyring") == Some(true) {
        match credentials::store_in_keyring(&profile.name, &password) {
            Ok(()) => return Ok(kept("the keyring")),
            Err(failure) => session.warn(&format!("{}; a file is used instead", failure.message)),
        }
    }
    let named = profile.text("password_file");
    let path = match named {
        Some(text) => place::expanded(text.as_ref(), session.surroundings),
        None => password_file(&profile.name, session)?,
    };
    secret_file::write(&path, &password).map_err(|error| {
        Failure::credentials(
            format!("{} cannot be written: {error}", path.display()),
            "Make room, or correct the permissions, in a directory that only you can write.",
        )
    })?;
    if named.is_none() {
        session.note(&format!(
            "Add this to the profile {}: password_file = {:?}\n",
            profile.name,
            path.display().to_string()
        ));
    }
    Ok(kept(&path.display().to_string()))
}

fn password_file(profile: &str, session: &Session<'_, '_>) -> Result<PathBuf, Failure> {
    let is_plain = profile
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !is_plain {
        return Err(Failure::usage(
            "the profile's name cannot be the name of a file",
            "Name a password_file in the profile.",
        ));
    }
    let config = place::config_file(session.surroundings).ok_or_else(nowhere)?;
    Ok(config.with_file_name("passwords").join(profile))
}

fn kept(place: &str) -> Report {
    Report::found(
        &json!({ "kept_in": place }),
        format!("The password is kept in {place}.\n"),
    )
}

fn nowhere() -> Failure {
    Failure::usage(
        "there is no place for a configuration",
        "Set OMS_CONFIG to its path.",
    )
}
