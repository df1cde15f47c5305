//! `oms config use`: makes a profile the one that is used unless another is named.

use std::fs::File;
use std::io;
use std::path::Path;

use clap::Args;
use oms_client::Shown;
use serde_json::json;

use super::nowhere;
use crate::failure::Failure;
use crate::parse;
use crate::report::Report;
use crate::session::config::{Config, file, parse_config, place, read_config};
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
    // Nothing is created for a profile that is not there.
    refuse_unknown(&read_config(session.surroundings)?, name)?;
    let path = place::config_file(session.surroundings).ok_or_else(nowhere)?;
    edit(&path, |config, text| {
        refuse_unknown(config, name)?;
        let text = with_default(text, name);
        Ok((text, (), || Ok(())))
    })?;
    let report = json!({ "default_profile": name, "path": path });
    let text = format!("{} is used unless another profile is named.\n", Shown(name));
    Ok(Report::found(&report, text))
}

fn refuse_unknown(config: &Config, name: &str) -> Result<(), Failure> {
    if config.profiles.contains_key(name) {
        return Ok(());
    }
    Err(Failure::usage(
        format!("there is no profile {:?}", Shown(name)),
        "`oms config profiles` lists them; `oms config init` makes one.",
    ))
}

/// Returns the text of a configuration with another default, and everything else as it was.
fn with_default(text: &str, name: &str) -> String {
    let line = format!("default_profile = {}", toml_text(name));
    let mut written = String::new();
    let (mut is_done, mut in_tables) = (false, false);
    for old in text.split_inclusive('\n') {
        in_tables |= old.trim_start().starts_with('[');
        let key = old.split('=').next().unwrap_or_default().trim();
        if !in_tables && key == "default_profile" {
            written.extend([&line, behind_the_value(old).unwrap_or("\n")]);
            is_done = true;
        } else {
            written.push_str(old);
        }
    }
    if is_done {
        written
    } else {
        format!("{line}\n{written}")
    }
}

/// Returns what stands behind the text that a line gives a key: a comment, and the line's end.
fn behind_the_value(line: &str) -> Option<&str> {
    let value = line.split_once('=')?.1.trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    let mut is_escaped = false;
    let mut letters = value.char_indices().skip(1);
    let (end, _) = letters.find(|&(_, letter)| {
        let ends = letter == quote && !is_escaped;
        is_escaped = quote == '"' && letter == '\\' && !is_escaped;
        ends
    })?;
    value.get(end + quote.len_utf8()..)
}

/// Returns a text as TOML writes it.
pub(super) fn toml_text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Changes a configuration into one that can be read again.
///
/// It is read, changed and replaced under a lock, so that no other command of this kind loses what
/// this one has added. `change` gets it with its text, and decides. It also returns what is written
/// before the configuration that refers to it, and only once the new text has been read and is on
/// the disk.
pub(super) fn edit<T, B: FnOnce() -> Result<(), Failure>>(
    path: &Path,
    change: impl FnOnce(&Config, &str) -> Result<(String, T, B), Failure>,
) -> Result<T, Failure> {
    // A link of the user's own may lead to it; it is replaced where it is.
    let whole = private::whole_name(path);
    let _lock = locked(&whole).map_err(|error| unwritable(&whole, &error))?;
    let text = file::text(path)?.unwrap_or_default();
    let text = parse::without_mark(&text);
    let (text, changed, write_before) = change(&file::of_text(path, text)?, text)?;
    parse_config(&text).map_err(|problem| {
        Failure::usage(
            format!("the configuration could not be read any more: {problem}"),
            "Edit it by hand; `oms config path` tells where it is.",
        )
    })?;
    let failed = |error| unwritable(&whole, &error);
    // It gets its name last, and once nothing but that is left to fail.
    let written = private::prepare(&whole, text.as_bytes()).map_err(failed)?;
    write_before()?;
    written.put_in_place().map_err(failed)?;
    Ok(changed)
}

/// Locks a file beside this one, which is replaced, until the lock is dropped.
fn locked(path: &Path) -> io::Result<File> {
    if let Some(directory) = path.parent() {
        private::create_directory(directory)?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let lock = private::open_kept(Path::new(&name))?;
    lock.lock()?;
    Ok(lock)
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(
        format!("{} cannot be written: {error}", path.display()),
        "Make room, or correct the permissions, in a directory that only you can write.",
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
        for (old, new) in [
            (
                "default_profile = \"a\" # mine\r\n",
                "default_profile = \"b\" # mine\r\n",
            ),
            (
                "default_profile='a\\'# \"x\"",
                "default_profile = \"b\"# \"x\"",
            ),
            (
                r#"default_profile = "\"a # " # mine"#,
                r#"default_profile = "b" # mine"#,
            ),
        ] {
            assert_eq!(with_default(old, "b"), new);
        }
    }
}
