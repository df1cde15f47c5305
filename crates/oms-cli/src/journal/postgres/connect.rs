//! The connection to the database: its address, the password, and the trusted certificates.

use std::fmt;
use std::time::Duration;

use oms_client::Secret;
use tokio_postgres::config::{ChannelBinding, SslMode};
use tokio_postgres::{CancelToken, Client, Config, Error, NoTls};

use super::fault::Fault;
use super::limits::Limits;
use super::sql;
use super::tls::Tls;
use crate::session::config::{Database, Server};

/// The longest time for a connection.
const CONNECT: Duration = Duration::from_secs(5);

/// The time after which an idle connection is probed, and the settings of the probes. A machine
/// that has vanished is detected within half a minute.
const IDLE: Duration = Duration::from_secs(15);
const INTERVAL: Duration = Duration::from_secs(5);
const RETRIES: u32 = 3;

/// The time for which the other machine may leave unacknowledged what was sent to it. A connection
/// that waits for that is not idle, so no probe detects that the machine has vanished. It is the
/// time of the probes, whose end the kernel decides by this one.
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// Everything that is needed to connect.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) database: Database,
    /// The user if the address names none.
    pub(crate) user: String,
    pub(crate) password: Option<Secret>,
    /// Additional trusted certificates, in PEM.
    pub(crate) certificates: Option<Vec<u8>>,
    pub(crate) limits: Limits,
}

impl Access {
    /// Connects, and spawns the connection on the current runtime.
    pub(super) async fn connect(&self) -> Result<Client, Fault> {
        let config = self.config();
        let refused = |error: Error| Fault::of_the_login(&error, self.password.is_some());
        let client = if self.database.tls {
            let connected = config.connect(self.tls()?).await;
            let (client, connection) = connected.map_err(refused)?;
            tokio::spawn(connection);
            client
        } else {
            let connected = config.connect(NoTls).await;
            let (client, connection) = connected.map_err(refused)?;
            tokio::spawn(connection);
            client
        };
        // A pool may log in to the server for the first statement alone.
        let settled = client.batch_execute(sql::SETTLE).await;
        settled.map_err(refused)?;
        Ok(client)
    }

    /// Tells the server to end the statement of a connection.
    ///
    /// A server that waits for a standby to take a commit notices neither the end of the connection
    /// nor a time limit of its own, and keeps the locks for as long.
    pub(super) async fn cancel(&self, statement: CancelToken) {
        // Nobody can do more about a server that takes no connection, and it does not say whether
        // it has ended anything.
        let _ = match self.tls() {
            Ok(tls) if self.database.tls => statement.cancel_query(tls).await,
            _ => statement.cancel_query(NoTls).await,
        };
    }

    fn tls(&self) -> Result<Tls, Fault> {
        Tls::new(self.certificates.as_deref()).map_err(Fault::lost)
    }

    fn config(&self) -> Config {
        let database = &self.database;
        let mut config = Config::new();
        config
            .user(database.user.as_ref().unwrap_or(&self.user))
            .dbname(&database.name)
            .port(database.port)
            .application_name("oms")
            .connect_timeout(CONNECT)
            .keepalives_idle(IDLE)
            .keepalives_interval(INTERVAL)
            .keepalives_retries(RETRIES)
            .tcp_user_timeout(UNACKNOWLEDGED)
            .channel_binding(ChannelBinding::Disable)
            .ssl_mode(if database.tls {
                SslMode::Require
            } else {
                SslMode::Disable
            });
        match &database.server {
            Server::Host(host) => config.host(host),
            #[cfg(unix)]
            Server::Socket(path) => config.host_path(path),
            #[cfg(not(unix))]
            Server::Socket(path) => config.host(path.to_string_lossy()),
        };
        if let Some(password) = &self.password {
            config.password(password.expose());
        }
        config
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("database", &self.database)
            .finish_non_exhaustive()
    }
}
