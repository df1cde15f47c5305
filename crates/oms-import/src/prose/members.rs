//! The values that a sentence lists.

/// The words after which a list of values follows.
const ENGLISH: &[&str] = &[
    "valid values:",
    "valid values are",
    "valid value:",
    "possible values:",
    "fixed to",
    "fixed at",
];
const CHINESE: &[&str] = &["固定值", "包括", "取值为", "取值：", "可选值", "枚举值"];

/// The values that a sentence lists.
pub(super) fn of_sentence(sentence: &str) -> Vec<String> {
    let lower = sentence.to_ascii_lowercase();
    let after = |marks: &[&str]| {
        marks.iter().find_map(|mark| {
            let at = lower.find(mark)? + mark.len();
            sentence.get(at..)
        })
    };
    if let Some(list) = after(ENGLISH) {
        return items(list, false);
    }
    after(CHINESE).map_or_else(Vec::new, |list| items(list, true))
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
fn is_shouted(word: &str) -> bool {
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
    let mut values: Vec<String> = Vec::new();
    for clause in clauses(&list, chinese) {
        let mut of_clause = Vec::new();
        for item in split(clause) {
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
    let end = item.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
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

fn is_value(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
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
