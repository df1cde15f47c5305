//! The plan of a request, in words. It is printed before anything is sent, and without `--execute`
//! it is the only output.

pub(crate) mod arguments;
pub(crate) mod body;
pub(crate) mod deferred;
mod explain;
mod key;
pub(crate) mod listing;
pub(crate) mod named;
pub(crate) mod places;
pub(crate) mod saved;
mod subject;

use oms_client::{Action, Effect, EpochSeconds, Secrets, Since, StartPosition};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use crate::failure::Failure;
use crate::session::config::Settings;
use crate::terminal::{self, Ordered, Painter, Tone};
use crate::time::TimeInput;

use arguments::ActionFacts;

pub(crate) use subject::Subject;

/// The explanation of one request for a person.
#[derive(Debug, Clone)]
pub(crate) struct Explanation {
    /// The text that is typed to confirm: the ID of the subject, so that a wrong one is noticed.
    pub(crate) subject: String,
    /// The name of the subject, if a look has shown one.
    pub(crate) name: Option<String>,
    /// The side of the subject that would be changed, if it has two. Together with the subject it
    /// identifies the resource over which two commands can conflict.
    pub(crate) direction: Option<&'static str>,
    /// Labels with their texts. A text of several lines stays under its label.
    pub(crate) lines: Vec<Line>,
    /// The position that would be changed, before and after.
    pub(crate) change: Change,
    /// The subject that is looked up before anything is sent, if one parameter names it.
    pub(crate) target: Option<Subject>,
    /// The position that would be moved, if the action moves one.
    pub(crate) moves: Option<Move>,
    /// The words about the action.
    pub(crate) facts: &'static ActionFacts,
}

/// A position that would be moved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Move {
    /// True for the position of the reverse direction.
    pub(crate) reverse: bool,
    pub(crate) to: Option<StartPosition>,
    /// The new position as it was typed, such as `-2h`: a minute later the same text is another
    /// moment, but still the same intention.
    pub(crate) given: Option<String>,
    /// True if the position was computed from this machine's clock.
    pub(crate) relative: bool,
}

impl Move {
    /// Returns a move to a position. `typed` is the argument, if there was one.
    pub(crate) fn new(reverse: bool, to: StartPosition, typed: Option<&TimeInput>) -> Self {
        Self {
            reverse,
            to: Some(to),
            given: typed.map(|input| input.text().to_owned()),
            relative: typed.is_some_and(TimeInput::is_relative),
        }
    }

    /// Returns the new position if it is a moment.
    pub(crate) fn moment(&self) -> Option<EpochSeconds> {
        self.to.as_ref()?.epoch_seconds()
    }

    /// Returns whether a position has reached the new one: from above after a move back, from below
    /// after a move forward.
    pub(crate) fn is_reached(
        &self,
        position: Option<&StartPosition>,
        old: Option<EpochSeconds>,
    ) -> bool {
        let Some(new) = self.moment() else {
            return position.is_some() && position == self.to.as_ref();
        };
        let at = position.and_then(StartPosition::epoch_seconds);
        at.is_some_and(|at| {
            if old.is_some_and(|old| new > old) {
                at >= new
            } else {
                at <= new
            }
        })
    }
}

/// The change of a position, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Change {
    #[serde(with = "crate::time::position")]
    pub(crate) old: Option<StartPosition>,
    #[serde(with = "crate::time::position")]
    pub(crate) new: Option<StartPosition>,
}

impl Change {
    /// Returns the old position if it is a moment.
    pub(crate) fn old_moment(&self) -> Option<EpochSeconds> {
        self.old.as_ref()?.epoch_seconds()
    }

