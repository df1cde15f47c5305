//! Each kind of change, with what it does to callers and to the wire.
//!
//! The specs are as small as a spec can be.

mod kinds;
mod line;

use oms_testkit::SPEC_ROOT;

use super::*;
use crate::SourceFile;

const MODE: &str = r#"
[shape.Mode]
type = "enum"
doc = "A mode."
[shape.Mode.values.FAST]
doc = "Fast."
"#;

const ACTION: &str = r#"
name = "Ping"
summary = "Pings."
effect = "read"
since = {}
[request.id]
type = "string"
presence = "required"
doc = "The ID."
[request.count]
type = "integer"
presence = "optional"
doc = "How often."
maximum = 10
[data]
type = "object"
doc = "What came back."
[data.fields.mode]
type = "Mode"
presence = "optional"
doc = "The mode."
"#;

fn root_file() -> String {
    format!("{SPEC_ROOT}{MODE}")
}

fn load(root: &str, action: &str, request: &str) -> Api {
    let mut files = vec![
        ("spec/oms.toml", root),
        ("spec/examples/Ping/a.request.json", request),
        (
            "spec/examples/Ping/a.response.json",
            r#"{"success": true, "data": {}}"#,
        ),
    ];
    if action.is_empty() {
        files.truncate(1);
    } else {
        files.push(("spec/actions/Ping.toml", action));
    }
    let files: Vec<_> = files
        .into_iter()
        .map(|(path, text)| SourceFile {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
        .collect();
    crate::load(&files).unwrap_or_else(|problems| panic!("{problems}"))
}

fn evolution(root: (&str, &str), action: (&str, &str)) -> Vec<String> {
    let request = r#"{"id": "x"}"#;
    let old = load(&root_file(), ACTION, request);
    let action = ACTION.replace(action.0, action.1);
    let request = if action.contains("[request.id]") {
        request
    } else {
        r#"{"key": "x"}"#
    };
    let request = if action.contains("[request.must]") {
        r#"{"id": "x", "must": true}"#
    } else {
        request
    };
    let new = load(&root_file().replace(root.0, root.1), &action, request);
    let evolution = Evolution::between(&old, &new);
    evolution
        .changes()
        .iter()
        .filter(|change| !change.what.contains("an example of it"))
        .map(|change| {
            format!(
                "{} | {} | {} {} | {}",
                change.place,
                change.what,
                change.callers.as_str(),
                change.wire.as_str(),
                change.step().as_str()
            )
        })
        .collect()
}

#[test]
fn each_kind_of_change_says_what_it_does_to_callers_and_to_the_wire() {
    let same = ("", "");
    for (root, action, expected) in [
        (same, same, ""),
        (
            same,
            ("Pings.", "Pings it."),
            "Ping | its description reads otherwise | none none | patch",
        ),
        (
            same,
            (
                "[data]",
                "[request.extra]\ntype = \"boolean\"\npresence = \"optional\"\ndoc = \"x\"\n[data]",
            ),
            "Ping request.extra | the field is new and optional | compatible compatible | minor",
        ),
        (
            same,
            (
                "[data]",
                "[request.must]\ntype = \"boolean\"\npresence = \"required\"\ndoc = \"x\"\n[data]",
            ),
            "Ping request.must | the field is new and required | breaking breaking | major",
        ),
        (
            same,
            ("[request.id]", "[request.key]"),
            "Ping request.key | it was called `id` on the wire | none breaking | minor",
        ),
        (
            same,
            ("presence = \"required\"", "presence = \"optional\""),
            "Ping request.id | it is optional, it was required | breaking compatible | major",
        ),
        (same, ("type = \"integer\"", "type = \"number\""), ""),
        (
            same,
            ("maximum = 10", "maximum = 20"),
            "Ping request.count | its greatest value is 20, it was 10 | compatible compatible | minor",
        ),
        (
            same,
            ("maximum = 10", "maximum = 5"),
            "Ping request.count | its greatest value is 5, it was 10 | breaking compatible | major",
        ),
        (
            same,
            (
                "effect = \"read\"",
                "effect = \"write\"\nimpact = \"Pings.\"",
            ),
            "Ping | it is a write, it was a read | breaking none | major\n\
             Ping | calling it twice is no longer harmless | breaking none | major\n\
             Ping | what a plan tells of it reads otherwise | none none | patch",
        ),
        (
            same,
            (
                "effect = \"read\"",
                "effect = \"read\"\ncommand = \"knock\"",
            ),
            "Ping | its command is `knock`, it was `ping` | breaking none | major",
        ),
        (
            (
                "[shape.Mode.values.FAST]",
                "[shape.Mode.values.SLOW]\ndoc = \"Slow.\"\n[shape.Mode.values.FAST]",
            ),
            same,
            "shape Mode.SLOW | the member is new | compatible compatible | minor",
        ),
        (
            ("query-key = \"Action\"", "query-key = \"Do\""),
            same,
            "dispatch | the query key is `Do`, it was `Action` | none breaking | minor",
        ),
    ] {
        let (action, expected) = if action.0 == "type = \"integer\"" {
            // A maximum does not fit a number with a fraction.
            (
                (
                    "type = \"integer\"\npresence = \"optional\"\ndoc = \"How often.\"\nmaximum = 10",
                    "type = \"number\"\npresence = \"optional\"\ndoc = \"How often.\"",
                ),
                "Ping request.count | its type is `number`, it was `integer` | breaking compatible | major\nPing request.count | its greatest value is not bounded, it was 10 | compatible compatible | minor\nPing request.count | the constant with the rule of its numbers is gone | breaking none | major",
            )
        } else {
            (action, expected)
        };
        let changes = evolution(root, action);
        // A rename in Rust follows from one on the wire.
        let changes: Vec<_> = changes
            .into_iter()
            .filter(|change| !change.contains("in Rust"))
            .collect();
        assert_eq!(changes.join("\n"), expected, "{root:?} {action:?}");
    }
}

/// A kind of change is a replacement in one file, and a payload that comes or goes changes the
/// example as well.
#[test]
fn p278_a_payload_that_comes_or_goes_breaks_callers_and_the_wire_where_it_is_needed() {
    let head = ACTION.split("[data]").next().unwrap();
    let api = |data: &str, answer: &str| {
        let action = format!("{head}{data}");
        let files = [
            ("spec/oms.toml", SPEC_ROOT),
            ("spec/actions/Ping.toml", &action),
            ("spec/examples/Ping/a.request.json", r#"{"id": "x"}"#),
            ("spec/examples/Ping/a.response.json", answer),
        ];
        let files = files.map(|(path, text)| SourceFile {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        });
        crate::load(&files).unwrap_or_else(|problems| panic!("{problems}"))
    };
    let without = api("", r#"{"success": true}"#);
    for (presence, comes, goes) in [
        ("required", "breaking", "breaking"),
        ("nullable", "compatible", "breaking"),
        ("optional", "compatible", "compatible"),
        ("optional-nullable", "compatible", "compatible"),
    ] {
        let data =
            format!("[data]\ntype = \"string\"\npresence = \"{presence}\"\ndoc = \"A word.\"\n");
        let with = api(&data, r#"{"success": true, "data": "x"}"#);
        for (old, new, wire) in [(&without, &with, comes), (&with, &without, goes)] {
            let evolution = Evolution::between(old, new);
            let changes = evolution.changes().iter();
            let found: Vec<_> = changes
                .filter(|change| change.place == "Ping data")
                .map(|change| (change.callers.as_str(), change.wire.as_str()))
                .collect();
            assert_eq!(found, [("breaking", wire)], "{presence}: {evolution}");
        }
    }
}

#[test]
fn a_removed_action_breaks_and_a_new_one_does_not() {
    let whole = load(&root_file(), ACTION, r#"{"id": "x"}"#);
    let empty = load(&root_file(), "", "");
    assert_eq!(
        Evolution::between(&whole, &empty).step(),
        Some(VersionStep::Major)
    );
    assert_eq!(
        Evolution::between(&empty, &whole).step(),
        Some(VersionStep::Minor)
    );
    assert_eq!(Evolution::between(&whole, &whole).step(), None);
    assert_eq!(
        Evolution::between(&whole, &whole).to_string(),
        "nothing changed\n"
    );
}
