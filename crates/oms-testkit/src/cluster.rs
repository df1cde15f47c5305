//! A cluster of PostgreSQL in a folder, run by a user without rights.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};

use crate::{Holder, Required, lacks_program};

/// The user and the group that own nothing, by Debian's numbers: PostgreSQL refuses root.
const NOBODY: u32 = 65_534;

/// Returns the folder with the programs of the newest version, if any is installed.
#[must_use]
pub fn postgres_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    folders.filter(|bin| bin.join("postgres").is_file()).max()
}

/// Returns what [`postgres_programs`] does, and says that a test is skipped where there are none.
///
/// # Panics
///
/// If there are none where they are required.
#[must_use]
pub fn postgres_for_a_test() -> Option<PathBuf> {
    let programs = postgres_programs();
    if programs.is_none() {
        lacks_program(Required::Postgres, "postgres", "postgresql");
    }
    programs
}

/// A cluster in a folder. Its settings, and the people whom it knows, are for whoever makes it.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    is_of_root: bool,
}

impl Cluster {
    /// Makes a cluster in a folder that is there, by the programs in another. Its superuser is
    /// `postgres`, and it asks nobody for a password yet.
    ///
    /// # Errors
    ///
    /// The folder is not writable, or the cluster cannot be made.
    pub fn make(folder: &Path, programs: PathBuf) -> io::Result<Self> {
        let cluster = Self {
            folder: folder.to_owned(),
            programs,
            is_of_root: fs::metadata(folder)?.uid() == 0,
        };
        fs::set_permissions(folder, Permissions::from_mode(0o755))?;
        let inner = cluster.socket();
        fs::create_dir(&inner)?;
        cluster.give(&inner)?;
        let made = cluster
            .as_nobody("initdb")
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
            .args(["--no-locale", "--no-sync", "--pgdata"])
            .arg(cluster.data())
            .output()?;
        if made.status.success() {
            Ok(cluster)
        } else {
            let said = String::from_utf8_lossy(&made.stderr).into_owned();
            Err(io::Error::other(said))
        }
    }

    /// The directory of its data.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.join("run/data")
    }

    /// The directory for its socket.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.folder.join("run")
    }

    /// The log of its server.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// The path of a program of its version.
    #[must_use]
    pub fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    /// Gives a file to the user who runs the server, if root has made it.
    ///
    /// # Errors
    ///
    /// The file is not there.
    pub fn give(&self, path: &Path) -> io::Result<()> {
        if self.is_of_root {
            chown(path, Some(NOBODY), Some(NOBODY))?;
        }
        Ok(())
    }

    /// Starts the server. It is stopped, and the folder removed, where the holder is dropped and
    /// where this process ends.
    ///
    /// # Errors
    ///
    /// There is no shell, or the log cannot be written.
    pub fn start(&self) -> io::Result<Holder> {
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.join("log"))?;
        let mut server = self.as_nobody("postgres");
        server.arg("-D").arg(self.data());
        Holder::running(&self.folder, &server, log)
    }

    /// Kills every process of the server at once, as a loss of its machine does, and returns their
    /// numbers: none if no server runs.
    ///
    /// # Errors
    ///
    /// The system does not list its processes.
    pub fn kill(&self) -> io::Result<Vec<i32>> {
        let pid = fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        let Some(server) = pid.lines().next().and_then(|pid| pid.parse().ok()) else {
            return Ok(Vec::new());
        };
        // While it stands still, it starts no process that nobody would find again.
        if let Some(pid) = Pid::from_raw(server) {
            let _ = kill_process(pid, Signal::STOP);
        }
        let mut all: Vec<i32> = vec![server];
        all.extend(children_of(server)?);
        for pid in all.iter().filter_map(|pid| Pid::from_raw(*pid)) {
            // One that is gone is as dead.
            let _ = kill_process(pid, Signal::KILL);
        }
        Ok(all)
    }

    /// A program with the rights of nobody, if root runs this.
    fn as_nobody(&self, name: &str) -> Command {
        let program = self.program(name);
        if !self.is_of_root {
            return Command::new(program);
        }
        let (user, group) = (format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"));
        let mut command = Command::new("setpriv");
        command.args([&user, &group, "--clear-groups", "--"]);
        command.arg(program);
        command
    }
}

/// The processes that a process has started.
fn children_of(parent: i32) -> io::Result<Vec<i32>> {
    let processes = fs::read_dir("/proc")?;
    let children = processes.filter_map(|process| {
        let process = process.ok()?;
        let pid = process.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(process.path().join("stat")).ok()?;
        // Behind the name, which may hold anything: the state, then the parent.
        let (_, rest) = stat.rsplit_once(") ")?;
        (rest.split(' ').nth(1)?.parse() == Ok(parent)).then_some(pid)
    });
    Ok(children.collect())
}
