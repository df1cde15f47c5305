//! The values that a sentence lists.

use super::{Unread, numbers};

/// The words after which a list of values follows.
const ENGLISH: &[&str] = &[
    "valid values:",
    "valid values are",
    "valid value:",
    "possible values:",
    "fixed to",
    "fixed at",
];
const CHINESE: &[&str] = &[
    "固定值",
    "包括",
    "取值为",
    "取值：",
    "取值如下",
    "可选值",
    "枚举值",
];

/// The values that a sentence lists.
pub(super) fn of_sentence(sentence: &str) -> Result<Option<Vec<String>>, Unread> {
    match announced(sentence) {
        Some((_, list, _)) if numbers::is_range(list) => Err(Unread::Limit),
        list => Ok(list.map(|(_, list, chinese)| items(list, chinese))),
    }
}

/// The words of a sentence that announce values, what follows them, and if they are Chinese.
pub(super) fn announced(sentence: &str) -> Option<(&'static str, &str, bool)> {
    let lower = sentence.to_ascii_lowercase();
    let after = |marks: &[&'static str]| {
        marks.iter().find_map(|mark| {
            let at = lower.find(mark)? + mark.len();
            let list = sentence.get(at..)?.trim_start();
            let list = ["as follows", "如下"]
                .iter()
                .find_map(|word| list.strip_prefix(word))
                .unwrap_or(list);
            Some((*mark, list.trim_start_matches([':', '：', ' '])))
        })
    };
    let english = after(ENGLISH).map(|(mark, list)| (mark, list, false));
    english.or_else(|| after(CHINESE).map(|(mark, list)| (mark, list, true)))
}

/// The values of an item such as `Metrics of T are A, B, and C`, with the value of the other
/// parameter.
pub(super) fn of_tag(item: &str) -> Option<(String, Vec<String>)> {
    let (_, rest) = item.split_once('`')?;
    let (tag, rest) = rest.split_once('`')?;
    let list = [" are ", "包括", " include ", "为"]
        .iter()
        .find_map(|mark| rest.split_once(mark).map(|(_, list)| list))?;
    let list = list.trim().trim_end_matches(['.', '。']);
    let values = items(list, !list.is_ascii());
    (!values.is_empty()).then(|| (tag.to_owned(), values))
}

/// The values of sentences such as `ON indicates that it runs, and OFF indicates that it rests`.
pub(super) fn indicated(description: &str) -> Vec<String> {
    let words: Vec<&str> = description.split_whitespace().collect();
    let mut values: Vec<String> = Vec::new();
    for pair in words.windows(2) {
        let [value, verb] = pair else { continue };
        let value = value.trim_matches(['`', '(', '"']);
        if matches!(*verb, "indicates" | "represents" | "means") && is_shouted(value) {
            values.push(value.to_owned());
        }
    }
    values.dedup();
    if values.len() > 1 { values } else { Vec::new() }
}

/// True if a word is a value by its letters alone.
pub(super) fn is_shouted(word: &str) -> bool {
    word.len() > 1
        && word.starts_with(|first: char| first.is_ascii_uppercase())
        && word
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// The items of a list. In Chinese, an item that is no value says that the sentence lists something
/// else; behind a comma of a sentence, another statement begins.
fn items(list: &str, chinese: bool) -> Vec<String> {
    let list = without_brackets(list);
    let quoted = list.contains('`');
    // If the values are explained one by one, what has no explanation is a part of another's.
    let explained = explained(&list).is_some();
    let mut values: Vec<String> = Vec::new();
    for clause in clauses(&list, chinese) {
        let mut of_clause = Vec::new();
        for item in split(clause) {
            if explained {
                of_clause.extend(self::explained(item));
                continue;
            }
            let found = if quoted {
                quoted_values(item)
            } else {
                value(item, chinese)
            };
            if found.is_empty() && chinese && !quoted {
                return values;
            }
            of_clause.extend(found);
        }
        values.extend(of_clause);
    }
    let mut seen = std::collections::BTreeSet::new();
    values.retain(|value| seen.insert(value.clone()));
    values
}

fn clauses(list: &str, chinese: bool) -> Vec<&str> {
    if chinese {
        list.split('，').collect()
    } else {
        vec![list]
    }
}

fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', '、', '，', '和', '或', '及'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

/// The value at the start of a text that a colon and an explanation follow.
pub(super) fn explained(text: &str) -> Option<String> {
    let text = text.trim();
    let text = ["and ", "or "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    let (value, rest) = first_value(text)?;
    rest.trim_start()
        .starts_with([':', '：'])
        .then(|| value.to_owned())
}

/// The value at the start of a text, in code or not, and the text behind it.
pub(super) fn first_value(text: &str) -> Option<(&str, &str)> {
    let (value, rest) = if let Some(code) = text.strip_prefix('`') {
        code.split_once('`')?
    } else {
        let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
        text.split_at_checked(end)?
    };
    let value = value.trim().trim_end_matches('.');
    is_value(value).then_some((value, rest))
}

fn quoted_values(item: &str) -> Vec<String> {
    let values = item.split('`').skip(1).step_by(2);
    values
        .map(|value| value.trim().to_owned())
        .filter(|value| is_value(value))
        .collect()
}

fn value(item: &str, chinese: bool) -> Vec<String> {
    let item = item
        .strip_prefix("and ")
        .or_else(|| item.strip_prefix("or "))
        .unwrap_or(item);
    let end = item.find(|c: char| !is_part(c));
    let word = item.get(..end.unwrap_or(item.len())).unwrap_or_default();
    let rest = item.get(word.len()..).unwrap_or_default().trim();
    let explained = rest.starts_with([':', '：', '（', '(']) || (chinese && !rest.is_ascii());
    let alone = rest.is_empty() || explained || is_shouted(word);
    let word = word.trim_end_matches('.');
    if is_value(word) && alone {
        vec![word.to_owned()]
    } else {
        Vec::new()
    }
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.')
}

fn is_value(word: &str) -> bool {
    !word.is_empty() && word.len() <= 64 && word.chars().all(is_part)
}

/// A text without its parts in brackets. A bracket that is never closed is left where it is.
pub(crate) fn without_brackets(text: &str) -> String {
    let mut kept = text.to_owned();
    while let Some(close) = kept.find([')', '）']) {
        let before = kept.get(..close).unwrap_or_default();
        let length = kept.get(close..).and_then(|rest| rest.chars().next());
        let end = close + length.map_or(1, char::len_utf8);
        let start = before.rfind(['(', '（']).unwrap_or(close);
        kept.replace_range(start..end, " ");
    }
    kept
}
