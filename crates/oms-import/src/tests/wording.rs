//! Wordings that pages have besides those of the fixtures: each is read whole, or told as lost.

use crate::facts::Facts;
use crate::page::Page;
use crate::prose::{Given, Said};

/// A page of one action with these lines in the place of its parameters.
pub(super) fn page(parameters: &str) -> Page {
    let page = format!(
        "# TurnKey\n\n### Limitations\n\nV1.2.3 and later.\n\n### Request path\n\n\
         `POST /api/v2?Action=TurnKey`\n\n### Request parameters\n\n{parameters}\n\n\
         ### Response parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n\
         | success | boolean | The result. |\n| data | object | Nothing. |\n\n\
         ### Sample request\n\n```JSON\n{{}}\n```\n\n\
         ### Sample response\n\n```JSON\n{{\"success\": true, \"data\": null}}\n```\n"
    );
    crate::read("page", page.as_bytes())
}

/// A page whose one parameter has this description.
pub(super) fn described(type_word: &str, description: &str) -> Page {
    page(&format!(
        "| Parameter | Type | Description |\n|---|---|---|\n| key | {type_word} | {description} |"
    ))
}

pub(super) fn facts(page: &Page) -> &Facts {
    let [facts] = &page.actions[..] else {
        panic!("{:?}", page.notices);
    };
    assert_eq!(facts.complete, !page.is_cut(), "{:?}", page.notices);
    facts
}

pub(super) fn said(page: &Page) -> Said {
    facts(page).request[0].said.clone()
}

pub(super) fn assert_whole(page: &Page, what: &str) {
    assert!(!page.is_cut(), "{what}: {:?}", page.notices);
}

/// The page is called cut, with a notice that has these words and a line of the page.
pub(super) fn assert_told(page: &Page, words: &str, what: &str) {
    let told = page
        .notices
        .iter()
        .find(|notice| notice.to_string().contains(words));
    let told = told.unwrap_or_else(|| panic!("{what}: {:?}", page.notices));
    assert!(told.line > 1 && page.is_cut(), "{what}: {told:?}");
    assert!(!facts(page).complete, "{what}");
}

