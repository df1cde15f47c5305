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
    const CACHES: Base = Base {
        windows: "LOCALAPPDATA",
        mac: "Library/Caches",
        xdg: "XDG_CACHE_HOME",
        elsewhere: ".cache",
    };
    let own = CACHES.path(surroundings)?.join("oms");
    Some(if cfg!(windows) {
        // Windows has one directory for caches and for other files.
        own.join("cache")
    } else {
        own
    })
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
    const STATE: Base = Base {
        windows: "LOCALAPPDATA",
        mac: "Library/Application Support",
        xdg: "XDG_STATE_HOME",
        elsewhere: ".local/state",
    };
    STATE.path(surroundings)
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
    const CONFIGURATION: Base = Base {
        windows: "APPDATA",
        mac: "Library/Application Support",
        xdg: "XDG_CONFIG_HOME",
        elsewhere: ".config",
    };
    Some(CONFIGURATION.path(surroundings)?.join("oms"))
}

/// The directory in which every program of a user has its own for files of one sort.
struct Base {
    /// The variable that names it on Windows.
    windows: &'static str,
    /// Its place in the home directory on macOS.
    mac: &'static str,
    /// The variable that names it on other systems.
    xdg: &'static str,
    /// Its place in the home directory there, unless the variable names another.
    elsewhere: &'static str,
}

impl Base {
    fn path(&self, surroundings: &Surroundings<'_>) -> Option<PathBuf> {
        if cfg!(windows) {
            absolute(surroundings, self.windows)
        } else if cfg!(target_os = "macos") {
            Some(home(surroundings)?.join(self.mac))
        } else {
            absolute(surroundings, self.xdg)
                .or_else(|| Some(home(surroundings)?.join(self.elsewhere)))
        }
    }
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
