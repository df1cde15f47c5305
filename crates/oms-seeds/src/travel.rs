//! Requests on their way: what becomes of each is drawn, and what it does to the service is noted.

use std::time::Duration;

use oms_client::WireRequest;
use serde_json::Value;

use crate::baton::Who;
use crate::network::{Course, Silence, Wire};
use crate::world::{Paused, World};

/// The answer with which the service refuses a request at random.
const REFUSAL: &str = r#"{"success":false,"code":"GHANA-OPERAT000001","message":"not now"}"#;

impl World {
    fn strikes(&mut self) -> bool {
        let fault = self.temper.fault;
        !self.calm && self.draws(fault, 100)
    }

    /// Draws whether a look fails, and how.
    pub(crate) fn look_fails(&mut self) -> Option<Silence> {
        (self.strikes() && self.draws(1, 3)).then(|| self.silence())
    }

    /// Draws whether no byte of the next request leaves. The client may try it again, under the
    /// same entry.
    pub(crate) fn fails_to_send(&mut self, who: Who) -> bool {
        let fails = self.strikes() && self.draws(1, 5);
        if fails {
            self.trace.of(who, || "cannot connect".to_owned());
        }
        fails
    }

    /// Draws the sign by which a process learns that no answer comes.
    pub(crate) fn silence(&mut self) -> Silence {
        match self.chance.u32(0..3) {
            0 => Silence::Broken,
            1 => Silence::Endless,
            _ => Silence::Status(self.bare_status()),
        }
    }

    fn bare_status(&mut self) -> u16 {
        let statuses = [401, 403, 404, 405, 429, 500, 502, 503, 504];
        statuses[self.chance.usize(0..statuses.len())]
    }

    /// Draws the fate of a request that left.
    pub(crate) fn course(&mut self) -> Course {
        if !self.strikes() {
            return Course::Answered;
        }
        match self.chance.u32(0..5) {
            0 => Course::Refused,
            1 => Course::ReplyLost,
            2 => Course::Veiled(self.bare_status()),
            3 => Course::Lost,
            _ => Course::Held,
        }
    }

    /// A request leaves. It must have been announced, and no other by the same entry.
    pub(crate) fn leave(&mut self, who: Who, request: &WireRequest) -> usize {
        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let action = request.action().name();
        let seq = self.processes[who].intent.take();
        if seq.is_none() {
            self.wrong(|| format!("{action} leaves without an intent"));
        }
        let seq = seq.unwrap_or_default();
        if self.wires.iter().any(|wire| wire.seq == seq) {
            self.wrong(|| format!("{action} leaves twice for entry {seq}"));
        }
        self.trace
            .of(who, || format!("sends {action} of entry {seq}"));
        self.wires.push(Wire {
            seq,
            action,
            task: body["id"].as_str().unwrap_or_default().to_owned(),
            body: request.body().to_vec(),
            commits: 0,
            behind: None,
            held_until: None,
            denied: false,
        });
        let number = self.wires.len() - 1;
        self.processes[who].wires.push(number);
        number
    }

    /// A request takes its course. Gives the answer of the service, if it comes to one.
    pub(crate) fn travel(&mut self, number: usize, course: Course) -> Option<String> {
        let seq = self.wires[number].seq;
        self.trace.note(|| format!("entry {seq}: {course:?}"));
        match course {
            Course::Answered | Course::ReplyLost | Course::Veiled(_) => Some(self.deliver(number)),
            Course::Refused => Some(REFUSAL.to_owned()),
            Course::Lost => None,
            Course::Held => {
                self.wires[number].held_until = Some(Duration::MAX);
                None
            }
        }
    }

    /// The service takes a request.
    fn deliver(&mut self, number: usize) -> String {
        let wire = &self.wires[number];
        let (action, seq) = (wire.action, wire.seq);
        let answer = self.service.call(action, &wire.body);
        let (now, accepted) = (self.now, answer.accepted);
        self.trace
            .note(|| format!("entry {seq} arrives at {now:?}: accepted {accepted}"));
        if answer.committed {
            self.take_effect(number);
        } else {
            self.faults.sent_twice |= self.was_taken_before(number);
        }
        answer.body
    }

    fn take_effect(&mut self, number: usize) {
        let before = self.wires.iter().map(|wire| u32::from(wire.commits)).sum();
        let wire = &mut self.wires[number];
        wire.commits += 1;
        wire.behind = Some(before);
        self.faults.false_as_before |= wire.denied;
        let (action, task, seq) = (wire.action, wire.task.clone(), wire.seq);
        let of_run = self.attempt(seq).is_some_and(|it| it.place.is_some());
        match action {
            "StopProject" if of_run => drop(self.paused.insert(task, Paused::ByRun)),
            "StopProject" => drop(self.paused.insert(task, Paused::Known)),
            "ResumeProject" => drop(self.paused.remove(&task)),
            _ => {}
        }
        self.hold_invariants();
    }

    /// Returns whether the same step of the same run took effect before, and nothing has undone it
    /// since: then the service has refused it for that.
    fn was_taken_before(&self, number: usize) -> bool {
        let wire = &self.wires[number];
        let undoing = match wire.action {
            "StopProject" => "ResumeProject",
            "ResumeProject" => "StopProject",
            _ => return false,
        };
        let place = |seq| self.attempt(seq).and_then(|attempt| attempt.place);
        let mine = place(wire.seq);
        let is_undone = |effect: Option<u32>| {
            let mut later = self.wires.iter().filter(|other| other.behind > effect);
            later.any(|other| other.action == undoing && other.task == wire.task)
        };
        mine.is_some()
            && self.wires.iter().take(number).any(|other| {
                other.commits > 0
                    && other.action == wire.action
                    && place(other.seq) == mine
                    && !is_undone(other.behind)
            })
    }

    /// Requests that the network held back arrive, or are gone.
    pub(crate) fn weather(&mut self) {
        for number in 0..self.wires.len() {
            let Some(until) = self.wires[number].held_until else {
                continue;
            };
            if until <= self.now {
                self.wires[number].held_until = None;
            } else if self.draws(1, 8) {
                self.wires[number].held_until = None;
                self.deliver(number);
            }
        }
    }
}
