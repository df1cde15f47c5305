//! Recorded exchanges, and the requests among them as they can be sent.

use super::Lowering;
use crate::checks::{Envelope, Observed};
use crate::ir;
use crate::json::{Kind, Node};
use crate::raw::{Action, Discrepancy, Example, ExampleFile};

impl Lowering<'_> {
    pub(crate) fn examples(&self, action: &Action) -> Vec<ir::Example> {
        let cases = self.spec.examples.get(&action.stem).into_iter().flatten();
        cases
            .map(|(case, example)| self.example(action, case, example))
            .collect()
    }

    fn example(&self, action: &Action, case: &str, example: &Example) -> ir::Example {
        let root = |file: &Option<ExampleFile>| file.as_ref().and_then(|file| file.root.clone());
        let sendable = root(&example.request).map(|mut request| {
            for discrepancy in &action.discrepancies {
                stand_in(&mut request, discrepancy);
            }
            let mut text = String::new();
            write(&request, &mut text);
            text
        });
        ir::Example {
            case: case.to_owned(),
            request: example.request.as_ref().and_then(|file| self.text(file)),
            response: example.response.as_ref().and_then(|file| self.text(file)),
            sendable_request: sendable,
            verdict: root(&example.response)
                .and_then(|root| Envelope::of(&self.spec.root).verdict(&root)),
        }
    }

    fn text(&self, file: &ExampleFile) -> Option<ir::ExampleText> {
        self.sources.get(file.file).map(|source| ir::ExampleText {
            path: source.path.clone(),
            text: source.text.clone(),
        })
    }
}

/// Replaces the values that may not be sent.
fn stand_in(request: &mut Node, discrepancy: &Discrepancy) {
    let (Some(at), Some(stand_in), Some(observed)) = (
        &discrepancy.at,
        &discrepancy.stand_in,
        &discrepancy.observed,
    ) else {
        return;
    };
    let (Some(path), Some(observed)) = (
        at.value.strip_prefix("request."),
        Observed::parse(&observed.value),
    ) else {
        return;
    };
    replace(
        request,
        &path.split('.').collect::<Vec<_>>(),
        &observed,
        &stand_in.value,
    );
}

fn replace(node: &mut Node, path: &[&str], observed: &Observed, stand_in: &str) {
    if let Kind::List(items) = &mut node.kind {
        for item in items {
            replace(item, path, observed, stand_in);
        }
        return;
    }
    let Some((name, rest)) = path.split_first() else {
        if observed.is_shown_by(Some(node)) {
            node.kind = Kind::Text(stand_in.to_owned());
        }
        return;
    };
    if let Kind::Object(members) = &mut node.kind {
        for member in members
            .iter_mut()
            .filter(|member| member.key.value == *name)
        {
            replace(&mut member.value, rest, observed, stand_in);
        }
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
