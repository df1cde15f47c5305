//! The command in a process of its own: the test binary, which runs the command instead of a test.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use oms_cli::Surroundings;

use super::operator::now;

/// The words of the command, between separators that no word has.
const WORDS: &str = "OMS_TESTS_TEAM_WORDS";
const HOME: &str = "OMS_TESTS_TEAM_HOME";
const SEPARATOR: &str = "\u{1f}";

/// Set if the command goes by the clock of this machine, and not by that of the tests.
const CLOCK: &str = "OMS_TESTS_TEAM_CLOCK";

/// The name of the test that runs the command.
const NAME: &str = "team::harness::process::the_command_in_a_process_of_its_own";

/// The files that it writes to.
pub(crate) const STDOUT: &str = "stdout.txt";
pub(crate) const STDERR: &str = "stderr.txt";

/// The process that runs a command, below these words if there are any.
pub(crate) fn command(below: &[&str], words: &[&str], home: &Path) -> Command {
    let binary = std::env::current_exe().expect("the test binary has a path");
    let mut command = match below.split_first() {
        Some((program, rest)) => {
            let mut command = Command::new(program);
            command.args(rest).arg(binary);
            command
        }
        None => Command::new(binary),
    };
    command
        .args(["--exact", NAME, "--nocapture", "--test-threads=1"])
        .env(WORDS, words.join(SEPARATOR))
        .env(HOME, home)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Makes a program at this path that is the command for a shell, and goes by the clock of this
/// machine.
pub(crate) fn command_in(path: &Path) {
    let binary = std::env::current_exe().expect("the test binary has a path");
    let text = format!(
        "#!/bin/bash\nwords=$1; shift; for word; do words+=$'\\x1f'$word; done\n\
         {WORDS}=$words {HOME}=$HOME {CLOCK}=1 {} --exact {NAME} --nocapture --test-threads=1 >/dev/null 2>&1 </dev/null\n\
         code=$?; cat \"$HOME/{STDOUT}\"; cat \"$HOME/{STDERR}\" >&2; exit $code\n",
        binary.display()
    );
    fs::write(path, text).expect("a file can be written");
    fs::set_permissions(path, Permissions::from_mode(0o755)).expect("it is ours");
}

/// Makes a file its owner's alone.
pub(crate) fn close(path: &Path) {
    fs::set_permissions(path, Permissions::from_mode(0o600)).expect("it is ours");
}

/// Nothing if it is run as a test.
#[test]
fn the_command_in_a_process_of_its_own() {
    let Ok(words) = std::env::var(WORDS) else {
        return;
    };
    let home = PathBuf::from(std::env::var_os(HOME).expect("the parent says it"));
    let file = |name| File::create(home.join(name)).expect("a file can be made");
    let now = match std::env::var_os(CLOCK) {
        Some(_) => SystemTime::now(),
        None => now(),
    };
    let mut surroundings =
        Surroundings::detached(std::io::empty(), file(STDOUT), file(STDERR), now);
    surroundings.environment = Box::new(|name| std::env::var_os(name));
    let words = std::iter::once("oms").chain(words.split(SEPARATOR));
    let exit = oms_cli::run(words.map(str::to_owned).collect::<Vec<_>>(), surroundings);
    std::process::exit(i32::from(exit.code()));
}
