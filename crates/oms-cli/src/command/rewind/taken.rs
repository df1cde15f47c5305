//! The result of the steps of a move.

use serde::Serialize;
use serde_json::Value;

use super::left::TaskLeft;
use crate::act::{Effect, PositionLeft, Settled, Unwritten};
use crate::exit::Exit;

/// The result of a move, and the state in which it leaves the task.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub(crate) steps: Vec<StepTaken>,
    pub(crate) ticket: Option<Value>,
    /// The entry of a move that an earlier command has sent and that nobody has seen accepted: it
    /// was recorded to have taken effect.
    pub(crate) recorded: Option<u64>,
    /// The request that moved the position, where this run has sent it.
    pub(crate) moved: Option<Settled>,
    /// The request that was to resume the task behind a move that had no effect.
    pub(crate) let_go: Option<Settled>,
    /// The request whose result could not be written down. None is sent behind it.
    pub(crate) unwritten: Option<Unwritten>,
    pub(crate) end: End,
    /// The state in which the task is left.
    pub(crate) task: TaskLeft,
    /// The position at which it is left by a move that was not accepted.
    pub(crate) position: PositionLeft,
}

/// One step that was taken, for people and programs.
#[derive(Debug, Serialize)]
pub(crate) struct StepTaken {
    #[serde(rename = "step")]
    pub(crate) name: String,
    pub(crate) outcome: &'static str,
    pub(crate) journal: Option<u64>,
}

/// The way in which the steps ended.
#[derive(Debug, Default)]
pub(crate) enum End {
    /// All were taken.
    #[default]
    Done,
    /// The stop was not accepted.
    NotStopped(Settled),
    /// The stop was accepted, and the task was not seen to stop. The position was not moved.
    StillStopping(String),
    /// The move was not accepted.
    NotMoved(Settled),
    /// The move was accepted, and was not seen to come about.
    NotSeen(String),
    /// The position was moved, and the resume was not accepted.
    NotResumed(Settled),
    /// The position was moved, and the task is paused behind a stop that was refused, so that this
    /// run does not resume it.
    StaysPaused,
    /// Everything was done, and the task was not seen to move on, or has moved on too far.
    NotMovedOn(String),
}

impl Taken {
    /// Returns the result of a move by itself, without the steps around it.
    pub(crate) fn of_move(moved: Settled) -> Self {
        let taken = Self {
            ticket: moved.ticket(),
            unwritten: moved.unwritten,
            position: moved.position.clone(),
            ..Self::default()
        };
        match moved.effect() {
            Effect::Took => Self {
                moved: Some(moved),
                ..taken
            },
            Effect::None | Effect::Unknown => Self {
                end: End::NotMoved(moved),
                ..taken
            },
        }
    }

    /// Returns the exit code of a command that did only this.
    pub(crate) fn exit(&self) -> Exit {
        let of_move = self.moved.as_ref().map_or(Exit::Success, Settled::exit);
        match &self.end {
            // An answer that could not be read is no ticket.
            End::Done => of_move,
            End::NotStopped(stop) => match (stop.effect(), &self.task) {
                // A look shows it paused, or the stop of another run may still pause it.
                (Effect::None, TaskLeft::PerhapsPaused(_)) => Exit::PartlyDone,
                _ => stop.exit(),
            },
            End::StillStopping(_) => Exit::PartlyDone,
            End::NotMoved(moved) => match (moved.effect(), &self.task) {
                (Effect::Unknown, _) => Exit::Unknown,
                (_, TaskLeft::AsItWas | TaskLeft::Resumed) if !self.position.is_elsewhere() => {
                    moved.exit()
                }
                _ => Exit::PartlyDone,
            },
            End::NotSeen(_) | End::NotResumed(_) | End::NotMovedOn(_) | End::StaysPaused => {
                Exit::Unverified
            }
        }
    }

    /// Returns whether it left everything as it was before, and no request of it is open.
    pub(crate) fn had_no_effect(&self) -> bool {
        let (End::NotStopped(failed) | End::NotMoved(failed)) = &self.end else {
            return false;
        };
        failed.effect() == Effect::None
            && matches!(self.task, TaskLeft::AsItWas | TaskLeft::Resumed)
            && !self.position.is_elsewhere()
    }

    /// Returns whether that is proved, so that its run has ended. Behind a move that was refused, a
    /// look proves it: where none did, the run goes on to the same position.
    pub(crate) fn is_as_before(&self) -> bool {
        self.had_no_effect() && self.position != PositionLeft::Unseen
    }

    /// Returns whether a task that was paused for it was resumed.
    pub(crate) fn is_resumed(&self) -> bool {
        self.task == TaskLeft::Resumed
    }

    /// Returns the request that was not accepted, so that the steps ended with it.
    pub(crate) fn failed(&self) -> Option<&Settled> {
        match &self.end {
            End::NotStopped(failed) | End::NotMoved(failed) | End::NotResumed(failed) => {
                Some(failed)
            }
            _ => None,
        }
    }

    /// Returns the request that was to move the position, if it came so far.
    pub(crate) fn move_sent(&self) -> Option<&Settled> {
        match &self.end {
            End::NotMoved(moved) => Some(moved),
            _ => self.moved.as_ref(),
        }
    }

    /// Returns the request whose outcome is unknown, if there is one.
    pub(crate) fn unknown(&self) -> Option<&Settled> {
        let mut sent = self.failed().into_iter().chain(&self.let_go);
        sent.find(|sent| sent.effect() == Effect::Unknown)
    }

    /// Returns the entry that no look of the run settles, if there is one. A run that has ended
    /// looks no more.
    pub(crate) fn unsettled(&self, has_ended: bool) -> Option<u64> {
        self.unwritten?.unsettled(!has_ended)
    }

    /// Returns whether nothing is left to do.
    pub(crate) fn is_done(&self) -> bool {
        match &self.end {
            End::Done | End::NotMovedOn(_) => true,
            // Something else has resumed the task.
            End::NotResumed(resume) => resume.effect() == Effect::None && self.is_resumed(),
            _ => false,
        }
    }
}
