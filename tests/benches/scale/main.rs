//! The cost of a larger spec: the generator's time and memory, and the time to compile its output.
//!
//! `cargo bench -p oms-tests --bench scale` prints the tables of `docs/performance.md`, or with
//! `generator`, `build` or `compile` behind `--` one of them. The workload is a spec of synthetic
//! actions; the generated code is compared with the floor, the thinnest sensible crate for the same
//! actions written by hand.

mod clean_build;
mod compile;
mod floor;
mod generator;
mod peer;
mod workload;

#[path = "../whole/mod.rs"]
#[allow(dead_code, reason = "other benchmarks share it")]
mod whole;

use std::env;
use std::path::{Path, PathBuf};

use whole::Outcome;
use whole::process::median;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    let scratch = tempfile::tempdir()?;
    if whole::is_quick() {
        return generator::measure(&workspace, scratch.path(), &[1]);
    }
    let parts: Vec<&String> = arguments
        .iter()
        .filter(|word| !word.starts_with('-'))
        .collect();
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|word| *word == part);
    if wanted("generator") {
        generator::measure(&workspace, scratch.path(), &[1, 10, 100, 1_000, 10_000])?;
    }
    if wanted("build") {
        clean_build::measure(&workspace, scratch.path())?;
    }
    if wanted("compile") {
        compile::measure(&workspace, scratch.path(), &[1, 10, 100, 1_000])?;
    }
    Ok(())
}

/// The folder for one size.
fn folder(scratch: &Path, kind: &str, actions: usize) -> PathBuf {
    scratch.join(format!("{kind}-{actions}"))
}
