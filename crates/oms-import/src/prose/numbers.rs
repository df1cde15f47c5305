//! Numbers as pages write them.

use crate::text::behind_any;

/// A number at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Number<'a> {
    /// A whole number, and the text behind it.
    Whole(u64, &'a str),
    /// A number of another form: a fraction, a power, a range, one that is too large.
    Other,
}

/// The number at the start of a text, in digits or in words; `None` where none stands there.
pub(super) fn at_start(text: &str) -> Option<Number<'_>> {
    let text = text.trim_start().trim_start_matches('`');
    let (value, rest) = if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (digits, rest) = digits(text);
        (digits.parse().ok(), rest)
    } else {
        let (value, rest) = word(text)?;
        (Some(value), rest)
    };
    Some(match value {
        Some(value) if !goes_on(rest) => Number::Whole(value, rest.trim_start_matches('`')),
        _ => Number::Other,
    })
}

/// A text whose number at its start has no commas between its groups of digits; `None` where a
/// comma stands in a number and separates no such groups.
pub(super) fn without_groups(text: &str) -> Option<String> {
    let (sign, number) = text
        .strip_prefix('-')
        .map_or(("", text), |rest| ("-", rest));
    let (digits, rest) = digits(number);
    let split = !digits.is_empty() && (before_digit(rest, ',') || is_wide_group(rest));
    (!split).then(|| format!("{sign}{digits}{rest}"))
}

/// True if a text is a number in digits, alone or with a unit of time behind it.
pub(super) fn is_amount(text: &str) -> bool {
    const UNITS: &[&str] = &["day", "hour", "minute", "second", "millisecond"];
    let (whole, rest) = leading_digits(text.strip_prefix('-').unwrap_or(text));
    let rest = match rest.strip_prefix('.').map(leading_digits) {
        Some((fraction, rest)) if !fraction.is_empty() => rest,
        _ => rest,
    };
    let lower = rest.trim().to_ascii_lowercase();
    let is_unit = || UNITS.contains(&lower.strip_suffix('s').unwrap_or(&lower));
    !whole.is_empty() && (lower.is_empty() || is_unit())
}

/// A text with plain digits in the place of full-width ones.
pub(super) fn with_plain_digits(text: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        other => other,
    };
    text.chars().map(plain).collect()
}

/// The signs and words between the ends of a range.
const BETWEEN: &[&str] = &["to ", "-", "–", "—", "~", "～", "到", "至"];

/// The two ends of a range at the start of a text, and the text behind it.
pub(super) fn range(text: &str) -> Option<(i128, i128, &str)> {
    let (first, rest) = signed(text)?;
    let rest = rest.trim_start_matches(['`', ' ']);
    let (last, rest) = signed(behind_any(rest, BETWEEN)?)?;
    (first <= last && !goes_on(rest)).then(|| (first, last, rest.trim_start_matches('`')))
}

/// The whole number at the start of a text, with its sign, and the text behind its digits.
fn signed(text: &str) -> Option<(i128, &str)> {
    let text = text.trim_start_matches(['`', ' ']);
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (digits, rest) = digits(text);
    let number: u64 = digits.parse().ok()?;
    Some((sign * i128::from(number), rest))
}

/// True if a text begins with two numbers that are the ends of a range: `1 to 65,535`, `[1, 9]`.
pub(super) fn is_range(text: &str) -> bool {
    let number = |text: &str| text.trim_start_matches(['`', ' ', '-']).to_owned();
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if let Some(inside) = text.trim_start().strip_prefix('[') {
        return begins(&number(inside));
    }
    let text = number(text);
    let (first, rest) = digits(&text);
    let rest = rest.trim_start_matches(['`', ' ']);
    let second = behind_any(rest, BETWEEN).map(number);
    // A date has a third part.
    let is_end = |second: &String| begins(second) && !digits(second).1.starts_with('-');
    !first.is_empty() && second.as_ref().is_some_and(is_end)
}

/// The digits at the start of a text without the commas between their groups, and the text behind
/// them.
fn digits(text: &str) -> (String, &str) {
    let (first, mut rest) = leading_digits(text);
    let mut digits = first.to_owned();
    while (1..=3).contains(&first.len())
        && let Some((group, after)) = rest.strip_prefix(',').map(leading_digits)
        && group.len() == 3
    {
        digits.push_str(group);
        rest = after;
    }
    (digits, rest)
}

fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit());
    text.split_at_checked(end.unwrap_or(text.len()))
        .unwrap_or((text, ""))
}

/// A number below eleven in words, and the text behind it.
fn word(text: &str) -> Option<(u64, &str)> {
    const WORDS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    (1..).zip(WORDS).find_map(|(value, word)| {
        let rest = text.strip_prefix(word)?;
        (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')).then_some((value, rest))
    })
}

/// True if what follows digits makes them a part of another number.
fn goes_on(rest: &str) -> bool {
    const MULTIPLES: &[&str] = &[
        "hundred", "thousand", "million", "billion", "percent", "万", "亿", "千", "百",
    ];
    let behind = rest.trim_start();
    let calculates = behind.starts_with(['^', '×', '%', '‰', '~', '～'])
        || ['+', '-', '*', '/', '–', '—'].iter().any(|sign| {
            let number = behind.strip_prefix(*sign);
            let number = number.map(|number| number.trim_start_matches([' ', '*']));
            number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        });
    calculates
        || MULTIPLES.iter().any(|word| behind.starts_with(word))
        || (behind.starts_with('的') && behind.contains("次"))
        || ['.', ',', '\'', '_', ':']
            .iter()
            .any(|mark| before_digit(rest, *mark))
        || is_wide_group(rest)
        || rest.starts_with('+')
        || is_glued(rest)
}

/// True if a letter or a digit of another kind stands directly behind digits, as in `64K`, `1e9` or
/// `10²`. Chinese puts no blank before a word, and neither do some pages before a unit.
fn is_glued(rest: &str) -> bool {
    const WORDS: &[&str] = &["day", "hour", "minute", "second", "character", "item"];
    let glued = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c.is_numeric());
    glued && !WORDS.iter().any(|word| rest.starts_with(word))
}

fn before_digit(rest: &str, mark: char) -> bool {
    let behind = rest.strip_prefix(mark);
    behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
}

/// True if a full-width comma stands as if it separated groups. It separates clauses as well, so
/// that nobody can tell which number is meant.
fn is_wide_group(rest: &str) -> bool {
    let behind = rest.strip_prefix('，').map(leading_digits);
    behind.is_some_and(|(group, _)| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_whole_or_not_at_all() {
        for (text, expected) in [
            ("128 characters", Some(128)),
            ("128characters", Some(128)),
            ("`150`", Some(150)),
            ("65,535.", Some(65_535)),
            ("1,000,000 items", Some(1_000_000)),
            ("10, 20", Some(10)),
            ("10，最大值", Some(10)),
            ("10个", Some(10)),
            ("five items", Some(5)),
            ("0.5", None),
            ("2^31-1", None),
            ("2 ^ 31", None),
            ("2 的 31 次方", None),
            ("2**31", None),
            ("10²", None),
            ("1e9", None),
            ("0x7f", None),
            ("64K", None),
            ("99%", None),
            ("1,00", None),
            ("1234,567", None),
            ("1,0000", None),
            ("65，535", None),
            ("10 万", None),
            ("1~100", None),
            ("1-100", None),
            ("10 million rows", None),
            ("six hundred", None),
            ("99999999999999999999", None),
        ] {
            let read = match at_start(text) {
                Some(Number::Whole(value, _)) => Some(value),
                Some(Number::Other) => None,
                None => panic!("{text} is no number"),
            };
            assert_eq!(read, expected, "{text}");
        }
        for text in ["", "unlimited", "sixty", "ten-year", "-1"] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_is_told_from_a_list() {
        for (text, expected) in [
            ("1 to 65,535", true),
            ("`1` to `9`", true),
            ("-1~9", true),
            ("1 到 9", true),
            ("[1, 9]", true),
            ("0 and 1", false),
            ("1, 2", false),
            ("2024-01-02", false),
            ("A-1 and B-2", false),
        ] {
            assert_eq!(is_range(text), expected, "{text}");
        }
    }

    #[test]
    fn groups_of_digits_are_one_number_in_a_default() {
        for (text, expected) in [
            ("10,000", Some("10000")),
            ("10,000 seconds", Some("10000 seconds")),
            ("-1,000.5", Some("-1000.5")),
            ("10, 20", Some("10, 20")),
            ("2024-01-02", Some("2024-01-02")),
            ("a,1", Some("a,1")),
            ("1,2,3", None),
            ("10，000", None),
        ] {
            assert_eq!(without_groups(text).as_deref(), expected, "{text}");
        }
    }
}
