//! The faults that strike one call, sorted by the stage at which they strike.

use std::time::Duration;

use super::{
    CutFault, DripFault, EchoFault, Fault, FaultRule, StatusFault, WrongEnvelope, WrongType,
};
use crate::span::Span;

/// Everything that strikes one call. Waits add up; of the rest, the first of a kind strikes.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// The connection is reset before anything is read.
    pub(crate) reset_before_reading: bool,
    /// The call waits before it takes effect.
    pub(crate) delay: Duration,
    /// The answer is lost.
    pub(crate) loss: Option<Loss>,
    /// A read answers for another task.
    pub(crate) other_task: bool,
    /// The answer says something else.
    pub(crate) content: Option<Content>,
    /// True if the call takes no effect because of what the answer says.
    without_effect: bool,
    /// The answer waits.
    pub(crate) latency: Duration,
    /// The transmission of the answer.
    pub(crate) wire: Wire,
}

/// The moment at which an answer is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loss {
    BeforeCommit,
    AfterCommit,
}

/// The content that replaces the answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    Status(StatusFault),
    Echo(EchoFault),
    Html502,
    Garbage,
    WrongType(WrongType),
    WrongEnvelope(WrongEnvelope),
}

/// The transmission of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Wire {
    pub(crate) drip: Option<DripFault>,
    pub(crate) cut: Option<CutFault>,
    pub(crate) slow_close: Option<Duration>,
}

impl Plan {
    /// Adds the fault of a rule.
    pub(super) fn add(&mut self, rule: &FaultRule) {
        let commits = rule.after_commit;
        match rule.strike.clone() {
            Fault::ResetBeforeReading => self.reset_before_reading = true,
            Fault::LoseBeforeCommit => first(&mut self.loss, Loss::BeforeCommit),
            Fault::CommitAndLoseReply => first(&mut self.loss, Loss::AfterCommit),
            Fault::Delay(Span(span)) => self.delay = self.delay.saturating_add(span),
            Fault::Latency(Span(span)) => self.latency = self.latency.saturating_add(span),
            Fault::Status(fault) => self.answer(Content::Status(fault), commits),
            Fault::CommitThenStatus(code) => {
                self.answer(Content::Status(StatusFault::bare(code)), true);
            }
            Fault::EchoHeaders(fault) => self.answer(Content::Echo(fault), commits),
            Fault::OtherTask => self.other_task = true,
            Fault::Html502 => self.answer(Content::Html502, commits),
            Fault::Garbage => self.answer(Content::Garbage, commits),
            Fault::WrongType(wrong) => self.answer(Content::WrongType(wrong), true),
            Fault::WrongEnvelope(wrong) => self.answer(Content::WrongEnvelope(wrong), true),
            Fault::Drip(drip) => first(&mut self.wire.drip, drip),
            Fault::Cut(cut) => first(&mut self.wire.cut, cut),
            Fault::SlowClose(Span(span)) => first(&mut self.wire.slow_close, span),
        }
    }

    fn answer(&mut self, content: Content, commits: bool) {
        if self.content.is_none() {
            self.content = Some(content);
            self.without_effect = !commits;
        }
    }

    /// Returns whether the call takes effect, as far as the faults have a say in it.
    pub(crate) fn commits(&self) -> bool {
        match self.loss {
            Some(Loss::BeforeCommit) => false,
            Some(Loss::AfterCommit) => true,
            None => !self.without_effect,
        }
    }
}

impl Wire {
    /// Returns whether the answer is sent as it should be.
    pub(crate) const fn is_plain(&self) -> bool {
        self.drip.is_none() && self.cut.is_none() && self.slow_close.is_none()
    }
}

fn first<T>(slot: &mut Option<T>, value: T) {
    slot.get_or_insert(value);
}
