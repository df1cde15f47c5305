//! Helpers that the tests of several packages share: the words of a test that cannot run, a network
//! of a test's own, the smallest spec, and a guard for a folder, and a program in it, that last as
//! long as the process of the tests and no longer. One such program is a server of PostgreSQL.
//!
//! No value of a test lives as long as a server that all tests share, and a process that is killed
//! drops nothing. So a shell holds both. It reads from the process, and sees its end however it
//! comes.

#[cfg(all(unix, feature = "postgres"))]
mod cluster;
mod network;
mod skipped;
mod spec;

#[cfg(all(unix, feature = "postgres"))]
pub use cluster::{Cluster, postgres_for_a_test, postgres_programs};
pub use network::{is_refusal, own_network};
pub use skipped::{Required, TOOLS, find, is_missing, lacks, lacks_program, say, skipped};
pub use spec::{SPEC_ROOT, filled_in};

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

/// Runs the program that is named, if one is. At a word or at the end of its input, the shell stops
/// the program; without a word, it removes the folder as well.
///
/// A process that the program has started may write for a moment longer than the program lives.
const SCRIPT: &str = r#"
    trap '' INT HUP
    pid=
    if [ "$#" -gt 0 ]; then "$@" </dev/null & pid=$!; fi
    read -r word
    if [ -n "$pid" ]; then kill -QUIT "$pid" 2>/dev/null; wait "$pid"; fi
    if [ -z "$word" ]; then
        for try in 1 2 3 4 5; do rm -rf "${FOLDER:?}" && break; sleep 0.2; done
    fi
"#;

/// The shell that holds a folder. The folder is removed when this is dropped, and when the process
/// ends without that.
#[derive(Debug)]
pub struct Holder {
    shell: Child,
    /// The shell lets go when its input ends.
    input: Option<ChildStdin>,
}

impl Holder {
    /// Holds a folder.
    ///
    /// # Errors
    ///
    /// There is no shell.
    pub fn of(folder: &Path) -> io::Result<Self> {
        Self::start(folder, &[], Stdio::null())
    }

    /// Runs a program with its arguments, whose errors go to `log`, and holds the folder in which
    /// it works. The program is stopped before the folder is removed, by a SIGQUIT that it must
    /// handle, as PostgreSQL does: a shell starts it with that signal ignored.
    ///
    /// # Errors
    ///
    /// There is no shell.
    pub fn running(folder: &Path, program: &Command, log: impl Into<Stdio>) -> io::Result<Self> {
        let words: Vec<_> = std::iter::once(program.get_program())
            .chain(program.get_args())
            .collect();
        Self::start(folder, &words, log.into())
    }

    fn start(folder: &Path, words: &[&OsStr], log: Stdio) -> io::Result<Self> {
        let mut shell = Command::new("sh")
            .args(["-c", SCRIPT, "sh"])
            .args(words)
            .env("FOLDER", folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        let input = shell.stdin.take();
        Ok(Self { shell, input })
    }

    /// Stops the program, and leaves the folder.
    pub fn stop(mut self) {
        if let Some(input) = &mut self.input {
            // A shell that is gone has nothing to stop.
            let _ = input.write_all(b"stop\n");
        }
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    use super::*;

    fn folder() -> PathBuf {
        tempfile::TempDir::new().unwrap().keep()
    }

    /// A program that writes its number into the folder and goes on for an hour.
    fn program(folder: &Path) -> (Holder, String) {
        // A shell could not handle a signal that it was started without.
        let words = "$SIG{QUIT} = sub { exit }; open(my $new, '>', \"$ARGV[0].new\") or die; \
             print $new $$; close($new); rename(\"$ARGV[0].new\", $ARGV[0]) or die; sleep(3600)";
        let file = folder.join("pid");
        let mut program = Command::new("perl");
        program.args(["-e", words]).arg(&file);
        let holder = Holder::running(folder, &program, Stdio::null()).unwrap();
        let began = Instant::now();
        loop {
            if let Ok(pid) = fs::read_to_string(&file) {
                return (holder, pid.trim().to_owned());
            }
            assert!(began.elapsed() < Duration::from_secs(60), "it does not run");
            sleep(Duration::from_millis(5));
        }
    }

    fn is_alive(pid: &str) -> bool {
        let asked = Command::new("kill").args(["-0", pid]).output();
        asked.unwrap().status.success()
    }

    #[test]
    fn a_folder_is_removed_with_its_holder() {
        let folder = folder();
        fs::write(folder.join("file"), "text").unwrap();
        let holder = Holder::of(&folder).unwrap();
        assert!(folder.exists());
        drop(holder);
        assert!(!folder.exists());
    }

    #[test]
    fn a_program_that_is_stopped_leaves_its_folder_and_one_that_is_dropped_does_not() {
        let folder = folder();
        let (holder, pid) = program(&folder);
        assert!(is_alive(&pid));
        holder.stop();
        assert!(!is_alive(&pid));
        fs::remove_file(folder.join("pid")).unwrap();
        let (holder, pid) = program(&folder);
        drop(holder);
        assert!(!is_alive(&pid));
        assert!(!folder.exists());
    }
}
