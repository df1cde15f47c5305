//! Expressions, patterns and types.
//!
//! They are laid out from the outside in: what fits on the line is written as it is, and anything
//! else by the kind of its outermost part. A layout that does not fit returns nothing, and whoever
//! asked for it goes back and tries another.

use super::lists::{LIST_WIDTH, List};
use super::printer::{INDENT, Mark, Printer, Room, WIDTH};
use super::token::{ASSIGN, Group, Kind, OR, Span};

/// A chain of methods is on one line if it is no wider.
const CHAIN_WIDTH: usize = 60;

/// Alternatives of a pattern are side by side on several lines if none is wider.
const SHORT_ALTERNATIVE: usize = 20;

impl Printer {
    /// Lays out an expression; `None` if it does not fit.
    pub(super) fn expression(&mut self, span: Span, room: Room) -> Option<()> {
        // A chain that ends with `?` has less room by that.
        let tries = usize::from(self.tokens.kind(span.to - 1) == Kind::Question);
        if self.tokens.width(span) + tries <= LIST_WIDTH && self.fits(span, room.limit) {
            self.flat(span);
            return Some(());
        }
        match self.tokens.kind(span.from) {
            Kind::Bar | Kind::NoParameters => return self.closure(span, room),
            Kind::Keyword if self.tokens.is(span.from, "move") => return self.closure(span, room),
            Kind::Keyword if self.is_block_like(span) => return self.control(span, room),
            Kind::Keyword if matches!(self.tokens.word(span.from), "return" | "break") => {
                self.flat(Span::new(span.from, span.from + 1));
                self.write(" ");
                return self.expression(Span::new(span.from + 1, span.to), room.before(1));
            }
            Kind::Open(Group::Block) if self.tokens.after(span.from) == span.to => {
                self.block(span.from, room);
                return Some(());
            }
            _ => {}
        }
        if let Some(strength) = self.weakest(span) {
            return self.binary(span, strength, room);
        }
        if self.tokens.kind(span.from) == Kind::Prefix {
            let is_mutable = self.tokens.is(span.from + 1, "mut");
            let end = span.from + 1 + usize::from(is_mutable);
            self.flat(Span::new(span.from, end));
            if is_mutable {
                self.write(" ");
            }
            return self.expression(Span::new(end, span.to), room);
        }
        self.postfix(span, room)
    }

    /// The strength of the weakest operator between the operands of a span.
    pub(super) fn weakest(&self, span: Span) -> Option<u8> {
        let mut weakest = None;
        let mut at = span.from;
        while at < span.to {
            match self.tokens.kind(at) {
                Kind::Binary(strength) => {
                    weakest = Some(weakest.map_or(strength, |least: u8| least.min(strength)));
                }
                Kind::Range => weakest = Some(2),
                Kind::Bar | Kind::NoParameters => break,
                _ => {}
            }
            at = self.tokens.after(at);
        }
        weakest
    }

    /// Lays out operands with operators between them, each operator at the beginning of a line
    /// where they do not fit on one.
    fn binary(&mut self, span: Span, strength: u8, room: Room) -> Option<()> {
        if strength != ASSIGN && self.fits(span, room.limit)
            || strength == 2
            || strength == 12
            || strength == 0
        {
            return self.unbroken(span, room.limit);
        }
        if strength == ASSIGN {
            let is_it = |kind| kind == Kind::Binary(strength);
            let operator = self.tokens.find(span, is_it).unwrap_or(span.to);
            self.flat(Span::new(span.from, operator + 1));
            return self.right_side(Span::new(operator + 1, span.to), room);
        }
        if strength == OR {
            return self.alternatives(span, room);
        }
        let mut rest = span;
        let mut indent = room.indent;
        loop {
            let operator = self
                .tokens
                .find(rest, |kind| kind == Kind::Binary(strength));
            let end = operator.unwrap_or(rest.to);
            let limit = if operator.is_some() {
                WIDTH
            } else {
                room.limit
            };
            self.expression(Span::new(rest.from, end), Room::new(indent, limit))?;
            let Some(operator) = operator else {
                return Some(());
            };
            indent = room.indent + INDENT;
            self.newline(indent);
            self.flat(Span::new(operator, operator + 1));
            self.write(" ");
            rest.from = operator + 1;
        }
    }

