//! A journal in a database of its own.

use std::ops::Deref;
use std::sync::atomic::{AtomicU32, Ordering};

use oms_cli::Exit;
use oms_client::EpochSeconds;
use oms_sim::{Simulator, SimulatorBuilder};

use super::operator::{Operator, now};
use super::server::{self, PASSWORD, Server};

/// A database with a journal.
pub(crate) struct Journal<S = &'static Server> {
    pub(crate) server: S,
    pub(crate) database: String,
    /// True if operators connect with TLS.
    tls: bool,
}

/// The way in which operators reach the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Tls,
    Plain,
    Socket,
}

impl Journal {
    /// A new journal on the shared server; `None` if there is no PostgreSQL.
    pub(crate) fn new() -> Option<Self> {
        server::shared().map(Self::on)
    }
}

impl<S: Deref<Target = Server>> Journal<S> {
    /// A new journal on this server. Every other one is reached with TLS.
    pub(crate) fn on(server: S) -> Self {
        Self::created(server, "")
    }

    /// The same, in a database that is created with these options.
    pub(crate) fn created(server: S, options: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let journal = Self {
            server,
            database: format!("oms{number}"),
            tls: number.is_multiple_of(2),
        };
        let database = &journal.database;
        let create = format!("CREATE DATABASE {database} OWNER oms_owner {options}");
        journal.server.admin("postgres", &create);
        let made = journal.operator("oms_owner").run(&["journal", "init"]);
        assert_eq!(made.exit, Exit::Success, "{made:?}");
        journal
    }

    /// The way on which this journal is reached.
    fn way(&self) -> Way {
        if self.tls { Way::Tls } else { Way::Plain }
    }

    /// The address of the journal for this user.
    pub(crate) fn url(&self, user: &str, way: Way) -> String {
        let (address, database) = (self.server.address, &self.database);
        match way {
            Way::Tls => format!("postgresql://{user}@{address}/{database}"),
            Way::Plain => format!("postgresql://{user}@{address}/{database}?sslmode=disable"),
            Way::Socket => {
                let (port, folder) = (address.port(), self.server.socket());
                format!(
                    "postgresql://{user}@localhost:{port}/{database}?host={}",
                    folder.display()
                )
            }
        }
    }

    /// Somebody with this user of the database, on a machine of their own.
    pub(crate) fn operator(&self, user: &str) -> Operator {
        self.operator_by(user, self.way())
    }

    /// The same, on another way.
    pub(crate) fn operator_by(&self, user: &str, way: Way) -> Operator {
        Operator::new(&self.url(user, way), PASSWORD)
    }

    /// The same, through another address than the server's, without TLS.
    pub(crate) fn operator_through(&self, user: &str, address: std::net::SocketAddr) -> Operator {
        let database = &self.database;
        let url = format!("postgresql://{user}@{address}/{database}?sslmode=disable");
        Operator::new(&url, PASSWORD)
    }

    /// Runs SQL as the superuser.
    pub(crate) fn admin(&self, sql: &str) -> String {
        self.server.admin(&self.database, sql)
    }

    /// The same, with the triggers and the constraints of the journal switched off.
    pub(crate) fn tamper(&self, sql: &str) {
        self.admin(&format!("SET session_replication_role = replica; {sql}"));
    }

    /// Does something an hour later by the clock of the database: all that is there is an hour
    /// older meanwhile.
    pub(crate) fn an_hour_later<T>(&self, work: impl FnOnce() -> T) -> T {
        let last = self.admin("SELECT coalesce(max(seq), 0) FROM oms_journal.entry");
        let set = |sign: char| {
            self.tamper(&format!(
                "UPDATE oms_journal.entry SET at = at {sign} interval '1 hour' WHERE seq <= {last}"
            ));
        };
        set('-');
        let done = work();
        set('+');
        done
    }

    /// The journal checks out.
    pub(crate) fn verifies(&self) {
        let verified = self.operator("carol").run(&["journal", "verify"]);
        assert_eq!(verified.exit, Exit::Success, "{verified:?}");
    }

    /// Number of requests that are open.
    pub(crate) fn open(&self) -> String {
        self.admin("SELECT count(*) FROM oms_journal.attempt WHERE status = 0")
    }
}

/// SQL for the key by which a journal finds a request with these parameters.
pub(crate) fn key(action: &str, request: &str) -> String {
    let texts = format!(
        r"convert_to('{action}', 'UTF8') || '\x00' || convert_to('{request}', 'UTF8') || '\x00'"
    );
    format!("('x' || encode(substr(sha256({texts}), 1, 8), 'hex'))::bit(64)::bigint")
}

/// A simulator whose clock shows the moment of these tests.
pub(crate) async fn simulator(builder: SimulatorBuilder) -> Simulator {
    let now = EpochSeconds::at_or_before(now()).expect("it is a moment");
    builder
        .now(now)
        .start()
        .await
        .expect("the loopback has a free port")
}

/// The changes that a simulator has received, by their tasks.
pub(crate) fn changes(simulator: &Simulator) -> usize {
    let requests = simulator.requests().into_iter();
    requests
        .filter(|request| {
            let action = request.action.as_deref().unwrap_or_default();
            !["Describe", "List"]
                .iter()
                .any(|read| action.starts_with(read))
        })
        .count()
}
