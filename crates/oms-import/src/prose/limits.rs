//! The limits that a sentence states.

use super::amounts::{Of, amount, further, of};
use super::statements::places;
use super::{Reading, Unread, announced, numbers, one, others};
use crate::text::behind_any;
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

/// A limit that was read or that cannot be, and the place of the words that announce it.
type Found = (usize, Result<Limit, Unread>);

/// Adds the limits that a sentence states.
pub(super) fn read(sentence: &str, type_word: &str, reading: &mut Reading) {
    let lower = numbers::with_plain_digits(&sentence.to_lowercase());
    for limit in all(&lower, type_word) {
        let limit = reading.known(limit.map(Some));
        let Reading { said, unread } = &mut *reading;
        let kind = Unread::Limit;
        match limit {
            None => {}
            Some(Limit::Length(most)) => one(&mut said.max_length, Some(most), kind, unread),
            Some(Limit::Items(most)) => one(&mut said.max_items, Some(most), kind, unread),
            Some(Limit::Maximum(most)) => one(&mut said.maximum, Some(most), kind, unread),
            Some(Limit::Minimum(least)) => one(&mut said.minimum, Some(least), kind, unread),
        }
    }
    let reads_none = |clause: &str| all(clause, type_word).iter().all(Result::is_err);
    if announced::clauses(&lower).any(reads_none) {
        reading.unread.insert(Unread::Limit);
    }
}

/// The limits of a text in small letters, and those that cannot be read.
fn all(text: &str, type_word: &str) -> Vec<Result<Limit, Unread>> {
    let readers: [fn(&str, &str) -> Vec<Found>; 6] =
        [length, counted, compared, range, maximum, minimum];
    let found = readers.iter().flat_map(|reader| reader(text, type_word));
    let own = found.map(|(at, limit)| {
        limit.and_then(|limit| {
            let of_value = matches!(limit, Limit::Maximum(_) | Limit::Minimum(_));
            let of_another = others::limits_another(text, at, words::is_list(type_word))
                || (of_value && others::is_of_version(text));
            if of_another {
                Err(Unread::Limit)
            } else {
                Ok(limit)
            }
        })
    });
    own.collect()
}

/// The places of some words in a text, each with the text behind it.
fn behind_each<'a>(text: &'a str, words: &'a [&'a str]) -> impl Iterator<Item = (usize, &'a str)> {
    words.iter().flat_map(move |word| {
        let found = text.match_indices(*word);
        found.filter_map(move |(at, word)| Some((at, text.get(at + word.len()..)?)))
    })
}

/// The text behind a name and the word or the sign that joins it to its value.
fn behind(rest: &str) -> &str {
    const JOINS: &[&str] = &["is ", "of ", "from ", ":", "：", "为", "是"];
    let rest = rest.trim_start();
    behind_any(rest, JOINS).unwrap_or(rest)
}

/// `the maximum length is 64`, with the unit or without it.
fn length(sentence: &str, type_word: &str) -> Vec<Found> {
    const MARKS: &[&str] = &["maximum length", "max length", "最大长度"];
    let found = behind_each(sentence, MARKS).filter_map(|(at, rest)| {
        let of_another = || amount(rest.split_once(" is ")?.1);
        let amount = amount(behind(rest)).or_else(of_another)?;
        let limit = amount.and_then(|(number, of)| match of {
            Of::Nothing | Of::Characters => length_of(number, type_word),
            _ => Err(Unread::Limit),
        });
        Some((at, limit))
    });
    found.collect()
}

/// The limit of a length. That of each of a list's items is no limit of the list.
fn length_of(number: i128, type_word: &str) -> Result<Limit, Unread> {
    if words::is_list(type_word) {
        return Err(Unread::Limit);
    }
    whole(number).map(Limit::Length)
}

/// `at most five IDs`, `up to 30 days`, `最多支持 5 个`.
fn counted(sentence: &str, type_word: &str) -> Vec<Found> {
    const MARKS: &[&str] = &["up to ", "at most ", "最多支持", "最多", "至多", "最长"];
    let takes_bare = words::is_number(type_word) || words::is_list(type_word);
    let found = behind_each(sentence, MARKS).filter_map(|(at, rest)| {
        let amount = amount(rest)?;
        let is_bare = matches!(amount, Ok((_, Of::Nothing)));
        let limit = amount.and_then(|(number, of)| most(number, of, type_word));
        (takes_bare || !is_bare).then_some((at, limit))
    });
    found.collect()
}

