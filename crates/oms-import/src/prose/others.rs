//! Limits that a sentence states of something else than the value: of it under a condition, of a
//! version, of the items of a list, of the values that are refused.

use super::announced::{is_condition, is_supposed};
use super::statements::places;

/// True if the limit whose words stand at a place of a text in small letters is not one of every
/// value.
pub(super) fn limits_another(text: &str, at: usize, is_list: bool) -> bool {
    const REFUSED: &[&str] = &["outside", "beyond", "reserved"];
    let before = text.get(..at).unwrap_or_default();
    let is_refused = has(text, REFUSED) || text.contains("以外") || is_reserved(text);
    let is_default = ["default", "默认", "缺省"]
        .iter()
        .any(|word| before.trim_end().ends_with(word));
    let of_items = has(before, &["each", "every"]) || before.contains(['每', '各']);
    is_refused || is_default || (is_list && of_items) || is_bound(text, at)
}

/// True if a text in small letters is about a version, so that its numbers may be those of one.
pub(super) fn is_of_version(text: &str) -> bool {
    has(text, &["version", "versions"]) || text.contains("版本")
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| places(text, word).next().is_some())
}

/// True if a text in Chinese is about reserved values. The word for it is that for keeping logs as
/// well.
fn is_reserved(text: &str) -> bool {
    const WHO: &[&str] = &["系统", "被", "为", "已"];
    const WHAT: &[&str] = &["端口", "值", "字", "名", "范围", "给", "用"];
    let mut reserved = text.match_indices("保留");
    reserved.any(|(at, word)| {
        let before = text.get(..at).unwrap_or_default();
        let rest = text.get(at + word.len()..).unwrap_or_default();
        rest.is_empty()
            || WHO.iter().any(|who| before.ends_with(who))
            || WHAT.iter().any(|what| rest.starts_with(what))
    })
}

/// True if a clause before a place, or the one around it, is a condition, but for the one that the
/// value is given at all.
fn is_bound(text: &str, at: usize) -> bool {
    let mut start = 0;
    for clause in text
        .split_inclusive('，')
        .flat_map(|part| part.split_inclusive(", "))
    {
        if start > at {
            break;
        }
        start += clause.len();
        let clause = clause.trim_matches([',', '，', ' ']);
        if (is_condition(clause) || is_supposed(clause)) && !is_given(clause) {
            return true;
        }
    }
    text.get(..at).is_some_and(|before| {
        let own = before.rsplit(['，', ',']).next();
        own.is_some_and(is_supposed)
    })
}

/// True if a condition asks nothing but that the value is given.
fn is_given(clause: &str) -> bool {
    const GIVEN: &[&str] = &[
        "if given",
        "if specified",
        "if it is given",
        "if it is specified",
        "if this parameter is given",
        "if this parameter is specified",
        "when it is given",
        "when it is specified",
        "when specified",
        "如果指定",
        "如果填写",
        "如果设置",
        "如果不为空",
        "不为空时",
    ];
    GIVEN.contains(&clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_under_a_condition_or_of_other_values_is_another_one() {
        for (text, mark, is_list, expected) in [
            ("the maximum is 10", "maximum", false, false),
            ("if it is given, at most 10", "at most", false, false),
            ("if the mode is full, at most 10", "at most", false, true),
            (
                "the maximum is 10 if the mode is full",
                "maximum",
                false,
                true,
            ),
            (
                "the maximum is 1,000, and more if it rests",
                "maximum",
                false,
                false,
            ),
            ("连接超时，最大 10", "最大", false, false),
            ("当前最大 10", "最大", false, false),
            ("mode 为 full 时最大 10", "最大", false, true),
            ("保留天数，最大 10", "最大", false, false),
            ("系统保留端口的最大值为 10", "最大", false, true),
            ("the default range is 1 to 10", "range", false, true),
            ("default: 1, range 1 to 10", "range", false, false),
            ("each of at most 10", "at most", true, true),
            ("each of at most 10", "at most", false, false),
            ("at most 5, each of them long", "at most", true, false),
        ] {
            let at = text.find(mark).unwrap();
            assert_eq!(limits_another(text, at, is_list), expected, "{text}");
        }
    }
}
