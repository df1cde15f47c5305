//! Closures, blocks and control flow as values.

use super::printer::{INDENT, Printer, Room, WIDTH};
use super::token::{AND, ASSIGN, Group, Kind, Span};

/// `if` and `else` are on one line if they are no wider.
const IF_ELSE_WIDTH: usize = 50;

impl Printer {
    /// Says whether a span is control flow or another keyword with a block, and nothing behind it.
    pub(super) fn is_block_like(&self, span: Span) -> bool {
        let is_word = matches!(
            self.tokens.word(span.from),
            "if" | "match" | "for" | "while" | "loop" | "unsafe" | "async" | "const"
        );
        is_word && self.end_of_control(span.from) == span.to
    }

    /// The end of control flow that begins at `at`.
    pub(super) fn end_of_control(&self, at: usize) -> usize {
        let mut end = self.tokens.after(self.body_of(at));
        while self.tokens.is(end, "else") {
            let next = end + 1;
            end = match self.tokens.kind(next) {
                Kind::Open(_) => self.tokens.after(next),
                _ => self.tokens.after(self.body_of(next)),
            };
        }
        end
    }

    /// The brace that opens the body of control flow or of an item that begins at `at`: the first
    /// one behind which nothing goes on with the head.
    pub(super) fn body_of(&self, at: usize) -> usize {
        let mut at = at;
        while at < self.tokens.len() {
            if matches!(
                self.tokens.kind(at),
                Kind::Open(Group::Block | Group::Fields)
            ) {
                let next = self.tokens.after(at);
                let goes_on = match self.tokens.kind(next) {
                    Kind::Binary(_) => true,
                    Kind::Keyword => self.tokens.is(next, "in"),
                    _ => false,
                };
                if !goes_on {
                    return at;
                }
            }
            at = self.tokens.after(at);
        }
        at
    }

    /// Lays out control flow.
    pub(super) fn control(&mut self, span: Span, room: Room) -> Option<()> {
        if self.is_short_if(span) && self.column + self.tokens.width(span) <= room.limit {
            self.flat(span);
            return Some(());
        }
        self.control_in_full(span, room)
    }

    /// Lays out control flow whose blocks are each on lines of their own.
    pub(super) fn control_in_full(&mut self, span: Span, room: Room) -> Option<()> {
        let chains = std::mem::take(&mut self.one_line_chains);
        let body = self.body_of(span.from);
        let head = Span::new(span.from, body);
        let begin = self.mark();
        let done = self.head_of_control(head, room);
        if self.breaks(begin) > 0 && self.column > room.indent + 1 {
            self.newline(room.indent);
        } else {
            self.write(" ");
        }
        if self.tokens.is(span.from, "match") {
            self.arms(body, room.indent);
        } else {
            self.statements_in_braces(body, room.indent);
        }
        let after = self.tokens.after(body);
        if after < span.to {
            self.write(" else ");
            let next = Span::new(after + 1, span.to);
            match self.tokens.kind(next.from) {
                Kind::Open(_) => self.statements_in_braces(next.from, room.indent),
                _ => _ = self.control_in_full(next, room),
            }
        }
        self.one_line_chains = chains;
        done
    }

    /// Lays out the part of control flow before its block.
    fn head_of_control(&mut self, head: Span, room: Room) -> Option<()> {
        let condition = Span::new(head.from + 1, head.to);
        let is_and = |kind| kind == Kind::Binary(AND);
        let is_let = |kind| kind == Kind::Keyword;
        let is_chain = self.tokens.find(condition, is_and).is_some()
            && self.tokens.find(condition, is_let).is_some();
        if is_chain {
            return self.conditions_of_chain(head, room.indent);
        }
        if self.fits(head, WIDTH - 2) {
            self.flat(head);
            return Some(());
        }
        let is_assign = |kind| kind == Kind::Binary(ASSIGN);
        let start = match self.tokens.find(head, is_assign) {
            Some(assign) => assign + 1,
            None => head.from + 1,
        };
        self.flat(Span::new(head.from, start));
        self.write(" ");
        self.expression(Span::new(start, head.to), Room::new(room.indent, WIDTH - 2))
    }

