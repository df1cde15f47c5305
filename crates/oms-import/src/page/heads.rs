//! The head of a page: title, date, language, edition.

use crate::facts::{Edition, Language, Stated};
use crate::text::before_any;
use crate::words;

/// The head of a page.
#[derive(Debug, Clone)]
pub(crate) struct Heads {
    pub(crate) title: Option<String>,
    pub(crate) updated: Option<Stated>,
    pub(crate) language: Language,
    /// The edition that the page names, where a limitation does not.
    pub(crate) edition: Edition,
}

pub(crate) fn read(lines: &[String]) -> Heads {
    let dated = lines.iter().enumerate().find_map(|(at, line)| {
        let text = date(line)?;
        Some(Stated { text, line: at + 1 })
    });
    Heads {
        title: title(lines, dated.as_ref()),
        updated: dated,
        language: language(lines),
        edition: if lines.iter().any(|line| is_community(line)) {
            Edition::Community
        } else {
            Edition::Enterprise
        },
    }
}

/// The first heading of Markdown; in text, the line before the date or before the sentence that
/// every page begins with.
fn title(lines: &[String], dated: Option<&Stated>) -> Option<String> {
    let heading = lines.iter().find_map(|line| line.strip_prefix("# "));
    if let Some(heading) = heading {
        return Some(words::bare(heading).to_owned());
    }
    let end = dated.map(|date| date.line - 1).or_else(|| {
        lines
            .iter()
            .position(|line| line.starts_with("This topic ") || line.starts_with("本文"))
    })?;
    let before = lines.get(..end)?.iter().rev();
    let title = before
        .map(|line| words::bare(line))
        .find(|line| !line.is_empty())?;
    Some(title.to_owned())
}

/// The date of a line that says when the page was updated.
fn date(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    if !["updated", "更新"].iter().any(|word| lower.contains(word)) || line.len() > 80 {
        return None;
    }
    line.split_whitespace()
        .flat_map(|word| word.split(['：', ':']))
        .find(|word| is_date(word))
        .map(str::to_owned)
}

fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let digits =
        |part: &&str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    matches!(parts.as_slice(), [year, month, day]
        if digits(year, 4) && digits(month, 2) && digits(day, 2) && is_day(month, day))
}

fn is_day(month: &str, day: &str) -> bool {
    let number = |text: &str| text.parse::<u8>().unwrap_or(0);
    (1..=12).contains(&number(month)) && (1..=31).contains(&number(day))
}

/// The language of the headings; the sentences of a Chinese page name products in English as well.
fn language(lines: &[String]) -> Language {
    let chinese = lines
        .iter()
        .filter(|line| words::section(line).is_some())
        .any(|line| !line.is_ascii());
    if chinese { Language::Zh } else { Language::En }
}

/// The words for the product that is free.
const COMMUNITY: &[&str] = &["Community Edition", "社区版"];

/// The words for the product that is sold.
const ENTERPRISE: &[&str] = &["Enterprise Edition", "企业版"];

pub(super) fn is_community(line: &str) -> bool {
    names(line, COMMUNITY)
}

fn names(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| line.contains(word))
}

/// Words for the data sources and databases, whose versions are not those of the service.
const FOREIGN: &[&str] = &[
    "MySQL",
    "Oracle",
    "OceanBase",
    "Database",
    "PostgreSQL",
    "PolarDB",
    "TiDB",
    "DB2",
    "Kafka",
    "RocketMQ",
    "DataHub",
    "数据库",
];

/// The first version of a page's edition that a sentence states, and false if it states more than
/// that: several versions, those of both editions, or one that has not three numbers.
pub(super) fn since(line: &str) -> (Option<&str>, bool) {
    let names_it = names(line, &["OMS"]) || is_community(line) || names(line, ENTERPRISE);
    let (own, others): (Vec<Dotted<'_>>, Vec<Dotted<'_>>) = dotted(line)
        .into_iter()
        .filter(|dotted| !is_foreign(dotted.before))
        .partition(|dotted| names_it || dotted.is_marked);
    let is_whole = own.iter().all(|dotted| is_version(dotted.number))
        && !others.iter().any(|dotted| is_version(dotted.number));
    let named: Vec<(&str, &str)> = own
        .iter()
        .filter(|dotted| is_version(dotted.number))
        .map(|dotted| (dotted.before, dotted.number))
        .collect();
    let first = named.first().map(|(_, version)| *version);
    let several = named.iter().any(|(_, version)| Some(*version) != first);
    let both = first.is_some() && is_community(line) && names(line, ENTERPRISE);
    if !(several || both) {
        return (first, is_whole);
    }
    // Which edition a version belongs to is plain only where the edition stands directly before.
    let words = if is_community(line) {
        COMMUNITY
    } else {
        ENTERPRISE
    };
    let mut own = named.iter().filter_map(|(before, version)| {
        let before = before.trim_end_matches([' ', ':', '：', '(', '（']);
        words
            .iter()
            .any(|word| before.ends_with(word))
            .then_some(*version)
    });
    let only = own.next().filter(|first| own.all(|other| other == *first));
    (only, false)
}

