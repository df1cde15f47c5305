//! The names of what a release uploads. Whoever looks for an archive (`cargo binstall`, the image)
//! is told them elsewhere, and the tests hold those places to this one.

/// A program of a release, and the package that it is built from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Program {
    pub(super) name: &'static str,
    pub(super) package: &'static str,
}

/// The programs of a release.
pub(super) const PROGRAMS: [Program; 2] = [
    Program {
        name: "oms",
        package: "oms-cli",
    },
    Program {
        name: "oms-sim",
        package: "oms-sim",
    },
];

/// The folder inside of the archive of the programs, which is also its name without the ending.
pub(super) fn programs(version: &str, target: &str) -> String {
    format!("oms-{version}-{target}")
}

/// As [`programs`], of the OpenAPI documents.
pub(super) fn documents(version: &str) -> String {
    format!("oms-openapi-{version}")
}

/// The archive of a folder.
pub(super) fn archive(folder: &str) -> String {
    format!("{folder}.tar.gz")
}

/// The bill of materials of a program.
pub(super) fn bill(program: Program, version: &str, target: &str) -> String {
    format!("{}-{version}-{target}.cdx.json", program.name)
}

/// Tells the files of a release from everything else, so that those of an earlier one can go.
pub(super) fn is_of_a_release(name: &str) -> bool {
    let endings = [".tar.gz", ".cdx.json", ".deb"];
    let has_ending = endings.iter().any(|ending| name.ends_with(ending));
    let is_named = name.starts_with("oms-") || name.starts_with("oms_");
    matches!(name, "SHA256SUMS" | "oms.rb") || is_named && has_ending
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::manifest;

    /// The text that cargo-binstall makes of a template.
    fn filled(template: &str, values: &[(&str, &str)]) -> String {
        values
            .iter()
            .fold(template.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{ {name} }}"), value)
            })
    }

    #[test]
    fn p144_cargo_binstall_looks_for_the_archive_that_is_written() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        for program in PROGRAMS {
            let path = format!("crates/{}/Cargo.toml", program.package);
            let manifest = manifest::read(root, &path, "it is ours").unwrap();
            let text = |key| {
                let keys = ["package", "metadata", "binstall", key];
                manifest::value(&manifest, &keys).unwrap().as_str().unwrap()
            };
            for (target, ending) in [
                ("x86_64-unknown-linux-gnu", ""),
                ("x86_64-pc-windows-msvc", ".exe"),
            ] {
                let values = [
                    ("repo", "https://example.com/oms"),
                    ("version", "1.2.3"),
                    ("target", target),
                    ("bin", program.name),
                    ("binary-ext", ending),
                ];
                let folder = programs("1.2.3", target);
                assert_eq!(
                    filled(text("pkg-url"), &values),
                    format!(
                        "https://example.com/oms/releases/download/v1.2.3/{}",
                        archive(&folder)
                    )
                );
                assert_eq!(
                    filled(text("bin-dir"), &values),
                    format!("{folder}/{}{ending}", program.name)
                );
            }
            assert_eq!(text("pkg-fmt"), "tgz");
        }
    }
}
