//! Discrepancies: each names a place that exists and an example that still shows what was observed.

use super::observed::{KINDS, Observed};
use super::values;
use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Text};
use crate::json::{Kind, Node};
use crate::raw::{Action, Discrepancy, Documented, Example, Field, Spec, unit_of};
use crate::shapes::Shapes;
use crate::text_forms::{listed, nearest};

pub(super) fn check(spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    let mut checker = Checker {
        spec,
        shapes,
        problems,
    };
    for discrepancy in &spec.root.discrepancies {
        checker.discrepancy(None, discrepancy);
    }
    for action in &spec.actions {
        for discrepancy in &action.discrepancies {
            checker.discrepancy(Some(action), discrepancy);
        }
    }
}

struct Checker<'a, 'p> {
    spec: &'a Spec,
    shapes: &'a Shapes<'a>,
    problems: &'p mut Problems,
}

impl<'a> Checker<'a, '_> {
    fn discrepancy(&mut self, action: Option<&'a Action>, discrepancy: &'a Discrepancy) {
        let Some(at) = &discrepancy.at else { return };
        if at.value == "name" {
            self.about_the_name(action, discrepancy, at);
            return;
        }
        let field = self.place(action, at);
        let observed = discrepancy
            .observed
            .as_ref()
            .and_then(|text| self.observed(text));
        let example = self.example(action, discrepancy, at);
        let (Some(observed), Some(text), Some(example)) =
            (observed, &discrepancy.observed, example)
        else {
            return;
        };
        let nodes = nodes_at(example, &at.value, self.spec.payload_key());
        let shown: Vec<Option<&Node>> = if nodes.is_empty() {
            vec![None]
        } else {
            nodes.iter().copied().map(Some).collect()
        };
        match shown.iter().find(|node| observed.is_shown_by(**node)) {
            Some(node) => {
                self.useless(discrepancy, text, *node);
                if let Some(field) = field {
                    self.stand_in(discrepancy, field, *node);
                }
            }
            None => self.stale(discrepancy, text, shown.into_iter().flatten().next()),
        }
    }

    /// The action's own name: the page's title and the path disagree.
    fn about_the_name(&mut self, action: Option<&Action>, discrepancy: &Discrepancy, at: &Text) {
        let (Some(action), Some(observed)) = (action, &discrepancy.observed) else {
            if action.is_none() {
                self.problems.push(
                    Diagnostic::new(
                        Code::DiscrepancyPlace,
                        at.span,
                        "the root file has no name to contradict",
                    )
                    .label("belongs to an action's file"),
                );
            }
            return;
        };
        if observed.value != action.wire_name() {
            let diagnostic = Diagnostic::new(
                Code::StaleDiscrepancy,
                observed.span,
                "the action has another name than was observed",
            )
            .label("observed");
            self.problems.push(match &action.name {
                Some(name) => diagnostic.also(name.span, "the name that is sent"),
                None => diagnostic,
            });
        }
        if discrepancy
            .documented
            .as_ref()
            .is_some_and(|documented| documented.value == observed.value)
        {
            self.problems
                .push(useless(observed, "the page and the path say the same"));
        }
    }

    /// The declared field at a place.
    fn place(&mut self, action: Option<&'a Action>, at: &Text) -> Option<&'a Field> {
        let parts: Vec<&str> = at.value.split('.').collect();
        let (first, rest) = parts.split_first()?;
        let envelope: Vec<&Field> = self
            .spec
            .root
            .envelope
            .fields
            .iter()
            .map(|field| &field.field)
            .collect();
        let fields = match (*first, action) {
            ("envelope", _) => envelope,
            ("request", Some(action)) => action.request.iter().collect(),
            ("data", Some(action)) => {
                let data = action.data.as_ref();
                if rest.is_empty() && data.is_some() {
                    return data;
                }
                data.map(|data| self.shapes.fields_of(&data.typed))
                    .unwrap_or_default()
            }
            _ => {
                self.problems.push(
                    Diagnostic::new(
                        Code::DiscrepancyPlace,
                        at.span,
                        format!("`{first}` is no place"),
                    )
                    .label("starts with none of the words for places")
                    .help(if action.is_some() {
                        "start with `request`, `data` or `envelope`, or write `name`"
                    } else {
                        "start with `envelope`"
                    }),
                );
                return None;
            }
        };
        let found = self.shapes.find(&fields, rest);
        if found.is_none() && (self.spec.root.readable || *first != "envelope") {
            let names = fields.iter().map(|field| field.name.value.as_str());
            let known = rest.first().and_then(|name| nearest(name, names));
            let diagnostic = Diagnostic::new(
                Code::DiscrepancyPlace,
                at.span,
                format!("nothing is declared at `{}`", at.value.escape_debug()),
            );
            self.problems.push(match known {
                Some(known) => diagnostic.label(format!("did you mean `{first}.{known}`?")),
                None => diagnostic.label("no such field"),
            });
        }
        found
    }

    fn observed(&mut self, text: &Text) -> Option<Observed> {
        let observed = Observed::parse(&text.value);
        if observed.is_none() {
            let words = KINDS.iter().copied().chain(["absent"]);
            let diagnostic = Diagnostic::new(
                Code::MalformedObserved,
                text.span,
                format!(
                    "`{}` is nothing that can be observed",
                    text.value.escape_debug()
                ),
            );
            let diagnostic = match nearest(&text.value, words.clone()) {
                Some(word) => diagnostic.label(format!("did you mean `{word}`?")),
                None => diagnostic.label("neither a kind of value nor a pattern"),
            };
            self.problems.push(diagnostic.help(format!(
                "write {}, or a pattern between slashes, such as `/ms$/`",
                listed(words)
            )));
        }
        observed
    }

    /// The example that is named; for the root file as `Action/case`.
    fn example(
        &mut self,
        action: Option<&Action>,
        discrepancy: &Discrepancy,
        at: &Text,
    ) -> Option<&'a Example> {
        let Some(named) = &discrepancy.example else {
            self.problems.push(
                Diagnostic::new(
                    Code::DiscrepancyExample,
                    at.span,
                    "no example shows what was observed",
                )
                .label("of this place")
                .help("add `example` with the name of a case"),
            );
            return None;
        };
        let (action, case) = match action {
            Some(action) => (action.wire_name(), named.value.as_str()),
            None => named
                .value
                .split_once('/')
                .unwrap_or((named.value.as_str(), "")),
        };
        let cases = self.spec.examples.get(action);
        let found = cases.and_then(|cases| cases.get(case));
        if found.is_none() {
            let known = cases
                .into_iter()
                .flat_map(|cases| cases.keys().map(String::as_str));
            let diagnostic = Diagnostic::new(
                Code::DiscrepancyExample,
                named.span,
                format!("there is no example `{}`", named.value.escape_debug()),
            );
            self.problems.push(match nearest(case, known) {
                Some(known) => diagnostic.label(format!("did you mean `{known}`?")),
                None => diagnostic.label("no file of this name").help(format!(
                    "the files are spec/examples/{action}/<case>.request.json and .response.json"
                )),
            });
        }
        found
    }

    fn stale(&mut self, discrepancy: &Discrepancy, observed: &Text, node: Option<&Node>) {
        let diagnostic = Diagnostic::new(
            Code::StaleDiscrepancy,
            observed.span,
            format!(
                "stale discrepancy: the example of `{}` no longer shows this",
                discrepancy.id.value
            ),
        )
        .label("observed, it says");
        let diagnostic = match node {
            Some(node) => {
                diagnostic.also(node.span, format!("the example shows {}", node.kind_word()))
            }
            None => diagnostic.label("observed, it says; the example has nothing at this place"),
        };
        self.problems.push(diagnostic.help(
            "remove the discrepancy if the vendor has mended the page, or name another example",
        ));
    }

    /// A documented word that agrees with what was observed is no contradiction.
    fn useless(&mut self, discrepancy: &Discrepancy, observed: &Text, node: Option<&Node>) {
        let Some(documented) = &discrepancy.documented else {
            return;
        };
        let agrees = match (Documented::parse(&documented.value), node) {
            (Some(word), Some(node)) if discrepancy.stand_in.is_none() => {
                word.agrees_with(&node.kind) && node.kind_word() != "null"
            }
            (
                None,
                Some(Node {
                    kind: Kind::Text(text),
                    ..
                }),
            ) => unit_of(text) == Some(documented.value.as_str()),
            (_, None) => documented.value == "absent",
            _ => false,
        };
        if agrees {
            self.problems.push(
                useless(observed, "this is what the page states")
                    .also(documented.span, "documented"),
            );
        }
    }

    /// A stand-in replaces a value that may not be sent, and may be sent itself.
    fn stand_in(&mut self, discrepancy: &Discrepancy, field: &Field, node: Option<&Node>) {
        let Some(stand_in) = &discrepancy.stand_in else {
            return;
        };
        // Where the type is not known, nothing can be said about what breaks it.
        let Some((shape, _)) = self.shapes.base_of(&field.typed) else {
            return;
        };
        let breaks = |node: &Node| values::broken(node, Some(&field.rules), shape);
        if node.is_none_or(|node| breaks(node).is_none()) {
            self.problems.push(
                Diagnostic::new(
                    Code::StandIn,
                    stand_in.span,
                    "the observed value can be sent as it is",
                )
                .label("so nothing need stand in for it")
                .help("remove the stand-in"),
            );
        }
        let itself = Node {
            span: stand_in.span,
            kind: Kind::Text(stand_in.value.clone()),
        };
        if let Some(broken) = breaks(&itself) {
            self.problems.push(
                Diagnostic::new(
                    Code::StandIn,
                    stand_in.span,
                    format!("the stand-in {broken}"),
                )
                .label("cannot be sent either"),
            );
        }
    }
}

