//! The store of the journal of a history, and the home of each of its readers.

use std::fs;
use std::path::{Path, PathBuf};
#[cfg(feature = "postgres")]
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::baton::Who;
#[cfg(feature = "postgres")]
use crate::team::Team;

/// The store that holds the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// A directory, as on one machine.
    Embedded,
    /// A PostgreSQL server, as for a team on several machines. It is killed now and then.
    #[cfg(feature = "postgres")]
    Team,
}

/// A journal, and whoever reads it.
#[derive(Clone)]
pub(crate) struct Kept {
    folder: PathBuf,
    #[cfg(feature = "postgres")]
    team: Option<Arc<Mutex<Team>>>,
}

impl Kept {
    pub(crate) fn new(store: Store, folder: &Path) -> Self {
        match store {
            Store::Embedded => Self {
                folder: folder.to_owned(),
                #[cfg(feature = "postgres")]
                team: None,
            },
            #[cfg(feature = "postgres")]
            Store::Team => Self {
                folder: folder.to_owned(),
                team: Some(Arc::new(Mutex::new(Team::new()))),
            },
        }
    }

    /// The value of `--journal` for an operator, or for whoever only looks.
    pub(crate) fn journal(&self, who: Option<Who>) -> String {
        #[cfg(feature = "postgres")]
        if let Some(team) = self.team() {
            return team.journal(who);
        }
        let _ = who;
        self.folder.join("journal").display().to_string()
    }

    /// The home of an operator, or of whoever only looks. The members of a team work on machines of
    /// their own.
    pub(crate) fn home(&self, who: Option<Who>) -> PathBuf {
        if !self.is_of_a_team() {
            return self.folder.clone();
        }
        let name = who.map_or("carol", |who| ["ann", "bob"][who]);
        let home = self.folder.join(name);
        fs::create_dir_all(&home).unwrap_or_else(|error| panic!("{error}"));
        home
    }
}

#[cfg(feature = "postgres")]
impl Kept {
    fn team(&self) -> Option<MutexGuard<'_, Team>> {
        let team = self.team.as_ref()?;
        Some(team.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn is_of_a_team(&self) -> bool {
        self.team.is_some()
    }

    /// Removes what a history has left behind.
    pub(crate) fn empty(&self) {
        if let Some(mut team) = self.team() {
            team.empty();
        }
    }

    /// The database dies.
    pub(crate) fn kill(&self) {
        if let Some(mut team) = self.team() {
            team.kill();
        }
    }

    /// The database works again.
    pub(crate) fn revive(&self) {
        if let Some(mut team) = self.team() {
            team.revive();
        }
    }

    /// Waits until the database has noticed that the process of an operator is gone.
    pub(crate) fn wait_for_end_of(&self, who: Who) {
        if let Some(team) = self.team() {
            team.wait_for_end_of(who);
        }
    }
}

#[cfg(not(feature = "postgres"))]
#[expect(
    clippy::unused_self,
    reason = "the signatures are those of a build with PostgreSQL"
)]
impl Kept {
    pub(crate) const fn is_of_a_team(&self) -> bool {
        false
    }

    pub(crate) const fn empty(&self) {}

    pub(crate) const fn kill(&self) {}

    pub(crate) const fn revive(&self) {}

    pub(crate) const fn wait_for_end_of(&self, _: Who) {}
}
