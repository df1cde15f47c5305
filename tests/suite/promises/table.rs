//! `docs/promises.md` says which test keeps which promise; here it is held to that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::outside::workspace;

/// The promises that the client and its generated types must keep.
const OF_THE_CLIENT: &[u16] = &[
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 18, 19, 20, 21, 22, 24, 25, 26, 27, 28, 29, 30, 31,
    32, 34, 35, // A
    37, 38, 39, 40, 41, 45, 46, 47, 48, 49, // B
    50, 53, 54, 55, 57, 58, 68, 69, 70, 71, 72, 73, 79, 80, // C
    82, 83, 85, 88, 89, 91, 92, 96, 97, 99, // D
    101, 102, 103, 105, 106, 108, 109, 114, 115, 117, 118, 120, 122, 123, 124, 126, 132,
    134, // E
    221, 222, 223, 224, 225, 226, 227, 228, 229, 230, // K
    251, // L
    280, 281, // N
    286, 287, 288, 289, 290, 291, // O
];

/// The promises that other tests keep today; a number that is struck out here was given up.
const OF_THE_OTHERS: &[u16] = &[
    // A, B and C: the command and the journal.
    11, 12, 13, 42, 43, 44, 51, 52, 59, 60, 61, 62, 63, 64, 65, 66, 67, 74, 75, 76, 77, 78,
    // E: the command.
    100, 110, 111, 112, 113, 121, 128, 129, 131, // F: supply chain and build.
    135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, // G: the generator.
    146, 147, 148, 149, 150, 151, 153, 154, 155, 156, 157, 159, 161, 162, 163,
    164, // H: the command.
    165, 166, 167, 168, 169, 170, 171, 172, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184,
    185, 186, 187, 188, // I: batches and the journal.
    189, 190, 191, 193, 194, 195, 196, 197, 199, 200, 201, 202, // J: the simulator.
    203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 215, 217, 218, 219,
    220, // K: gateways.
    231, 232, 233, // L: runs.
    236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250,
    // M: the store, and the journal of a team.
    256, 257, 258, 259, 260, 261, 262, 263, 264, 265, // N: pages, and odd answers.
    271, 272, 273, 274, 275, 276, 277, 278, 279, 280, 281, // O: services.
    286, 287, 288, 289, 290, 291, 292, // P: attackers.
    300, 301, 302, 303, 304, 305, 306, 307, 308, 309, 310, 311, 312, 313,
];

#[test]
fn every_promise_of_the_client_has_a_test_and_every_test_stands_in_the_table() {
    let table = table();
    let tests = tests();
    for number in OF_THE_CLIENT.iter().chain(OF_THE_OTHERS) {
        let named = table.get(number).map(BTreeSet::len);
        assert!(
            named.unwrap_or(0) > 0,
            "docs/promises.md names no test for promise {number}"
        );
    }
    for (number, named) in &table {
        for name in named {
            assert!(
                tests.contains(name),
                "docs/promises.md names `{name}`, which is no test"
            );
            assert_eq!(
                number_of(name),
                Some(*number),
                "`{name}` stands in the row of promise {number}"
            );
        }
    }
    let named: BTreeSet<&String> = table.values().flatten().collect();
    for name in &tests {
        assert!(
            named.contains(name),
            "docs/promises.md does not name the test `{name}`"
        );
    }
}

#[test]
fn every_test_that_the_page_names_exists() {
    let tests = tests();
    let text = page();
    let named: Vec<&str> = text
        .split('`')
        .filter(|word| number_of(word).is_some())
        .collect();
    assert!(named.len() > OF_THE_CLIENT.len(), "{} names", named.len());
    for name in named {
        assert!(
            tests.contains(name),
            "docs/promises.md names `{name}`, which is no test"
        );
    }
}

fn page() -> String {
    fs::read_to_string(workspace().join("docs/promises.md"))
        .expect("the table of promises can be read")
}

/// The numbers of the table, each with the tests that its row names.
fn table() -> BTreeMap<u16, BTreeSet<String>> {
    let text = page();
    let mut rows = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let Some(number) = cells.get(1).and_then(|cell| cell.parse().ok()) else {
            continue;
        };
        let names = cells
            .iter()
            .skip(3)
            .flat_map(|cell| cell.split('`'))
            .filter(|word| number_of(word).is_some())
            .map(str::to_owned)
            .collect();
        assert!(
            rows.insert(number, names).is_none(),
            "promise {number} has two rows"
        );
    }
    rows
}

/// The functions of the workspace that are named after a promise.
fn tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let folders = ["tests/suite", "crates", "xtask"].map(|folder| workspace().join(folder));
    for file in folders.iter().flat_map(|folder| sources(folder)) {
        names.extend(tests_in(&file, "fn "));
    }
    names.extend(python_tests());
    names
}

/// The functions of the Python package's tests that are named after a promise, without the word
/// that pytest finds them by.
fn python_tests() -> BTreeSet<String> {
    let folder = workspace().join("crates/oms-python/tests");
    let files = files_of(&folder, "py").into_iter();
    files
        .flat_map(|file| tests_in(&file, "def test_"))
        .collect()
}

/// The functions of a file that are named after a promise, behind the words that begin each.
fn tests_in(file: &Path, begin: &str) -> Vec<String> {
    let text = fs::read_to_string(file).expect("the sources of the workspace can be read");
    let functions = text
        .lines()
        .filter_map(|line| line.trim().split_once(begin))
        .filter_map(|(_, rest)| rest.split('(').next())
        .filter(|name| number_of(name).is_some());
    functions.map(str::to_owned).collect()
}

/// The number in a name such as `p022_refused_over_200_is_rejected`.
fn number_of(name: &str) -> Option<u16> {
    let (digits, rest) = name.strip_prefix('p')?.split_once('_')?;
    let of_a_test = digits.len() == 3 && !rest.is_empty() && !rest.contains(char::is_whitespace);
    of_a_test.then(|| digits.parse().ok()).flatten()
}

/// Everything that a user of the client compiles, a package a line, with its version and its
/// features.
pub(super) fn tree_of_the_client() -> String {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "oms-client"])
        .args(["--edges", "normal", "--prefix", "none"])
        .args(["--format", "{p} {f}"])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(super) fn sources(directory: &Path) -> Vec<PathBuf> {
    files_of(directory, "rs")
}

fn files_of(directory: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).expect("the suite can be listed") {
        let path = entry.expect("the suite can be listed").path();
        if path.is_dir() {
            files.extend(files_of(&path, ending));
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            files.push(path);
        }
    }
    files
}
