//! Everything around the commands: service, network, clock, chance, and what the journal says.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fastrand::Rng;
use oms_cli::{Act, Boundary, Interrupts};
use oms_model::Faults;
use oms_sim::{BareService, Scenario};
use tokio::time::Instant;

use crate::baton::Who;
use crate::journal::{Attempt, Files, Unended};
use crate::kept::Kept;
use crate::network::{Moment, Wire};
use crate::trace::Trace;
use crate::{Bend, Passed, Violation};

/// The tasks: one that is at work at first, and one that is paused.
pub(crate) const TASKS: [&str; 2] = ["np_4w3a0001", "np_4w3a0002"];

/// The declared endpoint of the service. Nothing listens there.
pub(crate) const ENDPOINT: &str = "http://127.0.0.1:1";

/// The initial time of the clock, which is that of the built-in scenario.
const START: u64 = 1_742_369_000;

/// The length of a standstill that is written down.
const STANDSTILL: Duration = Duration::from_secs(1_200);

/// The fate of a process that has come to a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    GoOn,
    /// The other operator acts first.
    Yield,
    Die,
}

/// An event that happens to a process at a moment of a history that is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "only tests write histories down")
)]
pub(crate) enum Turn {
    Dies,
    /// The other operator acts first.
    Yields,
    IsInterrupted,
    /// It stands still for longer than any window.
    StandsStill,
    /// The same, while the database dies and the other operator acts.
    IsOutlasted,
    /// The database of the team's journal dies, and the process goes on.
    #[cfg(feature = "postgres")]
    LosesTheDatabase,
}

/// How wild a history is, in thousandths of all moments.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Temper {
    pub(crate) death: u32,
    pub(crate) yielding: u32,
    pub(crate) interrupt: u32,
    /// A process pauses for longer than any window.
    pub(crate) standstill: u32,
    /// The database of a team's journal dies.
    pub(crate) loss: u32,
    /// In hundredths of all requests.
    pub(crate) fault: u32,
}

/// The process of an operator, as the world sees it.
#[derive(Debug, Default)]
pub(crate) struct Process {
    pub(crate) alive: bool,
    /// Its number, which no other process of the history has.
    pub(crate) number: u64,
    /// When it started.
    pub(crate) began: Duration,
    /// The paused clock of its runtime at the beginning, and how much of its time has passed in the
    /// world.
    pub(crate) zero: Option<Instant>,
    pub(crate) ticked: Duration,
    /// The entry that announces the request that it sends next.
    pub(crate) intent: Option<u64>,
    /// When that was announced.
    pub(crate) announced: Duration,
    /// The requests that it has sent.
    pub(crate) wires: Vec<usize>,
    /// The tasks that were at work when it had its locks.
    pub(crate) at_work: BTreeSet<&'static str>,
    pub(crate) interrupts: Option<Interrupts>,
    /// The files on the disk when it died.
    pub(crate) files: Option<Files>,
    /// The files on the disk without its intent, if the rule that the intent comes first is bent.
    pub(crate) unwritten: Option<Files>,
    /// Its last command said that a task is left paused.
    pub(crate) said_paused: bool,
}

/// The kinds of entry that may have been written to the journal since it was read.
#[derive(Debug, Default)]
pub(crate) struct News {
    pub(crate) attempts: bool,
    pub(crate) runs: bool,
}

/// Why a task stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paused {
    /// A run has paused it.
    ByRun,
    /// A person wanted it so, or knows of it.
    Known,
}

/// Everything around the commands.
pub(crate) struct World {
    pub(crate) chance: Rng,
    pub(crate) temper: Temper,
    /// Nothing goes wrong any more.
    pub(crate) calm: bool,
    /// The events for the next process that comes to each of these moments, whatever is drawn.
    pub(crate) script: VecDeque<(Moment, Turn)>,
    pub(crate) bend: Bend,
    pub(crate) service: BareService,
    /// The time since the start.
    pub(crate) now: Duration,
    pub(crate) kept: Kept,
    pub(crate) folder: PathBuf,
    pub(crate) wires: Vec<Wire>,
    /// The kinds of entry that may have been written to the journal since it was read.
    pub(crate) news: News,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) unended: Vec<Unended>,
    pub(crate) processes: [Process; 2],
    /// The number of processes that have started.
    pub(crate) started: u64,
    /// The number of the process that announced each entry.
    pub(crate) announcers: BTreeMap<u64, u64>,
    pub(crate) paused: BTreeMap<String, Paused>,
    /// Moves of which nobody can see whether they took effect, and that a person called done.
    pub(crate) reached: BTreeSet<u64>,
    /// Moves that the command would not call without effect.
    pub(crate) doubted: BTreeSet<u64>,
    pub(crate) faults: Faults,
    pub(crate) trace: Trace,
    pub(crate) passed: Passed,
    wrong: Option<String>,
}

