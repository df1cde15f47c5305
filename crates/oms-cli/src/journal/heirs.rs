//! What a run takes over from those whose place it took: a task that they have paused is for it to let go on.

use super::progress::Run;
use super::run::RunEnd;
use super::state::{Attempt, Known};

impl Known {
    /// Gives the pauses of runs that were replaced to the runs that took their place, and on from there.
    pub(super) fn hand_over(&mut self) {
        let seqs: Vec<u64> = self.runs().map(|run| run.seq).collect();
        for seq in seqs {
            let Some(run) = self.run(seq) else { continue };
            let Some(RunEnd::Replaced { by }) = run.end else {
                continue;
            };
            // The oldest first: what it hands over has arrived by the time that its heir is replaced itself.
            let pauses = run.pauses();
            if let Some(heir) = self.run_mut(by).filter(|_| by > seq) {
                heir.inherited.extend(pauses);
            }
        }
    }
}

impl Run {
    /// The requests that have paused its tasks and were not followed by one that let them go on.
    fn pauses(&self) -> Vec<Attempt> {
        let lines = self.plan.moves.iter().map(|planned| planned.line);
        lines
            .filter_map(|line| self.paused(line).cloned())
            .collect()
    }
}
