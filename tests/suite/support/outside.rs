//! Programs in a crate outside of the workspace, as a user's would be, and the messages of the
//! compiler about them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder of a crate in the build directory, with this manifest, without programs.
///
/// The lock file is the workspace's. It pins the versions that are already on this machine, so that
/// nothing is fetched.
pub(crate) fn new_crate(name: &str, manifest: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Programs of an earlier run would be compiled as well.
    let _ = fs::remove_dir_all(root.join("src"));
    write(&root.join("Cargo.toml"), manifest);
    let lock = workspace().join("Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).expect("the workspace has a lock file");
    root
}

/// The folder of this workspace.
pub(crate) fn workspace() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the package stands in it")
}

/// Writes a file, and the folders around it.
pub(crate) fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a file stands in a folder");
    fs::create_dir_all(folder).expect("the build directory is writable");
    fs::write(path, text).expect("the build directory is writable");
}

/// Checks the programs of a crate, and returns the errors of each that does not compile.
///
/// The dependencies of the crates are compiled once for all of them.
pub(crate) fn errors_of_programs(root: &Path) -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--quiet",
            "--offline",
            "--bins",
            "--keep-going",
            "--message-format=json",
        ])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.with_file_name("outside"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    let mut errors: BTreeMap<String, String> = BTreeMap::new();
    let mut finished = false;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).expect("cargo answers in JSON");
        finished |= message["reason"] == "build-finished";
        if message["message"]["level"] != "error" {
            continue;
        }
        let text = message["message"]["rendered"].as_str().unwrap_or_default();
        let target = &message["target"];
        assert_eq!(target["kind"][0], "bin", "a dependency:\n{text}");
        let name = target["name"].as_str().unwrap_or_default().to_owned();
        errors.entry(name).or_default().push_str(text);
    }
    assert!(finished, "{stderr}");
    errors
}
