//! What would be sent, in words: printed before anything is, and all there is without `--execute`.

pub(crate) mod arguments;
pub(crate) mod body;
mod explain;
mod key;
pub(crate) mod saved;
mod subject;

use oms_client::{Action, Effect, EpochSeconds, Secrets, Since, StartPosition};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use crate::failure::Failure;
use crate::terminal::{self, Painter, Tone};
use crate::time::TimeInput;

pub(crate) use subject::Subject;

/// What a person is told of one request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Explanation {
    /// What is typed to confirm: the thing that would be changed, so that a wrong one is noticed.
    pub(crate) subject: String,
    /// Which side of the thing would be changed, where it has two. With the subject it says what
    /// two commands collide over.
    pub(crate) direction: Option<&'static str>,
    /// Labels with their text. A text of several lines stays under its label.
    pub(crate) lines: Vec<Line>,
    /// The position that would be changed, and what it would become.
    pub(crate) change: Change,
    /// What is looked up before anything is sent, where one parameter names it.
    pub(crate) target: Option<Subject>,
    /// The position that would be moved, where that is what the action does.
    pub(crate) moves: Option<Move>,
    /// The states of what it acts on that say that it was carried out.
    pub(crate) leads_to: &'static [&'static str],
    /// What the payload of the answer is called.
    pub(crate) payload: &'static str,
    /// What happens after the request was accepted, and what to look at.
    pub(crate) afterwards: &'static str,
    /// What sending the same once more would do.
    pub(crate) twice: &'static str,
}

/// A position that would be moved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Move {
    /// Whether it is that of the reverse direction.
    pub(crate) reverse: bool,
    pub(crate) to: Option<StartPosition>,
    /// The new position as it was written, such as `-2h`: the same words a minute later mean
    /// another moment, and the same thing.
    pub(crate) given: Option<String>,
    /// Whether it was reckoned from this machine's clock.
    pub(crate) relative: bool,
}

impl Move {
    /// To a position, as it was typed where it was.
    pub(crate) fn new(reverse: bool, to: StartPosition, typed: Option<&TimeInput>) -> Self {
        Self {
            reverse,
            to: Some(to),
            given: typed.map(|input| input.text().to_owned()),
            relative: typed.is_some_and(TimeInput::is_relative),
        }
    }

    /// The moment to which it would be moved, where it is one.
    pub(crate) fn moment(&self) -> Option<EpochSeconds> {
        moment(self.to.as_ref())
    }

    /// Whether a position is the new one or beyond it: from above where it went back, from below
    /// where it went forward.
    pub(crate) fn is_reached(
        &self,
        position: Option<&StartPosition>,
        old: Option<EpochSeconds>,
    ) -> bool {
        match (position, self.moment()) {
            (Some(StartPosition::EpochSeconds(at)), Some(new)) => {
                if old.is_some_and(|old| new > old) {
                    *at >= new
                } else {
                    *at <= new
                }
            }
            (Some(at), None) => Some(at) == self.to.as_ref(),
            _ => false,
        }
    }
}

/// A position that is changed, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Change {
    #[serde(with = "crate::time::position")]
    pub(crate) old: Option<StartPosition>,
    #[serde(with = "crate::time::position")]
    pub(crate) new: Option<StartPosition>,
}

impl Change {
    /// The position before, where it is a moment.
    pub(crate) fn old_moment(&self) -> Option<EpochSeconds> {
        moment(self.old.as_ref())
    }

    /// The position behind it, where it is a moment.
    pub(crate) fn new_moment(&self) -> Option<EpochSeconds> {
        moment(self.new.as_ref())
    }
}

fn moment(position: Option<&StartPosition>) -> Option<EpochSeconds> {
    match position {
        Some(StartPosition::EpochSeconds(seconds)) => Some(*seconds),
        _ => None,
    }
}

/// One label with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) text: String,
}

impl Line {
    pub(crate) fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            text: text.into(),
        }
    }
}

/// A payload without the secrets in it. Where its type has none, it stays byte for byte.
pub(crate) fn payload(secrets: &Secrets, data: &impl Serialize) -> Option<Box<RawValue>> {
    if matches!(secrets, Secrets::None) {
        return to_raw_value(data).ok();
    }
    let value = serde_json::to_value(data).ok()?;
    to_raw_value(&secrets.hidden(value)).ok()
}

