//! Defaults, in sentences and in cells of their own.

use super::statements::english_unit;
use super::{Unread, members, numbers, quotes};
use crate::text::behind_any;
use crate::words;

/// The words after which a default follows, and nothing else.
const ENGLISH: &[&str] = &[
    "default value:",
    "default value：",
    "default value is",
    "defaults to",
    "default:",
    "default：",
];
const CHINESE: &[&str] = &[
    "默认值为",
    "默认值是",
    "默认值：",
    "默认值:",
    "默认为",
    "默认：",
    "默认:",
    "缺省值为",
    "缺省值是",
    "缺省值：",
    "缺省值:",
];

/// The signs at which a value ends that is not in quotes.
const ENDS: &[char] = &[',', ';', '(', ')', '，', '、', '；', '（', '）', '。'];

/// The default that a sentence states. `values` are those that are listed for the parameter.
pub(super) fn of_sentence(
    sentence: &str,
    type_word: &str,
    values: &[String],
) -> Result<Option<String>, Unread> {
    if let Some(before) = marked(sentence) {
        let value = last_word(before).filter(|word| {
            // Behind an explanation, the word before the mark is a part of that.
            values.is_empty() || values.iter().any(|value| value == word)
        });
        let value = value.ok_or(Unread::Default)?;
        let is_number = words::is_number(type_word);
        return if is_number {
            of_type(&value, type_word)
        } else {
            Ok(Some(value))
        };
    }
    if let Some(announced) = announced(sentence, type_word) {
        return announced;
    }
    match bracketed(sentence) {
        Some(text) => value(text, type_word),
        None => loose(sentence, type_word),
    }
}

/// The default that a sentence announces, by words behind which nothing else can follow; `None`
/// where it has no such words. A default that is no value is a loss.
pub(super) fn announced(sentence: &str, type_word: &str) -> Option<Result<Option<String>, Unread>> {
    let lower = sentence.to_ascii_lowercase();
    let behind = |marks: &[&str]| {
        marks.iter().find_map(|mark| {
            let at = lower.find(mark)? + mark.len();
            sentence.get(at..)
        })
    };
    if let Some(text) = behind(ENGLISH) {
        return Some(stated(text, type_word));
    }
    let text = behind(CHINESE)?.trim_start_matches([':', '：', ' ']);
    Some(match in_words(text, type_word) {
        Some(known) => known,
        None if is_plain(text) => stated(text, type_word),
        None => Err(Unread::Default),
    })
}

fn stated(text: &str, type_word: &str) -> Result<Option<String>, Unread> {
    value(text, type_word)?.map(Some).ok_or(Unread::Default)
}

/// The default that a cell of its own states. There, words that are no value are a loss.
pub(super) fn of_cell(cell: &str, type_word: &str) -> Result<Option<String>, Unread> {
    let cell = cell.trim().trim_end_matches('。');
    let none = ["", "-", "--", "—", "/", "None", "none", "N/A", "n/a", "无"];
    if none.contains(&cell) {
        return Ok(None);
    }
    stated(cell, type_word)
}

/// True if a bracket of a text says that what stands before it is the default.
pub(super) fn is_marked(text: &str) -> bool {
    marked(text).is_some()
}

/// The text before a bracket such as `(default)` or `（默认值）`, which has no value of its own.
fn marked(text: &str) -> Option<&str> {
    brackets(text).find_map(|(before, inside)| {
        let rest = behind_default(inside)?.trim_start();
        let other = ["option", "choice", "setting", "选项"];
        let rest = behind_any(rest, &other).unwrap_or(rest);
        let marks = rest.is_empty() || rest.starts_with([',', '，', ';', '；', '、']);
        marks.then_some(before)
    })
}

/// The value of a bracket such as `(default 20)`. There, only what looks like a value is one.
fn bracketed(text: &str) -> Option<&str> {
    brackets(text).find_map(|(_, inside)| {
        let rest = behind_default(inside)?.trim_start_matches([' ', '=']);
        let word = rest.split(' ').next().unwrap_or_default();
        let looks = rest
            .starts_with(|c: char| c.is_ascii_digit() || c == '-' || quotes::is_mark(c))
            || matches!(word, "true" | "false")
            || members::is_shouted(word);
        looks.then_some(rest)
    })
}

/// The brackets of a text: what stands before each, and inside of it. Each end is looked for once,
/// however many brackets it ends.
fn brackets(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut closes = text.match_indices([')', '）']).map(|(at, _)| at).peekable();
    text.match_indices(['(', '（'])
        .filter_map(move |(at, open)| {
            let start = at + open.len();
            while closes.next_if(|close| *close < start).is_some() {}
            let end = closes.peek().copied().unwrap_or(text.len());
            Some((text.get(..at)?, text.get(start..end)?.trim()))
        })
}

/// The text of a bracket behind the words that make it one about the default.
fn behind_default(inside: &str) -> Option<&str> {
    const MARKS: &[&str] = &[
        "the default value",
        "the default",
        "by default",
        "default value",
        "default",
        "Default value",
        "Default",
        "默认值",
        "默认",
        "缺省值",
        "缺省",
    ];
    let rest = behind_any(inside, MARKS)?;
    let is_word = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    (!is_word).then_some(rest)
}

