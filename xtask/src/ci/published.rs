//! The crates that others compile from the registry.

use crate::process::Call;

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

/// Each published crate, built from its own package and from those of the others, as they would be
/// downloaded: a file that `include` leaves out is missing there alone. All features, because a
/// file may be read by one of them. The packages may differ from the last commit, as everything
/// that is checked here.
pub(super) fn package() -> Call {
    Call::cargo(&format!(
        "package --locked --allow-dirty --all-features {}",
        options()
    ))
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
    use std::fs;
    use std::path::Path;

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
