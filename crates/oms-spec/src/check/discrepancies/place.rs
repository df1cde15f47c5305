//! The place of a discrepancy: a declared field, or the one that was meant where a word of the
//! place is misspelt.

use oms_text::nearest;

use crate::raw::places::ExchangePart;
use crate::raw::{Action, Field, Shapes, Spec};
use crate::report::{Code, Diagnostic, Problems, Span, Text, any_of, quoted};

/// A place that is declared.
#[derive(Debug)]
pub(crate) struct DiscrepancyPlace<'a> {
    pub(crate) start: ExchangePart,
    /// The field, which is the payload itself where the place is `data` alone.
    pub(crate) field: &'a Field,
    /// The names on the way to it.
    pub(crate) path: Vec<&'a str>,
    /// The place in its own words, with the names as they are declared.
    pub(crate) words: String,
}

impl<'a> DiscrepancyPlace<'a> {
    fn new(start: ExchangePart, field: &'a Field, path: Vec<&'a str>) -> Self {
        let parts = std::iter::once(start.word()).chain(path.iter().copied());
        Self {
            words: parts.collect::<Vec<_>>().join("."),
            start,
            field,
            path,
        }
    }
}

pub(super) struct Resolver<'a, 'p> {
    pub(super) spec: &'a Spec,
    pub(super) shapes: &'a Shapes<'a>,
    /// The action whose file it is; none for the root file.
    pub(super) action: Option<&'a Action>,
    pub(super) problems: &'p mut Problems,
}

