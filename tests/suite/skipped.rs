//! Tests that cannot run here: none of them passes without a word, and CI installs what they need.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use oms_testkit::{Required, TOOLS};

use crate::support::outside::workspace;
use crate::support::patch::read_files;

/// Packages that every Debian has.
const OF_EVERY_SYSTEM: [&str; 3] = ["bash", "mount", "util-linux"];

#[test]
fn ci_installs_what_the_tests_need_and_requires_it() {
    let run = fs::read_to_string(workspace().join(".ci/run")).expect("it is committed");
    // Packages stand in the arrays of the script, and nothing else does.
    let installed: BTreeSet<&str> = run
        .split("=(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .flat_map(str::split_whitespace)
        .collect();
    for (program, package) in TOOLS {
        assert!(
            installed.contains(package) || OF_EVERY_SYSTEM.contains(package),
            "{package}, which has `{program}`: {installed:?}"
        );
    }
    for required in Required::ALL {
        let set = format!("{}=1", required.variable());
        assert!(run.split_whitespace().any(|word| word == set), "{set}");
    }
}

/// The harness hides what a passing test prints, and a test with words of its own would be skipped
/// where its tool is required as well.
#[test]
fn no_test_is_skipped_in_words_of_its_own() {
    let mut looked_at = 0;
    for folder in ["crates", "tests/suite", "xtask/src"] {
        for (path, bytes) in read_files(&workspace().join(folder)) {
            if Path::new(&path)
                .extension()
                .is_none_or(|ending| ending != "rs")
            {
                continue;
            }
            looked_at += 1;
            let text = String::from_utf8_lossy(&bytes);
            let mut printed = text.split("println!(").skip(1).map(str::trim_start);
            let skips = printed.any(|said| {
                let word = said.get(..8).unwrap_or_default();
                word.eq_ignore_ascii_case("\"skipped")
            });
            assert!(!skips, "{folder}/{path}: oms_testkit says it");
        }
    }
    assert!(looked_at > 1000, "{looked_at} files");
}
