//! Items and members, with blank lines where a person would put them.

use super::lists::List;
use super::printer::{INDENT, Printer, Room, WIDTH};
use super::token::{ASSIGN, Group, Kind, Span};

/// Says whether an item may be directly below the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    /// A blank line goes before it.
    Apart,
    /// A module declaration, in a block of them.
    Module,
    /// An import of the standard library.
    Standard,
    /// An import of another crate.
    External,
    /// An import of the same crate.
    Internal,
    /// A re-export.
    Export,
}

impl Printer {
    /// Lays out a file: what it says of itself, and its items.
    pub(super) fn file(&mut self) {
        let all = self.tokens.all();
        let mut at = all.from;
        let mut before = None;
        while self.tokens.word(at).starts_with("//!") || self.tokens.is(at, "#!") {
            let kind = self.tokens.kind(at);
            let next = match kind {
                Kind::Hash => self.tokens.after(at + 1),
                _ => at + 1,
            };
            if before.is_some_and(|before| before != kind) {
                self.blank_line();
            }
            self.attribute(Span::new(at, next), 0);
            self.newline(0);
            before = Some(kind);
            at = next;
        }
        if at > all.from && at < all.to {
            self.blank_line();
        }
        self.items(Span::new(at, all.to), 0);
        if at < all.to {
            self.newline(0);
        }
    }

    /// Lays out items.
    fn items(&mut self, span: Span, indent: usize) {
        let mut rest = span;
        let mut before = None;
        while !rest.is_empty() {
            let end = self.end_of_item(rest);
            let item = Span::new(rest.from, end);
            let neighbour = self.neighbour(item);
            if let Some(before) = before {
                if before != neighbour || neighbour == Neighbour::Apart {
                    self.blank_line();
                }
                self.newline(indent);
            }
            self.statement(item, indent);
            before = Some(neighbour);
            rest.from = end;
        }
    }

    fn neighbour(&self, item: Span) -> Neighbour {
        let from = self.after_attributes(item);
        let keyword = self.keyword(from);
        let is_declared = self.tokens.kind(item.to - 1) == Kind::Semicolon;
        match self.tokens.word(keyword) {
            "mod" if is_declared => Neighbour::Module,
            "use" if keyword > from => Neighbour::Export,
            "use" => match self.tokens.word(keyword + 1) {
                "std" => Neighbour::Standard,
                "crate" | "super" | "self" => Neighbour::Internal,
                _ => Neighbour::External,
            },
            _ => Neighbour::Apart,
        }
    }

    /// The word that says which kind of item begins at `from`.
    pub(super) fn keyword(&self, from: usize) -> usize {
        let mut at = from;
        loop {
            at = match self.tokens.word(at) {
                "pub" if self.tokens.is(at + 1, "(") => self.tokens.after(at + 1),
                "pub" | "async" | "unsafe" | "default" => at + 1,
                "const" if matches!(self.tokens.word(at + 1), "fn" | "unsafe" | "async") => at + 1,
                _ => return at,
            };
        }
    }

    /// The end of the item at the beginning of a span.
    pub(super) fn end_of_item(&self, span: Span) -> usize {
        let from = self.after_attributes(span);
        let has_body = !matches!(
            self.tokens.word(self.keyword(from)),
            "use" | "const" | "static" | "type"
        );
        let is_end = |kind| kind == Kind::Semicolon || has_body && kind == Kind::Open(Group::Block);
        let end = self.tokens.find(Span::new(from, span.to), is_end);
        end.map_or(span.to, |end| self.tokens.after(end))
    }

    /// Lays out an item without its attributes.
    pub(super) fn item(&mut self, span: Span, indent: usize) -> Option<()> {
        let keyword = self.keyword(span.from);
        match self.tokens.word(keyword) {
            "use" => {
                self.import(span, indent);
                Some(())
            }
            "const" | "static" | "type" => self.constant(span, indent),
            "fn" => self.function(span, keyword, indent),
            "struct" | "enum" | "trait" | "impl" | "mod" => self.braced(span, keyword, indent),
            _ => {
                let ends = self.tokens.kind(span.to - 1) == Kind::Semicolon;
                let room = Room::new(indent, WIDTH).before(usize::from(ends));
                self.expression(Span::new(span.from, span.to - usize::from(ends)), room)?;
                if ends {
                    self.write(";");
                }
                Some(())
            }
        }
    }

