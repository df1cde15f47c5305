//! The generator as a whole process: reading a spec, checking it, generating, and writing every file to an empty folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Run, run, run_watched};
use crate::{Outcome, folder, median, workload};

pub(crate) fn measure(workspace: &Path, scratch: &Path, sizes: &[usize]) -> Outcome<()> {
    let generator = build(workspace)?;
    let empty = empty_program(scratch)?;
    println!("### The generator, as a whole process\n");
    println!(
        "| actions | time | time beside an empty program | peak memory | bytes of client per action | bytes of everything per action |"
    );
    println!("|---|---|---|---|---|---|");
    let mut times = Vec::new();
    for &actions in sizes {
        let root = folder(scratch, "spec", actions);
        workload::write(&root, &workload::actions(actions))?;
        let runs = if actions >= 10_000 { 2 } else { 5 };
        let (run, baseline) = repeat(&generator, &empty, &root, runs)?;
        let client = bytes(&root.join("crates/oms-client"))?;
        let everything = client
            + bytes(&root.join("crates/oms-cli"))?
            + bytes(&root.join("crates/oms-sim"))?
            + bytes(&root.join("tests"))?;
        println!(
            "| {actions} | {:.1} ms | {:+.1} ms | {} | {} | {} |",
            run.seconds * 1e3,
            (run.seconds - baseline) * 1e3,
            run.peak_mib
                .map_or_else(|| "unknown".to_owned(), |peak| format!("{peak:.0} MiB")),
            client / actions as u64,
            everything / actions as u64,
        );
        times.push((actions, run.seconds));
    }
    if let [.., (_, thousand), (_, ten_thousand)] = times.as_slice() {
        println!(
            "\nTen times the actions take {:.1} times the time.\n",
            ten_thousand / thousand
        );
    }
    Ok(())
}

/// The medians of some runs, each followed by the empty program, so that both see the same machine.
fn repeat(generator: &Path, empty: &Path, root: &Path, runs: usize) -> Outcome<(Run, f64)> {
    let (mut seconds, mut baselines, mut peaks) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=runs {
        for written in ["crates", "tests", "spec/schema"] {
            let _ = fs::remove_dir_all(root.join(written));
        }
        let command = || {
            let mut command = Command::new(generator);
            command.arg("--root").arg(root).arg("codegen");
            command
        };
        if round == 0 {
            // The first run warms the disk's cache, and is the one that is watched, because watching takes time.
            peaks.extend(run_watched(&mut command())?.peak_mib);
            continue;
        }
        seconds.push(run(&mut command())?.seconds);
        baselines.push(run(&mut Command::new(empty))?.seconds);
    }
    let run = Run {
        seconds: median(seconds),
        peak_mib: peaks.first().copied(),
    };
    Ok((run, median(baselines)))
}

fn build(workspace: &Path) -> Outcome<PathBuf> {
    let target = workspace.join("target/scale");
    run(Command::new(env!("CARGO"))
        .current_dir(workspace)
        .args(["build", "--release", "--package", "xtask", "--target-dir"])
        .arg(&target))?;
    Ok(target
        .join("release")
        .join(format!("xtask{}", std::env::consts::EXE_SUFFIX)))
}

/// A program that does nothing: what starting a process costs here.
fn empty_program(scratch: &Path) -> Outcome<PathBuf> {
    let source = scratch.join("empty.rs");
    let program = scratch.join(format!("empty{}", std::env::consts::EXE_SUFFIX));
    fs::write(&source, "fn main() {}\n")?;
    run(Command::new("rustc")
        .arg("-O")
        .arg(&source)
        .arg("-o")
        .arg(&program))?;
    Ok(program)
}

fn bytes(folder: &Path) -> Outcome<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() {
            bytes(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(sum)
}
