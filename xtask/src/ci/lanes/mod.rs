//! The checks of `ci`, and their commands.
//!
//! It runs nothing.

mod checkers;

use std::path::Path;

use toml::{Table, Value};

use crate::failure::Failure;
use crate::manifest;
use crate::process::Call;

use super::published;

/// The crates whose users choose features.
const WITH_FEATURES: &[&str] = &["oms-core", "oms-client"];

/// The crates whose features are checked in every combination.
const IN_ALL_COMBINATIONS: &[&str] = &["oms-text", "oms-core"];

/// The crates whose features are checked alone and two at a time: those of the client only pass on
/// the features of the runtime, and those of the command are modules that know nothing of each
/// other.
const IN_PAIRS: &[&str] = &["oms-client", "oms-cli"];

/// One check, or a few that belong together.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) name: &'static str,
    pub(super) work: Work,
    /// The lanes that must have come before it.
    pub(super) needs: Option<Needs>,
}

/// Another lane that must have passed, or this one is skipped.
#[derive(Debug)]
pub(super) struct Needs {
    pub(super) lane: &'static str,
    pub(super) because: &'static str,
}

#[derive(Debug)]
pub(super) enum Work {
    /// Commands, of which the first that fails ends the lane.
    Calls(Vec<Call>),
    /// Commands that need a tool which not everybody has.
    Optional {
        /// Succeeds where the tool is there.
        probe: Call,
        calls: Vec<Call>,
        /// The missing tool, and the checks that were left out without it.
        without: String,
        /// Who brings the tool.
        tool: Tool,
    },
    /// Commands that take too long for each change, and run where the lane is asked for by name.
    Asked {
        /// Makes the place of the commands ready.
        before: Option<Preparation>,
        calls: Vec<Call>,
        /// The checks that were left out otherwise, and who makes them.
        without: String,
    },
    /// The tests, whose results are counted.
    Tests(Call),
    /// Says whether the tests that have just run compared every snapshot.
    Snapshots,
    /// Says whether every file is as it was before the first lane.
    Tree,
}

/// Makes a place in the workspace ready for the commands of a lane.
pub(super) type Preparation = fn(&Path) -> Result<(), Failure>;

/// Who brings the tool of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    /// `.ci/run` installs it, so that a run in which it is missing has failed.
    Installed,
    /// A job of its own does, because it takes too long or cannot be had everywhere.
    AtHand,
}

impl Tool {
    /// Returns whether everything that `.ci/run` installs has to be there, because it ran.
    pub(super) fn are_required() -> bool {
        let required = std::env::var_os("OMS_REQUIRE_TOOLS");
        required.is_some_and(|value| !value.is_empty() && value != "0")
    }
}

/// Every lane, the one that fails fastest first.
pub(super) fn all(root: &Path) -> Result<Vec<Lane>, Failure> {
    let one = |name, call| Lane::new(name, Work::Calls(vec![call]));
    Ok(vec![
        one("format", Call::cargo("fmt --all --check")),
        one("tidy", Call::xtask("tidy")),
        Lane::new(
            "spec",
            Work::Calls(vec![
                Call::xtask("spec check"),
                Call::xtask("spec fmt --check"),
            ]),
        ),
        one("sync", Call::xtask("sync --check")),
        checkers::workflows(),
        checkers::scripts(),
        checkers::supply_chain(),
        checkers::unused(),
        checkers::advisories(),
        one("clippy", clippy("--workspace --all-targets --all-features")),
        Lane::new("features", Work::Calls(features(root)?)),
        wasm(),
        one("docs", docs()),
        tests(),
        one("whole", whole()),
        Lane::new("snapshots", Work::Snapshots).after(
            "tests",
            "only tests that have just passed tell which snapshots they compared",
        ),
        one("quickstart", Call::xtask("quickstart")).after(
            "sync",
            "it would write what `sync` has to find current first",
        ),
        checkers::book(),
        python(),
        foreign(),
        Lane::new("tree", Work::Tree),
        semver(),
        powerset(),
        oldest_toolchain(root)?,
        package(),
    ])
}

impl Lane {
    fn new(name: &'static str, work: Work) -> Self {
        Self {
            name,
            work,
            needs: None,
        }
    }

    /// A lane that needs a tool, which `probe` looks for; `without` tells what is not checked
    /// without it.
    fn with_tool(
        name: &'static str,
        tool: Tool,
        probe: Call,
        calls: Vec<Call>,
        without: impl Into<String>,
    ) -> Self {
        let work = Work::Optional {
            probe,
            calls,
            without: without.into(),
            tool,
        };
        Self::new(name, work)
    }

    fn after(self, lane: &'static str, because: &'static str) -> Self {
        let needs = Some(Needs { lane, because });
        Self { needs, ..self }
    }
}

/// Exactly what the front page tells everybody to run. No test accepts a snapshot by itself here,
/// whatever the caller's settings are.
fn tests() -> Lane {
    let call = cargo_test("", cfg!(windows)).with("INSTA_UPDATE", "no");
    Lane::new("tests", Work::Tests(call))
}

/// The tests that compile everything that is generated from a spec which says everything that can
/// be said. A usual run of the tests generates it, and compiles nothing.
fn whole() -> Call {
    cargo_test("--test suite -- --ignored", cfg!(windows))
}

/// `cargo test` over the workspace. It builds this very program anew, for its tests and with the
/// features of the whole workspace. Windows lets nobody write over a program that runs, so there
/// the tests are built in a folder of their own.
fn cargo_test(more: &str, is_windows: bool) -> Call {
    let folder = if is_windows {
        "--target-dir target/tests"
    } else {
        ""
    };
    Call::cargo(&format!("test --workspace {folder} {more}"))
}

