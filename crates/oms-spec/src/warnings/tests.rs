//! Each doubt, by a change of a spec about which there is none.

use super::warnings;
use crate::SourceFile;
use crate::evolution::Kind;

/// The text that is replaced, its replacement, and the doubt; the first one is there without a
/// change.
const DOUBTS: &[(&str, &str, &str)] = &[
    (
        "[shape.Size]",
        "[shape.Unused]\ntype = \"string\"\ndoc = \"Unused.\"\n[shape.Size]",
        "shape Unused: no action uses it",
    ),
    (
        "effect = \"read\"",
        "effect = \"write\"\nimpact = \"Pings.\"\nsubject = false",
        "Ping: it is paged, and a write: each page would be a change of its own",
    ),
    (
        "[request.name]",
        "[request.name]\nsince = { enterprise = \"4.1.0\" }",
        "Ping request.name: its `since` is no later than that of the action",
    ),
    (
        "[request.name]",
        "[request.\"name \"]\nrust = \"name\"",
        "Ping request.name : the name has a blank at an end",
    ),
    (
        "[request.name]",
        "[request.apiToken]\ntype = \"list<string>\"\npresence = \"optional\"\ndoc = \"A.\"\n[request.name]",
        "Ping request.apiToken: its name is one of a secret, and its type is shown",
    ),
    (
        "[shape.Mode.values.SLOW]",
        "[shape.Mode.values.\"SL\u{41e}W\"]\nrust = \"Slow\"",
        "shape Mode.SL\u{41e}W: the name has Latin letters beside others, which may look alike",
    ),
    (
        "[data]\ntype = \"list<object>\"",
        "[discrepancy.count-type]\nat = \"request.count\"\ndocumented = \"string\"\nobserved = \"number\"\nexample = \"a\"\nprovenance = \"assumption\"\ndecision = \"Send a text.\"\n[data]\ntype = \"list<object>\"",
        "Ping discrepancy.count-type: its decision is to send a text, and a number is sent",
    ),
    (
        "{}",
        "{\"sent\": \"FASTT\"}",
        "Ping/a request.sent: `FASTT` is no value of its enumeration, and nearly `FAST`",
    ),
];

fn found(change: impl Fn(&str) -> String) -> Vec<String> {
    let files = Kind::base().into_iter().map(|file| {
        let text = String::from_utf8(file.bytes).unwrap();
        SourceFile {
            bytes: change(&text).into_bytes(),
            ..file
        }
    });
    doubts(&files.collect::<Vec<_>>())
}

/// The doubts about a spec.
fn doubts(files: &[SourceFile]) -> Vec<String> {
    let api = crate::load(files).unwrap_or_else(|problems| panic!("{problems}"));
    let warnings = warnings(&api).into_iter();
    warnings
        .map(|warning| format!("{}: {}", warning.place, warning.what))
        .collect()
}

/// Holds a further name of a field to being doubted, or not.
fn assert_doubted(name: &str, is_doubted: bool) {
    let also = format!("also = [\"sort\", \"{name}\"]");
    let warnings = found(|text| text.replacen("also = [\"sort\"]", &also, 1));
    assert_eq!(warnings.len(), usize::from(is_doubted), "{warnings:?}");
}

#[test]
fn p276_what_was_passed_over_in_silence_is_warned_of() {
    assert_eq!(found(str::to_owned), Vec::<String>::new());
    for (from, to, doubt) in DOUBTS {
        let warnings = found(|text| {
            let text = text.replace("probe = \"Ping\"\n", "");
            if *from == "{}" {
                return if text == "{}" { (*to).to_owned() } else { text };
            }
            let text = text.replacen(from, to, 1);
            // The discrepancy needs a value that shows it, and a page that says otherwise.
            if to.contains("count-type") {
                let page = "[request.count]\ndocumented = \"string\"";
                return match text.as_str() {
                    "{}" => "{\"count\": 7}".to_owned(),
                    text => text.replace("[request.count]", page),
                };
            }
            text
        });
        assert_eq!(warnings, [*doubt]);
    }
}

#[test]
fn p276_latin_letters_with_marks_look_like_no_others() {
    for (name, is_doubted) in [
        ("\u{fc}n\u{ef}", false),
        ("Stra\u{df}e", false),
        ("n-\u{2192}", false),
        ("n\u{430}m", true),
        ("\u{fc}\u{3bf}", true),
        ("\u{131}d", true),
        ("a\u{1c0}b", true),
        ("\u{212a}elvin", true),
    ] {
        assert_doubted(name, is_doubted);
    }
}