/// The words of comparisons, each with true if they say that something is more.
const COMPARISONS: &[(&str, bool)] = &[
    ("exceed ", true),
    ("exceeding ", true),
    ("greater than ", true),
    ("larger than ", true),
    ("longer than ", true),
    ("more than ", true),
    ("less than ", false),
    ("fewer than ", false),
    ("超过", true),
    ("大于", true),
    ("多于", true),
    ("小于", false),
    ("少于", false),
];

/// `must not exceed 128 characters`, `不能超过 128 个字符`; and `must exceed 10`, which is a lower
/// limit.
fn compared(sentence: &str, type_word: &str) -> Vec<Found> {
    let found = COMPARISONS.iter().flat_map(|(words, more)| {
        let places = sentence.match_indices(*words);
        places.map(move |(at, words)| (at, at + words.len(), *more))
    });
    let limits = found.filter_map(|(at, end, more)| {
        let before = sentence.get(..at)?;
        let demand = demand(before)?;
        let rest = sentence.get(end..)?.trim_start();
        let or_equal = behind_any(rest, &["or equal to ", "等于", "或等于"]);
        let amount = amount(or_equal.unwrap_or(rest))?;
        let bound = Bound::of(more, or_equal.is_some(), demand);
        let is_length = ["length", "长度"].iter().any(|word| before.contains(word));
        let limit = amount.and_then(|(number, of)| {
            if of == Of::Nothing && is_length {
                bound.of_length(number, type_word)
            } else {
                bound.of_value(number, of, type_word)
            }
        });
        Some((at, limit))
    });
    limits.collect()
}

/// The side of a number that values are on, with the number itself or without it.
#[derive(Debug, Clone, Copy)]
enum Bound {
    Least,
    Above,
    Most,
    Below,
}

impl Bound {
    /// The bound that a comparison is once it is demanded or refused.
    fn of(more: bool, or_equal: bool, demand: Demand) -> Self {
        let is_demanded = matches!(demand, Demand::Must);
        match (more == is_demanded, or_equal == is_demanded) {
            (true, true) => Self::Least,
            (true, false) => Self::Above,
            (false, true) => Self::Most,
            (false, false) => Self::Below,
        }
    }

    /// The limit of a value. Of a whole number that must be greater than another one it is the next
    /// one; of anything else no fact says it.
    fn of_value(self, number: i128, of: Of, type_word: &str) -> Result<Limit, Unread> {
        let step = match self {
            Self::Above => 1,
            Self::Below => -1,
            Self::Least | Self::Most => 0,
        };
        if step != 0 && (of != Of::Nothing || !words::is_integer(type_word)) {
            return Err(Unread::Limit);
        }
        let number = number.checked_add(step).ok_or(Unread::Limit)?;
        match self {
            Self::Least | Self::Above => least(number, of, type_word),
            Self::Most | Self::Below => most(number, of, type_word),
        }
    }

    /// The limit of a length; no fact says a least one.
    fn of_length(self, number: i128, type_word: &str) -> Result<Limit, Unread> {
        match self {
            Self::Most => length_of(number, type_word),
            Self::Least | Self::Above | Self::Below => Err(Unread::Limit),
        }
    }
}

/// The demand that the words before a verb make.
#[derive(Debug, Clone, Copy)]
enum Demand {
    Must,
    Not,
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
    const DEMANDING: &[&str] = &["必须", "须", "应", "应当", "需要", "需"];
    const FREEING: &[&str] = &["无需", "无须", "不需", "不需要", "不必", "不必须"];
    let ends = |words: &[&str]| words.iter().any(|word| before.trim_end().ends_with(word));
    if ends(FREEING) {
        return None;
    }
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
    let is_no = last.first() == Some(&"no");
    if is_no || one_of(&["not", "cannot", "never"]) || last.iter().any(is_shortened) {
        let mut all = before.split_whitespace();
        let supposes = all.any(|word| matches!(word, "if" | "when" | "whether" | "unless"));
        return (is_modal || !supposes).then_some(Demand::Not);
    }
    let has_to = one_of(&["to"]) && one_of(&["has", "have", "needs", "required"]);
    (has_to || one_of(&["must", "should", "shall"])).then_some(Demand::Must)
}

