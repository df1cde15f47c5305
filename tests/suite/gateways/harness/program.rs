//! Finds the program of a gateway, and reports one that is missing.

use std::path::{Path, PathBuf};

use crate::support::aloud::say;

/// With this variable, a program that is missing fails its test: CI shows so that it tested every
/// gateway.
const REQUIRED: &str = "OMS_REQUIRE_GATEWAYS";

/// A program, with what else must be installed for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program {
    /// Its name in `PATH`.
    pub(crate) name: &'static str,
    /// Files beside it without which it is of no use here.
    pub(crate) files: &'static [&'static str],
    /// The Debian packages that hold all of it.
    pub(crate) packages: &'static str,
}

impl Program {
    /// Finds its path; `None` if this machine has none, which is then said on standard error.
    ///
    /// # Panics
    ///
    /// If it is missing where it is required.
    pub(crate) fn find(&self) -> Option<PathBuf> {
        let found = self.path();
        if found.is_none() {
            let test = std::thread::current();
            let line = format!(
                "SKIPPED: {}: `{}` is missing; install with `apt-get install --no-install-recommends {}`\n",
                test.name().unwrap_or("a test of the gateways"),
                self.name,
                self.packages,
            );
            assert!(
                std::env::var_os(REQUIRED).is_none(),
                "{REQUIRED} is set\n{line}"
            );
            say(&line);
        }
        found
    }

    /// Finds its path, without a word if there is none.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        let whole = self.files.iter().all(|file| Path::new(file).exists());
        let path = std::env::var_os("PATH").unwrap_or_default();
        // Debian keeps these programs where the PATH of most users does not lead.
        let beside = ["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from);
        let program = std::env::split_paths(&path)
            .chain(beside)
            .map(|folder| folder.join(self.name))
            .find(|file| file.is_file());
        program.filter(|_| whole)
    }
}
