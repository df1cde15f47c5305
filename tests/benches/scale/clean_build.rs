//! The cost for a service that adds the client: clean builds of a program with it, beside one with
//! bare reqwest and serde.
//!
//! Neither does anything. Both use this workspace's lock file and the same TLS library.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::whole::process::run;
use crate::{Outcome, median};

/// Number of builds of each; the two take turns.
const ROUNDS: usize = 3;

const BARE: &str = r#"reqwest = { version = "0.13", default-features = false, features = ["json", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

pub(crate) fn measure(workspace: &Path, scratch: &Path) -> Outcome<()> {
    let client = workspace.join("crates/oms-client");
    let ours = format!(
        "oms-client = {{ path = '{}' }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n",
        client.display()
    );
    println!("### Adding the client to a program\n");
    println!("| | crates in the tree | clean build | clean release build |");
    println!("|---|---|---|---|");
    let programs = [("bare reqwest + serde", BARE), ("`oms-client`", &ours)];
    let mut roots = Vec::new();
    for (number, (_, dependencies)) in programs.iter().enumerate() {
        let root = scratch.join(format!("program-{number}"));
        write(workspace, &root, dependencies)?;
        roots.push(root);
    }
    let mut times = vec![[Vec::new(), Vec::new()]; programs.len()];
    for _ in 0..ROUNDS {
        for (root, times) in roots.iter().zip(&mut times) {
            for (arguments, times) in [&["build"][..], &["build", "--release"]].iter().zip(times) {
                let target = tempfile::tempdir_in(scratch)?;
                let mut command = cargo(root);
                command
                    .args(*arguments)
                    .arg("--target-dir")
                    .arg(target.path());
                times.push(run(&mut command)?.seconds);
            }
        }
    }
    for (((name, _), root), [debug, release]) in programs.iter().zip(&roots).zip(times) {
        println!(
            "| {name} | {} | {:.1} s | {:.1} s |",
            crates(root)?,
            median(debug),
            median(release)
        );
    }
    println!();
    Ok(())
}

/// A program that does nothing, with these dependencies.
fn write(workspace: &Path, root: &Path, dependencies: &str) -> Outcome<()> {
    fs::create_dir_all(root.join("src"))?;
    let head = "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n";
    fs::write(root.join("Cargo.toml"), format!("{head}{dependencies}"))?;
    fs::write(root.join("src/main.rs"), "fn main() {}\n")?;
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock"))?;
    run(cargo(root).arg("fetch"))?;
    Ok(())
}

/// Number of crates that are compiled for it, itself included.
fn crates(root: &Path) -> Outcome<usize> {
    let output = cargo(root)
        .args([
            "tree", "--edges", "normal", "--prefix", "none", "--format", "{p}",
        ])
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let crates: BTreeSet<&str> = text
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    Ok(crates.len())
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root);
    command
}
