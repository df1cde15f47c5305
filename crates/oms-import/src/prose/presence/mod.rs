//! The rule about giving a parameter, in sentences and in cells of their own.
//!
//! A rule under a condition is never read as one without: whoever trusts it would refuse calls that
//! the service takes.

mod chinese;
mod english;

use super::{Given, Unread};

/// A rule about giving a parameter, as far as one sentence goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// It can be said as a fact.
    Given(Given),
    /// It is a rule, and no fact says it.
    Unclear,
}

impl Rule {
    /// The rule of a demand, or of the permission to leave the parameter out.
    fn new(demanded: bool, conditional: bool) -> Self {
        match (demanded, conditional) {
            (true, false) => Self::Given(Given::Required),
            (true, true) => Self::Given(Given::RequiredIf),
            (false, false) => Self::Given(Given::Optional),
            (false, true) => Self::Unclear,
        }
    }

    /// The rule below a line that is its condition.
    pub(super) fn bound(self) -> Self {
        match self {
            Self::Given(Given::Required) => Self::Given(Given::RequiredIf),
            Self::Given(Given::Optional) => Self::Unclear,
            other => other,
        }
    }
}

/// The rule that a sentence states.
pub(super) fn of_sentence(sentence: &str) -> Option<Rule> {
    let lower = sentence.to_lowercase();
    english::rule(&lower).or_else(|| chinese::rule(&lower))
}

/// True if a line is the condition of those below it, such as `If mode is A:`.
pub(super) fn binds(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.ends_with([':', '：'])
        && (english::is_conditional(&lower) || chinese::is_conditional(&lower))
}

/// The rule that a cell of its own states. An empty one states none.
pub(super) fn of_cell(cell: &str) -> Option<Rule> {
    let lower = cell.to_lowercase();
    let word = lower.trim().trim_matches(['*', '`', '.', '。', ' ']);
    match word {
        "" | "-" | "--" | "—" | "/" => None,
        "yes" | "y" | "true" | "是" | "必须" | "必需" | "√" | "✓" | "✔" => {
            Some(Rule::Given(Given::Required))
        }
        "no" | "n" | "false" | "否" | "不必须" | "不必需" | "×" | "✗" | "✘" => {
            Some(Rule::Given(Given::Optional))
        }
        "conditional" | "conditionally required" => Some(Rule::Given(Given::RequiredIf)),
        _ => {
            let conditional = english::is_conditional(word) || chinese::is_conditional(word);
            let demands = word.starts_with(['是', '有']) || word.starts_with("yes");
            let affirmed = (conditional && demands).then(|| Rule::new(true, true));
            affirmed
                .or_else(|| of_sentence(word))
                .or(Some(Rule::Unclear))
        }
    }
}