fn clippy(of: &str) -> Call {
    Call::cargo(&format!("clippy --locked {of} -- -D warnings"))
}

fn docs() -> Call {
    Call::cargo("doc --locked --workspace --all-features --no-deps")
        .with("RUSTDOCFLAGS", "-D warnings")
}

/// The Python package as its users get it.
fn python() -> Lane {
    Lane::with_tool(
        "python",
        Tool::Installed,
        crate::python::probe(),
        vec![Call::xtask("python")],
        "NOT TESTED: the Python package; there is no Python 3 that makes virtual \
         environments (Debian: `apt-get install python3-venv`)",
    )
}

/// Programs of others over the OpenAPI documents.
fn foreign() -> Lane {
    Lane::with_tool(
        "foreign",
        Tool::Installed,
        crate::foreign::probe(),
        vec![Call::xtask("foreign")],
        "NOT TESTED: the OpenAPI documents with tools of others; Python 3 with venv, \
         Node or npm is missing (Debian: `apt-get install python3-venv nodejs npm`)",
    )
}

/// The changes that `spec diff` calls compatible, compared with the findings of a tool for Rust.
fn semver() -> Lane {
    Lane::with_tool(
        "semver",
        Tool::AtHand,
        Call::cargo("semver-checks --version"),
        vec![Call::xtask("semver")],
        "NOT CHECKED: breaks that `spec diff` misses; cargo-semver-checks is not installed \
         (`.ci/install cargo-semver-checks --root target/tools`)",
    )
}

/// The published crates with every combination of features. `features` has those that most people
/// choose, with the lints; this one takes long, and only compiles.
fn powerset() -> Lane {
    Lane::new(
        "powerset",
        Work::Asked {
            before: None,
            calls: combinations(),
            without: "NOT CHECKED: combinations of features, of which there are hundreds; \
                      `cargo xtask ci --lane powerset` does with cargo-hack \
                      (`.ci/install cargo-hack`), and so does a job"
                .to_owned(),
        },
    )
}

fn combinations() -> Vec<Call> {
    let check = |how: &str, names: &[&str]| {
        let packages = names.join(" --package ");
        Call::cargo(&format!(
            "hack check --locked --feature-powerset {how} --package {packages}"
        ))
    };
    vec![check("", IN_ALL_COMBINATIONS), check("--depth 2", IN_PAIRS)]
}

/// The published crates as somebody compiles them who chooses no feature, each feature alone, and
/// the default ones. All of them together are the lane `clippy`; the workspace's own crates never
/// compile with so few, because one of them wants each. For the same reason the tests of a build
/// without a provider of cryptography run here, and so does the command without any feature, as the
/// fuzz targets build it.
fn features(root: &Path) -> Result<Vec<Call>, Failure> {
    let mut calls = Vec::new();
    for name in WITH_FEATURES {
        let manifest = manifest_of_lanes(root, &format!("crates/{name}/Cargo.toml"))?;
        let none = format!("--package {name} --no-default-features");
        calls.push(clippy(&none));
        let declared = manifest.get("features").and_then(Value::as_table);
        for feature in declared.into_iter().flat_map(Table::keys) {
            calls.push(clippy(&format!("{none} --features {feature}")));
        }
    }
    calls.push(clippy("--package oms-cli --no-default-features"));
    calls.push(Call::cargo(
        "test --locked --package oms-core --no-default-features --features rustls-no-provider --lib provider",
    ));
    Ok(calls)
}

/// The client without default features where there are neither sockets nor a clock. The probe is
/// the crate that depends on nothing: it is compiled wherever the target is installed.
fn wasm() -> Lane {
    let check = |package| {
        let words = format!("check --locked --target wasm32-unknown-unknown --package {package}");
        Call::cargo(&words)
    };
    Lane::with_tool(
        "wasm",
        Tool::AtHand,
        check("oms-text"),
        vec![check("oms-client --no-default-features")],
        "NOT CHECKED: the client for WebAssembly; its target is not installed \
         (`rustup target add wasm32-unknown-unknown`)",
    )
}

/// The published crates on the oldest toolchain that they claim to need. Clippy holds our own code
/// to it by the declared version, and a test our dependencies; this is the proof, for whoever has
/// that toolchain.
fn oldest_toolchain(root: &Path) -> Result<Lane, Failure> {
    let manifest = manifest_of_lanes(root, "Cargo.toml")?;
    let version = manifest::text(&manifest, &["workspace", "package", "rust-version"])
        .ok_or_else(|| Failure::new("Cargo.toml: it declares no rust-version", "declare one"))?;
    let check = format!("check --locked --all-features {}", published::options());
    Ok(Lane::with_tool(
        "oldest-toolchain",
        Tool::AtHand,
        Call::cargo_of(version, "--version").with("RUSTUP_AUTO_INSTALL", "0"),
        vec![Call::cargo_of(version, &check)],
        format!(
            "Rust {version} is not installed (`rustup toolchain install {version}`); \
                 clippy holds our code to it, and a test our dependencies"
        ),
    ))
}

/// Each published crate as it would be downloaded. Each is built by itself, with features that the
/// workspace never has together, so that hardly anything of the other lanes is used again.
fn package() -> Lane {
    Lane::new(
        "package",
        Work::Asked {
            before: Some(published::forget),
            calls: vec![published::package()],
            without: "NOT CHECKED: each published crate, built from its package, which takes \
                      minutes; `cargo xtask ci --lane package` does, and so does a job"
                .to_owned(),
        },
    )
}

/// Reads a manifest that the lanes are told by.
fn manifest_of_lanes(root: &Path, path: &str) -> Result<Table, Failure> {
    manifest::read(root, path, "the lanes cannot be told without it")
}

#[cfg(test)]
mod tests;
