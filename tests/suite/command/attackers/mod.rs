//! An attacker who can write a file that the command trusts cannot make it send anything: links,
//! owners, modes, devices, forged plans, and journals whose end is gone.

mod files;
mod headers;
mod journals;
mod plans;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;

use super::{Desk, Ended, RESET, plainly};

/// A user that is nobody's.
const SOMEBODY: u32 = 54_321;

/// Sets the mode of a file or a directory.
fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Gives a file or a directory to another user, if this process may. Says so if it may not.
fn give_away(path: &Path) -> bool {
    let given = chown(path, Some(SOMEBODY), Some(SOMEBODY)).is_ok();
    if !given {
        oms_testkit::skipped(
            "a file of another user is made by root alone; run the tests with `sudo -E cargo test p30`",
        );
    }
    given
}

/// Makes a pipe with a name.
fn fifo(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

impl Desk {
    /// The arguments of a write that is sent, before and behind the action.
    fn write(&self, more: &[&str]) -> Vec<String> {
        let yes = ["--execute", "--yes=np_4w3a0001", "--again"];
        self.call(&[&yes[..], more].concat())
    }

    /// Runs a command of the same desk, in the place of the action.
    async fn run(&self, words: &[&str]) -> Ended {
        let head = self.call(&[]);
        let head = head.iter().take_while(|word| *word != RESET[0]).cloned();
        let words = words.iter().map(|&word| word.to_owned());
        plainly(head.chain(words).collect()).await
    }
}

/// The names in a folder, which show later that nothing was added.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
