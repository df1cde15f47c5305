//! Defaults, units, and whether a parameter must be given.

use super::{Given, Unit};

/// The default that a sentence states.
pub(super) fn default(sentence: &str, type_word: &str) -> Option<String> {
    marked(sentence).or_else(|| {
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
            Some(text) => value(text, &[',', ';']),
            None => chinese(sentence, type_word),
        }
    })
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

fn chinese(sentence: &str, type_word: &str) -> Option<String> {
    let (_, text) = sentence.split_once("默认")?;
    let text = text.strip_prefix('值').unwrap_or(text).trim_start();
    let text = text
        .strip_prefix(['为', '是', '：', ':'])
        .unwrap_or(text)
        .trim_start();
    if text.starts_with('不') {
        return type_word
            .eq_ignore_ascii_case("boolean")
            .then(|| "false".to_owned());
    }
    let plain = text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '`' | '-'));
    if plain {
        value(text, &['，', '、', ',', '（', '；'])
    } else {
        None
    }
}

/// A value at the start of a text: what is marked as code, or at most two words before one of the
/// ends.
fn value(text: &str, ends: &[char]) -> Option<String> {
    let text = text.trim();
    if let Some(code) = text.strip_prefix('`') {
        let (code, _) = code.split_once('`')?;
        return Some(code.trim().to_owned()).filter(|code| !code.is_empty());
    }
    let end = text.find(ends).unwrap_or(text.len());
    let text = text.get(..end)?.trim().trim_end_matches('.');
    let count = text.split_whitespace().count();
    (1..=2).contains(&count).then(|| english_unit(text))
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

/// The rule about giving a parameter that a sentence states.
pub(super) fn presence(sentence: &str) -> Option<Given> {
    let lower = sentence.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let demands = says(&[
        "must be specified",
        "parameter is required",
        "不能为空",
        "必填",
        "必传",
    ]) || is_alone(&lower, "required");
    if demands {
        let conditional = says(&[" when ", " if ", "当您", "如果", "若"]);
        return Some(if conditional {
            Given::RequiredIf
        } else {
            Given::Required
        });
    }
    (is_alone(&lower, "optional") || says(&["可选，", "（可选）", "(optional)"]))
        .then_some(Given::Optional)
}

/// True if a sentence is one word, in brackets or not.
fn is_alone(sentence: &str, word: &str) -> bool {
    let bare = sentence.trim().trim_matches(['(', ')', ' ', ':']);
    bare == word || sentence.contains(&format!("({word})"))
}
