//! The generator as a whole process: reading a spec, checking it, generating, and writing every
//! file to an empty folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::peer::Peer;
use crate::whole::process::{run, run_watched};
use crate::{Outcome, folder, median, workload};

/// From how many actions on a peer would take longer than anybody waits.
const TOO_MANY_FOR_THE_PEER: usize = 10_000;

/// The programs that are measured.
struct Programs {
    /// `xtask`, which writes everything.
    everything: PathBuf,
    /// The same for the client alone.
    client: PathBuf,
    /// A program that does nothing, which measures the start of a process.
    empty: PathBuf,
}

/// The result for one size, in seconds.
struct Row {
    everything: f64,
    client: f64,
    empty: f64,
    peer: Option<PeerRow>,
}

/// The result of the peer: its seconds, and how many times as long it took as the others in the
/// same turn.
struct PeerRow {
    seconds: f64,
    of_everything: f64,
    of_client: f64,
}

pub(crate) fn measure(workspace: &Path, scratch: &Path, sizes: &[usize]) -> Outcome<()> {
    let programs = Programs::build(workspace, scratch)?;
    println!("### The generator, as a whole process\n");
    println!(
        "| actions | everything | beside an empty program | the client alone | cargo-progenitor, builder | ratio to everything | ratio to the client alone | peak memory | bytes of client per action | bytes of everything per action |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let mut times = Vec::new();
    for &actions in sizes {
        let root = folder(scratch, "spec", actions);
        let list = workload::actions(actions);
        let runs = if actions >= 1_000 { 5 } else { 9 };
        let peer = if actions < TOO_MANY_FOR_THE_PEER {
            Peer::new(scratch, &list)?
        } else {
            None
        };
        let row = programs.row(&root, &list, runs, peer.as_ref())?;
        print(&row, &programs, &root, &list)?;
        times.push((actions, row.everything));
    }
    if let [.., (_, thousand), (_, ten_thousand)] = times.as_slice() {
        println!(
            "\nTen times the actions take {:.1} times the time.",
            ten_thousand / thousand
        );
    }
    println!();
    Ok(())
}

impl Programs {
    fn build(workspace: &Path, scratch: &Path) -> Outcome<Self> {
        let target = workspace.join("target/scale");
        for what in [
            ["--package", "xtask", "--bin", "xtask"],
            ["--package", "oms-codegen", "--example", "client-alone"],
        ] {
            run(Command::new(env!("CARGO"))
                .current_dir(workspace)
                .args(["build", "--release", "--target-dir"])
                .arg(&target)
                .args(what))?;
        }
        let program = |name: &str| {
            target
                .join("release")
                .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
        };
        Ok(Self {
            everything: program("xtask"),
            client: program("examples/client-alone"),
            empty: empty_program(scratch)?,
        })
    }

    /// The medians of some runs, in which the programs take turns, so that all see the same
    /// machine.
    fn row(
        &self,
        root: &Path,
        actions: &[workload::Action],
        runs: usize,
        peer: Option<&Peer>,
    ) -> Outcome<Row> {
        let (mut everything, mut client, mut empty) = (Vec::new(), Vec::new(), Vec::new());
        let mut of_peer = Vec::new();
        for number in 0..runs {
            // A file system may be slow to use again what was just removed, so every run has a
            // folder of its own.
            let fresh = |kind: &str| -> Outcome<PathBuf> {
                let fresh = root.join(format!("{kind}-{number}"));
                workload::write(&fresh, actions)?;
                Ok(fresh)
            };
            let all = run(&mut self.everything(&fresh("everything")?))?.seconds;
            let alone = run(Command::new(&self.client).arg(fresh("client")?))?.seconds;
            empty.push(run(&mut Command::new(&self.empty))?.seconds);
            if let Some(peer) = peer {
                let seconds = peer.seconds(number)?;
                of_peer.push((seconds, seconds / all, seconds / alone));
            }
            everything.push(all);
            client.push(alone);
        }
        let of_peer =
            |part: fn(&(f64, f64, f64)) -> f64| median(of_peer.iter().map(part).collect());
        Ok(Row {
            everything: median(everything),
            client: median(client),
            empty: median(empty),
            peer: peer.map(|_| PeerRow {
                seconds: of_peer(|turn| turn.0),
                of_everything: of_peer(|turn| turn.1),
                of_client: of_peer(|turn| turn.2),
            }),
        })
    }

    fn everything(&self, root: &Path) -> Command {
        let mut command = Command::new(&self.everything);
        command.arg("--root").arg(root).arg("codegen");
        command
    }
}

fn print(row: &Row, programs: &Programs, root: &Path, actions: &[workload::Action]) -> Outcome<()> {
    let watched = root.join("watched");
    workload::write(&watched, actions)?;
    let peak = run_watched(&mut programs.everything(&watched))?.peak_mib;
    let client = bytes(&watched.join("crates/oms-client"))?;
    let everything = bytes(&watched.join("crates"))? + bytes(&watched.join("tests"))?;
    let count = u64::try_from(actions.len())?;
    let of_peer = |part: fn(&PeerRow) -> String| row.peer.as_ref().map_or("-".to_owned(), part);
    println!(
        "| {count} | {:.1} ms | {:+.1} ms | {:.1} ms | {} | {} | {} | {} | {} | {} |",
        row.everything * 1e3,
        (row.everything - row.empty) * 1e3,
        row.client * 1e3,
        of_peer(|peer| format!("{:.1} ms", peer.seconds * 1e3)),
        of_peer(|peer| format!("{:.1}", peer.of_everything)),
        of_peer(|peer| format!("{:.1}", peer.of_client)),
        peak.map_or_else(|| "unknown".to_owned(), |peak| format!("{peak:.0} MiB")),
        client / count,
        everything / count,
    );
    Ok(())
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
