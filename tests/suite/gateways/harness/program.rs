//! Finds the program of a gateway, and reports one that is missing.

use std::path::{Path, PathBuf};

use oms_testkit::Required;

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
            oms_testkit::lacks_program(Required::Gateways, self.name, self.packages);
        }
        found
    }

    /// Finds its path, without a word if there is none.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        let whole = self.files.iter().all(|file| Path::new(file).exists());
        oms_testkit::find(self.name).filter(|_| whole)
    }
}
