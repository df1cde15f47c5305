//! Instructions of this program, counted by callgrind.
//!
//! Those of 600 runs less those of 100, over 500: that takes away what starting a program and
//! building a client cost.

use std::process::Command;

const FEW: u64 = 100;
const MANY: u64 = 600;

/// Returns whether valgrind is installed.
pub(crate) fn is_there() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}

/// The instructions of one run.
pub(crate) fn each(counted: impl Fn(&str) -> u64) -> u64 {
    let (few, many) = (counted(&FEW.to_string()), counted(&MANY.to_string()));
    many.saturating_sub(few) / (MANY - FEW)
}

/// Runs this program under callgrind and reads the number that it reports.
pub(crate) fn counted(arguments: &[&str]) -> u64 {
    let program = std::env::current_exe().expect("this program has a path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .output()
        .expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said.lines().find_map(|line| line.split_once("Collected :"));
    collected
        .and_then(|(_, number)| number.trim().parse().ok())
        .unwrap_or_else(|| panic!("callgrind counted nothing:\n{said}"))
}
