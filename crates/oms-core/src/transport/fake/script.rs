//! The answers of a fake transport, in the order in which they are given.

use std::sync::Arc;
use std::time::Duration;

use crate::transport::{Answer, Failure, WireRequest};

type Answering = dyn Fn(&WireRequest) -> Result<Answer, Failure> + Send + Sync;

/// An answer of a [`FakeTransport`](crate::FakeTransport): an [`Answer`], a [`Failure`], or JSON,
/// which is answered with status 200.
#[derive(Clone)]
pub struct FakeAnswer {
    answering: Arc<Answering>,
    delay: Duration,
}

/// The answers to come, for each action apart.
#[derive(Default)]
pub(super) struct Script {
    lines: Vec<Line>,
}

/// The answers to one action, or to all that have none of their own.
struct Line {
    action: Option<String>,
    answers: Vec<FakeAnswer>,
    given: usize,
}

impl FakeAnswer {
    pub(super) fn by(
        answering: impl Fn(&WireRequest) -> Result<Answer, Failure> + Send + Sync + 'static,
    ) -> Self {
        Self {
            answering: Arc::new(answering),
            delay: Duration::ZERO,
        }
    }

    pub(super) fn to(&self, request: &WireRequest) -> Result<Answer, Failure> {
        (self.answering)(request)
    }

    pub(super) const fn delay(&self) -> Duration {
        self.delay
    }
}

impl Script {
    /// Begins the answers to an action, or goes on with them where it was named before.
    pub(super) fn begin(&mut self, action: Option<String>, answer: FakeAnswer) {
        let earlier = self.lines.iter().position(|line| line.action == action);
        let mut line = match earlier {
            Some(place) => self.lines.remove(place),
            None => Line {
                action,
                answers: Vec::new(),
                given: 0,
            },
        };
        line.answers.push(answer);
        self.lines.push(line);
    }

    /// Adds an answer to the action that was begun last.
    pub(super) fn add(&mut self, answer: FakeAnswer) {
        if let Some(line) = self.lines.last_mut() {
            line.answers.push(answer);
        }
    }

    /// Delays the answer that was added last.
    pub(super) fn delay(&mut self, delay: Duration) {
        let answer = self
            .lines
            .last_mut()
            .and_then(|line| line.answers.last_mut());
        if let Some(answer) = answer {
            answer.delay = delay;
        }
    }

    /// The next answer to an action. The last one is given again and again.
    pub(super) fn next(&mut self, action: &str) -> Option<FakeAnswer> {
        let of = |line: &Line| line.action.as_deref() == Some(action);
        let for_all = |line: &Line| line.action.is_none();
        let place = self.lines.iter().position(of);
        let place = place.or_else(|| self.lines.iter().position(for_all))?;
        let line = self.lines.get_mut(place)?;
        let answer = line
            .answers
            .get(line.given)
            .or(line.answers.last())
            .cloned();
        line.given += 1;
        answer
    }
}

impl From<Answer> for FakeAnswer {
    fn from(answer: Answer) -> Self {
        Self::by(move |_| Ok(answer.clone()))
    }
}

impl From<Failure> for FakeAnswer {
    fn from(failure: Failure) -> Self {
        Self::by(move |_| Err(failure.clone()))
    }
}

impl From<&str> for FakeAnswer {
    fn from(json: &str) -> Self {
        Answer::json(200, json).into()
    }
}

impl From<String> for FakeAnswer {
    fn from(json: String) -> Self {
        Answer::json(200, json).into()
    }
}

impl std::fmt::Debug for FakeAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FakeAnswer")
            .field("delay", &self.delay)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_that_is_named_again_goes_on_where_it_was_left() {
        let mut script = Script::default();
        for (action, seconds) in [("A", 1), ("B", 2), ("A", 3)] {
            script.begin(Some(action.to_owned()), "{}".into());
            script.delay(Duration::from_secs(seconds));
        }
        for (action, seconds) in [("A", 1), ("A", 3), ("B", 2), ("A", 3)] {
            let answer = script.next(action).map(|answer| answer.delay());
            assert_eq!(answer, Some(Duration::from_secs(seconds)), "{action}");
        }
    }
}
