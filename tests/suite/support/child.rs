//! A test that runs again in a process of its own, for what belongs to a process: its environment,
//! its limits, its memory.

use std::process::Command;

const MARK: &str = "OMS_TESTS_CHILD";

/// Returns whether this process is the child.
pub(crate) fn is_child() -> bool {
    std::env::var_os(MARK).is_some()
}

/// A variable by which the parent tells the child where its server is.
pub(crate) const ENDPOINT: &str = "OMS_TESTS_ENDPOINT";

/// The address that the parent gave for its server.
pub(crate) fn endpoint() -> String {
    std::env::var(ENDPOINT).expect("the parent says where its server is")
}

/// Runs the test `name` of the module `module` in a child with these variables, and panics with its
/// output if it fails.
pub(crate) fn run(module: &str, name: &str, variables: &[(&str, &str)]) {
    let binary = std::env::current_exe().expect("the test binary has a path");
    check(Command::new(binary), module, name, variables);
}

/// As [`run`], in a shell that ran `setup` first, such as `ulimit -n 20`.
pub(crate) fn run_after(setup: &str, module: &str, name: &str, variables: &[(&str, &str)]) {
    let binary = std::env::current_exe().expect("the test binary has a path");
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("{setup} && exec \"$0\" \"$@\""))
        .arg(binary);
    check(shell, module, name, variables);
}

/// As [`run`], with a network and mounts of its own that `setup` configured. If that cannot be had,
/// it is said, and nothing is tested.
pub(crate) fn run_in_own_network(setup: &str, module: &str, name: &str) {
    if let Some(mut shell) = oms_testkit::own_network(setup) {
        let binary = std::env::current_exe().expect("the test binary has a path");
        shell.arg(binary);
        check(shell, module, name, &[]);
    }
}

/// The most memory that this process ever held, in bytes, beside the parts of its program that were
/// read in so far.
///
/// Those only grow, and with the size of the test binary: counted in, the first call of a path
/// would seem to hold what it runs.
pub(crate) fn peak_memory() -> u64 {
    let status =
        std::fs::read_to_string("/proc/self/status").expect("the kernel tells about this process");
    kibibytes(&status, "VmHWM:").saturating_sub(kibibytes(&status, "RssFile:")) * 1024
}

fn kibibytes(status: &str, name: &str) -> u64 {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .expect("the kernel counts memory");
    line.trim()
        .trim_end_matches(" kB")
        .parse()
        .expect("the kernel counts in whole kB")
}

fn check(mut command: Command, module: &str, name: &str, variables: &[(&str, &str)]) {
    let module = module
        .split_once("::")
        .map_or(module, |(_crate, module)| module);
    for variable in std::env::vars_os().map(|(name, _)| name) {
        // The machine's settings for proxies are nothing that a test may depend on.
        if variable
            .to_string_lossy()
            .to_lowercase()
            .ends_with("_proxy")
        {
            command.env_remove(variable);
        }
    }
    let output = command
        .args([
            "--exact",
            &format!("{module}::{name}"),
            "--nocapture",
            "--test-threads=1",
        ])
        .env(MARK, "1")
        .envs(variables.iter().copied())
        .output()
        .expect("the test binary runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
