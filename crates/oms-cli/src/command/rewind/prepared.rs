//! A rewind of which everything is settled but its steps.

use oms_client::{Client, EpochSeconds};

use super::outcome;
use super::steps::was_refused;
use super::{From, Goal, Steps, Taken, Taking, contradicted, earlier, gone_on_with, run_of, shown};
use crate::act::look::Seen;
use crate::act::run::{self as in_journal, Run};
use crate::act::{Agreed, Asking, Looked, Planned, Proposed, Subject, guard};
use crate::act::{describe, preview};
use crate::command::continuation::Sender;
use crate::failure::Failure;
use crate::journal::{self, Known, RunEnd, RunKind, SHORT_WHILE, StepKind, Target};
use crate::plan::{Line, Plan};
use crate::report::Report;
use crate::session::{Consent, Session};
use crate::time::{self, Moment};

/// A rewind of which everything is settled but its steps.
pub(super) struct Prepared {
    goal: Goal,
    plan: Plan,
    steps: Steps,
    run: Option<Run>,
    agreed: Agreed,
    /// Other runs of the same task, whose place this one takes.
    replaced: Vec<u64>,
    sender: Sender,
}

impl Prepared {
    /// Does everything that can refuse, up to the consent and the run in the journal.
    pub(super) fn make(
        goal: Goal,
        consent: &Consent,
        from: From,
        session: &mut Session<'_, '_>,
        client: &Client,
    ) -> Result<Self, Failure> {
        let plan = goal.plan(session)?;
        guard::production(&plan, consent)?;
        let target = goal.target(&plan.endpoint);
        let known = session.journal()?.read()?;
        let earlier = earlier(&goal, &known, &target, from.run(), consent.to_each.again)?;
        let number = earlier.as_ref().map(|run| run.seq);
        let planned = Planned::new([Subject::of(&plan)]);
        let looked = planned.look(session, client, consent, number);
        let mut looked =
            looked.map_err(|failure| in_journal::refused(failure, earlier.as_ref(), session))?;
        let seen = seen(&looked, &plan)?;
        // Read again behind the lock: another process may have ended it.
        let run = run_of(looked.known(), number)?.filter(|run| run.end.is_none());
        let known = looked.known();
        looked.settle(shown(
            &goal,
            &seen,
            known,
            run.as_ref(),
            session.surroundings,
        )?);
        let known = looked.known();
        let run = gone_on_with(known, run, &goal, consent.to_each.again)?;
        let number = run.as_ref().map(|run| run.seq);
        let steps = Steps::left(
            &goal,
            &seen,
            known,
            &target,
            run.as_ref(),
            consent.to_each.again,
        )?;
        if steps.reset {
            contradicted(&goal, &seen, known, run.as_ref(), consent.to_each.again)
                .map_err(|failure| in_journal::refused(failure, run.as_ref(), session))?;
        }
        let sender = sender(from, &goal, run.as_ref(), consent.to_each.again, session);
        let goal = match steps.position_in(run.as_ref(), &goal) {
            Some(position) => goal.aimed_at(position),
            None => goal,
        };
        let replaced = replaced(known, &target, number, &steps)?;
        let mut plan = goal.plan(session)?;
        looked.describe(&mut plan, session);
        plan.add_steps(&steps, &session.moment);
        preview::announce(session, &mut plan, number);
        let requests = Requests {
            goal: &goal,
            steps: &steps,
            consent,
            // A run that goes on may have changed the task itself since the plan was saved.
            planned_from: from.planned_from().filter(|_| {
                let acted = run.as_ref().map(|run| run.may_have_acted(goal.line));
                !acted.unwrap_or_default()
            }),
        };
        let agreed = requests.agree(&mut plan, looked, session, client);
        let agreed =
            agreed.map_err(|failure| in_journal::refused(failure, run.as_ref(), session))?;
        let old = plan.explanation.change.old.clone();
        let written = vec![goal.written(old, Some(&seen))];
        let in_words = in_journal::plan(
            RunKind::Rewind,
            None,
            (true, goal.options()),
            written,
            session,
        )?;
        let run = Run::begin(&agreed, number, in_words, session)?;
        Ok(Self {
            goal,
            plan,
            steps,
            run,
            agreed,
            replaced,
            sender,
        })
    }