    /// Lays out conditions of which some are `let`, each on a line of its own.
    fn conditions_of_chain(&mut self, head: Span, indent: usize) -> Option<()> {
        let is_and = |kind| kind == Kind::Binary(AND);
        let room = Room::new(indent + INDENT, WIDTH);
        self.flat(Span::new(head.from, head.from + 1));
        self.write(" ");
        let mut rest = Span::new(head.from + 1, head.to);
        loop {
            let and = self.tokens.find(rest, is_and);
            let condition = Span::new(rest.from, and.unwrap_or(rest.to));
            if self.fits(condition, WIDTH) {
                self.flat(condition);
            } else {
                self.binding(condition, room)?;
            }
            let Some(and) = and else {
                return Some(());
            };
            self.newline(indent + INDENT);
            self.write("&& ");
            rest.from = and + 1;
        }
    }

    /// Says whether a span is a short `if` with an `else`, of one value each.
    fn is_short_if(&self, span: Span) -> bool {
        if !self.tokens.is(span.from, "if") || self.tokens.width(span) > IF_ELSE_WIDTH {
            return false;
        }
        let body = self.body_of(span.from);
        let after = self.tokens.after(body);
        let other = after + 1;
        after < span.to
            && matches!(self.tokens.kind(other), Kind::Open(_))
            && self.only_value(body).is_some()
            && self.only_value(other).is_some()
    }

    /// The value in a block of nothing but that.
    pub(super) fn only_value(&self, open: usize) -> Option<Span> {
        let inner = Span::new(open + 1, self.tokens.partner(open));
        let is_statement = self
            .tokens
            .find(inner, |kind| kind == Kind::Semicolon)
            .is_some()
            || matches!(self.tokens.kind(inner.from), Kind::Doc | Kind::Hash)
            || self.tokens.is(inner.from, "let");
        (!inner.is_empty() && !is_statement && self.end_of_statement(inner) == inner.to)
            .then_some(inner)
    }

    /// Lays out a block as a value.
    pub(super) fn block(&mut self, open: usize, room: Room) {
        let chains = std::mem::take(&mut self.one_line_chains);
        self.statements_in_braces(open, room.indent);
        self.one_line_chains = chains;
    }

    /// Lays out a closure. A body of one value is in braces where it takes several lines, and
    /// without them where it does not.
    pub(super) fn closure(&mut self, span: Span, room: Room) -> Option<()> {
        let bars = self.bars(span);
        let head = Span::new(span.from, self.tokens.after(bars));
        let body = Span::new(head.to, span.to);
        let begin = self.mark();
        // Room for braces, which rustfmt leaves even where none follow.
        if !self.fits(head, room.limit.saturating_sub(" {}".len())) {
            return None;
        }
        self.flat(head);
        self.write(" ");
        let has_type = self.tokens.is(body.from, "->");
        let braces = if has_type {
            self.body_of(body.from)
        } else {
            body.from
        };
        let is_block = self.tokens.kind(braces) == Kind::Open(Group::Block);
        let value = if is_block {
            self.only_value(braces)
        } else {
            Some(body)
        };
        if has_type {
            self.flat(Span::new(body.from, braces));
            self.write(" ");
        } else if let Some(value) = value {
            let start = self.mark();
            let done = self.expression(value, room);
            let stays = self.breaks(start) == 0 || self.may_follow_bars(value);
            if done.is_some() && stays {
                return Some(());
            }
            self.back(start);
        }
        if self.column + 1 > room.limit {
            self.back(begin);
            return None;
        }
        if is_block {
            self.block(braces, room);
        } else {
            self.in_braces(body, room.indent);
        }
        Some(())
    }

    /// Lays out a value in braces of its own.
    pub(super) fn in_braces(&mut self, value: Span, indent: usize) {
        let chains = std::mem::take(&mut self.one_line_chains);
        self.write("{");
        self.newline(indent + INDENT);
        self.statement(value, indent + INDENT);
        self.newline(indent);
        self.write("}");
        self.one_line_chains = chains;
    }

    /// The place of the bars of a closure.
    fn bars(&self, span: Span) -> usize {
        let bars = |kind| matches!(kind, Kind::Bar | Kind::NoParameters);
        self.tokens.find(span, bars).unwrap_or(span.from)
    }

    /// Says whether a value of several lines may be behind the bars of a closure without braces.
    fn may_follow_bars(&self, value: Span) -> bool {
        let value = self.without_prefix(value);
        let last = self.tokens.kind(value.to - 1);
        match self.tokens.word(value.from) {
            "match" | "loop" | "async" => self.is_block_like(value),
            _ => {
                last == Kind::Close(Group::Fields)
                    && self.tokens.find(value, |kind| kind == Kind::Dot).is_none()
            }
        }
    }
}
