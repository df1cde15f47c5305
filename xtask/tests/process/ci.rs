//! `ci` and `tidy`, as far as they compile nothing: which lanes run, what the summary says, and the
//! exit code.

use crate::support::{Ended, SERVICE, Workspace};

impl Workspace {
    /// One in which everything is current, and in which the lanes can be told apart.
    fn with_manifests() -> Self {
        let workspace = Self::new();
        workspace.run(&["sync"]).succeeded();
        workspace.write(
            "Cargo.toml",
            "[workspace.package]\nrust-version = \"1.88\"\n",
        );
        for name in ["oms-core", "oms-client"] {
            workspace.write(
                &format!("crates/{name}/Cargo.toml"),
                "[features]\ndefault = []\n",
            );
        }
        workspace
    }

    fn ci(&self, lanes: &[&str], more: &[&str]) -> Ended {
        let lanes = lanes.iter().flat_map(|lane| ["--lane", *lane]);
        let arguments: Vec<&str> = ["ci"]
            .into_iter()
            .chain(lanes)
            .chain(more.iter().copied())
            .collect();
        self.run(&arguments)
    }
}

/// The lines of the summary without their times: lane, and how it ended.
fn summary(stdout: &str) -> Vec<(&str, &str)> {
    let (_, summary) = stdout.trim_end().rsplit_once("\n\n").unwrap();
    let rows = summary.lines().map(|line| {
        let (lane, rest) = line.split_once(' ').unwrap();
        let (_time, ended) = rest.split_once(" s").unwrap();
        (lane, ended.trim())
    });
    rows.collect()
}

#[test]
fn every_lane_is_shown_as_a_command_and_listed_with_its_end() {
    let ended = Workspace::with_manifests().ci(&["sync", "spec", "tree"], &[]);
    ended.succeeded();
    for part in [
        "[1/3] spec\n$ cargo xtask spec check\nspec/ is sound",
        "[2/3] sync\n$ cargo xtask sync --check\n",
        "[3/3] tree\n",
    ] {
        assert!(ended.stdout.contains(part), "`{part}` is not in {ended:#?}");
    }
    let expected = [
        ("spec", "passed"),
        ("sync", "passed"),
        ("tree", "passed"),
        ("all", ""),
    ];
    assert_eq!(summary(&ended.stdout), expected);
}

#[test]
fn the_lanes_after_one_that_failed_run_unless_that_is_not_wanted() {
    let workspace = Workspace::with_manifests();
    workspace.edit(SERVICE, "//! ", "//! Edited: ");
    let ended = workspace.ci(&["sync", "snapshots", "tree"], &[]);
    ended.failed(&["error: failed: sync\n"]);
    let expected = [
        ("sync", "FAILED with 1"),
        (
            "snapshots",
            "skipped: only tests that have just passed tell which snapshots they compared",
        ),
        ("tree", "passed"),
        ("all", ""),
    ];
    assert_eq!(summary(&ended.stdout), expected);

    let ended = workspace.ci(&["sync", "tree"], &["--fail-fast"]);
    ended.failed(&["error: failed: sync\n"]);
    assert_eq!(
        summary(&ended.stdout),
        [("sync", "FAILED with 1"), ("all", "")]
    );
}

#[test]
fn a_lane_that_does_not_exist_is_refused_with_those_that_do() {
    let ended = Workspace::with_manifests().ci(&["gone"], &[]);
    ended.failed(&[
        "there is no lane `gone`",
        "format, tidy, spec, sync, ",
        ", tests, ",
    ]);
    assert_eq!(ended.stdout, "");
}

#[test]
fn a_workspace_whose_lanes_cannot_be_told_is_refused() {
    let workspace = Workspace::with_manifests();
    workspace.write("Cargo.toml", "[workspace.package]\n");
    workspace
        .ci(&[], &[])
        .failed(&["Cargo.toml: it declares no rust-version"]);
    workspace.write("Cargo.toml", "[workspace");
    workspace.ci(&[], &[]).failed(&["error: Cargo.toml: "]);
}

#[test]
fn a_breach_of_a_rule_is_printed_with_its_place_and_fails() {
    let workspace = Workspace::new();
    let clean = workspace.run(&["tidy"]);
    clean.succeeded();
    assert!(
        clean.stdout.contains(" rules kept in 4 files\n"),
        "{clean:#?}"
    );

    workspace.write("src/lib.rs", "fn undocumented() {}\n");
    workspace.write("notes.md", "[gone](gone.md)\n");
    let ended = workspace.run(&["tidy"]);
    ended.failed(&["2 breaches of a rule of the house", "xtask/src/tidy/rules"]);
    let places: Vec<&str> = ended
        .stdout
        .lines()
        .filter_map(|line| Some(line.split_once(": ")?.0))
        .collect();
    assert_eq!(places, ["notes.md:1", "src/lib.rs:1"]);
}
