//! Wordings that pages have besides those of the fixtures: each is read whole, or told as lost.

use crate::facts::Facts;
use crate::page::Page;

/// A page of one action with these lines in the place of its parameters.
fn page(parameters: &str) -> Page {
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
fn described(type_word: &str, description: &str) -> Page {
    page(&format!(
        "| Parameter | Type | Description |\n|---|---|---|\n| key | {type_word} | {description} |"
    ))
}

fn facts(page: &Page) -> &Facts {
    let [facts] = &page.actions[..] else {
        panic!("{:?}", page.notices);
    };
    assert_eq!(facts.complete, !page.is_cut(), "{:?}", page.notices);
    facts
}

fn assert_whole(page: &Page, what: &str) {
    assert!(!page.is_cut(), "{what}: {:?}", page.notices);
}

/// The page is called cut, with a notice that has these words and a line of the page.
fn assert_told(page: &Page, words: &str, what: &str) {
    let told = page
        .notices
        .iter()
        .find(|notice| notice.to_string().contains(words));
    let told = told.unwrap_or_else(|| panic!("{what}: {:?}", page.notices));
    assert!(told.line > 1 && page.is_cut(), "{what}: {told:?}");
    assert!(!facts(page).complete, "{what}");
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
