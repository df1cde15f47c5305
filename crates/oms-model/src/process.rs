//! The acts of a process: it starts, checks, announces, sends, receives, gives up, closes and ends.

use crate::protocol::Protocol;
use crate::state::{Ending, Intent, Outcome, Phase, Request, Run, Seq, State, Status, Step, Who};

/// The process, event by event.
impl Protocol {
    pub(crate) fn start(&self, state: &mut State, who: Who) {
        state.operators[who].commands_left -= 1;
        state.operators[who].said = None;
        state.operators[who].is_cut_off = false;
        if self.rules.check_under_lock {
            self.take_lock(state, who);
            state.operators[who].phase = Phase::Locked;
        } else if state.open().next().is_some() {
            state.operators[who].said = Some(Ending::Refused);
        } else {
            state.operators[who].phase = Phase::CheckedTooEarly;
        }
    }

    fn take_lock(&self, state: &mut State, who: Who) {
        if self.rules.lock {
            state.lock = Some(who);
        }
    }

    pub(crate) fn check(&self, state: &mut State, who: Who) {
        if state.operators[who].is_cut_off {
            return state.end(who, Ending::Refused);
        }
        if self.rules.check_under_lock {
            state.settle_what_shows();
            if state.open().next().is_some() {
                return state.end(who, Ending::Refused);
            }
        } else {
            self.take_lock(state, who);
        }
        let unfinished = state.runs.iter().position(|run| !run.ended);
        let run = match unfinished {
            Some(run) if self.rules.look_before_resume => run,
            _ => {
                let was_running = state.service.running || !self.rules.look_before_resume;
                state.runs.push(Run {
                    who,
                    was_running,
                    ended: false,
                });
                state.service.moves.push(0);
                state.runs.len() - 1
            }
        };
        state.operators[who].phase = Phase::Deciding {
            run,
            compensating: false,
        };
    }

    pub(crate) fn announce(&self, state: &mut State, who: Who) {
        let Phase::Deciding { run, compensating } = state.operators[who].phase else {
            return;
        };
        let Some(step) = self.next_step(state, run, compensating) else {
            return self.finish(state, who, run, compensating);
        };
        if state.operators[who].is_cut_off && self.rules.announce_under_the_lock {
            return self.stop_short(state, who, run, step);
        }
        let number = state.next_number();
        let old = state.service.position;
        if !self.rules.intent_before_send {
            state.put_on_the_wire(who, run, step, number);
            state.operators[who].phase = Phase::SentTooEarly {
                run,
                step,
                number,
                old,
            };
            return;
        }
        let seq = state.write_intent(run, step, number, old);
        state.operators[who].phase = Phase::Announced { seq, compensating };
    }

    pub(crate) fn send(&self, state: &mut State, who: Who) {
        let Phase::Announced { seq, compensating } = state.operators[who].phase else {
            return;
        };
        let Intent {
            run, step, number, ..
        } = state.intents[seq];
        state.put_on_the_wire(who, run, step, number);
        // The process may have stood still before, and the network takes its time from now on.
        state.intents[seq].window_over &= !self.rules.send_in_time;
        state.operators[who].phase = Phase::Waiting { seq, compensating };
    }

    pub(crate) fn give_up(&self, state: &mut State, who: Who) {
        let Phase::Waiting { seq, .. } = state.operators[who].phase else {
            return;
        };
        let Intent {
            run, step, number, ..
        } = state.intents[seq];
        if step == Step::Move && !self.rules.compensate_on_proof {
            state.replies.retain(|reply| reply.number != number);
            state.operators[who].phase = Phase::Deciding {
                run,
                compensating: true,
            };
            return;
        }
        state.end(who, Ending::Unknown);
    }

    pub(crate) fn close(&self, state: &mut State, who: Who) {
        let Phase::Answered {
            seq,
            outcome,
            compensating,
        } = state.operators[who].phase
        else {
            return;
        };
        state.write_result(seq, outcome.status());
        self.go_on(state, who, seq, outcome, compensating);
    }

    /// Takes the next step of the process, which is the same wherever the result was written.
    pub(crate) fn go_on(
        &self,
        state: &mut State,
        who: Who,
        seq: Seq,
        outcome: Outcome,
        compensating: bool,
    ) {
        let accepted = outcome == Outcome::Accepted;
        let Intent { run, step, .. } = state.intents[seq];
        match step {
            _ if accepted => {
                state.operators[who].phase = Phase::Deciding { run, compensating };
            }
            // The command looks at the task first: a service may refuse what it has carried out.
            // A refusal has no effect here, and a task that is paused all the same is a fault.
            // So it does behind a move. One that took effect all the same would be a false denial.
            Step::Stop => self.finish(state, who, run, true),
            Step::Move => {
                state.operators[who].phase = Phase::Deciding {
                    run,
                    compensating: true,
                };
            }
            // The run stays in the list of those that did not end.
            Step::Resume => state.end(who, Ending::LeftPaused),
        }
    }

