//! The limits that a sentence states.

use super::numbers::{self, Number};
use super::{Reading, Unread};
use crate::words;

/// A limit.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Limit {
    /// The greatest length in characters.
    Length(u64),
    /// The greatest number of items.
    Items(u64),
    Maximum(String),
    Minimum(String),
}

/// Adds the limits that a sentence states.
pub(super) fn read(sentence: &str, type_word: &str, reading: &mut Reading) {
    let lower = sentence.to_lowercase();
    let mut limits = vec![length(&lower, type_word), counted(&lower, type_word)];
    limits.extend(exceeded(&lower, type_word));
    limits.extend([maximum(&lower, type_word), minimum(&lower)]);
    for limit in limits {
        let limit = reading.known(limit);
        let said = &mut reading.said;
        match limit {
            None => {}
            Some(Limit::Length(most)) => said.max_length = said.max_length.or(Some(most)),
            Some(Limit::Items(most)) => said.max_items = said.max_items.or(Some(most)),
            Some(Limit::Maximum(most)) => said.maximum = said.maximum.take().or(Some(most)),
            Some(Limit::Minimum(least)) => said.minimum = said.minimum.take().or(Some(least)),
        }
    }
}

/// `the maximum length is 64`, with the unit or without it.
fn length(sentence: &str, type_word: &str) -> Result<Option<Limit>, Unread> {
    let marks = ["maximum length", "max length", "最大长度"];
    let amount = marks.iter().find_map(|mark| {
        let (_, rest) = sentence.split_once(mark)?;
        let rest = rest.trim_start();
        let words = ["is ", "of ", ":", "：", "为", "是"];
        let behind = words.iter().find_map(|word| rest.strip_prefix(word));
        let of_another = || amount(rest.split_once(" is ")?.1);
        amount(behind.unwrap_or(rest)).or_else(of_another)
    });
    match amount.transpose()? {
        None => Ok(None),
        Some((number, Of::Nothing | Of::Characters)) => length_of(number, type_word).map(Some),
        Some(_) => Err(Unread::Limit),
    }
}

/// The limit of a length. That of each of a list's items is no limit of the list.
fn length_of(number: i128, type_word: &str) -> Result<Limit, Unread> {
    if words::is_list(type_word) {
        return Err(Unread::Limit);
    }
    whole(number).map(Limit::Length)
}

/// `at most five IDs`, `up to 30 days`, `最多支持 5 个`.
fn counted(sentence: &str, type_word: &str) -> Result<Option<Limit>, Unread> {
    let marks = ["up to ", "at most ", "最多支持", "最多"];
    let amount = marks.iter().find_map(|mark| {
        let (_, rest) = sentence.split_once(mark)?;
        amount(rest)
    });
    let Some(amount) = amount else {
        return Ok(None);
    };
    let (number, of) = amount?;
    if of == Of::Nothing && !(words::is_number(type_word) || words::is_list(type_word)) {
        return Ok(None);
    }
    most(number, of, type_word).map(Some)
}

/// `must not exceed 128 characters`, `不能超过 128 个字符`; and `must exceed 10`, which is a lower
/// limit.
fn exceeded(sentence: &str, type_word: &str) -> Vec<Result<Option<Limit>, Unread>> {
    let marks = ["exceed ", "exceeding ", "超过"];
    let found = marks.iter().flat_map(|mark| sentence.match_indices(*mark));
    let limits = found.filter_map(|(at, mark)| {
        let before = sentence.get(..at)?;
        let demand = demand(before)?;
        let amount = amount(sentence.get(at + mark.len()..)?)?;
        let is_length = ["length", "长度"].iter().any(|word| before.contains(word));
        let limit = amount.and_then(|(number, of)| match demand {
            _ if of == Of::Nothing && is_length => demand.of_length(number, type_word),
            Demand::Must => above(number, of, type_word),
            Demand::Not => most(number, of, type_word),
        });
        Some(limit.map(Some))
    });
    limits.collect()
}

/// The demand that the words before a verb make.
#[derive(Debug, Clone, Copy)]
enum Demand {
    Must,
    Not,
}

impl Demand {
    /// The limit of a length; no fact says a least one.
    fn of_length(self, number: i128, type_word: &str) -> Result<Limit, Unread> {
        match self {
            Self::Must => Err(Unread::Limit),
            Self::Not => length_of(number, type_word),
        }
    }
}