    /// Takes the steps. Their result is an outcome, and never a failure.
    pub(super) fn take(self, session: &mut Session<'_, '_>, client: &Client) -> Report {
        let old = self.plan.explanation.change.old.clone();
        if let Some(run) = &self.run {
            for other in &self.replaced {
                run.end(*other, RunEnd::Replaced { by: run.seq() }, session);
            }
        }
        let taking = Taking {
            session: &mut *session,
            client,
            goal: &self.goal,
            run: self.run.as_ref(),
            old,
            consented: self.agreed.into_steps(),
        };
        let taken = taking.all(&self.steps);
        let end = end(&taken, !self.replaced.is_empty());
        let has_ended = match (&self.run, end) {
            (Some(run), Some(end)) => run.end(run.seq(), end, session),
            (_, end) => end.is_some(),
        };
        let number = self.run.as_ref().map(Run::seq);
        let before = self.steps.moved.as_ref().map(|moved| moved.seq);
        let unsettled = taken.unsettled(has_ended).into_iter().collect();
        let left = number.filter(|_| !has_ended);
        let left = self.sender.leaving(left, unsettled);
        outcome::report(&self.goal, &self.plan, number, &taken, before, left)
    }
}

/// Returns the other runs whose place this one takes.
fn replaced(
    known: &Known,
    target: &Target,
    number: Option<u64>,
    steps: &Steps,
) -> Result<Vec<u64>, Failure> {
    let mut others = known.unended_about(target, number)?;
    others.retain(|run| {
        // Once it has ended, nothing tells any more that its stop may have paused the task.
        let tells_of_a_stop = steps.stays_paused && was_refused(run, target);
        run.plan.command == RunKind::Rewind && !tells_of_a_stop
    });
    Ok(others.into_iter().map(|run| run.seq).collect())
}

/// Returns the end of a run; `None` if it did not end.
fn end(taken: &Taken, replaces: bool) -> Option<RunEnd> {
    if taken.is_done() {
        return Some(RunEnd::Done);
    }
    // One that took the place of others may have a task to let go on that they have asked to stop.
    let has_ended = taken.is_as_before() && (!replaces || taken.is_resumed());
    has_ended.then_some(RunEnd::NoEffect)
}

/// Returns the command that is about to send what is left of a run, or that begins one.
fn sender(
    from: From,
    goal: &Goal,
    run: Option<&journal::Run>,
    again: bool,
    session: &Session<'_, '_>,
) -> Sender {
    let planned = run.and_then(|run| run.plan.moves.first());
    let planned = planned.map_or(&goal.moves.to, |planned| &planned.new);
    let planned = planned.as_ref().map_or_else(String::new, time::shown);
    let planned = format!("{planned}, as planned,");
    Sender::new(from.origin(), run, again, planned, session)
}

fn seen(looked: &Looked, plan: &Plan) -> Result<Seen, Failure> {
    looked
        .seen(plan)?
        .cloned()
        .ok_or_else(|| Failure::internal("nothing was looked up"))
}

/// The requests of a rewind that are left, with their plans.
struct Requests<'r> {
    goal: &'r Goal,
    steps: &'r Steps,
    consent: &'r Consent,
    /// The position at the time when the plan was saved, if no run of it has begun.
    planned_from: Option<EpochSeconds>,
}

impl Requests<'_> {
    /// Clears every request, and asks for all of them once. The plan of the move says what its
    /// guards report.
    fn agree(
        &self,
        plan: &mut Plan,
        looked: Looked,
        session: &mut Session<'_, '_>,
        client: &Client,
    ) -> Result<Agreed, Failure> {
        let mut plans = self.steps.plans(self.goal, plan, session)?;
        let proposed = plans.iter_mut().map(|(step, plan)| Proposed {
            plan,
            line: None,
            asked_within: (*step == StepKind::Move).then_some(SHORT_WHILE),
            planned_from: self.planned_from,
        });
        let cleared = looked.clear(session, self.consent, proposed.collect())?;
        if let Some((_, judged)) = plans.into_iter().find(|(step, _)| *step == StepKind::Move) {
            *plan = judged;
        }
        let asking = Asking {
            text: plan.to_text(session.printer.stderr),
            yes: self.consent.to_each.yes.as_deref(),
            tasks: None,
            digest: self.consent.digest.as_deref(),
        };
        cleared.ask(session, client, &asking)
    }
}

impl Plan {
    /// Adds to a plan the steps that are left. A move that is made already has no effect any more.
    pub(super) fn add_steps(&mut self, steps: &Steps, moment: &Moment) {
        if let Some(moved) = &steps.moved {
            describe::moved_before(&mut self.explanation, &moved.change, moment);
        }
        let lines = &mut self.explanation.lines;
        let effect = lines.iter_mut().find(|line| line.label == "Effect");
        if let Some(effect) = effect.filter(|_| !steps.reset) {
            "The position was moved already, and is not moved again.".clone_into(&mut effect.text);
        }
        lines.push(Line::new("Steps", steps.to_text()));
    }
}
