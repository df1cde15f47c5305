//! The text that is laid out: where it is, and how to go back.

use super::token::{Span, Tokens};

/// The greatest width of a line.
pub(super) const WIDTH: usize = 100;

/// The width of an indentation.
pub(super) const INDENT: usize = 4;

/// The room for a piece of code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// The indentation of the line on which it begins.
    pub(super) indent: usize,
    /// The column before which its lines end.
    pub(super) limit: usize,
}

impl Room {
    pub(super) const fn new(indent: usize, limit: usize) -> Self {
        Self { indent, limit }
    }

    /// The room on lines of its own, one step further in, before a comma.
    pub(super) const fn inner(self) -> Self {
        Self::new(self.indent + INDENT, WIDTH - 1)
    }

    /// The same but for what follows on the last line.
    pub(super) const fn before(self, width: usize) -> Self {
        Self::new(self.indent, self.limit.saturating_sub(width))
    }
}

/// A state to go back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) length: usize,
    pub(super) column: usize,
    pub(super) lines: usize,
}

pub(super) struct Printer {
    pub(super) tokens: Tokens,
    pub(super) out: String,
    pub(super) column: usize,
    pub(super) lines: usize,
    /// Texts that fit on no line are let through.
    pub(super) lenient: bool,
    /// Chains of methods that take several lines are refused.
    pub(super) one_line_chains: bool,
}

impl Printer {
    pub(super) fn new(tokens: Tokens, out: String) -> Self {
        Self {
            tokens,
            out,
            column: 0,
            lines: 0,
            lenient: false,
            one_line_chains: false,
        }
    }

    pub(super) const fn mark(&self) -> Mark {
        Mark {
            length: self.out.len(),
            column: self.column,
            lines: self.lines,
        }
    }

    pub(super) fn back(&mut self, mark: Mark) {
        self.out.truncate(mark.length);
        self.column = mark.column;
        self.lines = mark.lines;
    }

    /// Writes ASCII text.
    pub(super) fn write(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.len();
    }

    /// Writes tokens on one line, but for comments, which end theirs.
    pub(super) fn flat(&mut self, span: Span) {
        let mut span = span;
        while let Some(comment) = self.tokens.comment(span) {
            self.line(Span::new(span.from, comment + 1));
            self.newline(0);
            span.from = comment + 1;
        }
        self.line(span);
    }

    fn line(&mut self, span: Span) {
        self.out.push_str(self.tokens.text(span));
        self.column += self.tokens.width(span);
    }

    pub(super) fn newline(&mut self, indent: usize) {
        const SPACES: &str = "                                                                ";
        self.out.push('\n');
        let mut missing = indent;
        while missing > 0 {
            let some = SPACES.get(..missing.min(SPACES.len())).unwrap_or(SPACES);
            self.out.push_str(some);
            missing -= some.len();
        }
        self.column = indent;
        self.lines += 1;
    }

    pub(super) fn blank_line(&mut self) {
        self.out.push('\n');
        self.lines += 1;
    }

    /// Says whether tokens may be and fit on what is left of the line.
    pub(super) fn fits(&self, span: Span, limit: usize) -> bool {
        self.column + self.tokens.width(span) <= limit && !self.tokens.is_broken(span)
    }

    /// The text since a mark.
    pub(super) fn since(&self, mark: Mark) -> &str {
        self.out.get(mark.length..).unwrap_or_default()
    }

    /// The first line since a mark.
    pub(super) fn first_line(&self, mark: Mark) -> &str {
        self.since(mark).split('\n').next().unwrap_or_default()
    }
}
