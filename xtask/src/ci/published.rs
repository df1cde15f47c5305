//! The crates that others compile from the registry.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::disk::{self, if_there};
use crate::failure::Failure;
use crate::process::{Call, cargo_home};

/// The crates that others compile from the registry, in the order in which they are published.
const IN_ORDER: &[&str] = &[
    "oms-text",
    "oms-core",
    "oms-client",
    "oms-spec",
    "oms-codegen",
    "oms-sim",
    "oms-cli",
];

/// The folder in which the packages are made and built.
const TARGET: &str = "target/packaged";

/// Each published crate, built from its own package and from those of the others, as they would be
/// downloaded: a file that `include` leaves out is missing there alone. All features, because a
/// file may be read by one of them. The packages may differ from the last commit, as everything
/// that is checked here.
pub(super) fn package() -> Call {
    Call::cargo(&format!(
        "package --locked --allow-dirty --all-features --target-dir {TARGET} {}",
        options()
    ))
}

/// Removes everything that an earlier run of [`package`] has kept of our crates. Cargo knows the
/// packages that it unpacks and builds by name and version, and takes those of an earlier run for
/// the ones that it has just made.
pub(super) fn forget(root: &Path) -> Result<(), Failure> {
    forget_in(&root.join(TARGET), &cargo_home().join("registry"))
}

fn forget_in(target: &Path, registry: &Path) -> Result<(), Failure> {
    remove(target)?;
    for kind in ["cache", "index", "src"] {
        // The name of a registry begins with its host. That of the one in which cargo puts the
        // packages has none.
        let made = entries(&registry.join(kind), |name| name.starts_with('-'))?;
        for folder in made.iter().filter(|path| path.is_dir()) {
            for kept in entries(folder, is_ours)? {
                remove(&kept)?;
            }
        }
    }
    Ok(())
}

/// Returns whether a name is that of one of our crates with its version.
fn is_ours(name: &str) -> bool {
    let is_of = |own: &&str| {
        let version = name.strip_prefix(*own);
        version.is_some_and(|version| version.starts_with('-'))
    };
    IN_ORDER.iter().any(is_of)
}

/// The paths in a folder whose names are wanted; none where there is no folder.
fn entries(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, Failure> {
    let names = if_there(disk::names(folder)).map_err(unusable(folder))?;
    let mut names = names.unwrap_or_default();
    names.retain(|name| wanted(&name.to_string_lossy()));
    Ok(names.iter().map(|name| folder.join(name)).collect())
}

/// Removes a file, or a folder with everything in it.
fn remove(path: &Path) -> Result<(), Failure> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    if_there(removed).map(drop).map_err(unusable(path))
}

fn unusable(path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let help = "remove it: cargo would build an earlier state of our crates from there";
    Failure::at(path.display(), help)
}

/// The published crates as options of cargo.
pub(super) fn options() -> String {
    let options: Vec<String> = IN_ORDER
        .iter()
        .map(|name| format!("--package {name}"))
        .collect();
    options.join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use toml::{Table, Value};

    use super::*;
    use crate::manifest;

    /// Every manifest under `crates/` whose package is published, by its folder.
    pub(in crate::ci) fn manifests() -> Vec<(String, Table)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let folders = fs::read_dir(root.join("crates")).unwrap();
        let mut manifests: Vec<(String, Table)> = folders
            .map(|folder| {
                let name = folder.unwrap().file_name().into_string().unwrap();
                let path = format!("crates/{name}/Cargo.toml");
                let manifest = manifest::read(root, &path, "it is ours").unwrap();
                (name, manifest)
            })
            .filter(|(_, manifest)| {
                manifest::value(manifest, &["package", "publish"]) != Some(&Value::Boolean(false))
            })
            .collect();
        manifests.sort_by(|(one, _), (other, _)| one.cmp(other));
        manifests
    }

    #[test]
    fn what_is_published_is_packaged_after_what_it_needs() {
        let manifests = manifests();
        let names: Vec<&str> = manifests.iter().map(|(name, _)| name.as_str()).collect();
        let mut packaged = IN_ORDER.to_vec();
        packaged.sort_unstable();
        assert_eq!(packaged, names);
        let position = |name: &str| IN_ORDER.iter().position(|published| *published == name);
        for (name, manifest) in &manifests {
            let dependencies = manifest.get("dependencies").and_then(Value::as_table);
            let ours = dependencies
                .into_iter()
                .flat_map(Table::keys)
                .filter(|dependency| dependency.starts_with("oms-"));
            for dependency in ours {
                assert!(
                    position(dependency).is_some() && position(dependency) < position(name),
                    "{name} needs {dependency}"
                );
            }
        }
    }

    #[test]
    fn what_an_earlier_run_kept_of_our_crates_is_gone_and_nothing_else() {
        let scratch = tempfile::tempdir().unwrap();
        let (target, registry) = (
            scratch.path().join("target"),
            scratch.path().join("registry"),
        );
        forget_in(&target, &registry).unwrap();
        for (path, is_kept) in [
            (
                "target/debug/.fingerprint/oms-core-0123456789abcdef/lib",
                false,
            ),
            ("target/package/oms-core-0.1.0/src/lib.rs", false),
            (
                "registry/src/-0123456789abcdef/oms-core-0.1.0/src/lib.rs",
                false,
            ),
            (
                "registry/cache/-0123456789abcdef/oms-cli-0.1.0.crate",
                false,
            ),
            (
                "registry/src/-0123456789abcdef/oms-corefoo-1.0.0/src/lib.rs",
                true,
            ),
            (
                "registry/src/-0123456789abcdef/serde-1.0.0/src/lib.rs",
                true,
            ),
            (
                "registry/src/index.crates.io-1/oms-core-0.1.0/src/lib.rs",
                true,
            ),
            (
                "registry/cache/index.crates.io-1/oms-core-0.1.0.crate",
                true,
            ),
            ("registry/src/-file", true),
        ]
        .map(|(path, is_kept)| (scratch.path().join(path), is_kept))
        {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "").unwrap();
            forget_in(&target, &registry).unwrap();
            assert_eq!(path.exists(), is_kept, "{}", path.display());
        }
        let folder = format!("--target-dir {TARGET} ");
        assert!(package().to_string().contains(&folder));
    }

    /// The registry and docs.rs show these, and a licence has to come with what it is about.
    #[test]
    fn every_published_crate_says_what_it_is_and_brings_its_page_and_its_licences() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        for (name, manifest) in manifests() {
            let package = manifest.get("package").and_then(Value::as_table).unwrap();
            for key in ["description", "readme", "keywords", "categories", "license"] {
                assert!(package.contains_key(key), "{name}: {key}");
            }
            let included = package.get("include").and_then(Value::as_array).unwrap();
            for file in ["README.md", "LICENSE-*"] {
                let file = Value::from(file);
                assert!(included.contains(&file), "{name}: {file} is left out");
            }
            for file in ["README.md", "LICENSE-APACHE", "LICENSE-MIT"] {
                let path = root.join("crates").join(&name).join(file);
                assert!(path.is_file(), "{}", path.display());
            }
            let keys = ["package", "metadata", "docs", "rs", "all-features"];
            assert_eq!(
                manifest::value(&manifest, &keys),
                Some(&Value::Boolean(true)),
                "{name}"
            );
        }
    }
}