fn useless(observed: &Text, label: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UselessDiscrepancy,
        observed.span,
        "nothing is contradicted here",
    )
    .label(label)
    .help("remove the discrepancy")
}

/// The values at a place of an example; the items of lists and the values of maps are all looked at.
pub(super) fn nodes_at<'a>(example: &'a Example, at: &str, payload: &str) -> Vec<&'a Node> {
    let parts: Vec<&str> = at.split('.').collect();
    let Some((first, rest)) = parts.split_first() else {
        return Vec::new();
    };
    let file = if *first == "request" {
        &example.request
    } else {
        &example.response
    };
    let Some(root) = file.as_ref().and_then(|file| file.root.as_ref()) else {
        return Vec::new();
    };
    // Places say `data` for the payload, whatever the envelope calls it.
    let mut nodes = if *first == "data" {
        root.member(payload)
            .map(|member| &member.value)
            .into_iter()
            .collect()
    } else {
        vec![root]
    };
    for name in rest {
        nodes = nodes
            .into_iter()
            .flat_map(items)
            .filter_map(|node| node.member(name).map(|member| &member.value))
            .collect();
    }
    nodes
}

fn items(node: &Node) -> Vec<&Node> {
    match &node.kind {
        Kind::List(list) => list.iter().flat_map(items).collect(),
        _ => vec![node],
    }
}
