//! Recorded exchanges, and the requests among them as they can be sent.

use std::collections::BTreeSet;

use super::Lowering;
use crate::check::{Envelope, Observed};
use crate::raw::{Action, Discrepancy, Example, ExampleFile, places};
use crate::report::Span;
use crate::syntax::json::{Kind, Node};
use crate::{check, ir};

impl Lowering<'_> {
    pub(crate) fn examples(&self, action: &Action) -> Vec<ir::Example> {
        let cases = self.spec.examples.get(&action.stem).into_iter().flatten();
        cases
            .map(|(case, example)| self.example(action, case, example))
            .collect()
    }

    fn example(&self, action: &Action, case: &str, example: &Example) -> ir::Example {
        let request = example.request.as_ref().and_then(|file| file.root.as_ref());
        let response = example
            .response
            .as_ref()
            .and_then(|file| file.root.as_ref());
        ir::Example {
            case: case.to_owned(),
            request: example.request.as_ref().and_then(|file| self.text(file)),
            response: example.response.as_ref().and_then(|file| self.text(file)),
            sendable_request: request.map(|request| self.sendable(action, request)),
            verdict: response.and_then(|root| Envelope::of(&self.spec.root).verdict(root)),
        }
    }

    /// A request with stand-ins in the place of what may not be sent.
    fn sendable(&self, action: &Action, request: &Node) -> String {
        let mut text = String::new();
        let mut stand_ins = action
            .discrepancies
            .iter()
            .filter(|discrepancy| discrepancy.stand_in.is_some())
            .peekable();
        if stand_ins.peek().is_none() {
            write(request, &mut text);
            return text;
        }
        let mut request = request.clone();
        for discrepancy in stand_ins {
            self.stand_in(action, discrepancy, &mut request);
        }
        write(&request, &mut text);
        text
    }

    fn text(&self, file: &ExampleFile) -> Option<ir::ExampleText> {
        self.sources.get(file.file).map(|source| ir::ExampleText {
            path: source.path.clone(),
            text: source.text.clone(),
        })
    }

    /// Replaces the values that may not be sent.
    fn stand_in(&self, action: &Action, discrepancy: &Discrepancy, request: &mut Node) {
        let (Some(at), Some((stand_in, _)), Some(observed)) = (
            &discrepancy.at,
            &discrepancy.stand_in,
            &discrepancy.observed,
        ) else {
            return;
        };
        let (Some(place), Ok(observed)) = (
            check::place_of(self.spec, action, &self.shapes, at),
            Observed::parse(&observed.value),
        ) else {
            return;
        };
        let fields = action.request.iter().collect();
        let values = self.shapes.values_at(vec![request], fields, &place.path);
        let observed = values
            .into_iter()
            .flatten()
            .filter(|node| observed.is_shown_by(Some(node)));
        let spans: BTreeSet<Span> = observed.map(|node| node.span).collect();
        places::replace(request, &spans, stand_in);
    }
}

/// JSON text on one line, with the digits of numbers as they were written.
fn write(node: &Node, text: &mut String) {
    match &node.kind {
        Kind::Null => text.push_str("null"),
        Kind::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
        Kind::Number(digits) => text.push_str(digits),
        Kind::Text(value) => text.push_str(&quoted(value)),
        Kind::List(items) => {
            text.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Kind::Object(members) => {
            text.push('{');
            for (position, member) in members.iter().enumerate() {
                if position > 0 {
                    text.push(',');
                }
                text.push_str(&quoted(&member.key.value));
                text.push(':');
                write(&member.value, text);
            }
            text.push('}');
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
