//! One moment of the world: service, network, journal and operators.

/// One of the two operators. Each wants the task at a position of its own.
pub type Who = usize;

/// The index of an intent in the journal.
pub type Seq = usize;

/// One moment of the world.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    /// The task as the service has it.
    pub service: Service,
    /// The durable entries, in order.
    pub intents: Vec<Intent>,
    /// The runs that the journal knows.
    pub runs: Vec<Run>,
    /// Who holds the lock on the task.
    pub lock: Option<Who>,
    /// Requests on their way.
    pub requests: Vec<Request>,
    /// Replies on their way, each to a process that still waits.
    pub replies: Vec<Reply>,
    /// The two operators.
    pub operators: [Operator; 2],
    /// Number of processes that may still die.
    pub crashes_left: u8,
    /// Number of requests that may still be resolved by hand.
    pub resolutions_left: u8,
    /// How often a connection to the journal may still be lost.
    pub losses_left: u8,
    /// The faults that have happened. Each is noted when it happens, because the state after it
    /// need not show it.
    pub faults: Faults,
}

/// The task as the service has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Service {
    /// True if the task is at work.
    pub running: bool,
    /// Its position: 0 at first, then 1 + the operator who moved it.
    pub position: usize,
    /// The number of times that each request took effect, by the number that it bears.
    pub commits: Vec<(usize, u8)>,
    /// The number of times that each run moved the position.
    pub moves: Vec<u8>,
}

/// A step of a rewind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Pauses the task.
    Stop,
    /// Moves the position.
    Move,
    /// Lets the task go on.
    Resume,
}

/// A request as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Intent {
    /// The number that the request bears on the wire.
    pub number: usize,
    /// Whose run it belongs to.
    pub run: usize,
    /// The step of the run.
    pub step: Step,
    /// The position before it.
    pub old: usize,
    /// The status of the request.
    pub status: Status,
    /// No network can deliver it any more.
    pub window_over: bool,
}

/// The status of a request in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nobody knows.
    Open,
    /// The service said yes, or somebody saw its effect.
    Effect,
    /// It is proved, or a person said, that it had no effect.
    NoEffect,
    /// The task is at the position that was wanted, and was there before: nobody can see whether
    /// the request moved it.
    Reached,
}

/// A run of `oms rewind`, as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Run {
    /// Whose it is.
    pub who: Who,
    /// True if the task was at work before.
    pub was_running: bool,
    /// It came to its end.
    pub ended: bool,
}

/// A request on its way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Request {
    /// The number that it bears.
    pub number: usize,
    /// Who sent it.
    pub who: Who,
    /// For which run.
    pub run: usize,
    /// The step that it asks for.
    pub step: Step,
}

/// A reply on its way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reply {
    /// The number of the request.
    pub number: usize,
    /// True if the service accepted it.
    pub accepted: bool,
}

/// The end of a request for the process that sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The service said yes.
    Accepted,
    /// The service said no.
    Rejected,
    /// No byte of it left.
    NotSent,
}

/// The phase of a process. Every boundary at which it can die lies between two of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Phase {
    /// No process runs.
    Idle,
    /// It read the journal before it took the lock: only if that rule is switched off.
    CheckedTooEarly,
    /// It holds the lock.
    Locked,
    /// It knows its run and decides on the next step.
    Deciding {
        /// The run.
        run: usize,
        /// The last move of this process had no effect, and the task is to go on as before.
        compensating: bool,
    },
    /// The request is on its way, and its intent is not durable yet: only if that rule is
    /// switched off.
    SentTooEarly {
        /// The run.
        run: usize,
        /// The step.
        step: Step,
        /// The number of the request.
        number: usize,
        /// The position before it.
        old: usize,
    },
    /// The intent is durable, and nothing was sent.
    Announced {
        /// The intent.
        seq: Seq,
        /// As in `Deciding`.
        compensating: bool,
    },
    /// The request is on its way.
    Waiting {
        /// The intent.
        seq: Seq,
        /// As in `Deciding`.
        compensating: bool,
    },
    /// The outcome is known to the process, and not durable yet.
    Answered {
        /// The intent.
        seq: Seq,
        /// The outcome of the request.
        outcome: Outcome,
        /// As in `Deciding`.
        compensating: bool,
    },
}

