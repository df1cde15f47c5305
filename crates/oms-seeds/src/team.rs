//! The journal of a team: a PostgreSQL server of its own, which dies as a machine does that loses
//! its power, but for what it has written.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use oms_cli::Exit;
use oms_testkit::Holder;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, NoTls};

use crate::aside::run_aside;
use crate::baton::Who;

/// The users of the two operators.
const OPERATORS: [&str; 2] = ["alice", "bob"];

/// Who only looks.
const AUDITOR: &str = "carol";

const DATABASE: &str = "oms";

/// How long the server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// The user and the group that own nothing, by Debian's numbers: PostgreSQL refuses root.
const NOBODY: u32 = 65_534;

/// Removes what a history has left behind, around the rules that refuse it to everybody.
const EMPTY: &str = "
    SET session_replication_role = replica;
    DELETE FROM oms_journal.entry; DELETE FROM oms_journal.attempt; DELETE FROM oms_journal.run;
    DELETE FROM oms_journal.seen; DELETE FROM oms_journal.unended; DELETE FROM oms_journal.plan;
    DELETE FROM oms_journal.copied; DELETE FROM oms_journal.held; UPDATE oms_journal.pruned SET through = 0;
    SET session_replication_role = DEFAULT";

/// A server with the journal of two operators.
pub(crate) struct Team {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    runtime: Runtime,
    /// Stops the server, and removes its folder where this process ends, however it ends.
    holder: Option<Holder>,
    /// The database of the journal, once there is one.
    database: &'static str,
    /// The superuser's connection, while the server lives.
    admin: Option<Client>,
}

/// Returns the folder of the programs of the newest PostgreSQL version, if any is installed.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    folders.filter(|bin| bin.join("postgres").is_file()).max()
}

/// Returns `true` if PostgreSQL is installed, so that histories of a team can be played.
#[must_use]
pub fn is_installed() -> bool {
    programs().is_some()
}

