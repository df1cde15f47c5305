//! Differences by class, and none where there is none.

use super::{PAGES, record};
use crate::compare::{Against, Class, between};
use crate::evidence::Evidence;
use crate::record::Record;

fn classes(old: &str, new: &str) -> Vec<(Class, String, String, String)> {
    stated(&record(old), &record(new))
}

/// The differences without their places.
fn stated(old: &Record, new: &Record) -> Vec<(Class, String, String, String)> {
    let changes = between(old, new, Against::Page).into_iter();
    changes
        .map(|change| (change.class, change.at, change.old, change.new))
        .collect()
}

#[test]
fn p273_a_page_whose_line_ends_headings_and_date_changed_reports_the_date_alone() {
    let old = PAGES[2];
    let new = old
        .replace("Updated on 2024-05-06", "2024-06-07 10:00:00  Updated")
        .replace("\nResponse parameters\n", "\nReturn result\n")
        .replace("\nCall description\n", "\nUsage notes\n")
        .replace("\nRequest example\n", "\nSample request\n")
        .replace("It packs boxes.", "It packs all the boxes.")
        .replace('\n', "\r\n");
    let date = |text: &str| text.to_owned();
    let expected = (
        Class::Date,
        date("action"),
        date("2024-05-06"),
        date("2024-06-07"),
    );
    assert_eq!(classes(old, &new), [expected]);
    for page in &PAGES[..4] {
        assert_eq!(classes(page, page), []);
    }
    // The same page in another rendering, with marks and broken rows elsewhere.
    let lists = "| measure | string | What is measured. <ul>";
    let rendered: Vec<_> = classes(PAGES[0], PAGES[3])
        .into_iter()
        .filter(|(class, ..)| *class != Class::Date)
        .collect();
    assert!(PAGES[0].contains(lists));
    assert_eq!(rendered, []);
}

/// Edits of a page: the old text, the new text, the class of the change and the field.
const CHANGES: &[(&str, &str, Class, &str)] = &[
    (
        "| lock | string",
        "| bolt | string | A bolt. |\n| lock | string",
        Class::Added,
        "request.bolt",
    ),
    (
        "| shelfIds | array | At most three shelves. |\n",
        "",
        Class::Removed,
        "request.shelfIds",
    ),
    (
        "| shelfIds | array",
        "| shelfIds | list",
        Class::TypeWord,
        "request.shelfIds",
    ),
    (
        "`SHUT`, and `SEALED`",
        "`SHUT`, and `TAPED`",
        Class::Enumeration,
        "request.kind",
    ),
    (
        "DEPTH and WIDTH",
        "DEPTH and HEIGHT",
        Class::Enumeration,
        "request.measure",
    ),
    (
        "Default value: `SHUT`",
        "Default value: `OPEN`",
        Class::Default,
        "request.kind",
    ),
    (
        "exceed 40 characters",
        "exceed 50 characters",
        Class::Limit,
        "request.label",
    ),
    (
        "At most three",
        "At most four",
        Class::Limit,
        "request.shelfIds",
    ),
    (
        "must be specified",
        "may be missing",
        Class::Presence,
        "request.lock",
    ),
    ("A code in Base64", "A code", Class::Form, "request.lock"),
    ("`POST /api", "`GET /api", Class::Address, "action"),
    ("/api/v2?Action", "/api/v3?Action", Class::Address, "action"),
    ("V1.2.3", "V1.3.0", Class::Version, "action"),
    (
        "\"layers\":2",
        "\"layers\":\"2\"",
        Class::ExampleKind,
        "request.wrap.layers",
    ),
    (
        "| room | CrateRoomEnum",
        "| room | string",
        Class::TypeWord,
        "data.detail<HALF>.room",
    ),
    (
        "| door | string",
        "| door | integer",
        Class::TypeWord,
        "appendix.Cupboard.door",
    ),
];

#[test]
fn p274_each_change_of_a_page_has_its_class_and_both_lines() {
    let old = PAGES[0];
    for (what, into, class, at) in CHANGES {
        assert!(old.contains(what), "{what}");
        let new = old.replacen(what, into, 1);
        let changes = between(&record(old), &record(&new), Against::Page);
        let [change] = &changes[..] else {
            panic!("{what}: {changes:?}");
        };
        assert_eq!((change.class, change.at.as_str()), (*class, *at));
        let line =
            |text: &str, part: &str| text[..text.find(part).unwrap()].matches('\n').count() + 1;
        // An example is named by the line that it begins in.
        if *class != Class::ExampleKind {
            if let Some(place) = &change.old_place {
                assert_eq!(place.line, line(old, what), "{what}");
            }
            if let Some(place) = &change.new_place {
                assert_eq!(place.line, line(&new, into), "{what}");
            }
        }
        assert_eq!(change.old_place.is_none(), *class == Class::Added);
        assert_eq!(change.new_place.is_none(), *class == Class::Removed);
        let text = crate::as_text(&changes);
        assert_eq!(text.lines().count(), 1);
        assert!(
            text.contains(class.words()) && text.contains("page:"),
            "{text}"
        );
        assert_eq!(crate::as_json(&changes)[0]["class"], class.words());
    }
}

/// Edits of a row that two variants share.
const SHARED: &[(&str, &str)] = &[
    ("| weight | long", "| weight | string"),
    (
        "      | weight | long",
        "      | height | long | Its height. |\n      | weight | long",
    ),
];

#[test]
fn p274_a_page_differs_alike_from_its_older_state_and_from_the_evidence_of_it() {
    let single = CHANGES.iter().map(|(what, into, ..)| (*what, *into, 1));
    let shared = SHARED.iter().map(|(what, into)| (*what, *into, 2));
    for (what, into, count) in single.chain(shared) {
        assert!(PAGES[0].contains(what), "{what}");
        let changed = PAGES[0].replacen(what, into, 1);
        for (old, new) in [(PAGES[0], changed.as_str()), (&changed, PAGES[0])] {
            let (old, new) = (record(old), record(new));
            let text = Evidence::of(old.clone(), None).text();
            let kept = Evidence::parse("evidence.toml", &text).unwrap().record;
            let differences = stated(&old, &new);
            assert_eq!(differences.len(), count, "{what}: {differences:?}");
            assert_eq!(differences, stated(&kept, &new), "{what}");
        }
    }
}

#[test]
fn a_name_with_a_blank_at_an_end_is_the_name_without_it() {
    for (name, value, half) in [("label", "fragile", "request"), ("state", "FULL", "data")] {
        let shown = format!("\"{name}\":\"{value}\"");
        assert!(PAGES[0].contains(&shown), "{shown}");
        let odd = PAGES[0].replacen(&shown, &format!("\"{name} \":7"), 1);
        let expected = (
            Class::ExampleKind,
            format!("{half}.{name}"),
            "string".to_owned(),
            "number".to_owned(),
        );
        assert_eq!(classes(PAGES[0], &odd), [expected]);
        let read = crate::read("page", odd.as_bytes());
        let told = format!("the example spells `{name} ` with a blank at an end");
        let mut notices = read.notices.iter();
        assert!(
            notices.any(|notice| notice.to_string().contains(&told)),
            "{:?}",
            read.notices
        );
    }
}