    /// Lays out the alternatives of a pattern: as many on a line as fit where all are short, and
    /// else each on its own.
    fn alternatives(&mut self, span: Span, room: Room) -> Option<()> {
        let mut parts = Vec::new();
        let mut rest = span;
        while let Some(bar) = self.tokens.find(rest, |kind| kind == Kind::Binary(OR)) {
            parts.push(Span::new(rest.from, bar));
            rest.from = bar + 1;
        }
        parts.push(rest);
        let is_short =
            |part: &Span| part.from + 1 == part.to && self.tokens.width(*part) <= SHORT_ALTERNATIVE;
        let fills = parts.iter().all(is_short);
        let indent = self.column;
        for (number, part) in parts.iter().enumerate() {
            let width = " | ".len() + self.tokens.width(*part);
            if number > 0 && fills && self.column + width <= room.limit {
                self.write(" | ");
            } else if number > 0 {
                self.newline(indent);
                self.write("| ");
            }
            self.expression(*part, Room::new(indent, room.limit))?;
        }
        Some(())
    }

    /// Writes what cannot be broken.
    pub(super) fn unbroken(&mut self, span: Span, limit: usize) -> Option<()> {
        let fits = self.fits(span, limit);
        self.flat(span);
        (fits || self.lenient || self.tokens.word(span.from).starts_with('"')).then_some(())
    }

    /// Lays out a value with what is behind it: fields, methods, `?`.
    fn postfix(&mut self, span: Span, room: Room) -> Option<()> {
        let mut end = self.end_of_head(span);
        while end < span.to && self.tokens.kind(end) == Kind::Question {
            end += 1;
        }
        let head = Span::new(span.from, end);
        if head == span {
            return self.primary(span, room);
        }
        let mut links = Vec::new();
        let mut begin = end;
        while begin < span.to {
            let next = self
                .tokens
                .find(Span::new(begin + 1, span.to), |kind| kind == Kind::Dot);
            let end = next.unwrap_or(span.to);
            links.push(Span::new(begin, end));
            begin = end;
        }
        self.chain(head, &links, room)
    }

    /// The end of the value at the beginning of a span, before the first method or field.
    fn end_of_head(&self, span: Span) -> usize {
        let stop = |kind| matches!(kind, Kind::Dot | Kind::Question);
        self.tokens.find(span, stop).unwrap_or(span.to)
    }

    /// Lays out a chain of methods on one line, or with each on its own.
    fn chain(&mut self, head: Span, links: &[Span], room: Room) -> Option<()> {
        let count = links.len();
        let begin = self.mark();
        self.primary(head, room)?;
        let mut rest = links;
        let offset = begin.column - room.indent.min(begin.column);
        while self.breaks(begin) == 0
            && self.column - begin.column <= INDENT.saturating_sub(offset)
            && let [first, others @ ..] = rest
        {
            self.link(*first, room)?;
            rest = others;
        }
        let Some((&last, others)) = rest.split_last() else {
            return Some(());
        };
        let after_head = self.mark();
        let ends_block = self.breaks(begin) > 0;
        let indent = room.indent + if ends_block { 0 } else { INDENT };
        if !ends_block && others.iter().all(|link| !self.tokens.is_broken(*link)) {
            for link in others {
                self.flat(*link);
            }
            let most = if count == 1 { WIDTH } else { CHAIN_WIDTH };
            let tries = usize::from(self.tokens.kind(last.to - 1) == Kind::Question);
            let limit = room.limit.min(begin.column + most) - tries;
            if self.column < limit && self.last_link(last, room, limit, indent).is_some() {
                return Some(());
            }
            self.back(after_head);
        }
        if self.one_line_chains {
            return None;
        }
        for link in others {
            self.newline(indent);
            self.link(*link, Room::new(indent, WIDTH))?;
        }
        self.newline(indent);
        self.link(last, Room::new(indent, room.limit))
    }

    /// Lays out the last link on the line of the others; `None` if it is better on its own.
    fn last_link(&mut self, link: Span, room: Room, limit: usize, indent: usize) -> Option<()> {
        let begin = self.mark();
        self.link(link, room)?;
        if self.breaks(begin) == 0 {
            return (self.column <= limit).then_some(());
        }
        if begin.column + self.first_line(begin).len() > limit {
            return None;
        }
        let lines = self.breaks(begin);
        if lines >= 4 {
            return Some(());
        }
        let overflowed = self.since(begin).to_owned();
        let end = self.mark();
        self.back(begin);
        self.newline(indent);
        let own = self.mark();
        let done = self.link(link, Room::new(indent, room.limit));
        let own_lines = self.breaks(own);
        self.back(begin);
        if done.is_some() && own_lines < lines {
            return None;
        }
        self.replay(&overflowed, end);
        Some(())
    }

    /// Writes text again that was laid out before.
    pub(super) fn replay(&mut self, text: &str, end: Mark) {
        self.out.push_str(text);
        self.column = end.column;
        self.lines = end.lines;
    }