impl World {
    pub(crate) fn new(seed: u64, bend: Bend, kept: &Kept, folder: &Path, told: bool) -> Self {
        let mut chance = Rng::with_seed(seed);
        let mut temper = Temper::draw(&mut chance);
        if kept.is_of_a_team() {
            temper.loss = [0, 0, 0, 0, 0, 5, 20][chance.usize(0..7)];
        }
        let service = service(&mut chance);
        Self {
            chance,
            temper,
            calm: false,
            script: VecDeque::new(),
            bend,
            service,
            now: Duration::ZERO,
            kept: kept.clone(),
            folder: folder.to_owned(),
            wires: Vec::new(),
            news: News::default(),
            attempts: Vec::new(),
            unended: Vec::new(),
            processes: Default::default(),
            started: 0,
            announcers: BTreeMap::new(),
            paused: BTreeMap::new(),
            reached: BTreeSet::new(),
            doubted: BTreeSet::new(),
            faults: Faults::default(),
            trace: Trace::new(told),
            passed: Passed::default(),
            wrong: None,
        }
    }

    /// The time on the clock on the wall.
    pub(crate) fn wall(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(START) + self.now
    }

    /// Something is wrong. Later events are not judged any more.
    pub(crate) fn wrong(&mut self, what: impl FnOnce() -> String) {
        if self.wrong.is_none() {
            let what = what();
            self.trace.note(|| format!("WRONG: {what}"));
            self.wrong = Some(what);
        }
    }

    pub(crate) fn is_wrong(&self) -> bool {
        self.wrong.is_some()
    }

    /// Time passes.
    pub(crate) fn advance(&mut self, by: Duration) {
        self.now += by;
        self.service.advance(by);
    }

    /// Returns whether the process that announced an entry still lives.
    pub(crate) fn lives_process_of(&self, entry: u64) -> bool {
        let announcer = self.announcers.get(&entry);
        let mut alive = self.processes.iter().filter(|process| process.alive);
        alive.any(|process| Some(&process.number) == announcer)
    }

    /// Returns whether a task is at work.
    pub(crate) fn is_running(&self, task: &str) -> bool {
        let task = self.service.world().task(task);
        task.is_some_and(|task| task.status.is_running())
    }

    pub(crate) fn draws(&mut self, of: u32, in_all: u32) -> bool {
        self.chance.u32(0..in_all) < of
    }

    /// A process comes to a moment.
    pub(crate) fn pass(&mut self, who: Who, moment: Moment) -> Fate {
        if self.is_wrong() {
            return Fate::Die;
        }
        self.trace.of(who, || format!("is {moment}"));
        if self.bend == Bend::IntentBeforeRequest {
            self.write_late(who, moment);
        }
        if let Moment::Of(Boundary::After(act)) = moment {
            self.news.attempts |= matches!(act, Act::Intent | Act::Result | Act::Resolution);
            self.news.runs |= matches!(act, Act::RunBegun | Act::RunEnded);
        }
        match moment {
            Moment::Of(Boundary::After(Act::Intent)) => self.announced(who),
            Moment::Of(Boundary::After(Act::Lock)) => {
                let at_work = TASKS.iter().copied();
                let at_work = at_work.filter(|task| self.is_running(task)).collect();
                self.processes[who].at_work = at_work;
            }
            _ => {}
        }
        let fate = if self.is_wrong() {
            Fate::Die
        } else {
            self.fate(who, moment)
        };
        let counts = self.passed.boundaries.entry(moment.to_string());
        let (passed, died) = counts.or_default();
        *passed += 1;
        *died += u64::from(fate == Fate::Die);
        fate
    }

