//! Units, and rules about blanks.

use super::Unit;

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
    let says = |words: &[&str]| words.iter().any(|word| has_words(&lower, word));
    let seconds = says(&[
        "in seconds",
        "second-level",
        "unit: seconds",
        "单位为秒",
        "单位：秒",
        "秒级",
    ]);
    // Names of fields end in this word as well.
    let is_moment = lower.contains("timestamp") || lower.contains("时间戳");
    if seconds && is_moment {
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

/// True if a text has these words, and not as a part of longer ones: `outcome` says nothing of UTC.
/// Chinese puts no blank around a word of another language.
fn has_words(text: &str, words: &str) -> bool {
    places(text, words).next().is_some()
}

/// The places at which a text has these words, and not as a part of longer ones.
pub(super) fn places(text: &str, words: &str) -> impl Iterator<Item = usize> {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let found = text.match_indices(words).filter(move |(at, found)| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let behind = text
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        let joins = |neighbour: Option<char>, own: Option<char>| is_part(neighbour) && is_part(own);
        !joins(before, words.chars().next()) && !joins(behind, words.chars().next_back())
    });
    found.map(|(at, _)| at)
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
