//! The binaries of a release.

use std::path::{Path, PathBuf};

use toml::Value;

use crate::calls;
use crate::console::Console;
use crate::failure::Failure;
use crate::manifest;
use crate::process::{Call, cargo_home};

use super::names::PROGRAMS;

/// The manifest that says which features the released command has.
const MANIFEST: &str = "crates/oms-cli/Cargo.toml";

/// The binaries, and the system that they run on.
#[derive(Debug)]
pub(super) struct Built {
    /// Its name in Rust, such as `x86_64-unknown-linux-gnu`.
    pub(super) target: String,
    /// The folder of the binaries.
    pub(super) folder: PathBuf,
}

/// Builds `oms` and `oms-sim` with a list of their dependencies inside, where `cargo auditable` is
/// installed, and with no path of this machine in them.
pub(super) fn release(
    root: &Path,
    profile: &str,
    console: &mut Console<'_>,
) -> Result<Built, Failure> {
    let target = calls::host(root)?;
    let auditable = Call::cargo("auditable --version").succeeds(root);
    let cargo = if auditable {
        "auditable build"
    } else {
        "build"
    };
    if !auditable {
        console.note(
            "the binaries hold no list of their dependencies: cargo-auditable is not installed \
             (`.ci/install cargo-auditable`)",
        );
    }
    let features = features(root)?;
    let packages = PROGRAMS
        .map(|program| format!("--package {}", program.package))
        .join(" ");
    let call = Call::cargo(&format!(
        "{cargo} --locked --profile {profile} --target {target} \
         {packages} --bins --features {features}"
    ));
    console.note(format!("$ {call}"));
    let [rust, c] = without_paths(root);
    let call = call.with("CARGO_ENCODED_RUSTFLAGS", rust).with("CFLAGS", c);
    calls::cargo_succeeds(&call, root, |_| "the binaries were not built".to_owned())?;
    let folder = match profile {
        "dev" => "debug",
        other => other,
    };
    Ok(Built {
        folder: calls::target(root).join(&target).join(folder),
        target,
    })
}

/// The features of the released command beside the default ones, in the form that cargo takes for a
/// package among several.
pub(super) fn features(root: &Path) -> Result<String, Failure> {
    let help = "`package.metadata.dist.features` says what is released";
    let manifest = manifest::read(root, MANIFEST, help)?;
    let features = manifest::value(&manifest, &["package", "metadata", "dist", "features"])
        .and_then(Value::as_array)
        .ok_or_else(|| Failure::new(format!("{MANIFEST}: it names no features"), help))?;
    let named: Vec<String> = features
        .iter()
        .filter_map(Value::as_str)
        .map(|feature| format!("oms-cli/{feature}"))
        .collect();
    Ok(named.join(","))
}

/// The flags for the compilers of Rust and of C that write `.` where a path of this machine would
/// be, so that two folders give the same bytes.
fn without_paths(root: &Path) -> [String; 2] {
    let rustup = std::env::var_os("RUSTUP_HOME").map(PathBuf::from);
    let home = std::env::home_dir().unwrap_or_default();
    let places = [
        (rustup.unwrap_or_else(|| home.join(".rustup")), "rustup"),
        (cargo_home(), "cargo"),
        (calls::target(root), "target"),
        (root.to_path_buf(), "."),
    ];
    let flags = |flag: &str, between: &str| {
        let flags: Vec<String> = places
            .iter()
            .map(|(place, name)| format!("{flag}={}={name}", place.display()))
            .collect();
        flags.join(between)
    };
    [
        flags("--remap-path-prefix", "\u{1f}"),
        flags("-ffile-prefix-map", " "),
    ]
}