fn maximum(sentence: &str, type_word: &str) -> Vec<Found> {
    const NAMES: &[&str] = &[
        "maximum value",
        "max value",
        "maximum",
        "max",
        "upper limit",
        "最大值",
        "最大",
        "上限",
        "最长支持",
    ];
    let found = named(sentence, NAMES, |(number, of)| most(number, of, type_word));
    if found.is_empty() {
        return of_the(sentence, type_word);
    }
    found
}

fn minimum(sentence: &str, type_word: &str) -> Vec<Found> {
    const NAMES: &[&str] = &[
        "minimum value",
        "min value",
        "minimum",
        "min",
        "lower limit",
        "最小值",
        "最小",
        "下限",
        "至少",
    ];
    named(sentence, NAMES, |(number, of)| least(number, of, type_word))
}

/// `value range: 1 to 100`, `取值范围为 1~100`: both ends of it. No fact says two ranges.
fn range(sentence: &str, type_word: &str) -> Vec<Found> {
    if !words::is_number(type_word) {
        return Vec::new();
    }
    let found = ["range", "范围"].into_iter().flat_map(|name| {
        let places = places(sentence, name);
        places.map(move |at| (at, at + name.len()))
    });
    let ends = found.filter_map(|(at, end)| {
        let (first, last, rest) = numbers::range(behind(sentence.get(end..)?))?;
        let unit = of(rest.trim_start());
        // Another range behind it is another limit.
        let ends = if further(rest, unit).next().is_some() {
            [Err(Unread::Limit), Err(Unread::Limit)]
        } else {
            [least(first, unit, type_word), most(last, unit, type_word)]
        };
        Some(ends.map(|end| (at, end)))
    });
    ends.flatten().collect()
}

/// The limit that a number is, by what it counts. Things of any name are the items of a list; of a
/// number, they may be the unit.
fn most(number: i128, of: Of, type_word: &str) -> Result<Limit, Unread> {
    let is_list = words::is_list(type_word);
    match of {
        Of::Items if !words::is_number(type_word) => whole(number).map(Limit::Items),
        Of::Named | Of::Nothing if is_list => whole(number).map(Limit::Items),
        of => greatest(number, of, type_word),
    }
}

/// The limit that a greatest value is.
fn greatest(number: i128, of: Of, type_word: &str) -> Result<Limit, Unread> {
    match of {
        Of::Characters => length_of(number, type_word),
        of => value(number, of, type_word).map(Limit::Maximum),
    }
}

/// The limit that a least value is; no fact says a least length or a least number of items.
fn least(number: i128, of: Of, type_word: &str) -> Result<Limit, Unread> {
    value(number, of, type_word).map(Limit::Minimum)
}

/// The value of a parameter that a number is, with its unit where it has one.
fn value(number: i128, of: Of, type_word: &str) -> Result<String, Unread> {
    if !words::is_number(type_word) {
        return Err(Unread::Limit);
    }
    match of {
        Of::Time(unit) => Ok(format!("{number} {unit}")),
        Of::Items | Of::Nothing => Ok(number.to_string()),
        Of::Characters | Of::Named | Of::Other => Err(Unread::Limit),
    }
}

fn whole(number: i128) -> Result<u64, Unread> {
    u64::try_from(number).map_err(|_| Unread::Limit)
}

/// The limits that the amounts behind some names are, where the name stands as a word of its own
/// and not as a unit behind a number.
fn named(
    sentence: &str,
    names: &[&str],
    limit: impl Fn((i128, Of)) -> Result<Limit, Unread>,
) -> Vec<Found> {
    let places = names.iter().flat_map(|name| sentence.match_indices(*name));
    let found = places.filter_map(|(at, name)| {
        let before = sentence.get(..at)?;
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_unit = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
        if name.is_ascii() && (is_unit || before.ends_with(is_part)) {
            return None;
        }
        let amount = amount(behind(sentence.get(at + name.len()..)?))?;
        Some((at, amount.and_then(&limit)))
    });
    found.collect()
}

/// The limits of `the maximum <words> is <value>`. Words about a length are read elsewhere.
fn of_the(sentence: &str, type_word: &str) -> Vec<Found> {
    let found = behind_each(sentence, &["maximum "]).filter_map(|(at, rest)| {
        let (named, rest) = rest.split_once(" is ")?;
        if named.contains("length") {
            return None;
        }
        let counts = words::is_list(type_word) && named.contains("number");
        let limit = amount(rest)?.and_then(|(number, of)| {
            if counts {
                whole(number).map(Limit::Items)
            } else {
                greatest(number, of, type_word)
            }
        });
        Some((at, limit))
    });
    found.collect()
}
