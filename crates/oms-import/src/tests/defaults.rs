//! Defaults and units: which words state them, and which only look so.

use super::wording::{assert_told, assert_whole, described, said};
use super::{PAGES, skeletons, whole};
use crate::prose::Unit;
use crate::skeleton::{Hints, skeleton};

#[test]
fn a_default_in_brackets_is_its_own_value_or_the_word_before_it() {
    for (type_word, description, expected) in [
        ("integer", "每页条数（默认 20）。", "20"),
        ("integer", "每页条数 size（默认 20）。", "20"),
        ("integer", "size（默认值 20）。", "20"),
        ("integer", "size（默认：20）。", "20"),
        ("integer", "size（默认为 20）。", "20"),
        ("integer", "size（默认值为 20，最大值为 100）。", "20"),
        ("string", "名称 name（默认 `A`）。", "A"),
        ("integer", "The size (default 20).", "20"),
        ("integer", "The size (default: 20).", "20"),
        ("integer", "The size (default value: 20).", "20"),
        ("integer", "The size (default = 20).", "20"),
        ("integer", "The size (defaults to 20).", "20"),
        ("boolean", "Whether it is shown (default true).", "true"),
        ("boolean", "是否展示（默认不展示）。", "false"),
        ("string", "Valid values: A (default) and B.", "A"),
        ("string", "Valid values: `A` and `B` (the default).", "B"),
        (
            "string",
            "Valid values: \"A\" (default value) and \"B\".",
            "A",
        ),
        ("string", "包括 A（默认值）和 B。", "A"),
        ("string", "包括 A（默认）和 B。", "A"),
        ("string", "包括 **A**（默认）和 **B**。", "A"),
    ] {
        let page = described(type_word, description);
        let default = said(&page).default;
        assert_eq!(default.as_deref(), Some(expected), "{description}");
        assert_whole(&page, description);
    }
    let list =
        "Valid values: <ul><li>FAST: quick.</li><li>SLOW (default 3 seconds): not so.</li></ul>";
    assert_eq!(said(&described("string", list)).default, None);
    for description in [
        "包括 **忽略**（默认）和 **停止**。",
        "Valid values: `A`: the first (default). `B`: the second.",
    ] {
        let page = described("string", description);
        assert_eq!(said(&page).default, None, "{description}");
        assert_told(&page, "default of `key` cannot be read", description);
    }
    for description in ["A name (default mode).", "The box (default user of it)."] {
        let page = described("string", description);
        assert_eq!(said(&page).default, None, "{description}");
        assert_whole(&page, description);
    }
}

#[test]
fn the_quotes_of_a_default_are_no_part_of_it() {
    for (type_word, description, expected) in [
        ("string", "Default value: \"A\".", "A"),
        ("string", "Default: 'A'.", "A"),
        ("string", "Default: “A”.", "A"),
        ("string", "Default: ‘A’.", "A"),
        ("string", "Default: `\"A\"`.", "A"),
        ("string", "Default: \"`A`\".", "A"),
        (
            "string",
            "The default value is \"a, b; c. d\".",
            "a, b; c. d",
        ),
        ("string", "Default: 'it's'.", "it's"),
        ("string", "默认值为「A」。", "A"),
        ("string", "默认值为『A』。", "A"),
        ("string", "默认值为“A”，可选。", "A"),
        ("string", "默认 \"A\"。", "A"),
        ("integer", "Default value: \"1,000\".", "1000"),
        ("boolean", "Default value: \"false\".", "false"),
        ("string", "Default value: \"\".", ""),
        ("string", "Default value: ''.", ""),
        ("string", "Default value: `\"\"`.", ""),
        ("string", "默认值为 \"\"。", ""),
        ("string", "Default value: an empty string.", ""),
        ("string", "Default: empty string.", ""),
        ("string", "It defaults to the empty string.", ""),
        ("string", "默认值为空字符串。", ""),
        ("string", "默认值：空字符串，可选。", ""),
        ("string", "默认空字符串。", ""),
    ] {
        let page = described(type_word, description);
        let default = said(&page).default;
        assert_eq!(default.as_deref(), Some(expected), "{description}");
        assert_whole(&page, description);
    }
}

#[test]
fn a_default_that_is_announced_and_cannot_be_read_is_told() {
    for (type_word, description) in [
        ("string", "Default: nothing of all this."),
        ("string", "Default value: the name of the box."),
        ("string", "The default value is taken from the box."),
        ("string", "Default:"),
        ("string", "Default value: \"A."),
        ("string", "Default value: mode \"A\"."),
        ("string", "Default value: ``."),
        ("string", "Default value: empty."),
        ("array", "Default value: an empty list."),
        ("integer", "Default value: an empty string."),
        ("integer", "Default value: \"\"."),
        ("boolean", "Default value: enabled."),
        ("string", "默认值为空。"),
        ("array", "默认值为空列表。"),
        ("string", "默认值为当前名称。"),
        ("string", "默认值：见下文。"),
        ("boolean", "默认值为随意。"),
        (
            "string",
            "Valid values:<br>- `A`: first.<br>- `B`: second. Default: as the box says.",
        ),
    ] {
        let page = described(type_word, description);
        assert_eq!(said(&page).default, None, "{description}");
        assert_told(&page, "default of `key` cannot be read", description);
    }
    for description in [
        "The default value of the column.",
        "默认值。",
        "默认值为无。",
        "默认查询全部。",
    ] {
        let page = described("string", description);
        assert_eq!(said(&page).default, None, "{description}");
        assert_whole(&page, description);
    }
    let list = "Valid values:<br>- `A`: first.<br>- `B`: second. Default value: `B`.";
    let read = said(&described("string", list));
    assert_eq!(read.values, ["A", "B"]);
    assert_eq!(read.default.as_deref(), Some("B"));
}

