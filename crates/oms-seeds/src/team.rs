//! The journal of a team: a PostgreSQL server of its own, which dies as a machine does that loses
//! its power, but for what it has written.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use oms_cli::Exit;
use oms_testkit::{Cluster, Holder, postgres_programs};
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

/// Removes what a history has left behind, around the rules that refuse it to everybody.
const EMPTY: &str = "
    SET session_replication_role = replica;
    DELETE FROM oms_journal.entry; DELETE FROM oms_journal.attempt; DELETE FROM oms_journal.run;
    DELETE FROM oms_journal.seen; DELETE FROM oms_journal.unended; DELETE FROM oms_journal.plan;
    DELETE FROM oms_journal.copied; DELETE FROM oms_journal.held; UPDATE oms_journal.pruned SET through = 0;
    SET session_replication_role = DEFAULT";

/// A server with the journal of two operators.
pub(crate) struct Team {
    cluster: Cluster,
    folder: TempDir,
    port: u16,
    runtime: Runtime,
    /// Stops the server, and removes its folder where this process ends, however it ends.
    holder: Option<Holder>,
    /// The database of the journal, once there is one.
    database: &'static str,
    /// The superuser's connection, while the server lives.
    admin: Option<Client>,
}

impl Team {
    pub(crate) fn new() -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let programs = postgres_programs().unwrap_or_else(|| panic!("PostgreSQL is not installed"));
        let folder = TempDir::with_prefix_in("oms-seeds-pg-", "/dev/shm");
        let folder = folder.or_else(|_| TempDir::new()).unwrap();
        let mut team = Self {
            cluster: Cluster::make(folder.path(), programs).unwrap(),
            folder,
            port,
            runtime: Builder::new_current_thread().enable_all().build().unwrap(),
            holder: None,
            database: "postgres",
            admin: None,
        };
        team.set();
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

    fn set(&self) {
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {}\nunix_socket_directories = '{}'\nfsync = off\n\
             max_connections = 20\nshared_buffers = 16MB\n",
            self.port,
            self.cluster.socket().display()
        );
        fs::write(self.cluster.data().join("postgresql.auto.conf"), settings).unwrap();
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
        let all = self.cluster.kill().unwrap();
        if all.is_empty() {
            return;
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
            self.holder = Some(self.cluster.start().unwrap());
        }
        let started = Instant::now();
        while self.admin.is_none() {
            assert!(
                started.elapsed() < PATIENCE,
                "the server does not answer: {}",
                self.cluster.log()
            );
            sleep(Duration::from_millis(10));
            self.admin = self.connect(self.database);
        }
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
}

impl Drop for Team {
    fn drop(&mut self) {
        self.let_go();
    }
}
