//! A cluster of PostgreSQL in a folder of its own, run by a user without rights.
//!
//! It is stopped and removed where this process ends, however it ends.

use std::fmt;
use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use oms_testkit::{Cluster, Holder, postgres_for_a_test};
use tempfile::TempDir;

use crate::support::ports;
use crate::support::tls;

/// Longest time for the start of a server.
const PATIENCE: Duration = Duration::from_secs(60);

/// The password of every operator.
pub(crate) const PASSWORD: &str = "canary-journal-5ec1";

/// A cluster that runs.
pub(crate) struct Server {
    cluster: Cluster,
    pub(crate) address: SocketAddr,
    /// Stops it and removes its folder, with this or with the process.
    holder: Mutex<Option<Holder>>,
}

/// The cluster that most tests share, each with a database of its own; `None` if there is no
/// PostgreSQL, which is said.
///
/// It does not sync: nothing about durability is tested on it.
pub(crate) fn shared() -> Option<&'static Server> {
    static SHARED: OnceLock<Server> = OnceLock::new();
    let programs = postgres_for_a_test()?;
    Some(SHARED.get_or_init(|| Server::start(programs, "127.0.0.1", "off")))
}

/// A cluster of the test's own, which syncs; `None` if there is no PostgreSQL, which is said.
pub(crate) fn own() -> Option<Server> {
    own_on("127.0.0.1")
}

/// A cluster of the test's own that also listens on this address.
pub(crate) fn own_on(listen: &str) -> Option<Server> {
    Some(Server::start(postgres_for_a_test()?, listen, "on"))
}

/// A cluster of the test's own in which nobody but the superuser is known.
pub(crate) fn bare() -> Option<Server> {
    let programs = postgres_for_a_test()?;
    Some(Server::start_bare(programs, "127.0.0.1", "on"))
}

impl Server {
    /// A cluster with the people of the tests.
    fn start(programs: PathBuf, listen: &str, fsync: &str) -> Self {
        let server = Self::start_bare(programs, listen, fsync);
        server.add_people();
        server
    }

    fn start_bare(programs: PathBuf, listen: &str, fsync: &str) -> Self {
        let folder = TempDir::with_prefix("oms-pg-")
            .expect("a folder can be made")
            .keep();
        let server = Self {
            cluster: Cluster::make(&folder, programs).expect("a cluster can be made"),
            address: ports::free(),
            holder: Mutex::new(None),
        };
        server.set(listen, fsync);
        server.run();
        server
    }

    fn add_people(&self) {
        self.admin(
            "postgres",
            "CREATE ROLE oms_owner LOGIN CREATEROLE; CREATE ROLE oms_operator NOLOGIN; CREATE ROLE oms_auditor NOLOGIN",
        );
        for operator in ["oms_owner", "alice", "bob", "carol"] {
            let role = match operator {
                "oms_owner" => format!("ALTER ROLE oms_owner PASSWORD '{PASSWORD}'"),
                "carol" => {
                    format!("CREATE ROLE carol LOGIN PASSWORD '{PASSWORD}' IN ROLE oms_auditor")
                }
                name => {
                    format!("CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' IN ROLE oms_operator")
                }
            };
            self.admin("postgres", &role);
        }
    }

    /// Writes the settings of the cluster.
    fn set(&self, listen: &str, fsync: &str) {
        let (listen, names) = match listen {
            "127.0.0.1" => (listen, vec!["127.0.0.1", "localhost"]),
            other => ("*", vec!["127.0.0.1", "localhost", other]),
        };
        let (certificate, key) = tls::certificate_pem_for(&names);
        let port = self.address.port();
        let socket = self.socket();
        let run = socket.display();
        let settings = format!(
            "listen_addresses = '{listen}'\nport = {port}\nunix_socket_directories = '{run}'\nssl = on\n\
             max_connections = 60\nfsync = {fsync}\nlogging_collector = off\nshared_buffers = 16MB\n\
             recovery_init_sync_method = syncfs\n",
        );
        for (name, text) in [
            ("server.crt", certificate.as_str()),
            ("server.key", &key),
            ("postgresql.auto.conf", &settings),
            (
                "pg_hba.conf",
                "local all postgres trust\nlocal all all scram-sha-256\n\
                 hostssl all all 0.0.0.0/0 scram-sha-256\nhost all all 0.0.0.0/0 scram-sha-256\n",
            ),
        ] {
            self.write(name, text);
        }
    }

    /// Writes a file of the cluster.
    fn write(&self, name: &str, text: &str) {
        let path = self.cluster.data().join(name);
        fs::write(&path, text).expect("a file can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("it is ours");
        self.cluster.give(&path).expect("root gives files away");
    }

    /// Starts the server again, with another certificate and its key.
    pub(crate) fn show(&self, certificate: &str, key: &str) {
        self.write("server.crt", certificate);
        self.write("server.key", key);
        self.run_again();
    }

    /// Runs the server of the cluster, and waits until it answers.
    fn run(&self) {
        let holder = self.cluster.start();
        *self.held() = Some(holder.expect("a shell can be started"));
        self.wait_for_answer();
    }

    fn wait_for_answer(&self) {
        let started = Instant::now();
        while !self
            .asked("postgres", "SELECT 1")
            .is_ok_and(|said| said == "1")
        {
            assert!(
                started.elapsed() < PATIENCE,
                "the server does not answer: {}",
                self.cluster.log()
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Kills every process of the server, as a loss of its machine does.
    pub(crate) fn kill(&self) {
        self.cluster.kill().expect("Linux lists its processes");
    }

    /// Stops what is left of the server, and runs it again.
    pub(crate) fn run_again(&self) {
        let held = self.held().take();
        if let Some(holder) = held {
            holder.stop();
        }
        self.run();
    }

    fn held(&self) -> MutexGuard<'_, Option<Holder>> {
        self.holder.lock().expect("nobody panics with it")
    }

    /// Runs SQL as the superuser, and returns what it says.
    pub(crate) fn admin(&self, database: &str, sql: &str) -> String {
        self.asked(database, sql)
            .unwrap_or_else(|said| panic!("{sql}: {said}"))
    }

    /// Runs SQL as the superuser.
    fn asked(&self, database: &str, sql: &str) -> Result<String, String> {
        self.asked_by("postgres", database, sql)
    }

    /// Runs SQL as this user, as somebody does who goes around the command.
    pub(crate) fn asked_by(&self, user: &str, database: &str, sql: &str) -> Result<String, String> {
        let output = Command::new(self.cluster.program("psql"))
            .args([
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-U",
                user,
                "-d",
                database,
                "-c",
                sql,
            ])
            .arg("-h")
            .arg(self.socket())
            .args(["-p", &self.address.port().to_string()])
            .env("PGPASSWORD", PASSWORD)
            .output()
            .expect("psql runs");
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    /// The directory of its socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.cluster.socket()
    }
}

/// Asserts that the database has refused what was asked, in these words. A failure names what it
/// was about.
#[track_caller]
pub(crate) fn assert_refused(refused: &Result<String, String>, why: &str, about: &dyn fmt::Debug) {
    let is_refused = refused.as_ref().is_err_and(|said| said.contains(why));
    assert!(is_refused, "{about:?}: {refused:?}");
}
