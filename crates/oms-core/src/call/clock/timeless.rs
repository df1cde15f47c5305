//! Moments of a platform without a clock, such as `wasm32-unknown-unknown`, where asking the
//! standard library for the time panics. Only calls that somebody else sends are made there, and no
//! time passes in them.

use std::convert::Infallible;
use std::time::Duration;

/// The one moment that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(());

impl Moment {
    pub(crate) fn now() -> Self {
        Self(())
    }

    /// Nobody has a moment of the standard library's clock there.
    pub(crate) fn at(_: std::time::Instant) -> Self {
        Self(())
    }

    #[expect(
        clippy::unused_self,
        reason = "the moments of a clock are asked the same"
    )]
    pub(crate) fn since(self, _: Self) -> Duration {
        Duration::ZERO
    }

    pub(crate) fn after(self, _: Duration) -> Self {
        self
    }

    /// Runs a future to its end.
    #[expect(
        clippy::unused_self,
        reason = "the moments of a clock are asked the same"
    )]
    pub(crate) async fn limit<F: Future>(self, future: F) -> Result<F::Output, Infallible> {
        Ok(future.await)
    }
}
