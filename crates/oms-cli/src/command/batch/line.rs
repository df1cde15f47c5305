//! The result of one line: of its move, or of the whole loop around it.

use oms_client::Outcome;

use super::item::Item;
use crate::act::Ending;
use crate::command::continuation::Continuation;
use crate::command::rewind::{self, End, Goal, Taken, TaskLeft};
use crate::exit::Exit;
use crate::report;

/// The result of one line.
#[derive(Debug)]
pub(super) struct LineEnd {
    pub(super) goal: Goal,
    pub(super) taken: Taken,
    /// Set where its task was to be paused, moved and resumed; its position was to be moved and
    /// nothing else otherwise.
    pub(super) is_loop: bool,
}

impl LineEnd {
    /// Returns whether nothing is left to do, so that the next line may be sent. Behind a move
    /// whose answer could not be read, a person looks first.
    pub(super) fn is_done(&self) -> bool {
        let moved = self.taken.moved.as_ref();
        self.taken.is_done() && moved.is_none_or(|moved| moved.exit() == Exit::Success)
    }

    /// Returns whether something took effect and was not undone.
    pub(super) fn took_effect(&self) -> bool {
        !self.had_no_effect() && !self.is_unknown()
    }

    /// Returns whether it had no effect, and no request of it is open.
    pub(super) fn had_no_effect(&self) -> bool {
        self.taken.had_no_effect()
    }

    /// Returns whether its outcome is unknown.
    pub(super) fn is_unknown(&self) -> bool {
        self.exit() == Exit::Unknown
    }

    /// Returns whether one of its requests is open. Beside its move, that is one that was to resume
    /// the task.
    pub(super) fn is_open(&self) -> bool {
        self.taken.unknown().is_some()
    }

    /// Returns whether the service refused it. It then had no effect, and the next line may still
    /// be accepted.
    pub(super) fn is_rejected(&self) -> bool {
        let (End::NotStopped(failed) | End::NotMoved(failed)) = &self.taken.end else {
            return false;
        };
        let is_rejected = match &failed.ending {
            Ending::Failed(error) => Exit::of(error) == Exit::Rejected,
            _ => false,
        };
        is_rejected && self.had_no_effect()
    }

    /// Returns the exit code of a command that did only this.
    pub(super) fn exit(&self) -> Exit {
        self.taken.exit()
    }

    /// Returns the outcome of the move.
    pub(super) fn outcome(&self) -> Outcome {
        rewind::of_move(&self.taken)
    }

    /// Returns whether the run goes on to the position that was sent.
    pub(super) fn keeps_its_position(&self) -> bool {
        // A line that moves a position and nothing else never looks: a refused one is counted anew,
        // and a person may find that an unknown one had no effect.
        rewind::keeps_its_position(&self.taken) && (self.is_loop || self.took_effect())
    }

    /// Returns whether it left everything as it was before, so that nothing of it is left to go on
    /// with.
    pub(super) fn is_as_before(&self) -> bool {
        // A line that moves a position and nothing else never looks.
        self.taken.is_as_before() || !self.is_loop && self.had_no_effect()
    }

    /// Returns the number of the entry of the move, if it came so far.
    pub(super) fn entry(&self) -> Option<u64> {
        self.taken.move_sent()?.seq
    }

    /// Returns the description of what went wrong, if something did.
    pub(super) fn message(&self) -> Option<String> {
        rewind::message(&self.goal, &self.taken)
    }

    /// Returns the entry that nothing but a person settles, if its result could not be written
    /// down. A line that moves a position and nothing else is never settled by a look.
    pub(super) fn unsettled(&self, has_ended: bool) -> Option<u64> {
        self.taken.unsettled(has_ended || !self.is_loop)
    }

    /// Returns the advice on what to do about an unknown outcome, and how the run goes on then.
    pub(super) fn next(&self, item: &Item, left: &Continuation) -> Option<String> {
        let target = item.plan.explanation.target.as_ref();
        if self.is_loop {
            return rewind::where_it_shows(&self.taken, target, left);
        }
        let look = report::way_out(target, self.taken.unknown()?.seq)?;
        Some(format!("{look} {}", rewind::once_recorded(left)))
    }

    /// Returns the state in which the task is left, if the line changed it.
    pub(super) fn task(&self) -> Option<&TaskLeft> {
        self.is_loop.then_some(&self.taken.task)
    }
}
