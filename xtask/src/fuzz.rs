//! `cargo xtask fuzz`: plays the fuzz targets with the toolchain that the workspace has.
//!
//! The counters of edges that libFuzzer reads are a pass of the compiler's back end, which a stable
//! compiler runs as well. Sanitizers are what a nightly one is needed for, and a workspace without
//! unsafe code has little to show them.

use std::fs;
use std::path::Path;

use crate::calls::{each, host};
use crate::cli::FuzzArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::process::Call;

/// The compiler flags that make libFuzzer see which edges an input takes.
const COUNTERS: &str = "--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=16 \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

pub(crate) fn run(
    root: &Path,
    options: &FuzzArgs,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let known = targets(root)?;
    for name in &options.targets {
        if !known.contains(name) {
            return Err(Failure::new(
                format!("there is no target {name}"),
                format!("the targets are: {}", known.join(", ")),
            ));
        }
    }
    let chosen = if options.targets.is_empty() {
        &known
    } else {
        &options.targets
    };
    let triple = host(root)?;
    let build = Call::cargo(&format!(
        "build --release --manifest-path fuzz/Cargo.toml --target {triple} --target-dir target/fuzz"
    ));
    // The flags hold for this target alone, so that build scripts and macros stay as they are.
    let name = format!(
        "CARGO_TARGET_{}_RUSTFLAGS",
        triple.to_uppercase().replace('-', "_")
    );
    let mut calls = vec![build.with(name, COUNTERS)];
    for target in chosen {
        let corpus = root.join("target/fuzz/corpus").join(target);
        let what = format!("{} cannot be made", corpus.display());
        fs::create_dir_all(&corpus).map_err(Failure::at(what, "may it be written?"))?;
        calls.push(play(root, target, &triple, options.seconds));
    }
    each(&calls, root, console)
}

/// Plays one target. It begins with the seeds, keeps what it finds in the build folder, and leaves
/// an input that breaks a promise in the working folder.
fn play(root: &Path, target: &str, triple: &str, seconds: u64) -> Call {
    let program = format!("target/fuzz/{triple}/release/{target}");
    let program = root.join(program).display().to_string();
    let call = Call::program(&program, "")
        .and(format!("-max_total_time={seconds}"))
        .and("-print_final_stats=1")
        .and("-verbosity=0")
        .and(format!("-artifact_prefix=target/fuzz/{target}-"))
        .and(format!("target/fuzz/corpus/{target}"));
    seeds(root, target).into_iter().fold(call, Call::and)
}

/// Returns the folders of texts that a target begins with.
fn seeds(root: &Path, target: &str) -> Vec<String> {
    let also = match target {
        "page" => "tests/fixtures/pages",
        "spec" => "spec/actions",
        _ => "",
    };
    [format!("fuzz/seeds/{target}"), also.to_owned()]
        .into_iter()
        .filter(|folder| !folder.is_empty() && root.join(folder).is_dir())
        .collect()
}

/// Returns the names of the targets, in order.
fn targets(root: &Path) -> Result<Vec<String>, Failure> {
    let folder = root.join("fuzz/fuzz_targets");
    let what = format!("{} cannot be read", folder.display());
    let read = fs::read_dir(&folder).map_err(Failure::at(what, "is this the whole project?"))?;
    let mut names: Vec<String> = read
        .filter_map(|file| name_of(&file.ok()?.path()))
        .collect();
    names.sort();
    Ok(names)
}

fn name_of(file: &Path) -> Option<String> {
    let is_source = file.extension().is_some_and(|ending| ending == "rs");
    is_source.then(|| Some(file.file_stem()?.to_str()?.to_owned()))?
}
