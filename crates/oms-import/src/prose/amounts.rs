//! Numbers with the things that they count.

use super::Unread;
use super::numbers::{self, Number};

/// The things that a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Characters,
    /// Time, in this unit.
    Time(&'static str),
    /// Things with a name.
    Items,
    /// Something that no fact says, such as bytes.
    Other,
    /// Nothing that is named.
    Nothing,
}

/// The number at the start of a text, and the things that it counts.
pub(super) fn amount(text: &str) -> Option<Result<(i128, Of), Unread>> {
    let text = text.trim_start().trim_start_matches('`');
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    Some(match numbers::at_start(digits)? {
        Number::Whole(number, rest) => Ok((sign * i128::from(number), of(rest.trim_start()))),
        Number::Other => Err(Unread::Limit),
    })
}

/// The words of a length.
const CHARACTERS: &[&str] = &[
    "character",
    "char",
    "letter",
    "个字符",
    "字符",
    "个汉字",
    "个字母",
    "个英文字符",
];

/// The words of a span of time, each with its unit.
const TIME: &[(&str, &str)] = &[
    ("day", "days"),
    ("hour", "hours"),
    ("minute", "minutes"),
    ("second", "seconds"),
    ("天", "days"),
    ("小时", "hours"),
    ("分钟", "minutes"),
    ("秒", "seconds"),
];

/// Units that no fact says.
const OTHER: &[&str] = &[
    "ms", "week", "month", "year", "byte", "b", "k", "kb", "kib", "m", "mb", "mib", "g", "gb",
    "gib", "tb", "tib", "bit", "digit", "decimal", "time", "周", "个月", "月", "年", "字节", "次",
    "位", "倍",
];

/// Words that go on with the sentence, and the unit that the whole description states.
const CLAUSES: &[&str] = &[
    "and",
    "or",
    "but",
    "if",
    "when",
    "while",
    "unless",
    "for",
    "in",
    "inclusive",
    "at",
    "to",
    "by",
    "with",
    "which",
    "that",
    "per",
    "because",
    "as",
    "on",
    "is",
    "millisecond",
    "milliseconds",
];

/// The things that are named behind a number.
pub(super) fn of(rest: &str) -> Of {
    let rest = rest.trim_start_matches(['-', ' ']);
    let rest = rest.strip_prefix("chinese ").unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_lowercase());
    let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    let one = word.strip_suffix('s').unwrap_or(word);
    // Chinese puts nothing behind a word.
    let is =
        |unit: &str| one == unit || word == unit || (!unit.is_ascii() && rest.starts_with(unit));
    if CHARACTERS.iter().any(|unit| is(unit)) {
        Of::Characters
    } else if OTHER.iter().any(|unit| is(unit)) {
        Of::Other
    } else if let Some(&(_, unit)) = TIME.iter().find(|(unit, _)| is(unit)) {
        Of::Time(unit)
    } else if CLAUSES.contains(&word) {
        Of::Nothing
    } else if rest.starts_with('个') || !word.is_empty() {
        Of::Items
    } else {
        Of::Nothing
    }
}
