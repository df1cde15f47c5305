//! A spec that says everything that can be said, and every program that comes of it: the client, the command, the simulator and the tests.
//!
//! It is the workspace's spec with those of every feature and with random ones. What is generated takes the place of what the workspace has,
//! in a workspace of its own.

mod workspace;

use std::path::Path;

use oms_spec::SourceFile;
use toml::Table;

use super::{determinism, random};
use crate::specs::files::{names, sources};
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
    files
}

const ROOT: &str = "spec/oms.toml";

/// The shapes of a spec, as they are written.
fn shapes(root: &SourceFile) -> String {
    let text = std::str::from_utf8(&root.bytes).expect("it is text");
    let mut root: Table = text.parse().expect("it is TOML");
    root.retain(|key, _| key == "shape");
    format!("\n{root}")
}

#[test]
fn p163_everything_that_can_be_said_compiles_without_a_warning_and_exchanges_its_examples() {
    let files = merged();
    let api = oms_spec::load(&files).unwrap_or_else(|problems| panic!("{problems}"));
    let generated = oms_codegen::generate(&api).expect("every file is Rust");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole");
    let workspace = Workspace::at(&root, &files, &generated);
    workspace.cargo(&[
        "clippy",
        "--workspace",
        "--lib",
        "--bins",
        "--",
        "-D",
        "warnings",
    ]);
    workspace.cargo(&["test", "--package", "exchanges"]);
}