    /// Lays out an import: its names as many on a line as fit.
    fn import(&mut self, span: Span, indent: usize) {
        let names = self
            .tokens
            .find(span, |kind| kind == Kind::Open(Group::Names));
        let (Some(open), false) = (names, self.fits(span, WIDTH - 2)) else {
            return self.flat(span);
        };
        let close = self.tokens.partner(open);
        self.flat(Span::new(span.from, open + 1));
        let parts = self.tokens.split(Span::new(open + 1, close));
        self.filled(&parts, Room::new(indent, WIDTH));
        self.newline(indent);
        self.flat(Span::new(close, span.to));
    }

    /// Lays out a constant, a static or the name of a type.
    fn constant(&mut self, span: Span, indent: usize) -> Option<()> {
        let value = Span::new(span.from, span.to - 1);
        let is_assign = |kind| kind == Kind::Binary(ASSIGN);
        match self.tokens.find(value, is_assign) {
            Some(assign) => {
                self.flat(Span::new(span.from, assign + 1));
                let value = Span::new(assign + 1, value.to);
                self.right_side(value, Room::new(indent, WIDTH - 1))?;
            }
            None => self.flat(value),
        }
        self.write(";");
        Some(())
    }

    /// Lays out a function.
    fn function(&mut self, span: Span, keyword: usize, indent: usize) -> Option<()> {
        let is_end = |kind| matches!(kind, Kind::Semicolon | Kind::Open(Group::Block));
        let end = self.tokens.find(span, is_end).unwrap_or(span.to);
        let has_body = self.tokens.kind(end) == Kind::Open(Group::Block);
        let bounds = self.bounds(Span::new(span.from, end));
        let head = Span::new(span.from, bounds);
        let behind = if bounds < end {
            0
        } else {
            1 + usize::from(has_body)
        };
        let begin = self.mark();
        if self.fits(head, WIDTH - behind) {
            self.flat(head);
        } else {
            self.signature(head, keyword, Room::new(indent, WIDTH - behind))?;
        }
        // The brace goes below a line that is longer by what it is indented; rustfmt counts so.
        let breaks = self.breaks(begin) > 0;
        let stays = has_body && !(breaks && self.column + " {".len() > WIDTH - indent);
        self.conditions(Span::new(bounds, end), indent, stays);
        if has_body {
            if bounds == end && !stays {
                self.newline(indent);
            }
            self.statements_in_braces(end, indent);
        } else {
            self.write(";");
        }
        Some(())
    }

    /// Lays out what is before the bounds of a function, each parameter on a line of its own.
    fn signature(&mut self, head: Span, keyword: usize, room: Room) -> Option<()> {
        let is_paren = |kind| kind == Kind::Open(Group::Paren);
        let behind = Span::new(keyword, head.to);
        let open = self.tokens.find(behind, is_paren)?;
        let close = self.tokens.partner(open);
        self.generic(Span::new(head.from, open), Room::new(room.indent, WIDTH))?;
        let parameters = Span::new(open + 1, close);
        self.write("(");
        if !parameters.is_empty() {
            for part in self.tokens.split(parameters) {
                let inner = room.inner();
                self.newline(inner.indent);
                self.part(part, inner)?;
                self.write(",");
            }
            self.newline(room.indent);
        }
        self.write(")");
        let result = Span::new(close + 1, head.to);
        if !result.is_empty() {
            self.write(" ");
            let end = if self.fits(result, room.limit) {
                room.limit
            } else {
                WIDTH
            };
            self.generic(result, Room::new(room.indent, end))?;
        }
        Some(())
    }

    /// The place of `where`, or the end.
    fn bounds(&self, head: Span) -> usize {
        let mut at = head.from;
        while at < head.to && !self.tokens.is(at, "where") {
            at = self.tokens.after(at);
        }
        at.min(head.to)
    }

    /// Lays out `where`, and the space before a body on the same line.
    fn conditions(&mut self, span: Span, indent: usize, has_space: bool) {
        if span.is_empty() {
            if has_space {
                self.write(" ");
            }
            return;
        }
        self.newline(indent);
        self.write("where");
        for part in self.tokens.split(Span::new(span.from + 1, span.to)) {
            self.newline(indent + INDENT);
            let _ = self.part(part, Room::new(indent, WIDTH - 1).inner());
            self.write(",");
        }
        self.newline(indent);
    }

