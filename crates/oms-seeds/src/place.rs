//! The folder in which histories are played, one after the other.

use std::path::Path;
use std::time::UNIX_EPOCH;

use oms_cli::Exit;
use tempfile::TempDir;

use crate::aside::run_aside;
use crate::journal::{Attempt, Files, read};
use crate::kept::{Kept, Store};
use crate::world::ENDPOINT;

/// One history in so many begins where no journal was ever kept.
const FRESH: u64 = 8;

/// A folder of its own, in memory where there is such a place.
pub(crate) struct Place {
    kept: Kept,
    folder: TempDir,
    /// A journal that is there, with a request that nobody received.
    begun: Files,
    attempts: Vec<Attempt>,
}

impl Place {
    pub(crate) fn new(store: Store) -> Self {
        let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new());
        let folder = folder.unwrap();
        let kept = Kept::new(store, folder.path());
        let (mut begun, mut attempts) = (Files::default(), Vec::new());
        if !kept.is_of_a_team() {
            begin(&kept);
            attempts = read(&kept, &["journal", "list"]).unwrap_or_else(|text| panic!("{text}"));
            begun = Files::read(folder.path());
        }
        Self {
            kept,
            folder,
            begun,
            attempts,
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Puts there what a history begins with, and tells what its journal says.
    pub(crate) fn prepare(&self, seed: u64) -> Vec<Attempt> {
        self.kept.empty();
        if seed.is_multiple_of(FRESH) {
            Files::default().put_back(self.folder());
            return Vec::new();
        }
        self.begun.put_back(self.folder());
        self.attempts.clone()
    }
}

/// Makes a journal: a request to a service that nobody serves.
fn begin(kept: &Kept) {
    let journal = kept.journal(None);
    let words = [
        "--endpoint",
        ENDPOINT,
        "--user=admin",
        "--journal",
        &journal,
        "stop-project",
        "--id=np_4w3a0003",
        "--no-preflight",
        "--execute",
        "--yes=np_4w3a0003",
    ];
    let password = [("OMS_PASSWORD", "secret")];
    let (exit, _, said) = run_aside(&kept.home(None), UNIX_EPOCH, &password, &words);
    assert_eq!(exit, Exit::NotSent, "{said}");
}
