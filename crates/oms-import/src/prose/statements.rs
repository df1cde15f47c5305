//! Defaults and units.

use super::{Unit, Unread, numbers};
use crate::words;

/// The default that a sentence states.
pub(super) fn default(sentence: &str, type_word: &str) -> Result<Option<String>, Unread> {
    if let Some(marked) = marked(sentence) {
        return Ok(Some(marked));
    }
    let lower = sentence.to_ascii_lowercase();
    let english = [
        "default value:",
        "default value is",
        "defaults to",
        "default:",
    ];
    let after = english.iter().find_map(|mark| {
        let at = lower.find(mark)? + mark.len();
        sentence.get(at..)
    });
    match after {
        Some(text) => value(text, &[',', ';', '(', '（'], type_word),
        None => chinese(sentence, type_word),
    }
}

/// The default that a cell of its own states. There, words that are no value are a loss.
pub(super) fn of_cell(cell: &str, type_word: &str) -> Result<Option<String>, Unread> {
    let cell = cell.trim().trim_end_matches('。');
    let none = ["", "-", "--", "—", "/", "None", "none", "N/A", "n/a", "无"];
    if none.contains(&cell) {
        return Ok(None);
    }
    if type_word.to_ascii_lowercase().starts_with("bool") {
        let lower = cell.trim_matches('`').to_ascii_lowercase();
        let truth = match lower.as_str() {
            "true" | "yes" | "是" => "true",
            "false" | "no" | "否" => "false",
            _ => return Err(Unread::Default),
        };
        return Ok(Some(truth.to_owned()));
    }
    let value = value(cell, &[',', ';', '，', '、', '（', '(', '；'], type_word)?;
    value.map(Some).ok_or(Unread::Default)
}

/// `A (default)` or `A（默认值）`.
fn marked(sentence: &str) -> Option<String> {
    let at = ["（默认", "(默认", "(default)", "(default value)"]
        .iter()
        .find_map(|mark| sentence.find(mark))?;
    let before = sentence.get(..at)?.trim_end().trim_end_matches('`');
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let start = before.rfind(|c: char| !is_part(c)).map_or(0, |at| {
        at + before
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
    });
    before
        .get(start..)
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
}

fn chinese(sentence: &str, type_word: &str) -> Result<Option<String>, Unread> {
    let Some((_, text)) = sentence.split_once("默认") else {
        return Ok(None);
    };
    let text = text.strip_prefix('值').unwrap_or(text).trim_start();
    let text = text
        .strip_prefix(['为', '是', '：', ':'])
        .unwrap_or(text)
        .trim_start();
    if text.starts_with('不') {
        let refused = type_word.eq_ignore_ascii_case("boolean");
        return Ok(refused.then(|| "false".to_owned()));
    }
    let plain = text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '`' | '-'));
    if plain {
        value(text, &['，', '、', ',', '（', '；'], type_word)
    } else {
        Ok(None)
    }
}

/// A value at the start of a text: what is marked as code, or at most two words before one of the
/// ends.
fn value(text: &str, ends: &[char], type_word: &str) -> Result<Option<String>, Unread> {
    let text = text.trim();
    if let Some(code) = text.strip_prefix('`') {
        let code = code.split_once('`').map(|(code, _)| code.trim());
        let Some(code) = code.filter(|code| !code.is_empty()) else {
            return Ok(None);
        };
        // A text in code is the value itself, whatever commas it has.
        if !words::is_number(type_word) {
            return Ok(Some(code.to_owned()));
        }
        return numbers::without_groups(code)
            .map(Some)
            .ok_or(Unread::Default);
    }
    let text = numbers::without_groups(text).ok_or(Unread::Default)?;
    let end = text.find(ends).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or_default().trim();
    let text = text.trim_end_matches('.');
    let count = text.split_whitespace().count();
    Ok((1..=2).contains(&count).then(|| english_unit(text)))
}

/// A number with its unit, in English.
pub(super) fn english_unit(text: &str) -> String {
    const UNITS: &[(&str, &str)] = &[
        ("天", "days"),
        ("小时", "hours"),
        ("分钟", "minutes"),
        ("秒", "seconds"),
    ];
    for (chinese, english) in UNITS {
        if let Some(number) = text.strip_suffix(chinese) {
            return format!("{} {english}", number.trim());
        }
    }
    text.to_owned()
}

/// The unit that a description states.
pub(super) fn unit(description: &str) -> Option<Unit> {
    let lower = description.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let seconds = says(&[
        "in seconds",
        "second-level",
        "unit: seconds",
        "单位为秒",
        "单位：秒",
        "秒级",
    ]);
    if seconds && says(&["timestamp", "时间戳"]) {
        Some(Unit::EpochSeconds)
    } else if says(&["milliseconds", "毫秒"]) {
        Some(Unit::Milliseconds)
    } else if says(&["utc"]) {
        Some(Unit::Utc)
    } else if says(&["unit: hours", "in hours", "单位为小时", "单位：小时"]) {
        Some(Unit::Hours)
    } else if seconds {
        Some(Unit::Seconds)
    } else {
        None
    }
}

/// True if a sentence says that a text has no blanks.
pub(super) fn refuses_blanks(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let english = [
        "not contain spaces",
        "not contain any spaces",
        "cannot contain spaces",
    ];
    english.iter().any(|words| lower.contains(words)) || sentence.contains("不能包含空格")
}
