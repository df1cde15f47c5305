//! One connection to the database, with a thread of its own.
//!
//! The store is called by blocking code: from a command, from inside of its runtime, and from the
//! thread that handles interrupts. Only one of them can block on a single-threaded runtime, and
//! none of them may start another runtime inside its own. So the connection has a small runtime on
//! its own thread, and its callers wait on a channel. The thread also answers the server between
//! the calls, so that a lost connection is noticed as soon as the kernel knows about it.

use std::fmt;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row};

use super::connect::Access;
use super::fault::Fault;
use super::sql;
use crate::journal::query::Param;
use crate::surroundings::new_runtime;

/// A connection.
pub(super) struct Wire {
    access: Arc<Access>,
    client: Arc<Client>,
    runtime: Handle,
    /// True once a statement had no answer in time. The thread and its connection end then, and
    /// when this is dropped.
    given_up: watch::Sender<bool>,
}

/// Returns a parameter with its type, which a number or a text that is null needs as well.
fn typed(param: &Param) -> (&(dyn ToSql + Sync), Type) {
    match param {
        Param::Int(number) => (number, Type::INT8),
        Param::Text(text) => (text, Type::TEXT),
    }
}

impl Wire {
    pub(super) fn connect(access: Access) -> Result<Self, Fault> {
        let (tell, told) = mpsc::channel();
        let (given_up, end) = watch::channel(false);
        let access = Arc::new(access);
        let driven = Arc::clone(&access);
        thread::Builder::new()
            .name("oms-journal".to_owned())
            .spawn(move || drive(&driven, &tell, end))
            .map_err(|error| Fault::lost(format!("no thread can be started: {error}")))?;
        let (client, runtime) = told.recv().map_err(|_| Fault::ended())??;
        Ok(Self {
            access,
            client,
            runtime,
            given_up,
        })
    }

    /// Returns whether the connection is known to be lost, or was given up.
    pub(super) fn is_closed(&self) -> bool {
        *self.given_up.borrow() || self.client.is_closed()
    }

    pub(super) fn query(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, Fault> {
        self.query_within(self.access.limits.statement(), self.may_end(), sql, params)
    }

    /// Runs a query that may take long.
    pub(super) fn work(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, Fault> {
        self.query_within(self.access.limits.work(), self.may_end(), sql, params)
    }

    /// Gives a lock back, with a query that does so.
    pub(super) fn unlock(&self, sql: &'static str, params: Vec<Param>) -> Result<(), Fault> {
        self.query_within(self.access.limits.unlock(), false, sql, params)
            .map(drop)
    }

    fn query_within(
        &self,
        patience: Duration,
        may_end: bool,
        sql: &'static str,
        params: Vec<Param>,
    ) -> Result<Vec<Row>, Fault> {
        let client = Arc::clone(&self.client);
        self.wait(patience, may_end, async move {
            let typed: Vec<_> = params.iter().map(typed).collect();
            client.query_typed(sql, &typed).await
        })
    }

    /// Runs statements without parameters.
    pub(super) fn run(&self, sql: impl Into<String>) -> Result<(), Fault> {
        let (client, sql) = (Arc::clone(&self.client), sql.into());
        self.wait(self.access.limits.statement(), self.may_end(), async move {
            client.batch_execute(&sql).await
        })
    }

    /// Returns whether the server may be told to end a statement that has no answer.
    ///
    /// A commit that waits for a standby is ended by making it visible without the standby. That of
    /// a result would then count as written, and what is kept of it on this machine be removed.
    fn may_end(&self) -> bool {
        !self.access.limits.is_for_a_result()
    }

    /// Waits for an answer. Without one in time, the connection is given up, because the next
    /// statement would wait behind this one for as long again.
    fn wait<T: Send + 'static>(
        &self,
        patience: Duration,
        may_end: bool,
        work: impl Future<Output = Result<T, tokio_postgres::Error>> + Send + 'static,
    ) -> Result<T, Fault> {
        if *self.given_up.borrow() {
            return Err(Fault::ended());
        }
        let (tell, told) = mpsc::channel();
        let (access, statement) = (Arc::clone(&self.access), self.client.cancel_token());
        self.runtime.spawn(async move {
            let done = timeout(patience, work).await;
            if done.is_err() && may_end {
                // A server that stands still does not even take the request to end it.
                let _ = timeout(access.limits.cancel(), access.cancel(statement)).await;
            }
            // The caller waits for it.
            let _ = tell.send(done);
        });
        match told.recv() {
            Ok(Ok(done)) => done.map_err(|error| Fault::of(&error)),
            Ok(Err(_)) => {
                self.given_up.send_replace(true);
                Err(Fault::silent(patience))
            }
            Err(_) => Err(Fault::ended()),
        }
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire").finish_non_exhaustive()
    }
}

type Connected = Result<(Arc<Client>, Handle), Fault>;

/// Connects, reports the result, and drives the connection until it is given up or dropped.
fn drive(access: &Access, tell: &mpsc::Sender<Connected>, mut end: watch::Receiver<bool>) {
    let runtime = match new_runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            let fault = Fault::lost(format!("no runtime can be started: {error}"));
            let _ = tell.send(Err(fault));
            return;
        }
    };
    runtime.block_on(async {
        let patience = access.limits.statement();
        let connected = match timeout(patience, access.connect()).await {
            Ok(connected) => connected,
            Err(_) => Err(Fault::silent(patience)),
        };
        let client = match connected {
            Ok(client) => Arc::new(client),
            Err(fault) => {
                // The caller waits for it.
                let _ = tell.send(Err(fault));
                return;
            }
        };
        let told = tell.send(Ok((Arc::clone(&client), runtime.handle().clone())));
        if told.is_ok() {
            tokio::select! {
                // It fails if the wire was dropped.
                _ = end.wait_for(|given_up| *given_up) => {}
                () = keep_alive(&client, access.limits.silence()) => {}
            }
        }
    });
}

/// Says something to the server now and then, without an end. A proxy in between may end a
/// connection over which nothing is said, such as while the service is waited for, and it passes no
/// probe of the kernel on.
async fn keep_alive(client: &Client, interval: Duration) {
    loop {
        sleep(interval).await;
        // Whoever needs the connection next notices that it is lost.
        let _ = client.batch_execute(sql::STILL_HERE).await;
    }
}
