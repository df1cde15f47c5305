//! The events around the processes: the service works, the network loses messages, a person looks.

use crate::protocol::Protocol;
use crate::state::{Phase, Reply, Seq, State, Status, Step};

/// The acts of a person.
impl Protocol {
    /// Looks, and says what the task shows.
    pub(crate) fn resolve(&self, state: &mut State, seq: Seq) {
        state.resolutions_left -= 1;
        let intent = &state.intents[seq];
        state.intents[seq].status = if state.shows(intent) {
            Status::Effect
        } else if self.rules.doubt_what_was_reached && state.is_at_goal_of(intent) {
            Status::Reached
        } else {
            Status::NoEffect
        };
    }
}

impl State {
    /// The service reads a request. It carries out what the state of the task allows, if it is
    /// willing.
    pub(crate) fn arrive(&mut self, number: usize, willing: bool) {
        let Some(index) = self.requests.iter().position(|it| it.number == number) else {
            return;
        };
        let request = self.requests.swap_remove(index);
        let allowed = match request.step {
            Step::Stop => self.service.running,
            Step::Move | Step::Resume => !self.service.running,
        };
        self.faults.sent_twice |= !allowed && request.step != Step::Move;
        let accepted = allowed && willing;
        if accepted {
            self.service.commit(number);
            match request.step {
                Step::Stop => self.service.running = false,
                Step::Resume => self.service.running = true,
                Step::Move => {
                    self.service.position = self.runs[request.run].who + 1;
                    self.service.moves[request.run] += 1;
                }
            }
        }
        if self.is_awaited(number) {
            self.replies.push(Reply { number, accepted });
        }
    }

    /// Returns whether a process waits for the reply to a request.
    fn is_awaited(&self, number: usize) -> bool {
        self.operators.iter().any(|operator| match operator.phase {
            Phase::Waiting { seq, .. } => self.intents[seq].number == number,
            Phase::SentTooEarly { number: sent, .. } => sent == number,
            _ => false,
        })
    }

    /// Returns whether a process still works on an intent.
    pub(crate) fn is_held(&self, intent: Seq) -> bool {
        self.operators.iter().any(|operator| match operator.phase {
            Phase::Announced { seq, .. }
            | Phase::Waiting { seq, .. }
            | Phase::Answered { seq, .. } => seq == intent,
            _ => false,
        })
    }

    /// Returns whether a process has sent the request of an intent and still works on it. One that
    /// has sent nothing yet may stand still for longer than any window.
    pub(crate) fn is_at_work(&self, intent: Seq) -> bool {
        self.operators.iter().any(|operator| match operator.phase {
            Phase::Waiting { seq, .. } | Phase::Answered { seq, .. } => seq == intent,
            _ => false,
        })
    }

    /// Whatever the network still held of a request is gone.
    pub(crate) fn window_ends(&mut self, seq: Seq) {
        let number = self.intents[seq].number;
        self.requests.retain(|request| request.number != number);
        self.intents[seq].window_over = true;
    }
}
