//! The limits that a sentence states.

use super::Said;
use super::statements::english_unit;

/// Adds the limits that a sentence states.
pub(super) fn read(sentence: &str, said: &mut Said) {
    let lower = sentence.to_lowercase();
    if let Some(length) = length(&lower) {
        said.max_length = said.max_length.or(Some(length));
    } else if let Some(count) = items(&lower) {
        said.max_items = said.max_items.or(Some(count));
    }
    let maximum = first_after(
        &lower,
        &[
            "maximum value:",
            "maximum value is",
            "最大值为",
            "最大值：",
            "最长支持",
        ],
    )
    .or_else(|| of_the(&lower, "maximum "));
    said.maximum = said.maximum.take().or(maximum);
    let minimum = first_after(
        &lower,
        &["minimum value:", "minimum value is", "最小值为", "最小值："],
    );
    said.minimum = said.minimum.take().or(minimum);
}

/// `not exceed 128 characters`, `不能超过 128 个字符`.
fn length(sentence: &str) -> Option<u64> {
    let marks = [
        "exceed ",
        "up to ",
        "at most ",
        "不能超过",
        "不超过",
        "最多",
    ];
    let (number, rest) = number_after(sentence, &marks)?;
    let rest = rest.trim_start();
    let characters =
        rest.starts_with("character") || rest.starts_with("个字符") || rest.starts_with("字符");
    characters.then_some(number)
}

/// `at most five IDs`, `最多支持 5 个`.
fn items(sentence: &str) -> Option<u64> {
    let marks = ["at most ", "up to ", "最多支持", "最多"];
    let (number, rest) = number_after(sentence, &marks)?;
    let rest = rest.trim_start();
    let counted = rest.starts_with('个') || rest.starts_with(|c: char| c.is_ascii_lowercase());
    counted.then_some(number)
}

/// The number behind one of the marks, and what follows it.
fn number_after<'a>(sentence: &'a str, marks: &[&str]) -> Option<(u64, &'a str)> {
    marks.iter().find_map(|mark| {
        let (_, rest) = sentence.split_once(mark)?;
        number(rest.trim_start().trim_start_matches('`'))
    })
}

/// A number in digits or in words at the start of a text, and what follows it.
fn number(text: &str) -> Option<(u64, &str)> {
    const WORDS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    if digits > 0 {
        let (number, rest) = text.split_at_checked(digits)?;
        return Some((number.parse().ok()?, rest.trim_start_matches('`')));
    }
    let (value, word) = (1..).zip(WORDS).find(|(_, word)| {
        let rest = text.strip_prefix(**word);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })?;
    Some((value, text.get(word.len()..)?))
}

/// The value behind one of the marks, with its unit.
fn first_after(sentence: &str, marks: &[&str]) -> Option<String> {
    marks.iter().find_map(|mark| {
        let (_, rest) = sentence.split_once(mark)?;
        valued(rest.trim_start().trim_start_matches('`'))
    })
}

/// The value of `the maximum <words> is <value>`.
fn of_the(sentence: &str, mark: &str) -> Option<String> {
    let (_, rest) = sentence.split_once(mark)?;
    let (_, rest) = rest.split_once(" is ")?;
    valued(rest.trim_start().trim_start_matches('`'))
}

fn valued(text: &str) -> Option<String> {
    const UNITS: &[&str] = &[
        "days", "hours", "minutes", "seconds", "天", "小时", "分钟", "秒",
    ];
    let (number, rest) = number(text)?;
    let rest = rest.trim_start();
    let unit = UNITS.iter().find(|unit| rest.starts_with(**unit));
    Some(unit.map_or_else(
        || number.to_string(),
        |unit| english_unit(&format!("{number} {unit}")),
    ))
}
