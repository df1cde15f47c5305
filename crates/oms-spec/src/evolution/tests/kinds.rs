//! The rules against each kind of change, and against changes that are no replacement in a line.

use std::collections::BTreeSet;

use super::super::Impact::{Breaking, None as Nothing};
use super::super::kinds::{Kind, edited, sources};
use super::super::*;
use crate::language::keys::{KeyKind, TableRule};
use crate::language::tables;

fn load(change: impl Fn(&str) -> String) -> Api {
    load_with(change, "{}")
}

fn load_with(change: impl Fn(&str) -> String, request: &str) -> Api {
    let files = sources(&edited(change), request);
    crate::load(&files).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn p278_each_kind_of_change_is_judged_for_callers_and_for_the_wire() {
    let kinds = Kind::all();
    let listed = include_str!("../kinds.toml").matches("[[kind]]").count();
    assert_eq!(kinds.len(), listed, "every kind can be read");
    let old = load(str::to_owned);
    let mut wrong = Vec::new();
    for kind in kinds {
        let title = format!("{} -> {} ({})", kind.from, kind.to, kind.because);
        assert!(kind.files() != Kind::base(), "{title} changes nothing");
        let new = match crate::load(&kind.files()) {
            Ok(new) => new,
            Err(problems) => {
                wrong.push(format!("{title}\n{problems}"));
                continue;
            }
        };
        let evolution = Evolution::between(&old, &new);
        let worst = |of: fn(&Change) -> Impact| {
            let impacts = evolution.changes().iter().map(of);
            impacts.max().unwrap_or(Nothing)
        };
        let found = (worst(|change| change.callers), worst(|change| change.wire));
        if found != (kind.callers, kind.wire) || evolution.changes().is_empty() {
            wrong.push(format!("{title}:\n{evolution}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn p278_a_renamed_shape_is_the_same_on_the_wire() {
    let old = load(str::to_owned);
    for (from, to) in [("Parcel", "Package"), ("Name", "Label"), ("Mode", "Manner")] {
        let new = load(|part| {
            let part = part.replace(&format!("shape.{from}"), &format!("shape.{to}"));
            part.replace(&format!("\"{from}\""), &format!("\"{to}\""))
        });
        let evolution = Evolution::between(&old, &new);
        let of = |side: fn(&Change) -> Impact| evolution.changes().iter().map(side).max();
        assert_eq!(of(|change| change.callers), Some(Breaking), "{evolution}");
        assert_eq!(of(|change| change.wire), Some(Nothing), "{evolution}");
    }
}

#[test]
fn p278_a_paged_read_that_becomes_a_write_and_the_reverse_break_callers() {
    let unprobed = |part: &str| part.replace("probe = \"Ping\"\n", "");
    let read = load(unprobed);
    let write = load(|part| {
        unprobed(part).replace(
            "effect = \"read\"",
            "effect = \"write\"\nimpact = \"Pings.\"\nsubject = false",
        )
    });
    for (old, new) in [(&read, &write), (&write, &read)] {
        let evolution = Evolution::between(old, new);
        assert_eq!(evolution.step(), Some(VersionStep::Major), "{evolution}");
    }
    let report = Evolution::between(&read, &write).to_string();
    assert!(report.contains("cannot be read page by page"), "{report}");
}

#[test]
fn p278_a_parameter_that_becomes_required_or_optional_breaks_callers() {
    let [optional, required] = ["optional", "required"].map(|presence| {
        let change = |part: &str| {
            part.replace("probe = \"Ping\"\n", "").replace(
                "type = \"Name\"\npresence = \"optional\"",
                &format!("type = \"Name\"\npresence = \"{presence}\""),
            )
        };
        load_with(change, r#"{"name": "x"}"#)
    });
    for (old, new, wire) in [
        (&required, &optional, "compatible"),
        (&optional, &required, "breaking"),
    ] {
        let report = Evolution::between(old, new).to_string();
        let expected = format!("(callers: breaking, wire: {wire})");
        assert!(report.contains(&expected), "{report}");
    }
}

/// Keys without a row of their own, by name. A new key is in a row, or is added here on purpose.
#[rustfmt::skip]
const WITHOUT_A_ROW: &[&str] = &[
    "afterwards", "all", "at", "by", "copied-from", "copies", "decision", "discrepancy", "dispatch", "documented-unit", "example",
    "forward-exists", "forward-log-hours", "forward-position", "id", "identifies", "impact",
    "items", "leads-to", "left-out", "list", "look", "method", "moves", "observed", "other-sources", "position", "repeatable",
    "reverse", "reverse-exists", "reverse-log-hours", "reverse-position", "role", "search", "service",
    "source", "source-kind", "stand-in", "status", "subject", "target-kind", "twice", "updated",
    "url",
];

/// The names of the keys of a table and of those inside of it.
fn keys(
    table: &'static TableRule,
    names: &mut BTreeSet<&'static str>,
    seen: &mut BTreeSet<&'static str>,
) {
    if !seen.insert(table.id) {
        return;
    }
    for key in table.keys {
        names.insert(key.name);
        if let KeyKind::Table(inner) | KeyKind::Tables(inner) = key.kind {
            keys(inner, names, seen);
        }
    }
}

#[test]
fn p278_every_key_of_the_language_has_a_row_or_is_named_as_one_without() {
    let kinds = Kind::all();
    let mut names = BTreeSet::new();
    let mut seen = BTreeSet::new();
    keys(&tables::ROOT, &mut names, &mut seen);
    keys(&tables::ACTION, &mut names, &mut seen);
    let changed = |name: &str| {
        let lines = kinds.iter().flat_map(|kind| [&kind.from, &kind.to]);
        let mut parts = lines.flat_map(|lines| lines.split(['\n', ' ', '.', '[', ']', '{', '}']));
        parts.any(|part| part == name)
    };
    let without: Vec<_> = names.into_iter().filter(|name| !changed(name)).collect();
    assert_eq!(without, WITHOUT_A_ROW);
}
