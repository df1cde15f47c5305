//! A table of changes: for each kind, what it does to callers of the generated client and to the
//! wire, and why.

use super::super::Impact::{self, Breaking, Compatible, None as Nothing};
use super::super::*;
use std::collections::BTreeSet;

use crate::SourceFile;
use crate::language::keys::{KeyKind, TableRule};
use crate::language::tables;

/// A change of one line of the spec.
struct Row {
    /// The line that is replaced, and what replaces it.
    from: &'static str,
    to: &'static str,
    callers: Impact,
    wire: Impact,
    because: &'static str,
}

const fn row(
    (from, to): (&'static str, &'static str),
    (callers, wire): (Impact, Impact),
    because: &'static str,
) -> Row {
    Row {
        from,
        to,
        callers,
        wire,
        because,
    }
}

const BASE: &str = r#"[service]
name = "OMS"
title = "A service"
doc = "Answers."
source = { url = "https://example.com/a" }
probe = "Ping"
[dispatch]
method = "POST"
path = "/api"
query-key = "Action"
[envelope]
doc = "Wraps."
[envelope.fields]
success = { role = "verdict", type = "boolean", presence = "required", doc = "The verdict." }
[envelope.fields.code]
role = "error-code"
type = "string"
presence = "optional"
doc = "The code."
success-codes = ["200"]
[envelope.fields.requestId]
role = "request-id"
type = "string"
presence = "optional"
doc = "ID."
[envelope.fields.data]
role = "payload"
type = "any"
presence = "optional"
doc = "Payload."
[shape.Name]
type = "string"
doc = "A name."
max-length = 20
[shape.Size]
type = "integer"
doc = "A size."
maximum = 10
[shape.Wait]
type = "integer"
unit = "seconds"
doc = "A time."
[shape.ReadPoint]
type = "integer"
unit = "epoch-seconds"
doc = "A moment."
[shape.Key]
type = "string"
secret = true
doc = "A secret."
[shape.Mode]
type = "enum"
doc = "A mode."
[shape.Mode.values.FAST]
doc = "Fast."
also = ["quick"]
[shape.Mode.values.FAST_A]
doc = "Fast."
[shape.Mode.values.FAST_B]
doc = "Fast."
[shape.Mode.values.SLOW]
doc = "Slow."
[shape.Parcel]
type = "object"
doc = "A box."
complete = false
[shape.Parcel.fields.size]
type = "integer"
presence = "required"
doc = "A size."
=== name = "Ping"
summary = "Pings."
effect = "read"
since = { enterprise = "4.2.0" }
paging = { page-number = "page", page-size = "pageSize" }
[request]
page = { type = "integer", presence = "optional", doc = "The page." }
pageSize = { type = "integer", presence = "optional", doc = "The size of a page." }
[request.name]
type = "Name"
presence = "optional"
doc = "A name."
[request.count]
type = "integer"
presence = "optional"
doc = "A count."
minimum = 1
default = 5
[request.word]
type = "string"
presence = "optional"
doc = "A word."
pattern = "[a-z]+"
[request.labels]
type = "list<string>"
presence = "optional"
doc = "Labels."
max-items = 3
[request.size]
type = "Size"
presence = "optional"
doc = "A size."
[request.wait]
type = "Wait"
presence = "optional"
doc = "A time."
[request.moment]
type = "ReadPoint"
presence = "optional"
doc = "A moment."
[request.key]
type = "Key"
presence = "optional"
doc = "A secret."
[request.sent]
type = "Mode"
presence = "optional"
doc = "A mode."
[data]
type = "list<object>"
doc = "What came back."
[data.fields.kind]
type = "string"
presence = "optional"
doc = "The kind."
also = ["sort"]
[data.fields.box]
type = "Parcel"
presence = "optional"
doc = "A box."
[data.fields.part]
type = "union"
by = "kind"
presence = "optional"
doc = "A part."
[data.fields.part.variants.Large]
when = ["L", "XL"]
type = "Parcel"
doc = "Large."
[data.fields.part.variants.Small]
when = ["S"]
type = "integer"
doc = "Small."
"#;

