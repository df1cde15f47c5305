//! The options of a connection.

use std::time::Duration;

/// The options of a connection, which only the default transport reads.
pub(crate) struct ConnectOptions {
    pub(crate) connect_timeout: Duration,
    pub(crate) ca_certificates: Vec<Vec<u8>>,
    pub(crate) ca_certificates_only: bool,
    pub(crate) proxy: Option<String>,
}

impl Default for ConnectOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(3),
            ca_certificates: Vec::new(),
            ca_certificates_only: false,
            proxy: None,
        }
    }
}
