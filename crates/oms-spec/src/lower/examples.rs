//! Recorded exchanges, and the requests among them as they can be sent.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

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
        serde_json::to_string(&*sendable).unwrap_or_default()
    }
}

/// The digits of numbers stay as they were written.
impl Serialize for JsonNode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.kind {
            JsonKind::Null => serializer.serialize_unit(),
            JsonKind::Boolean(value) => serializer.serialize_bool(*value),
            JsonKind::Number(digits) => {
                let raw = RawValue::from_string(digits.clone());
                raw.map_err(S::Error::custom)?.serialize(serializer)
            }
            JsonKind::Text(text) => serializer.serialize_str(text),
            JsonKind::List(items) => serializer.collect_seq(items),
            JsonKind::Object(members) => {
                let members = members.iter();
                serializer.collect_map(members.map(|member| (&member.key.value, &member.value)))
            }
        }
    }
}