#[test]
fn p276_a_sign_that_looks_like_one_of_ascii_is_warned_of() {
    for (name, is_doubted) in [
        ("n-a_b", false),
        ("n a", false),
        ("\u{5168}\u{ff08}\u{91cf}\u{ff09}", false),
        ("n\u{2010}a", true),
        ("n\u{2212}a", true),
        ("n\u{ff3f}a", true),
        ("n\u{b7}a", true),
        ("n\u{a0}a", true),
    ] {
        assert_doubted(name, is_doubted);
    }
}

#[test]
fn a_group_that_is_nearly_another_one_is_warned_of() {
    let declared = "[group.Labels]\ndoc = \"Labels.\"\ncommand = \"label\"\n[shape.Size]";
    for (group, doubt) in [
        ("Labels", None),
        (
            "Label",
            Some("Ping: its group `Label` is declared nowhere, and nearly `Labels`"),
        ),
        (
            "labels",
            Some("Ping: its group `labels` is declared nowhere, and nearly `Labels`"),
        ),
        ("Regions", None),
    ] {
        let group = format!("effect = \"read\"\ngroup = \"{group}\"");
        let warnings = found(|text| {
            let text = text.replacen("[shape.Size]", declared, 1);
            text.replacen("effect = \"read\"", &group, 1)
        });
        assert_eq!(warnings, Vec::from_iter(doubt), "{group}");
    }
}

#[test]
fn a_group_of_one_that_is_nearly_one_of_several_is_warned_of() {
    let group = |name: &str| format!("effect = \"read\"\ngroup = \"{name}\"");
    let mut files: Vec<SourceFile> = Vec::new();
    for (action, group) in [
        ("Ping", group("Others")),
        ("Pong", group("Others")),
        ("Peng", group("Other")),
    ] {
        for file in Kind::base() {
            let text = String::from_utf8(file.bytes).unwrap();
            let text = text.replacen("effect = \"read\"", &group, 1);
            let text = match file.path.as_str() {
                "spec/oms.toml" if action != "Ping" => continue,
                "spec/oms.toml" => text,
                _ => text.replace("\"Ping\"", &format!("\"{action}\"")),
            };
            files.push(SourceFile {
                path: file.path.replace("Ping", action),
                bytes: text.into_bytes(),
            });
        }
    }
    let doubt = "Peng: its group `Other` is declared nowhere, and nearly `Others`";
    assert_eq!(doubts(&files), [doubt]);
}

#[test]
fn p276_a_read_whose_name_changes_something_is_warned_of() {
    let files = Kind::base().into_iter().map(|file| SourceFile {
        path: file.path.replace("Ping", "DeletePing"),
        bytes: String::from_utf8(file.bytes)
            .unwrap()
            .replace("\"Ping\"", "\"DeletePing\"")
            .into_bytes(),
    });
    let doubts = doubts(&files.collect::<Vec<_>>());
    let what = ": its name begins with `Delete`, and `effect` says that it only reads";
    assert!(doubts.iter().any(|doubt| doubt.ends_with(what)));
}

#[test]
fn p245_a_write_on_what_is_an_id_elsewhere_and_plain_text_here_is_warned_of() {
    let root = |text: String| {
        text.replacen(
            "[shape.Name]",
            "[subject.thing]\ndoc = \"A thing.\"\n[shape.Name]\nidentifies = \"thing\"",
            1,
        )
    };
    let write = |text: String, ty: &str| {
        let paging = "paging = { page-number = \"page\", page-size = \"pageSize\" }\n";
        let name = "[request.name]\ntype = \"Name\"\npresence = \"optional\"";
        let required = format!("[request.name]\ntype = \"{ty}\"\npresence = \"required\"");
        text.replace("\"Ping\"", "\"Pong\"")
            .replacen(
                "effect = \"read\"",
                "effect = \"write\"\nimpact = \"Pongs.\"",
                1,
            )
            .replacen(paging, "", 1)
            .replacen(name, &required, 1)
    };
    let doubt = "Pong request.name: it is plain text, and the ID of a thing in other actions: as \
                 it is, nothing looks up what the write acts on";
    for (ty, example, expected) in [
        ("string", "{\"name\": \"x\"}", vec![doubt]),
        ("list<string>", "{\"name\": [\"x\"]}", vec![doubt]),
        ("Name", "{\"name\": \"x\"}", vec![]),
    ] {
        let mut files: Vec<SourceFile> = Vec::new();
        for file in Kind::base() {
            let text = String::from_utf8(file.bytes).unwrap();
            let (path, other) = (file.path.replace("Ping", "Pong"), text.clone());
            let other = match path.as_str() {
                "spec/oms.toml" => None,
                _ if other == "{}" => Some(example.to_owned()),
                _ => Some(write(other, ty)),
            };
            files.push(SourceFile {
                bytes: root(text).into_bytes(),
                path: file.path,
            });
            files.extend(other.map(|text| SourceFile {
                path,
                bytes: text.into_bytes(),
            }));
        }
        assert_eq!(doubts(&files), expected, "{ty}");
    }
}
