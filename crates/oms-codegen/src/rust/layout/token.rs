//! The tokens of a piece of code, and all of them as one line of text.
//!
//! The text of a run of tokens is a part of that line, and its width a difference of two columns,
//! so that nothing is copied or measured twice.

use unicode_width::UnicodeWidthStr;

/// The part of a token in the language, as far as layout depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, or a keyword that stands for a value or a path.
    Word,
    /// Any other keyword.
    Keyword,
    Lifetime,
    Literal,
    /// A documentation comment.
    Doc,
    Comma,
    Semicolon,
    Colon,
    /// `::`
    Path,
    Dot,
    /// `?` behind a value.
    Question,
    /// `!` behind the name of a macro.
    Bang,
    /// `#` and `#!` of an attribute.
    Hash,
    /// An operator before its only operand.
    Prefix,
    /// An operator between two operands, with how strongly it binds.
    Binary(u8),
    /// `..` and `..=`
    Range,
    /// `|` before the parameters of a closure.
    Bar,
    /// `|` behind them.
    BarEnd,
    /// `||` of a closure.
    NoParameters,
    Open(Group),
    Close(Group),
    /// Behind the last token.
    End,
}

/// A pair of delimiters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Paren,
    Bracket,
    /// The brackets of an attribute.
    Attribute,
    /// Braces around statements, items, members, arms.
    Block,
    /// Braces behind the name of a struct in an expression or a pattern.
    Fields,
    /// Braces in an import.
    Names,
    /// The brackets of generics.
    Angle,
}

/// How strongly `=` and its relatives bind.
pub(super) const ASSIGN: u8 = 1;

/// How strongly `&&` binds.
pub(super) const AND: u8 = 4;

/// How strongly `|` binds, which also stands between patterns.
pub(super) const OR: u8 = 6;

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// The other one of two delimiters; of anything else, nothing.
    pub(super) partner: u32,
    /// The places at which it begins and ends in the text.
    start: u32,
    end: u32,
    /// The columns at which it begins and ends.
    from: u32,
    to: u32,
    /// The number of tokens before it that cannot stay on one line with their neighbours.
    broken: u32,
}

const END: Token = Token {
    kind: Kind::End,
    partner: 0,
    start: 0,
    end: 0,
    from: 0,
    to: 0,
    broken: 0,
};

/// Some tokens in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Span {
    pub(super) const fn new(from: usize, to: usize) -> Self {
        Self { from, to }
    }

    pub(super) const fn is_empty(self) -> bool {
        self.from >= self.to
    }
}

/// All tokens.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    text: String,
    list: Vec<Token>,
    broken: u32,
}

impl Tokens {
    pub(super) fn with_capacity(text: usize, tokens: usize) -> Self {
        Self {
            text: String::with_capacity(text),
            list: Vec::with_capacity(tokens),
            broken: 0,
        }
    }

    pub(super) fn all(&self) -> Span {
        Span::new(0, self.list.len())
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    fn get(&self, at: usize) -> &Token {
        self.list.get(at).unwrap_or(&END)
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.get(at).kind
    }

    /// The index of the other delimiter.
    pub(super) fn partner(&self, at: usize) -> usize {
        self.get(at).partner as usize
    }

    /// The index behind the token, or behind the group that it opens.
    pub(super) fn after(&self, at: usize) -> usize {
        match self.kind(at) {
            Kind::Open(_) | Kind::Bar => self.partner(at).max(at) + 1,
            _ => at + 1,
        }
    }

    /// The text of one token.
    pub(super) fn word(&self, at: usize) -> &str {
        self.text(Span::new(at, at.saturating_add(1)))
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    /// The text of tokens on one line.
    pub(super) fn text(&self, span: Span) -> &str {
        if span.is_empty() {
            return "";
        }
        let (first, last) = (self.get(span.from), self.get(span.to - 1));
        let range = first.start as usize..last.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// The width of tokens on one line.
    pub(super) fn width(&self, span: Span) -> usize {
        if span.is_empty() {
            return 0;
        }
        let (first, last) = (self.get(span.from), self.get(span.to - 1));
        last.to.saturating_sub(first.from) as usize
    }

    /// The first comment of a span but at its end.
    pub(super) fn comment(&self, span: Span) -> Option<usize> {
        let mut places = span.from..span.to.saturating_sub(1);
        self.is_broken(span)
            .then(|| places.find(|at| self.kind(*at) == Kind::Doc))?
    }

    /// Says whether some tokens have to be on several lines.
    pub(super) fn is_broken(&self, span: Span) -> bool {
        !span.is_empty() && self.broken_before(span.to) > self.broken_before(span.from)
    }

    fn broken_before(&self, at: usize) -> u32 {
        self.list.get(at).map_or(self.broken, |token| token.broken)
    }

    /// The first place in a span that is in no group and of a kind that is wanted.
    pub(super) fn find(&self, span: Span, wanted: impl Fn(Kind) -> bool) -> Option<usize> {
        let mut at = span.from;
        while at < span.to {
            let kind = self.kind(at);
            if wanted(kind) {
                return Some(at);
            }
            at = self.after(at);
        }
        None
    }

    /// The parts between the commas of a span.
    pub(super) fn split(&self, span: Span) -> Vec<Span> {
        let mut parts = Vec::new();
        let mut rest = span;
        while !rest.is_empty() {
            let comma = self.find(rest, |kind| kind == Kind::Comma);
            let end = comma.unwrap_or(rest.to);
            parts.push(Span::new(rest.from, end));
            rest.from = end + 1;
        }
        parts
    }

    /// Adds a token whose text `write` appends.
    pub(super) fn push(&mut self, kind: Kind, space: bool, write: impl FnOnce(&mut String)) {
        let before = self.list.last().map_or(0, |token| token.to);
        if space {
            self.text.push(' ');
        }
        let start = self.text.len();
        write(&mut self.text);
        let from = before + u32::from(space);
        let width = columns(self.text.get(start..).unwrap_or_default());
        self.list.push(Token {
            kind,
            partner: 0,
            start: small(start),
            end: small(self.text.len()),
            from,
            to: from + small(width),
            broken: self.broken,
        });
    }

    /// Says that the last token breaks the line that it is on.
    pub(super) const fn break_here(&mut self) {
        self.broken += 1;
    }

    /// Takes the last token out again.
    pub(super) fn pop(&mut self) {
        if self.list.pop().is_some() {
            let end = self.list.last().map_or(0, |token| token.end);
            self.text.truncate(end as usize);
        }
    }

    /// Makes two delimiters a pair.
    pub(super) fn pair(&mut self, open: usize, close: usize) {
        for (at, partner) in [(open, close), (close, open)] {
            if let Some(token) = self.list.get_mut(at) {
                token.partner = small(partner);
            }
        }
    }

    pub(super) fn set_kind(&mut self, at: usize, kind: Kind) {
        if let Some(token) = self.list.get_mut(at) {
            token.kind = kind;
        }
    }
}

/// The number of columns of a text, as rustfmt counts them.
fn columns(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
    }
}

/// No file has four gigabytes.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
