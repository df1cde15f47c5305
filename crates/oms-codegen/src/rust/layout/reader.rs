//! From the compiler's trees of tokens to one row of tokens, with the spaces between them.
//!
//! The trees say which characters of an operator belong together. Everything else, such as whether
//! `<` opens generics, follows from the token before it.

use std::borrow::Cow;
use std::fmt::Write as _;

use proc_macro2::{Delimiter, Ident, Literal, TokenStream, TokenTree};

use super::operator::{Operator, is_operator, strength};
use super::spaces::{self, is_name, is_operand};
use super::token::{ASSIGN, Group, Kind, Span, Tokens};

/// The fields of a struct in an expression are on one line if they are no wider.
const FIELDS_WIDTH: usize = 18;

/// Returns the tokens of a stream.
pub(super) fn read(stream: TokenStream) -> Tokens {
    let mut reader = Reader {
        tokens: Tokens::with_capacity(8 * 1024, 2 * 1024),
        angles: Vec::new(),
        joint: false,
    };
    reader.stream(stream.into_iter(), Level::default());
    reader.tokens
}

struct Reader {
    tokens: Tokens,
    /// Angle brackets that are open, of all levels.
    angles: Vec<usize>,
    /// The trees join the last operator with what follows.
    joint: bool,
}

/// The facts about the group whose tokens are read.
#[derive(Debug, Default)]
struct Level {
    /// The number of angle brackets that were open before it.
    angles: usize,
    /// The bar before the parameters of a closure, until the one behind them.
    bar: Option<usize>,
    /// Braces that follow belong to an item or to control flow, so they are no struct's.
    in_header: bool,
    /// A pattern of control flow is not over yet, in which braces are those of a struct.
    in_pattern: bool,
    commas: usize,
}

type Trees = proc_macro2::token_stream::IntoIter;