// A row a line.
#[rustfmt::skip]
const KINDS: &[Row] = &[
    row(("title = \"A service\"", "title = \"Another\""), (Nothing, Nothing), "nobody compiles a title"),
    row(("probe = \"Ping\"\n", ""), (Breaking, Nothing), "`Client::probe` is gone"),
    row(("path = \"/api\"", "path = \"/v2\""), (Nothing, Breaking), "another address"),
    row(("query-key = \"Action\"", "query-key = \"Do\""), (Nothing, Breaking), "another address"),
    row(("[\"200\"]", "[\"200\", \"0\"]"), (Compatible, Compatible), "one more code of a success"),
    row(("success-codes = [\"200\"]\n", ""), (Breaking, Breaking), "what was a success contradicts itself"),
    row(("[envelope.fields.requestId]", "[envelope.fields.traceId]"), (Nothing, Breaking), "the key is not read any more"),
    row(("max-length = 20", "max-length = 30"), (Compatible, Compatible), "more is sent"),
    row(("max-length = 20", "max-length = 10"), (Breaking, Compatible), "less is sent"),
    row(("max-length = 20\n", ""), (Compatible, Compatible), "the rule of a text is a constant without bounds as well"),
    row(("max-length = 20\n", "max-length = 20\nmin-length = 2\n"), (Breaking, Compatible), "less is sent"),
    row(("max-length = 20\n", "max-length = 20\ncharacters = \"a-z\"\n"), (Breaking, Compatible), "less is sent"),
    row(("max-length = 20\n", "max-length = 20\nusual-prefix = \"np_\"\n"), (Nothing, Nothing), "another start is a warning"),
    row(("maximum = 10", "maximum = 11"), (Compatible, Compatible), "more is sent"),
    row(("maximum = 10", "maximum = 9"), (Breaking, Compatible), "less is sent"),
    row(("maximum = 10\n", ""), (Breaking, Compatible), "`Size::RULE` and `Size::check` are gone"),
    row(("unit = \"seconds\"", "unit = \"hours\""), (Breaking, Breaking), "the same number means another time"),
    row(("unit = \"seconds\"\n", ""), (Breaking, Nothing), "`duration` is gone; the number is the same"),
    row(("unit = \"epoch-seconds\"", "unit = \"epoch-seconds\"\nwire = \"text\""), (Nothing, Breaking), "a text is sent"),
    row(("unit = \"epoch-seconds\"", "unit = \"epoch-seconds\"\nraw = true"), (Breaking, Compatible), "another type; numbers are sent as before"),
    row(("secret = true", "secret = true\nencoding = \"base64\""), (Breaking, Breaking), "other bytes"),
    row(("secret = true\n", ""), (Breaking, Nothing), "another type; the same text"),
    row(("also = [\"quick\"]", "also = [\"quick\", \"rapid\"]"), (Compatible, Compatible), "more is read"),
    row(("also = [\"quick\"]\n", ""), (Breaking, Breaking), "the spelling is unknown now"),
    row(("[shape.Mode.values.SLOW]", "[shape.Mode.values.SLOW]\nrust = \"Tardy\""), (Breaking, Nothing), "another variant"),
    row(("[shape.Mode.values.SLOW]", "[shape.Mode.values.LATE]\nrust = \"Slow\"\nalso = [\"SLOW\"]"), (Compatible, Breaking), "another text is sent"),
    row(("[shape.Mode.values.SLOW]\ndoc = \"Slow.\"\n", ""), (Breaking, Breaking), "the variant is gone, and is not sent any more"),
    row(("[shape.Mode.values.SLOW]", "[shape.Mode.values.LATE]\ndoc = \"Late.\"\n[shape.Mode.values.SLOW]"), (Compatible, Compatible), "the enumeration is open"),
    row(("[shape.Mode.values.SLOW]", "[shape.Mode.values.SLOW]\nsince = { enterprise = \"4.3.0\" }"), (Breaking, Nothing), "an older server is not sent it"),
    row(("[shape.Mode.values.SLOW]", "[shape.Mode.values.SLOW]\ndeprecated = \"Use FAST.\""), (Nothing, Nothing), "documentation alone"),
    row(("[shape.Mode.values.FAST_B]", "[shape.Mode.values.B_FAST]\nrust = \"FastB\""), (Breaking, Breaking), "`is_fast` is gone"),
    row(("complete = false\n", ""), (Breaking, Nothing), "`other_fields` is gone"),
    row(("=== name", "[shape.Parcel.fields.more]\ntype = \"string\"\npresence = \"required\"\ndoc = \"More.\"\n=== name"), (Compatible, Compatible), "an answer holds more"),
    row(("summary = \"Pings.\"", "summary = \"Pings it.\""), (Nothing, Nothing), "documentation alone"),
    row(("effect = \"read\"", "effect = \"read\"\ncommand = \"knock\""), (Breaking, Nothing), "scripts name the command"),
    row(("effect = \"read\"", "effect = \"read\"\nrust = \"Knock\""), (Breaking, Nothing), "other types and another method"),
    row(("effect = \"read\"", "effect = \"read\"\ngroup = \"Others\""), (Nothing, Nothing), "a heading"),
    row(("effect = \"read\"", "effect = \"read\"\ndeprecated = \"Use others.\""), (Compatible, Nothing), "a warning"),
    row(("4.2.0", "4.3.0"), (Breaking, Nothing), "an older server is not called"),
    row(("4.2.0", "4.1.0"), (Compatible, Nothing), "more servers are called"),
    row(("{ enterprise = \"4.2.0\" }", "{}"), (Compatible, Nothing), "every server is called"),
    row(("{ enterprise = \"4.2.0\" }", "{ enterprise = \"4.2.0\", community = \"4.2.1\" }"), (Breaking, Nothing), "a community server of 4.2.0 is not called"),
    row(("paging = { page-number = \"page\", page-size = \"pageSize\" }\n", ""), (Breaking, Nothing), "`pages` is gone"),
    row(("type = \"Parcel\"\npresence = \"optional\"", "type = \"Parcel\"\npresence = \"nullable\""), (Breaking, Breaking), "a null is read where none was"),
    row(("type = \"Name\"\npresence = \"optional\"", "type = \"Name\"\npresence = \"optional-nullable\""), (Breaking, Compatible), "another type; what was sent is taken"),
    row(("type = \"Name\"", "type = \"string\""), (Breaking, Nothing), "another type; the same text"),
    row(("type = \"Name\"", "type = \"any\""), (Breaking, Compatible), "another type that takes the text as well"),
    row(("type = \"Name\"", "type = \"boolean\""), (Breaking, Breaking), "another type and other bytes"),
    row(("[request.name]", "[request.title]"), (Breaking, Breaking), "another setter, another key"),
    row(("[request.name]", "[request.title]\nrust = \"name\""), (Nothing, Breaking), "another key"),
    row(("[request.name]", "[request.title]\nrust = \"name\"\nalso = [\"name\"]"), (Nothing, Breaking), "another key is sent, whatever is read"),
    row(("[request.name]", "[request.name]\nrust = \"title\""), (Breaking, Nothing), "another setter"),
    row(("[request.name]", "[request.name]\nsince = { enterprise = \"4.3.0\" }"), (Breaking, Nothing), "an older server is not sent it"),
    row(("[request.name]", "[request.name]\ndeprecated = \"Use others.\""), (Compatible, Nothing), "a warning"),
    row(("minimum = 1\n", ""), (Breaking, Compatible), "`COUNT_RULE` is gone"),
    row(("minimum = 1\n", "minimum = 1\nmaximum = 9\n"), (Breaking, Compatible), "less is sent"),
    row(("default = 5", "default = 6"), (Compatible, Breaking), "what is left out means another value"),
    row(("pattern = \"[a-z]+\"", "pattern = \"[a-c]+\""), (Breaking, Compatible), "less is sent"),
    row(("pattern = \"[a-z]+\"\n", ""), (Breaking, Compatible), "`WORD_RULE` is gone"),
    row(("max-items = 3", "max-items = 3\none-or-list = true"), (Breaking, Breaking), "other forms"),
    row(("max-items = 3", "max-items = 2"), (Breaking, Compatible), "less is sent"),
    row(("max-items = 3\n", ""), (Breaking, Compatible), "`LABELS_COUNT_RULE` is gone"),
    row(("[data]", "[request.extra]\ntype = \"string\"\npresence = \"optional\"\ndoc = \"More.\"\n[data]"), (Compatible, Compatible), "one more setter"),
    row(("doc = \"What came back.\"", "doc = \"What came back.\"\npresence = \"optional\""), (Breaking, Breaking), "readers do not await its absence"),
    row(("[data.fields.kind]", "[data.fields.kind]\nprovenance = \"client\""), (Nothing, Nothing), "documentation alone"),
    row(("[data.fields.kind]", "[data.fields.kind]\ndocumented = \"string\""), (Nothing, Nothing), "documentation alone"),
    row(("also = [\"sort\"]\n", ""), (Nothing, Breaking), "the name is not read any more"),
    row(("type = \"Parcel\"\npresence = \"optional\"", "type = \"Parcel\"\npresence = \"required\""), (Breaking, Compatible), "another type; readers knew it to be there at times"),
    row(("[\"L\", \"XL\"]", "[\"L\"]"), (Breaking, Breaking), "the value is not read as the type any more"),
    row(("[\"L\", \"XL\"]", "[\"L\", \"XL\", \"XXL\"]"), (Compatible, Compatible), "one more value is read as the type"),
    row(("variants.Large", "variants.Big"), (Breaking, Nothing), "another variant"),
    row(("when = [\"S\"]\ntype = \"integer\"", "when = [\"S\"]\ntype = \"Parcel\""), (Breaking, Breaking), "the conversion from `Parcel` is gone"),
    row(("[data.fields.part.variants.Small]", "[data.fields.part.variants.Huge]\nwhen = [\"H\"]\ntype = \"Parcel\"\ndoc = \"Huge.\"\n[data.fields.part.variants.Small]"), (Breaking, Nothing), "the conversion from `Parcel` is gone"),
];

