//! Recorded exchanges, and the requests among them as they can be sent.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Lowering;
use crate::check::Resolved;
use crate::ir;
use crate::raw::{Action, Example, ExampleFile, places};
use crate::report::Span;
use crate::syntax::json::{JsonKind, JsonNode};

impl Lowering<'_> {
    pub(crate) fn examples(&self, action: &Action, resolved: &[Resolved<'_>]) -> Vec<ir::Example> {
        let cases = self.spec.examples.get(&action.stem).into_iter().flatten();
        cases
            .map(|(case, example)| self.example(action, case, example, resolved))
            .collect()
    }

    fn example(
        &self,
        action: &Action,
        case: &str,
        example: &Example,
        resolved: &[Resolved<'_>],
    ) -> ir::Example {
        fn root(file: Option<&ExampleFile>) -> Option<&JsonNode> {
            file.and_then(|file| file.root.as_ref())
        }
        let (request, response) = (example.request.as_ref(), example.response.as_ref());
        ir::Example {
            case: case.to_owned(),
            request: request.and_then(|file| self.text(file)),
            response: response.and_then(|file| self.text(file)),
            sendable_request: root(request).map(|request| self.sendable(action, request, resolved)),
            verdict: root(response).and_then(|root| self.spec.root.envelope.verdict(root)),
            raw: example.raw.and_then(|(file, outcome)| {
                let source = self.sources.get(file)?;
                Some((source.path.clone(), outcome))
            }),
        }
    }

    fn text(&self, file: &ExampleFile) -> Option<ir::ExampleText> {
        self.sources.get(file.file).map(|source| ir::ExampleText {
            path: source.path.clone(),
            text: source.text.clone(),
        })
    }

    /// A request with stand-ins in the place of the values that may not be sent.
    fn sendable(&self, action: &Action, request: &JsonNode, resolved: &[Resolved<'_>]) -> String {
        let mut text = String::new();
        let mut sendable = Cow::Borrowed(request);
        for discrepancy in resolved {
            let (Some(place), Some(observed), Some((stand_in, _))) = (
                &discrepancy.place,
                &discrepancy.observed,
                &discrepancy.discrepancy.stand_in,
            ) else {
                continue;
            };
            let fields = action.request.iter().collect();
            let values = self.shapes.values_at(vec![&*sendable], fields, &place.path);
            let spans: BTreeSet<Span> = values
                .into_iter()
                .flatten()
                .filter(|node| observed.is_shown_by(Some(node)))
                .map(|node| node.span)
                .collect();
            places::replace(sendable.to_mut(), &spans, stand_in);
        }
        write(&sendable, &mut text);
        text
    }
}

/// JSON text on one line, with the digits of numbers as they were written.
fn write(node: &JsonNode, text: &mut String) {
    match &node.kind {
        JsonKind::Null => text.push_str("null"),
        JsonKind::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
        JsonKind::Number(digits) => text.push_str(digits),
        JsonKind::Text(value) => text.push_str(&quoted(value)),
        JsonKind::List(items) => {
            text.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        JsonKind::Object(members) => {
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
