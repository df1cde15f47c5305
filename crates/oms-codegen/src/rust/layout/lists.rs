//! Parts between delimiters and commas: arguments, elements, fields, parameters.

use super::printer::{INDENT, Mark, Printer, Room, WIDTH};
use super::token::{Group, Kind, Span};

/// Arguments and elements are on one line if they are no wider.
pub(super) const LIST_WIDTH: usize = 60;

/// Elements this short are put side by side on several lines.
const SHORT: usize = 10;

/// Some parts between delimiters.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    /// The delimiters.
    pub(super) open: usize,
    pub(super) close: usize,
    /// The greatest width of the parts on one line.
    pub(super) most: usize,
    /// A comma is behind the last part where each is on a line of its own.
    pub(super) comma: bool,
    /// The width of what the list is given to, such as a function's name.
    pub(super) before: usize,
}

impl Printer {
    /// Lays out a list.
    pub(super) fn list(&mut self, list: List, room: Room) -> Option<()> {
        let inner = Span::new(list.open + 1, list.close);
        let closing = Span::new(list.close, list.close + 1);
        self.flat(Span::new(list.open, list.open + 1));
        let room = room.before(1);
        if inner.is_empty() {
            self.flat(closing);
            return (self.column <= room.limit + 1 || self.lenient).then_some(());
        }
        let parts = self.tokens.split(inner);
        let is_alone = parts.len() == 1;
        let begin = self.mark();
        let fits = self.tokens.width(inner) <= list.most && self.fits(inner, room.limit);
        if fits && !is_alone {
            self.flat(inner);
            self.flat(closing);
            return Some(());
        }
        if self.overflowing(list, &parts, room).is_some()
            || is_alone && self.alone(inner, room).is_some()
        {
            self.flat(closing);
            return Some(());
        }
        self.back(begin);
        if self.short(&parts) {
            self.filled(&parts, room);
        } else {
            self.vertical(list, &parts, room)?;
        }
        self.newline(room.indent);
        self.flat(closing);
        Some(())
    }

    /// Lays out the parts on the line, with the last one open to further lines.
    fn overflowing(&mut self, list: List, parts: &[Span], room: Room) -> Option<()> {
        let (&end, others) = parts.split_last()?;
        let is_alone = others.is_empty();
        let combines = is_alone && list.before < INDENT && list.most == LIST_WIDTH;
        if !combines && !self.can_overflow(end, is_alone) {
            return self.one_line(list, parts, room);
        }
        let begin = self.mark();
        if let Some(first) = others.first() {
            let others = Span::new(first.from, end.from);
            if !self.fits(others, room.limit) {
                return None;
            }
            self.flat(others);
            self.write(" ");
        }
        let limit = if is_alone && !self.is_nested_call(end) {
            room.limit
        } else {
            room.limit.min(begin.column + list.most)
        };
        let middle = self.mark();
        let chains = self.one_line_chains;
        if !combines && self.is_method_call(end) {
            self.one_line_chains = true;
        }
        let done = self.expression(end, Room::new(room.indent, limit));
        self.one_line_chains = chains;
        let first = self.first_line(middle).chars().count();
        let width = middle.column - begin.column + first;
        let fits = width <= list.most.min(room.limit.saturating_sub(begin.column));
        let breaks = self.lines - begin.lines;
        if done.is_none() || !fits || is_alone && breaks == 1 && self.is_better_alone(end, room) {
            self.back(begin);
            return None;
        }
        Some(())
    }

    /// Says whether a part takes one line where it is by itself.
    fn is_better_alone(&mut self, part: Span, room: Room) -> bool {
        let begin = self.mark();
        self.newline(room.indent + INDENT);
        let line = self.lines;
        let done = self.expression(part, room.inner());
        let single = done.is_some() && self.lines == line;
        self.back(begin);
        single
    }

