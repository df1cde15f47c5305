//! Takes the steps of a move that are left, one after the other, and attends to the task if one of
//! them fails.
//!
//! The first request may have been sent, so nothing here can fail: every end is a value.

use std::cell::Cell;
use std::collections::VecDeque;
use std::time::SystemTime;

use oms_client::{Action, Client, EpochSeconds, Outcome, StartPosition};
use serde::Serialize;

use super::goal::{Goal, WaitFor};
use super::left::TaskLeft;
use super::progress::Progress;
use super::steps::{Steps, Stop};
use super::taken::{End, StepTaken, Taken};
use crate::act::look::Seen;
use crate::act::run::Run;
use crate::act::watch::{self, Watched};
use crate::act::{Consented, Effect, Ending, PositionLeft, Settled, send};
use crate::journal::StepKind;
use crate::session::Session;

/// The reason for which a move that no look has shown is awaited no longer.
const PAST: &str = "the task is at work where it was before or farther on, \
                    and no look shows any more whether the position was moved";

/// The steps as they are taken.
pub(crate) struct Taking<'t, 'r, 's> {
    pub(crate) session: &'t mut Session<'r, 's>,
    pub(crate) client: &'t Client,
    pub(crate) goal: &'t Goal,
    /// The run that it belongs to; `None` where no request is left.
    pub(crate) run: Option<&'t Run>,
    /// The position before the move.
    pub(crate) old: Option<StartPosition>,
    /// The consent to each request that is left, in their order.
    pub(crate) consented: VecDeque<Consented>,
}

/// The state of things before a move that was not accepted.
struct Behind<'b> {
    left: &'b Steps,
    /// Set where this run or an earlier one has paused the task.
    is_paused: bool,
    /// The position that was seen last: once the task had stopped, if it was asked to.
    before: Option<StartPosition>,
}

