//! The longest times for answers of the database.
//!
//! A database that stands still takes every connection and answers nothing: its server was stopped,
//! or a proxy before it forwards nothing. The kernel sees nothing wrong with it, so only these
//! limits end a wait.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The longest time for a statement, beyond the time for which the server waits for locks.
const STATEMENT: Duration = Duration::from_secs(20);

/// The longest time for a statement that works on all old entries.
const WORK: Duration = Duration::from_secs(3600);

/// The limits of all connections of a store.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    statement: Duration,
    /// The moment at which every wait ends, while there is one.
    end: Arc<Mutex<Option<Instant>>>,
}

impl Limits {
    /// Returns limits with this longest time for a statement; `None` for the usual one.
    pub(crate) fn new(statement: Option<Duration>) -> Self {
        Self {
            statement: statement.unwrap_or(STATEMENT),
            end: Arc::default(),
        }
    }

    /// Returns the time that a statement has which is sent now, or a connection that is made now.
    pub(super) fn statement(&self) -> Duration {
        self.until_the_end(self.statement)
    }

    /// Returns the same for a statement that works on all old entries.
    pub(super) fn work(&self) -> Duration {
        self.until_the_end(WORK)
    }

    /// Returns the same for giving a lock back. It is short: the server frees the locks of a
    /// connection that ends.
    pub(super) fn unlock(&self) -> Duration {
        self.until_the_end(self.statement / 4)
    }

    /// Returns the longest time for which nothing is said over a connection.
    pub(super) fn silence(&self) -> Duration {
        self.statement
    }

    /// Returns the time for telling the server to end a statement that had no answer.
    pub(super) fn cancel(&self) -> Duration {
        self.statement / 20
    }

    /// Returns the moments at which the first and the second try to write a result end. Both take
    /// no longer than one statement may, because the outcome of the request is told behind them.
    /// The first one has the time for which the server waits for the lock of the chain.
    pub(super) fn of_a_result(&self) -> [Instant; 2] {
        let now = Instant::now();
        [now + self.statement * 3 / 5, now + self.statement]
    }

    /// Returns whether a result is being written, whose end is a moment.
    pub(super) fn is_for_a_result(&self) -> bool {
        self.end().is_some()
    }

    /// Runs `work`, in which nothing is waited for beyond this moment.
    pub(super) fn ending_at<T>(&self, end: Instant, work: impl FnOnce() -> T) -> T {
        *self.end() = Some(end);
        let done = work();
        *self.end() = None;
        done
    }

    fn until_the_end(&self, longest: Duration) -> Duration {
        let end = *self.end();
        end.map_or(longest, |end| {
            longest.min(end.saturating_duration_since(Instant::now()))
        })
    }

    fn end(&self) -> MutexGuard<'_, Option<Instant>> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tries_to_write_a_result_end_within_the_time_of_one_statement() {
        let limits = Limits::new(None);
        assert_eq!(limits.statement(), STATEMENT);
        let began = Instant::now();
        let [first, last] = limits.of_a_result();
        // The server answers within ten seconds that another writer holds the chain.
        assert!(first - began > Duration::from_secs(10));
        assert!(last - began <= STATEMENT + began.elapsed());
        let left = limits.ending_at(first, || [limits.statement(), limits.work()]);
        assert!(left.iter().all(|left| *left < STATEMENT), "{left:?}");
        let over = limits.ending_at(began, || [limits.statement(), limits.unlock()]);
        assert_eq!(over, [Duration::ZERO; 2]);
        assert_eq!(limits.statement(), STATEMENT, "the end is lifted");
    }
}
