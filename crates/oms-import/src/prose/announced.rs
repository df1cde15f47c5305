//! Clauses whose words announce a limit beside a number. A clause that no reader understands is
//! told.

use super::statements::places;

/// Words that announce a limit, in small letters.
const ENGLISH: &[&str] = &[
    "range",
    "ranges",
    "ranging",
    "max",
    "maximum",
    "minimum",
    "upper limit",
    "lower limit",
    "limited to",
    "at least",
    "at most",
    "no more than",
    "greater than",
    "larger than",
    "longer than",
    "less than",
    "fewer than",
    "shorter than",
    "between",
    "length",
];
const CHINESE: &[&str] = &[
    "范围", "上限", "下限", "至少", "至多", "最多", "最大", "最小", "最长", "最短", "大于", "多于",
    "小于", "少于", "以内", "之间", "介于", "长度",
];

/// The clauses of a sentence in small letters that announce a limit.
pub(super) fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split(['，', '且'])
        .flat_map(|part| part.split(", "))
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" but "))
        .filter(|clause| announces(clause))
}

fn announces(clause: &str) -> bool {
    if !has_number(clause) {
        return false;
    }
    let mut english = ENGLISH.iter().flat_map(|words| places(clause, words));
    english.any(|at| !is_condition(clause.get(..at).unwrap_or_default()))
        || (CHINESE.iter().any(|words| clause.contains(words)) && !is_supposed(clause))
}

/// True if a text has a number that is no part of a name, as that of `SHA-256` is.
fn has_number(text: &str) -> bool {
    text.char_indices().any(|(at, character)| {
        let before = text.get(..at).unwrap_or_default();
        let before = before.strip_suffix(['-', '+']).unwrap_or(before);
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        character.is_ascii_digit() && !before.ends_with(is_part)
    })
}

/// True if a word of a text in English makes what follows a condition, which limits nothing.
pub(super) fn is_condition(before: &str) -> bool {
    const WORDS: &[&str] = &["if", "when", "whenever", "whether", "unless", "once"];
    before.split_whitespace().any(|word| WORDS.contains(&word))
}

/// Words that end as a condition in Chinese does, and are none.
const OF_TIME: &[&str] = &[
    "小时", "同时", "随时", "定时", "实时", "及时", "临时", "暂时", "延时", "超时", "耗时",
];

/// True if a clause in Chinese is a condition.
pub(super) fn is_supposed(clause: &str) -> bool {
    let clause = clause.trim();
    let begins = ["如果", "若", "当"]
        .iter()
        .any(|word| clause.starts_with(word));
    let ends = clause.ends_with('时') && !OF_TIME.iter().any(|word| clause.ends_with(word));
    (begins && !clause.starts_with("当前")) || ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_beside_words_of_a_limit_is_announced() {
        for (sentence, expected) in [
            ("a size, at least 5 and no more than 9", 2),
            ("长度为 1~128 个字符，介于 2 和 3 之间", 2),
            ("最大 24 小时", 1),
            ("当前最大 24", 1),
            ("if it is greater than 5, it waits", 0),
            ("当数量大于 5 时", 0),
            ("数量大于 5 时", 0),
            ("the maximum of sha-256", 0),
            ("the outrange of 5", 0),
            ("at least one", 0),
            ("最大查询点数", 0),
        ] {
            assert_eq!(clauses(sentence).count(), expected, "{sentence}");
        }
    }
}
