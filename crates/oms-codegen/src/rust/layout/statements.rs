//! Statements, the arms of `match`, and attributes.

use super::lists::List;
use super::printer::{INDENT, Mark, Printer, Room, WIDTH};
use super::token::{ASSIGN, Group, Kind, Span};

/// `let` with `else` is on one line if it is no wider.
const LET_ELSE_WIDTH: usize = 50;

/// The arguments of an attribute are on one line if they are no wider.
const ATTRIBUTE_WIDTH: usize = 70;

impl Printer {
    /// Lays out statements on lines of their own, between braces.
    pub(super) fn statements_in_braces(&mut self, open: usize, indent: usize) {
        let inner = Span::new(open + 1, self.tokens.partner(open));
        self.write("{");
        if !inner.is_empty() {
            self.newline(indent + INDENT);
            self.statements(inner, indent + INDENT);
            self.newline(indent);
        }
        self.write("}");
    }

    /// Lays out statements, each on a line of its own.
    pub(super) fn statements(&mut self, span: Span, indent: usize) {
        let mut rest = span;
        while !rest.is_empty() {
            let end = self.end_of_statement(rest);
            if rest.from > span.from {
                self.newline(indent);
            }
            self.statement(Span::new(rest.from, end), indent);
            rest.from = end;
        }
    }

    /// The end of the statement at the beginning of a span, with its semicolon.
    pub(super) fn end_of_statement(&self, span: Span) -> usize {
        let from = self.after_attributes(span);
        let end = match self.tokens.word(from) {
            "if" | "match" | "for" | "while" | "loop" => self.end_of_control(from),
            "unsafe" | "const" | "async" if self.opens_block(from + 1) => self.end_of_control(from),
            "{" => self.tokens.after(from),
            "fn" | "struct" | "enum" | "impl" | "trait" | "mod" | "pub" | "async" | "unsafe"
            | "const"
                if !self.tokens.is(self.keyword(from), "const") =>
            {
                return self.end_of_item(span);
            }
            _ => 0,
        };
        let goes_on = matches!(
            self.tokens.kind(end),
            Kind::Dot | Kind::Question | Kind::Binary(_) | Kind::Semicolon
        );
        if end > from && end <= span.to && !(end < span.to && goes_on) {
            return end;
        }
        let rest = Span::new(end.max(from), span.to);
        let semicolon = self.tokens.find(rest, |kind| kind == Kind::Semicolon);
        semicolon.map_or(span.to, |semicolon| semicolon + 1)
    }

    /// Lays out a statement or an item. One that fits on no lines is laid out with lines that are
    /// too long.
    pub(super) fn statement(&mut self, span: Span, indent: usize) {
        let span = self.attributes(span, indent);
        let begin = self.mark();
        if self.try_statement(span, indent).is_none() {
            self.back(begin);
            let before = std::mem::replace(&mut self.lenient, true);
            if self.try_statement(span, indent).is_none() {
                self.back(begin);
                self.flat(span);
            }
            self.lenient = before;
        }
    }

    /// Says whether a block is at a place, or one that takes its surroundings along.
    fn opens_block(&self, at: usize) -> bool {
        matches!(self.tokens.kind(at), Kind::Open(_)) || self.tokens.is(at, "move")
    }

    fn try_statement(&mut self, span: Span, indent: usize) -> Option<()> {
        let ends = self.tokens.kind(span.to - 1) == Kind::Semicolon;
        let value = Span::new(span.from, span.to - usize::from(ends));
        let room = Room::new(indent, WIDTH - usize::from(ends));
        match self.tokens.word(span.from) {
            "let" => self.binding(value, room)?,
            _ if self.is_block_like(value) => {
                // The last value of a block is one where the other statements are not.
                let is_last = matches!(self.tokens.kind(span.to), Kind::Close(_)) && !ends;
                if is_last {
                    self.control(value, room)?;
                } else {
                    self.control_in_full(value, room)?;
                }
            }
            "use" | "const" | "static" | "type" | "fn" | "struct" | "enum" | "impl" | "trait"
            | "mod" | "pub" => return self.item(span, indent),
            "async" | "unsafe" if !self.opens_block(span.from + 1) => {
                return self.item(span, indent);
            }
            _ => self.expression(value, room)?,
        }
        if ends {
            self.write(";");
        }
        Some(())
    }

