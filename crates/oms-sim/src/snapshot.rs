//! A snapshot: the whole state of a simulator, so that it can go back to it.
//!
//! The ledger is not part of it: requests that were received have been received. The movement of a
//! request is that of its ticket, where the moment has that ticket as well, and stays where not. A
//! request that still waits has no effect on the moment that is gone back to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::engine::World;
use crate::fault::FaultBoard;
use crate::http::Shared;

/// The whole state of a simulator: the world with its clock and its randomness, the faults that are
/// armed, and which answers of a recording were played.
///
/// It is written and read as JSON. Its content may change between versions, and one of another
/// version is refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    version: String,
    world: World,
    faults: FaultBoard,
    /// For each answer of the recording, true if it was played; empty without a recording.
    #[serde(default)]
    played: Vec<bool>,
}

/// The reason why a simulator cannot go back to a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSnapshot(String);

/// The version of the simulator that writes and reads snapshots.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Shared {
    pub(crate) fn snapshot(&self) -> Snapshot {
        let state = self.lock();
        Snapshot {
            version: VERSION.to_owned(),
            world: state.world.clone(),
            faults: state.faults.clone(),
            played: state.played(),
        }
    }

    pub(crate) fn restore(&self, snapshot: Snapshot) -> Result<(), InvalidSnapshot> {
        if snapshot.version != VERSION {
            return Err(InvalidSnapshot(format!(
                "the snapshot is of version {}, and this simulator is of version {VERSION}",
                snapshot.version
            )));
        }
        for armed in snapshot.faults.armed() {
            let rule = armed.rule.check();
            rule.map_err(|invalid| InvalidSnapshot(format!("fault {}: {invalid}", armed.id)))?;
        }
        let mut locked = self.lock();
        let state = &mut *locked;
        if state.played().len() != snapshot.played.len() {
            return Err(InvalidSnapshot(
                "the snapshot was made beside another recording, or beside none, and this simulator is as it was: restore it where it was made".to_owned(),
            ));
        }
        if let Some(replay) = &mut state.replay {
            replay.go_back(&snapshot.played);
        }
        state.ledger.change_world(&state.world, &snapshot.world);
        state.pace.rebase(snapshot.world.now());
        state.world = snapshot.world;
        state.faults = snapshot.faults;
        state.restored = state.restored.saturating_add(1);
        Ok(())
    }
}

impl fmt::Display for InvalidSnapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidSnapshot {}
