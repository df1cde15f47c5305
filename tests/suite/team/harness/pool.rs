//! A pool of connections between operators and the server: `pgbouncer`.

use std::fs::{self, Permissions};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use oms_testkit::Required;
use tempfile::TempDir;

use super::server::{PASSWORD, Server};
use crate::support::ports;

/// Longest time for its start.
const PATIENCE: Duration = Duration::from_secs(30);

/// The user and the group that own nothing, by Debian's numbers: `pgbouncer` refuses root.
const NOBODY: [&str; 3] = ["--reuid=65534", "--regid=65534", "--clear-groups"];

/// The time for which it lends a server connection.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Lends {
    ForASession,
    ForATransaction,
}

/// A pool that runs, without TLS. It ends with this, or with the thread that has made it.
pub(crate) struct Pool {
    pub(crate) address: SocketAddr,
    program: Child,
    _folder: TempDir,
}

impl Pool {
    /// A pool before this server; `None` if there is no `pgbouncer`, which is said.
    pub(crate) fn before(server: &Server, lends: Lends) -> Option<Self> {
        let Some(path) = oms_testkit::find("pgbouncer") else {
            oms_testkit::lacks_program(Required::Postgres, "pgbouncer", "pgbouncer");
            return None;
        };
        let folder = TempDir::with_prefix("oms-pool-").expect("a folder can be made");
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("it is ours");
        let (address, users) = (ports::free(), folder.path().join("users"));
        let mode = match lends {
            Lends::ForASession => "session",
            Lends::ForATransaction => "transaction",
        };
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {}\n\
             unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {}\npool_mode = {mode}\n",
            server.address.port(),
            address.port(),
            users.display()
        );
        let known = ["alice", "bob"].map(|user| format!("\"{user}\" \"{PASSWORD}\"\n"));
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&users, known.concat()).expect("a file can be written");
        fs::write(&file, settings).expect("a file can be written");
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL"]);
        if rustix::process::geteuid().is_root() {
            command.args(NOBODY);
        }
        command.arg("--").arg(path).arg(&file);
        let program = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut pool = Self {
            address,
            program: program.expect("setpriv is there"),
            _folder: folder,
        };
        pool.wait_until_it_listens();
        Some(pool)
    }

    fn wait_until_it_listens(&mut self) {
        let started = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            let ended = self.program.try_wait().expect("it is ours");
            assert!(ended.is_none(), "the pool has ended: {ended:?}");
            assert!(started.elapsed() < PATIENCE, "the pool does not listen");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // One that is gone needs no end.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
