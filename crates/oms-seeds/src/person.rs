//! A person who looks, and says how a request ended.

use crate::Bend;
use crate::errand::{Errand, Kind};
use crate::world::World;

/// A person's verdict on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    TookEffect,
    NoEffect,
}

impl World {
    /// Says how the request of an entry ended, as far as anybody can see by now. A request that may
    /// still arrive has not been seen to have had an effect; that this proves nothing yet is for
    /// the command to say. That its process has ended is said only where it has.
    pub(crate) fn resolve(&self, entry: u64) -> Errand {
        if self.effects_of(entry) > 0 || self.doubted.contains(&entry) {
            let line = format!("journal resolve {entry} --took-effect");
            return Errand::of(Kind::Resolve(entry, Verdict::TookEffect), &line);
        }
        let mut line = format!("journal resolve {entry} --no-effect");
        if self.bend == Bend::LateWindow {
            line += " --early";
        }
        if self.bend == Bend::ProcessEnd || !self.lives_process_of(entry) {
            line += " --process-ended";
        }
        Errand::of(Kind::Resolve(entry, Verdict::NoEffect), &line)
    }

    /// A person has said how the request of an entry ended, and reads the command's reply.
    pub(crate) fn resolved(&mut self, entry: u64, verdict: Verdict, exit: u8, text: &str) {
        match verdict {
            Verdict::NoEffect if text.contains("nothing shows that it had no effect") => {
                self.doubted.insert(entry);
            }
            Verdict::TookEffect if exit == 0 && self.doubted.contains(&entry) => {
                self.reached.insert(entry);
            }
            _ => {}
        }
    }
}
