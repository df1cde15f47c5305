//! Files and specs of a size that nobody writes: they are answered in a time that grows with them,
//! not with their square.
//!
//! Each would take minutes or the whole stack if a step looked at everything for everything; no
//! clock decides, but a hang is seen.

use std::fmt::Write;

use oms_spec::load;

use super::any_bytes::check_report;
use crate::support::patch::{Files, base, sources};

const ROOT: &str = "spec/oms.toml";
const ACTION: &str = "spec/actions/ListTasks.toml";
const REQUEST: &str = "spec/examples/ListTasks/page.request.json";
const ANSWER: &str = "spec/examples/ListTasks/page.response.json";

/// Text made of numbered parts.
fn numbered(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

/// The codes that are reported of the good spec with one file changed.
fn codes(path: &str, change: impl Fn(&mut String)) -> Vec<String> {
    let mut files = base();
    let bytes = files.entry(path.to_owned()).or_default();
    let mut text = String::from_utf8(std::mem::take(bytes)).expect("the base is UTF-8");
    change(&mut text);
    *bytes = text.into_bytes();
    codes_of(files)
}

fn codes_of(files: Files) -> Vec<String> {
    match load(&sources(files)) {
        Ok(_) => Vec::new(),
        Err(report) => {
            check_report(&report);
            let codes = report.iter().map(|problem| problem.code().to_string());
            codes.collect()
        }
    }
}

#[test]
fn a_key_that_stands_fifty_thousand_times() {
    let found = codes(ACTION, |text| {
        text.insert_str(0, &"effect = \"read\"\n".repeat(50_000));
    });
    assert_eq!(found.len(), 50_000);
    assert!(found.iter().all(|code| code == "S005"));
}

#[test]
fn thirty_thousand_keys_that_are_unknown() {
    let keys = numbered(30_000, |key| format!("\"k {key}\" = 1\n"));
    let found = codes(ACTION, |text| text.insert_str(0, &keys));
    assert_eq!(found.len(), 30_000);
}

#[test]
fn two_tables_of_ten_thousand_shapes_under_two_spellings() {
    let shape = |word, name| format!("[{word}.S{name}]\ntype = \"string\"\ndoc = \"x\"\n");
    let text = numbered(10_000, |name| shape("shape", name))
        + &numbered(10_000, |name| shape("shapes", name + 10_000));
    assert_eq!(codes(ROOT, |root| root.push_str(&text)), ["S101"]);
}

#[test]
fn a_row_of_ten_thousand_shapes_that_hold_each_other() {
    let count = 10_000;
    let row = |last: usize| {
        numbered(count, |name| {
            let next = if name + 1 == count { last } else { name + 1 };
            format!(
                "[shape.S{name}]\ntype = \"object\"\ndoc = \"x\"\nfields.f = {{ type = \"S{next}\", presence = \"required\", doc = \"x\" }}\n"
            )
        })
    };
    assert_eq!(codes(ROOT, |root| root.push_str(&row(0))), ["S304"]);
    let end = "[shape.S10001]\ntype = \"string\"\ndoc = \"x\"\n";
    let good = row(10_001) + end;
    assert_eq!(codes(ROOT, |root| root.push_str(&good)), [""; 0]);
}

#[test]
fn an_enumeration_of_ten_thousand_values_with_a_variant_for_each() {
    let values = numbered(10_000, |value| {
        format!("[data.fields.tasks.fields.kind.values.V{value}]\ndoc = \"x\"\n")
    });
    let variants = numbered(5_000, |value| {
        format!(
            "[data.fields.tasks.fields.detail.variants.V{value}]\nwhen = [\"V{value}\"]\ntype = \"any\"\ndoc = \"x\"\n"
        )
    });
    let found = codes(ACTION, |text| text.push_str(&(values.clone() + &variants)));
    assert_eq!(found, [""; 0]);
}

#[test]
fn an_object_of_ten_thousand_fields_and_an_example_with_all_of_them() {
    let fields = numbered(10_000, |field| {
        format!("[request.f{field}]\ntype = \"integer\"\npresence = \"required\"\ndoc = \"x\"\n")
    });
    let mut files = base();
    files
        .get_mut(ACTION)
        .expect("it is there")
        .extend(fields.bytes());
    let members = numbered(10_000, |field| format!(", \"f{field}\": 1"));
    files.insert(
        REQUEST.to_owned(),
        format!("{{\"pageNumber\": 1{members}}}").into_bytes(),
    );
    assert_eq!(codes_of(files.clone()), [""; 0]);
    // Ten thousand that are missing, and ten thousand that are not declared.
    let members = numbered(10_000, |field| format!(", \"g{field}\": 1"));
    files.insert(
        REQUEST.to_owned(),
        format!("{{\"pageNumber\": 1{members}}}").into_bytes(),
    );
    let found = codes_of(files);
    assert!(found.iter().all(|code| code == "S504" || code == "S505"));
}

#[test]
fn a_list_of_ten_thousand_items_with_the_same_mistake() {
    let items = numbered(10_000, |_| "{\"odd\": 1},".to_owned());
    let text = format!("{{\"success\": true, \"data\": {{\"tasks\": [{items}{{}}]}}}}");
    let found = codes(ANSWER, |answer| answer.clone_from(&text));
    // Four fields that every item lacks, and one that none may have.
    assert_eq!(found, ["S504", "S504", "S504", "S504", "S505"]);
}

#[test]
fn nesting_without_an_end() {
    let deep = "[".repeat(500_000);
    assert_eq!(
        codes(ACTION, |text| *text = format!("a = {deep}")),
        ["S003"]
    );
    assert_eq!(codes(REQUEST, |text| text.clone_from(&deep)), ["S006"]);
    let closed = deep.clone() + &"]".repeat(500_000);
    assert_eq!(codes(REQUEST, |text| text.clone_from(&closed)), ["S003"]);
    let objects = "{\"a\":".repeat(150_000) + "1" + &"}".repeat(150_000);
    assert_eq!(codes(REQUEST, |text| text.clone_from(&objects)), ["S003"]);
    let tables = "a = {".repeat(150_000);
    assert_eq!(codes(ACTION, |text| text.clone_from(&tables)), ["S003"]);
    let dots = "a.".repeat(400_000);
    assert_eq!(codes(ACTION, |text| *text = format!("[{dots}a]")), ["S003"]);
}

#[test]
fn a_line_of_a_million_characters() {
    let long = "x".repeat(1_000_000);
    let found = codes(ACTION, |text| {
        *text = text.replace("\"read\"", &format!("\"{long}\""));
    });
    assert_eq!(found, ["S104"]);
    let found = codes(ACTION, |text| *text = text.replace("\"read\"", &long));
    assert_eq!(found, ["S004"]);
}

#[test]
fn a_pattern_with_many_ways_to_match() {
    let mut files = base();
    let action = String::from_utf8(files[ACTION].clone()).expect("UTF-8");
    let pattern = ".*".repeat(40) + "b";
    let action = action.replace("max-items = 3", &format!("pattern = \"{pattern}\""));
    files.insert(ACTION.to_owned(), action.into_bytes());
    let text = format!("{{\"labels\": [\"{}\"]}}", "a".repeat(200_000));
    files.insert(REQUEST.to_owned(), text.into_bytes());
    assert_eq!(codes_of(files), ["S508"]);
}

#[test]
fn two_thousand_actions_with_a_mistake_in_each() {
    let mut files = base();
    let action = String::from_utf8(files[ACTION].clone()).expect("UTF-8");
    for number in 0..2_000 {
        let name = format!("ListTasks{number}");
        let mut text = String::new();
        let own = action
            .replace("ListTasks", &name)
            .replace("presence", "presense");
        write!(text, "{own}").expect("writing to a text cannot fail");
        files.insert(format!("spec/actions/{name}.toml"), text.into_bytes());
        // Half of the folders of examples belong to no action.
        let folder = if number % 2 == 0 {
            name
        } else {
            format!("Other{number}")
        };
        for (from, to) in [(REQUEST, "request"), (ANSWER, "response")] {
            let path = format!("spec/examples/{folder}/page.{to}.json");
            files.insert(path, files[from].clone());
        }
    }
    assert!(codes_of(files).len() > 5_000);
}