    /// Lays out `let`.
    pub(super) fn binding(&mut self, span: Span, room: Room) -> Option<()> {
        let is_assign = |kind| kind == Kind::Binary(ASSIGN);
        let Some(assign) = self.tokens.find(span, is_assign) else {
            return self.unbroken(span, room.limit);
        };
        self.flat(Span::new(span.from, assign + 1));
        let value = Span::new(assign + 1, span.to);
        let other = (value.from..value.to).find(|at| self.tokens.is(*at, "else"));
        let is_else = |at: &usize| self.tokens.partner(value.to - 1) == at + 1;
        match other.filter(is_else) {
            Some(other) if !self.is_block_like(value) => {
                let short = self.tokens.width(span) < LET_ELSE_WIDTH;
                if short && self.only_value(other + 1).is_some() {
                    self.write(" ");
                    self.flat(value);
                    return Some(());
                }
                self.right_side(Span::new(value.from, other), room.before(" else {".len()))?;
                self.write(" else ");
                self.statements_in_braces(other + 1, room.indent);
                Some(())
            }
            _ => self.right_side(value, room),
        }
    }

    /// Lays out the arms of `match`, with their braces.
    pub(super) fn arms(&mut self, open: usize, indent: usize) {
        let mut rest = Span::new(open + 1, self.tokens.partner(open));
        self.write("{");
        while !rest.is_empty() {
            self.newline(indent + INDENT);
            let arm = self.attributes(rest, indent + INDENT);
            let is_arrow = |kind| kind == Kind::Binary(0);
            let arrow = self.tokens.find(arm, is_arrow).unwrap_or(arm.from);
            let body = Span::new(arrow + 1, arm.to);
            let end = self.end_of_body(body);
            self.pattern(Span::new(arm.from, arrow), indent + INDENT);
            self.write(" =>");
            let begin = self.mark();
            if self
                .body(Span::new(body.from, end), indent + INDENT)
                .is_none()
            {
                self.back(begin);
                let before = std::mem::replace(&mut self.lenient, true);
                let _ = self.body(Span::new(body.from, end), indent + INDENT);
                self.lenient = before;
            }
            let has_comma = self.tokens.kind(end) == Kind::Comma;
            rest.from = end + usize::from(has_comma);
        }
        self.newline(indent);
        self.write("}");
    }

    fn end_of_body(&self, body: Span) -> usize {
        if self.tokens.is(body.from, "{") {
            return self.tokens.after(body.from);
        }
        let comma = self.tokens.find(body, |kind| kind == Kind::Comma);
        comma.unwrap_or(body.to)
    }

    /// Lays out the pattern of an arm, with its condition.
    fn pattern(&mut self, span: Span, indent: usize) {
        let begin = self.mark();
        let room = Room::new(indent, WIDTH - " => {".len());
        let is_if = |kind| kind == Kind::Keyword;
        let condition = self.tokens.find(span, is_if).unwrap_or(span.to);
        let pattern = Span::new(span.from, condition);
        if self.fits(span, room.limit) || self.expression(pattern, room).is_none() {
            self.back(begin);
            self.flat(span);
        } else if condition < span.to {
            self.write(" ");
            self.flat(Span::new(condition, span.to));
        }
    }

