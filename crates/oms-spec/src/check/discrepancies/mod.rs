//! Discrepancies: each names a place that exists and an example that still shows what was observed.

mod example;
mod name;
mod place;
mod stand_in;

use std::collections::{BTreeSet, HashMap};

use oms_text::nearest;

use super::assignment::Assignment;
use super::observed::{KINDS, Observed};
use crate::language::Documented;
use crate::language::values::unit_of;
use crate::raw::places::ExchangePart;
use crate::raw::{Action, Discrepancy, Example, Shapes, Spec};
use crate::report::{Code, Diagnostic, Problems, Span, Text, any_of, quoted};
use crate::syntax::json::{JsonKind, JsonNode};
use place::Resolver;

pub(crate) use place::DiscrepancyPlace;

/// A discrepancy, and what its words mean.
pub(crate) struct Resolved<'a> {
    pub(crate) discrepancy: &'a Discrepancy,
    /// `None` where it could not be told.
    pub(crate) place: Option<DiscrepancyPlace<'a>>,
    pub(crate) observed: Option<Observed>,
}

impl Resolved<'_> {
    pub(crate) fn is_at(&self, place: &str) -> bool {
        self.place.as_ref().is_some_and(|own| own.words == place)
    }
}

/// Resolves the discrepancies of one file: of an action, or of the root where there is none.
pub(super) fn resolve<'a>(
    spec: &'a Spec,
    action: Option<&'a Action>,
    shapes: &'a Shapes<'a>,
    problems: &mut Problems,
) -> Vec<Resolved<'a>> {
    let list = action.map_or(&spec.root.discrepancies, |action| &action.discrepancies);
    let mut resolved: Vec<Resolved<'a>> = Vec::new();
    for discrepancy in list {
        if let (Some(at), Some(action)) = (&discrepancy.at, action)
            && at.value == "name"
        {
            name::check(action, discrepancy, problems);
            continue;
        }
        let mut reader = Resolver {
            spec,
            shapes,
            action,
            problems,
        };
        let place = discrepancy.at.as_ref().and_then(|at| reader.place(at));
        if let Some(place) = &place {
            quotes(discrepancy, place, problems);
        }
        let observed = discrepancy.observed.as_ref();
        resolved.push(Resolved {
            discrepancy,
            place,
            observed: observed.and_then(|text| read_observed(text, problems)),
        });
    }
    twice(&resolved, problems);
    resolved
}

