//! Helpers that the tests of the process share: the command with a clean environment, servers, and
//! signals.

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::Receiver;
use std::sync::{LazyLock, Mutex};
use std::thread;
use std::time::Duration;

use oms_sim::{Simulator, SimulatorBuilder};
use oms_testkit::Holder;

pub(crate) const RESET: &[&str] = &[
    "reset-incr-start-timestamp",
    "--id=np_4w3a0001",
    "--reverse=false",
    "--start-timestamp=-2h",
];

/// Longer than anything here takes, so that a test that waits in vain says so.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A directory for the journal of one command, which is the test's own.
pub(crate) fn journal() -> PathBuf {
    tempfile::TempDir::new_in(swept()).unwrap().keep()
}

/// A folder that lasts as long as this process: no value of a test lives as long as the command
/// that it starts.
fn swept() -> &'static Path {
    static FOLDER: LazyLock<(PathBuf, Holder)> = LazyLock::new(|| {
        let folder = tempfile::TempDir::new().unwrap().keep();
        let holder = Holder::of(&folder).unwrap();
        (folder, holder)
    });
    &FOLDER.0
}

/// The command against an endpoint, with a clean environment and nothing to read.
pub(crate) fn at(endpoint: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oms"));
    command
        .env_clear()
        .env("OMS_ENDPOINT", endpoint)
        .env("OMS_USER", "admin")
        .env("OMS_PASSWORD", "secret")
        .stdin(Stdio::null());
    command
}

/// Everything that a command printed.
pub(crate) fn text(output: &Output) -> String {
    let streams = [output.stdout.clone(), output.stderr.clone()].concat();
    String::from_utf8(streams).unwrap()
}

/// The command with a reset against an endpoint, and a journal of its own.
pub(crate) fn oms(endpoint: &str, more: &[&str]) -> Command {
    let mut command = at(endpoint);
    command
        .env("OMS_JOURNAL", journal())
        .args(RESET)
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The flags that make it act, without a look at the task: the servers of most tests know one
/// answer.
pub(crate) const EXECUTE: &[&str] = &["--execute", "--yes=np_4w3a0001", "--no-preflight"];

/// A server whose connections are given to `serve`, one after the other. Gives its port.
pub(crate) fn server(serve: impl Fn(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || listener.incoming().flatten().for_each(serve));
    port
}

/// A server that reads a request and leaves it unanswered. Gives its endpoint, and the connection
/// once the request has come.
pub(crate) fn silent() -> (String, Receiver<TcpStream>) {
    let (heard, wait) = std::sync::mpsc::channel();
    let port = server(move |mut stream| {
        receive(&mut stream);
        heard.send(stream).unwrap();
    });
    (format!("http://127.0.0.1:{port}"), wait)
}

/// Reads one request with a JSON body.
pub(crate) fn receive(stream: &mut TcpStream) -> String {
    let mut received = Vec::new();
    let mut buffer = [0; 1024];
    while !received.ends_with(b"}") {
        let count = stream.read(&mut buffer).unwrap();
        assert_ne!(count, 0, "the request ended early");
        received.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8(received).unwrap()
}

pub(crate) fn interrupt(child: &Child) {
    signal(child, "INT");
}

/// Sends a signal, by the name that a shell gives it.
pub(crate) fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let status = Command::new("kill").args(["-s", name, &id]).status();
    assert!(status.unwrap().success());
}

/// Checks every case on so many threads, each of which takes the next one, for cases in which a
/// process mostly waits.
pub(crate) fn shared_out<C, R: Send>(
    threads: usize,
    cases: impl IntoIterator<Item = C, IntoIter: Send>,
    check: impl Fn(C) -> R + Sync,
) -> Vec<R> {
    let cases = Mutex::new(cases.into_iter());
    thread::scope(|scope| {
        let work = || {
            let next = || cases.lock().unwrap().next();
            std::iter::from_fn(next).map(&check).collect::<Vec<R>>()
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let results = threads.into_iter().map(|thread| thread.join().unwrap());
        results.flatten().collect()
    })
}

/// The same sequence on every run.
pub(crate) fn next(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// A simulator that outlives the commands that call it.
pub(crate) struct Running {
    runtime: Option<tokio::runtime::Runtime>,
    pub(crate) simulator: Simulator,
}

impl Running {
    pub(crate) fn start(simulator: SimulatorBuilder) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let simulator = runtime.block_on(simulator.start()).unwrap();
        Self {
            runtime: Some(runtime),
            simulator,
        }
    }

    pub(crate) fn url(&self) -> String {
        self.simulator.url()
    }

    /// Returns the variables of a shell with this home on this kind of terminal, in which the
    /// command is found and calls the simulator.
    pub(crate) fn variables_of_a_shell(&self, home: &Path, term: &str) -> Vec<(String, String)> {
        let program = Path::new(env!("CARGO_BIN_EXE_oms"));
        let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
        [
            ("PATH", path.as_str()),
            ("OMS_ENDPOINT", &self.url()),
            ("OMS_USER", "admin"),
            ("OMS_PASSWORD", "secret"),
            ("HOME", &home.display().to_string()),
            ("TERM", term),
            ("NO_COLOR", "1"),
            ("PS1", "> "),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    /// Returns the number of requests for a task that took effect.
    pub(crate) fn commits(&self, id: &str) -> usize {
        let commits = self.simulator.commits();
        let of_task = commits
            .iter()
            .filter(|commit| commit.task.as_deref() == Some(id));
        of_task.count()
    }
}

impl Drop for Running {
    /// Waits for nothing, so that a test that has failed ends and says so.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
