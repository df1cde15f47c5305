//! A network and mounts of a test's own, where it may drop packets, be the name server and fill a
//! disk.
//!
//! They have no name and end with the last process in them, however that ends, so that there is
//! nothing to clean up.

use std::process::Command;

use crate::skipped::{TOOLS, is_missing, skipped};

/// Words with which a kernel refuses, in small letters, and those of programs about what it lacks.
const REFUSALS: &[&str] = &[
    "operation not permitted",
    "permission denied",
    "read-only file system",
    "not supported",
    "unknown device type",
    "can't initialize iptables",
    "could not fetch rule set",
];

/// Returns whether a program that failed says that the machine refuses what it asked for. Anything
/// else is a mistake in the call of the program.
#[must_use]
pub fn is_refusal(said: &str) -> bool {
    let said = said.to_lowercase();
    REFUSALS.iter().any(|words| said.contains(words))
}

/// Returns a command that takes a program with its arguments, and runs it in a network and with
/// mounts of its own, where `setup` was run in a shell before; or `None` where a tool is missing or
/// the machine does not allow it, which is said.
///
/// # Panics
///
/// If a tool is missing that `setup` names, and tools are required; if `setup` fails in a network
/// that the machine gives, and not because it refuses something.
#[must_use]
pub fn own_network(setup: &str) -> Option<Command> {
    let is_needed = |tool: &str| {
        matches!(tool, "unshare" | "ip") || setup.split_whitespace().any(|word| word == tool)
    };
    let mut needed = TOOLS.iter().filter(|(tool, _)| is_needed(tool));
    if needed.any(|(tool, _)| is_missing(tool)) {
        return None;
    }
    // Root needs no user of its own, and may load what the kernel has not loaded yet.
    let ways: [&[&str]; 2] = [&[], &["--map-root-user"]];
    let mut refusals = String::new();
    for way in ways {
        let script = format!("{LOOPBACK} && echo && {setup}");
        match unshared(way, &script).env("LC_ALL", "C").output() {
            Ok(tried) if tried.status.success() => {
                let script = format!("{LOOPBACK} && {setup} && exec \"$0\" \"$@\"");
                return Some(unshared(way, &script));
            }
            Ok(tried) => {
                let said = String::from_utf8_lossy(&tried.stderr);
                // The line is there once the machine has given the network.
                let is_mistake = !tried.stdout.is_empty() && !is_refusal(&said);
                assert!(
                    !is_mistake,
                    "`{setup}` fails in a network of its own: {}",
                    said.trim()
                );
                refusals += &said;
            }
            Err(error) => refusals += &error.to_string(),
        }
    }
    skipped(&format!(
        "this machine gives it no network of its own with `{setup}`: {}",
        refusals.trim()
    ));
    None
}

/// The first step in a network of its own, which has nothing but this interface.
const LOOPBACK: &str = "ip link set lo up";

/// A shell in a network of its own.
fn unshared(way: &[&str], script: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args(way).args(["--net", "--mount"]);
    command.args(["sh", "-c", script]);
    command
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;

    #[test]
    fn a_mistake_in_a_setup_is_no_refusal() {
        for (said, expected) in [
            ("unshare: unshare failed: Operation not permitted", true),
            ("mount: /tmp/full: permission denied.", true),
            (
                "sh: 1: cannot create /proc/sys/x: Read-only file system",
                true,
            ),
            ("RTNETLINK answers: Operation not supported", true),
            ("Error: Unknown device type.", true),
            ("iptables: can't initialize iptables table `filter'", true),
            ("iptables: No chain/target/match by that name.", false),
            ("iptables v1.8: unknown option \"--lenght\"", false),
            ("", false),
        ] {
            assert_eq!(is_refusal(said), expected, "{said}");
        }
    }

    #[test]
    fn a_setup_that_fails_in_a_network_of_its_own_fails_its_test() {
        if own_network("true").is_none() {
            return;
        }
        let mistaken = catch_unwind(|| own_network("ip link set no-such-link up"));
        let said = mistaken.unwrap_err();
        let said = said.downcast_ref::<String>().unwrap();
        assert!(said.contains("no-such-link"), "{said}");
        let refused = own_network("{ echo 'Operation not permitted' >&2; false; }");
        assert!(refused.is_none(), "the machine has refused it");
    }
}