/// The demand of the words before a verb; `None` where they only suppose something.
fn demand(before: &str) -> Option<Demand> {
    const REFUSING: &[&str] = &[
        "不",
        "不能",
        "不得",
        "不可",
        "不可以",
        "不允许",
        "不应",
        "勿",
    ];
    const DEMANDING: &[&str] = &["必须", "须", "应", "应当", "需要"];
    let ends = |words: &[&str]| words.iter().any(|word| before.trim_end().ends_with(word));
    if ends(REFUSING) {
        return Some(Demand::Not);
    }
    if ends(DEMANDING) {
        return Some(Demand::Must);
    }
    let last: Vec<&str> = before.split_whitespace().rev().take(3).collect();
    let one_of = |words: &[&str]| last.iter().any(|word| words.contains(word));
    let is_modal = one_of(&["must", "should", "shall", "may", "can", "cannot"]);
    let is_shortened = |word: &&str| word.ends_with("n't") || word.ends_with("n’t");
    if one_of(&["not", "cannot", "never"]) || last.iter().any(is_shortened) {
        let mut all = before.split_whitespace();
        let supposes = all.any(|word| matches!(word, "if" | "when" | "whether" | "unless"));
        return (is_modal || !supposes).then_some(Demand::Not);
    }
    let has_to = one_of(&["to"]) && one_of(&["has", "have", "needs", "required"]);
    (has_to || one_of(&["must", "should", "shall"])).then_some(Demand::Must)
}

fn maximum(sentence: &str, type_word: &str) -> Result<Option<Limit>, Unread> {
    let marks = [
        "maximum value:",
        "maximum value is",
        "最大值为",
        "最大值：",
        "最长支持",
    ];
    let found = first_after(sentence, &marks);
    let found = found.map(|amount| amount.and_then(|(number, of)| greatest(number, of, type_word)));
    found.or_else(|| of_the(sentence, type_word)).transpose()
}

fn minimum(sentence: &str) -> Result<Option<Limit>, Unread> {
    let marks = ["minimum value:", "minimum value is", "最小值为", "最小值："];
    let Some(amount) = first_after(sentence, &marks) else {
        return Ok(None);
    };
    match amount? {
        (_, Of::Characters | Of::Other) => Err(Unread::Limit),
        (number, Of::Time(unit)) => Ok(Some(Limit::Minimum(format!("{number} {unit}")))),
        (number, Of::Items | Of::Nothing) => Ok(Some(Limit::Minimum(number.to_string()))),
    }
}

/// The limit that a number is, by what it counts.
fn most(number: i128, of: Of, type_word: &str) -> Result<Limit, Unread> {
    match of {
        Of::Items if words::is_number(type_word) => greatest(number, of, type_word),
        Of::Items => whole(number).map(Limit::Items),
        Of::Nothing if words::is_list(type_word) => whole(number).map(Limit::Items),
        Of::Nothing if !words::is_number(type_word) => Err(Unread::Limit),
        of => greatest(number, of, type_word),
    }
}

/// The limit that a greatest value is.
fn greatest(number: i128, of: Of, type_word: &str) -> Result<Limit, Unread> {
    match of {
        Of::Characters => length_of(number, type_word),
        Of::Time(unit) => Ok(Limit::Maximum(format!("{number} {unit}"))),
        Of::Items | Of::Nothing => Ok(Limit::Maximum(number.to_string())),
        Of::Other => Err(Unread::Limit),
    }
}

/// The limit of a value that must be greater than a number. Of a whole number it is the next one;
/// of anything else no fact says it.
fn above(number: i128, of: Of, type_word: &str) -> Result<Limit, Unread> {
    if of != Of::Nothing || !words::is_integer(type_word) {
        return Err(Unread::Limit);
    }
    let least = number.checked_add(1).ok_or(Unread::Limit)?;
    Ok(Limit::Minimum(least.to_string()))
}

fn whole(number: i128) -> Result<u64, Unread> {
    u64::try_from(number).map_err(|_| Unread::Limit)
}

/// The amount behind one of the marks.
fn first_after(sentence: &str, marks: &[&str]) -> Option<Result<(i128, Of), Unread>> {
    marks.iter().find_map(|mark| {
        let (_, rest) = sentence.split_once(mark)?;
        amount(rest)
    })
}

/// The limit of `the maximum <words> is <value>`. Words about a length are read elsewhere.
fn of_the(sentence: &str, type_word: &str) -> Option<Result<Limit, Unread>> {
    let (_, rest) = sentence.split_once("maximum ")?;
    let (named, rest) = rest.split_once(" is ")?;
    if named.contains("length") {
        return None;
    }
    let counts = words::is_list(type_word) && named.contains("number");
    Some(amount(rest)?.and_then(|(number, of)| {
        if counts {
            whole(number).map(Limit::Items)
        } else {
            greatest(number, of, type_word)
        }
    }))
}

/// The things that a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
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
fn amount(text: &str) -> Option<Result<(i128, Of), Unread>> {
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
fn of(rest: &str) -> Of {
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
