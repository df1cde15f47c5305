//! Connections that reads keep for a while.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::time::Instant;

use super::exchange::Connection;

/// The time for which an idle connection is kept for the next read.
const KEPT_FOR: Duration = Duration::from_secs(10);

/// The idle connections of one client.
#[derive(Default)]
pub(super) struct Idle {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// The oldest first.
    connections: Vec<(Instant, Connection)>,
    /// A task waits to close those that nobody takes.
    watched: bool,
}

impl Idle {
    /// The youngest connection that the server still holds, if there is one.
    pub(super) async fn take(&self) -> Option<Connection> {
        loop {
            let (since, mut connection) = self.kept().connections.pop()?;
            if since.elapsed() < KEPT_FOR && connection.is_alive().await {
                return Some(connection);
            }
        }
    }

    /// Keeps a connection, and sees to it that it does not stay open for ever.
    pub(super) fn put(self: &Arc<Self>, connection: Connection) {
        let mut kept = self.kept();
        kept.connections.push((Instant::now(), connection));
        if !std::mem::replace(&mut kept.watched, true) {
            drop(kept);
            tokio::spawn(watch(Watch(Arc::downgrade(self))));
        }
    }

    /// Closes what is too old; how long the oldest of the rest may stay, or `None` where there is
    /// no rest.
    fn sweep(&self) -> Option<Duration> {
        let mut kept = self.kept();
        let young = kept
            .connections
            .partition_point(|(since, _)| since.elapsed() >= KEPT_FOR);
        kept.connections.drain(..young);
        let oldest = kept.connections.first();
        let left = oldest.map(|(since, _)| KEPT_FOR.saturating_sub(since.elapsed()));
        // Said under the same lock, so that whoever puts the next one starts a task for it.
        kept.watched = left.is_some();
        left
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says that nobody watches any more when its task ends, also with its runtime.
struct Watch(Weak<Idle>);

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(idle) = self.0.upgrade() {
            idle.kept().watched = false;
        }
    }
}

async fn watch(watch: Watch) {
    let mut wait = KEPT_FOR;
    loop {
        tokio::time::sleep(wait).await;
        let Some(idle) = watch.0.upgrade() else {
            return;
        };
        match idle.sweep() {
            Some(left) => wait = left,
            None => return,
        }
    }
}