#[test]
fn numbers_with_groups_of_digits_are_read_whole() {
    for (description, expected) in [
        ("Maximum value: 65,535.", "maximum 65535"),
        ("Maximum value: 1,000.", "maximum 1000"),
        ("Maximum value: `1,000,000`.", "maximum 1000000"),
        ("The maximum stay is 1,000 days.", "maximum 1000 days"),
        ("最大值为 65,535。", "maximum 65535"),
        (
            "最小值为 1,024，最大值为 65,535。",
            "minimum 1024, maximum 65535",
        ),
        ("Minimum value: -1.", "minimum -1"),
        ("Default value: 10,000.", "default 10000"),
        ("Default value: `10,000`.", "default 10000"),
        (
            "Default value: 1,800 seconds, as ever.",
            "default 1800 seconds",
        ),
        ("默认值为 10,000。", "default 10000"),
        ("默认值为 10，最大值为 150。", "default 10, maximum 150"),
        ("It must not exceed 1,024 characters.", "length 1024"),
        ("不能超过 1,024 个字符。", "length 1024"),
        ("At most 1,000 items.", "maximum 1000"),
        ("最多支持 1,000 个。", "maximum 1000"),
        ("Default value: 0.5.", "default 0.5"),
    ] {
        let page = described("integer", description);
        let said = said(&page);
        let parts = [
            said.minimum.map(|value| format!("minimum {value}")),
            said.default.map(|value| format!("default {value}")),
            said.maximum.map(|value| format!("maximum {value}")),
            said.max_length.map(|value| format!("length {value}")),
            said.max_items.map(|value| format!("items {value}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        assert_eq!(parts.join(", "), expected, "{description}");
        assert_whole(&page, description);
    }
}

#[test]
fn a_number_that_cannot_be_read_is_told_and_never_cut_short() {
    for description in [
        "Minimum value: 0.5.",
        "The maximum value is 2^31-1.",
        "Maximum value: 1,00.",
        "Maximum value: 64K.",
        "Maximum value: 99999999999999999999.",
        "At most 1.5 million rows.",
        "It must not exceed 2^10 characters.",
        "最大值为 65，535。",
        "最大值为 2 的 31 次方。",
        "最多支持 10 万个。",
        "Valid values: 1 to 65,535.",
    ] {
        let page = described("integer", description);
        assert_eq!(said(&page), Said::default(), "{description}");
        assert_told(&page, "limits `key` cannot be read", description);
    }
    for description in ["Default value: 1,2,3.", "默认值为 10，000。"] {
        let page = described("integer", description);
        assert_eq!(said(&page), Said::default(), "{description}");
        assert_told(&page, "default of `key` cannot be read", description);
    }
}

#[test]
fn a_condition_is_never_read_as_a_rule_without_one() {
    let table: &[(&str, Option<Given>)] = &[
        ("非必填。", Some(Given::Optional)),
        ("可选。", Some(Given::Optional)),
        ("名称，可选。", Some(Given::Optional)),
        ("This parameter is optional.", Some(Given::Optional)),
        ("This parameter is not required.", Some(Given::Optional)),
        ("可选值：A、B。", None),
        ("必填。", Some(Given::Required)),
        (
            "The key. This parameter is required.",
            Some(Given::Required),
        ),
        (
            "If mode is A, this parameter is required.",
            Some(Given::RequiredIf),
        ),
        (
            "When mode is A, this parameter must be specified.",
            Some(Given::RequiredIf),
        ),
        (
            "This parameter is required only for MySQL.",
            Some(Given::RequiredIf),
        ),
        ("当 mode 为 A 时必填。", Some(Given::RequiredIf)),
        (
            "If mode is A:<br>this parameter is required.",
            Some(Given::RequiredIf),
        ),
        (
            "Optional. This parameter is required if mode is A.",
            Some(Given::RequiredIf),
        ),
    ];
    for (description, expected) in table {
        let page = described("string", description);
        assert_eq!(said(&page).presence, *expected, "{description}");
        assert_whole(&page, description);
    }
    for (description, expected) in [
        ("当 mode 为 A 时可选。", None),
        (
            "This parameter is required. This parameter is optional.",
            None,
        ),
        (
            "Required. If mode is A, this parameter is not required.",
            Some(Given::RequiredIf),
        ),
    ] {
        let page = described("string", description);
        assert_eq!(said(&page).presence, expected, "{description}");
        assert_told(&page, "rule about giving `key`", description);
    }
}

#[test]
fn columns_of_presence_and_default_are_read_wherever_they_stand() {
    let optional = Said {
        presence: Some(Given::Optional),
        default: Some("old".to_owned()),
        ..Said::default()
    };
    let required = Said {
        presence: Some(Given::Required),
        values: vec!["A".to_owned(), "B".to_owned()],
        ..Said::default()
    };
    let table: &[(&str, &str, &Said)] = &[
        (
            "Parameter | Type | Required | Default | Description",
            "key | string | No | old | The key.",
            &optional,
        ),
        (
            "Parameter | Type | Description | Required | Default value",
            "key | string | The key, one|two. | Optional | `old`",
            &optional,
        ),
        (
            "参数 | 类型 | 是否必选 | 默认值 | 描述",
            "key | string | 否 | old | 名称。",
            &optional,
        ),
        (
            "参数 | 必选 | 类型 | 描述 | 默认值",
            "key | 可选 | string | 名称。 | old",
            &optional,
        ),
        (
            "Parameter | Type | Required | Default | Description",
            "key | string | Yes | - | Valid values: A and B.",
            &required,
        ),
        (
            "参数 | 类型 | 是否必填 | 描述",
            "key | string | 是 | 取值为 A 和 B。",
            &required,
        ),
    ];
    for (head, row, expected) in table {
        let page = page(&format!("| {head} |\n|---|---|---|---|\n| {row} |"));
        assert_eq!(said(&page), **expected, "{head}");
        assert_whole(&page, head);
    }
}

#[test]
fn a_column_or_a_cell_that_is_not_known_is_told() {
    let rows = |head: &str, row: &str| page(&format!("| {head} |\n|---|---|---|---|\n| {row} |"));
    for (head, row, words) in [
        (
            "Parameter | Type | Since | Description",
            "key | string | V1.2 | The key.",
            "the column `Since` is not known",
        ),
        (
            "Parameter | Type | Description | Constraint",
            "key | string | The key. | Required",
            "the column `Constraint` is not known",
        ),
        (
            "Parameter | Type | Meaning",
            "key | string | The key.",
            "the column `Meaning` is not known",
        ),
        (
            "Parameter | Type | | Description",
            "key | string | Yes | The key.",
            "the column `` is not known",
        ),
        (
            "Parameter | Type | Required | Description",
            "key | string | Perhaps | The key.",
            "rule about giving `key` cannot be read",
        ),
        (
            "Parameter | Type | Default | Description",
            "key | string | The name of the box | The key.",
            "default of `key` cannot be read",
        ),
        (
            "Parameter | Type | Default | Description",
            "key | integer | 10 | Default value: 20.",
            "default of `key` cannot be read",
        ),
    ] {
        let page = rows(head, row);
        assert_eq!(said(&page), Said::default(), "{head}");
        assert_told(&page, words, head);
    }
    let page = rows(
        "Parameter | Type | | Description",
        "key | string | | The key.",
    );
    assert_whole(&page, "a column of nothing");
}

#[test]
fn values_that_are_listed_one_by_one_are_read() {
    for description in [
        "Valid values: <ul><li>A: first.</li><li>B: second.</li></ul>",
        "Valid values: <ul><li><p>A: first.</p></li><li><p>B: second.</p></li></ul>Said.",
        "The mode. Valid values are as follows:<br>- `A`: first.<br>- `B`",
        "Valid values:<br>- A: first.<br>- B: second.<br>Default: A.",
        "Valid values:<br>`A`: first.<br>`B`: second.",
        "枚举值：<ul><li>A：第一。</li><li>B：第二。</li></ul>",
        "取值如下：<ul><li>A 表示第一。</li><li>B（第二）</li></ul>",
        "Valid values: `A`: one. `B`: two.",
        "Valid values: `A`: the same as `x`, or more. `B`: two. Unit: none.",
        "Valid values: A: one; B: two.",
        "Valid values: A: one, or more; B: two; default: A.",
        "取值：`A`：一。`B`：二。",
        "枚举值：A、B。",
    ] {
        let page = described("string", description);
        assert_eq!(said(&page).values, ["A", "B"], "{description}");
        assert_whole(&page, description);
    }
    let page = described("string", "取值：<br>0：关。<br>1：开。");
    assert_eq!(said(&page).values, ["0", "1"]);
    let page = described(
        "string",
        "Valid values: <ul><li>FAST: quick.</li><li>SLOW (default): not so.</li></ul>Optional.",
    );
    let expected = Said {
        values: vec!["FAST".to_owned(), "SLOW".to_owned()],
        default: Some("SLOW".to_owned()),
        presence: Some(Given::Optional),
        ..Said::default()
    };
    assert_eq!(said(&page), expected);
}

#[test]
fn values_that_cannot_be_read_are_told() {
    for description in [
        "Valid values: <ul><li>A: first.</li><li>Any other name.</li></ul>",
        "Valid values:<br>the names of all boxes.",
        "Valid values: <ul><li>A: first.</li></ul>Other words.<ul><li>B: second.</li></ul>",
        "Valid values: the names of all boxes.",
        "Valid values: a positive integer.",
        "Valid values: A, B, and any name of a box.",
        "Valid values: HIGH/LOW.",
        "Valid values: A, B, C, etc.",
        "Valid values: A, B, and others.",
        "Valid values: `A`, `B`, and empty.",
        "Valid values: `A` and `a box`.",
        "Possible values: see the list of boxes.",
        "取值为正整数。",
        "取值为 A、B 和其他名称。",
        "枚举值：见列表。",
        "可选值为其他名称。",
    ] {
        let page = described("string", description);
        assert_eq!(said(&page).values, [""; 0], "{description}");
        assert_told(&page, "values that are listed for `key`", description);
    }
}

#[test]
fn a_table_that_describes_no_field_is_told() {
    let table = |name: &str| {
        page(&format!(
            "| Parameter | Type | Description |\n|---|---|---|\n| key | object | The key. |\n\n\
             * **Parameters in {name}**\n\n\
             | Parameter | Type | Description |\n|---|---|---|\n| teeth | integer | How many. |"
        ))
    };
    assert_whole(&table("key"), "a table of a field");
    assert_whole(&table("data"), "a table that the other half takes");
    assert_told(
        &table("nothing"),
        "table of `nothing` describes no field",
        "nothing",
    );
    assert_told(&table("key/nothing"), "table of `nothing`", "one of two");
}

#[test]
fn a_list_has_the_items_that_its_type_word_names() {
    for (type_word, expected) in [
        ("Array of String", "list<string>"),
        ("array of strings", "list<string>"),
        ("list<string>", "list<string>"),
        ("string\\[\\]", "list<string>"),
        ("Array of Integer", "list<integer>"),
        ("Array of Booleans", "list<boolean>"),
        ("array", "list<any>"),
    ] {
        let page = described(type_word, "The keys.");
        let files = crate::skeleton(facts(&page), &crate::Hints::default()).files;
        let spec = &files["spec/actions/TurnKey.toml"];
        assert!(
            spec.contains(&format!("\"{expected}\"")),
            "{type_word}: {spec}"
        );
    }
}
