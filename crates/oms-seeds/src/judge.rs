//! Judges the end of a command against the ledger: its exit code and its words.

use std::time::Duration;

use crate::Bend;
use crate::baton::Who;
use crate::errand::{Errand, Kind};
use crate::world::{News, Paused, World};

/// Exit codes that say that everything is as before.
const AS_BEFORE: [u8; 8] = [1, 2, 3, 4, 5, 6, 9, 130];

/// Of those, the ones that say that nothing was sent at all.
const NOTHING_SENT: [u8; 4] = [1, 2, 3, 9];

impl World {
    /// Time passes before an operator does something: a moment, or longer than anything is waited
    /// for.
    pub(crate) fn rest(&mut self) {
        let longest = [2, 60, 400, 1_500][self.chance.usize(0..4)];
        let rest = Duration::from_secs(self.chance.u64(0..longest));
        self.trace.note(|| format!("{rest:?} pass"));
        self.advance(rest);
        self.weather();
    }

    /// A process died. The system has freed what it held; nothing else of it happened behind the
    /// moment of its death.
    pub(crate) fn died(&mut self, who: Who, errand: &Errand, text: &str) {
        if matches!(errand.kind, Kind::Abandon | Kind::Resolve(..)) {
            self.acknowledge(text);
        }
        self.processes[who].alive = false;
        let files = self.processes[who].files.take();
        let is_alone = !self.processes[1 - who].alive;
        if let Some(files) = files.filter(|_| is_alone) {
            files.put_back(&self.folder);
            if self.bend == Bend::IntentBeforeRequest {
                self.news = News {
                    attempts: true,
                    runs: true,
                };
            }
        }
        if !self.is_wrong() {
            self.inspect();
        }
    }

    /// A command came to its end, and said so.
    pub(crate) fn ended(&mut self, who: Who, errand: &Errand, exit: u8, text: &str) {
        self.trace
            .of(who, || format!("exit {exit}: {}", on_one_line(text)));
        *self.passed.exits.entry(exit).or_default() += 1;
        let process = &mut self.processes[who];
        process.alive = false;
        process.said_paused = text.contains("LEFT PAUSED");
        // The words come before the record, so they count even if the store was lost on the way and
        // the command cannot tell that it was written down.
        if matches!(errand.kind, Kind::Abandon | Kind::Resolve(..)) {
            self.acknowledge(text);
        }
        if let Kind::Resolve(entry, verdict) = errand.kind {
            self.resolved(entry, verdict, exit, text);
        }
        self.inspect();
        if let Some(what) = self.objection(who, errand, exit, text) {
            let words = errand.words.join(" ");
            self.wrong(|| format!("oms {words}: exit {exit}: {what}: {text}"));
        }
    }

    /// The message to a person who gives a run up, or who settles a request of one that was given
    /// up, says in what state the run leaves its task.
    fn acknowledge(&mut self, text: &str) {
        for (task, paused) in &mut self.paused {
            // The flags that find the service follow, if the command has any.
            let resumed = format!(": `oms task resume {task}");
            let mut resumed = text.split(resumed.as_str()).skip(1);
            if resumed.any(|behind| behind.starts_with(['`', ' '])) {
                *paused = Paused::Known;
            }
        }
    }

