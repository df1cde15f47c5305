//! Problems with their places.

use std::collections::HashMap;

use super::codes::Code;
use super::span::Span;

/// One problem of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) primary: Label,
    pub(crate) secondary: Vec<Label>,
    /// The number of further places with the same problem, beyond those with a label.
    pub(crate) further: usize,
    pub(crate) help: Vec<String>,
}

/// The text at a place.
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

    /// Sets the text at the primary place.
    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Asks whether a known name was meant, or else says what `otherwise` does.
    pub(crate) fn did_you_mean(
        self,
        known: Option<&str>,
        otherwise: impl FnOnce(Self) -> Self,
    ) -> Self {
        match known {
            Some(known) => self.label(format!("did you mean `{known}`?")),
            None => otherwise(self),
        }
    }

    /// A second place that belongs to the problem.
    pub(crate) fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Adds advice.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// The kind of problem.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// The problem, on one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The labels, the primary one first.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(&self.secondary)
    }
}

/// Most problems that are shown: nobody reads more.
pub(super) const MAX_SHOWN: usize = 200;

/// Most places of one problem that have a label.
const MAX_JOINED: usize = 5;

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    pub(super) list: Vec<Diagnostic>,
    /// The position in the list of the problem with a code and a subject.
    joined: HashMap<(Code, String), usize>,
}

impl Extend<Diagnostic> for Problems {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, problems: I) {
        self.list.extend(problems);
    }
}

impl Problems {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds a problem that may be at several places, and is the same one wherever it has the same
    /// subject.
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

    /// Returns whether there are more problems than are shown, so that advice that is costly to
    /// find would be found for nobody.
    pub(crate) fn are_many(&self) -> bool {
        self.list.len() >= MAX_SHOWN
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
