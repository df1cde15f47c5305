//! The flags with which a user waits until a change was carried out.

use std::time::Duration;

use clap::Args;

use crate::time;

/// The options of the wait until the service shows that a change was carried out, for actions whose
/// effect a look can show.
#[derive(Debug, Clone, Args)]
pub(crate) struct Waiting {
    /// Wait until the service shows that it was carried out. Ctrl-C ends the wait and nothing else.
    #[arg(long, requires = "execute", help_heading = "Waiting")]
    pub(crate) wait: bool,

    /// Longest time to wait, such as 90s, 10m or 2h. If it runs out, the exit code is 8.
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = time::duration, help_heading = "Waiting")]
    pub(crate) wait_timeout: Duration,
}
