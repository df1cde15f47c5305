//! A network and mounts of a test's own, where it may drop packets, be the name server and fill a
//! disk.
//!
//! They have no name and end with the last process in them, however that ends, so that there is
//! nothing to clean up.

use std::process::Command;

use crate::skipped::{TOOLS, is_missing, skipped};

/// Returns a command that takes a program with its arguments, and runs it in a network and with
/// mounts of its own, where `setup` was run in a shell before; or `None` where a tool is missing or
/// the machine does not allow it, which is said.
///
/// # Panics
///
/// If a tool is missing that `setup` names, and tools are required.
#[must_use]
pub fn own_network(setup: &str) -> Option<Command> {
    let setup = format!("ip link set lo up && {setup}");
    let is_needed =
        |tool: &str| tool == "unshare" || setup.split_whitespace().any(|word| word == tool);
    let mut needed = TOOLS.iter().filter(|(tool, _)| is_needed(tool));
    if needed.any(|(tool, _)| is_missing(tool)) {
        return None;
    }
    // Root needs no user of its own, and may load what the kernel has not loaded yet.
    let ways: [&[&str]; 2] = [&[], &["--map-root-user"]];
    let mut refusals = String::new();
    for way in ways {
        match unshared(way, &setup).output() {
            Ok(tried) if tried.status.success() => {
                return Some(unshared(way, &format!("{setup} && exec \"$0\" \"$@\"")));
            }
            Ok(tried) => refusals += &String::from_utf8_lossy(&tried.stderr),
            Err(error) => refusals += &error.to_string(),
        }
    }
    skipped(&format!(
        "this machine gives it no network of its own with `{setup}`: {}",
        refusals.trim()
    ));
    None
}

/// A shell in a network of its own.
fn unshared(way: &[&str], script: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args(way).args(["--net", "--mount"]);
    command.args(["sh", "-c", script]);
    command
}
