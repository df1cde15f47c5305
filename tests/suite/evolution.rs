//! The effect of a change of the spec on a caller that was compiled before: as the report says it,
//! as the generated code shows it, and as the compiler sees it.
//!
//! Each change is applied to one small spec, and the same program is checked against the client
//! before and after it. The programs are checked in a crate outside the workspace, as a user's
//! would be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use oms_codegen::GeneratedFile;
use oms_spec::SourceFile;
use oms_spec::evolution::{Evolution, VersionStep};
use oms_spec::ir::Api;
use oms_testkit::SPEC_ROOT;

use crate::support::outside;

/// A change, and its effect.
struct Case {
    name: &'static str,
    /// The old text in the spec of the action, and the new one.
    change: (&'static str, &'static str),
    /// The example that fits the spec after the change.
    request: &'static str,
    step: VersionStep,
    /// A line of the report.
    reported: &'static str,
    /// A part of the generated client that is new afterwards, or after `-` one that is gone.
    generated: &'static str,
    /// The compiler's message to the caller; `None` if it goes on compiling.
    compiler: Option<&'static str>,
}

const REQUEST: &str = r#"{"id":"x","count":1}"#;

const CASES: &[Case] = &[
    Case {
        name: "new_optional_field",
        change: (
            "[data]",
            "[request.reason]\ntype = \"string\"\npresence = \"optional\"\ndoc = \"Why.\"\n[data]",
        ),
        request: REQUEST,
        step: VersionStep::Minor,
        reported: "compatible  Ping request.reason: the field is new and optional",
        generated: "pub reason: Option<String>,",
        compiler: None,
    },
    Case {
        name: "new_required_field",
        change: (
            "[data]",
            "[request.reason]\ntype = \"string\"\npresence = \"required\"\ndoc = \"Why.\"\n[data]",
        ),
        request: r#"{"id":"x","count":1,"reason":"y"}"#,
        step: VersionStep::Major,
        reported: "breaking    Ping request.reason: the field is new and required",
        generated: "pub reason: String,",
        compiler: Some("reason"),
    },
    Case {
        name: "renamed_field",
        change: ("[request.count]", "[request.times]"),
        request: r#"{"id":"x","times":1}"#,
        step: VersionStep::Major,
        reported: "it is called `times` in Rust, it was `count`",
        generated: "pub times: i64,",
        compiler: Some("count"),
    },
    Case {
        name: "renamed_on_the_wire_alone",
        change: ("[request.count]", "[request.times]\nrust = \"count\""),
        request: r#"{"id":"x","times":1}"#,
        step: VersionStep::Minor,
        reported: "breaking    Ping request.times: it was called `count` on the wire",
        generated: "#[serde(rename = \"times\")]",
        compiler: None,
    },
    Case {
        name: "new_enum_member",
        change: (
            "[data.fields.mode.values.FAST]",
            "[data.fields.mode.values.SLOW]\ndoc = \"Slow.\"\n[data.fields.mode.values.FAST]",
        ),
        request: REQUEST,
        step: VersionStep::Minor,
        reported: "the member is new",
        generated: "Self::Slow => \"SLOW\",",
        compiler: None,
    },
    Case {
        name: "widened_type",
        change: ("type = \"integer\"", "type = \"number\""),
        request: REQUEST,
        step: VersionStep::Major,
        reported: "its type is `number`, it was `integer`",
        generated: "pub count: f64,",
        compiler: Some("f64"),
    },
    Case {
        name: "required_becomes_optional",
        change: (
            "presence = \"required\"\ndoc = \"How often.\"",
            "presence = \"optional\"\ndoc = \"How often.\"",
        ),
        request: REQUEST,
        step: VersionStep::Major,
        reported: "breaking    Ping request.count: it is optional, it was required",
        generated: "pub count: Option<i64>,",
        compiler: Some("Option"),
    },
    Case {
        name: "removed_action",
        change: ("name = \"Ping\"", "name = \"Pong\""),
        request: REQUEST,
        step: VersionStep::Major,
        reported: "breaking    Ping: the action is gone",
        generated: "-pub fn ping(",
        compiler: Some("ping"),
    },
];

/// The caller: it gives what is required, and takes every mode that it does not know for another
/// one.
const CALLER: &str = r#"
    let client = Client::builder("http://127.0.0.1").build()?;
    let call = client.ping().id("x").count(1_i64).send();
    let built = client.ping().id("x").count(1_i64).build();
    let _next = built.count + 1;
    let _later = async move {
        let reply = call.await?;
        let fast = match reply.data.mode.as_ref().map(|mode| mode.as_str()) {
            Some("FAST") => "fast",
            _ => "another",
        };
        println!("{fast}");
        Ok::<(), oms_core::Error>(())
    };
"#;