    /// Returns the reason why an exit code or a text does not agree with the ledger, if it does
    /// not.
    fn objection(&mut self, who: Who, errand: &Errand, exit: u8, text: &str) -> Option<String> {
        let mine = self.processes[who].wires.clone();
        let lower = text.to_lowercase();
        let sends = matches!(errand.kind, Kind::Rewind | Kind::Single | Kind::Batch);
        if !sends && !mine.is_empty() {
            return Some("it sends something".to_owned());
        }
        if lower.contains("nothing was sent") && !mine.is_empty() {
            return Some("it says that nothing was sent".to_owned());
        }
        if NOTHING_SENT.contains(&exit) && !mine.is_empty() {
            return Some("its code says that nothing was sent".to_owned());
        }
        if AS_BEFORE.contains(&exit) && sends {
            return self.not_as_before(who, errand.kind, &mine);
        }
        let open = mine.iter().any(|&wire| {
            let attempt = self.attempt(self.wires[wire].seq);
            attempt.is_some_and(|attempt| attempt.open)
        });
        let moved = self.moved(&mine);
        match (errand.kind, exit) {
            (Kind::Single, 0 | 8) if mine.is_empty() => None,
            (Kind::Single, 0 | 8) => (self.commits(&mine) != 1).then(|| "no effect".to_owned()),
            (Kind::Rewind | Kind::Single | Kind::Batch, 7) => {
                (!open && !self.was_open(&mine)).then(|| "nothing of it is unknown".to_owned())
            }
            (Kind::Rewind, 8) => (!moved).then(|| "the position was not moved".to_owned()),
            (Kind::Rewind, 10) => {
                let says = ["paused", "was seen at work"];
                let is_said = says.iter().any(|words| lower.contains(words));
                (!is_said)
                    .then(|| "it says neither that it is paused nor that it is at work".to_owned())
            }
            (_, 0 | 7 | 8 | 10)
            | (Kind::Plan | Kind::Resolve(..) | Kind::Abandon | Kind::Deliver, _) => None,
            _ => Some("a code that it cannot have".to_owned()),
        }
    }

    /// Returns the reason why it is not as before the command, or may not stay so.
    fn not_as_before(&mut self, who: Who, kind: Kind, mine: &[usize]) -> Option<String> {
        let moves = mine
            .iter()
            .filter(|&&wire| self.wires[wire].action == "ResetIncrStartTimestamp");
        let moves: Vec<usize> = moves.copied().collect();
        let all = if kind == Kind::Single { mine } else { &moves };
        if self.commits(all) > 0 {
            return Some("it took effect".to_owned());
        }
        for &wire in all {
            self.wires[wire].denied = true;
        }
        // One write without effect pauses nothing. Another's stop may have taken a while.
        if kind == Kind::Single {
            return None;
        }
        let tasks: Vec<String> = mine
            .iter()
            .map(|&wire| self.wires[wire].task.clone())
            .collect();
        let stands_still = tasks.iter().find(|task| {
            let was_at_work = self.processes[who].at_work.contains(task.as_str());
            // A person may have asked it to stop before, and the service may have taken a while.
            let by_run = self.paused.get(task.as_str()) == Some(&Paused::ByRun);
            was_at_work && by_run && !self.is_running(task)
        });
        stands_still.map(|task| format!("{task} was at work before, and stands still"))
    }

    fn commits(&self, wires: &[usize]) -> u8 {
        wires.iter().map(|&wire| self.wires[wire].commits).sum()
    }

    /// Returns whether a move of the same runs took effect, sent by this command or an earlier one;
    /// without requests, it was an earlier one.
    fn moved(&self, mine: &[usize]) -> bool {
        let run = |wire: &crate::network::Wire| {
            let attempt = self.attempt(wire.seq);
            attempt.and_then(|attempt| attempt.place)
        };
        let runs: Vec<_> = mine.iter().map(|&wire| run(&self.wires[wire])).collect();
        runs.is_empty()
            || self.wires.iter().any(|wire| {
                wire.commits > 0
                    && wire.action == "ResetIncrStartTimestamp"
                    && runs.contains(&run(wire))
            })
    }

    /// Returns whether a request of these was unknown and is settled by now: the other operator was
    /// quick.
    fn was_open(&self, mine: &[usize]) -> bool {
        mine.iter().any(|&wire| {
            let attempt = self.attempt(self.wires[wire].seq);
            attempt.is_some_and(crate::journal::Attempt::is_resolved)
        })
    }
}

/// Returns a text on one line, for the description of a history.
fn on_one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" / ")
}
