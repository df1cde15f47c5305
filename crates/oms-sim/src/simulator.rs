//! A running simulator, as its owner holds it.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::engine::{Task, World};
use crate::http::{Shared, accept, router};
use crate::{LedgerEntry, SimulatorBuilder};

/// A running simulator. It stops when it is dropped.
pub struct Simulator {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Simulator {
    /// Starts to describe a simulator.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder::new()
    }

    pub(crate) async fn listen(address: SocketAddr, shared: Arc<Shared>) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let accepting = tokio::spawn(accept(listener, router(shared.clone()), stopped));
        Ok(Self {
            address,
            shared,
            stop,
            accepting,
        })
    }

    /// The address that it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The endpoint to give to a client, such as `http://127.0.0.1:54321`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that were received and are kept, oldest first. Requests under `/_sim/` are not among them.
    #[must_use]
    pub fn requests(&self) -> Vec<LedgerEntry> {
        self.shared.lock().ledger.entries()
    }

    /// Everything that the simulated service knows at this moment.
    #[must_use]
    pub fn world(&self) -> World {
        self.shared.lock().world.clone()
    }

    /// The task of this ID, as it stands at this moment.
    #[must_use]
    pub fn task(&self, id: &str) -> Option<Task> {
        self.shared.lock().world.task(id).cloned()
    }

    /// Moves the virtual clock on, by whole seconds.
    pub fn advance(&self, by: Duration) {
        self.shared.lock().world.clock_mut().advance(by);
    }

    /// Stops: no connection is accepted any more, and those that are open get half a second to finish.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        // The only other way for the task to end is a panic in it, and then nothing listens either.
        let _ = (&mut self.accepting).await;
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
