//! The values that a sentence lists.

use super::{Unread, numbers, quotes};
use crate::text::behind_any;

/// The words after which a list of values follows.
const ENGLISH: &[&str] = &[
    "valid values:",
    "valid values：",
    "valid values are",
    "valid value:",
    "valid value：",
    "possible values:",
    "possible values：",
    "fixed to",
    "fixed at",
];
/// The word `包括` stands behind the name of a list as well, so those of both come first.
const CHINESE: &[&str] = &[
    "固定值",
    "可选值包括",
    "枚举值包括",
    "取值包括",
    "有效值包括",
    "包括",
    "取值为",
    "取值：",
    "取值:",
    "取值如下",
    "有效值为",
    "有效值：",
    "有效值:",
    "有效值如下",
    "可选值",
    "枚举值",
];

/// The words behind those that announce values where the values themselves follow below.
const TAILS: &[&str] = &[
    "",
    "as follows",
    "the following",
    "the following values",
    "如下",
    "为",
    "有",
    "以下",
    "以下值",
    "以下几种",
];

/// The values that a sentence lists.
pub(super) fn of_sentence(sentence: &str) -> Result<Option<Vec<String>>, Unread> {
    let Some((mark, list, chinese)) = announced(sentence) else {
        return Ok(None);
    };
    if numbers::is_range(list) {
        return Err(Unread::Limit);
    }
    if is_tail(list) {
        return Ok(None);
    }
    let found = items(list, chinese);
    // Words that may announce something else are no loss where no value follows; a part of a list
    // always is one. A single word of letters beside words of the language, as in `包括 ID 和名称`,
    // is no part of a list of values.
    let is_loss = match found.values.as_slice() {
        [] => is_certain(mark) && mark != "固定值",
        [_] => !found.are_all && (mark != "包括" || list.contains('`')),
        _ => !found.are_all,
    };
    if is_loss {
        return Err(Unread::Values);
    }
    Ok((found.are_all || found.values.is_empty()).then_some(found.values))
}

/// True if a sentence announces values and lists others than those that are known.
pub(super) fn lists_others(sentence: &str, known: &[String]) -> bool {
    let announces = announced(sentence).is_some_and(|(mark, ..)| is_certain(mark));
    let differs = match of_sentence(sentence) {
        Ok(listed) => listed.is_some_and(|listed| {
            listed.len() != known.len() || listed.iter().any(|value| !known.contains(value))
        }),
        Err(_) => true,
    };
    announces && differs
}

/// True if the words behind those that announce values say that they follow below.
pub(super) fn is_tail(list: &str) -> bool {
    TAILS.contains(&list.trim_matches([':', '：', '*', ' ']))
}

/// True if the words announce values and nothing else.
pub(super) fn is_certain(mark: &str) -> bool {
    mark != "包括" && !mark.starts_with("fixed")
}

/// The words of a sentence that announce values, what follows them, and if they are Chinese.
pub(super) fn announced(sentence: &str) -> Option<(&'static str, &str, bool)> {
    let lower = sentence.to_ascii_lowercase();
    let after = |marks: &[&'static str]| {
        marks.iter().find_map(|mark| {
            let at = lower.find(mark)? + mark.len();
            let list = sentence.get(at..)?.trim_start();
            let list = behind_any(list, &["as follows", "如下"]).unwrap_or(list);
            // Behind the name of a list, a verb stands in the place of the colon.
            let verb = list.strip_prefix(['为', '是', '有']);
            let verb = verb.filter(|_| mark.ends_with('值'));
            let list = verb.unwrap_or(list);
            Some((*mark, list.trim_start_matches([':', '：', ' '])))
        })
    };
    let english = after(ENGLISH).map(|(mark, list)| (mark, list, false));
    english.or_else(|| after(CHINESE).map(|(mark, list)| (mark, list, true)))
}

/// The values of an item such as `Metrics of T are A, B, and C`, with the value of the other
/// parameter.
pub(super) fn of_tag(item: &str) -> Result<Option<(String, Vec<String>)>, Unread> {
    let Some((tag, list)) = tag_and_list(item) else {
        return Ok(None);
    };
    let found = items(list, !list.is_ascii());
    if found.values.is_empty() {
        return Ok(None);
    }
    if !found.are_all {
        return Err(Unread::Values);
    }
    Ok(Some((tag.to_owned(), found.values)))
}

