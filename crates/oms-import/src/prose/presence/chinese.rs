//! Rules in Chinese.

use super::Rule;
use crate::text::before_any;

/// Words that demand a parameter; a name in front of the last two is that of the value.
const DEMANDS: &[&str] = &["必填", "必传", "必选", "不能为空", "不可为空"];

/// Endings of a text in front of a demand that turn it into its opposite.
const NEGATIONS: &[&str] = &["非", "不", "不是", "无需", "无须", "不用"];

/// Clauses, and endings of them, that let a parameter be left out.
const FREE: &[&str] = &["可选", "选填", "可选的", "可选参数", "可选字段", "可选项"];

/// Characters that make another word of `时`, such as an hour.
const OTHER_TIMES: &str = "小及定实同按临延超耗准届随";

/// The rule of a sentence.
pub(super) fn rule(sentence: &str) -> Option<Rule> {
    if let Some(answer) = asked(sentence) {
        return super::of_cell(answer);
    }
    let clauses = || sentence.split(['，', ',', '（', '）', '(', ')']);
    let conditional = is_conditional(sentence);
    let demands = clauses().filter_map(demand);
    if let Some(rule) = demands.reduce(|first, next| if first.0 { first } else { next }) {
        let (demanded, bound) = rule;
        return match bound {
            Some(bound) => Some(Rule::new(demanded, conditional || bound)),
            None if conditional => Some(Rule::new(demanded, true)),
            None => Some(Rule::Unclear),
        };
    }
    let free = clauses().any(is_free);
    free.then(|| Rule::new(false, conditional))
}

/// The answer of `是否必填：否`; without one, the sentence states nothing.
fn asked(sentence: &str) -> Option<&str> {
    let (_, rest) = sentence.split_once("是否必")?;
    let answer = rest.split_once(['：', ':']);
    Some(answer.map_or("", |(_, answer)| answer))
}

/// The demand of a clause, or its opposite, and if words in front of it bind it to a condition;
/// `None` for that where a name stands there, which may be either a subject or a condition.
fn demand(clause: &str) -> Option<(bool, Option<bool>)> {
    if matches!(clause.trim(), "必须" | "必需") {
        return Some((true, Some(false)));
    }
    let (at, word) = DEMANDS
        .iter()
        .find_map(|word| Some((clause.find(word)?, *word)))?;
    let before = clause.get(..at)?.trim();
    let negated = NEGATIONS.iter().any(|word| before.ends_with(word));
    let bound = before.contains(['仅', '只', '除']) || stands(before, '对', "相绝", "象应比");
    let has_subject = word.contains("为空");
    let named = before.contains(|c: char| c.is_ascii_alphanumeric()) && !has_subject
        || before.ends_with(['：', ':']);
    let bound = if bound {
        Some(true)
    } else {
        (!named).then_some(false)
    };
    Some((!negated, bound))
}

/// True if a clause says that a parameter may be left out: the words alone, or with a subject.
fn is_free(clause: &str) -> bool {
    const BEFORE: &[&str] = &[
        "该", "此", "本", "为", "是", "时", "均", "都", "参数", "字段",
    ];
    let clause = clause.trim();
    FREE.iter().any(|free| {
        let before = clause.strip_suffix(free).map(str::trim_end);
        before.is_some_and(|before| {
            before.is_empty() || BEFORE.iter().any(|word| before.ends_with(word))
        })
    })
}

/// True if a sentence has a condition in one of its clauses.
pub(super) fn is_conditional(sentence: &str) -> bool {
    const WORDS: &[&str] = &[
        "如果",
        "除非",
        "仅当",
        "只有",
        "只在",
        "仅在",
        "仅限",
        "仅对",
        "仅适用",
        "对于",
        "针对",
        "情况下",
        "场景下",
        "的话",
        "否则",
        "取决",
        "有条件",
        "条件必",
        "至少一",
        "至少有一",
        "至少填",
        "至少传",
        "之一",
        "任一",
    ];
    let has = WORDS.iter().any(|word| sentence.contains(word));
    let when = stands(sentence, '当', "适相应", "前地日天中作成");
    let if_so = stands(sentence, '若', "", "干");
    let mut clauses = sentence.split(['，', ',', '（', '）', '(', ')', '；']);
    has || when || if_so || clauses.any(ends_a_condition)
}

/// True if a character stands in a text as a word of its own: behind none and before none of some
/// others.
fn stands(text: &str, word: char, not_behind: &str, not_before: &str) -> bool {
    text.match_indices(word).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(|c| not_behind.contains(c))
            && !after.is_some_and(|c| not_before.contains(c))
    })
}

/// True if a clause ends as a condition does, `… 时` or `… 模式下`, or its demand follows that
/// directly.
fn ends_a_condition(clause: &str) -> bool {
    let rule = DEMANDS
        .iter()
        .chain(FREE)
        .find_map(|word| clause.find(word));
    let text = clause
        .get(..rule.unwrap_or(clause.len()))
        .unwrap_or_default();
    let text = text
        .trim()
        .trim_end_matches(['则', '才', '为', '是', '非', '不', '：', ':']);
    let subjects = ["该参数", "此参数", "本参数", "该字段", "此字段"];
    let text = before_any(text, &subjects).unwrap_or(text).trim_end();
    let last = |word: char, not_behind: &str| {
        let before = text.strip_suffix(word);
        before.is_some_and(|text| !text.ends_with(|c: char| not_behind.contains(c)))
    };
    let only =
        text.starts_with(['仅', '只']) && stands(text, '时', OTHER_TIMES, "间区长刻序效段差");
    only || last('时', OTHER_TIMES) || last('下', "如以") || text.starts_with("在 ")
}
