//! Connections that reads keep for a while.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::runtime::{Handle, Id};
use tokio::time::Instant;

use super::exchange::Connection;

/// The time for which an idle connection is kept for the next read.
const KEPT_FOR: Duration = Duration::from_secs(10);

/// The idle connections of one client.
pub(super) struct Idle {
    /// The most that are kept.
    most: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// The oldest first.
    connections: Vec<IdleConnection>,
    /// The runtimes in which a task waits to close the connections that nobody takes.
    watched: Vec<Id>,
}

struct IdleConnection {
    since: Instant,
    /// The runtime that it was opened in. In another one nobody would be woken by it.
    runtime: Id,
    connection: Connection,
}

impl Idle {
    /// None yet, and at most so many.
    pub(super) fn of(most: usize) -> Self {
        Self {
            most,
            kept: Mutex::default(),
        }
    }

    /// The youngest connection of this runtime that the server still holds, if there is one.
    pub(super) fn take(&self) -> Option<Connection> {
        let runtime = Handle::try_current().ok()?.id();
        loop {
            let IdleConnection {
                since,
                mut connection,
                ..
            } = self.kept().pop(runtime)?;
            if since.elapsed() < KEPT_FOR && connection.is_alive() {
                return Some(connection);
            }
        }
    }

    /// Keeps a connection, in place of the oldest where there are enough, and sees to it that it
    /// does not stay open for ever. Outside of a runtime, where nothing could see to it, the
    /// connection is closed.
    pub(super) fn put(self: &Arc<Self>, connection: Connection) {
        let handle = match Handle::try_current() {
            Ok(handle) if self.most > 0 => handle,
            _ => return connection.close(),
        };
        let runtime = handle.id();
        let mut kept = self.kept();
        if kept.connections.len() >= self.most {
            drop(kept.connections.remove(0));
        }
        kept.connections.push(IdleConnection {
            since: Instant::now(),
            runtime,
            connection,
        });
        if !kept.watched.contains(&runtime) {
            kept.watched.push(runtime);
            drop(kept);
            let idle = Arc::downgrade(self);
            handle.spawn(watch(Watch { idle, runtime }));
        }
    }

    /// Closes all of them; `true` if there were any.
    pub(super) fn close_all(&self) -> bool {
        let closed = std::mem::take(&mut self.kept().connections);
        !closed.is_empty()
    }

    /// Closes the connections of a runtime that are too old; how long the oldest of the rest may
    /// stay, or `None` where there is no rest.
    fn sweep(&self, runtime: Id) -> Option<Duration> {
        let mut kept = self.kept();
        kept.connections
            .retain(|idle| idle.runtime != runtime || idle.since.elapsed() < KEPT_FOR);
        let oldest = kept.connections.iter().find(|idle| idle.runtime == runtime);
        let left = oldest.map(|idle| KEPT_FOR.saturating_sub(idle.since.elapsed()));
        if left.is_none() {
            // Said under the same lock, so that whoever puts the next one starts a task for it.
            kept.watched.retain(|&watched| watched != runtime);
        }
        left
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn pop(&mut self, runtime: Id) -> Option<IdleConnection> {
        let youngest = self
            .connections
            .iter()
            .rposition(|idle| idle.runtime == runtime)?;
        Some(self.connections.remove(youngest))
    }
}

/// Closes the connections of a runtime when their task ends, also with the runtime itself.
struct Watch {
    idle: Weak<Idle>,
    runtime: Id,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let Some(idle) = self.idle.upgrade() else {
            return;
        };
        let mut kept = idle.kept();
        if kept.watched.contains(&self.runtime) {
            kept.watched.retain(|&watched| watched != self.runtime);
            kept.connections.retain(|idle| idle.runtime != self.runtime);
        }
    }
}

async fn watch(watch: Watch) {
    let mut wait = KEPT_FOR;
    loop {
        tokio::time::sleep(wait).await;
        let Some(idle) = watch.idle.upgrade() else {
            return;
        };
        match idle.sweep(watch.runtime) {
            Some(left) => wait = left,
            None => return,
        }
    }
}
