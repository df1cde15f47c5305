//! The network as the client has it: a transport without sockets, whose faults are those that a
//! client can tell apart.

use std::future::pending;
use std::time::Duration;

use oms_client::{
    Answer, Effect, Failure, NotSentCause, Sending, Transport, UnknownCause, WireRequest,
};

use crate::baton::{Shared, Who};
use crate::network::{Course, LATE_WINDOW, Moment, Silence, TIMEOUT};

/// The line from an operator's process to the service.
pub(crate) struct Line {
    pub(crate) shared: Shared,
    pub(crate) who: Who,
}

impl Transport for Line {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            match request.action().effect() {
                Effect::Read => self.look(request).await,
                Effect::Write => self.write(request).await,
            }
        })
    }
}

/// The call is given up, in whatever way: what is still on its way is held for as long as a network
/// can.
struct GivenUp<'l> {
    line: &'l Line,
    wire: usize,
}

impl Drop for GivenUp<'_> {
    fn drop(&mut self) {
        self.line.tick();
        let mut state = self.line.shared.lock();
        let world = &mut state.world;
        let (now, announced) = (world.now, world.processes[self.line.who].announced);
        let wire = &mut world.wires[self.wire];
        if wire.held_until.is_some() {
            // A network that outlasts what it is said to do at most is no matter of the command's.
            let is_in_time = now <= announced + TIMEOUT;
            wire.held_until = is_in_time.then_some(now + LATE_WINDOW);
            let (seq, until) = (wire.seq, wire.held_until);
            world.trace.note(|| {
                format!("entry {seq} is given up at {now:?} and may arrive until {until:?}")
            });
        }
    }
}

impl Line {
    /// Lets the world have the time that has passed for this process.
    fn tick(&self) {
        if std::thread::panicking() {
            return;
        }
        let mut state = self.shared.lock();
        let process = &mut state.world.processes[self.who];
        let Some(zero) = process.zero else {
            return;
        };
        let elapsed = zero.elapsed();
        let passed = elapsed.saturating_sub(process.ticked);
        process.ticked = elapsed;
        state.world.advance(passed);
    }

    fn pass(&self, moment: Moment) {
        self.tick();
        self.shared.pass(self.who, moment);
    }

    async fn look(&self, request: &WireRequest) -> Result<Answer, Failure> {
        self.pass(Moment::BeforeLook);
        let (silence, body) = {
            let mut state = self.shared.lock();
            let world = &mut state.world;
            let silence = world.look_fails();
            let answer = world.service.call(request.action().name(), request.body());
            (silence, answer.body)
        };
        if let Some(silence) = silence {
            return silent(silence).await;
        }
        self.pass(Moment::AfterLook);
        Ok(Answer::json(200, body))
    }

    async fn write(&self, request: &WireRequest) -> Result<Answer, Failure> {
        self.pass(Moment::BeforeSend);
        let wire = {
            let mut state = self.shared.lock();
            if state.world.fails_to_send(self.who) {
                return Err(Failure::not_sent(NotSentCause::Connect));
            }
            let wire = state.world.leave(self.who, request);
            drop(state);
            GivenUp { line: self, wire }
        };
        self.pass(Moment::Left);
        let (course, silence) = {
            let mut state = self.shared.lock();
            (state.world.course(), state.world.silence())
        };
        let body = {
            let mut state = self.shared.lock();
            state.world.travel(wire.wire, course)
        };
        match (course, body) {
            (Course::Answered | Course::Refused, Some(body)) => {
                self.pass(Moment::Replied);
                Ok(Answer::json(200, body))
            }
            (Course::Veiled(status), _) => Ok(Answer::new(status, "gateway")),
            _ => silent(silence).await,
        }
    }
}

/// No answer comes.
async fn silent(silence: Silence) -> Result<Answer, Failure> {
    match silence {
        Silence::Broken => Err(Failure::unknown(UnknownCause::ConnectionLost)),
        Silence::Status(status) => Ok(Answer::new(status, "gateway")),
        Silence::Endless => {
            // The caller gives the call up; its clock runs on by itself.
            tokio::time::sleep(Duration::from_secs(86_400)).await;
            pending().await
        }
    }
}