impl Taking<'_, '_, '_> {
    /// Takes every step that is left.
    pub(crate) fn all(mut self, left: &Steps) -> Taken {
        if let Some(moved) = &left.moved {
            self.old.clone_from(&moved.change.old);
        }
        let mut taken = Taken {
            ticket: left.moved.as_ref().and_then(|moved| moved.ticket.clone()),
            recorded: left
                .moved
                .as_ref()
                .filter(|moved| moved.is_recorded)
                .map(|moved| moved.seq),
            ..Taken::default()
        };
        (taken.end, taken.task) = self.steps(left, &mut taken);
        taken
    }

    fn old_moment(&self) -> Option<EpochSeconds> {
        self.old.as_ref()?.epoch_seconds()
    }

    fn steps(&mut self, left: &Steps, log: &mut Taken) -> (End, TaskLeft) {
        let mut is_paused = left.is_paused;
        let mut stopped = None;
        if left.stop == Stop::Send {
            let stop = self.send("stop", StepKind::Stop, &self.goal.stop(), log);
            match stop.effect() {
                Effect::Took => {}
                Effect::None => {
                    let task = self.behind_no_stop(&stop, left);
                    return (End::NotStopped(stop), task);
                }
                Effect::Unknown => return (End::NotStopped(stop), TaskLeft::PerhapsStopped),
            }
        }
        if left.stop != Stop::No {
            is_paused = true;
            let watched = self.watch("stop", log, |seen, _| !seen.is_running());
            if let Some(why) = watched.unmet("the task was not seen to stop") {
                let task = TaskLeft::perhaps_paused(watched.last());
                return (End::StillStopping(why), task);
            }
            stopped = watched.last().cloned();
        }
        if left.reset {
            let moved = self.send_move(stopped.as_ref(), log);
            if moved.effect() != Effect::Took {
                let position = |seen: Seen| seen.leg(self.goal.moves.reverse).position.clone();
                let before = stopped.map_or_else(|| self.old.clone(), position);
                let behind = Behind {
                    left,
                    is_paused,
                    before,
                };
                let task = self.after_no_move(&moved, behind, log);
                return (End::NotMoved(moved), task);
            }
            log.ticket = moved.ticket();
            log.moved = Some(moved);
        }
        self.behind_the_move(left, is_paused, log)
    }

    /// Returns the state in which a task is left whose stop had no effect.
    ///
    /// A service also refuses a stop that it has carried out before, as where something in between
    /// has sent it twice. So a look decides, and proves nothing about who has paused the task.
    fn behind_no_stop(&mut self, stop: &Settled, left: &Steps) -> TaskLeft {
        if !left.is_asked_to_stop && stop.outcome() != Outcome::Rejected {
            return TaskLeft::AsItWas;
        }
        let seen = self.look();
        if left.is_asked_to_stop || seen.as_ref().is_some_and(Seen::is_paused) {
            TaskLeft::perhaps_paused(seen.as_ref())
        } else {
            TaskLeft::AsItWas
        }
    }

    /// Takes the steps after the move, which is known to have been accepted.
    fn behind_the_move(
        &mut self,
        left: &Steps,
        is_paused: bool,
        log: &mut Taken,
    ) -> (End, TaskLeft) {
        let as_it_is = match (is_paused, left.is_resumed) {
            (true, _) => TaskLeft::Paused,
            (false, true) => TaskLeft::Resumed,
            (false, false) => TaskLeft::AsItWas,
        };
        if left.watch {
            let (goal, old) = (self.goal, self.old_moment());
            let watched = self.watch("checkpoint", log, |seen, _| goal.has_moved(old, seen));
            if let Some(why) = watched.unmet("the checkpoint was not seen to move") {
                let task = match (is_paused, left.stays_paused) {
                    (true, _) => TaskLeft::behind_a_stop(watched.last()),
                    (false, true) => TaskLeft::behind_a_refusal(watched.last()),
                    (false, false) => as_it_is,
                };
                return (self.not_seen(left, &watched, why), task);
            }
            if let Some(run) = self.run {
                run.saw(goal.line, self.session);
            }
        }
        if left.stays_paused {
            let task = TaskLeft::behind_a_refusal(self.look().as_ref());
            let end = match task {
                TaskLeft::AsItWas => End::Done,
                _ => End::StaysPaused,
            };
            return (end, task);
        }
        if !left.resume {
            return (End::Done, as_it_is);
        }
        let resume = self.send("resume", StepKind::Resume, &self.goal.resume(), log);
        if resume.effect() != Effect::Took {
            let task = self.not_resumed(resume.effect());
            return (End::NotResumed(resume), task);
        }
        if let Some(wait) = self.goal.wait {
            let goal = self.goal;
            let is_there = |seen: &Seen, now| goal.is_there(wait, seen, now);
            let watched = self.watch("progress", log, is_there);
            let what = match wait {
                WaitFor::MovedOn => "the task was not seen to move on",
                WaitFor::CaughtUp => "the task was not seen to catch up",
            };
            if let Some(why) = watched.unmet(what) {
                return (End::NotMovedOn(why), TaskLeft::Resumed);
            }
        }
        (End::Done, TaskLeft::Resumed)
    }

    /// Returns the end of the steps behind a move that no look has shown.
    fn not_seen(&self, left: &Steps, watched: &Watched, why: String) -> End {
        let is_past = |seen: &Seen| self.goal.is_past(self.old_moment(), seen);
        // The service may yet carry out a move that was sent a moment ago.
        let is_too_late = left.moved.is_some()
            && !matches!(watched, Watched::Interrupted(_))
            && watched.last().is_some_and(is_past);
        if is_too_late {
            End::NotMovedOn(PAST.to_owned())
        } else {
            End::NotSeen(why)
        }
    }

    /// Handles a move that was not accepted. If the move is proved to have had no effect, a task
    /// that was paused for it is resumed. If it is not, one look shows the state of the task.
    ///
    /// A refusal counts as such a proof only where no look contradicts it. A person who interrupted
    /// the move wants nothing more to be done: the same command resumes from here.
    fn after_no_move(&mut self, moved: &Settled, behind: Behind<'_>, log: &mut Taken) -> TaskLeft {
        let (left, is_paused) = (behind.left, behind.is_paused);
        let is_refused = moved.outcome() == Outcome::Rejected;
        if !is_refused && !is_paused && !left.stays_paused {
            return TaskLeft::AsItWas;
        }
        let was_interrupted = matches!(moved.ending, Ending::Withdrawn | Ending::Abandoned);
        if was_interrupted {
            return TaskLeft::perhaps_paused(None);
        }
        let has_effect = moved.effect() != Effect::None;
        let lets_go = is_paused && !has_effect && !self.goal.leave_paused && left.resume;
        let looks = is_refused || !lets_go;
        let seen = looks.then(|| self.look()).flatten();
        if is_refused {
            let goal = &self.goal;
            log.position =
                PositionLeft::behind_a_refusal(&goal.moves, behind.before, seen.as_ref());
        }
        if lets_go && !log.position.is_elsewhere() {
            return self.let_go(log);
        }
        match (is_paused, left.stays_paused) {
            (true, _) => TaskLeft::behind_a_stop(seen.as_ref()),
            (false, true) => TaskLeft::behind_a_refusal(seen.as_ref()),
            (false, false) => TaskLeft::AsItWas,
        }
    }

    /// Resumes a task that was paused for a move without effect.
    fn let_go(&mut self, log: &mut Taken) -> TaskLeft {
        let resume = self.send("resume", StepKind::Resume, &self.goal.resume(), log);
        let effect = resume.effect();
        log.let_go = Some(resume);
        if effect != Effect::Took {
            return self.not_resumed(effect);
        }
        let watched = self.watch("resume", log, |seen, _| seen.is_running());
        match watched {
            Watched::Reached(_) => TaskLeft::Resumed,
            other => TaskLeft::perhaps_paused(other.last()),
        }
    }

    /// Moves the position, unless the look behind the stop speaks against it: somebody may have
    /// moved the task since the plan was made, or ended it.
    fn send_move(&mut self, stopped: Option<&Seen>, log: &mut Taken) -> Settled {
        if let (Some(seen), Some(consented)) = (stopped, self.consented.front_mut()) {
            if let Err(failure) = consented.judge_again(seen, self.session) {
                self.consented.pop_front();
                return self.take_down("move", Settled::not_announced(failure), log);
            }
            // The looks that follow compare with the position that the move has left.
            self.old = seen
                .leg(self.goal.moves.reverse)
                .position
                .clone()
                .or(self.old.take());
        }
        self.send("move", StepKind::Move, &self.goal.reset(), log)
    }

    /// Sends one step, and returns its result.
    fn send<A>(
        &mut self,
        name: &'static str,
        step: StepKind,
        request: &A,
        log: &mut Taken,
    ) -> Settled
    where
        A: Action<Data: Serialize>,
    {
        // The consents are in the order of the steps; one to another request would be refused.
        let settled = match (self.consented.pop_front(), self.run) {
            (Some(consented), Some(run)) => {
                let part = run.part(self.goal.line, step);
                send(consented, self.session, self.client, request, Some(part))
            }
            _ => Settled::without_consent(),
        };
        self.take_down(name, settled, log)
    }

    /// Tells the result of one step, and keeps it.
    fn take_down(&mut self, name: &'static str, settled: Settled, log: &mut Taken) -> Settled {
        log.unwritten = log.unwritten.or(settled.unwritten);
        let entry = settled
            .seq
            .map_or_else(String::new, |seq| format!(" (journal entry {seq})"));
        let outcome = settled.outcome().as_str();
        self.session.note(&format!("{name}: {outcome}{entry}\n"));
        log.steps.push(StepTaken {
            name: name.to_owned(),
            outcome,
            journal: settled.seq,
        });
        settled
    }

    /// Returns the state in which a task is left whose resume was not accepted, as one look shows
    /// it. The resume may have been refused because something else has resumed the task.
    fn not_resumed(&mut self, effect: Effect) -> TaskLeft {
        let seen = self.look();
        match effect {
            Effect::None => TaskLeft::behind_a_stop(seen.as_ref()),
            _ => TaskLeft::behind_a_lost_resume(seen.as_ref()),
        }
    }

    /// Looks at the task once, within the time of a wait.
    fn look(&mut self) -> Option<Seen> {
        let goal = self.goal;
        let interrupts = self.session.surroundings.interrupts.clone();
        let look = watch::glance(self.client, &goal.task, goal.wait_timeout, interrupts);
        self.session.block_on(look).ok()?
    }

    /// Watches, and shows progress to a person. `is_reached` takes what a look has shown, and the
    /// time of that look.
    fn watch(
        &mut self,
        step: &'static str,
        log: &mut Taken,
        is_reached: impl Fn(&Seen, SystemTime) -> bool,
    ) -> Watched {
        let goal = self.goal;
        let interrupts = self.session.surroundings.interrupts.clone();
        let Ok(runtime) = self.session.take_runtime() else {
            return Watched::TimedOut(Some("the runtime cannot start".to_owned()), None);
        };
        let session = &mut *self.session;
        let mut progress = Progress::of(step, session.surroundings);
        let now = Cell::new(session.surroundings.time());
        let watched = runtime.block_on(watch::watch(
            self.client,
            &goal.task,
            goal.wait_timeout,
            interrupts,
            |seen| is_reached(seen, now.get()),
            |seen, elapsed| {
                now.set(session.surroundings.time());
                progress.show(&goal.moves, seen, elapsed, session.surroundings);
            },
        ));
        self.session.return_runtime(runtime);
        progress.end(self.session.surroundings);
        log.steps.push(StepTaken {
            name: format!("watch the {step}"),
            outcome: match &watched {
                Watched::Reached(_) => "reached",
                Watched::TimedOut(..) => "timed out",
                Watched::Interrupted(_) => "interrupted",
            },
            journal: None,
        });
        watched
    }
}
