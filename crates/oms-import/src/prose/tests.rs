//! Descriptions of both languages, and the statements that are read of them.

use super::*;

/// Reads each description of each row, and expects the same statements.
fn expect(table: &[(&[&str], &str, Said)]) {
    for (descriptions, type_word, expected) in table {
        for description in *descriptions {
            let mut said = read(description, type_word).said;
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
            Reading::default(),
            "{description}"
        );
    }
}

#[test]
fn values_for_the_value_of_another_parameter_are_listed_by_it() {
    let said = read(
        "A metric. \n• Metrics of the `FULL` step are RPS, and IOPS.  \n• `INCR` 对应的指标包括 RPS 和 DELAY。 ",
        "string",
    )
    .said;
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
