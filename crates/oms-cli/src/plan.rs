//! What would be sent, in words: printed before anything is, and all there is without `--execute`.

use oms_client::{Action, Effect};
use serde::Serialize;
use serde_json::Value;

/// What a person is told of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explanation {
    /// What is typed to confirm: the thing that would be changed, so that a wrong one is noticed.
    pub(crate) subject: String,
    /// Labels with their text. A text of several lines stays under its label.
    pub(crate) lines: Vec<Line>,
    /// What the payload of the answer is called.
    pub(crate) payload: &'static str,
    /// What happens after the request was accepted, and what to look at.
    pub(crate) afterwards: &'static str,
}

/// One label with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

impl Explanation {
    /// The parameters as they go over the wire, for an action that nobody has found words for.
    pub(crate) fn of_parameters<A: Action>(request: &A) -> Self {
        let lines = match wire(request) {
            Value::Object(fields) => fields
                .iter()
                .map(|(name, value)| Line::new(name.as_str(), value.to_string()))
                .collect(),
            _ => Vec::new(),
        };
        Self {
            subject: A::INFO.name().to_owned(),
            lines,
            payload: "Answer",
            afterwards: "",
        }
    }
}

/// The parameters as JSON; null where they cannot be written, which the client reports when it is asked to send them.
pub(crate) fn wire<A: Action>(request: &A) -> Value {
    serde_json::to_value(request).unwrap_or(Value::Null)
}

/// What a plan is about: the same for the plan that is only printed and the one that is asked about.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) action: &'static str,
    pub(crate) effect: Effect,
    pub(crate) endpoint: String,
    pub(crate) request: Value,
    pub(crate) explanation: Explanation,
}

impl Plan {
    pub(crate) fn new<A: Action>(endpoint: &str, request: &A, explanation: Explanation) -> Self {
        Self {
            action: A::INFO.name(),
            effect: A::INFO.effect(),
            endpoint: endpoint.to_owned(),
            request: wire(request),
            explanation,
        }
    }

    /// The plan as lines of text.
    pub(crate) fn to_text(&self) -> String {
        let effect = match self.effect {
            Effect::Read => "read",
            Effect::Write => "write",
        };
        let mut text = format!("Plan: {} at {} ({effect})\n", self.action, self.endpoint);
        text.push_str(&table(&self.explanation.lines));
        text
    }
}

/// Labels and texts in two columns.
pub(crate) fn table(lines: &[Line]) -> String {
    let width = lines
        .iter()
        .map(|line| line.label.chars().count())
        .max()
        .unwrap_or_default();
    let rows: Vec<String> = lines
        .iter()
        .flat_map(|line| {
            let labels = std::iter::once(line.label.as_str()).chain(std::iter::repeat(""));
            labels.zip(line.text.lines())
        })
        .map(|(label, part)| format!("  {label:width$}  {part}\n"))
        .collect();
    rows.concat()
}