/// The message of a command at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Exit 0: the position has moved, and the task is as it was before.
    Moved,
    /// Exit 4, 5 or 6: everything is as before the run.
    AsBefore,
    /// Exit 9: it was refused before its first request.
    Refused,
    /// Exit 7: the request may have taken effect.
    Unknown,
    /// Exit 8 or 10: the task is left paused.
    LeftPaused,
    /// The process died; it said nothing.
    Died,
}

/// An operator, and the process that works for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Operator {
    /// The phase of the process.
    pub phase: Phase,
    /// Number of commands that may still be started.
    pub commands_left: u8,
    /// The message of the last command.
    pub said: Option<Ending>,
    /// True if the process has lost its connection to the journal, and its lock with it.
    pub is_cut_off: bool,
    /// The results that could not be written to the journal. They are kept on the operator's
    /// machine, and a death does not lose them.
    pub kept: Vec<(Seq, Status)>,
}

/// Faults that must never have happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of its own, and several can have happened"
)]
pub struct Faults {
    /// A request was sent while the end of another on the same task was open.
    pub overtaken: bool,
    /// A command said that everything is as before, and it was not.
    pub false_as_before: bool,
    /// The service refused a step because it had been taken before.
    pub sent_twice: bool,
    /// A command ended with the task paused by its run, and did not say so.
    pub paused_unsaid: bool,
}

impl Outcome {
    /// Returns the status in the journal of a request with this outcome.
    pub(crate) const fn status(self) -> Status {
        match self {
            Self::Accepted => Status::Effect,
            Self::Rejected | Self::NotSent => Status::NoEffect,
        }
    }
}

impl Service {
    /// Returns how often a request took effect.
    #[must_use]
    pub fn commits_of(&self, number: usize) -> u8 {
        self.commits
            .iter()
            .find_map(|(of, times)| (*of == number).then_some(*times))
            .unwrap_or(0)
    }

    /// Counts an effect.
    pub(crate) fn commit(&mut self, number: usize) {
        match self.commits.iter_mut().find(|(of, _)| *of == number) {
            Some((_, times)) => *times = times.saturating_add(1),
            None => self.commits.push((number, 1)),
        }
    }
}

impl State {
    /// The open intent, if there is one. There is one target, so each one counts for everybody.
    pub fn open(&self) -> impl Iterator<Item = (Seq, &Intent)> {
        self.intents
            .iter()
            .enumerate()
            .filter(|(_, intent)| intent.status == Status::Open)
    }

    /// Returns whether a look at the task shows that an intent took effect.
    ///
    /// A move to the position where the task is already shows nothing.
    #[must_use]
    pub fn shows(&self, intent: &Intent) -> bool {
        match intent.step {
            Step::Stop => !self.service.running,
            Step::Resume => self.service.running,
            Step::Move => {
                !self.service.running
                    && self.is_at_goal_of(intent)
                    && intent.old != self.service.position
            }
        }
    }

    /// Returns whether the task is at the position that a move wanted.
    #[must_use]
    pub fn is_at_goal_of(&self, intent: &Intent) -> bool {
        let goal = self.runs.get(intent.run).map(|run| run.who + 1);
        intent.step == Step::Move && goal == Some(self.service.position)
    }

    /// Returns whether a step of a run needs not be taken any more.
    #[must_use]
    pub fn is_done(&self, run: usize, step: Step) -> bool {
        self.intents.iter().any(|intent| {
            intent.run == run
                && intent.step == step
                && matches!(intent.status, Status::Effect | Status::Reached)
        })
    }
}
