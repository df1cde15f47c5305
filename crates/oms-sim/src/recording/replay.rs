//! Answers from a recording: those that were recorded for the same action and the same parameters,
//! in their order.

use serde_json::Value;

use super::Recording;
use super::exchange::{Body, Exchange};
use super::hide::{hide_in_request, veil, veil_keys};
use super::scrub::is_stand_in;
use crate::secrets::Needles;

/// A recording that is played.
#[derive(Debug, Clone)]
pub(crate) struct Replay(Vec<Played>);

/// An exchange, and whether it was played.
#[derive(Debug, Clone)]
struct Played {
    exchange: Exchange,
    done: bool,
}

/// A recorded answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Replayed {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: String,
}

impl Replay {
    pub(crate) fn new(recording: Recording) -> Self {
        let unplayed = |exchange| Played {
            exchange,
            done: false,
        };
        Self(recording.exchanges.into_iter().map(unplayed).collect())
    }

    /// The answer to a call: secrets count as the same, and so do bodies of the same length that
    /// were not kept. If the same call was recorded more than once, each answer is played in its
    /// turn, and the last one from then on. `request_id` takes the place of the recorded one.
    pub(crate) fn play(
        &mut self,
        action: &str,
        body: &[u8],
        request_id: Option<u64>,
    ) -> Option<Replayed> {
        let mut request = Body::read(body);
        // Secrets were hidden when it was recorded, so they cannot be compared. Which other texts
        // repeated one of them is not known, and a present secret says nothing about that.
        hide_in_request(action, &mut request.value, &mut Needles::default());
        veil("", &mut request.value, &Needles::default());
        veil_keys(&mut request.value, &Needles::default());
        let of_this_call = |played: &&mut Played| {
            let exchange = &played.exchange;
            exchange.action == action
                && exchange.request == request.value
                && exchange.request_bytes_not_kept == request.bytes_not_kept
        };
        let mut last = None;
        for played in self.0.iter_mut().filter(of_this_call) {
            let is_next = !played.done;
            played.done = true;
            last = Some(&played.exchange);
            if is_next {
                break;
            }
        }
        last.map(|exchange| Replayed {
            status: exchange.status,
            content_type: exchange.content_type.clone(),
            body: exchange.answer_text(request_id),
        })
    }

    /// Which exchanges were played, in their order.
    pub(crate) fn played(&self) -> Vec<bool> {
        self.0.iter().map(|played| played.done).collect()
    }

    /// Goes back to the moment when these were played. There must be as many as exchanges.
    pub(crate) fn go_back(&mut self, done: &[bool]) {
        for (played, done) in self.0.iter_mut().zip(done) {
            played.done = *done;
        }
    }

    /// The stand-ins of IDs, addresses and names of accounts with which an action was recorded, in
    /// their order.
    pub(crate) fn stand_ins(&self, action: &str) -> Vec<String> {
        let mut found = Vec::new();
        for played in self.0.iter().filter(|one| one.exchange.action == action) {
            collect_stand_ins(&played.exchange.request, &mut found);
        }
        found
    }
}

fn collect_stand_ins(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if is_stand_in(text) && !found.contains(text) => {
            found.push(text.clone());
        }
        Value::Array(values) => values
            .iter()
            .for_each(|value| collect_stand_ins(value, found)),
        Value::Object(object) => object
            .values()
            .for_each(|value| collect_stand_ins(value, found)),
        _ => {}
    }
}