    /// Lays out the body of an arm: on the line of its pattern, or in braces.
    fn body(&mut self, span: Span, indent: usize) -> Option<()> {
        let is_block = self.tokens.kind(span.from) == Kind::Open(Group::Block);
        let value = match is_block.then(|| self.only_value(span.from)) {
            None => span,
            Some(Some(value)) => value,
            Some(None) => {
                self.write(" ");
                self.statements_in_braces(span.from, indent);
                return Some(());
            }
        };
        let begin = self.mark();
        self.write(" ");
        let same = self.arm_value(value, Room::new(indent, WIDTH - 1));
        if same.is_some() && self.breaks(begin) == 0 {
            self.write(",");
            return Some(());
        }
        let end = self.mark();
        let text = self.since(begin).to_owned();
        self.back(begin);
        self.write(" {");
        self.newline(indent + INDENT);
        let own = self.mark();
        let next = self.arm_value(value, Room::new(indent + INDENT, WIDTH));
        if same.is_none() || next.is_some() && self.prefers_next(&text, begin, end, own) {
            self.newline(indent);
            self.write("}");
            return next;
        }
        if !self.may_follow_arrow(value) && next.is_some() {
            self.newline(indent);
            self.write("}");
            return next;
        }
        self.back(begin);
        self.replay(&text, end);
        self.write(",");
        Some(())
    }

    fn arm_value(&mut self, value: Span, room: Room) -> Option<()> {
        if self.is_block_like(value) {
            return self.control_in_full(value, room);
        }
        self.expression(value, room)
    }

    /// Says whether a value of several lines may be behind the arrow of an arm without braces.
    fn may_follow_arrow(&self, value: Span) -> bool {
        let value = self.without_prefix(value);
        match self.tokens.word(value.from) {
            "if" | "return" | "break" => false,
            _ => self.weakest(value).is_none(),
        }
    }

    /// Says whether a layout that begins on the next line is better than one on the same.
    pub(super) fn prefers_next(&self, same: &str, begin: Mark, end: Mark, own: Mark) -> bool {
        let lines = self.breaks(own);
        let first = same.split('\n').next().unwrap_or_default();
        let other = self.first_line(own);
        let opens = |open: char| first.ends_with(open) && !other.ends_with(open);
        lines == 0 || end.lines - begin.lines > lines + 1 || opens('(') || opens('{') || opens('[')
    }

    /// The place behind the documentation and the attributes of something.
    pub(super) fn after_attributes(&self, span: Span) -> usize {
        let mut at = span.from;
        while at < span.to {
            at = match self.tokens.kind(at) {
                Kind::Doc => at + 1,
                Kind::Hash => self.tokens.after(at + 1),
                _ => break,
            };
        }
        at
    }

    /// Lays out documentation and attributes on lines of their own, and returns what follows them.
    pub(super) fn attributes(&mut self, span: Span, indent: usize) -> Span {
        let end = self.after_attributes(span);
        let mut at = span.from;
        while at < end {
            let next = match self.tokens.kind(at) {
                Kind::Hash => self.tokens.after(at + 1),
                _ => at + 1,
            };
            self.attribute(Span::new(at, next), indent);
            self.newline(indent);
            at = next;
        }
        Span::new(end, span.to)
    }

    /// Lays out an attribute or a line of documentation.
    pub(super) fn attribute(&mut self, span: Span, indent: usize) {
        let close = span.to.saturating_sub(2);
        if self.tokens.kind(span.from) == Kind::Doc
            || self.tokens.kind(close) != Kind::Close(Group::Paren)
        {
            return self.flat(span);
        }
        let open = self.tokens.partner(close);
        let is_derive = self.tokens.is(span.from + 2, "derive");
        self.flat(Span::new(span.from, open));
        let list = List {
            open,
            close,
            most: if is_derive { WIDTH } else { ATTRIBUTE_WIDTH },
            comma: false,
            before: WIDTH,
        };
        let before = std::mem::replace(&mut self.lenient, true);
        let _ = self.list(list, Room::new(indent, WIDTH - 1));
        self.lenient = before;
        self.flat(Span::new(close + 1, span.to));
    }
}
