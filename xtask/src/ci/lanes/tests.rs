//! The lanes beside the workflows, the page for contributors and the manifests.

use std::collections::BTreeSet;

use super::*;
use crate::files::Files;

/// A lane that nobody asks for would be a check that never runs.
#[test]
fn a_lane_that_runs_only_where_it_is_asked_for_is_asked_for_by_a_job() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let asked: Vec<Lane> = all(root)
        .unwrap()
        .into_iter()
        .filter(|lane| matches!(lane.work, Work::Asked { .. }))
        .collect();
    assert!(!asked.is_empty());
    let workflow = |name: &str| {
        let path = root.join(".github/workflows").join(name);
        std::fs::read_to_string(path).unwrap()
    };
    let text = workflow("ci.yml");
    for lane in &asked {
        let call = format!("- run: cargo xtask ci --lane {}", lane.name);
        let jobs = text.lines().filter(|line| line.trim() == call);
        assert_eq!(jobs.count(), 1, "{call}");
    }
    // The page for contributors names the lanes that its command leaves out.
    let page = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let names: Vec<String> = asked.iter().map(|it| format!("`{}`", it.name)).collect();
    let all_but = format!("# every lane but {}, in", names.join(" and "));
    assert!(page.contains(&all_but), "{all_but}");
    // A release runs the very same jobs.
    assert!(text.contains("\n  workflow_call:\n"), "{text}");
    let calls = "  ci:\n    needs: version\n    uses: ./.github/workflows/ci.yml\n";
    assert!(workflow("release.yml").contains(calls), "{calls}");
}

/// A contributor learns of a lane, and of its tool, from the table of the page.
#[test]
fn the_page_for_contributors_has_every_lane_in_its_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let page = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let (_, table) = page.split_once("\n| Lane | ").unwrap();
    let rows = table.lines().skip(2).take_while(|line| !line.is_empty());
    let mut named: Vec<&str> = rows
        .filter_map(|row| row.split('|').nth(1))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    let mut lanes: Vec<&str> = all(root).unwrap().iter().map(|lane| lane.name).collect();
    named.sort_unstable();
    lanes.sort_unstable();
    assert_eq!(named, lanes);
}

/// A lane whose tool is missing is skipped, and the run is green. A job that asks for the lane
/// by name fails there.
#[test]
fn a_lane_whose_tool_may_be_missing_is_asked_for_by_a_job() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text = std::fs::read_to_string(root.join(".github/workflows/ci.yml")).unwrap();
    let named: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- run: cargo xtask ci --lane "))
        .flat_map(|lanes| lanes.split(" --lane "))
        .collect();
    for lane in all(root).unwrap() {
        let at_hand = matches!(
            lane.work,
            Work::Optional {
                tool: Tool::AtHand,
                ..
            }
        );
        if at_hand {
            assert!(named.contains(&lane.name), "{}: {named:?}", lane.name);
        }
    }
}

/// A crate that gets its first feature is in no lane by itself.
#[test]
fn p143_the_features_of_every_published_crate_are_checked_in_combination() {
    let with_features: Vec<String> = published::tests::manifests()
        .into_iter()
        .filter(|(_, manifest)| manifest.get("features").is_some_and(Value::is_table))
        .map(|(name, _)| name)
        .collect();
    assert!(with_features.len() > 3, "{with_features:?}");
    let calls: Vec<String> = combinations().iter().map(Call::to_string).collect();
    for name in with_features {
        let package = format!("--package {name}");
        let checked = calls
            .iter()
            .any(|call| call.split(" --").any(|word| format!("--{word}") == package));
        assert!(checked, "{name} is in none of {calls:?}");
    }
}

/// On Windows, cargo cannot replace the program that runs it, and its tests need it built anew.
#[test]
fn the_tests_are_built_apart_from_the_program_that_runs_them_where_it_cannot_be_replaced() {
    for more in ["", " --test suite -- --ignored"] {
        for (is_windows, begin) in [
            (false, "cargo test --workspace"),
            (true, "cargo test --workspace --target-dir target/tests"),
        ] {
            let call = cargo_test(more, is_windows).to_string();
            assert_eq!(call, format!("{begin}{more}"));
        }
    }
}

/// The newest program on the day of a run could write other bytes into a release, or ask for a
/// newer toolchain.
#[test]
fn p144_each_program_that_is_installed_has_one_version() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let files = Files::read(root).unwrap();
    let script = files.text(".ci/install").unwrap();
    let pins = script
        .lines()
        .filter_map(|line| line.trim().strip_suffix(" ;;")?.split_once(") version="));
    let mut pinned = BTreeSet::new();
    for (name, version) in pins {
        let numbers: Vec<&str> = version.split('.').collect();
        let is_whole = numbers.iter().all(|number| number.parse::<u32>().is_ok());
        assert!(numbers.len() == 3 && is_whole, "{name} {version}");
        assert!(pinned.insert(name), "{name} has two versions");
    }
    let installs = "cargo install --locked --version \"$version\" \"$@\"";
    assert!(script.ends_with(&format!("exec {installs}\n")), "{script}");

    let mut installed = BTreeSet::new();
    for (path, text) in files.texts() {
        if [".ci/install", "xtask/src/ci/lanes/tests.rs"].contains(&path) {
            continue;
        }
        let runs = path.starts_with(".ci/") || path.starts_with(".github/");
        assert!(!runs || !text.contains("cargo install "), "{path}");
        for after in text.split(".ci/install ").skip(1) {
            let end = |sign: char| !sign.is_ascii_alphanumeric() && sign != '-';
            let name = after.split(end).next().unwrap();
            assert!(pinned.contains(name), "{path}: {name}");
            if runs {
                installed.insert(name);
            }
        }
    }
    assert_eq!(installed, pinned);
}
