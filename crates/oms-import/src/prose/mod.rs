//! The statements of a description: values, defaults, limits, and if a parameter must be given.
//!
//! No sentence is kept. A statement that is not understood is passed over: the page is the
//! authority, and a guess would be written down as its word.

mod limits;
mod members;
mod statements;

use serde::{Deserialize, Serialize};

pub(crate) use members::without_brackets;

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

/// Reads a description; the type word tells how a default in words is meant.
pub(crate) fn read(description: &str, type_word: &str) -> Said {
    let mut said = Said::default();
    for line in description.split('\n') {
        let item = line.trim().strip_prefix('•').and_then(members::of_tag);
        if let Some(of_tag) = item {
            said.values_where.push(of_tag);
            continue;
        }
        for sentence in sentences(line) {
            sentence_says(sentence, type_word, &mut said);
        }
    }
    if said.values.is_empty() {
        said.values = members::indicated(description);
    }
    said.unit = statements::unit(description);
    said
}

fn sentence_says(sentence: &str, type_word: &str, said: &mut Said) {
    if said.values.is_empty() {
        said.values = members::of_sentence(sentence);
    }
    said.default = said
        .default
        .take()
        .or_else(|| statements::default(sentence, type_word));
    limits::read(sentence, said);
    said.no_blanks |= statements::refuses_blanks(sentence);
    said.base64 |= sentence.to_lowercase().contains("base64");
    said.presence = said.presence.or_else(|| statements::presence(sentence));
}

/// The sentences of a line. A dot ends one only before a blank, so that versions and paths stay
/// whole.
fn sentences(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut start, mut quoted) = (0, false);
    let mut characters = line.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        quoted ^= character == '`';
        let last = characters
            .peek()
            .is_none_or(|(_, next)| next.is_whitespace());
        let ends = match character {
            '。' | '；' | ';' => true,
            '.' => last,
            _ => false,
        };
        if ends && !quoted {
            sentences.push(line.get(start..at).unwrap_or_default());
            start = at + character.len_utf8();
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
mod tests {
    use super::*;

    /// Reads each description of each row, and expects the same statements.
    fn expect(table: &[(&[&str], &str, Said)]) {
        for (descriptions, type_word, expected) in table {
            for description in *descriptions {
                let mut said = read(description, type_word);
                said.values.sort_by_key(|value| value != "ON");
                assert_eq!(said, *expected, "{description}");
            }
        }
    }

    #[test]
    fn values_and_numbers_of_both_languages_are_the_same_facts() {
        expect(&[
            (
                &[
                    "The mode. Valid values: `ON` and `OFF`. Default value: `ON`.",
                    "The mode. Valid values: ON (it runs), and OFF (it rests). Default value: ON.",
                    "模式，包括 `ON`（运行）和 `OFF`（停止），默认值为 ON。",
                    "模式。包括 ON（运行、OFF（停止），默认值为 ON。",
                    "模式，包括 `OFF` 和 `ON`（默认值）。",
                ],
                "string",
                Said {
                    values: vec!["ON".to_owned(), "OFF".to_owned()],
                    default: Some("ON".to_owned()),
                    ..Said::default()
                },
            ),
            (
                &[
                    "The number on a page. Default value: `10`. Maximum value: `150`.",
                    "每页条数，默认值为 10，最大值为 150。",
                ],
                "integer",
                Said {
                    default: Some("10".to_owned()),
                    maximum: Some("150".to_owned()),
                    ..Said::default()
                },
            ),
            (
                &[
                    "Kept for. Unit: hours. Default value: 7 days. The maximum period is 365 days.",
                    "保存时间。单位为小时，默认 7 天，最长支持 365 天。",
                ],
                "integer",
                Said {
                    default: Some("7 days".to_owned()),
                    maximum: Some("365 days".to_owned()),
                    unit: Some(Unit::Hours),
                    ..Said::default()
                },
            ),
            (
                &[
                    "A name. It must not contain any spaces and cannot exceed 32 characters in length.",
                    "名称中不能包含空格，长度不能超过 32 个字符。",
                ],
                "string",
                Said {
                    no_blanks: true,
                    max_length: Some(32),
                    ..Said::default()
                },
            ),
        ]);
    }

    #[test]
    fn lengths_and_words_of_both_languages_are_the_same_facts() {
        expect(&[
            (
                &[
                    "A set of at most five IDs.",
                    "At most five IDs are supported.",
                    "集合，最多支持 5 个。",
                ],
                "array",
                Said {
                    max_items: Some(5),
                    ..Said::default()
                },
            ),
            (
                &[
                    "The value is fixed to NAME. This parameter must be specified.",
                    "取值为固定值 NAME，不能为空。",
                ],
                "string",
                Said {
                    values: vec!["NAME".to_owned()],
                    presence: Some(Given::Required),
                    ..Said::default()
                },
            ),
            (
                &[
                    "Whether it rests. Default value: `false`.",
                    "是否停止，默认值为不允许。",
                    "默认不展示。",
                ],
                "boolean",
                Said {
                    default: Some("false".to_owned()),
                    ..Said::default()
                },
            ),
            (
                &["Optional. Base64-encoded.", "可选，需要使用 Base64 编码。"],
                "string",
                Said {
                    presence: Some(Given::Optional),
                    base64: true,
                    ..Said::default()
                },
            ),
        ]);
    }

    #[test]
    fn words_that_state_nothing_are_passed_over() {
        for description in [
            "The default value of the column.",
            "默认值。",
            "信息，包括 ID 和名称。",
            "处理策略，包括 **忽略** 和 **停止**。",
            "The maximum number of points.",
            "The period must not be shorter than one hour.",
        ] {
            assert_eq!(
                read(description, "string"),
                Said::default(),
                "{description}"
            );
        }
    }

    #[test]
    fn values_for_the_value_of_another_parameter_are_listed_by_it() {
        let said = read(
            "A metric. \n• Metrics of the `FULL` step are RPS, and IOPS.  \n• `INCR` 对应的指标包括 RPS 和 DELAY。 ",
            "string",
        );
        let expected = [("FULL", ["RPS", "IOPS"]), ("INCR", ["RPS", "DELAY"])]
            .map(|(tag, values)| (tag.to_owned(), values.map(str::to_owned).to_vec()));
        assert_eq!(said.values_where, expected);
        assert_eq!(said.values, [] as [String; 0]);
    }

    #[test]
    fn a_description_points_to_a_table_of_its_own() {
        for text in [
            "More in the \"Parameters in a/b\" section of this topic.",
            "更多信息请参见《a/b 数据结构》。",
            "See Parameters in a/b.",
        ] {
            assert_eq!(pointed_at(text).unwrap(), ["a", "b"], "{text}");
        }
        assert_eq!(pointed_at("See the Appendix section."), None);
    }
}