/// The word at the end of a text, in quotes or not.
fn last_word(text: &str) -> Option<String> {
    let text = text.trim_end();
    let text = text.trim_end_matches(|c: char| c == '*' || quotes::is_mark(c));
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let start = text.char_indices().rev().find(|(_, c)| !is_part(*c));
    let start = start.map_or(0, |(at, c)| at + c.len_utf8());
    let word = text.get(start..)?;
    (!word.is_empty()).then(|| word.to_owned())
}

/// The value behind the Chinese word for a default where it may be the verb as well: what does not
/// look like a value is passed over.
fn loose(sentence: &str, type_word: &str) -> Result<Option<String>, Unread> {
    let text = ["默认", "缺省"]
        .iter()
        .find_map(|mark| sentence.split_once(mark));
    let Some((_, text)) = text else {
        return Ok(None);
    };
    let text = text.strip_prefix('值').unwrap_or(text).trim_start();
    let text = text.strip_prefix('是').unwrap_or(text).trim_start();
    match in_words(text, type_word) {
        Some(known) => known,
        None if is_plain(text) => value(text, type_word),
        None => Ok(None),
    }
}

/// A default in Chinese words: that there is none, or the value of a switch.
fn in_words(text: &str, type_word: &str) -> Option<Result<Option<String>, Unread>> {
    let word = text.split(ENDS).next().unwrap_or_default().trim();
    if word == "无" {
        return Some(Ok(None));
    }
    if !is_boolean(type_word) {
        return None;
    }
    let refused = text.starts_with('不').then_some("false");
    let truth = refused.or_else(|| truth(word))?;
    Some(Ok(Some(truth.to_owned())))
}

/// True if a text begins as a value does.
fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '空' | '０'..='９') || quotes::is_mark(c)
    })
}

fn is_boolean(type_word: &str) -> bool {
    type_word.to_ascii_lowercase().starts_with("bool")
}

fn truth(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "是" => Some("true"),
        "false" | "no" | "否" => Some("false"),
        _ => None,
    }
}

/// A value at the start of a text: what is in quotes or in code, or at most two words before one of
/// the ends.
fn value(text: &str, type_word: &str) -> Result<Option<String>, Unread> {
    let text = text.trim();
    if let Some((quoted, rest)) = quotes::at_start(text) {
        if has_another(rest) {
            return Err(Unread::Default);
        }
        let is_code = text.starts_with('`');
        let inner = if is_code { quoted.trim() } else { quoted };
        return if is_code && inner.is_empty() {
            Ok(None)
        } else {
            of_type(quotes::inside(inner), type_word)
        };
    }
    let text = numbers::without_groups(text).ok_or(Unread::Default)?;
    let end = text.find(ENDS).unwrap_or(text.len());
    if has_another(text.get(end..).unwrap_or_default()) {
        return Err(Unread::Default);
    }
    let text = text.get(..end).unwrap_or_default().trim();
    let text = text.trim_end_matches('.');
    if is_empty_text(text) {
        return of_type("", type_word);
    }
    let count = text.split_whitespace().count();
    // A quotation inside of other words is a value with a condition or with a name.
    if !(1..=2).contains(&count) || text.contains(quotes::is_mark) || is_something_empty(text) {
        return Ok(None);
    }
    if is_boolean(type_word) {
        return of_type(text, type_word);
    }
    let value = english_unit(text);
    if words::is_number(type_word) && !numbers::is_amount(&value) {
        return Err(Unread::Default);
    }
    Ok(Some(value))
}

/// True if a further value stands behind the first one and a remark in brackets, so that nobody can
/// tell which is meant.
fn has_another(rest: &str) -> bool {
    let rest = rest.trim_start();
    let remark = rest.strip_prefix(['(', '（']);
    let behind = remark.and_then(|remark| remark.split_once([')', '）']));
    let rest = behind.map_or(rest, |(_, rest)| rest.trim_start());
    if let Some(next) = rest.strip_prefix('、') {
        return !next.trim().is_empty();
    }
    let joins = [",", "，", "/", "|", "or ", "and ", "或", "和"];
    let next = behind_any(rest, &joins);
    next.map(str::trim_start).is_some_and(|next| {
        let number = next.strip_prefix('-').unwrap_or(next);
        let end = next.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let word = next.get(..end.unwrap_or(next.len())).unwrap_or_default();
        next.starts_with(quotes::is_mark)
            || number.starts_with(|c: char| c.is_ascii_digit())
            || members::is_shouted(word)
    })
}

/// A value without its quotes, as its type has it.
fn of_type(text: &str, type_word: &str) -> Result<Option<String>, Unread> {
    if is_boolean(type_word) {
        let truth = truth(text).map(|value| Some(value.to_owned()));
        return truth.ok_or(Unread::Default);
    }
    if !words::is_number(type_word) {
        // A text in quotes is the value itself, whatever commas it has.
        return Ok(Some(text.to_owned()));
    }
    let number = numbers::without_groups(text).filter(|number| numbers::is_amount(number));
    number.map(Some).ok_or(Unread::Default)
}

/// True if words mean the text without a character.
fn is_empty_text(text: &str) -> bool {
    let lower = without_article(text);
    matches!(
        lower.as_str(),
        "empty string" | "empty text" | "空字符串" | "空串"
    )
}

/// True if words mean something else that is empty, such as a list, or do not say what.
fn is_something_empty(text: &str) -> bool {
    let lower = without_article(text);
    lower == "empty" || lower.starts_with("empty ") || lower.starts_with('空')
}

fn without_article(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    behind_any(&lower, &["an ", "the "])
        .unwrap_or(&lower)
        .to_owned()
}
