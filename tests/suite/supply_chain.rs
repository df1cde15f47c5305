//! The dependencies that the crates compile for whom, and what their code may hold.
//!
//! The rules about crates, licences and sources are in `deny.toml`, which cargo-deny reads in a
//! lane of `cargo xtask ci`.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use toml::{Table, Value};

use crate::support::outside::workspace;

/// Every crate of the workspace inherits this level, generated code included; a rule of `tidy`
/// refuses one that does not.
#[test]
fn p139_no_crate_can_hold_unsafe_code() {
    assert_eq!(level("rust", "unsafe_code"), "forbid");
}

#[test]
fn p140_what_panics_is_denied_everywhere_but_in_tests() {
    for lint in [
        "expect_used",
        "indexing_slicing",
        "panic",
        "todo",
        "unwrap_used",
        // Each exception has to say why.
        "allow_attributes_without_reason",
    ] {
        assert_eq!(level("clippy", lint), "deny", "{lint}");
    }
}

/// Whoever weighs code against a library looks at the code.
#[test]
fn the_code_that_stays_instead_of_a_library_is_where_the_page_says() {
    let page = read("docs/dependencies.md");
    let is_path = |word: &&str| word.contains("/src/") && !word.contains(char::is_whitespace);
    let named: Vec<&str> = page.split('`').filter(is_path).collect();
    assert!(named.len() > 5, "{named:?}");
    for path in named {
        let is_there = |root: &str| workspace().join(root).join(path).exists();
        assert!(is_there("crates") || is_there(""), "{path}");
    }
}

/// The level of a lint in the root manifest.
fn level(tool: &str, lint: &str) -> String {
    let manifest: Table = read("Cargo.toml").parse().expect("the manifest is TOML");
    let level = manifest["workspace"]["lints"][tool][lint].as_str();
    level.expect("the lint has a level").to_owned()
}

#[test]
fn what_the_journal_of_a_team_needs_is_compiled_for_nobody_else() {
    let ours = [
        "--workspace",
        "--exclude",
        "oms-model",
        "--exclude",
        "oms-seeds",
    ];
    let released = released();
    let plain = compiled(ours);
    let released = compiled(ours.into_iter().chain(released.iter().map(String::as_str)));
    for name in [
        "tokio-postgres",
        "postgres-protocol",
        "postgres-types",
        "md-5",
    ] {
        assert!(released.contains(name) && !plain.contains(name), "{name}");
    }
}

#[test]
fn a_client_without_a_provider_of_its_own_compiles_no_cryptography() {
    let names = |feature| {
        compiled([
            "--package",
            "oms-client",
            "--no-default-features",
            "--features",
            feature,
        ])
    };
    let (with, without) = (names("rustls"), names("rustls-no-provider"));
    assert!(with.contains("aws-lc-sys") && without.contains("rustls"));
    for name in ["aws-lc-rs", "aws-lc-sys", "ring"] {
        assert!(!without.contains(name), "{name}");
    }
}

/// The names of the crates that cargo compiles of these packages with these features on this
/// machine if no test is built. `cargo metadata` would not do: the features that tests ask for are
/// on in it. Nothing is downloaded for it, so it is about the features that the workspace's own
/// crates choose.
fn compiled<'a>(of: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked"])
        .args(of)
        .args([
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8(output.stdout).expect("cargo prints UTF-8");
    let names = lines.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

/// The flags for the features of the command as it is released, beside the default ones.
/// `cargo xtask dist` reads them in the same place.
fn released() -> Vec<String> {
    let manifest: Table = read("crates/oms-cli/Cargo.toml")
        .parse()
        .expect("the manifest is TOML");
    let features = manifest["package"]["metadata"]["dist"]["features"].as_array();
    let features = features.expect("the manifest names what is released");
    features
        .iter()
        .filter_map(Value::as_str)
        .flat_map(|feature| ["--features".to_owned(), format!("oms-cli/{feature}")])
        .collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).expect("the file can be read")
}