    /// Lays out an item with braces, or one like it that ends with a semicolon.
    fn braced(&mut self, span: Span, keyword: usize, indent: usize) -> Option<()> {
        let is_open = |kind| kind == Kind::Open(Group::Block);
        let Some(open) = self.tokens.find(span, is_open) else {
            return self.declared(span, indent);
        };
        let inner = Span::new(open + 1, self.tokens.partner(open));
        let bounds = self.bounds(Span::new(span.from, open));
        let head = Span::new(span.from, bounds);
        let behind = if bounds < open { 0 } else { " {".len() };
        let mut breaks = false;
        if self.fits(head, WIDTH - behind) {
            self.flat(head);
        } else {
            let room = Room::new(indent, WIDTH - behind);
            let begin = self.mark();
            if self.tokens.is(keyword, "impl") {
                self.head_of_impl(head, keyword, room)?;
            } else {
                self.head(head, keyword, room)?;
            }
            breaks = self.tokens.is(keyword, "impl") && self.breaks(begin) > 0;
        }
        breaks |= self.column + " {".len() > WIDTH;
        self.conditions(Span::new(bounds, open), indent, !breaks);
        if breaks && bounds == open {
            self.newline(indent);
        }
        self.write("{");
        if !inner.is_empty() {
            match self.tokens.word(keyword) {
                "struct" | "enum" => self.members(inner, indent + INDENT)?,
                _ => {
                    self.newline(indent + INDENT);
                    self.items(inner, indent + INDENT);
                }
            }
            self.newline(indent);
        }
        self.write("}");
        Some(())
    }

    /// Lays out the head of an `impl`, with the type on a line of its own where it does not fit on
    /// that of the trait.
    fn head_of_impl(&mut self, head: Span, keyword: usize, room: Room) -> Option<()> {
        let mut at = self.tokens.after(keyword);
        self.flat(Span::new(head.from, at));
        if self.tokens.kind(at) == Kind::Open(Group::Angle) {
            let end = self.tokens.after(at);
            self.generic(Span::new(at, end), Room::new(room.indent, WIDTH))?;
            at = end;
        }
        let behind = Span::new(at, head.to);
        let is_keyword = |kind| kind == Kind::Keyword;
        if let Some(link) = self.tokens.find(behind, is_keyword) {
            let name = Span::new(at, link);
            if self.column + 1 + self.tokens.width(name) > WIDTH {
                self.newline(room.indent + INDENT);
            } else {
                self.write(" ");
            }
            self.flat(name);
            at = link;
        }
        let rest = Span::new(at, head.to);
        if self.column + 1 + self.tokens.width(rest) <= room.limit {
            self.write(" ");
            self.flat(rest);
            return Some(());
        }
        let indent = room.indent + INDENT;
        self.newline(indent);
        if self.tokens.kind(at) == Kind::Keyword {
            self.write("for ");
            at += 1;
        }
        self.generic(Span::new(at, head.to), Room::new(indent, WIDTH))
    }

    /// Lays out the head of an item whose generics do not fit on its line.
    fn head(&mut self, head: Span, keyword: usize, room: Room) -> Option<()> {
        let is_generic = |kind| kind == Kind::Open(Group::Angle);
        let mut rest = head;
        rest.from = keyword;
        let mut begin = head.from;
        while let Some(open) = self.tokens.find(rest, is_generic) {
            let close = self.tokens.partner(open);
            self.flat(Span::new(begin, open));
            let list = List {
                open,
                close,
                most: WIDTH,
                comma: true,
                before: WIDTH,
            };
            self.list(list, Room::new(room.indent, WIDTH))?;
            begin = close + 1;
            rest.from = begin;
            if begin < head.to && self.tokens.kind(begin) != Kind::Path {
                self.write(" ");
            }
        }
        self.flat(Span::new(begin, head.to));
        Some(())
    }

    /// Lays out the fields of a struct or the variants of an enum.
    fn members(&mut self, span: Span, indent: usize) -> Option<()> {
        for part in self.tokens.split(span) {
            self.newline(indent);
            self.part(part, Room::new(indent, WIDTH - 1))?;
            self.write(",");
        }
        Some(())
    }

    /// Lays out an item that ends with a semicolon.
    fn declared(&mut self, span: Span, indent: usize) -> Option<()> {
        let close = span.to.saturating_sub(2);
        if self.fits(span, WIDTH) || self.tokens.kind(close) != Kind::Close(Group::Paren) {
            self.flat(span);
            return Some(());
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
        self.list(list, Room::new(indent, WIDTH - 1))?;
        self.write(";");
        Some(())
    }
}