impl Team {
    pub(crate) fn new() -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let folder = TempDir::with_prefix_in("oms-seeds-pg-", "/dev/shm");
        let mut team = Self {
            folder: folder.or_else(|_| TempDir::new()).unwrap(),
            programs: programs().unwrap_or_else(|| panic!("PostgreSQL is not installed")),
            port: free.local_addr().unwrap().port(),
            runtime: Builder::new_current_thread().enable_all().build().unwrap(),
            holder: None,
            database: "postgres",
            admin: None,
        };
        drop(free);
        team.make();
        team.revive();
        team.add_people();
        team
    }

    /// The address of the journal for an operator, or for whoever only looks.
    pub(crate) fn journal(&self, who: Option<Who>) -> String {
        self.journal_of(who.map_or(AUDITOR, |who| OPERATORS[who]))
    }

    fn journal_of(&self, user: &str) -> String {
        let port = self.port;
        format!("postgresql://{user}@127.0.0.1:{port}/{DATABASE}?sslmode=disable")
    }

    fn make(&self) {
        let data = self.data();
        fs::set_permissions(self.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let inner = self.folder.path().join("run");
        fs::create_dir(&inner).unwrap();
        if self.is_root() {
            chown(&inner, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let mut initdb = self.program("initdb");
        initdb
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
            .args(["--no-locale", "--no-sync", "--pgdata"])
            .arg(&data);
        let made = initdb.output().unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {}\nunix_socket_directories = '{}'\nfsync = off\n\
             max_connections = 20\nshared_buffers = 16MB\n",
            self.port,
            inner.display()
        );
        fs::write(data.join("postgresql.auto.conf"), settings).unwrap();
    }

    fn add_people(&mut self) {
        self.sql("CREATE DATABASE oms");
        (self.database, self.admin) = (DATABASE, None);
        self.revive();
        let init = ["journal", "init", "--journal", &self.journal_of("postgres")];
        let (exit, _, said) = run_aside(self.folder.path(), SystemTime::now(), &[], &init);
        assert_eq!(exit, Exit::Success, "{said}");
        for user in OPERATORS {
            self.sql(&format!("CREATE ROLE {user} LOGIN IN ROLE oms_operator"));
        }
        self.sql(&format!("CREATE ROLE {AUDITOR} LOGIN IN ROLE oms_auditor"));
    }

    /// Removes what a history has left behind.
    pub(crate) fn empty(&mut self) {
        self.revive();
        self.sql(EMPTY);
    }

    /// Kills every process of the server at once.
    pub(crate) fn kill(&mut self) {
        self.admin = None;
        let pid = fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        let Some(server) = pid.lines().next().and_then(|pid| pid.parse().ok()) else {
            return;
        };
        let all: Vec<i32> = std::iter::once(server).chain(children_of(server)).collect();
        for pid in &all {
            if let Some(pid) = Pid::from_raw(*pid) {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
        self.let_go();
        let is_there = |pid: &i32| Path::new(&format!("/proc/{pid}")).exists();
        while all.iter().any(is_there) {
            sleep(Duration::from_millis(1));
        }
    }

    /// Starts the server where it is dead.
    pub(crate) fn revive(&mut self) {
        if self.admin.is_some() {
            return;
        }
        if self.holder.is_none() {
            self.start();
        }
        let started = Instant::now();
        while self.admin.is_none() {
            assert!(
                started.elapsed() < PATIENCE,
                "the server does not answer: {}",
                fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
            );
            sleep(Duration::from_millis(10));
            self.admin = self.connect(self.database);
        }
    }

    fn start(&mut self) {
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.path().join("log"))
            .unwrap();
        let mut server = self.program("postgres");
        server.arg("-D").arg(self.data());
        let holder = Holder::running(self.folder.path(), &server, log);
        self.holder = Some(holder.unwrap());
    }

    fn let_go(&mut self) {
        if let Some(holder) = self.holder.take() {
            holder.stop();
        }
    }

    fn connect(&self, database: &str) -> Option<Client> {
        let config = format!(
            "host=127.0.0.1 port={} user=postgres dbname={database} application_name=admin",
            self.port
        );
        self.runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(&config, NoTls).await.ok()?;
            tokio::spawn(connection);
            Some(client)
        })
    }

    fn sql(&self, sql: &str) {
        let admin = self.admin.as_ref().unwrap();
        let done = self.runtime.block_on(admin.batch_execute(sql));
        done.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }

    /// Waits until the server has noticed that the process of an operator is gone.
    pub(crate) fn wait_for_end_of(&self, who: Who) {
        let Some(admin) = &self.admin else {
            return;
        };
        let sql = "SELECT 1 FROM pg_stat_activity WHERE usename = $1";
        let is_there = || {
            let found = self.runtime.block_on(admin.query(sql, &[&OPERATORS[who]]));
            found.is_ok_and(|rows| !rows.is_empty())
        };
        while is_there() {
            sleep(Duration::from_millis(1));
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("run/data")
    }

    fn is_root(&self) -> bool {
        fs::metadata(self.folder.path()).unwrap().uid() == 0
    }

    /// A program with the rights of nobody, where root runs this.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        if !self.is_root() {
            return Command::new(program);
        }
        let (user, group) = (format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"));
        let mut command = Command::new("setpriv");
        command.args([&user, &group, "--clear-groups", "--"]);
        command.arg(program);
        command
    }
}

impl Drop for Team {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// The processes that a process has started.
fn children_of(parent: i32) -> Vec<i32> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let children = processes.filter_map(|process| {
        let pid = process.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(process.path().join("stat")).ok()?;
        // Behind the name, which may hold anything: the state, then the parent.
        let (_, rest) = stat.rsplit_once(") ")?;
        (rest.split(' ').nth(1)?.parse() == Ok(parent)).then_some(pid)
    });
    children.collect()
}
