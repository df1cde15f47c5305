//! The invariants of the model over the command at work: what the ledger, the journal and the
//! commands show together.

use std::collections::BTreeMap;

use oms_model::{Faults, Observed, Status, broken};

use crate::baton::Who;
use crate::world::{Paused, TASKS, World};

impl Observed for World {
    fn requests(&self) -> impl Iterator<Item = (Status, u8)> {
        self.attempts.iter().map(|attempt| {
            let status = attempt.status(self.reached.contains(&attempt.entry));
            (status, self.effects_of(attempt.entry))
        })
    }

    fn effects(&self) -> impl Iterator<Item = u8> {
        self.attempts
            .iter()
            .map(|attempt| self.effects_of(attempt.entry))
    }

    fn moves(&self) -> impl Iterator<Item = u8> {
        let mut moves = BTreeMap::new();
        for wire in &self.wires {
            let place = self.attempt(wire.seq).and_then(|attempt| attempt.place);
            if let Some(place) = place.filter(|_| wire.action == "ResetIncrStartTimestamp") {
                *moves.entry(place).or_insert(0) += wire.commits;
            }
        }
        moves.into_values()
    }

    fn faults(&self) -> &Faults {
        &self.faults
    }

    fn is_left_paused(&self) -> bool {
        let is_busy = self.processes.iter().any(|process| process.alive);
        !is_busy && self.left_paused().next().is_some()
    }

    fn is_told(&self) -> bool {
        let said = self.processes.iter().any(|process| process.said_paused);
        said || self.left_paused().all(|task| {
            let runs = |run: &crate::journal::Unended| run.moves.iter().any(|it| it.task == task);
            let is_open = |it: &crate::journal::Attempt| it.open && it.id == task;
            self.unended.iter().any(runs) || self.attempts.iter().any(is_open)
        })
    }
}

impl World {
    /// The number of times that the request of this entry took effect.
    pub(crate) fn effects_of(&self, entry: u64) -> u8 {
        let wires = self.wires.iter().filter(|wire| wire.seq == entry);
        wires.map(|wire| wire.commits).sum()
    }

    /// The tasks that a run has paused and that nobody has let go on.
    fn left_paused(&self) -> impl Iterator<Item = &'static str> {
        TASKS
            .into_iter()
            .filter(|task| self.paused.get(*task) == Some(&Paused::ByRun) && !self.is_running(task))
    }

    /// A process has written an intent, or was refused to. It finds out which is its own, and that
    /// it overtakes none.
    pub(crate) fn announced(&mut self, who: Who) {
        let known = self.attempts.last().map_or(0, |attempt| attempt.entry);
        self.read_journal();
        let newest = self.attempts.last();
        let Some(mine) = newest.filter(|attempt| attempt.entry > known).cloned() else {
            return;
        };
        let is_other =
            |it: &crate::journal::Attempt| it.open && it.id == mine.id && it.entry != mine.entry;
        self.faults.overtaken |= self.attempts.iter().any(is_other);
        let now = self.now;
        let process = &mut self.processes[who];
        process.intent = Some(mine.entry);
        process.announced = now;
        self.announcers.insert(mine.entry, process.number);
        self.hold_invariants();
    }

    /// Reads what an operator can see, and holds it to the invariants.
    pub(crate) fn inspect(&mut self) {
        self.read_journal();
        self.read_runs();
        self.hold_invariants();
    }

    pub(crate) fn hold_invariants(&mut self) {
        if let Some(name) = broken(self) {
            self.wrong(|| format!("broken: {name}"));
        }
    }
}
