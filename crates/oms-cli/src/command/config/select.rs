//! `oms config use`: makes a profile the one that is used unless another is named.

use std::path::Path;

use clap::Args;
use oms_client::Shown;
use serde_json::json;

use super::nowhere;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::config::{parse_config, place, read_config};
use crate::session::{Session, private};

pub(super) const EXAMPLES: &str = "\
Examples:
  oms config use staging";

/// The arguments of `oms config use`.
#[derive(Debug, Args)]
pub(super) struct UseArgs {
    /// Name of the profile.
    #[arg(value_name = "PROFILE")]
    name: String,
}

/// Chooses a profile for whatever names none.
pub(super) fn select(args: &UseArgs, session: &Session<'_, '_>) -> Result<Report, Failure> {
    let name = &args.name;
    let config = read_config(session.surroundings)?;
    if !config.profiles.contains_key(name) {
        return Err(Failure::usage(
            format!("there is no profile {:?}", Shown(name)),
            "`oms config profiles` lists them; `oms config init` makes one.",
        ));
    }
    let path = place::config_file(session.surroundings).ok_or_else(nowhere)?;
    let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
    write(&path, &with_default(&text, name))?;
    let report = json!({ "default_profile": name, "path": path });
    let text = format!("{} is used unless another profile is named.\n", Shown(name));
    Ok(Report::found(&report, text))
}

/// Returns the text of a configuration with another default, and everything else as it was.
fn with_default(text: &str, name: &str) -> String {
    let line = format!("default_profile = {}\n", toml_text(name));
    let mut written = String::new();
    let (mut is_done, mut in_tables) = (false, false);
    for old in text.split_inclusive('\n') {
        in_tables |= old.trim_start().starts_with('[');
        let key = old.split('=').next().unwrap_or_default().trim();
        if !in_tables && key == "default_profile" {
            written.push_str(&line);
            is_done = true;
        } else {
            written.push_str(old);
        }
    }
    if is_done {
        written
    } else {
        format!("{line}{written}")
    }
}

/// Returns a text as TOML writes it.
pub(super) fn toml_text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Writes a configuration that can be read again.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    parse_config(text).map_err(|problem| {
        Failure::usage(
            format!("the configuration could not be read any more: {problem}"),
            "Edit it by hand; `oms config path` tells where it is.",
        )
    })?;
    private::write(path, text.as_bytes()).map_err(|error| {
        Failure::usage(
            format!("{} cannot be written: {error}", path.display()),
            "Make room, or correct the permissions, in a directory that only you can write.",
        )
    })
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::usage(
        format!("{} cannot be read: {error}", path.display()),
        "Correct its permissions, or name another file in OMS_CONFIG.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_default_leaves_everything_else_as_it_was() {
        let tables = "# mine\n[profile.a]\nendpoint = \"x\" # default_profile = \"b\"\n";
        let expected = format!("default_profile = \"a\"\n{tables}");
        assert_eq!(with_default(tables, "a"), expected);
        assert_eq!(
            with_default(&expected, "b"),
            expected.replacen("\"a\"", "\"b\"", 1)
        );
    }
}
