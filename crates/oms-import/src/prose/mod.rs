//! The statements of a description: values, defaults, limits, and if a parameter must be given.
//!
//! No sentence is kept. A statement that is not understood is passed over: the page is the
//! authority, and a guess would be written down as its word. If its words announce a limit, a
//! default, values or a rule about giving the parameter, the loss is told.

mod amounts;
mod announced;
mod defaults;
mod limits;
mod lists;
mod members;
mod numbers;
mod others;
mod presence;
mod quotes;
mod statements;
mod unread;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::blocks::Row;
pub(crate) use members::without_brackets;
pub(crate) use unread::Unread;

/// The statements of a description.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Said {
    /// The values that it lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The values that it lists for a value of another parameter.
    #[serde(skip_serializing_if = "Vec::is_empty", rename = "values-where")]
    pub values_where: Vec<(String, Vec<String>)>,
    /// The value that is taken where none is given, with its unit where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The least value, with its unit where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// The greatest value, with its unit where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<String>,
    /// The greatest length in characters.
    #[serde(skip_serializing_if = "Option::is_none", rename = "max-length")]
    pub max_length: Option<u64>,
    /// The greatest number of items.
    #[serde(skip_serializing_if = "Option::is_none", rename = "max-items")]
    pub max_items: Option<u64>,
    /// True if a text must have no blanks.
    #[serde(skip_serializing_if = "is_false", rename = "no-blanks")]
    pub no_blanks: bool,
    /// The rule about giving it, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presence: Option<Given>,
    /// True if the text is Base64.
    #[serde(skip_serializing_if = "is_false")]
    pub base64: bool,
    /// The unit of a number or a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

/// The rule about giving a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// Always.
    Required,
    /// It must be given under a condition.
    RequiredIf,
    /// It may be left out.
    Optional,
}

/// The unit of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Seconds since 1970.
    EpochSeconds,
    /// A date and a time of day in UTC.
    Utc,
    /// Hours.
    Hours,
    /// Seconds.
    Seconds,
    /// Thousandths of a second.
    Milliseconds,
}

/// The statements of a row, and those that are lost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) said: Said,
    pub(crate) unread: BTreeSet<Unread>,
}

impl Reading {
    /// The statement, where it could be read; a loss is kept in mind.
    fn known<T>(&mut self, read: Result<Option<T>, Unread>) -> Option<T> {
        read.unwrap_or_else(|unread| {
            self.unread.insert(unread);
            None
        })
    }
}

/// Keeps the first statement of a kind, and tells another one that is not the same.
fn one<T: PartialEq>(
    slot: &mut Option<T>,
    new: Option<T>,
    kind: Unread,
    unread: &mut BTreeSet<Unread>,
) {
    let Some(new) = new else { return };
    match slot {
        None => *slot = Some(new),
        Some(first) if *first != new => {
            unread.insert(kind);
        }
        Some(_) => {}
    }
}

/// The longest description that is read, in bytes. The vendor's longest one needs less than a tenth
/// of it.
const LONGEST: usize = 16 << 10;

/// Reads a row: its description, and the cells of their own that state a part of it.
pub(crate) fn of_row(row: &Row) -> Reading {
    let description = Some(row.description.as_str()).filter(|text| text.len() <= LONGEST);
    let (mut reading, mut rules) = described(description.unwrap_or_default(), &row.type_word);
    if description.is_none() {
        reading.unread.insert(Unread::Description);
    }
    let default = defaults::of_cell(&row.default, &row.type_word);
    if let Some(default) = reading.known(default) {
        let told = reading.said.default.replace(default);
        if told.is_some_and(|told| reading.said.default.as_ref() != Some(&told)) {
            reading.said.default = None;
            reading.unread.insert(Unread::Default);
        }
    }
    rules.extend(presence::of_cell(&row.required));
    // The usual mark of a required parameter, without the words that say so.
    if row.starred && presence::together(&rules).0 != Some(Given::Required) {
        rules.push(presence::Rule::Unclear);
    }
    settle(reading, &rules)
}

/// Reads a description; the type word tells how a default in words is meant.
#[cfg(test)]
fn read(description: &str, type_word: &str) -> Reading {
    let (reading, rules) = described(description, type_word);
    settle(reading, &rules)
}

