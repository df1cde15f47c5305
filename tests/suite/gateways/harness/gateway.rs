//! A running gateway, which ends with its value.

use std::fs::{self, File};
use std::net::TcpStream;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use super::ground::Ground;
use super::kind::Kind;
use super::patience::until;

/// Number of attempts to start a gateway, each on other ports, if its own were taken.
const TRIES: usize = 3;

/// A gateway in the foreground, in a process group of its own.
#[derive(Debug)]
pub(crate) struct Gateway {
    name: &'static str,
    child: Child,
    ground: Ground,
}

impl Gateway {
    /// Starts a gateway, and returns when it listens; `None` if the program is missing, which is
    /// said then.
    pub(crate) async fn start(kind: &Kind, configure: impl Fn(&Ground) -> String) -> Option<Self> {
        let program = kind.program.find()?;
        let mut said = String::new();
        for _ in 0..TRIES {
            let mut gateway = Self::spawn(kind, &program, &configure);
            if gateway.listens().await {
                return Some(gateway);
            }
            said = gateway.said();
        }
        panic!("{} does not start:\n{said}", kind.program.name);
    }

    fn spawn(kind: &Kind, program: &Path, configure: impl Fn(&Ground) -> String) -> Self {
        let ground = Ground::new();
        let configuration = (kind.frame)(&ground, &configure(&ground));
        ground.file(kind.file, &configuration);
        let output = File::create(ground.folder().join("output")).expect("a file can be made");
        let errors = output.try_clone().expect("a file can be shared");
        let mut command = Command::new(program);
        command
            .args((kind.arguments)(&ground))
            .current_dir(ground.folder())
            .env_clear()
            .env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin")
            .env("TMPDIR", ground.folder())
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .process_group(0);
        if let Some((user, group)) = ground.user() {
            command.uid(user).gid(group);
        }
        Self {
            name: kind.program.name,
            child: command.spawn().expect("the program can be started"),
            ground,
        }
    }

    /// Waits until it listens; `false` if it has ended instead.
    async fn listens(&mut self) -> bool {
        let address = self.ground.address;
        let (name, folder) = (self.name, self.ground.path());
        let look = || {
            if self.ended().is_some() {
                return Some(false);
            }
            // The listener there is this gateway only if it has not ended meanwhile.
            let connected = TcpStream::connect(address).is_ok();
            connected.then(|| self.ended().is_none())
        };
        until(look, || format!("{name} to listen, see {folder}")).await
    }

    /// The base URL, with a path behind it that begins with a slash or is empty.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.ground.address)
    }

    /// The ground that it runs on.
    pub(crate) fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Its own log.
    pub(crate) fn said(&self) -> String {
        let files = ["output", "error.log", "cache.log"];
        files.map(|name| self.ground.read(name)).join("\n")
    }

    /// Sends a signal to the process that was started.
    pub(crate) fn signal(&self, signal: Signal) {
        // A process that has ended by itself takes no signal any more, and its test will see that.
        let _ = kill_process(self.pid(), signal);
    }

    /// Its workers: the processes that it started.
    pub(crate) fn workers(&self) -> Vec<Pid> {
        children(self.child.id())
    }

    /// Waits until other workers serve than these.
    pub(crate) async fn until_workers_differ(&self, from: &[Pid]) {
        let look = || {
            let workers = self.workers();
            let all_new = workers.iter().all(|worker| !from.contains(worker));
            (all_new && !workers.is_empty()).then_some(())
        };
        until(look, || {
            format!("{} to change its workers:\n{}", self.name, self.said())
        })
        .await;
    }

    /// Waits until it has ended by itself.
    pub(crate) async fn until_ended(&mut self) -> ExitStatus {
        let name = self.name;
        until(|| self.ended(), || format!("{name} to end")).await
    }

    /// Removes the shared memory that a killed squid leaves, which is named after its service.
    fn remove_shared_memory(&self) {
        let service = format!("{}-", self.ground.service());
        for entry in fs::read_dir("/dev/shm").into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&service) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child can be asked for")
    }

    fn pid(&self) -> Pid {
        let id = i32::try_from(self.child.id()).expect("the kernel counts in i32");
        Pid::from_raw(id).expect("no process has the number 0")
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        // Some start workers in groups of their own.
        let family = descendants(self.child.id());
        // A process that has ended already takes no signal, and nothing is left to be done.
        let _ = kill_process_group(self.pid(), Signal::KILL);
        for process in family {
            let _ = kill_process(process, Signal::KILL);
        }
        let _ = self.child.wait();
        self.remove_shared_memory();
    }
}

/// Everything that a process started, and that those started.
fn descendants(of: u32) -> Vec<Pid> {
    let mut found = children(of);
    let mut next = 0;
    while let Some(parent) = found.get(next) {
        let parent = u32::try_from(parent.as_raw_nonzero().get()).expect("numbers are positive");
        found.extend(children(parent));
        next += 1;
    }
    found
}

/// The processes whose parent is this one.
fn children(of: u32) -> Vec<Pid> {
    let entries = fs::read_dir("/proc").expect("the kernel shows its processes");
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok())
        .filter(|id| parent(*id) == Some(of))
        .filter_map(Pid::from_raw)
        .collect()
}

fn parent(id: i32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name of the program is in parentheses and may hold anything; state and parent follow it.
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(1)?.parse().ok()
}