#[test]
fn a_default_is_one_value_and_of_a_number_a_number() {
    for (type_word, description, expected) in [
        ("integer", "Default value: -1.", "-1"),
        ("integer", "Default value: 1.5 hours.", "1.5 hours"),
        ("integer", "Default value: `1 hour`.", "1 hour"),
        (
            "integer",
            "Default value: 10, which is the least one.",
            "10",
        ),
        ("integer", "默认 500 毫秒。", ""),
        ("integer", "默认 10 分钟。", "10 minutes"),
        ("integer", "Valid values: 0 (default) and 1.", "0"),
        ("string", "Default value: A, optional.", "A"),
        ("string", "Default value: \"A\", as ever.", "A"),
        ("string", "默认 10 条。", "10 条"),
    ] {
        let page = described(type_word, description);
        let default = said(&page).default.unwrap_or_default();
        assert_eq!(default, expected, "{description}");
        if expected.is_empty() {
            assert_told(&page, "default of `key` cannot be read", description);
        } else {
            assert_whole(&page, description);
        }
    }
    for (type_word, description) in [
        ("integer", "Default value: 10, 20."),
        ("integer", "Default value: 10 / 20."),
        ("integer", "默认值为 10、20。"),
        ("integer", "默认值为 10，-1。"),
        ("string", "Default value: `A`, `B`."),
        ("string", "Default value: `A` or `B`."),
        ("string", "Default value: FAST, SLOW."),
        ("string", "默认值为“A”和“B”。"),
        ("integer", "默认 10 条。"),
        ("integer", "Default value: 10 entries."),
        ("integer", "Default value: 64K."),
        ("integer", "Default value: １０."),
        ("integer", "Default value: `１０`."),
        ("integer", "默认值为 １０。"),
        ("integer", "默认 １０。"),
        ("integer", "Default value: abc."),
        ("integer", "Default value: `abc`."),
        ("integer", "The size: abc (default)."),
    ] {
        let page = described(type_word, description);
        assert_eq!(said(&page).default, None, "{description}");
        assert_told(&page, "default of `key` cannot be read", description);
    }
}

#[test]
fn values_in_quotes_are_read_without_them() {
    for description in [
        "Valid values: \"A\" and \"B\".",
        "Valid values: 'A' or 'B'.",
        "Valid values: “A” and “B”.",
        "取值为「A」和「B」。",
        "Valid values: A and B, which are two.",
        "Valid values: A and B, respectively.",
        "Valid values: A and B, default value: A.",
        "可选值为 A、B。",
        "枚举值为：A、B。",
    ] {
        let page = described("string", description);
        assert_eq!(said(&page).values, ["A", "B"], "{description}");
        assert_whole(&page, description);
    }
}

#[test]
fn a_unit_is_a_word_and_no_part_of_one() {
    for (description, expected) in [
        ("A time in UTC.", Some(Unit::Utc)),
        ("以UTC时间展示。", Some(Unit::Utc)),
        ("Presented in the UTC+0 time zone.", Some(Unit::Utc)),
        ("The outcome.", None),
        ("The outcomes (see utcHour).", None),
        ("The time in seconds.", Some(Unit::Seconds)),
        ("It ends within seconds.", None),
        ("It ends within hours.", None),
        ("startTimestamp, in seconds.", Some(Unit::EpochSeconds)),
        ("毫秒。", Some(Unit::Milliseconds)),
    ] {
        let page = described("string", description);
        assert_eq!(said(&page).unit, expected, "{description}");
    }
}

#[test]
fn a_default_of_a_field_that_the_page_requires_is_a_comment_in_its_spec() {
    let row = "A code in Base64. This parameter must be specified.";
    assert!(PAGES[0].contains(row));
    let both = "Required. The side that it locks. Default value: `LEFT`.";
    let facts = whole(&PAGES[0].replacen(row, both, 1));
    skeletons::assert_sound(&facts);
    let files = skeleton(&facts, &Hints::default()).files;
    let text = &files["spec/actions/PackBoxes.toml"];
    let (_, table) = text.split_once("[request.lock]\n").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    assert!(table.contains("presence   = \"required\""), "{table}");
    let defaults: Vec<&str> = table.lines().filter(|line| line.contains("LEFT")).collect();
    assert_eq!(
        defaults,
        ["# default  = LEFT, although the page requires the field"]
    );
}