/// The rule that all sentences and the cell of a row make together, and the loss where they make
/// none.
pub(super) fn together(rules: &[Rule]) -> (Option<Given>, Option<Unread>) {
    let has = |given| rules.contains(&Rule::Given(given));
    let unclear = rules.contains(&Rule::Unclear);
    let (required, optional) = (has(Given::Required), has(Given::Optional));
    let contradictory = required && optional && !has(Given::RequiredIf);
    let given = if contradictory {
        None
    } else if has(Given::RequiredIf) || (required && unclear) {
        Some(Given::RequiredIf)
    } else if required {
        Some(Given::Required)
    } else {
        optional.then_some(Given::Optional)
    };
    (
        given,
        (contradictory || unclear).then_some(Unread::Presence),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUIRED: Option<Rule> = Some(Rule::Given(Given::Required));
    const REQUIRED_IF: Option<Rule> = Some(Rule::Given(Given::RequiredIf));
    const OPTIONAL: Option<Rule> = Some(Rule::Given(Given::Optional));
    const UNCLEAR: Option<Rule> = Some(Rule::Unclear);

    #[test]
    fn a_sentence_in_english_states_a_rule_with_or_without_a_condition() {
        for (sentence, expected) in [
            ("Required", REQUIRED),
            ("Required parameter", REQUIRED),
            ("The name (required)", REQUIRED),
            ("This parameter is required", REQUIRED),
            ("This parameter is always required", REQUIRED),
            ("This parameter must be specified", REQUIRED),
            ("The name, which must be specified", REQUIRED),
            ("It must be specified and must not be empty", REQUIRED),
            ("Required, with at least 8 characters", REQUIRED),
            ("Required: yes", REQUIRED),
            ("If mode is A, this parameter is required", REQUIRED_IF),
            (
                "When mode is A, this parameter must be specified",
                REQUIRED_IF,
            ),
            ("For MySQL, this parameter is required", REQUIRED_IF),
            ("In mode A, this parameter must be specified", REQUIRED_IF),
            ("This parameter is required only for MySQL", REQUIRED_IF),
            ("This parameter is only required for MySQL", REQUIRED_IF),
            ("This parameter is required for MySQL", REQUIRED_IF),
            ("This parameter is required unless mode is A", REQUIRED_IF),
            (
                "This parameter is not required unless mode is A",
                REQUIRED_IF,
            ),
            ("Required if mode is A", REQUIRED_IF),
            ("Only required for MySQL", REQUIRED_IF),
            ("A name (required when mode is A)", REQUIRED_IF),
            ("Optional, but required when mode is A", REQUIRED_IF),
            ("At least one of a and b must be specified", REQUIRED_IF),
            ("[Required] The name", REQUIRED),
            ("Optional", OPTIONAL),
            ("Optional, at most 10", OPTIONAL),
            ("A name (optional)", OPTIONAL),
            ("This parameter is optional", OPTIONAL),
            ("This parameter is not required", OPTIONAL),
            ("This parameter isn't required", OPTIONAL),
            ("This parameter need not be specified", OPTIONAL),
            ("Not required", OPTIONAL),
            ("Required: No", OPTIONAL),
            ("In mode A this parameter is required", REQUIRED_IF),
            ("For MySQL: this parameter is required", REQUIRED_IF),
            ("Note: this parameter is required", REQUIRED),
            ("MySQL: this parameter is required", UNCLEAR),
            ("If mode is A, this parameter is not required", UNCLEAR),
            ("This parameter is optional for MySQL", UNCLEAR),
            ("Optional if mode is A", UNCLEAR),
            ("The time must be specified in UTC", UNCLEAR),
            ("Required: see below", UNCLEAR),
            ("Indicates whether a switch is required for a check", None),
            ("Indicates whether this parameter is required", None),
            ("The required capacity", None),
            ("Required capacity of the box", None),
            ("Valid values: optional, required", None),
        ] {
            assert_eq!(of_sentence(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn a_sentence_in_chinese_states_a_rule_with_or_without_a_condition() {
        for (sentence, expected) in [
            ("必填", REQUIRED),
            ("必须", REQUIRED),
            ("名称，必填", REQUIRED),
            ("名称（必填）", REQUIRED),
            ("该参数必填", REQUIRED),
            ("当前维度下的值，不能为空", REQUIRED),
            ("用户 ID 不能为空", REQUIRED),
            ("单位为小时，必填", REQUIRED),
            ("若干标签，必选", REQUIRED),
            ("长度至少 8 位，必填", REQUIRED),
            ("是否必填：是", REQUIRED),
            ("当 mode 为 A 时必填", REQUIRED_IF),
            ("当 mode 为 A 时，该参数必填", REQUIRED_IF),
            ("mode 为 A 时，必填", REQUIRED_IF),
            ("如果有步骤，则 SomeMode 必传，可以传 A", REQUIRED_IF),
            ("仅 MySQL 必填", REQUIRED_IF),
            ("仅 mode 为 A 时需要，必填", REQUIRED_IF),
            ("mode 为 A 时：必填", REQUIRED_IF),
            ("必填（仅限 MySQL）", REQUIRED_IF),
            ("在 A 模式下，该参数必填", REQUIRED_IF),
            ("可选，当 mode 为 A 时必填", REQUIRED_IF),
            ("a 和 b 至少一个不能为空", REQUIRED_IF),
            ("非必填", OPTIONAL),
            ("名称，非必填", OPTIONAL),
            ("该参数不是必填项", OPTIONAL),
            ("可选", OPTIONAL),
            ("可选，需要使用编码", OPTIONAL),
            ("名称，可选", OPTIONAL),
            ("名称（可选）", OPTIONAL),
            ("该参数为可选参数", OPTIONAL),
            ("选填", OPTIONAL),
            ("是否必填：否", OPTIONAL),
            ("当 mode 为 A 时可选", UNCLEAR),
            ("当 mode 为 A 时非必填", UNCLEAR),
            ("MySQL 必填", UNCLEAR),
            ("迁移项目：必填", UNCLEAR),
            ("对象名称，必填", REQUIRED),
            ("对 MySQL 必填", REQUIRED_IF),
            ("可选值：A、B", None),
            ("可选：A、B", None),
            ("是否必填", None),
        ] {
            assert_eq!(of_sentence(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn a_cell_answers_and_an_empty_one_says_nothing() {
        for (cell, expected) in [
            ("Yes", REQUIRED),
            ("**Yes**", REQUIRED),
            ("Required", REQUIRED),
            ("是", REQUIRED),
            ("必选", REQUIRED),
            ("No", OPTIONAL),
            ("Optional", OPTIONAL),
            ("否", OPTIONAL),
            ("可选", OPTIONAL),
            ("非必选", OPTIONAL),
            ("Conditional", REQUIRED_IF),
            ("Yes, if mode is A", REQUIRED_IF),
            ("是（当 mode 为 A 时）", REQUIRED_IF),
            ("有条件必选", REQUIRED_IF),
            ("Depends", UNCLEAR),
            ("No, unless mode is A", UNCLEAR),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(of_cell(cell), expected, "{cell}");
        }
    }

    #[test]
    fn the_rules_of_a_row_make_one_or_are_told() {
        let rule = Rule::Given;
        let lost = Some(Unread::Presence);
        for (rules, expected) in [
            (vec![], (None, None)),
            (vec![rule(Given::Required)], (Some(Given::Required), None)),
            (
                vec![rule(Given::Optional), rule(Given::RequiredIf)],
                (Some(Given::RequiredIf), None),
            ),
            (
                vec![rule(Given::Required), rule(Given::Optional)],
                (None, lost),
            ),
            (
                vec![rule(Given::Required), Rule::Unclear],
                (Some(Given::RequiredIf), lost),
            ),
            (vec![Rule::Unclear], (None, lost)),
        ] {
            assert_eq!(together(&rules), expected, "{rules:?}");
        }
    }
}