impl Reader {
    /// Reads the tokens of a group, and returns the number of commas in it.
    fn stream(&mut self, trees: impl Iterator<Item = TokenTree>, mut level: Level) -> usize {
        level.angles = self.angles.len();
        let mut trees = trees.peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Group(group) => {
                    let delimiter = group.delimiter();
                    let inner = group.stream();
                    drop(group);
                    self.group(delimiter, inner.into_iter(), &mut level);
                }
                TokenTree::Ident(ident) => self.ident(&ident, &mut level),
                TokenTree::Literal(literal) => self.literal(&literal),
                TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                    if let Some(TokenTree::Ident(name)) = trees.next() {
                        self.push(Kind::Lifetime, |text| _ = write!(text, "'{name}"));
                    }
                }
                TokenTree::Punct(punct) => {
                    let mut operator = Operator::new(&punct);
                    while self.is_open(&operator, &level)
                        && let Some(TokenTree::Punct(next)) = trees.peek()
                        && operator.take(next)
                    {
                        trees.next();
                    }
                    let is_macro = matches!(trees.peek(), Some(TokenTree::Group(_)));
                    self.operator(&operator, is_macro, &mut level);
                }
            }
        }
        for open in self.angles.drain(level.angles..) {
            self.tokens.set_kind(open, Kind::Binary(5));
        }
        level.commas
    }

    fn group(&mut self, delimiter: Delimiter, trees: Trees, level: &mut Level) {
        let before = self.last();
        // The type of a function has no body.
        level.in_header &= !self.tokens.is(self.tokens.len().wrapping_sub(1), "fn");
        let group = match delimiter {
            Delimiter::None => {
                self.stream(trees, Level::default());
                return;
            }
            Delimiter::Parenthesis => Group::Paren,
            Delimiter::Bracket if before == Kind::Hash => return self.attribute(trees),
            Delimiter::Bracket => Group::Bracket,
            Delimiter::Brace if before == Kind::Path => Group::Names,
            Delimiter::Brace if is_name(before) && (!level.in_header || level.in_pattern) => {
                Group::Fields
            }
            Delimiter::Brace => {
                level.in_header = false;
                Group::Block
            }
        };
        let is_list = before != Kind::Bang;
        let is_tuple = group == Group::Paren && !is_operand(before);
        self.enclosed(group, |reader| {
            let commas = reader.stream(trees, Level::default());
            // A comma behind the last part depends on the layout; that of a tuple does not.
            if is_list && reader.last() == Kind::Comma && !(is_tuple && commas == 1) {
                reader.tokens.pop();
            }
        });
    }

    /// Reads what is inside an attribute; a line of documentation becomes a comment.
    fn attribute(&mut self, mut trees: Trees) {
        let first = trees.next();
        let is_doc = matches!(&first, Some(TokenTree::Ident(name)) if name == "doc");
        let rest: Vec<TokenTree> = if is_doc {
            trees.by_ref().collect()
        } else {
            Vec::new()
        };
        if let [TokenTree::Punct(equals), TokenTree::Literal(text)] = rest.as_slice()
            && equals.as_char() == '='
            && let Some(line) = comment(&text.to_string())
        {
            let is_inner = self.tokens.is(self.tokens.len() - 1, "#!");
            self.tokens.pop();
            self.tokens.push(Kind::Doc, false, |text| {
                text.push_str(if is_inner { "//!" } else { "///" });
                text.push_str(&line);
            });
            self.tokens.break_here();
            return;
        }
        self.enclosed(Group::Attribute, |reader| {
            let trees = first.into_iter().chain(rest).chain(trees);
            reader.stream(trees, Level::default());
        });
    }

    /// Reads something between delimiters.
    fn enclosed(&mut self, group: Group, read: impl FnOnce(&mut Self)) {
        let (open, close) = match group {
            Group::Paren => ("(", ")"),
            Group::Bracket | Group::Attribute => ("[", "]"),
            Group::Block | Group::Fields | Group::Names => ("{", "}"),
            Group::Angle => ("<", ">"),
        };
        let first = self.tokens.len();
        self.push(Kind::Open(group), |text| text.push_str(open));
        read(self);
        let last = self.tokens.len();
        self.push(Kind::Close(group), |text| text.push_str(close));
        self.tokens.pair(first, last);
        let inner = Span::new(first + 1, last);
        let breaks = match group {
            Group::Block => !inner.is_empty(),
            Group::Fields => self.tokens.width(inner) > FIELDS_WIDTH,
            _ => false,
        };
        if breaks {
            self.tokens.break_here();
        }
    }

    fn ident(&mut self, ident: &Ident, level: &mut Level) {
        let space = self.space(Kind::Word);
        let at = self.tokens.len();
        self.tokens
            .push(Kind::Word, space, |text| _ = write!(text, "{ident}"));
        let kind = match self.tokens.word(at).as_bytes() {
            b"as" => Kind::Binary(12),
            b"let" => {
                level.in_pattern = true;
                Kind::Keyword
            }
            b"in" => {
                level.in_pattern = false;
                Kind::Keyword
            }
            b"if" | b"match" | b"while" | b"for" | b"impl" | b"struct" | b"enum" | b"trait"
            | b"fn" | b"mod" => {
                level.in_pattern = !level.in_header && self.tokens.is(at, "for");
                level.in_header = true;
                Kind::Keyword
            }
            b"async" | b"break" | b"const" | b"continue" | b"dyn" | b"else" | b"loop" | b"move"
            | b"mut" | b"pub" | b"ref" | b"return" | b"static" | b"type" | b"unsafe" | b"use"
            | b"where" => Kind::Keyword,
            _ => return,
        };
        self.tokens.set_kind(at, kind);
    }

    fn literal(&mut self, literal: &Literal) {
        self.push(Kind::Literal, |text| _ = write!(text, "{literal}"));
    }

    fn operator(&mut self, operator: &Operator, before_group: bool, level: &mut Level) {
        let before = self.last();
        let operand = is_operand(before);
        let kind = match operator.bytes() {
            b"," => {
                level.commas += usize::from(self.angles.len() == level.angles);
                Kind::Comma
            }
            b";" => {
                level.in_header = false;
                Kind::Semicolon
            }
            b"=" => {
                level.in_pattern = false;
                Kind::Binary(ASSIGN)
            }
            b"->" => {
                level.in_header = true;
                Kind::Binary(0)
            }
            b":" => Kind::Colon,
            b"@" => Kind::Binary(12),
            b"::" => Kind::Path,
            b"." => Kind::Dot,
            b"#" => Kind::Hash,
            b".." | b"..=" | b"..." => Kind::Range,
            b"?" if operand => Kind::Question,
            b"!" if before == Kind::Hash => {
                self.tokens.pop();
                return self.push(Kind::Hash, |text| text.push_str("#!"));
            }
            b"!" if operand && before_group => Kind::Bang,
            b"?" | b"!" | b"~" | b"$" => Kind::Prefix,
            b"<" if self.opens_generics() => {
                self.angles.push(self.tokens.len());
                Kind::Open(Group::Angle)
            }
            b">" if self.angles.len() > level.angles => return self.close_angle(),
            b"|" if level.bar.is_some() => return self.close_bars(level),
            b"|" if !operand => {
                level.bar = Some(self.tokens.len());
                Kind::Bar
            }
            b"||" if !operand => Kind::NoParameters,
            b"&" | b"*" | b"-" | b"&&" if !operand => Kind::Prefix,
            bytes => Kind::Binary(strength(bytes)),
        };
        let space = self.space(kind) || self.would_join(operator.bytes());
        let text = operator.text();
        self.tokens.push(kind, space, |line| line.push_str(text));
        self.joint = operator.is_joint();
    }

    fn close_angle(&mut self) {
        if self.last() == Kind::Comma {
            self.tokens.pop();
        }
        let close = self.tokens.len();
        self.push(Kind::Close(Group::Angle), |text| text.push('>'));
        if let Some(open) = self.angles.pop() {
            self.tokens.pair(open, close);
        }
    }

    fn close_bars(&mut self, level: &mut Level) {
        let close = self.tokens.len();
        self.tokens.push(Kind::BarEnd, false, |text| text.push('|'));
        if let Some(open) = level.bar.take() {
            self.tokens.pair(open, close);
        }
    }

    /// Says whether more characters may belong to an operator; brackets of generics are by
    /// themselves.
    fn is_open(&self, operator: &Operator, level: &Level) -> bool {
        operator.is_joint()
            && match operator.bytes() {
                b"<" => !self.opens_generics(),
                b">" => self.angles.len() == level.angles,
                _ => true,
            }
    }

    /// Says whether `<` opens generics here: behind the name of a type or a function, or where a
    /// value cannot end.
    fn opens_generics(&self) -> bool {
        let last = self.tokens.len().wrapping_sub(1);
        let name = self.tokens.word(last);
        let is_type = name.starts_with(char::is_uppercase)
            && (name.len() == 1 || name.contains(char::is_lowercase));
        let declared = self.tokens.kind(last.wrapping_sub(1)) == Kind::Keyword;
        !is_operand(self.last()) || self.last() == Kind::Word && (is_type || declared)
    }

    /// Says whether an operator directly behind the last token would be read as one with it, which
    /// it is not.
    fn would_join(&self, operator: &[u8]) -> bool {
        let last = self.tokens.word(self.tokens.len().wrapping_sub(1));
        match (last.as_bytes().last(), operator.first()) {
            (Some(last), Some(first)) => !self.joint && is_operator(&[*last, *first]),
            _ => false,
        }
    }

    fn push(&mut self, kind: Kind, write: impl FnOnce(&mut String)) {
        let space = self.space(kind);
        self.tokens.push(kind, space, write);
    }

    fn last(&self) -> Kind {
        self.tokens.kind(self.tokens.len().wrapping_sub(1))
    }

    /// Says whether a space is between the last token and one of this kind.
    fn space(&self, kind: Kind) -> bool {
        let word = self.tokens.word(self.tokens.len().wrapping_sub(1));
        spaces::between(self.last(), word, kind)
    }
}

/// Returns the text of a string literal that can be a comment on one line; `None` where it cannot.
fn comment(literal: &str) -> Option<Cow<'_, str>> {
    let (raw, quoted) = match literal.strip_prefix('r') {
        Some(quoted) => (true, quoted.trim_matches('#')),
        None => (false, literal),
    };
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    if inner.starts_with('/') || inner.contains('\n') {
        return None;
    }
    if raw || !inner.contains('\\') {
        return Some(Cow::Borrowed(inner));
    }
    let mut line = String::with_capacity(inner.len());
    let mut parts = inner.split('\\');
    line.push_str(parts.next()?);
    while let Some(part) = parts.next() {
        match part.chars().next() {
            // A backslash that another one escapes.
            None => {
                line.push('\\');
                line.push_str(parts.next()?);
            }
            Some('"' | '\'') => line.push_str(part),
            Some(_) => return None,
        }
    }
    Some(Cow::Owned(line))
}