    /// Lays out one link of a chain.
    fn link(&mut self, link: Span, room: Room) -> Option<()> {
        let mut end = link.to;
        while end > link.from && self.tokens.kind(end - 1) == Kind::Question {
            end -= 1;
        }
        let tries = Span::new(end, link.to);
        let room = room.before(self.tokens.width(tries));
        self.call(Span::new(link.from, end), room)?;
        self.flat(tries);
        Some(())
    }

    /// Lays out a value that is no chain.
    fn primary(&mut self, span: Span, room: Room) -> Option<()> {
        let end = self.without_prefix(span).to;
        let tries = Span::new(end, span.to);
        let room = room.before(self.tokens.width(tries));
        let value = Span::new(span.from, end);
        if let Kind::Close(Group::Fields) = self.tokens.kind(end - 1) {
            let open = self.tokens.partner(end - 1);
            self.flat(Span::new(value.from, open));
            self.fields(open, room)?;
        } else if self.is_block_like(value) {
            self.control_in_full(value, room)?;
        } else if self.tokens.kind(end - 1) == Kind::Close(Group::Block) {
            let open = self.tokens.partner(end - 1);
            if open > value.from {
                // The braces of a macro have a language of their own.
                self.flat(value);
            } else {
                self.block(open, room);
            }
        } else {
            self.call(value, room)?;
        }
        self.flat(tries);
        Some(())
    }

    /// Lays out a name with arguments, or elements alone.
    fn call(&mut self, span: Span, room: Room) -> Option<()> {
        let close = span.to - 1;
        let Kind::Close(Group::Paren | Group::Bracket) = self.tokens.kind(close) else {
            return self.generic(span, room);
        };
        let open = self.tokens.partner(close);
        let name = Span::new(span.from, open);
        self.generic(name, room)?;
        let is_macro = !name.is_empty() && self.tokens.kind(open - 1) == Kind::Bang;
        let inner = Span::new(open + 1, close);
        if is_macro && self.tokens.is_broken(inner) {
            self.flat(Span::new(open, span.to));
            return Some(());
        }
        let list = List {
            open,
            close,
            most: LIST_WIDTH,
            comma: if self.tokens.kind(open) == Kind::Open(Group::Bracket) {
                // Neither an index nor the count of an array has one behind it.
                let is_count = |kind| kind == Kind::Semicolon;
                let is_index = !name.is_empty() && !is_macro;
                !is_index && self.tokens.find(inner, is_count).is_none()
            } else {
                !is_macro
            },
            before: self.tokens.width(name),
        };
        self.list(list, room)
    }

    /// Lays out a path or another value without arguments; generics may take several lines.
    pub(super) fn generic(&mut self, span: Span, room: Room) -> Option<()> {
        let close = span.to.wrapping_sub(1);
        let is_generic = self.tokens.kind(close) == Kind::Close(Group::Angle);
        if span.is_empty() || self.fits(span, room.limit) || !is_generic {
            return self.unbroken(span, room.limit);
        }
        let open = self.tokens.partner(close);
        self.flat(Span::new(span.from, open));
        let list = List {
            open,
            close,
            most: WIDTH,
            comma: true,
            before: WIDTH,
        };
        self.list(list, room)
    }

    /// Lays out what is behind `=` or `:`, on the same line or on the next.
    pub(super) fn right_side(&mut self, span: Span, room: Room) -> Option<()> {
        let begin = self.mark();
        self.write(" ");
        let same = self.expression(span, room);
        if same.is_some() && (self.breaks(begin) == 0 || self.is_delimited(span)) {
            return same;
        }
        let end = self.mark();
        let text = self.since(begin).to_owned();
        self.back(begin);
        self.newline(room.indent + INDENT);
        let own = self.mark();
        let next = self.expression(span, Room::new(room.indent + INDENT, room.limit));
        if same.is_none() {
            return next;
        }
        if next.is_some() && self.fits_lines(own) && self.prefers_next(&text, begin, end, own) {
            return next;
        }
        self.back(begin);
        self.replay(&text, end);
        same
    }

    /// Says whether each line since a mark fits.
    fn fits_lines(&self, mark: Mark) -> bool {
        let mut lines = self.since(mark).split('\n');
        let first = lines
            .next()
            .map_or(0, |line| mark.column + line.chars().count());
        first <= WIDTH && lines.all(|line| line.chars().count() <= WIDTH)
    }

    /// Says whether a value ends the line that it begins on by a brace, wherever it is.
    fn is_delimited(&self, span: Span) -> bool {
        matches!(
            self.tokens.kind(span.to - 1),
            Kind::Close(Group::Fields | Group::Block)
        )
    }
}
