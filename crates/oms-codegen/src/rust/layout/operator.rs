//! Operators: characters that the trees of tokens join, and how strongly each binds.

use proc_macro2::{Punct, Spacing};

use super::token::{AND, ASSIGN, OR};

/// An operator of up to three characters.
#[derive(Clone, Copy)]
pub(super) struct Operator {
    characters: [u8; 3],
    length: usize,
    joint: bool,
}

impl Operator {
    pub(super) fn new(punct: &Punct) -> Self {
        let mut operator = Self {
            characters: [0; 3],
            length: 0,
            joint: true,
        };
        operator.add(punct);
        operator
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.characters.get(..self.length).unwrap_or_default()
    }

    pub(super) fn text(&self) -> &str {
        str::from_utf8(self.bytes()).unwrap_or_default()
    }

    fn add(&mut self, punct: &Punct) {
        if let Some(place) = self.characters.get_mut(self.length) {
            *place = u8::try_from(punct.as_char()).unwrap_or(b' ');
            self.length += 1;
            self.joint = punct.spacing() == Spacing::Joint;
        }
    }

    /// Says whether the trees join it with the next character.
    pub(super) const fn is_joint(&self) -> bool {
        self.joint
    }

    /// Adds the next character where the two are an operator.
    pub(super) fn take(&mut self, next: &Punct) -> bool {
        let mut longer = *self;
        longer.add(next);
        let is_known = longer.length > self.length && is_operator(longer.bytes());
        if is_known {
            *self = longer;
        }
        is_known
    }
}

/// Says whether several characters are an operator.
pub(super) fn is_operator(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        b"&&"
            | b"||"
            | b"=="
            | b"!="
            | b"<="
            | b">="
            | b"->"
            | b"=>"
            | b"::"
            | b".."
            | b"..="
            | b"..."
            | b"+="
            | b"-="
            | b"*="
            | b"/="
            | b"%="
            | b"^="
            | b"&="
            | b"|="
            | b"<<"
            | b">>"
            | b"<<="
            | b">>="
    )
}

/// How strongly an operator binds.
pub(super) fn strength(operator: &[u8]) -> u8 {
    match operator {
        b"->" | b"=>" => 0,
        b"||" => 3,
        b"&&" => AND,
        b"==" | b"!=" | b"<" | b">" | b"<=" | b">=" => 5,
        b"|" => OR,
        b"^" => 7,
        b"&" => 8,
        b"<<" | b">>" => 9,
        b"+" | b"-" => 10,
        b"*" | b"/" | b"%" => 11,
        _ => ASSIGN,
    }
}
