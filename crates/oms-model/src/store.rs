//! The events on the connection between a process and the journal of a team.
//!
//! The lock goes with the connection and what was committed stays. A result that cannot be written
//! is kept on the machine of its operator and told to the journal later.

use crate::protocol::Protocol;
use crate::state::{Phase, Seq, State, Status, Who};

impl Protocol {
    /// The connection is lost while an intent is committed, so that the process does not know
    /// whether it stands. It says so later, in case that it does, and sends nothing.
    pub(crate) fn lose_commit(&self, state: &mut State, who: Who, durable: bool) {
        let Phase::Deciding { run, compensating } = state.operators[who].phase else {
            return;
        };
        let Some(step) = self.next_step(state, run, compensating) else {
            return;
        };
        let (number, old) = (state.next_number(), state.service.position);
        state.lose_store(who);
        let seq = durable.then(|| state.write_intent(run, step, number, old));
        if self.rules.hold_back_in_doubt {
            let withdrawn = seq.map(|seq| (seq, Status::NoEffect));
            state.operators[who].kept.extend(withdrawn);
            return self.stop_short(state, who, run, step);
        }
        if let Some(seq) = seq {
            state.operators[who].phase = Phase::Announced { seq, compensating };
            return;
        }
        state.put_on_the_wire(who, run, step, number);
        state.operators[who].phase = Phase::SentTooEarly {
            run,
            step,
            number,
            old,
        };
    }

    pub(crate) fn keep(&self, state: &mut State, who: Who) {
        let Phase::Answered {
            seq,
            outcome,
            compensating,
        } = state.operators[who].phase
        else {
            return;
        };
        state.operators[who].kept.push((seq, outcome.status()));
        self.go_on(state, who, seq, outcome, compensating);
    }
}

impl State {
    pub(crate) fn lose_store(&mut self, who: Who) {
        self.losses_left -= 1;
        self.operators[who].is_cut_off = true;
        if self.lock == Some(who) {
            self.lock = None;
        }
    }

    pub(crate) fn deliver(&mut self, who: Who) {
        for (seq, status) in std::mem::take(&mut self.operators[who].kept) {
            self.write_result(seq, status);
        }
    }

    /// Writes the result of a request, unless one has been written already.
    pub(crate) fn write_result(&mut self, seq: Seq, status: Status) {
        if self.intents[seq].status == Status::Open {
            self.intents[seq].status = status;
        }
    }
}