impl<'a> Resolver<'a, '_> {
    /// The place that a text names. `None` where it names none, which was reported, or where the
    /// declarations could not be read.
    pub(super) fn place(&mut self, at: &Text) -> Option<DiscrepancyPlace<'a>> {
        let mut parts = parts(at);
        let (word, range) = parts.next()?;
        let (start, rest) = match self.start(word) {
            Some(start) => (start, parts.collect::<Vec<_>>()),
            None => self.guess(at, word, range, parts.collect())?,
        };
        if rest.is_empty() {
            return self.without_field(at, start);
        }
        let declared = self.declared(start);
        if declared.is_none() && start == ExchangePart::Payload {
            self.no_payload(at);
        }
        let (mut fields, mut known) = declared?;
        let mut path = Vec::new();
        let mut found: Option<&'a Field> = None;
        for (name, span) in rest {
            if let Some(outer) = found {
                (fields, known) = self.inside(outer);
            }
            let field = fields.iter().copied().find(|field| field.is_called(name));
            let field = match field {
                Some(field) => field,
                None if known => self.misspelt(name, span, &fields, start, found)?,
                None => return None,
            };
            path.push(field.name.value.as_str());
            found = Some(field);
        }
        found.map(|field| DiscrepancyPlace::new(start, field, path))
    }

    /// The part of an exchange that a word means, where this file may speak of it.
    fn start(&self, word: &str) -> Option<ExchangePart> {
        ExchangePart::of(word)
            .filter(|start| self.action.is_some() || *start == ExchangePart::Envelope)
    }

    /// A place whose first word is none: the word may be misspelt, or missing before the name of a
    /// field.
    fn guess<'t>(
        &mut self,
        at: &Text,
        word: &str,
        span: Span,
        rest: Vec<(&'t str, Span)>,
    ) -> Option<(ExchangePart, Vec<(&'t str, Span)>)> {
        let words: &[&str] = if self.action.is_some() {
            &ExchangePart::WORDS
        } else {
            &["envelope"]
        };
        let elsewhere =
            self.action.is_none() && (ExchangePart::of(word).is_some() || word == "name");
        let message = if elsewhere {
            format!("the root file cannot speak of {}", quoted(word))
        } else {
            format!("{} is no part of an exchange", quoted(word))
        };
        let diagnostic = Diagnostic::new(Code::DiscrepancyPlace, span, message);
        let help = if self.action.is_some() {
            format!(
                "a place is `name`, or starts with {}",
                any_of(words.iter().copied())
            )
        } else {
            "in the root file, a place starts with `envelope`; what is about one action belongs into its file".to_owned()
        };
        let near =
            nearest(word, words.iter().copied()).and_then(|near| Some((near, self.start(near)?)));
        let diagnostic = diagnostic.help(help);
        if let Some((near, start)) = near {
            self.problems
                .push(diagnostic.label(format!("did you mean `{near}`?")));
            return Some((start, rest));
        }
        let holder = words.iter().find(|start| {
            let fields = self.start(start).and_then(|start| self.declared(start));
            fields.is_some_and(|(fields, _)| fields.iter().any(|field| field.is_called(word)))
        });
        self.problems.push(match holder {
            Some(start) => diagnostic.label(format!(
                "did you mean {}?",
                quoted(&format!("{start}.{}", at.value))
            )),
            None if elsewhere => diagnostic.label("this is about one action"),
            None => diagnostic.label("a place starts with another word"),
        });
        None
    }

    /// A place without a field: only the payload is one by itself.
    fn without_field(&mut self, at: &Text, start: ExchangePart) -> Option<DiscrepancyPlace<'a>> {
        if start == ExchangePart::Payload {
            let data = self.action.and_then(|action| action.data.as_ref());
            if data.is_none() {
                self.no_payload(at);
            }
            return data.map(|field| DiscrepancyPlace::new(start, field, Vec::new()));
        }
        let message = format!("{} names no field", quoted(&at.value));
        self.problems.push(
            Diagnostic::new(Code::DiscrepancyPlace, at.span, message)
                .label("the name of a field is missing")
                .help(format!("write `{}.<name>`", at.value)),
        );
        None
    }

    fn no_payload(&mut self, at: &Text) {
        let Some(action) = self.action.filter(|action| action.data.is_whole()) else {
            return;
        };
        let message = format!("`{}` has no payload", action.title());
        self.problems.push(
            Diagnostic::new(Code::DiscrepancyPlace, at.span, message)
                .label("the payload is meant here")
                .help("declare the payload as `[data]`, or mend the place"),
        );
    }

    /// The fields that a place starts among, and whether all of them could be read; `None` where
    /// there are none.
    fn declared(&self, start: ExchangePart) -> Option<(Vec<&'a Field>, bool)> {
        match (start, self.action) {
            (ExchangePart::Envelope, _) => {
                let fields = &self.spec.root.envelope.fields;
                let all = fields.iter().map(|field| &field.field);
                Some((all.collect(), fields.is_whole()))
            }
            (ExchangePart::Request, Some(action)) => {
                Some((action.request.iter().collect(), action.request.is_whole()))
            }
            (ExchangePart::Payload, Some(action)) => Some(self.inside(action.data.as_ref()?)),
            _ => None,
        }
    }

    /// The same inside of a field.
    fn inside(&self, field: &'a Field) -> (Vec<&'a Field>, bool) {
        let is_known = self.shapes.base_of(&field.typed).is_some();
        let fields = self.shapes.fields_of(&field.typed);
        (fields, is_known && field.typed.fields.is_whole())
    }

    /// A field that is not declared; the nearest one is taken for it.
    fn misspelt(
        &mut self,
        name: &str,
        span: Span,
        fields: &[&'a Field],
        start: ExchangePart,
        outer: Option<&'a Field>,
    ) -> Option<&'a Field> {
        let holder = outer.map_or_else(
            || start.words().to_owned(),
            |outer| quoted(&outer.name.value),
        );
        let diagnostic = Diagnostic::new(
            Code::DiscrepancyPlace,
            span,
            format!("{holder} declares no field {}", quoted(name)),
        );
        let known = nearest(name, fields.iter().map(|field| field.name.value.as_str()));
        self.problems.push(diagnostic.did_you_mean(known, |it| {
            it.label("not declared")
                .help("declare the field, or mend the place")
        }));
        fields
            .iter()
            .copied()
            .find(|field| Some(field.name.value.as_str()) == known)
    }
}

/// The words of a place, each with where it is.
fn parts(at: &Text) -> impl Iterator<Item = (&str, Span)> {
    let mut start = 0;
    at.value.split('.').map(move |part| {
        let range = start..start + part.len();
        start = range.end + 1;
        (part, at.part(range))
    })
}
