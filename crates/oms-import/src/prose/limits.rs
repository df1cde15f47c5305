//! The limits that a sentence states.

use super::numbers::{self, Number};
use super::statements::english_unit;
use super::{Reading, Unread};

/// Adds the limits that a sentence states.
pub(super) fn read(sentence: &str, reading: &mut Reading) {
    let lower = sentence.to_lowercase();
    let length = reading.known(length(&lower));
    let items = length.is_none().then(|| reading.known(items(&lower)));
    let maximum = reading.known(maximum(&lower));
    let minimum = reading.known(first_after(
        &lower,
        &["minimum value:", "minimum value is", "最小值为", "最小值："],
    ));
    let said = &mut reading.said;
    said.max_length = said.max_length.or(length);
    said.max_items = said.max_items.or(items.flatten());
    said.maximum = said.maximum.take().or(maximum);
    said.minimum = said.minimum.take().or(minimum);
}

/// `not exceed 128 characters`, `不能超过 128 个字符`.
fn length(sentence: &str) -> Result<Option<u64>, Unread> {
    let marks = [
        "exceed ",
        "up to ",
        "at most ",
        "不能超过",
        "不超过",
        "最多",
    ];
    counted(sentence, &marks, |rest| {
        ["character", "个字符", "字符"]
            .iter()
            .any(|word| rest.starts_with(word))
    })
}

/// `at most five IDs`, `最多支持 5 个`.
fn items(sentence: &str) -> Result<Option<u64>, Unread> {
    let marks = ["at most ", "up to ", "最多支持", "最多"];
    counted(sentence, &marks, |rest| {
        rest.starts_with('个') || rest.starts_with(|c: char| c.is_ascii_lowercase())
    })
}

/// The number behind the first mark that one follows, where it counts what it should.
fn counted(
    sentence: &str,
    marks: &[&str],
    counts: impl Fn(&str) -> bool,
) -> Result<Option<u64>, Unread> {
    let number = marks.iter().find_map(|mark| {
        let (_, rest) = sentence.split_once(mark)?;
        numbers::at_start(rest)
    });
    match number {
        Some(Number::Whole(number, rest)) => Ok(counts(rest.trim_start()).then_some(number)),
        Some(Number::Other) => Err(Unread::Limit),
        None => Ok(None),
    }
}

fn maximum(sentence: &str) -> Result<Option<String>, Unread> {
    let marks = [
        "maximum value:",
        "maximum value is",
        "最大值为",
        "最大值：",
        "最长支持",
    ];
    match first_after(sentence, &marks)? {
        Some(value) => Ok(Some(value)),
        None => of_the(sentence, "maximum ").transpose(),
    }
}

/// The value behind one of the marks, with its unit.
fn first_after(sentence: &str, marks: &[&str]) -> Result<Option<String>, Unread> {
    let mut found = marks.iter().filter_map(|mark| {
        let (_, rest) = sentence.split_once(mark)?;
        valued(rest)
    });
    found.next().transpose()
}

/// The value of `the maximum <words> is <value>`.
fn of_the(sentence: &str, mark: &str) -> Option<Result<String, Unread>> {
    let (_, rest) = sentence.split_once(mark)?;
    let (_, rest) = rest.split_once(" is ")?;
    valued(rest)
}

fn valued(text: &str) -> Option<Result<String, Unread>> {
    const UNITS: &[&str] = &[
        "days", "hours", "minutes", "seconds", "天", "小时", "分钟", "秒",
    ];
    let text = text.trim_start().trim_start_matches('`');
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text), |rest| ("-", rest));
    let Number::Whole(number, rest) = numbers::at_start(digits)? else {
        return Some(Err(Unread::Limit));
    };
    let rest = rest.trim_start();
    let unit = UNITS.iter().find(|unit| rest.starts_with(**unit));
    Some(Ok(unit.map_or_else(
        || format!("{sign}{number}"),
        |unit| english_unit(&format!("{sign}{number} {unit}")),
    )))
}
