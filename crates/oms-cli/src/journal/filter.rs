//! A filter for the requests of a journal.

use std::time::SystemTime;

use crate::session::Address;

/// The conditions of a filter. A condition that is `None` matches every request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Selects only requests whose outcome is unknown.
    pub(crate) open: bool,
    /// Selects only requests that were written at this time or later.
    pub(crate) since: Option<SystemTime>,
    /// Selects only requests that were written before this time.
    pub(crate) until: Option<SystemTime>,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: Option<Address>,
    /// The name of the action, in lower case and without hyphens.
    pub(crate) action: Option<String>,
    /// The ID that is changed.
    pub(crate) id: Option<String>,
    pub(crate) run: Option<u64>,
    /// The outcome as it is printed in a list.
    pub(crate) outcome: Option<String>,
}
