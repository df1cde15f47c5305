//! Plans every line of a batch, and asks for the consent to it.

use std::collections::{BTreeSet, VecDeque};

use oms_client::{Client, EpochSeconds, TaskId};

use super::args::Terms;
use super::item::Item;
use super::sending::Work;
use super::{A_DAY, Batch, table};
use crate::act::preview::{self, Way};
use crate::act::run::{self as in_journal, Run};
use crate::act::{Asking, Looked, Proposed, describe, guard};
use crate::command::rewind::{Goal, Steps, contradicted, run_of, shown};
use crate::failure::Failure;
use crate::journal::{RunKind, StepKind};
use crate::plan::Plan;
use crate::session::Session;

impl Batch {
    /// Does everything that can refuse, up to the consent and the run in the journal; then returns
    /// the work that is left.
    pub(super) fn prepare(
        &mut self,
        terms: &Terms,
        earlier: Option<u64>,
        mut looked: Looked,
        session: &mut Session<'_, '_>,
        client: &Client,
    ) -> Result<(Option<Run>, Vec<Work>), Failure> {
        let consent = &terms.consent;
        let mut lines = self.lines(terms, earlier, &mut looked, session)?;
        let proposed = lines.iter_mut().flat_map(|line| {
            line.plans.iter_mut().map(|(step, plan)| Proposed {
                plan,
                line: Some(line.line),
                asked_within: (*step == StepKind::Move).then_some(A_DAY),
                planned_from: line.planned_from,
            })
        });
        let cleared = looked.clear(session, consent, proposed.collect())?;
        for line in &lines {
            let judged = line.plans.iter().find(|(step, _)| *step == StepKind::Move);
            let item = self
                .items
                .iter_mut()
                .find(|item| item.number == line.goal.line);
            if let (Some((_, judged)), Some(item)) = (judged, item) {
                item.plan = judged.clone();
            }
        }
        let asking = Asking {
            text: table::plan(self, session.printer.stderr, session),
            yes: consent.to_each.yes.as_deref(),
            tasks: Some(self.items.len()),
            digest: consent.digest.as_deref(),
        };
        let agreed = cleared.ask(session, client, &asking)?;
        let moves = self
            .items
            .iter()
            .map(|item| item.written(terms.wait_timeout));
        let moves = moves.collect::<Result<Vec<_>, Failure>>()?;
        let digest = Some(self.digest.clone());
        let plan = in_journal::plan(
            RunKind::Batch,
            digest,
            (self.pauses, terms.options.clone()),
            moves,
            session,
        )?;
        let run = Run::begin(&agreed, earlier, plan, session)?;
        let mut steps = agreed.into_steps().into_iter();
        let work = lines.into_iter().map(|line| Work {
            consented: share(&mut steps, line.plans.len()),
            goal: line.goal,
            steps: line.steps,
        });
        let work = work.collect();
        Ok((run, work))
    }

    /// Plans the lines that are left.
    fn lines(
        &mut self,
        terms: &Terms,
        earlier: Option<u64>,
        looked: &mut Looked,
        session: &Session<'_, '_>,
    ) -> Result<Vec<LinePlan>, Failure> {
        let mut lines = Vec::new();
        let mut go_on = GoOn::default();
        let announced = preview::known(session);
        let mut run = run_of(looked.known(), earlier)?;
        for item in self.items.iter_mut().filter(|item| item.is_left()) {
            let goal = item.goal(terms.wait_timeout)?;
            looked.describe(&mut item.plan, session);
            preview::announce_subject(&mut item.plan, announced.as_ref(), earlier);
            // A look that failed is told of all lines at once, further on.
            let seen = looked.seen(&item.plan).ok().flatten().cloned();
            let line = match (self.pauses, seen) {
                (true, Some(seen)) => {
                    let known = looked.known();
                    let settled = shown(&goal, &seen, known, run.as_ref(), session.surroundings)?;
                    if !settled.is_empty() {
                        looked.settle(settled);
                        run = run_of(looked.known(), earlier)?;
                    }
                    let known = looked.known();
                    let acted = run
                        .as_ref()
                        .is_some_and(|run| run.may_have_acted(goal.line));
                    let target = goal.target(&item.plan.endpoint);
                    let steps = Steps::left(&goal, &seen, known, &target, run.as_ref(), false)?;
                    let steps = go_on.behind(steps, &goal);
                    if steps.reset {
                        contradicted(
                            &goal,
                            &seen,
                            known,
                            run.as_ref(),
                            terms.consent.to_each.again,
                        )
                        .map_err(|failure| item.refused(failure))?;
                    }
                    let goal = behind_its_move(item, goal, &steps, session);
                    LinePlan {
                        planned_from: item.planned_from.filter(|_| !acted),
                        line: item.line,
                        plans: steps.plans(&goal, &item.plan, session)?,
                        goal,
                        steps: Some(steps),
                    }
                }
                _ => LinePlan {
                    planned_from: item.planned_from,
                    line: item.line,
                    goal,
                    steps: None,
                    plans: vec![(StepKind::Move, item.plan.clone())],
                },
            };
            lines.push(line);
        }
        Ok(lines)
    }