    /// The run comes to its end.
    fn finish(&self, state: &mut State, who: Who, run: usize, compensated: bool) {
        let moved = state.is_done(run, Step::Move);
        self.end_run(state, who, run);
        let was_running = state.runs[run].was_running;
        let is_as_before = state.service.running == was_running && state.service.moves[run] == 0;
        let said = if moved {
            Ending::Moved
        } else {
            state.faults.false_as_before |= compensated && !is_as_before;
            Ending::AsBefore
        };
        state.faults.paused_unsaid |= was_running && !state.service.running;
        state.end(who, said);
    }

    /// A step cannot be announced, because the lock is gone. Nothing of it was sent.
    pub(crate) fn stop_short(&self, state: &mut State, who: Who, run: usize, step: Step) {
        if step == Step::Stop {
            self.end_run(state, who, run);
            return state.end(who, Ending::Refused);
        }
        state.end(who, Ending::LeftPaused);
    }

    fn end_run(&self, state: &mut State, who: Who, run: usize) {
        if !state.operators[who].is_cut_off || !self.rules.end_under_the_lock {
            state.runs[run].ended = true;
        }
    }
}

/// The acts that no rule changes.
impl State {
    /// A number that no request bears yet.
    pub(crate) fn next_number(&self) -> usize {
        let on_the_wire = self.requests.iter().map(|request| request.number);
        let known = self.intents.iter().map(|intent| intent.number);
        let committed = self.service.commits.iter().map(|(number, _)| *number);
        on_the_wire
            .chain(known)
            .chain(committed)
            .max()
            .map_or(0, |highest| highest + 1)
    }

    pub(crate) fn write_intent(
        &mut self,
        run: usize,
        step: Step,
        number: usize,
        old: usize,
    ) -> Seq {
        self.intents.push(Intent {
            number,
            run,
            step,
            old,
            status: Status::Open,
            window_over: false,
        });
        self.intents.len() - 1
    }

    pub(crate) fn put_on_the_wire(&mut self, who: Who, run: usize, step: Step, number: usize) {
        let overtakes = self.open().any(|(_, intent)| intent.number != number);
        self.faults.overtaken |= overtakes;
        self.requests.push(Request {
            number,
            who,
            run,
            step,
        });
    }

    pub(crate) fn announce_late(&mut self, who: Who) {
        let Phase::SentTooEarly {
            run,
            step,
            number,
            old,
        } = self.operators[who].phase
        else {
            return;
        };
        let seq = self.write_intent(run, step, number, old);
        self.operators[who].phase = Phase::Waiting {
            seq,
            compensating: false,
        };
    }

    pub(crate) fn receive(&mut self, who: Who) {
        let Phase::Waiting { seq, .. } = self.operators[who].phase else {
            return;
        };
        let number = self.intents[seq].number;
        let Some(index) = self.replies.iter().position(|it| it.number == number) else {
            return;
        };
        let outcome = if self.replies.swap_remove(index).accepted {
            Outcome::Accepted
        } else {
            Outcome::Rejected
        };
        self.answer(who, outcome);
    }

    pub(crate) fn answer(&mut self, who: Who, outcome: Outcome) {
        let (Phase::Announced { seq, compensating } | Phase::Waiting { seq, compensating }) =
            self.operators[who].phase
        else {
            return;
        };
        self.operators[who].phase = Phase::Answered {
            seq,
            outcome,
            compensating,
        };
    }

    /// The process comes to its end: its lock is freed, and nobody waits for its reply.
    pub(crate) fn end(&mut self, who: Who, said: Ending) {
        if let Phase::Waiting { seq, .. } = self.operators[who].phase {
            let number = self.intents[seq].number;
            self.replies.retain(|reply| reply.number != number);
        }
        if let Phase::SentTooEarly { number, .. } = self.operators[who].phase {
            self.replies.retain(|reply| reply.number != number);
        }
        if self.lock == Some(who) {
            self.lock = None;
        }
        self.operators[who].phase = Phase::Idle;
        self.operators[who].said = Some(said);
        self.operators[who].is_cut_off = false;
    }

    /// Open intents whose effect the task shows are settled without a person.
    fn settle_what_shows(&mut self) {
        let shown: Vec<Seq> = self
            .open()
            .filter(|(_, intent)| self.shows(intent))
            .map(|(seq, _)| seq)
            .collect();
        for seq in shown {
            self.intents[seq].status = Status::Effect;
        }
    }
}
