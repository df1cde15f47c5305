//! Statements that can be read in part alone: each of them is told, and none is half kept.

use super::wording::{assert_told, assert_whole, described, facts, page, said};
use crate::prose::{Given, Said};

#[test]
fn a_star_at_a_name_is_a_rule_that_no_words_state() {
    let named = |name: &str| {
        page(&format!(
            "| Parameter | Type | Description |\n|---|---|---|\n| {name} | string | The key. |"
        ))
    };
    for name in ["key*", "key \\*", "*key", "`key`*"] {
        let page = named(name);
        assert_eq!(facts(&page).request[0].name, "key", "{name}");
        assert_eq!(said(&page), Said::default(), "{name}");
        assert_told(&page, "rule about giving `key` cannot be read", name);
    }
    for name in ["**key**", "*key*", "`key`"] {
        assert_whole(&named(name), name);
    }
    let plain = page("Parameter Type Description\nkey* string The key.\nlid string The lid.");
    assert_eq!(facts(&plain).request.len(), 2);
    assert_told(&plain, "rule about giving `key`", "a table without bars");
    let explained = |required: &str| {
        page(&format!(
            "| Parameter | Type | Required |\n|---|---|---|\n| key* | string | {required} |"
        ))
    };
    let required = explained("Yes");
    assert_eq!(said(&required).presence, Some(Given::Required));
    assert_whole(&required, "a column that says the same");
    assert_told(&explained("No"), "rule about giving `key`", "a column");
}

#[test]
fn a_description_that_is_too_long_is_told_and_not_read() {
    let long = |length: usize| format!("Default value: A. {}", "a ".repeat(length / 2));
    let page = described("string", &long(16_000));
    assert_eq!(said(&page).default.as_deref(), Some("A"));
    assert_whole(&page, "a description of nearly 16 KiB");
    let page = described("string", &long(17_000));
    assert_eq!(said(&page), Said::default());
    assert_told(&page, "the description of `key` cannot be read", "17 kB");
}

#[test]
fn a_part_of_a_list_is_never_taken_for_all_of_it() {
    for description in [
        "包括 `ＡＡ` 和 `BB`。",
        "包括 `A` 和 B。",
        "包括 asc、descend 等。",
        "包括 asc 和 descend 等多种顺序。",
        "包括 `asc`、`descend` 等。",
        "取值为 A、B，等。",
        "The value is fixed to A, and to any name of a box.",
        "可选值包括 RUNNING、FAILED 和暂停中。",
        "任务状态，取值包括 RUNNING、FAILED、PAUSED 和未知状态。",
        "状态，包括 RUNNING、FAILED 和停止。",
        "枚举值包括忽略、停止。",
        "取值包括忽略和停止。",
        "有效值为忽略或停止。",
        "度量。<ul><li>`FULL` 对应的指标包括 RPS、IOPS 和延迟。</li></ul>",
        "A measure.<ul><li>Measures of `FULL` are RPS, and whatever it has.</li></ul>",
    ] {
        let page = described("string", description);
        assert_eq!(said(&page).values, [""; 0], "{description}");
        assert_told(&page, "values that are listed for `key`", description);
    }
    for description in [
        "取值：A｜B。",
        "取值:A／B。",
        "包括 A 等待和 B 运行。",
        "可选值包括 A 和 B。",
        "枚举值包括：A、B。",
        "取值包括 A（甲）和 B（乙）。",
        "有效值：A、B。",
        "有效值为 A 或 B。",
        "有效值包括 `A`、`B`。",
        "Valid values：A and B.",
        "Possible values：`A`, `B`.",
    ] {
        let page = described("string", description);
        assert_eq!(said(&page).values, ["A", "B"], "{description}");
        assert_whole(&page, description);
    }
    let page = described("string", "信息，包括名称等。");
    assert_eq!(said(&page), Said::default());
    assert_whole(&page, "words that list no values");
}

