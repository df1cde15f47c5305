//! A spec that says everything that can be said, and every program that is generated from it: the
//! client, the command, the simulator and the tests.
//!
//! It is the workspace's spec with those of every feature and with random ones. The generated code
//! replaces that of the workspace, in a workspace of its own.

mod workspace;

use std::path::Path;
use std::sync::LazyLock;

use oms_codegen::GeneratedFile;
use oms_spec::SourceFile;
use oms_spec::ir::Api;
use serde_json::{Value, json};
use toml::Table;

use super::{determinism, random};
use crate::specs::files::{collect, names, sources};
use workspace::Workspace;

/// The specs that have a root of their own, which is what they show.
const OTHER_ROOTS: [&str; 2] = ["envelope", "paging"];

/// The random specs that are compiled. More are read and written without that.
const SEEDS: std::ops::Range<u64> = 0..4;

/// Everything that can be said, in one spec.
fn merged() -> Vec<SourceFile> {
    let mut files = determinism::sources();
    let of_features = names()
        .into_iter()
        .filter(|name| !OTHER_ROOTS.contains(&name.as_str()));
    let others = of_features
        .map(|name| sources(&name))
        .chain(SEEDS.map(random::spec));
    for mut other in others.collect::<Vec<_>>() {
        let root = other.iter().position(|file| file.path == ROOT);
        let root = other.remove(root.expect("a spec has a root file"));
        let shapes = shapes(&root);
        let root = files.iter_mut().find(|file| file.path == ROOT);
        let root = root.expect("the workspace's spec has a root file");
        root.bytes.extend(shapes.into_bytes());
        files.extend(other);
    }
    let freeze = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/freeze/spec");
    collect(&freeze, "spec", &mut files);
    files
}

const ROOT: &str = "spec/oms.toml";

/// The shapes of a spec, as they are written.
fn shapes(root: &SourceFile) -> String {
    let text = std::str::from_utf8(&root.bytes).expect("it is text");
    let mut root: Table = text.parse().expect("it is TOML");
    root.retain(|key, _| key == "shape" || key == "subject");
    format!("\n{root}")
}

/// The facts about the random actions that the test of the command needs, as JSON.
fn random_actions(api: &Api) -> String {
    let random = api.actions.iter().filter(|action| {
        let rest = action.wire_name.strip_prefix("Act");
        rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    });
    let actions: Vec<Value> = random
        .map(|action| {
            let requests = action.examples.iter();
            let requests = requests.filter_map(|example| example.sendable_request.as_deref());
            json!({
                "name": action.wire_name,
                "command": action.command,
                "subject": action.subject.as_ref().map(|subject| &subject.wire_name),
                "requests": requests
                    .map(|text| serde_json::from_str(text).expect("an example is JSON"))
                    .collect::<Vec<Value>>(),
            })
        })
        .collect();
    Value::from(actions).to_string()
}

/// Reads the spec, and generates every file.
fn generated(spec: &[SourceFile]) -> (Api, Vec<GeneratedFile>) {
    let api = oms_spec::load(spec).unwrap_or_else(|problems| panic!("{problems}"));
    let files = oms_codegen::generate(&api);
    (api, files)
}

/// The workspace, written once for all tests.
static WORKSPACE: LazyLock<Workspace> = LazyLock::new(|| {
    let spec = merged();
    let (api, files) = generated(&spec);
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole");
    Workspace::at(&root, &spec, &files, &random_actions(&api))
});

#[test]
fn p163_everything_that_can_be_said_is_generated_with_each_action() {
    let (api, files) = generated(&merged());
    for action in &api.actions {
        let tests = format!("/{}.rs", action.ident);
        assert!(
            files.iter().any(|file| file.path.ends_with(&tests)),
            "{}",
            action.wire_name
        );
    }
}

#[test]
#[ignore = "it compiles a workspace; `cargo xtask ci --lane whole` runs it"]
fn p163_everything_that_can_be_said_compiles_without_a_warning_and_exchanges_its_examples() {
    WORKSPACE.cargo(&[
        "clippy",
        "--workspace",
        "--lib",
        "--bins",
        "--",
        "-D",
        "warnings",
    ]);
    WORKSPACE.test("suite", &[]);
}

/// `fixtures/freeze/command.rs` is run against the command that is generated there.
#[test]
#[ignore = "it compiles a workspace; `cargo xtask ci --lane whole` runs it"]
fn p245_an_action_that_is_added_by_spec_alone_is_looked_at_planned_and_confirmed_by_its_id() {
    WORKSPACE.test("command", &["it_is", "what_is", "an_action"]);
}

#[test]
#[ignore = "it compiles a workspace; `cargo xtask ci --lane whole` runs it"]
fn a_union_that_a_flag_gives_is_held_to_the_type_that_another_flag_chooses() {
    WORKSPACE.test("command", &["a_union"]);
}

#[test]
#[ignore = "it compiles a workspace; `cargo xtask ci --lane whole` runs it"]
fn p246_a_secret_of_any_name_at_any_depth_is_printed_and_kept_nowhere() {
    WORKSPACE.test("command", &["a_random"]);
}