fn tag_and_list(item: &str) -> Option<(&str, &str)> {
    let (_, rest) = item.split_once('`')?;
    let (tag, rest) = rest.split_once('`')?;
    let list = [" are ", "包括", " include ", "为"]
        .iter()
        .find_map(|mark| rest.split_once(mark).map(|(_, list)| list))?;
    Some((tag, list.trim().trim_end_matches(['.', '。'])))
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

/// The items of a list.
struct Items {
    values: Vec<String>,
    /// False if the list has an item besides that is no value.
    are_all: bool,
}

/// The items of a list. In Chinese, an item that is no value says that the sentence lists something
/// else; behind a comma of a sentence, another statement begins.
fn items(list: &str, chinese: bool) -> Items {
    let list = without_brackets(list);
    let quoted = list.contains('`');
    // If the values are explained one by one, what has no explanation is a part of another's.
    let explained = explained(&list).is_some();
    let mut values: Vec<String> = Vec::new();
    let (mut are_all, mut remarked) = (true, false);
    'list: for (place, clause) in clauses(&list, chinese).into_iter().enumerate() {
        let mut of_clause = Vec::new();
        for item in split(clause) {
            are_all &= !leaves_open(item);
            if explained {
                of_clause.extend(self::explained(item));
                continue;
            }
            let found = if quoted {
                are_all &= is_of_quoted(item);
                quoted_values(item)
            } else {
                value(item, chinese)
            };
            if found.is_empty() && !quoted {
                if chinese {
                    are_all &= place > 0 && of_clause.is_empty();
                    values.extend(of_clause);
                    break 'list;
                }
                remarked |= is_remark(item);
                are_all &= remarked;
            }
            of_clause.extend(found);
        }
        values.extend(of_clause);
    }
    let mut seen = std::collections::BTreeSet::new();
    values.retain(|value| seen.insert(value.clone()));
    Items { values, are_all }
}

/// True if an item says that the list has further ones, as `B 等`, `B 等多种模式` and `B...` do.
fn leaves_open(item: &str) -> bool {
    let behind = item.trim_start_matches(|c: char| is_part(c) || quotes::is_mark(c) || c == ' ');
    let value = item.strip_suffix(behind).unwrap_or(item).trim_end();
    // The dot at its end ends the sentence.
    if value.ends_with("..") || behind.starts_with('…') {
        return true;
    }
    let rest = behind.strip_prefix('等');
    // Some words begin with the same character, such as that for waiting.
    rest.is_some_and(|rest| !rest.starts_with(['待', '于', '价', '级', '同', '候']))
}

/// True if an item of a list whose values are in code is such a value, or none at all.
fn is_of_quoted(item: &str) -> bool {
    if item.contains('`') {
        let mut inside = item.split('`').skip(1).step_by(2);
        return inside.all(|value| is_value(value.trim()));
    }
    let word = without_conjunction(item);
    is_remark(item) || !is_value(word.trim_end_matches('.'))
}

/// True if what follows a comma is about the values, and none of them.
fn is_remark(item: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "which",
        "where",
        "with",
        "in which",
        "indicating",
        "representing",
        "respectively",
        "as",
        "separated",
        "case-sensitive",
        "case-insensitive",
        "default:",
        "default value",
        "defaults",
    ];
    let item = without_conjunction(item);
    BEGINNINGS.iter().any(|word| {
        let rest = item.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

fn without_conjunction(item: &str) -> &str {
    behind_any(item, &["and ", "or "]).unwrap_or(item)
}

fn clauses(list: &str, chinese: bool) -> Vec<&str> {
    if chinese {
        list.split('，').collect()
    } else {
        vec![list]
    }
}

fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', '、', '，', '和', '或', '及', '｜', '／'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

/// The value at the start of a text that a colon and an explanation follow.
pub(super) fn explained(text: &str) -> Option<String> {
    let (value, rest) = first_value(without_conjunction(text.trim()))?;
    rest.trim_start()
        .starts_with([':', '：'])
        .then(|| value.to_owned())
}

/// The value at the start of a text, in quotes or not, and the text behind it.
pub(super) fn first_value(text: &str) -> Option<(&str, &str)> {
    let (value, rest) = if let Some((quoted, rest)) = quotes::at_start(text) {
        (quotes::inside(quoted), rest)
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
    if is_remark(item) {
        return Vec::new();
    }
    let item = without_conjunction(item);
    if let Some((quoted, _)) = quotes::at_start(item) {
        let value = quotes::inside(quoted).trim();
        let value = is_value(value).then(|| value.to_owned());
        return value.into_iter().collect();
    }
    let end = item.find(|c: char| !is_part(c));
    let word = item.get(..end.unwrap_or(item.len())).unwrap_or_default();
    let rest = item.get(word.len()..).unwrap_or_default().trim();
    // One mark divides two values that no comma does, and one word stands for values left out.
    if rest.starts_with(['/', '|']) || matches!(word.trim_end_matches('.'), "etc" | "others") {
        return Vec::new();
    }
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
    let mut kept = String::with_capacity(text.len());
    // The places in what is kept of the brackets that nothing has closed yet.
    let mut open = Vec::new();
    for character in text.chars() {
        match character {
            ')' | '）' => {
                let start = open.pop().unwrap_or(kept.len());
                kept.truncate(start);
                kept.push(' ');
            }
            '(' | '（' => {
                open.push(kept.len());
                kept.push(character);
            }
            other => kept.push(other),
        }
    }
    kept
}