#[test]
fn a_second_statement_that_differs_is_told() {
    for (type_word, description, words) in [
        (
            "integer",
            "The maximum is 10 for MySQL. The maximum is 20 for Oracle.",
            "limits `key`",
        ),
        (
            "integer",
            "The maximum is 10, the maximum is 20.",
            "limits `key`",
        ),
        ("integer", "Range: 1-10, 20-30.", "limits `key`"),
        (
            "integer",
            "Range: 1 to 10 days or 20 to 30 days.",
            "limits `key`",
        ),
        (
            "integer",
            "Range: 1 to 10 for MySQL and 1 to 20 for Oracle.",
            "limits `key`",
        ),
        (
            "string",
            "It cannot exceed 32 characters in length. For Oracle, it cannot exceed 16 characters.",
            "limits `key`",
        ),
        (
            "integer",
            "Default value: 5 (MySQL), 10 (Oracle).",
            "default of `key`",
        ),
        (
            "integer",
            "默认值为 5（MySQL）或 10（Oracle）。",
            "default of `key`",
        ),
        (
            "integer",
            "Default value: 5. For Oracle the default value is 10.",
            "default of `key`",
        ),
        (
            "string",
            "Valid values: A and B. Valid values: C and D.",
            "values that are listed for `key`",
        ),
        (
            "string",
            "Valid values: A, B...",
            "values that are listed for `key`",
        ),
        (
            "string",
            "Valid values: `A`, `B`, ... Optional.",
            "values that are listed for `key`",
        ),
        ("string", "取值：A、B……", "values that are listed for `key`"),
    ] {
        let page = described(type_word, description);
        assert_told(&page, words, description);
    }
    for (type_word, description) in [
        ("integer", "Maximum: 10. The maximum is 10."),
        ("integer", "Range: 1-10, default value: 5."),
        ("integer", "Default: 5. The default value is 5."),
        ("integer", "Default value: 5 (seconds), optional."),
        ("string", "Valid values: A and B. Valid values: B and A."),
        ("string", "Valid values: A.1 and B."),
    ] {
        assert_whole(&described(type_word, description), description);
    }
}

#[test]
fn p272_a_name_inside_of_a_field_that_has_no_row_is_told() {
    let head = "| Parameter | Type | Description |\n|---|---|---|\n";
    for (rows, words) in [
        (
            "| a.b | string | It. |",
            "`a.b` is inside of `a`, which has no row",
        ),
        ("| a[].b.c | string | It. |", "`a[].b.c` is inside of `a`"),
        (
            "| a | object | It. |\n| a.b.c | string | It. |",
            "`a.b.c` is inside of `b`",
        ),
    ] {
        assert_told(&page(&format!("{head}{rows}")), words, rows);
    }
    let rows = "| a | object | It. |\n| a.b | array | It. |\n| a.b[].c | string | It. |";
    let whole = page(&format!("{head}{rows}"));
    assert_whole(&whole, rows);
    assert_eq!(facts(&whole).request[0].fields[0].fields[0].name, "c");
}

/// Whatever walks over fields goes down as deep as they are nested.
#[test]
fn p272_a_name_inside_of_too_many_fields_is_told() {
    const DEEPEST: usize = 12;
    let head = "| Parameter | Type | Description |\n|---|---|---|\n";
    let rows = |count: usize| {
        let names: Vec<String> = (0..count).map(|level| format!("n{level}")).collect();
        let rows =
            (1..=count).map(|end| format!("| {} | object | It. |\n", names[..end].join(".")));
        page(&format!("{head}{}", rows.collect::<String>()))
    };
    assert_whole(&rows(DEEPEST + 1), "as deep as possible");
    for count in [DEEPEST + 2, 40] {
        let deep = rows(count);
        assert_told(&deep, "is inside of more than 12 fields", "one deeper");
        let (mut depth, mut fields) = (0, &facts(&deep).request);
        while let Some(last) = fields.last() {
            (depth, fields) = (depth + 1, &last.fields);
        }
        assert_eq!(depth, DEEPEST + 1);
    }
}

#[test]
fn p272_a_table_of_its_own_may_name_all_the_fields_around_it() {
    let head = "| Parameter | Type | Description |\n|---|---|---|\n";
    for (rows, described, row) in [
        ("| a | object | See \"Parameters in a\". |", "a", "a.b"),
        (
            "| a | object | It. |\n| a.b | object | See \"Parameters in b\". |",
            "b",
            "a.b.c",
        ),
        ("| a | object | It. |\n| a.b | object | It. |", "b", "a.b.c"),
        (
            "| a | array | It. |\n| a[].b | array | It. |\n| a[].b[].c | object | It. |",
            "c",
            "a[].b[].c.d",
        ),
    ] {
        let text = format!(
            "{head}{rows}\n\n* **Parameters in {described}**\n\n{head}| {row} | string | It. |"
        );
        let whole = page(&text);
        assert_whole(&whole, rows);
        let mut field = &facts(&whole).request[0];
        for part in row.split('.').skip(1) {
            field = &field.fields[0];
            assert_eq!(field.name, part.trim_end_matches("[]"), "{row}");
        }
    }
}
