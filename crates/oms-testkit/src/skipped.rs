//! Tests that cannot run: they say so past the capture of the harness, which would hide it, and
//! fail where the environment says that what they miss must be there.
//!
//! A program can be installed, so a run may require it. No run can change the refusal of a kernel,
//! such as that of a network within a sandbox: it is said, and never a failure.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::{env, thread};

/// The programs that tests run beside gateways and databases, each with the Debian package that has
/// it.
pub const TOOLS: &[(&str, &str)] = &[
    ("bash", "bash"),
    ("chromium", "chromium"),
    ("curl", "curl"),
    ("fish", "fish"),
    ("groff", "groff"),
    ("ip", "iproute2"),
    ("iptables", "iptables"),
    ("jq", "jq"),
    ("mount", "mount"),
    ("openssl", "openssl"),
    ("shellcheck", "shellcheck"),
    ("strace", "strace"),
    ("unshare", "util-linux"),
    ("zsh", "zsh"),
];

/// Programs of others that a run may require, so that it shows what it has tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// The gateways between a client and the service.
    Gateways,
    /// A Python with the package `mcp`.
    Mcp,
    /// The server of PostgreSQL, and a pool in front of it.
    Postgres,
    /// Those of [`TOOLS`], and the tools of the lanes.
    Tools,
}

impl Required {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gateways, Self::Mcp, Self::Postgres, Self::Tools];

    /// The variable of the environment that requires them, unless it is empty or `0`.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        match self {
            Self::Gateways => "OMS_REQUIRE_GATEWAYS",
            Self::Mcp => "OMS_REQUIRE_MCP",
            Self::Postgres => "OMS_REQUIRE_POSTGRES",
            Self::Tools => "OMS_REQUIRE_TOOLS",
        }
    }
}

/// Returns whether a program of [`TOOLS`] is missing, which is said.
///
/// # Panics
///
/// If it is missing where tools are required, or is not in the table.
#[must_use]
pub fn is_missing(program: &str) -> bool {
    let tool = TOOLS.iter().find(|(name, _)| *name == program);
    assert!(
        tool.is_some(),
        "`{program}` is not in the table of tools, so nothing installs it"
    );
    let is_missing = find(program).is_none();
    if is_missing {
        let package = tool.map_or(program, |(_, package)| *package);
        lacks_program(Required::Tools, program, package);
    }
    is_missing
}

/// Says that the test, or a part of it, is skipped because a program is missing, and names the
/// Debian packages that have it.
///
/// # Panics
///
/// If the environment requires it.
pub fn lacks_program(required: Required, program: &str, packages: &str) {
    lacks(
        required,
        &format!(
            "`{program}` is missing; install with `apt-get install --no-install-recommends {packages}`"
        ),
    );
}

/// Says that the test, or a part of it, is skipped because something is missing.
///
/// # Panics
///
/// If the environment requires it.
pub fn lacks(required: Required, why: &str) {
    let variable = required.variable();
    let is_required = env::var_os(variable).is_some_and(|value| !value.is_empty() && value != "0");
    assert!(!is_required, "{variable} is set, and {why}");
    skipped(why);
}

/// Says that the test, or a part of it, is skipped for a reason that no installation mends.
pub fn skipped(why: &str) {
    let test = thread::current();
    say(&format!(
        "SKIPPED: {}: {why}\n",
        test.name().unwrap_or("a test")
    ));
}

/// Writes past the capture of the test harness, which would hide what a passing test says.
pub fn say(line: &str) {
    // A test does not fail because nobody listens to it.
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Finds a program, without a word if there is none.
#[must_use]
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    // Debian keeps some programs where the PATH of most users does not lead.
    let beside = ["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from);
    env::split_paths(&path)
        .chain(beside)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Output};

    use super::*;

    const MARK: &str = "OMS_TESTKIT_CHILD";

    /// Runs a test again in a process of its own, where so much is required.
    fn again(test: &str, required: &[(&str, &str)]) -> Output {
        let mut child = Command::new(env::current_exe().unwrap());
        for required in Required::ALL {
            child.env_remove(required.variable());
        }
        child
            .args(["--exact", &format!("skipped::tests::{test}")])
            .env(MARK, "1")
            .envs(required.iter().copied())
            .output()
            .unwrap()
    }

    #[test]
    fn a_program_that_is_missing_is_said_past_the_capture_and_fails_where_it_is_required() {
        let name =
            "a_program_that_is_missing_is_said_past_the_capture_and_fails_where_it_is_required";
        if env::var_os(MARK).is_some() {
            for required in Required::ALL {
                lacks_program(required, "nothing", "nothing-at-all");
            }
            return;
        }
        for (value, passes) in [("1", false), ("true", false), ("0", true), ("", true)] {
            for required in Required::ALL {
                let variable = required.variable();
                let output = again(name, &[(variable, value)]);
                let said = [output.stdout, output.stderr].concat();
                let said = String::from_utf8(said).unwrap();
                assert_eq!(
                    output.status.success(),
                    passes,
                    "{variable}={value}: {said}"
                );
                let required = format!("{variable} is set, and `nothing` is missing; install ");
                assert_eq!(said.contains(&required), !passes, "{said}");
                // The test has passed, and was heard all the same.
                let skipped = said.matches("SKIPPED: ").count();
                assert!(!passes || skipped == Required::ALL.len(), "{said}");
            }
        }
    }

    #[test]
    fn what_a_machine_refuses_is_said_and_is_no_failure() {
        let name = "what_a_machine_refuses_is_said_and_is_no_failure";
        if env::var_os(MARK).is_some() {
            return skipped("the kernel does not allow it");
        }
        let all = Required::ALL.map(|required| (required.variable(), "1"));
        let output = again(name, &all);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        assert!(said.contains("SKIPPED: "), "{said}");
        assert!(said.contains(": the kernel does not allow it\n"), "{said}");
    }

    #[test]
    fn a_program_that_nothing_installs_is_no_tool() {
        assert!(std::panic::catch_unwind(|| is_missing("no-such-program")).is_err());
    }
}