/// Returns whether the examples show what was observed. `lacking` are the places where a field was
/// reported as missing.
pub(super) fn check<'a>(
    spec: &'a Spec,
    action: Option<&'a Action>,
    shapes: &'a Shapes<'a>,
    examples: &Assignment<'a>,
    (resolved, lacking): (&[Resolved<'a>], &BTreeSet<String>),
    problems: &mut Problems,
) {
    let mut checker = DiscrepancyChecker {
        spec,
        action,
        shapes,
        examples,
        lacking,
        problems,
    };
    for resolved in resolved {
        checker.discrepancy(resolved);
    }
}

struct DiscrepancyChecker<'a, 'p> {
    spec: &'a Spec,
    action: Option<&'a Action>,
    shapes: &'a Shapes<'a>,
    examples: &'p Assignment<'a>,
    lacking: &'p BTreeSet<String>,
    problems: &'p mut Problems,
}

impl<'a> DiscrepancyChecker<'a, '_> {
    fn discrepancy(&mut self, resolved: &Resolved<'a>) {
        let (Some(place), Some(at)) = (&resolved.place, &resolved.discrepancy.at) else {
            return;
        };
        let example = self.example(resolved.discrepancy, place, at);
        if let (Some(observed), Some(example)) = (&resolved.observed, example) {
            self.shown(resolved.discrepancy, place, observed, example);
        }
    }

    /// Returns whether the example shows what was observed, and whether that contradicts anything.
    fn shown(
        &mut self,
        discrepancy: &'a Discrepancy,
        place: &DiscrepancyPlace<'a>,
        observed: &Observed,
        example: &'a Example,
    ) {
        let (Some(text), Some(root)) = (
            &discrepancy.observed,
            place
                .start
                .file(example)
                .and_then(|file| file.root.as_ref()),
        ) else {
            return;
        };
        let Some(mut values) = self.values(place, root) else {
            return;
        };
        if values.is_empty() {
            values.push(None);
        }
        match values.iter().find(|node| observed.is_shown_by(**node)) {
            Some(node) => {
                self.useless(discrepancy, text, *node);
                stand_in::check(discrepancy, place, *node, self.shapes, self.problems);
            }
            None if self.lacking.contains(&place.words) => {}
            None => {
                let shown = values.into_iter().flatten().next();
                let shown = shown.map(|node| (node.span, observed.words_for(node)));
                self.stale(discrepancy, text, shown);
            }
        }
    }

    /// The values at a place. `None` where the envelope is not known well enough to find the
    /// payload.
    fn values<'n>(
        &self,
        place: &DiscrepancyPlace<'a>,
        root: &'n JsonNode,
    ) -> Option<Vec<Option<&'n JsonNode>>> {
        let envelope = &self.spec.root.envelope;
        let fields = match place.start {
            ExchangePart::Request => self.action?.request.iter().collect(),
            ExchangePart::Envelope => envelope.fields.iter().map(|field| &field.field).collect(),
            ExchangePart::Payload => {
                if !envelope.fields.is_whole() {
                    return None;
                }
                let data = self.action?.data.as_ref()?;
                let payload = root.member(self.spec.payload_key());
                let Some(payload) = payload.map(|member| &member.value) else {
                    return Some(Vec::new());
                };
                let all = crate::raw::places::with_items(payload, &data.typed);
                if place.path.is_empty() {
                    return Some(all.into_iter().map(Some).collect());
                }
                let objects = all.into_iter();
                let objects = objects.filter(|node| matches!(node.kind, JsonKind::Object(_)));
                return Some(self.shapes.values_at(
                    objects.collect(),
                    self.shapes.fields_of(&data.typed),
                    &place.path,
                ));
            }
        };
        Some(self.shapes.values_at(vec![root], fields, &place.path))
    }

    fn stale(&mut self, discrepancy: &Discrepancy, observed: &Text, shown: Option<(Span, String)>) {
        let message = format!(
            "stale discrepancy: the example no longer shows what {} says",
            quoted(&discrepancy.id.value)
        );
        let diagnostic = Diagnostic::new(Code::StaleDiscrepancy, observed.span, message);
        self.problems.push(
            match shown {
                Some((place, words)) => diagnostic
                    .label("this was observed")
                    .also(place, format!("the example has {words}")),
                None => diagnostic.label("this was observed; the example has nothing there"),
            }
            .help(
                "remove the discrepancy if the vendor has mended the page, or name another example",
            ),
        );
    }

    /// A documented word that agrees with what was observed is no contradiction.
    fn useless(&mut self, discrepancy: &Discrepancy, observed: &Text, node: Option<&JsonNode>) {
        let Some(documented) = &discrepancy.documented else {
            return;
        };
        let agrees = match (Documented::parse(&documented.value), node) {
            (Some(word), Some(node)) if discrepancy.stand_in.is_none() => {
                word.agrees_with(node.kind_word()) && !matches!(node.kind, JsonKind::Null)
            }
            (None, Some(node)) => match &node.kind {
                JsonKind::Text(text) => unit_of(text) == Some(documented.value.as_str()),
                _ => false,
            },
            (_, None) => documented.value == "absent",
            _ => false,
        };
        if agrees {
            self.problems.push(
                useless(observed, "the example shows what the page says")
                    .also(documented.span, "the page says"),
            );
        }
    }
}

fn read_observed(text: &Text, problems: &mut Problems) -> Option<Observed> {
    match Observed::parse(&text.value) {
        Ok(observed) => Some(observed),
        Err(reason) => {
            problems.push(not_observed(text, &reason));
            None
        }
    }
}

/// The field and its discrepancy must quote the vendor's table alike.
fn quotes(discrepancy: &Discrepancy, place: &DiscrepancyPlace<'_>, problems: &mut Problems) {
    let (Some(quoted), Some((declared, of_field))) =
        (&discrepancy.documented, &place.field.documented)
    else {
        return;
    };
    let other = Documented::parse(&quoted.value).filter(|word| word != declared);
    if other.is_some() {
        problems.push(
            Diagnostic::new(
                Code::QuotedTwoWays,
                quoted.span,
                "the page is quoted in two ways",
            )
            .label("by the discrepancy")
            .also(of_field.span, "by the field")
            .help("look at the page, and mend the one that is wrong"),
        );
    }
}

/// Two discrepancies that say the same.
fn twice(resolved: &[Resolved<'_>], problems: &mut Problems) {
    let mut seen: HashMap<(&str, &str), &Text> = HashMap::new();
    for second in resolved {
        let (Some(place), Some(observed)) = (&second.place, &second.discrepancy.observed) else {
            continue;
        };
        let id = &second.discrepancy.id;
        if let Some(first) = seen.insert((&place.words, &observed.value), id) {
            problems.push(useless(id, "this one says the same").also(first.span, "as this one"));
        }
    }
}

fn not_observed(text: &Text, reason: &str) -> Diagnostic {
    let words = || KINDS.iter().copied().chain(["absent"]);
    let diagnostic = Diagnostic::new(
        Code::MalformedObserved,
        text.span,
        format!(
            "{} is nothing that an example can show",
            quoted(&text.value)
        ),
    );
    let vendors = Documented::parse(&text.value).and_then(Documented::kind);
    let near = nearest(&text.value, words()).or(vendors);
    diagnostic
        .did_you_mean(near, |it| it.label(reason))
        .help(format!(
            "write {}, or a pattern between slashes, such as `/ms$/`",
            any_of(words())
        ))
}

fn useless(text: &Text, label: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UselessDiscrepancy,
        text.span,
        "nothing is contradicted here",
    )
    .label(label)
    .help("remove the discrepancy")
}
