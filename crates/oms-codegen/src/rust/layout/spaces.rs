//! The spaces between tokens on one line.

use super::token::{Group, Kind};

/// Says whether a space is between two tokens, of which `word` is the text of the first.
pub(super) fn between(before: Kind, word: &str, kind: Kind) -> bool {
    match (before, kind) {
        (Kind::Open(Group::Block | Group::Fields), _) => !matches!(kind, Kind::Close(_)),
        (_, Kind::Close(Group::Block | Group::Fields)) => before != Kind::Doc,
        (Kind::Bang, Kind::Open(group)) => group == Group::Block,
        _ if sticks_to_next(before) || sticks_to_last(kind) => false,
        (_, Kind::Path | Kind::Range) => !is_operand(before),
        (_, Kind::Open(Group::Paren | Group::Bracket | Group::Angle)) => {
            let is_callee = matches!(word.as_bytes(), b"fn" | b"pub" | b"impl" | b"for");
            !is_operand(before) && !is_callee
        }
        _ => true,
    }
}

/// Says whether no space is ever behind such a token, but for that inside of braces.
const fn sticks_to_next(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::End
            | Kind::Doc
            | Kind::Open(_)
            | Kind::Prefix
            | Kind::Dot
            | Kind::Path
            | Kind::Hash
            | Kind::Bar
            | Kind::Range
    )
}

/// Says whether no space is ever before such a token, but for that inside of braces.
const fn sticks_to_last(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Comma
            | Kind::Semicolon
            | Kind::Colon
            | Kind::Question
            | Kind::Dot
            | Kind::Bang
            | Kind::Close(_)
    )
}

/// Says whether a value can end with such a token.
pub(super) const fn is_operand(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Word
            | Kind::Literal
            | Kind::Question
            | Kind::Close(Group::Paren | Group::Bracket | Group::Angle)
    )
}

/// Says whether the name of a struct can end with such a token.
pub(super) const fn is_name(kind: Kind) -> bool {
    matches!(kind, Kind::Word | Kind::Close(Group::Angle))
}