/// The parameters as JSON, without the secrets among them; null where they cannot be written, which
/// the client reports when it is asked to send them.
pub(crate) fn wire<A: Action>(request: &A) -> Value {
    let mut value = serde_json::to_value(request).unwrap_or(Value::Null);
    request.info().request_secrets().hide(&mut value);
    value
}

/// What a plan is about: the same for the plan that is only printed and the one that is asked
/// about.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) action: &'static str,
    pub(crate) effect: Effect,
    pub(crate) since: Since,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: String,
    /// Whether the endpoint is one of production.
    pub(crate) production: bool,
    /// Whether it would be refused as things stand; one of the lines says why.
    pub(crate) refused: bool,
    pub(crate) request: Value,
    /// What of the answer must not be shown.
    pub(crate) answer_secrets: &'static Secrets,
    pub(crate) explanation: Explanation,
}

impl Plan {
    pub(crate) fn new<A: Action>(endpoint: &str, request: &A, explanation: Explanation) -> Self {
        Self {
            action: request.info().name(),
            effect: request.info().effect(),
            since: request.info().first_versions(),
            profile: None,
            endpoint: endpoint.to_owned(),
            production: false,
            refused: false,
            request: wire(request),
            answer_secrets: request.info().answer_secrets(),
            explanation,
        }
    }

    /// Tells that it would be refused as things stand, and why.
    pub(crate) fn would_be_refused(&mut self, failure: &Failure) {
        self.refused = true;
        self.explanation.lines.push(Line::new(
            "Warning",
            format!(
                "It would be refused: {}.\n{}",
                failure.message, failure.next
            ),
        ));
    }

    /// Whether it changes anything.
    pub(crate) fn is_write(&self) -> bool {
        self.effect == Effect::Write
    }

    /// What to do where the service says that it does not know the action: the one text of a
    /// failure that is documented.
    pub(crate) fn next_where_unsupported(&self, message: Option<&str>) -> Option<String> {
        if !message?.contains("Unsupported action") {
            return None;
        }
        let editions = [
            (self.since.first_enterprise(), "enterprise"),
            (self.since.first_community(), "community"),
        ];
        let known: Vec<String> = editions
            .iter()
            .filter_map(|(version, edition)| Some(format!("{} ({edition})", version.as_ref()?)))
            .collect();
        Some(if known.is_empty() {
            format!("This OMS does not know {}; it may be too old.", self.action)
        } else {
            format!(
                "This OMS is too old for {}, which is known since {}.",
                self.action,
                known.join(" and ")
            )
        })
    }

    /// The plan as lines of text.
    pub(crate) fn to_text(&self, painter: Painter) -> String {
        let effect = match self.effect {
            Effect::Read => "read",
            Effect::Write => "write",
        };
        let mut text = String::new();
        if self.production && self.is_write() {
            text.push_str(&painter.paint(Tone::Alarm, "*** PRODUCTION ***"));
            text.push('\n');
        }
        let heading = format!("Plan: {} at {} ({effect})", self.action, self.endpoint);
        text.push_str(&painter.paint(Tone::Strong, &heading));
        text.push('\n');
        let profile = self
            .profile
            .iter()
            .map(|profile| Line::new("Profile", profile.as_str()));
        let lines: Vec<Line> = profile
            .chain(self.explanation.lines.iter().cloned())
            .map(|line| painted(line, painter))
            .collect();
        text.push_str(&table(&lines));
        text
    }
}

/// A warning stands out, line by line, so that no colour runs over an indentation.
fn painted(line: Line, painter: Painter) -> Line {
    if line.label != "Warning" {
        return line;
    }
    let lines: Vec<String> = line
        .text
        .lines()
        .map(|part| painter.paint(Tone::Caution, part))
        .collect();
    Line::new(line.label.as_str(), lines.join("\n"))
}

/// Labels and texts in two columns.
pub(crate) fn table(lines: &[Line]) -> String {
    terminal::labelled(
        lines
            .iter()
            .map(|line| (line.label.as_str(), line.text.as_str())),
    )
}
