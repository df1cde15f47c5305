//! Resumes where an earlier run of the same file stopped, by what the journal knows.
//!
//! It leaves out what was done and nothing else; the guards refuse lines whose outcome is unknown.

use oms_text::counted;

use super::Batch;
use super::item::{Item, Standing};
use crate::failure::Failure;
use crate::journal::{Attempt, Known, Left, Run, RunEnd, RunKind};
use crate::plan::Line;
use crate::session::{Address, Session};

impl Batch {
    /// Leaves out what an earlier run of the same batch has done. If that is all of it, `again`
    /// starts anew.
    ///
    /// Returns the number of the run that is resumed.
    pub(super) fn take_up(
        &mut self,
        known: &Known,
        again: bool,
        session: &Session<'_, '_>,
    ) -> Result<Option<u64>, Failure> {
        for item in &mut self.items {
            if matches!(item.standing, Standing::Before(_)) {
                item.standing = Standing::Left;
            }
        }
        let Some(run) = self.earlier(known)? else {
            return Ok(None);
        };
        match run.end {
            None => {}
            Some(RunEnd::Done) if !again => {}
            Some(_) => return Ok(None),
        }
        for item in &mut self.items {
            if let Some(done) = done(&run, item) {
                let change = &mut item.plan.explanation.change;
                change.clone_from(&done.intent.change);
                item.standing = Standing::Before(Box::new(done.clone()));
            }
        }
        if run.end.is_none() {
            // No look finds out what became of a line without a loop, so it is counted anew.
            if self.pauses {
                self.keep_what_was_refused(&run, session)?;
            }
            self.refuse_what_was_not_approved(&run)?;
        }
        Ok(run.end.is_none().then_some(run.seq))
    }

    /// Gives the lines whose move was refused the position of that move: it may have been made all
    /// the same, and `-2h` means another moment by now.
    fn keep_what_was_refused(
        &mut self,
        run: &Run,
        session: &Session<'_, '_>,
    ) -> Result<(), Failure> {
        for item in self.items.iter_mut().filter(|item| item.is_left()) {
            let refused = run.refused_move(item.number);
            if let Some(position) = refused.and_then(|refused| refused.intent.change.new.clone()) {
                item.aim_at(position, session)?;
            }
        }
        Ok(())
    }

    /// Refuses other positions than those of a run that somebody else has approved: the same words
    /// mean other ones by now.
    fn refuse_what_was_not_approved(&self, run: &Run) -> Result<(), Failure> {
        if run.plan.plan.is_none() {
            return Ok(());
        }
        let differs = |item: &&Item| {
            let mut planned = run.plan.moves.iter();
            let planned = planned.find(|planned| planned.line == item.number);
            let moves = item.plan.explanation.moves.as_ref();
            let to = moves.and_then(|moves| moves.to.as_ref());
            item.is_left() && planned.is_none_or(|planned| planned.new.as_ref() != to)
        };
        match self.items.iter().find(differs) {
            None => Ok(()),
            Some(item) => Err(Failure::guard(
                format!(
                    "{} has another position than the one that was approved in run {}",
                    item.in_words(),
                    run.seq
                ),
                format!(
                    "`oms runs resume {} --execute` goes on with what was approved.",
                    run.seq
                ),
            )),
        }
    }

    /// Returns the last run of the same file at the same service.
    fn earlier(&self, known: &Known) -> Result<Option<Run>, Failure> {
        let here = Address::of(&self.head.endpoint);
        let run = known.last_of_file(&self.digest, |plan| {
            plan.command == RunKind::Batch
                && plan.pauses == self.pauses
                && Address::of(&plan.endpoint) == here
        })?;
        Ok(run)
    }

    /// Adds to the plan what is left out.
    pub(super) fn tell_left_out(&mut self) {
        let before = self.items.iter().filter(|item| !item.is_left());
        let count = before.count();
        if count > 0 {
            let text = format!("{}, accepted in an earlier run", counted(count, "line"));
            let lines = &mut self.head.explanation.lines;
            lines.push(Line::new("Left out", text));
        }
    }
}

/// Returns the move of a line of which nothing is left to do.
fn done<'r>(run: &'r Run, item: &Item) -> Option<&'r Attempt> {
    let moved = run.moved(item.number)?;
    // Something else may have resumed the task of a run that is done.
    let is_whole = run.end == Some(RunEnd::Done)
        || !run.plan.pauses
        || run.seen.contains(&item.number)
            && matches!(run.left(item.number), Left::AsItWas | Left::Resumed);
    is_whole.then_some(moved)
}