    /// Lays out the parts on the line, each of which takes one.
    fn one_line(&mut self, list: List, parts: &[Span], room: Room) -> Option<()> {
        let all = Span::new(parts.first()?.from, parts.last()?.to);
        if parts.len() > 1 && self.tokens.width(all) > list.most || !self.fits(all, room.limit) {
            return None;
        }
        let begin = self.mark();
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                self.write(", ");
            }
            let done = self.expression(*part, room);
            if done.is_none() || self.lines > begin.lines {
                self.back(begin);
                return None;
            }
        }
        Some(())
    }

    /// Lays out the only part on the line, whatever its width.
    fn alone(&mut self, part: Span, room: Room) -> Option<()> {
        let begin = self.mark();
        let done = self.expression(part, room);
        if done.is_none() || self.lines > begin.lines || self.column > room.limit {
            self.back(begin);
            return None;
        }
        Some(())
    }

    /// Lays out each part on a line of its own.
    fn vertical(&mut self, list: List, parts: &[Span], room: Room) -> Option<()> {
        let inner = room.inner();
        for (number, part) in parts.iter().enumerate() {
            self.newline(inner.indent);
            self.part(*part, inner)?;
            if list.comma || number + 1 < parts.len() {
                self.write(",");
            }
        }
        Some(())
    }

    /// Lays out a part with its documentation and attributes before it.
    pub(super) fn part(&mut self, part: Span, room: Room) -> Option<()> {
        let part = self.attributes(part, room.indent);
        let colon = self.tokens.find(part, |kind| kind == Kind::Colon);
        match colon {
            Some(colon) if self.tokens.kind(part.from) != Kind::Bar => {
                self.flat(Span::new(part.from, colon + 1));
                self.right_side(Span::new(colon + 1, part.to), room)
            }
            _ => self.expression(part, room),
        }
    }

    /// Lays out as many parts on a line as fit.
    pub(super) fn filled(&mut self, parts: &[Span], room: Room) {
        self.newline(room.indent + INDENT);
        for (number, part) in parts.iter().enumerate() {
            let is_last = number + 1 == parts.len();
            let needed = 1 + self.tokens.width(*part) + usize::from(!is_last);
            if number > 0 {
                if self.column + needed >= WIDTH {
                    self.newline(room.indent + INDENT);
                } else {
                    self.write(" ");
                }
            }
            self.flat(*part);
            self.write(",");
        }
    }

    /// Says whether all parts are so short and simple that they may be side by side.
    fn short(&self, parts: &[Span]) -> bool {
        parts.len() > 1
            && parts.iter().all(|part| {
                let mut from = part.from;
                while self.tokens.kind(from) == Kind::Prefix {
                    from += 1;
                }
                let simple = matches!(self.tokens.kind(from), Kind::Literal | Kind::Word);
                simple && from + 1 == part.to && self.tokens.width(*part) <= SHORT
            })
    }

    /// Says whether the last part may begin on the line of the others and go on below.
    fn can_overflow(&self, part: Span, is_alone: bool) -> bool {
        let part = self.without_prefix(part);
        let last = self.tokens.kind(part.to - 1);
        match self.tokens.kind(part.from) {
            Kind::Bar | Kind::NoParameters => true,
            Kind::Open(Group::Block) => self.tokens.after(part.from) == part.to,
            Kind::Keyword => match self.tokens.word(part.from) {
                "move" | "async" | "unsafe" => true,
                "match" | "if" | "loop" | "while" | "for" => is_alone,
                _ => false,
            },
            _ => {
                is_alone
                    && matches!(last, Kind::Close(group) if group != Group::Angle)
                    && self.is_postfix(part)
            }
        }
    }

    /// Says whether a part is a call by itself.
    fn is_nested_call(&self, part: Span) -> bool {
        let part = self.without_prefix(part);
        self.tokens.kind(part.to - 1) == Kind::Close(Group::Paren)
            && self.tokens.partner(part.to - 1) > part.from
            && self.tokens.find(part, |kind| kind == Kind::Dot).is_none()
            && self.is_postfix(part)
    }

    /// Says whether a part is a call of a method.
    fn is_method_call(&self, part: Span) -> bool {
        let part = self.without_prefix(part);
        self.tokens.kind(part.to - 1) == Kind::Close(Group::Paren)
            && self.is_postfix(part)
            && self.tokens.find(part, |kind| kind == Kind::Dot).is_some()
    }

    /// A part without the operators before and `?` behind it.
    pub(super) fn without_prefix(&self, part: Span) -> Span {
        let mut part = part;
        while self.tokens.kind(part.from) == Kind::Prefix
            || self.tokens.is(part.from, "mut") && part.from + 1 < part.to
        {
            part.from += 1;
        }
        while part.to > part.from + 1 && self.tokens.kind(part.to - 1) == Kind::Question {
            part.to -= 1;
        }
        part
    }

    /// Says whether nothing but names, calls and fields is in a part.
    fn is_postfix(&self, part: Span) -> bool {
        let operator = |kind| {
            matches!(
                kind,
                Kind::Binary(_) | Kind::Range | Kind::Bar | Kind::NoParameters | Kind::Keyword
            )
        };
        self.tokens.find(part, operator).is_none()
    }

    /// Lays out the fields of a struct behind its name.
    pub(super) fn fields(&mut self, open: usize, room: Room) -> Option<()> {
        let close = self.tokens.partner(open);
        let inner = Span::new(open + 1, close);
        let whole = Span::new(open, close + 1);
        self.write(" ");
        if self.fits(whole, room.limit) {
            self.flat(whole);
            return Some(());
        }
        self.write("{");
        for part in self.tokens.split(inner) {
            let inner = room.inner();
            self.newline(inner.indent);
            self.part(part, inner)?;
            if self.tokens.kind(part.from) != Kind::Range {
                self.write(",");
            }
        }
        self.newline(room.indent);
        self.write("}");
        Some(())
    }

    /// The number of lines since a mark.
    pub(super) const fn breaks(&self, mark: Mark) -> usize {
        self.lines - mark.lines
    }
}
