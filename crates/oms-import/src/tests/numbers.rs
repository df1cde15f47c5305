//! Limits: which of them a number is, by the words around it.

use super::wording::{assert_told, assert_whole, described, said};
use crate::prose::Said;

/// The limits of a row, in words.
fn limits(said: Said) -> String {
    let parts = [
        said.minimum.map(|value| format!("minimum {value}")),
        said.maximum.map(|value| format!("maximum {value}")),
        said.max_length.map(|value| format!("length {value}")),
        said.max_items.map(|value| format!("items {value}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// Each description states these limits, and nothing of it is lost.
fn assert_limits(table: &[(&str, &str, &str)]) {
    for (type_word, description, expected) in table {
        let page = described(type_word, description);
        assert_eq!(limits(said(&page)), *expected, "{description}");
        assert_whole(&page, description);
    }
}

/// Each description announces a limit that no fact says.
fn assert_lost(table: &[(&str, &str)]) {
    for (type_word, description) in table {
        let page = described(type_word, description);
        assert_eq!(limits(said(&page)), "", "{description}");
        assert_told(&page, "limits `key` cannot be read", description);
    }
}

#[test]
fn a_number_that_must_be_exceeded_is_a_lower_limit() {
    assert_limits(&[
        ("integer", "The value must exceed 10.", "minimum 11"),
        ("long", "It must exceed -1.", "minimum 0"),
        (
            "integer",
            "It must exceed 0 and must not exceed 1,000.",
            "minimum 1, maximum 1000",
        ),
        ("integer", "It must not exceed 10.", "maximum 10"),
        ("integer", "It must not exceed 150 entries.", "maximum 150"),
        (
            "string",
            "It cannot exceed 32 Chinese characters.",
            "length 32",
        ),
        ("string", "不能超过 32 个汉字。", "length 32"),
        ("integer", "必须超过 10。", "minimum 11"),
        ("integer", "不能超过 10。", "maximum 10"),
        ("integer", "不得超过 30 天。", "maximum 30 days"),
        ("string", "It cannot exceed 40 characters.", "length 40"),
        ("string", "Its length must not exceed 40.", "length 40"),
        ("string", "长度不能超过 40。", "length 40"),
        (
            "string",
            "If it is given, it must not exceed 40 characters.",
            "length 40",
        ),
        ("array", "It must not exceed 5 names.", "items 5"),
        // A condition is no limit.
        ("integer", "If they exceed 10, the rest waits.", ""),
        ("integer", "The rest waits when it does not exceed 10.", ""),
        ("integer", "如果超过 10，则等待。", ""),
    ]);
    assert_lost(&[
        ("string", "It must exceed 8 characters."),
        ("string", "Its length must exceed 8."),
        ("integer", "It must exceed 30 days."),
        ("double", "It must exceed 10."),
        ("array", "It must exceed 5 names."),
        ("string", "It must not exceed 64 bytes."),
        ("string", "It must not exceed 64."),
    ]);
}

#[test]
fn an_amount_of_time_is_no_number_of_items() {
    assert_limits(&[
        ("integer", "Kept for up to 30 days.", "maximum 30 days"),
        ("integer", "At most 12 hours.", "maximum 12 hours"),
        ("integer", "At most 1 day.", "maximum 1 days"),
        ("integer", "最多 30 天。", "maximum 30 days"),
        ("array", "Up to 30 labels.", "items 30"),
        ("array", "At most 5.", "items 5"),
        ("integer", "At most 5.", "maximum 5"),
        ("integer", "Up to 100 and at least one.", "maximum 100"),
        ("string", "Up to 64 characters.", "length 64"),
        ("string", "最多 64 个字符。", "length 64"),
        ("array", "最多支持 5 个。", "items 5"),
        ("string", "Everything up to 2024.", ""),
    ]);
    for description in [
        "Up to 10 MB.",
        "At most 64 bytes.",
        "Tried up to 3 times.",
        "Up to 6 months.",
        "最多 6 个月。",
        "最多 3 次。",
        "Maximum value: 500 ms.",
        "The maximum size is 10 MB.",
    ] {
        let page = described("integer", description);
        assert_eq!(limits(said(&page)), "", "{description}");
        assert_told(&page, "limits `key` cannot be read", description);
    }
}

#[test]
fn a_maximum_length_is_no_maximum_of_the_value() {
    assert_limits(&[
        ("string", "The maximum length is 64.", "length 64"),
        ("string", "Maximum length: 64 characters.", "length 64"),
        ("string", "Maximum length: `1,024`.", "length 1024"),
        (
            "string",
            "The maximum length of the name is 64 characters.",
            "length 64",
        ),
        ("string", "A maximum length of 64 characters.", "length 64"),
        ("string", "最大长度为 64。", "length 64"),
        ("string", "最大长度：64 个字符。", "length 64"),
        ("string", "The maximum size is 64 characters.", "length 64"),
        ("array", "The maximum number of labels is 5.", "items 5"),
        ("integer", "The maximum number of boxes is 5.", "maximum 5"),
        ("integer", "The maximum stay is 5 days.", "maximum 5 days"),
        ("integer", "Maximum value: 500 milliseconds.", "maximum 500"),
        ("integer", "最大值为 500 毫秒。", "maximum 500"),
        ("string", "At most the maximum length of the column.", ""),
    ]);
    assert_lost(&[
        ("string", "The maximum length is 64 bytes."),
        ("string", "Maximum length: 64K."),
        ("array", "The maximum length of each name is 64."),
    ]);
}

#[test]
fn a_limit_in_everyday_words_is_read() {
    assert_limits(&[
        (
            "integer",
            "Value range: 1 to 100.",
            "minimum 1, maximum 100",
        ),
        (
            "integer",
            "Range: `-1`-`1,000`.",
            "minimum -1, maximum 1000",
        ),
        ("integer", "取值范围为 1~100。", "minimum 1, maximum 100"),
        (
            "integer",
            "范围：1-100 天。",
            "minimum 1 days, maximum 100 days",
        ),
        ("integer", "Maximum: 100.", "maximum 100"),
        ("integer", "Max value: 100.", "maximum 100"),
        ("integer", "The size (max 100).", "maximum 100"),
        (
            "integer",
            "The minimum is 1, the maximum is 100.",
            "minimum 1, maximum 100",
        ),
        ("integer", "上限为 100。", "maximum 100"),
        (
            "integer",
            "最小为 1，最大为 100。",
            "minimum 1, maximum 100",
        ),
        ("integer", "至少为 1，至多 128。", "minimum 1, maximum 128"),
        ("integer", "不大于 100。", "maximum 100"),
        ("integer", "不小于 1。", "minimum 1"),
        ("integer", "必须大于 0。", "minimum 1"),
        ("integer", "取值需小于等于 100。", "maximum 100"),
        ("integer", "It must be no more than 100.", "maximum 100"),
        (
            "integer",
            "It must be greater than or equal to 1.",
            "minimum 1",
        ),
        ("integer", "It must not be less than 1.", "minimum 1"),
        ("integer", "It must be less than 10.", "maximum 9"),
        ("array", "A maximum of 5 names.", "items 5"),
        ("string", "最长 128 个字符。", "length 128"),
        ("string", "不能超过１２８个字符。", "length 128"),
        // A condition is no limit, and neither is a number in a name.
        ("integer", "When it is greater than 10, the rest waits.", ""),
        ("integer", "当数量大于 10 时，等待。", ""),
        ("string", "The length of a digest of SHA-256.", ""),
    ]);
}

#[test]
fn a_limit_that_words_announce_is_never_passed_over() {
    for (type_word, description, expected) in [
        ("string", "Value range: 1 to 100.", ""),
        ("integer", "The range is [1, 100].", ""),
        ("integer", "Between 1 and 100.", ""),
        ("integer", "At least 1.", ""),
        ("integer", "At most 100 and at least 1.", "maximum 100"),
        ("integer", "介于 1 和 100 之间。", ""),
        ("integer", "128 以内。", ""),
        ("string", "128 个字符以内。", ""),
        ("string", "长度为 1~128 个字符。", ""),
        ("string", "1 to 128 characters in length.", ""),
        ("string", "最长 128。", ""),
        ("string", "至多 128。", ""),
        (
            "string",
            "不能超过 128 个字符，不能少于 2 个字符。",
            "length 128",
        ),
        ("double", "必须小于 10。", ""),
        ("integer", "无需大于 10。", ""),
    ] {
        let page = described(type_word, description);
        assert_eq!(limits(said(&page)), expected, "{description}");
        assert_told(&page, "limits `key` cannot be read", description);
        let told = page.notices.iter();
        let told = told.filter(|notice| notice.what.contains("limits `key`"));
        assert_eq!(told.count(), 1, "{description}");
    }
}

#[test]
fn a_limit_of_something_else_is_never_one_of_the_value() {
    assert_lost(&[
        ("integer", "If the mode is FULL, the maximum is 10."),
        ("integer", "The maximum is 10 if the mode is FULL."),
        ("integer", "当 mode 为 FULL 时，取值范围为 1~10。"),
        ("integer", "Ports in the range 1 to 1023 are reserved."),
        ("integer", "Values outside the range 1 to 10 are refused."),
        ("integer", "The default range is 1 to 10."),
        ("integer", "数据库版本需大于 3。"),
        ("integer", "版本不小于 4 时生效。"),
        (
            "integer",
            "For OMS versions not less than 4 the value counts.",
        ),
        ("array", "Each label is no longer than 20."),
        ("array", "每个名称最长 64。"),
        ("array", "每项最大 10。"),
        ("array", "每个标签不能超过 20。"),
    ]);
    assert_limits(&[
        ("integer", "The arrange 1 to 5.", ""),
        ("integer", "每页最大 10。", "maximum 10"),
        ("string", "The version. At most 20 characters.", "length 20"),
        ("string", "版本，不能超过 20 个字符。", "length 20"),
    ]);
}

#[test]
fn a_limit_that_depends_on_something_is_none_of_every_value() {
    assert_lost(&[
        ("integer", "Maximum: 10 (MySQL), 20 (Oracle)."),
        ("integer", "Maximum: 10 (20 for Oracle)."),
        ("integer", "Maximum: 10, 20."),
        ("integer", "Maximum: `10` or `20`."),
        (
            "integer",
            "Maximum: 10 minutes (MySQL), 20 minutes (Oracle).",
        ),
        ("integer", "Minimum: -10 for MySQL and -20 for Oracle."),
        ("integer", "The maximum is 10 in MySQL mode, 20 otherwise."),
        ("integer", "It must not exceed 10 (MySQL) / 20 (Oracle)."),
        ("integer", "最大值为 10（MySQL），20（Oracle）。"),
        ("integer", "不能超过 10 或 20。"),
        ("array", "At most 5 IDs (MySQL), 10 (Oracle)."),
        (
            "string",
            "It cannot exceed 10 characters (MySQL), 20 characters (Oracle).",
        ),
        ("string", "The maximum length is 10 (MySQL), 20 (Oracle)."),
        ("integer", "Range: 1 to 10 (MySQL), 1 to 20 (Oracle)."),
        ("integer", "Range: 1 to 10 (1 to 20 for Oracle)."),
        ("integer", "Maximum: 10 (20 by default for Oracle)."),
        ("integer", "Maximum: 10 (20 Oracle default)."),
        ("integer", "Maximum: 10 minutes (20 minutes)."),
    ]);
    assert_limits(&[
        ("integer", "Maximum: 10 (inclusive), as ever.", "maximum 10"),
        ("integer", "Maximum: 10 (default 5).", "maximum 10"),
        ("integer", "Maximum: 10 (5 by default).", "maximum 10"),
        ("integer", "Maximum: 10 (5 is the default).", "maximum 10"),
        ("integer", "最大值为 10（5 为默认值）。", "maximum 10"),
        ("integer", "Maximum: 3600 (1 hour).", "maximum 3600"),
        ("integer", "最大值为 3600（1 小时）。", "maximum 3600"),
        (
            "integer",
            "The maximum value is 1024 (2^10).",
            "maximum 1024",
        ),
        (
            "integer",
            "Range: 1 to 100 (10 by default).",
            "minimum 1, maximum 100",
        ),
        (
            "integer",
            "Range: 1 to 86400 (1 day).",
            "minimum 1, maximum 86400",
        ),
        (
            "string",
            "It cannot exceed 32 characters (64 bytes).",
            "length 32",
        ),
        ("integer", "Maximum: 1,000, as ever.", "maximum 1000"),
        (
            "string",
            "It cannot exceed 32 characters, and has letters and digits (0-9).",
            "length 32",
        ),
        (
            "string",
            "不能超过 32 个字符，由字母和数字（0-9）组成。",
            "length 32",
        ),
    ]);
}

#[test]
fn the_unit_of_a_limit_is_never_dropped() {
    for (description, expected) in [
        ("最长 2 个小时。", "maximum 2 hours"),
        ("最大 2 个小时。", "maximum 2 hours"),
        ("至多 2 个小时。", "maximum 2 hours"),
        ("最长 30 个自然日。", "maximum 30 days"),
        ("Maximum: 24 h.", "maximum 24 hours"),
        ("Maximum: 24 hrs.", "maximum 24 hours"),
        ("Maximum: 30 min.", "maximum 30 minutes"),
        ("Maximum: 30 sec.", "maximum 30 seconds"),
        ("Maximum: 30 s.", "maximum 30 seconds"),
        ("Maximum: 30 d.", "maximum 30 days"),
        ("Range: 1-24 h.", "minimum 1 hours, maximum 24 hours"),
        ("最多 5 条。", "maximum 5"),
        ("最多 5 个标签。", "maximum 5"),
        ("取值范围为 1~10 的整数。", "minimum 1, maximum 10"),
    ] {
        let page = described("integer", description);
        assert_eq!(limits(said(&page)), expected, "{description}");
        assert_whole(&page, description);
    }
    assert_lost(&[
        ("integer", "至少 3 个工作日。"),
        ("integer", "Maximum: 5 Mbps."),
        ("integer", "Maximum: 5 megabytes."),
        ("integer", "Maximum: 2 dozen."),
        ("integer", "Maximum: 5 parsecs."),
        ("integer", "Maximum: 5 s3 buckets."),
        ("integer", "最大 5 兆字节。"),
        ("integer", "最大 5 光年。"),
        ("boolean", "最长 5 分钟后生效。"),
        ("string", "最长 5 分钟后生效。"),
        ("string", "Up to 5 parsecs."),
    ]);
}
