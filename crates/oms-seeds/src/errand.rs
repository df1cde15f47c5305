//! The errands of the operators: the commands that write, plan, settle and give up, with the
//! answers that a person types.

use std::fs;

use crate::Bend;
use crate::baton::Who;
use crate::person::Verdict;
use crate::world::{TASKS, World};

/// Something that an operator does.
#[derive(Debug, Clone)]
pub(crate) struct Errand {
    pub(crate) kind: Kind,
    pub(crate) words: Vec<String>,
    /// The text that is typed, if there is a terminal.
    pub(crate) typed: Option<String>,
}

/// The kind of an errand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A rewind, however it was asked for.
    Rewind,
    /// One write.
    Single,
    Batch,
    /// Saves a plan.
    Plan,
    /// Says how the request of an entry ended.
    Resolve(u64, Verdict),
    /// Gives a run up.
    Abandon,
    /// Tells the journal of a team what is kept for it.
    Deliver,
}

/// The position to which each operator wants to move the tasks, by the number of the operator.
const GOALS: [&str; 2] = ["1742365118", "1742366000"];

impl Errand {
    pub(crate) fn of(kind: Kind, line: &str) -> Self {
        Self {
            kind,
            words: line.split(' ').map(ToOwned::to_owned).collect(),
            typed: None,
        }
    }

    fn and(mut self, words: &str) -> Self {
        self.words.extend(words.split(' ').map(ToOwned::to_owned));
        self
    }
}

impl World {
    /// Draws the next errand of an operator.
    pub(crate) fn errand(&mut self, who: Who) -> Errand {
        let errand = self.choice(who);
        let sends = matches!(errand.kind, Kind::Rewind | Kind::Single | Kind::Batch);
        if sends && self.bend == Bend::Lock {
            return errand.and("--no-lock");
        }
        errand
    }

    fn choice(&mut self, who: Who) -> Errand {
        let task = TASKS[usize::from(self.draws(1, 6))];
        match self.chance.u32(0..20) {
            0..8 => {
                let errand = Errand::of(Kind::Rewind, &self.rewind(who, task));
                self.consented(errand, task)
            }
            8 => self.single(&format!("stop-project --id {task}"), task),
            9 => self.single(&format!("resume-project --id {task}"), task),
            10 => {
                let to = GOALS[who];
                let line = format!(
                    "reset-incr-start-timestamp --id {task} --reverse false --start-timestamp {to} --allow-skip"
                );
                self.single(&line, task)
            }
            11 => self.batch(who),
            12 => self.plan(who, task),
            13 => self.apply(who, task),
            14..17 => match self.any_open() {
                Some(entry) => self.resolve(entry),
                None => self.plan(who, task),
            },
            17 => match self.any_unended() {
                Some(run) => Errand::of(Kind::Abandon, &format!("runs abandon {run}")),
                None => self.apply(who, task),
            },
            _ => match self.any_unended() {
                Some(run) => self.resume(run),
                None => self.batch(who),
            },
        }
    }

    fn rewind(&mut self, who: Who, task: &str) -> String {
        let to = GOALS[who];
        let mut line =
            format!("rewind --id {task} --reverse=false --to={to} --allow-skip --wait-timeout=60s");
        for flag in ["--again", "--leave-paused", "--wait"] {
            if self.draws(1, 8) {
                line = format!("{line} {flag}");
            }
        }
        line
    }

    /// Consent, typed or by a flag; now and then it is not given, or nothing is to be sent.
    fn consented(&mut self, errand: Errand, named: &str) -> Errand {
        match self.chance.u32(0..8) {
            0 => errand,
            1 => Errand {
                typed: Some("no\n".to_owned()),
                ..errand.and("--execute")
            },
            2 | 3 => Errand {
                typed: Some(format!("{named}\n{named}\n")),
                ..errand.and("--execute")
            },
            _ => errand.and(&format!("--execute --yes={named}")),
        }
    }

    fn single(&mut self, line: &str, task: &str) -> Errand {
        let errand = Errand::of(Kind::Single, line);
        self.consented(errand, task)
    }

    fn batch(&mut self, who: Who) -> Errand {
        let both = self.chance.bool();
        let name = format!("tasks-{who}-{both}.csv");
        let lines: String = TASKS
            .iter()
            .take(if both { 2 } else { 1 })
            .flat_map(|task| [task, ",false,", GOALS[who], "\n"])
            .collect();
        let text = format!("id,reverse,startTimestamp\n{lines}");
        let file = self.folder.join(name);
        fs::write(&file, text).unwrap_or_else(|error| panic!("{error}"));
        let mut line = format!(
            "batch {} --rate=100 --allow-skip --wait-timeout=60s",
            file.display()
        );
        for flag in ["--pause", "--pause", "--keep-going", "--canary=1"] {
            if self.draws(1, 3) && !line.contains(flag) {
                line = format!("{line} {flag}");
            }
        }
        let errand = Errand::of(Kind::Batch, &line);
        self.consented(errand, if both { "2" } else { "1" })
    }

    fn plan_file(&self, who: Who, task: &str) -> String {
        let file = self.folder.join(format!("plan-{who}-{task}.json"));
        file.display().to_string()
    }

    fn plan(&mut self, who: Who, task: &str) -> Errand {
        let (file, to) = (self.plan_file(who, task), GOALS[who]);
        let what = if self.chance.bool() {
            format!("rewind --id {task} --reverse=false --to={to} --allow-skip --wait-timeout=60s")
        } else {
            format!("stop-project --id {task}")
        };
        Errand::of(Kind::Plan, &format!("plan -o {file} {what}"))
    }

    fn apply(&mut self, who: Who, task: &str) -> Errand {
        let file = self.plan_file(who, task);
        let is_rewind = fs::read_to_string(&file).is_ok_and(|text| text.contains("\"rewind\""));
        let kind = if is_rewind {
            Kind::Rewind
        } else {
            Kind::Single
        };
        Errand::of(
            kind,
            &format!("apply {file} --yes={task} --allow-skip --i-know-logs-exist"),
        )
    }

    fn any_open(&mut self) -> Option<u64> {
        let open = self.attempts.iter().filter(|attempt| attempt.open);
        let open: Vec<u64> = open.map(|attempt| attempt.entry).collect();
        (!open.is_empty()).then(|| open[self.chance.usize(0..open.len())])
    }

    fn any_unended(&mut self) -> Option<u64> {
        let count = self.unended.len();
        (count > 0).then(|| self.unended[self.chance.usize(0..count)].run)
    }

    /// Goes on with a run.
    pub(crate) fn resume(&self, number: u64) -> Errand {
        let run = self.unended.iter().find(|run| run.run == number);
        let is_batch = run.is_some_and(|run| run.command == "batch");
        let named = match run.and_then(|run| run.moves.first()) {
            Some(only) if !is_batch => only.task.clone(),
            _ => run.map_or(0, |run| run.moves.len()).to_string(),
        };
        let kind = if is_batch { Kind::Batch } else { Kind::Rewind };
        let line =
            format!("runs resume {number} --execute --yes={named} --allow-skip --wait-timeout=60s");
        Errand::of(kind, &line)
    }
}
