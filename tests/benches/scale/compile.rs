//! The time to compile what was generated, beside the floor: `cargo check`, and a release build
//! with a program that calls every action.
//!
//! Dependencies are built before. Both crates use the same TLS library, so that a program links the
//! same code on both sides.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use oms_codegen::ClientPlace;

use crate::whole::process::run;
use crate::workload::Action;
use crate::{Outcome, floor, folder, median, workload};

/// Number of repetitions of each build; the two crates take turns. A build that takes minutes is
/// done once.
fn rounds(actions: usize) -> usize {
    if actions >= 1_000 { 1 } else { 3 }
}

pub(crate) fn measure(workspace: &Path, scratch: &Path, sizes: &[usize]) -> Outcome<()> {
    println!("### Compiling the client\n");
    println!(
        "| actions | check: floor | check: ours | ratio | release build and a program that calls all: floor | ours | ratio |"
    );
    println!("|---|---|---|---|---|---|---|");
    for &actions in sizes {
        let list = workload::actions(actions);
        let (floor, ours) = (
            folder(scratch, "floor", actions),
            folder(scratch, "ours", actions),
        );
        floor::write(&floor, &list)?;
        client(workspace, &ours, &list)?;
        let target = scratch.join("target");
        let time = |arguments: &[&str]| both(&floor, &ours, &target, rounds(actions), arguments);
        let check = time(&["check", "--lib"])?;
        let build = time(&["build", "--release"])?;
        println!(
            "| {actions} | {:.2} s | {:.2} s | {:.2} | {:.2} s | {:.2} s | {:.2} |",
            check.0,
            check.1,
            check.1 / check.0,
            build.0,
            build.1,
            build.1 / build.0
        );
    }
    println!();
    Ok(())
}

/// The medians of both crates.
fn both(
    floor: &Path,
    ours: &Path,
    target: &Path,
    rounds: usize,
    arguments: &[&str],
) -> Outcome<(f64, f64)> {
    for root in [floor, ours] {
        dependencies(root, target, arguments)?;
    }
    let (mut floor_times, mut our_times) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        for (root, times) in [(floor, &mut floor_times), (ours, &mut our_times)] {
            times.push(cargo(root, target, arguments)?);
        }
    }
    Ok((median(floor_times), median(our_times)))
}

/// Builds what a crate depends on, and nothing of itself: with an empty library and an empty
/// program.
fn dependencies(root: &Path, target: &Path, arguments: &[&str]) -> Outcome<()> {
    let (library, program) = (root.join("src/lib.rs"), root.join("src/bin/all.rs"));
    let (full_library, full_program) = (fs::read(&library)?, fs::read(&program)?);
    fs::write(&library, "")?;
    fs::write(&program, "fn main() {}\n")?;
    cargo(root, target, arguments)?;
    fs::write(&library, full_library)?;
    fs::write(&program, full_program)?;
    Ok(())
}

/// The seconds that a build of a crate takes.
fn cargo(root: &Path, target: &Path, arguments: &[&str]) -> Outcome<f64> {
    let library = root.join("src/lib.rs");
    // A new time stamp makes cargo build the crate again, and what depends on it.
    fs::write(&library, fs::read(&library)?)?;
    let run = run(Command::new(env!("CARGO"))
        .current_dir(root)
        .env("CARGO_INCREMENTAL", "0")
        .args(arguments)
        .arg("--target-dir")
        .arg(target))?;
    Ok(run.seconds)
}

/// The client's crate with another spec's generated code, and a program that calls every action.
fn client(workspace: &Path, root: &Path, actions: &[Action]) -> Outcome<()> {
    let original = workspace.join("crates/oms-client");
    fs::create_dir_all(root.join("src/bin"))?;
    fs::write(root.join("Cargo.toml"), manifest(workspace))?;
    for file in ["README.md", "src/lib.rs", "src/client.rs"] {
        fs::copy(original.join(file), root.join(file))?;
    }
    // The front page names shapes of the real spec, which this one does not have.
    let library = fs::read_to_string(root.join("src/lib.rs"))?;
    fs::write(root.join("src/lib.rs"), without_shapes(&library))?;
    let api = oms_spec::load(&workload::files(actions)).map_err(|problems| problems.to_string())?;
    for file in oms_codegen::generate_client(&api, ClientPlace::WORKSPACE) {
        let place = root.join(file.path.trim_start_matches("crates/oms-client/"));
        fs::create_dir_all(place.parent().unwrap_or(root))?;
        fs::write(place, file.text)?;
    }
    let mut program = "#[tokio::main(flavor = \"current_thread\")]\nasync fn main() {\n    let client = oms_client::Client::builder(\"http://127.0.0.1\").build().unwrap();\n".to_owned();
    for action in actions {
        let method = oms_spec::names::snake(&action.name);
        let _ = writeln!(
            program,
            "    println!(\"{{:?}}\", client.{method}().id(\"np_1\").reverse(false).start_timestamp(1).send().await.is_ok());"
        );
    }
    fs::write(root.join("src/bin/all.rs"), program + "}\n")?;
    Ok(())
}

/// Leaves the re-export of single shapes out.
fn without_shapes(library: &str) -> String {
    let start = library.find("#[doc(inline)]\npub use generated::shapes::");
    let Some(start) = start else {
        return library.to_owned();
    };
    let (before, rest) = library.split_at(start);
    let end = rest.find(';').map_or(rest.len(), |end| end + 1);
    format!("{before}{}", &rest[end..])
}

fn manifest(workspace: &Path) -> String {
    let core = workspace.join("crates/oms-core");
    format!(
        r#"[package]
name = "oms-client"
version = "0.0.0"
edition = "2024"

[workspace]

[features]
default = ["hyper", "rustls"]
hyper = ["oms-core/hyper"]
rustls = ["oms-core/rustls"]
jiff = []
server = []
stream = []

[dependencies]
oms-core = {{ path = '{}', default-features = false }}
serde = {{ version = "1", features = ["derive"] }}
tokio = {{ version = "1", features = ["macros", "rt"] }}
"#,
        core.display()
    )
}
