//! A workspace like this one, with other generated files.
//!
//! A file is written only if it differs, so that a second run has nothing to compile.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oms_codegen::GeneratedFile;
use oms_spec::SourceFile;

use crate::support::patch::read_files;

/// The crates with generated code, and those below them and their tests.
const CRATES: [&str; 7] = [
    "oms-cli",
    "oms-client",
    "oms-core",
    "oms-python",
    "oms-sim",
    "oms-testkit",
    "oms-text",
];

/// The files that the tests of the examples need.
const OF_THE_TESTS: [&str; 6] = [
    "tests/suite/examples.rs",
    "tests/suite/support/http.rs",
    "tests/suite/support/ledger.rs",
    "tests/suite/support/replies.rs",
    "tests/suite/support/script.rs",
    "tests/suite/support/server.rs",
];

/// The files that apply to every crate.
const OF_THE_ROOT: [&str; 3] = ["Cargo.lock", "clippy.toml", "rust-toolchain.toml"];

const MANIFEST: &str = r#"[package]
name = "exchanges"
edition.workspace = true

[[test]]
name = "suite"
path = "suite/main.rs"

[[test]]
name = "command"
path = "command/main.rs"

[dependencies]
oms-cli.workspace = true
oms-client = { workspace = true, features = ["hyper", "jiff", "rustls"] }
oms-core.workspace = true
oms-sim.workspace = true
serde.workspace = true
serde_json.workspace = true
tempfile.workspace = true
tokio = { workspace = true, features = ["io-util", "macros", "net", "rt-multi-thread", "sync", "time"] }
tokio-rustls = { workspace = true, features = ["aws_lc_rs", "tls12"] }
"#;

/// The part of the suite that runs examples.
const MAIN: &str = "#![allow(dead_code)]

mod examples;
mod generated;
mod support {
    pub(crate) mod http;
    pub(crate) mod ledger;
    pub(crate) mod replies;
    pub(crate) mod script;
    pub(crate) mod server;
}

impl examples::Calls for oms_client::Client {
    fn send<A: oms_client::Action>(&self, request: &A) -> oms_client::Call<A::Data> {
        self.call(request)
    }
}
";

/// A workspace in the build directory.
pub(super) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace at `root`, with this spec, what was generated from it, and what the test of
    /// its command must know of the spec.
    pub(super) fn at(
        root: &Path,
        spec: &[SourceFile],
        generated: &[GeneratedFile],
        actions: &str,
    ) -> Self {
        let mut files = hand_written();
        files.insert("tests/command/actions.json".to_owned(), actions.into());
        for file in spec {
            files.insert(file.path.clone(), file.bytes.clone());
        }
        for file in generated {
            files.insert(file.path.clone(), file.text.clone().into_bytes());
        }
        let present = if root.is_dir() {
            read_files(root)
        } else {
            BTreeMap::new()
        };
        for path in present.keys().filter(|path| !files.contains_key(*path)) {
            fs::remove_file(root.join(path)).expect("the build directory is writable");
        }
        for (path, bytes) in files {
            if present.get(&path) != Some(&bytes) {
                let path = root.join(path);
                fs::create_dir_all(path.parent().expect("a file stands in a folder"))
                    .expect("the build directory is writable");
                fs::write(path, bytes).expect("the build directory is writable");
            }
        }
        let root = root.to_owned();
        Self { root }
    }

    /// Runs the tests of a target whose names hold one of these words, or all of them. They must
    /// succeed.
    pub(super) fn test(&self, target: &str, words: &[&str]) {
        let target = ["test", "--package", "exchanges", "--test", target, "--"];
        self.cargo(&[&target, words].concat());
    }

    /// Runs cargo, which must succeed. The dependencies are compiled once for this workspace and
    /// for that one; what their crates are built to never meets, because the version differs.
    pub(super) fn cargo(&self, arguments: &[&str]) {
        let shared = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
        let output = Command::new(env!("CARGO"))
            .args(["--quiet", "--offline"])
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_BUILD_BUILD_DIR", shared)
            .env("CARGO_TARGET_DIR", self.root.with_extension("target"))
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "cargo {arguments:?}:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// The files of this workspace that are not output of the generator.
fn hand_written() -> BTreeMap<String, Vec<u8>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| fs::read(workspace.join(path)).expect("a file can be read");
    let mut files = BTreeMap::from([
        ("tests/Cargo.toml".to_owned(), MANIFEST.as_bytes().to_vec()),
        ("tests/suite/main.rs".to_owned(), MAIN.as_bytes().to_vec()),
        ("Cargo.toml".to_owned(), root_manifest(&read("Cargo.toml"))),
    ]);
    let of_the_command = read("tests/fixtures/freeze/command.rs");
    files.insert("tests/command/main.rs".to_owned(), of_the_command);
    for path in OF_THE_ROOT.iter().chain(&OF_THE_TESTS) {
        files.insert((*path).to_owned(), read(path));
    }
    for name in CRATES {
        let folder = format!("crates/{name}");
        for (path, bytes) in read_files(&workspace.join(&folder)) {
            if !path.starts_with("src/generated/") {
                files.insert(format!("{folder}/{path}"), bytes);
            }
        }
    }
    files
}

/// The manifest of the workspace, with fewer members and another version.
///
/// Cargo names what it builds after the package, its version and its path in the workspace. Two
/// workspaces that differ in none of them overwrite each other's libraries in a shared folder.
fn root_manifest(bytes: &[u8]) -> Vec<u8> {
    let changes = [
        (
            "members = [\"crates/*\", \"xtask\", \"tests\"]",
            "members = [\"crates/*\", \"tests\"]",
        ),
        ("version = \"0.1.0\"", "version = \"0.1.4711\""),
        ("version = \"=0.1.0\"", "version = \"=0.1.4711\""),
    ];
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for (given, wanted) in changes {
        assert!(text.contains(given), "the manifest has no `{given}`");
        text = text.replace(given, wanted);
    }
    text.into_bytes()
}
