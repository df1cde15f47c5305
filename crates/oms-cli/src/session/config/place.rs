//! The places of the command's files on this platform.
//!
//! It creates nothing: whoever writes a file makes its directory.

use std::path::{Path, PathBuf};

use crate::surroundings::Surroundings;

/// The file with the profiles, unless a variable names another.
pub(crate) const CONFIG_VARIABLE: &str = "OMS_CONFIG";

/// The place of the journal, unless a flag names another.
pub(crate) const JOURNAL_VARIABLE: &str = "OMS_JOURNAL";

/// Returns the file with the profiles; `None` if nothing says whose it would be.
pub(crate) fn config_file(surroundings: &Surroundings<'_>) -> Option<PathBuf> {
    path(surroundings, CONFIG_VARIABLE)
        .map(|path| expanded(&path, surroundings))
        .or_else(|| Some(config_directory(surroundings)?.join("config.toml")))
}

/// Returns whether a variable names the file with the profiles.
pub(crate) fn is_named(surroundings: &Surroundings<'_>) -> bool {
    path(surroundings, CONFIG_VARIABLE).is_some()
}

/// Returns the directory of the journal of this machine; `None` if nothing says whose it would be.
pub(crate) fn state_directory(surroundings: &Surroundings<'_>) -> Option<PathBuf> {
    Some(state_base(surroundings)?.join("oms"))
}

/// Returns the directory of the caches; `None` if nothing says whose it would be.
pub(crate) fn cache_directory(surroundings: &Surroundings<'_>) -> Option<PathBuf> {
    let base = if cfg!(windows) {
        absolute(surroundings, "LOCALAPPDATA")?.join("oms")
    } else if cfg!(target_os = "macos") {
        home(surroundings)?.join("Library/Caches")
    } else {
        absolute(surroundings, "XDG_CACHE_HOME")
            .or_else(|| Some(home(surroundings)?.join(".cache")))?
    };
    Some(base.join(if cfg!(windows) { "cache" } else { "oms" }))
}

/// Returns the directory of the files that this command checks others by: the journals' anchors,
/// and the key of saved plans. It is apart from the journal, so that whoever replaces the journal
/// does not replace these with it.
pub(crate) fn trust_directory(surroundings: &Surroundings<'_>) -> Option<PathBuf> {
    Some(state_base(surroundings)?.join("oms-trust"))
}

/// Returns the directory of results that could not be written to a team's journal; `None` if
/// nothing says whose it would be.
#[cfg(feature = "postgres")]
pub(crate) fn spool_directory(surroundings: &Surroundings<'_>) -> Option<PathBuf> {
    Some(state_base(surroundings)?.join("oms-spool"))
}

fn state_base(surroundings: &Surroundings<'_>) -> Option<PathBuf> {
    if cfg!(windows) {
        absolute(surroundings, "LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        Some(home(surroundings)?.join("Library/Application Support"))
    } else {
        absolute(surroundings, "XDG_STATE_HOME")
            .or_else(|| Some(home(surroundings)?.join(".local/state")))
    }
}

/// Returns the home directory of the user.
pub(crate) fn home(surroundings: &Surroundings<'_>) -> Option<PathBuf> {
    absolute(
        surroundings,
        if cfg!(windows) { "USERPROFILE" } else { "HOME" },
    )
}

/// Returns a path of a profile or a variable with the home directory in the place of `~/`.
pub(crate) fn expanded(path: &Path, surroundings: &Surroundings<'_>) -> PathBuf {
    let below_home = path.to_str().and_then(|text| text.strip_prefix("~/"));
    match (below_home, home(surroundings)) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

fn config_directory(surroundings: &Surroundings<'_>) -> Option<PathBuf> {
    let base = if cfg!(windows) {
        absolute(surroundings, "APPDATA")
    } else if cfg!(target_os = "macos") {
        Some(home(surroundings)?.join("Library/Application Support"))
    } else {
        absolute(surroundings, "XDG_CONFIG_HOME")
            .or_else(|| Some(home(surroundings)?.join(".config")))
    };
    Some(base?.join("oms"))
}

fn path(surroundings: &Surroundings<'_>, variable: &str) -> Option<PathBuf> {
    let path = (surroundings.environment)(variable)?;
    Some(PathBuf::from(path)).filter(|path| !path.as_os_str().is_empty())
}

/// Returns the path in a variable of the platform if it is absolute. A relative one counts as none,
/// as the XDG rules say: each directory would have a journal of its own.
fn absolute(surroundings: &Surroundings<'_>, variable: &str) -> Option<PathBuf> {
    path(surroundings, variable).filter(|path| path.is_absolute())
}
