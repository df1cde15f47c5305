//! How a simulator is described before it starts.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use oms_client::EpochSeconds;

use crate::Simulator;
use crate::engine::{Task, VirtualClock, World};
use crate::http::{Credentials, Shared, State};
use crate::ledger::{Ledger, LedgerLimit};

/// Describes a [`Simulator`] before it starts.
///
/// Left as it is, it listens on a free port of 127.0.0.1, knows the tasks `np_4w3a0001` to `np_4w3a0003`, and takes the
/// user `admin` with the password `secret`.
#[derive(Clone)]
#[must_use = "nothing listens before `start`"]
pub struct SimulatorBuilder {
    address: SocketAddr,
    user: String,
    password: String,
    body_limit: usize,
    now: Option<EpochSeconds>,
    tasks: Vec<Task>,
}

impl SimulatorBuilder {
    pub(crate) fn new() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            user: "admin".to_owned(),
            password: "secret".to_owned(),
            body_limit: 1 << 20,
            now: None,
            tasks: Vec::new(),
        }
    }

    /// Adds a task. The first one replaces the tasks that are known otherwise.
    pub fn task(mut self, task: Task) -> Self {
        self.tasks.push(task);
        self
    }

    /// Sets who may call the API.
    pub fn credentials(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.user = user.into();
        self.password = password.into();
        self
    }

    /// Sets the address to listen on; port 0 is a free one.
    ///
    /// Whoever can reach the address can call the API. What is under `/_sim/` is shown to loopback addresses alone.
    pub fn listen(mut self, address: impl Into<SocketAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// Sets the longest body that is read, in bytes; 1 MiB unless set.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets what the virtual clock shows at the start.
    pub fn now(mut self, now: EpochSeconds) -> Self {
        self.now = Some(now);
        self
    }

    /// Starts to listen. When this returns, connections are accepted.
    ///
    /// # Errors
    ///
    /// The address cannot be listened on.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime.
    pub async fn start(self) -> io::Result<Simulator> {
        let state = State {
            world: self.world(),
            ledger: Ledger::new(LedgerLimit::default()),
        };
        let credentials = Credentials::new(&self.user, &self.password);
        let shared = Shared::new(state, credentials, self.body_limit);
        Simulator::listen(self.address, Arc::new(shared)).await
    }

    fn world(&self) -> World {
        let mut world = if self.tasks.is_empty() {
            World::example()
        } else {
            World::empty()
        };
        for task in &self.tasks {
            world.insert(task.clone());
        }
        if let Some(now) = self.now {
            *world.clock_mut() = VirtualClock::at(now.get());
        }
        world
    }
}
