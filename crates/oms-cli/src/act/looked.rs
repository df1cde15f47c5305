//! The result of the looks before a write, with the locks held. It describes and judges plans, and
//! settles open requests.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

use oms_client::EpochSeconds;

use super::cleared::{Cleared, Ready};
use super::hold::Hold;
use super::look::Seen;
use super::planned::{Looks, Subject, refused_together};
use super::{describe, guard, record};
use crate::failure::Failure;
use crate::journal::{Known, Target};
use crate::plan::Plan;
use crate::session::{Consent, Session};
use crate::surroundings::Rule;

/// The result of the looks. Only [`Planned::look`](super::Planned::look) makes it, which takes the
/// locks and reads the open requests.
#[derive(Debug)]
pub(crate) struct Looked {
    hold: Rc<Hold>,
    known: Known,
    subjects: Vec<Subject>,
    looks: Looks,
    /// Requests of a resumed run that took effect according to the look.
    settled: Vec<u64>,
    /// The time of the looks.
    at: Duration,
}

/// A step that has not been judged yet.
#[derive(Debug)]
pub(crate) struct Proposed<'p> {
    pub(crate) plan: &'p mut Plan,
    /// The number of its line in a file.
    pub(crate) line: Option<usize>,
    /// The time within which a repetition of the same request is asked about; `None` for a step
    /// that belongs to another step.
    pub(crate) asked_within: Option<Duration>,
    /// The position at the time when the plan was saved, if the plan is a saved one and no run of
    /// it may have paused the task.
    pub(crate) planned_from: Option<EpochSeconds>,
}

impl Looked {
    /// `at` is the time at which the first look was made.
    pub(super) fn new(
        hold: Rc<Hold>,
        known: Known,
        subjects: Vec<Subject>,
        looks: Looks,
        at: Duration,
    ) -> Self {
        Self {
            hold,
            known,
            subjects,
            looks,
            settled: Vec::new(),
            at,
        }
    }

    /// Returns the state of the journal, with the requests that the look has settled.
    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    /// Returns the state of the plan's subject; `None` if no look was made.
    pub(crate) fn seen(&self, plan: &Plan) -> Result<Option<&Seen>, Failure> {
        match self.looks.get(&Target::of_plan(plan)) {
            Some(Ok(seen)) => Ok(seen.as_ref()),
            Some(Err(failure)) => Err(failure.clone()),
            None => Ok(None),
        }
    }

    /// Adds to a plan what was seen.
    pub(crate) fn describe(&self, plan: &mut Plan, session: &Session<'_, '_>) {
        match self.looks.get(&Target::of_plan(plan)) {
            Some(Ok(Some(seen))) => {
                describe::complete(&mut plan.explanation, seen, &session.moment);
            }
            Some(Ok(None)) => {}
            Some(Err(failure)) => {
                describe::leave_open(&mut plan.explanation, &failure.message, &session.moment);
            }
            None => {
                describe::leave_open(&mut plan.explanation, describe::LEFT_OUT, &session.moment);
            }
        }
    }

    /// Counts requests of a resumed run as done, because the look shows their effect.
    ///
    /// The opposite is not possible: the service may be slow, so a missing effect proves nothing.
    pub(crate) fn settle(&mut self, took_effect: Vec<u64>) {
        self.known = self.known.clone().supposing(&took_effect);
        self.settled.extend(took_effect);
    }

    /// Judges every step by what was seen. The refusals of all lines are reported together, with
    /// the first one of each line.
    ///
    /// Open requests are checked first, because one of them may be the reason for the state of a
    /// task.
    pub(crate) fn clear(
        self,
        session: &Session<'_, '_>,
        consent: &Consent,
        steps: Vec<Proposed<'_>>,
    ) -> Result<Cleared, Failure> {
        let (mut questions, mut ready) = (Vec::new(), Vec::new());
        let mut refused: Vec<(Option<usize>, Failure)> = Vec::new();
        let mut lines = BTreeSet::new();
        for step in steps {
            let line = step.line;
            lines.insert(line);
            match self.judge(session, consent, step) {
                Ok((step, asked)) => {
                    questions.extend(asked.into_iter().map(|question| (line, question)));
                    ready.push(step);
                }
                Err(_) if refused.iter().any(|(told, _)| *told == line) => {}
                Err(failure) => refused.push((line, failure)),
            }
        }
        refused_together(&refused, lines.len())?;
        Ok(Cleared::new(self.hold, self.settled, ready, questions))
    }

    fn judge(
        &self,
        session: &Session<'_, '_>,
        consent: &Consent,
        step: Proposed<'_>,
    ) -> Result<(Ready, Vec<super::confirm::Question>), Failure> {
        let Proposed {
            plan,
            asked_within,
            planned_from,
            ..
        } = step;
        let target = Target::of_plan(plan);
        if let Some(Ok(Some(seen))) = self.looks.get(&target) {
            plan.explanation.name.clone_from(&seen.name);
        }
        refuse_stranger(&self.subjects, &target)?;
        if session.surroundings.keeps(Rule::CheckUnderLock) {
            guard::open(&self.known, &target, &[])?;
        }
        let seen = self.seen(plan)?;
        if let Some(planned) = planned_from {
            guard::saved(plan, planned, seen, &self.known)?;
        }
        guard::moves(plan, consent, session, seen)?;
        let mut questions = Vec::new();
        if let Some(moves) = &plan.explanation.moves {
            let leg = seen.map(|seen| seen.leg(moves.reverse));
            questions.extend(guard::age(moves, consent, leg, &session.moment)?);
        }
        let intent = record::intent(plan, session);
        if let (Some(within), false) = (asked_within, consent.to_each.again) {
            let now = session.surroundings.time();
            let twice = plan.explanation.facts.twice;
            questions.extend(guard::repeated(&self.known, &intent, twice, now, within)?);
        }
        let ready = Ready {
            plan: plan.clone(),
            intent,
            name: seen.and_then(|seen| seen.name.clone()),
            consent: consent.clone(),
            looked: seen.map(|_| self.at),
        };
        Ok((ready, questions))
    }
}

/// Refuses a step whose target is neither locked nor looked at.
fn refuse_stranger(subjects: &[Subject], target: &Target) -> Result<(), Failure> {
    if subjects.iter().any(|subject| subject.target == *target) {
        return Ok(());
    }
    let message = format!("a step is about {}, which was not locked", target.id());
    Err(Failure::internal(message))
}

#[cfg(test)]
mod tests {
    use oms_client::{AnyAction, Json};

    use super::*;
    use crate::exit::Exit;
    use crate::generated::subjects::TASK;
    use crate::plan::Explanation;

    #[test]
    fn a_step_about_a_target_that_was_not_locked_is_refused() {
        let action = AnyAction::write("MoveProject", Json::new("{}").unwrap()).unwrap();
        let explanation = Explanation::of_unknown(&action, Some(&"np_1".into()), &TASK);
        let plan = Plan::new("http://127.0.0.1:1", &action, explanation);
        let subjects = [Subject::of(&plan)];
        assert!(refuse_stranger(&subjects, &Target::of_plan(&plan)).is_ok());
        for stranger in [
            Target::new("http://127.0.0.1:1", "np_2"),
            Target::new("http://127.0.0.1:2", "np_1"),
        ] {
            let failure = refuse_stranger(&subjects, &stranger).unwrap_err();
            assert_eq!(failure.exit, Exit::Internal, "{stranger:?}");
        }
    }
}