    fn fate(&mut self, who: Who, moment: Moment) -> Fate {
        let next = self.script.front().filter(|(at, _)| *at == moment);
        if let Some((_, turn)) = next.copied() {
            self.script.pop_front();
            return match turn {
                Turn::Dies => Fate::Die,
                Turn::Yields => Fate::Yield,
                Turn::StandsStill => {
                    self.advance(STANDSTILL);
                    Fate::GoOn
                }
                Turn::IsOutlasted => {
                    self.kept.kill();
                    self.advance(STANDSTILL);
                    Fate::Yield
                }
                #[cfg(feature = "postgres")]
                Turn::LosesTheDatabase => {
                    self.kept.kill();
                    Fate::GoOn
                }
                Turn::IsInterrupted => {
                    self.interrupt(who);
                    Fate::GoOn
                }
            };
        }
        if self.calm {
            return Fate::GoOn;
        }
        self.weather();
        let temper = self.temper;
        if self.draws(temper.death, 1000) {
            self.trace.of(who, || "DIES there".to_owned());
            return Fate::Die;
        }
        if self.draws(temper.standstill, 1000) {
            let still = Duration::from_secs(self.chance.u64(1..1200));
            self.trace.of(who, || format!("stands still for {still:?}"));
            self.advance(still);
        }
        if self.draws(temper.interrupt, 1000) {
            self.interrupt(who);
        }
        if temper.loss > 0 && self.draws(temper.loss, 1000) {
            self.trace.note(|| "the database is killed".to_owned());
            self.kept.kill();
            self.passed.losses += 1;
        }
        if self.draws(temper.yielding, 1000) {
            Fate::Yield
        } else {
            Fate::GoOn
        }
    }

    fn interrupt(&mut self, who: Who) {
        if let Some(interrupts) = &self.processes[who].interrupts {
            interrupts.interrupt();
            self.trace.of(who, || "presses Ctrl-C".to_owned());
        }
    }

    /// A process dies: what is on the disk stays as it is.
    pub(crate) fn die(&mut self, who: Who) {
        let lost = self.processes[who].unwritten.take();
        self.processes[who].files = Some(lost.unwrap_or_else(|| Files::read(&self.folder)));
    }

    /// Keeps the files without the intent until its result is written, so that a death in between
    /// loses the intent.
    fn write_late(&mut self, who: Who, moment: Moment) {
        match moment {
            Moment::Of(Boundary::Before(Act::Intent)) => {
                self.processes[who].unwritten = Some(Files::read(&self.folder));
            }
            Moment::Of(Boundary::After(Act::Result)) => self.processes[who].unwritten = None,
            _ => {}
        }
    }

    /// The result of the seed.
    pub(crate) fn verdict(self) -> Result<Passed, Violation> {
        match self.wrong {
            None => Ok(self.passed),
            Some(what) => Err(Violation {
                what,
                trace: self.trace.into_lines(),
            }),
        }
    }
}

impl Temper {
    fn draw(chance: &mut Rng) -> Self {
        let mut of = |values: &[u32]| values[chance.usize(0..values.len())];
        Self {
            death: of(&[0, 10, 30, 80]),
            yielding: of(&[0, 50, 200, 500]),
            interrupt: of(&[0, 0, 5, 30]),
            standstill: of(&[0, 0, 5, 30]),
            loss: 0,
            fault: of(&[0, 10, 30, 60]),
        }
    }
}

/// The service: tasks stop at once or take a while, and tickets run at once or take a while.
fn service(chance: &mut Rng) -> BareService {
    if chance.bool() {
        return BareService::new(&Scenario::built_in());
    }
    let text = slow(chance.u32(0..20), chance.u32(0..20));
    let scenario = Scenario::parse(&text).unwrap_or_else(|error| panic!("{error}"));
    BareService::new(&scenario)
}

/// The built-in scenario, in which stops and tickets take so many seconds.
pub(crate) fn slow(stops: u32, tickets: u32) -> String {
    format!(
        "{}\n[service]\nstopping-takes = \"{stops}s\"\n\n[tickets]\nafter = \"{tickets}s\"\n",
        Scenario::built_in_text(),
    )
}
