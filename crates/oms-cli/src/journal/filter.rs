//! Which requests of a journal are listed.

use std::time::SystemTime;

use crate::session::Address;

/// What the listed requests have in common. What is `None` lets every request through.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only those whose outcome is unknown.
    pub(crate) open: bool,
    /// Only those that were written down at this time or later.
    pub(crate) since: Option<SystemTime>,
    /// Only those that were written down before this time.
    pub(crate) until: Option<SystemTime>,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: Option<Address>,
    /// The name of the action, in lower case and without hyphens.
    pub(crate) action: Option<String>,
    /// What is changed.
    pub(crate) id: Option<String>,
    pub(crate) run: Option<u64>,
    /// The outcome as a list shows it.
    pub(crate) outcome: Option<String>,
}