fn load(text: &str) -> Result<Api, crate::Diagnostics> {
    load_with(text, "{}")
}

fn load_with(text: &str, request: &str) -> Result<Api, crate::Diagnostics> {
    let (root, action) = text.split_once("=== ").expect("two files");
    let files = [
        ("spec/oms.toml", root),
        ("spec/actions/Ping.toml", action),
        ("spec/examples/Ping/a.request.json", request),
        (
            "spec/examples/Ping/a.response.json",
            r#"{"success": true, "data": []}"#,
        ),
    ];
    crate::load(&files.map(|(path, text)| SourceFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }))
}

#[test]
fn p278_each_kind_of_change_is_judged_for_callers_and_for_the_wire() {
    let old = load(BASE).unwrap_or_else(|problems| panic!("{problems}"));
    let mut wrong = Vec::new();
    for row in KINDS {
        let (from, to) = (row.from, row.to);
        assert!(BASE.contains(from), "{from}");
        let new = match load(&BASE.replacen(from, to, 1)) {
            Ok(new) => new,
            Err(problems) => {
                wrong.push(format!("{from} -> {to}\n{problems}"));
                continue;
            }
        };
        let evolution = Evolution::between(&old, &new);
        let worst = |of: fn(&Change) -> Impact| {
            let impacts = evolution.changes().iter().map(of);
            impacts.max().unwrap_or(Nothing)
        };
        let found = (worst(|change| change.callers), worst(|change| change.wire));
        if found != (row.callers, row.wire) || evolution.changes().is_empty() {
            wrong.push(format!("{from} -> {to} ({}):\n{evolution}", row.because));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn p278_a_renamed_shape_is_the_same_on_the_wire() {
    let old = load(BASE).unwrap_or_else(|problems| panic!("{problems}"));
    for (from, to) in [("Parcel", "Package"), ("Name", "Label"), ("Mode", "Manner")] {
        let text = BASE.replace(&format!("shape.{from}"), &format!("shape.{to}"));
        let text = text.replace(&format!("\"{from}\""), &format!("\"{to}\""));
        let new = load(&text).unwrap_or_else(|problems| panic!("{problems}"));
        let evolution = Evolution::between(&old, &new);
        let of = |side: fn(&Change) -> Impact| evolution.changes().iter().map(side).max();
        assert_eq!(of(|change| change.callers), Some(Breaking), "{evolution}");
        assert_eq!(of(|change| change.wire), Some(Nothing), "{evolution}");
    }
}

#[test]
fn p278_a_paged_read_that_becomes_a_write_and_the_reverse_break_callers() {
    let write = BASE.replace("probe = \"Ping\"\n", "");
    let read = load(&write).unwrap_or_else(|problems| panic!("{problems}"));
    let write = write.replace(
        "effect = \"read\"",
        "effect = \"write\"\nimpact = \"Pings.\"\nsubject = false",
    );
    let write = load(&write).unwrap_or_else(|problems| panic!("{problems}"));
    for (old, new) in [(&read, &write), (&write, &read)] {
        let evolution = Evolution::between(old, new);
        assert_eq!(evolution.step(), Some(VersionStep::Major), "{evolution}");
    }
    let report = Evolution::between(&read, &write).to_string();
    assert!(report.contains("cannot be read page by page"), "{report}");
}

#[test]
fn p278_a_parameter_that_becomes_required_or_optional_breaks_callers() {
    let optional = BASE.replace("probe = \"Ping\"\n", "");
    let required = optional.replace(
        "type = \"Name\"\npresence = \"optional\"",
        "type = \"Name\"\npresence = \"required\"",
    );
    let [optional, required] = [optional, required].map(|text| {
        load_with(&text, r#"{"name": "x"}"#).unwrap_or_else(|problems| panic!("{problems}"))
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
    "afterwards", "at", "by", "decision", "discrepancy", "dispatch", "documented-unit", "example",
    "forward-exists", "forward-log-hours", "forward-position", "id", "identifies", "impact",
    "items", "leads-to", "look", "method", "moves", "observed", "other-sources", "position", "repeatable",
    "reverse", "reverse-exists", "reverse-log-hours", "reverse-position", "role", "service",
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
    let mut names = BTreeSet::new();
    let mut seen = BTreeSet::new();
    keys(&tables::ROOT, &mut names, &mut seen);
    keys(&tables::ACTION, &mut names, &mut seen);
    let changed = |name: &str| {
        let lines = KINDS.iter().flat_map(|row| [row.from, row.to]);
        let mut parts = lines.flat_map(|lines| lines.split(['\n', ' ', '.', '[', ']', '{', '}']));
        parts.any(|part| part == name)
    };
    let without: Vec<_> = names.into_iter().filter(|name| !changed(name)).collect();
    assert_eq!(without, WITHOUT_A_ROW);
}