#[test]
fn each_kind_of_change_is_reported_generated_and_compiled_as_it_should_be() {
    let before = load(("", ""), REQUEST);
    let old_lines = lines(&generate(&before));
    let mut clients = BTreeMap::from([("before", generate(&before))]);
    for case in CASES {
        let after = load(case.change, case.request);
        let evolution = Evolution::between(&before, &after);
        let report = evolution.to_string();
        assert_eq!(
            evolution.step(),
            Some(case.step),
            "{}:\n{report}",
            case.name
        );
        assert!(report.contains(case.reported), "{}:\n{report}", case.name);

        let files = generate(&after);
        let new_lines = lines(&files);
        let (wanted, there, not_there) = match case.generated.strip_prefix('-') {
            Some(gone) => (gone, &old_lines, &new_lines),
            None => (case.generated, &new_lines, &old_lines),
        };
        let has = |lines: &BTreeSet<String>| lines.iter().any(|line| line.contains(wanted));
        assert!(has(there) && !has(not_there), "{}: {wanted}", case.name);
        clients.insert(case.name, files);
    }
    let said = compile(&clients);
    assert_eq!(said.get("before"), None, "the caller compiled before");
    for case in CASES {
        let errors = said.get(case.name).map_or("", String::as_str);
        match case.compiler {
            None => assert_eq!(errors, "", "{} breaks its callers", case.name),
            Some(word) => assert!(errors.contains(word), "{}:\n{errors}", case.name),
        }
    }
}

fn load((from, to): (&str, &str), request: &str) -> Api {
    assert!(ACTION.contains(from), "{from}");
    let action = ACTION.replacen(from, to, 1);
    let name = if action.contains("\"Pong\"") {
        "Pong"
    } else {
        "Ping"
    };
    let answer = r#"{"success":true,"requestId":"1","data":{"mode":"FAST"}}"#;
    let files = [
        ("spec/oms.toml".to_owned(), SPEC_ROOT),
        (format!("spec/actions/{name}.toml"), action.as_str()),
        (format!("spec/examples/{name}/first.request.json"), request),
        (format!("spec/examples/{name}/first.response.json"), answer),
    ];
    let files = files.map(|(path, text)| SourceFile {
        path,
        bytes: text.as_bytes().to_vec(),
    });
    oms_spec::load(&files).unwrap_or_else(|problems| panic!("{problems}"))
}

fn generate(api: &Api) -> Vec<GeneratedFile> {
    oms_codegen::generate(api)
        .into_iter()
        .filter(|file| file.path.starts_with(CLIENT))
        .collect()
}

const CLIENT: &str = "crates/oms-client/src/generated/";

fn lines(files: &[GeneratedFile]) -> BTreeSet<String> {
    files
        .iter()
        .flat_map(|file| file.text.lines())
        .map(str::to_owned)
        .collect()
}

/// The compiler's errors about the caller, by client.
fn compile(clients: &BTreeMap<&str, Vec<GeneratedFile>>) -> BTreeMap<String, String> {
    let workspace = outside::workspace();
    let client = workspace.join("crates/oms-client/src/client.rs");
    let client = fs::read_to_string(client).expect("the client can be read");
    let root = outside::new_crate("evolution", &manifest(workspace));
    for (name, files) in clients {
        let folder = root.join("src/bin").join(name);
        for file in files {
            let path = folder.join("generated").join(&file.path[CLIENT.len()..]);
            outside::write(&path, &file.text);
        }
        outside::write(&folder.join("client.rs"), &client);
        outside::write(&folder.join("main.rs"), &program());
    }
    outside::errors_of_programs(&root)
}

/// The caller, with the client as modules of its own. Only its errors count, so nothing of the rest
/// may warn.
fn program() -> String {
    format!(
        "#![allow(warnings)]\nmod client;\nmod generated;\npub use client::Client;\nfn main() -> Result<(), Box<dyn std::error::Error>> {{{CALLER}    Ok(())\n}}\n"
    )
}

fn manifest(workspace: &Path) -> String {
    format!(
        "[package]\nname = \"evolution\"\nedition = \"2024\"\n\n[features]\nserver = []\nstream = []\n\n[dependencies]\n\
         oms-core = {{ path = '{}', default-features = false }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\n[workspace]\n",
        workspace.join("crates/oms-core").display()
    )
}

const ACTION: &str = r#"name = "Ping"
summary = "Pings."
effect = "read"
since = {}
[request.id]
type = "string"
presence = "required"
doc = "What is pinged."
[request.count]
type = "integer"
presence = "required"
doc = "How often."
[data]
type = "object"
doc = "What came back."
[data.fields.mode]
type = "enum"
presence = "optional"
doc = "The mode."
[data.fields.mode.values.FAST]
doc = "Fast."
"#;
