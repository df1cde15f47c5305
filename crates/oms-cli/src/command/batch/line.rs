//! The result of one line: of its move, or of the whole loop around it.

use oms_client::Outcome;
use serde_json::Value;

use super::item::Item;
use crate::act::{Effect, Ending, Settled};
use crate::command::continuation::{Continuation, joined};
use crate::command::rewind::{self, Goal, Taken, TaskLeft};
use crate::exit::Exit;
use crate::report;

/// The result of one line.
#[derive(Debug)]
pub(super) enum LineEnd {
    /// Its position was to be moved, and nothing else.
    Moved(Box<Settled>),
    /// Its task was to be paused, moved and resumed.
    Taken(Box<Goal>, Box<Taken>),
}

impl LineEnd {
    /// Returns the request that was to move the position, if it came so far.
    fn moved(&self) -> Option<&Settled> {
        match self {
            Self::Moved(moved) => Some(moved),
            Self::Taken(_, taken) => match &taken.end {
                rewind::End::NotMoved(moved) => Some(moved),
                _ => taken.moved.as_ref(),
            },
        }
    }

    /// Returns whether nothing is left to do, so that the next line may be sent. Behind a move
    /// whose answer could not be read, a person looks first.
    pub(super) fn is_done(&self) -> bool {
        match self {
            Self::Moved(moved) => moved.exit() == Exit::Success,
            Self::Taken(_, taken) => {
                let moved = taken.moved.as_ref();
                taken.is_done() && moved.is_none_or(|moved| moved.exit() == Exit::Success)
            }
        }
    }

    /// Returns whether something took effect and was not undone.
    pub(super) fn took_effect(&self) -> bool {
        match self {
            Self::Moved(moved) => moved.effect() == Effect::Took,
            Self::Taken(_, taken) => !taken.had_no_effect() && !self.is_unknown(),
        }
    }

    /// Returns whether it had no effect, and no request of it is open.
    pub(super) fn had_no_effect(&self) -> bool {
        match self {
            Self::Moved(moved) => moved.effect() == Effect::None,
            Self::Taken(_, taken) => taken.had_no_effect(),
        }
    }

    /// Returns whether its outcome is unknown.
    pub(super) fn is_unknown(&self) -> bool {
        self.exit() == Exit::Unknown
    }

    /// Returns whether the service refused it. It then had no effect, and the next line may still
    /// be accepted.
    pub(super) fn is_rejected(&self) -> bool {
        let is_rejected = |moved: &Settled| match &moved.ending {
            Ending::Failed(error) => Exit::of(error) == Exit::Rejected,
            _ => false,
        };
        match self {
            Self::Moved(moved) => is_rejected(moved),
            Self::Taken(_, taken) => match &taken.end {
                rewind::End::NotStopped(failed) | rewind::End::NotMoved(failed) => {
                    taken.had_no_effect() && is_rejected(failed)
                }
                _ => false,
            },
        }
    }

    /// Returns the exit code of a command that did only this.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Moved(moved) => moved.exit(),
            Self::Taken(_, taken) => taken.exit(),
        }
    }

    /// Returns the outcome of the move.
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Moved(moved) => moved.outcome(),
            Self::Taken(_, taken) => rewind::of_move(taken),
        }
    }

    /// Returns whether the run goes on to the position that was sent.
    pub(super) fn keeps_its_position(&self) -> bool {
        match self {
            // A person settles what is unknown, and may find that it had no effect.
            Self::Moved(moved) => moved.effect() == Effect::Took,
            Self::Taken(_, taken) => rewind::may_have_moved(taken),
        }
    }

    pub(super) fn ticket(&self) -> Option<Value> {
        match self {
            Self::Moved(moved) => moved.ticket(),
            Self::Taken(_, taken) => taken.ticket.clone(),
        }
    }

    /// Returns the number of the entry of the move.
    pub(super) fn entry(&self) -> Option<u64> {
        self.moved()?.seq
    }

    /// Returns the description of what went wrong, if something did.
    pub(super) fn message(&self, action: &str) -> Option<String> {
        match self {
            Self::Moved(moved) if moved.exit() == Exit::Success => None,
            Self::Moved(moved) => Some(report::sentence(action, moved)),
            Self::Taken(goal, taken) => rewind::message(goal, taken),
        }
    }

    /// Returns the advice that comes before the command that goes on with the run.
    pub(super) fn first(&self, left: &Continuation) -> Option<String> {
        match self {
            Self::Moved(moved) => {
                let mend = moved.unannounced().map(|cause| cause.next.clone());
                joined([mend, left.record()])
            }
            Self::Taken(goal, taken) => rewind::first(goal, taken, left),
        }
    }

    /// Returns the entry that nothing but a person settles, if its result could not be written
    /// down. A line that moves a position and nothing else is never settled by a look.
    pub(super) fn unsettled(&self, has_ended: bool) -> Option<u64> {
        match self {
            Self::Moved(moved) => moved.unwritten?.unsettled(false),
            Self::Taken(_, taken) => taken.unsettled(has_ended),
        }
    }

    /// Returns the advice on what to do about an unknown outcome, and how the run goes on then.
    pub(super) fn next(&self, item: &Item, left: &Continuation) -> Option<String> {
        let target = item.plan.explanation.target.as_ref();
        match self {
            Self::Moved(moved) if moved.effect() == Effect::Unknown => {
                let look = report::way_out(target, moved.seq)?;
                Some(format!("{look} {}", rewind::once_recorded(left)))
            }
            Self::Moved(_) => None,
            Self::Taken(_, taken) => rewind::where_it_shows(taken, target, left),
        }
    }

    /// Returns the state in which the task is left, if the line changed it.
    pub(super) fn task(&self) -> Option<&TaskLeft> {
        match self {
            Self::Moved(_) => None,
            Self::Taken(_, taken) => Some(&taken.task),
        }
    }
}
