//! The options of a connection.

use std::time::Duration;

/// The options of a connection, which only the default transport reads.
#[derive(Default)]
pub(crate) struct ConnectOptions {
    /// The caller's choice; the builder fills it in where there is none.
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) ca_certificates: Vec<Vec<u8>>,
    pub(crate) ca_certificates_only: bool,
    pub(crate) proxy: Option<String>,
}

/// The most time that making a connection may take, unless the caller says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

impl ConnectOptions {
    /// The most time that making a connection may take.
    pub(crate) fn connect_timeout(&self) -> Duration {
        self.connect_timeout.unwrap_or(CONNECT_TIMEOUT)
    }

    /// Lowers the connect timeout to half of the total one, unless the caller has chosen one.
    pub(crate) fn fit_into(&mut self, total: Duration) {
        self.connect_timeout
            .get_or_insert(CONNECT_TIMEOUT.min(total / 2));
    }
}