    /// Adds to the plans of the lines that are left what is seen of their tasks, and the refusals
    /// that would follow: as where they are sent, once the tasks have shown what became of the open
    /// requests of the run that is gone on with.
    pub(super) fn look_at_loops(
        &mut self,
        terms: &Terms,
        earlier: Option<u64>,
        way: &Way,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Failure> {
        // A plan that is not sent needs no journal.
        let mut known = preview::known(session);
        let mut looked = Vec::new();
        for item in self.items.iter_mut().filter(|item| item.is_left()) {
            let goal = item.goal(terms.wait_timeout)?;
            let seen = way.look(session, &mut item.plan);
            looked.push((item, goal, seen));
        }
        let mut run = None;
        if let Some(known) = &mut known {
            run = run_of(known, earlier)?;
            for (_, goal, seen) in &looked {
                let Some(seen) = seen else { continue };
                let settled = shown(goal, seen, known, run.as_ref(), session.surroundings)?;
                if !settled.is_empty() {
                    *known = known.clone().supposing(&settled);
                    run = run_of(known, earlier)?;
                }
            }
        }
        let mut go_on = GoOn::default();
        for (item, goal, seen) in looked {
            let (mut moves, mut judged) = (true, Ok(()));
            if let (Some(seen), Some(known)) = (&seen, &known) {
                let target = goal.target(&item.plan.endpoint);
                let steps = Steps::left(&goal, seen, known, &target, run.as_ref(), false)?;
                let steps = go_on.behind(steps, &goal);
                moves = steps.reset;
                if moves {
                    let again = terms.consent.to_each.again;
                    judged = contradicted(&goal, seen, known, run.as_ref(), again);
                }
                behind_its_move(item, goal, &steps, session);
            }
            if moves {
                judged = judged.and_then(|()| {
                    guard::foreseen(&mut item.plan, &terms.consent, session, seen.as_ref())
                });
            }
            if let Err(failure) = judged {
                item.plan.would_be_refused(&failure);
            }
            if let Some(known) = &known {
                preview::warn_of_open(&mut item.plan, known);
            }
        }
        Ok(())
    }
}

/// Takes the steps of a line. They get memory of their own: a part that is split off a queue keeps
/// the memory of the whole, and as many of those as a batch has lines would fill a machine.
fn share<T>(steps: &mut impl Iterator<Item = T>, many: usize) -> VecDeque<T> {
    steps.take(many).collect()
}

/// The tasks that a line lets go on. The lines behind it find them at work, whatever the look
/// before the first line has shown.
#[derive(Debug, Default)]
struct GoOn(BTreeSet<TaskId>);

impl GoOn {
    /// Returns the steps of the next line as the lines before it leave its task.
    fn behind(&mut self, steps: Steps, goal: &Goal) -> Steps {
        let steps = if self.0.contains(&goal.task) {
            steps.of_a_task_at_work()
        } else {
            steps
        };
        if steps.resume {
            self.0.insert(goal.task.clone());
        }
        steps
    }
}

/// Tells of a line by which entry an earlier run has moved its position, and from where to where.
/// Returns its goal, which is the position of that move: `-2h` means another moment by now.
fn behind_its_move(item: &mut Item, goal: Goal, steps: &Steps, session: &Session<'_, '_>) -> Goal {
    let Some(moved) = &steps.moved else {
        return goal;
    };
    item.moved_by = Some(moved.seq);
    let explanation = &mut item.plan.explanation;
    describe::moved_before(explanation, &moved.change, &session.moment);
    match moved.change.new.clone() {
        Some(position) => goal.aimed_at(position),
        None => goal,
    }
}

/// The plan of a line, before anybody was asked.
#[derive(Debug)]
struct LinePlan {
    /// The position at the time of planning, for a line of a saved plan. A run that has paused the
    /// task or moved it since makes another one of it, and there is none to compare with.
    planned_from: Option<EpochSeconds>,
    /// The number of its line in the file.
    line: usize,
    goal: Goal,
    steps: Option<Steps>,
    /// The requests, in their order.
    plans: Vec<(StepKind, Plan)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_a_batch_take_memory_for_themselves_and_not_for_those_behind_them() {
        for (lines, each) in [(200, 1), (200, 3), (2000, 1)] {
            let mut steps = (0..lines * each).collect::<VecDeque<usize>>().into_iter();
            let shares: Vec<_> = (0..lines).map(|_| share(&mut steps, each)).collect();
            assert!(shares.iter().all(|share| share.len() == each));
            assert!(shares.iter().flatten().copied().eq(0..lines * each));
            let room: usize = shares.iter().map(VecDeque::capacity).sum();
            assert!(
                room <= 4 * lines * each,
                "{lines} lines: room for {room} steps"
            );
        }
    }
}
