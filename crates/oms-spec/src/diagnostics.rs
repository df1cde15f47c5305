//! Problems with their places, in the order of the files.
//!
//! It decides nothing about what is wrong, and nothing about how it looks: that is `render`'s.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use crate::codes::Code;
use crate::render;
use crate::sources::Sources;

/// A part of a file, in bytes. Files are small enough for 32 bits, and every word of the spec keeps one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Span {
    file: u32,
    start: u32,
    end: u32,
}

impl Span {
    pub(crate) fn new(file: usize, range: Range<usize>) -> Self {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            file: small(file),
            start: small(range.start),
            end: small(range.end.max(range.start)),
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

    pub(crate) fn file(self) -> usize {
        usize::try_from(self.file).unwrap_or(usize::MAX)
    }

    pub(crate) fn start(self) -> usize {
        usize::try_from(self.start).unwrap_or(usize::MAX)
    }

    pub(crate) fn end(self) -> usize {
        usize::try_from(self.end).unwrap_or(usize::MAX)
    }

    /// The first byte of it.
    pub(crate) fn first(self) -> Self {
        Self {
            end: self.start.saturating_add(1),
            ..self
        }
    }
}

/// A word and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Span,
    /// How many quotes stand before its characters, if they stand in the file as they are, without escapes.
    pub(crate) verbatim: Option<u8>,
}

impl Text {
    /// The place of a part of the text, which is the whole of it where escapes keep the part from being found.
    pub(crate) fn part(&self, range: Range<usize>) -> Span {
        let Some(quotes) = self.verbatim else {
            return self.span;
        };
        let start = self.span.start() + usize::from(quotes);
        Span::new(self.span.file(), start + range.start..start + range.end)
    }
}

/// One problem of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) primary: Label,
    pub(crate) secondary: Vec<Label>,
    /// How many further places have the same problem, beyond those with a label.
    pub(crate) further: usize,
    pub(crate) help: Vec<String>,
}

/// What is said at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) span: Span,
    pub(crate) text: String,
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
            further: 0,
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

    /// The labels, the primary one first.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(&self.secondary)
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
    pub(crate) sources: Sources,
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
        list.dedup();
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
        let Some(source) = self.sources.get(span.file()) else {
            return Place {
                path: crate::layout::ROOT.to_owned(),
                line: 1,
                column: 1,
            };
        };
        let start = render::fit(&source.text, span).start;
        let line = source.line_at(start);
        let before = source.text.get(source.start_of(line)..start);
        Place {
            path: source.path.clone(),
            line: line + 1,
            column: before.unwrap_or_default().chars().count() + 1,
        }
    }

    /// All problems as text in rustc's manner, with colours for a terminal or without.
    ///
    /// Nothing in it can move a cursor or reorder a line, whatever the files hold. A run that finds hundreds of problems shows the first
    /// ones, and says how many there are besides.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        render::all(&self.sources, &self.list, colour)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}

/// Most places of one problem that have a label.
const MAX_JOINED: usize = 5;

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Diagnostic>,
    /// Where in the list the problem with a code and a subject is.
    joined: HashMap<(Code, String), usize>,
}

impl Problems {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds a problem that may stand at several places, and is the same one wherever it has the same subject.
    pub(crate) fn join(&mut self, subject: String, diagnostic: Diagnostic) {
        let (code, span) = (diagnostic.code, diagnostic.primary.span);
        self.join_with(code, subject, span, || diagnostic);
    }

    /// The same for one that is costly to describe, and is described for its first place only.
    pub(crate) fn join_with(
        &mut self,
        code: Code,
        subject: String,
        span: Span,
        describe: impl FnOnce() -> Diagnostic,
    ) {
        let key = (code, subject);
        let first = self.joined.get(&key).copied();
        let Some(first) = first.and_then(|first| self.list.get_mut(first)) else {
            self.joined.insert(key, self.list.len());
            self.list.push(describe());
            return;
        };
        if first.secondary.len() < MAX_JOINED {
            first.secondary.push(Label {
                span,
                text: "here as well".to_owned(),
            });
        } else {
            first.further += 1;
        }
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