fn settle(mut reading: Reading, rules: &[presence::Rule]) -> Reading {
    let (given, unread) = presence::together(rules);
    reading.said.presence = given;
    reading.unread.extend(unread);
    reading
}

/// The statements of a description, and its rules about giving the parameter.
fn described(description: &str, type_word: &str) -> (Reading, Vec<presence::Rule>) {
    let mut reading = Reading::default();
    let mut rules = Vec::new();
    let mut list = lists::List::default();
    let mut bound = false;
    for line in description.split('\n').map(str::trim) {
        if list.takes(line, &mut reading.said) {
            default_of_item(line, type_word, &mut reading);
            continue;
        }
        let item = line.strip_prefix('•').map(members::of_tag);
        if let Some(of_tag) = item.and_then(|item| reading.known(item)) {
            reading.said.values_where.push(of_tag);
            continue;
        }
        for sentence in sentences(line) {
            if list.goes_on(sentence, &mut reading.said) {
                continue;
            }
            sentence_says(sentence, type_word, &mut reading);
            list.begin(sentence, &reading.said);
            let rule = presence::of_sentence(sentence);
            rules.extend(rule.map(|rule| if bound { rule.bound() } else { rule }));
        }
        bound |= presence::binds(line);
    }
    list.end(&mut reading);
    if reading.said.values.is_empty() && !reading.unread.contains(&Unread::Values) {
        reading.said.values = members::indicated(description);
    }
    reading.said.unit = statements::unit(description);
    (reading, rules)
}

fn sentence_says(sentence: &str, type_word: &str, reading: &mut Reading) {
    if reading.said.values.is_empty() {
        let values = reading.known(members::of_sentence(sentence));
        reading.said.values = values.unwrap_or_default();
    } else if members::lists_others(sentence, &reading.said.values) {
        reading.unread.insert(Unread::Values);
    }
    let default = defaults::of_sentence(sentence, type_word, &reading.said.values);
    add_default(reading.known(default), reading);
    let said = &mut reading.said;
    said.no_blanks |= statements::refuses_blanks(sentence);
    said.base64 |= sentence.to_lowercase().contains("base64");
    limits::read(sentence, type_word, reading);
}

fn add_default(default: Option<String>, reading: &mut Reading) {
    let Reading { said, unread } = reading;
    one(&mut said.default, default, Unread::Default, unread);
}

/// Reads the default that stands behind the explanation of a value.
fn default_of_item(line: &str, type_word: &str, reading: &mut Reading) {
    for sentence in sentences(line) {
        let default = defaults::announced(sentence, type_word);
        let default = default.and_then(|default| reading.known(default));
        add_default(default, reading);
    }
}

/// The sentences of a line. A dot ends one only before a blank, so that versions and paths stay
/// whole; in quotes, nothing does.
fn sentences(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut start, mut quoted) = (0, 0);
    for (at, character) in line.char_indices() {
        let behind = at + character.len_utf8();
        if at < quoted {
            continue;
        }
        // A straight single one is an apostrophe as well.
        if quotes::is_mark(character) && !matches!(character, '\'' | '’') {
            let rest = line.get(at..).and_then(quotes::at_start);
            quoted = rest.map_or(quoted, |(_, rest)| line.len() - rest.len());
        }
        let ends = match character {
            '。' | '；' | ';' => true,
            '.' => line
                .get(behind..)
                .is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace)),
            _ => false,
        };
        if ends {
            sentences.push(line.get(start..at).unwrap_or_default());
            start = behind;
        }
    }
    sentences.push(line.get(start..).unwrap_or_default());
    sentences.retain(|sentence| !sentence.trim().is_empty());
    sentences
}

/// The section that a description points to: `"Parameters in a"`, `《a 数据结构》`.
pub(crate) fn pointed_at(description: &str) -> Option<Vec<String>> {
    let english = description
        .split_once("arameters in ")
        .map(|(_, rest)| format!("Parameters in {}", words_of_name(rest)));
    let chinese = || {
        let (_, rest) = description.split_once('《')?;
        rest.split_once('》').map(|(name, _)| name.to_owned())
    };
    crate::words::part(&english.or_else(chinese)?)
}

fn words_of_name(rest: &str) -> &str {
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | ',' | '`'));
    let name = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    name.trim_end_matches(['.', '。', ';'])
}

#[cfg(test)]
mod tests;
