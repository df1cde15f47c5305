//! What a larger spec costs: the generator's time and memory, and the time to compile what it wrote.
//!
//! `cargo bench -p oms-tests --bench scale` prints the tables of `docs/performance.md`. The workload is a spec of synthetic actions; beside
//! what is generated from it stands the floor, the thinnest sensible crate for the same actions written by hand.

#[path = "scale/compile.rs"]
mod compile;
#[path = "scale/floor.rs"]
mod floor;
#[path = "scale/generator.rs"]
mod generator;
#[path = "scale/process.rs"]
mod process;
#[path = "scale/workload.rs"]
mod workload;

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // `cargo test --benches` asks for a quick look at everything: one small size shows that the benchmark works.
    let quick = env::args().any(|argument| argument == "--test");
    let (sizes, compiled): (&[usize], &[usize]) = if quick {
        (&[1], &[])
    } else {
        (&[1, 10, 100, 1_000, 10_000], &[1, 10, 100])
    };
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    let scratch = tempfile::tempdir()?;
    generator::measure(&workspace, scratch.path(), sizes)?;
    if !compiled.is_empty() {
        compile::measure(&workspace, scratch.path(), compiled)?;
    }
    Ok(())
}

/// The folder for one size.
fn folder(scratch: &Path, kind: &str, actions: usize) -> PathBuf {
    scratch.join(format!("{kind}-{actions}"))
}

/// The middle of some measurements.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
