//! A call that was dropped while its request may have been on the way.

use std::time::Duration;

use crate::ActionInfo;

/// A call that was dropped while its request may have been on the way: its outcome is Unknown, and
/// nobody will be told of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Abandoned {
    /// The action.
    pub action: &'static ActionInfo,
    /// Host and port that were called.
    pub endpoint: String,
    /// The time from the call to its end.
    pub elapsed: Duration,
    /// The number of times that the request was sent or tried, the first time included.
    pub attempts: u32,
    /// The ID that this side gave the call, where it was given one.
    pub client_request_id: Option<String>,
}

/// The function that [`ClientBuilder::on_abandoned`](crate::ClientBuilder::on_abandoned) is given.
pub(crate) type AbandonedHook = dyn Fn(&Abandoned) + Send + Sync;
