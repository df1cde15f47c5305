//! Problems with their places, and how they are shown.
//!
//! It decides nothing about what is wrong. Text is rendered in rustc's manner, in ASCII, so that it reads the same in a terminal, a log and
//! a snapshot.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::codes::Code;
use crate::sources::Sources;

/// Width that long source lines are cut to; a fixed one, because a snapshot must not depend on the terminal.
const WIDTH: usize = 140;

/// A part of a file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Span {
    pub(crate) file: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) fn new(file: usize, range: Range<usize>) -> Self {
        Self {
            file,
            start: range.start,
            end: range.end.max(range.start),
        }
    }

    /// Where to point when a file is missing.
    pub(crate) fn nowhere() -> Self {
        Self::new(usize::MAX, 0..0)
    }

    /// Where to point when a whole file is meant.
    pub(crate) fn start_of(file: usize) -> Self {
        Self::new(file, 0..0)
    }
}

/// A word and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Span,
}

/// One problem of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    code: Code,
    message: String,
    primary: Label,
    secondary: Vec<Label>,
    help: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Label {
    span: Span,
    text: String,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            primary: Label {
                span,
                text: String::new(),
            },
            secondary: Vec::new(),
            help: Vec::new(),
        }
    }

    /// What is said at the primary place.
    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// A second place that belongs to the problem.
    pub(crate) fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// What to do about it.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// The kind of problem.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// What is wrong, on one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    fn labels(&self) -> impl Iterator<Item = (&Label, AnnotationKind)> {
        let secondary = self
            .secondary
            .iter()
            .map(|label| (label, AnnotationKind::Context));
        std::iter::once((&self.primary, AnnotationKind::Primary)).chain(secondary)
    }

    /// A snippet for each file that has a label, the primary one first.
    fn group<'a>(&'a self, sources: &'a Sources) -> Group<'a> {
        let title = Level::ERROR
            .primary_title(self.message.as_str())
            .id(self.code.as_str());
        let mut group = Group::with_title(title);
        let mut shown = BTreeSet::new();
        for (label, _) in self.labels() {
            if shown.insert(label.span.file)
                && let Some(source) = sources.get(label.span.file)
            {
                let here = self
                    .labels()
                    .filter(|(other, _)| other.span.file == label.span.file);
                let annotations = here.map(|(label, kind)| {
                    kind.span(fit(&source.text, label.span))
                        .label(label.text.as_str())
                });
                group = group.element(
                    Snippet::source(source.text.as_str())
                        .path(source.path.as_str())
                        .annotations(annotations),
                );
            }
        }
        group.elements(
            self.help
                .iter()
                .map(|help| Level::HELP.message(help.as_str())),
        )
    }
}

/// Where a problem is, as an editor counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path of the file.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The problems of a spec, by file and position. There is at least one.
#[derive(Debug)]
pub struct Diagnostics {
    sources: Sources,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn new(sources: Sources, problems: Problems) -> Self {
        let mut list = problems.list;
        list.sort_by(|left, right| {
            let key = |diagnostic: &Diagnostic| (diagnostic.primary.span, diagnostic.code);
            key(left)
                .cmp(&key(right))
                .then_with(|| left.message.cmp(&right.message))
        });
        list.dedup_by(|left, right| {
            left.primary.span == right.primary.span
                && left.code == right.code
                && left.message == right.message
        });
        Self { sources, list }
    }

    /// The problems in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Where `diagnostic` has its primary label.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> Place {
        let span = diagnostic.primary.span;
        let (path, text) = self
            .sources
            .get(span.file)
            .map_or((crate::layout::ROOT, ""), |source| {
                (source.path.as_str(), source.text.as_str())
            });
        let before = text.get(..fit(text, span).start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }

    /// All problems as text in rustc's manner, with colours for a terminal or without.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        }
        .term_width(WIDTH);
        let mut text = String::new();
        for diagnostic in &self.list {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&renderer.render(&[diagnostic.group(&self.sources)]));
            text.push('\n');
        }
        text
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Diagnostic>,
}

impl Problems {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    #[cfg(test)]
    pub(crate) fn codes(&self) -> Vec<Code> {
        self.list.iter().map(Diagnostic::code).collect()
    }

    #[cfg(test)]
    pub(crate) fn spans(&self) -> Vec<Span> {
        self.list
            .iter()
            .map(|diagnostic| diagnostic.primary.span)
            .collect()
    }
}

/// A range that lies within `text` and on its characters, whatever the span says: the renderer slices by it.
fn fit(text: &str, span: Span) -> Range<usize> {
    let clamp = |offset: usize| {
        (0..=offset.min(text.len()))
            .rev()
            .find(|offset| text.is_char_boundary(*offset))
            .unwrap_or(0)
    };
    let start = clamp(span.start);
    start..clamp(span.end).max(start)
}
