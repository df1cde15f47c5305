//! Goes on where an earlier run of the same file stopped, by what the journal knows.
//!
//! It leaves out what was accepted and nothing else; what nobody knows the end of is refused by the guards.

use super::Batch;
use super::item::Standing;
use crate::failure::Failure;
use crate::journal::{Attempt, Event, Known, Status};
use crate::plan::Line;
use crate::session::{Address, Session};

impl Batch {
    /// Leaves out what earlier runs of the same batch had accepted. Where that is all of it, `again` starts anew.
    pub(super) fn resume(&mut self, known: &Known, again: bool) {
        let accepted = accepted(known, &self.head.endpoint, self.head.part.as_deref());
        let mut before = Vec::new();
        for item in &self.items {
            let explanation = &item.plan.explanation;
            let earlier = accepted.iter().find(|attempt| {
                attempt.intent.id == explanation.subject
                    && attempt.intent.direction.as_deref() == explanation.direction
            });
            before.push(earlier.copied());
        }
        let count = before.iter().flatten().count();
        if again && count == self.items.len() {
            self.earlier_run = accepted.last().map(|attempt| attempt.seq);
            return;
        }
        for (item, earlier) in self.items.iter_mut().zip(before) {
            if let Some(earlier) = earlier {
                let change = &mut item.plan.explanation.change;
                change.clone_from(&earlier.intent.change);
                item.standing = Standing::Before(Box::new(earlier.clone()));
            }
        }
        if count > 0 {
            let text = format!("{count} were accepted in an earlier run and are left out");
            let lines = &mut self.head.explanation.lines;
            lines.push(Line::new("Left out", text));
        }
    }
}

/// What was accepted of a batch since it last came to its end.
fn accepted<'k>(known: &'k Known, endpoint: &str, part: Option<&str>) -> Vec<&'k Attempt> {
    let address = Address::of(endpoint);
    let mut accepted = Vec::new();
    for attempt in known.attempts() {
        let intent = &attempt.intent;
        if Address::of(&intent.endpoint) != address || intent.part.as_deref() != part {
            continue;
        }
        if attempt.status() == Status::Accepted {
            accepted.push(attempt);
        }
        if attempt.ended {
            accepted.clear();
        }
    }
    accepted
}

/// Writes down that a run came to its end, so that what it sent is not left out any more.
pub(super) fn end(intent: u64, session: &Session<'_, '_>) -> Result<(), Failure> {
    let now = session.surroundings.time();
    let event = Event::Ended { intent };
    let written = session
        .journal()?
        .append(event, now, |_| Ok::<(), Failure>(()));
    written.map(|_: u64| ())
}
