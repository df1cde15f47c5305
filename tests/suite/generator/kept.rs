//! Statements that a spec must make, and must not make twice, before any code is generated from it.

use oms_spec::SourceFile;
use serde_json::{Value, json};

use crate::specs::files::{api, sources};

/// An action, as one may begin to write it.
const ACTION: &str = r#"name    = "ShowTask"
summary = "Shows a task."
effect  = "read"
since   = {}

[request.taskId]
type     = "string"
presence = "required"
doc      = "The task."
"#;

/// The path of the spec.
const PATH: &str = "spec/actions/ShowTask.toml";

/// The task of the example.
const EXAMPLE: &str = r#"{"taskId": "t-7"}"#;

/// A spec of this action alone.
fn of(action: &str, example: &str) -> Vec<SourceFile> {
    let root = sources("any")
        .into_iter()
        .filter(|file| file.path == "spec/oms.toml");
    let others = [
        (PATH, action),
        ("spec/examples/ShowTask/a.request.json", example),
        (
            "spec/examples/ShowTask/a.response.json",
            r#"{"success": true, "requestId": "7"}"#,
        ),
    ];
    let others = others.map(|(path, text)| SourceFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    });
    root.chain(others).collect()
}

/// The message about a spec that is refused.
fn refusal(action: &str, example: &str) -> String {
    let problems = oms_spec::load(&of(action, example)).expect_err("it is refused");
    assert_eq!(problems.iter().count(), 1, "{problems}");
    problems.render(false)
}

fn is_taken(action: &str, example: &str) {
    oms_spec::load(&of(action, example)).unwrap_or_else(|problems| panic!("{problems}"));
}

/// The action with other text in the place of `old`.
fn changed(old: &str, new: &str) -> String {
    assert_eq!(ACTION.matches(old).count(), 1, "{old}");
    ACTION.replace(old, new)
}

#[test]
fn p148_a_name_that_is_taken_in_rust_stays_the_same_on_the_wire() {
    let api = api("names");
    let action = api.actions.iter().find(|action| action.wire_name == "Type");
    let action = action.expect("the spec has the action");
    let names: Vec<&str> = action
        .request
        .iter()
        .map(|field| field.wire_name.as_str())
        .collect();
    assert!(names.contains(&"type") && names.contains(&"self"));
    let sent: Value = names.iter().map(|name| (*name, json!("7"))).collect();
    let request: oms_tests::specs::names::actions::r#type::TypeRequest =
        serde_json::from_value(sent.clone()).expect("every name is known");
    assert_eq!(serde_json::to_value(request).expect("it is JSON"), sent);
}

#[test]
fn p148_a_name_that_no_escape_can_save_is_refused_with_its_line() {
    let text = format!(
        "{ACTION}\n[request.\"+\"]\ntype = \"string\"\npresence = \"optional\"\ndoc = \"A plus.\"\n"
    );
    let said = refusal(&text, EXAMPLE);
    assert!(said.contains("error[S201]"), "{said}");
    assert!(said.contains(&format!("{PATH}:11:10")), "{said}");
}

#[test]
fn p149_two_names_that_become_one_are_refused_with_both_places() {
    for second in ["task_id", "TaskID", "TASK-ID"] {
        let text = format!(
            "{ACTION}\n[request.{second}]\ntype = \"string\"\npresence = \"optional\"\ndoc = \"The same.\"\n"
        );
        let said = refusal(&text, EXAMPLE);
        assert!(said.contains("error[S202]"), "{said}");
        assert!(said.contains(second) && said.contains("taskId"), "{said}");
        assert!(said.contains("6 |") && said.contains("11 |"), "{said}");
    }
}

#[test]
fn p153_a_misspelt_key_is_refused_with_the_nearest() {
    for (old, new, nearest) in [
        ("presence =", "presense =", "presence"),
        ("summary =", "sumary =", "summary"),
        ("[request.taskId]", "[requst.taskId]", "request"),
    ] {
        let text = changed(old, new);
        let problems = oms_spec::load(&of(&text, EXAMPLE)).expect_err("it is refused");
        let said = problems.render(false);
        assert!(said.contains("error[S101]"), "{said}");
        assert!(said.contains(&format!("`{nearest}`")), "{said}");
    }
}

#[test]
fn p154_an_example_that_contradicts_its_table_needs_a_discrepancy() {
    let example = r#"{"taskId": 7}"#;
    let said = refusal(ACTION, example);
    assert!(said.contains("error[S506]"), "{said}");
    assert!(
        said.contains("spec/examples/ShowTask/a.request.json:1:12"),
        "{said}"
    );
    let explained = changed("\"string\"\n", "\"integer\"\ndocumented = \"string\"\n")
        + "\n[discrepancy.number]\nat = \"request.taskId\"\ndocumented = \"string\"\n\
           observed = \"number\"\nexample = \"a\"\ndecision = \"Send a number.\"\n";
    is_taken(&explained, example);
}

#[test]
fn p155_an_effect_must_be_declared_and_decides_about_resending_and_asking() {
    let said = refusal(&changed("effect  = \"read\"\n", ""), EXAMPLE);
    assert!(said.contains("error[S102]"), "{said}");
    assert!(said.contains("`effect`"), "{said}");
    for (effect, info, asks) in [
        ("read", "Effect::Read", false),
        ("write", "Effect::Write", true),
    ] {
        let impact = if asks { "\nimpact = \"Does it.\"" } else { "" };
        let text = changed("\"read\"", &format!("\"{effect}\"{impact}"));
        let api = oms_spec::load(&of(&text, EXAMPLE)).unwrap_or_else(|said| panic!("{said}"));
        let files = oms_codegen::generate(&api);
        let text = |path: &str| {
            let file = files.iter().find(|file| file.path == path);
            &file.unwrap_or_else(|| panic!("there is no {path}")).text
        };
        let client = text("crates/oms-client/src/generated/actions/show_task.rs");
        assert!(client.contains(info), "{client}");
        let command = text("crates/oms-cli/src/generated/actions/show_task.rs");
        assert_eq!(command.contains("consent"), asks, "{command}");
    }
}