/// Returns `true` if a text ends with the name of another product, with or without the word
/// "version" behind it.
fn is_foreign(before: &str) -> bool {
    let before = before.trim_end();
    let before = before_any(before, &["version", "Version", "版本"]).map_or(before, str::trim_end);
    FOREIGN.iter().any(|word| before.ends_with(word))
}

/// Numbers with dots between them.
struct Dotted<'a> {
    /// The text before it.
    before: &'a str,
    /// It, without the V before it.
    number: &'a str,
    /// True if a V stands before it.
    is_marked: bool,
}

/// The words of a sentence that may be a version.
fn dotted(line: &str) -> Vec<Dotted<'_>> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '.');
    let mut found = Vec::new();
    let mut start = 0;
    for word in line.split_inclusive(ends) {
        let before = line.get(..start).unwrap_or_default();
        start += word.len();
        let number = word.trim_end_matches(ends).trim_start_matches(['V', 'v']);
        let number = number.trim_matches('.');
        if number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('.') {
            found.push(Dotted {
                before,
                number,
                is_marked: word.starts_with(['V', 'v']),
            });
        }
    }
    found
}

/// True if a word is a version, such as `4.1.1`.
fn is_version(number: &str) -> bool {
    let parts: Vec<&str> = number.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_versions_are_read_in_both_languages() {
        for (line, expected) in [
            ("2025-10-09 03:34:24  Updated", Some("2025-10-09")),
            ("更新时间：2025-10-09 03:34:24", Some("2025-10-09")),
            ("Updated on 2025-13-09", None),
            ("created on 2025-10-09", None),
        ] {
            assert_eq!(date(line).as_deref(), expected, "{line}");
        }
        for (line, expected) in [
            ("This API applies to OMS V4.3.0 and later.", Some("4.3.0")),
            (
                "本接口适用于 OMS 社区版 V4.1.1-CE 及之后版本。",
                Some("4.1.1"),
            ),
            (
                "本接口适用于 OMS 社区版 4.1.1-CE 及以上版本。",
                Some("4.1.1"),
            ),
            ("V4.1.1 of it, and V4.1.1 of its page.", Some("4.1.1")),
            ("Version 4 of it, from 10.0.0.1", None),
            ("It is known since V4.3.0.", Some("4.3.0")),
            ("MySQL 5.7.44 or later is needed.", None),
            ("OceanBase Database V4.2.1 or later is needed.", None),
            ("OMS supports MySQL 5.7.44 and later.", None),
            ("OMS connects to OceanBase Database V4.3.5 and later.", None),
            ("MySQL version V5.7.44 or later is needed.", None),
            ("OceanBase 数据库版本 V4.2.1", None),
        ] {
            assert_eq!(since(line), (expected, true), "{line}");
        }
        // Whose version this is, nothing says, so that it is told.
        for line in ["It is known since version 4.2.5.", "Available in 4.3.0."] {
            assert_eq!(since(line), (None, false), "{line}");
        }
    }

    #[test]
    fn of_several_versions_that_of_the_edition_is_read_and_never_another() {
        for (line, expected) in [
            (
                "OMS Enterprise Edition V4.3.0 and OMS Community Edition V4.1.1 and later.",
                Some("4.1.1"),
            ),
            (
                "OMS V4.3.0 and later, and OMS Community Edition (V4.1.1) and later.",
                Some("4.1.1"),
            ),
            (
                "OMS 企业版 V4.3.0 及之后版本，OMS 社区版 V4.1.1-CE 及之后版本。",
                Some("4.1.1"),
            ),
            (
                "V4.3.0 of the Enterprise Edition and V4.1.1 of the Community Edition.",
                None,
            ),
            (
                "Community Edition V4.1.1 and Community Edition V4.2.0.",
                None,
            ),
            ("Enterprise Edition and Community Edition of V4.1.1.", None),
            ("V4.1.1 to V4.2.0.", None),
            ("OMS V4.3 and later.", None),
            ("OMS Community Edition V4.2.5.1 and later.", None),
            ("OMS 社区版 4.2.x 及之后版本。", None),
            ("OMS V4.3.0 (V4.3.0.1) and later.", Some("4.3.0")),
        ] {
            assert_eq!(since(line), (expected, false), "{line}");
        }
        assert_eq!(
            since("OMS Enterprise Edition and Community Edition."),
            (None, true)
        );
    }
}
