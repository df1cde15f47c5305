//! The head of a page: title, date, language, edition.

use crate::facts::{Edition, Language, Stated};
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

pub(super) fn is_community(line: &str) -> bool {
    line.contains("Community Edition") || line.contains("社区版")
}

/// The first version that a sentence names, such as `4.1.1`, with or without a V before it.
pub(super) fn version(line: &str) -> Option<String> {
    let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    words
        .map(|word| word.trim_start_matches(['V', 'v']))
        .find_map(|word| {
            let number = word.trim_matches('.');
            let parts: Vec<&str> = number.split('.').collect();
            let whole = parts.len() == 3 && parts.iter().all(|part| part.parse::<u16>().is_ok());
            whole.then(|| number.to_owned())
        })
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
            ("Version 4 of it, from 10.0.0.1", None),
        ] {
            assert_eq!(version(line).as_deref(), expected, "{line}");
        }
    }
}