    /// Returns the new position if it is a moment.
    pub(crate) fn new_moment(&self) -> Option<EpochSeconds> {
        self.new.as_ref()?.epoch_seconds()
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

    /// Makes a line that advises something. The others tell what a service says.
    pub(crate) fn warning(text: impl Into<String>) -> Self {
        Self::new(WARNING, text)
    }

    pub(crate) fn is_warning(&self) -> bool {
        self.label == WARNING
    }
}

/// The label of the lines that advise something.
const WARNING: &str = "Warning";

/// Returns a payload without its secrets, its fields in their order. A payload whose type has none
/// is kept byte for byte.
pub(crate) fn payload(secrets: &Secrets, data: &impl Serialize) -> Option<Box<RawValue>> {
    if matches!(secrets, Secrets::None) {
        return to_raw_value(data).ok();
    }
    let json = serde_json::to_string(data).ok()?;
    let hidden = secrets.hidden(serde_json::from_str(&json).ok()?);
    let shown = Ordered::read(&json).holding(&hidden);
    RawValue::from_string(shown.to_string()).ok()
}

/// Returns the parameters as JSON without their secrets. The result is null if they cannot be
/// serialized, which the client reports once it is asked to send them.
pub(crate) fn wire<A: Action>(request: &A) -> Value {
    let mut value = serde_json::to_value(request).unwrap_or(Value::Null);
    request.info().request_secrets().hide(&mut value);
    value
}

/// The plan of a request: the same type for a plan that is only printed and for one that a person
/// is asked about.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) action: &'static str,
    pub(crate) effect: Effect,
    pub(crate) since: Since,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: String,
    /// True if the endpoint belongs to production.
    pub(crate) production: bool,
    /// The reason why the request would be refused in the present state, the first of several. One
    /// of the lines gives it as well.
    pub(crate) refused: Option<String>,
    /// The reason why its subject could not be looked up, where that would refuse it.
    pub(crate) not_looked_up: Option<String>,
    pub(crate) request: Value,
    /// The secrets of the answer, which must not be shown.
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
            refused: None,
            not_looked_up: None,
            request: wire(request),
            answer_secrets: request.info().answer_secrets(),
            explanation,
        }
    }

    /// Adds the profile of the settings, and whether it is one of production.
    pub(crate) fn with_profile(self, settings: &Settings) -> Self {
        Self {
            profile: settings.profile_name().map(ToOwned::to_owned),
            production: settings.is_production(),
            ..self
        }
    }

    /// Marks the plan as one that would be refused, with the reason.
    pub(crate) fn would_be_refused(&mut self, failure: &Failure) {
        self.refused.get_or_insert_with(|| failure.message.clone());
        self.explanation.lines.push(Line::warning(format!(
            "It would be refused: {}.\n{}",
            failure.message, failure.next
        )));
    }

    /// Returns its warnings, each on one line, with the reason why its subject could not be looked
    /// up.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = String> {
        let lines = self.explanation.lines.iter();
        let warnings = lines.filter(|line| line.is_warning());
        let failed = self.not_looked_up.iter();
        let failed = failed.map(|why| format!("It could not be looked up: {why}"));
        warnings
            .map(|warning| warning.text.replace('\n', " "))
            .chain(failed)
    }

    /// Returns whether the request changes anything.
    pub(crate) fn is_write(&self) -> bool {
        self.effect == Effect::Write
    }

    /// Returns the advice if the service says that it does not know the action, which is the only
    /// failure whose text is documented.
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

    /// Returns the plan as lines of text.
    pub(crate) fn to_text(&self, painter: Painter) -> String {
        let effect = self.effect.as_str();
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

/// Colours a warning line by line, so that no colour covers an indentation.
fn painted(line: Line, painter: Painter) -> Line {
    if !line.is_warning() {
        return line;
    }
    let lines: Vec<String> = line
        .text
        .lines()
        .map(|part| painter.paint(Tone::Caution, part))
        .collect();
    Line::new(line.label.as_str(), lines.join("\n"))
}

/// Lays out labels and texts in two columns.
pub(crate) fn table(lines: &[Line]) -> String {
    terminal::labelled(
        lines
            .iter()
            .map(|line| (line.label.as_str(), line.text.as_str())),
    )
}
