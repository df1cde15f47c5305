//! The Debian package of both programs, which cargo-deb makes of the files of the archive.

use std::fs;
use std::path::{Path, PathBuf};

use crate::calls;
use crate::console::Console;
use crate::disk::if_there;
use crate::failure::Failure;
use crate::process::Call;

use super::archive::Entry;
use super::build::Built;

/// The folder that the manifest of `oms-cli` takes the files of the package from. It does not
/// follow `CARGO_TARGET_DIR`, because a manifest cannot. cargo-deb warns of each file that it will
/// not be built, which it has been already.
const STAGE: &str = "target/deb";

/// Writes the package into the folder, where cargo-deb is installed, and returns its path. Only
/// Linux has the tools that say which libraries a program needs.
pub(super) fn write(
    root: &Path,
    built: &Built,
    entries: &[Entry],
    date: u64,
    out: &Path,
    console: &mut Console<'_>,
) -> Result<Option<PathBuf>, Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(None);
    }
    if !Call::cargo("deb --version").succeeds(root) {
        console.note(
            "no Debian package is written: cargo-deb is not installed \
             (`.ci/install cargo-deb`)",
        );
        return Ok(None);
    }
    stage(&root.join(STAGE), entries)?;
    let call = Call::cargo(&format!(
        "deb --package oms-cli --no-build --no-strip --locked --target {} --output",
        built.target
    ))
    .and(out.display().to_string())
    .with("SOURCE_DATE_EPOCH", date.to_string());
    console.note(format!("$ {call}"));
    calls::cargo_succeeds(&call, root, |_| {
        "the Debian package was not made".to_owned()
    })?;
    let written = fs::read_dir(out).map_err(super::unwritable(out))?;
    let package = written
        .filter_map(|listed| Some(listed.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"));
    package.map(Some).ok_or_else(|| {
        Failure::new(
            format!("cargo-deb left no package in {}", out.display()),
            "`.ci/install cargo-deb` installs the one that is known to work",
        )
    })
}

/// Puts the files where the manifest names them.
fn stage(folder: &Path, entries: &[Entry]) -> Result<(), Failure> {
    // It is the command's own folder, below `target`, and holds whatever the last archive held.
    if_there(fs::remove_dir_all(folder)).map_err(super::unwritable(folder))?;
    for entry in entries {
        let path = folder.join(&entry.path);
        let above = path.parent().unwrap_or(folder);
        fs::create_dir_all(above)
            .and_then(|()| fs::write(&path, &entry.bytes))
            .map_err(super::unwritable(&path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use toml::Value;

    use super::*;
    use crate::dist::names::PROGRAMS;
    use crate::manifest;

    /// A file of the archive that no line of the manifest names would be missing from the package
    /// without a word.
    #[test]
    fn p144_the_debian_package_has_every_file_of_the_archive() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let manifest = manifest::read(root, "crates/oms-cli/Cargo.toml", "it is ours").unwrap();
        let keys = ["package", "metadata", "deb", "assets"];
        let assets = manifest::value(&manifest, &keys).unwrap();
        let assets = assets.as_array().unwrap();
        let staged = format!("../../{STAGE}/");
        let sources: BTreeSet<&str> = assets
            .iter()
            .map(|asset| asset[0].as_str().unwrap())
            .map(|source| source.strip_prefix(&staged).unwrap())
            .collect();
        let mut wanted: BTreeSet<&str> = PROGRAMS.map(|program| program.name).into();
        wanted.extend(["man/man1/*.1"]);
        wanted.extend([
            "completions/_oms",
            "completions/oms.bash",
            "completions/oms.fish",
        ]);
        wanted.extend(crate::dist::contents::PAGES);
        assert_eq!(sources, wanted);
        for asset in assets {
            let program = asset[1].as_str() == Some("usr/bin/");
            let mode = if program { "755" } else { "644" };
            assert_eq!(asset[2], Value::from(mode), "{asset}");
        }
    }
}
