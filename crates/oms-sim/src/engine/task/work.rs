//! The work of a task while the clock moves on, and its way from one state to another.
//!
//! The world decides whether an operation is allowed, before it is committed; nothing here does.

use std::time::Duration;

use super::{Task, Transition};
use crate::engine::step::StepKind;
use crate::engine::{Moment, Operation, Status};

impl Task {
    /// Works from one moment to another, if the task is in a state in which it works.
    pub(in crate::engine) fn work(&mut self, from: Moment, to: Moment) {
        let mut at = from;
        while self.status.is_running() {
            self.begin_steps(at);
            let end = self.end_of_current(at).map_or(to, |end| end.min(to));
            self.work_on_steps(at.until(end), end);
            at = end;
            self.begin_steps(at);
            if !self.steps.is_empty() && self.steps.iter().all(super::Step::is_finished) {
                self.enter(Status::Finished, at);
            }
            // A step that takes no time ends where it began, and the next one begins there.
            let stands_still = self.end_of_current(at).is_none_or(|end| end > at);
            if at >= to && stands_still {
                break;
            }
        }
    }

    /// When the change of state that has been asked for is due.
    pub(in crate::engine) fn due(&self) -> Option<Moment> {
        self.pending.map(|pending| pending.due)
    }

    /// Asks for a change of state, which comes about `takes` later.
    pub(in crate::engine) fn ask(&mut self, operation: Operation, at: Moment, takes: Duration) {
        self.status = self.status.meanwhile(operation);
        self.modified_at = at;
        self.pending = Some(Transition {
            operation,
            due: at.after(takes),
        });
    }

    /// Brings about the change of state that is due by now.
    pub(in crate::engine) fn settle_due(&mut self, now: Moment) {
        if let Some(pending) = self.pending.filter(|pending| pending.due <= now) {
            self.pending = None;
            self.enter(reached(self.status, pending.operation), now);
        }
    }

    /// Ends the step that it works on, and begins the next one.
    pub(in crate::engine) fn end_step(&mut self, now: Moment) {
        let mut steps = self.steps.iter_mut();
        let current = steps.find(|step| step.is_at_work() && step.takes_ms.is_some());
        if let Some(step) = current {
            step.complete(now);
            self.modified_at = now;
            self.work(now, now);
        }
    }

    fn enter(&mut self, status: Status, at: Moment) {
        self.status = status;
        self.modified_at = at;
        if status.is_running() {
            self.work(at, at);
        }
    }

    /// Begins the first step that has an end and is not done, and whatever goes on beside it.
    fn begin_steps(&mut self, at: Moment) {
        for step in &mut self.steps {
            step.begin(at);
            if step.takes_ms.is_some() && !step.is_finished() {
                break;
            }
        }
    }

    /// The moment at which the step that is worked on would end; `None` if nothing is left that has
    /// an end.
    fn end_of_current(&self, at: Moment) -> Option<Moment> {
        let current = self
            .steps
            .iter()
            .find(|step| step.takes_ms.is_some() && !step.is_finished())?;
        current.rest().map(|rest| at.after(rest))
    }

    fn work_on_steps(&mut self, span: Duration, end: Moment) {
        for step in &mut self.steps {
            if !step.is_at_work() {
                continue;
            }
            step.work(span, end);
            let leg = match step.kind {
                StepKind::Incremental => self.forward.as_mut(),
                StepKind::ReverseIncremental => self.reverse.as_mut(),
                _ => None,
            };
            if let Some(leg) = leg {
                leg.work(span, end);
            }
        }
    }
}

/// The state that an operation leads to, if it was allowed when it was asked for.
fn reached(status: Status, operation: Operation) -> Status {
    match (operation, status) {
        (Operation::Release, _) => Status::Released,
        _ => status.after(operation).unwrap_or(status),
    }
}
