//! The options of a connection.

use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "rustls-no-provider")]
pub use rustls::crypto::CryptoProvider;
use secrecy::SecretSlice;

/// The options of a connection, which only the default transport reads.
#[derive(Clone, Default)]
pub(crate) struct ConnectOptions {
    /// The caller's choice; the builder fills it in where there is none.
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) ca_certificates: Vec<Vec<u8>>,
    pub(crate) ca_certificates_only: bool,
    pub(crate) client_certificate: Option<ClientCertificate>,
    #[cfg(feature = "rustls-no-provider")]
    pub(crate) crypto_provider: Option<Arc<CryptoProvider>>,
    pub(crate) proxy: Option<String>,
    /// The caller's choice, where there is one.
    pub(crate) keep_connections: Option<usize>,
}

/// The certificate that a client shows, as PEM, with its private key.
#[derive(Clone)]
#[cfg_attr(
    not(feature = "rustls-no-provider"),
    expect(dead_code, reason = "only a TLS handshake shows it")
)]
pub(crate) struct ClientCertificate {
    /// Wiped as well: one text may hold the key beside the chain.
    pub(crate) chain: Arc<SecretSlice<u8>>,
    pub(crate) key: Arc<SecretSlice<u8>>,
}

impl ClientCertificate {
    pub(crate) fn new(chain: impl Into<Vec<u8>>, key: impl Into<Vec<u8>>) -> Self {
        Self {
            chain: Arc::new(chain.into().into()),
            key: Arc::new(key.into().into()),
        }
    }
}

/// The most time that making a connection may take, unless the caller says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// The most idle connections that are kept, unless the caller says otherwise: enough for most, and
/// far below the files that a process may have open.
const KEPT_CONNECTIONS: usize = 64;

impl ConnectOptions {
    /// The most idle connections that are kept.
    pub(crate) fn keep_connections(&self) -> usize {
        self.keep_connections.unwrap_or(KEPT_CONNECTIONS)
    }

    /// The most time that making a connection may take.
    pub(crate) fn connect_timeout(&self) -> Duration {
        self.connect_timeout.unwrap_or(CONNECT_TIMEOUT)
    }

    /// The connect timeout beside this total one: at most half of it, unless the caller has chosen
    /// another.
    pub(crate) fn within(&self, total: Duration) -> Duration {
        self.connect_timeout
            .unwrap_or_else(|| CONNECT_TIMEOUT.min(total / 2))
    }

    /// Fills in the connect timeout where the caller has chosen none.
    pub(crate) fn fit_into(&mut self, total: Duration) {
        self.connect_timeout = Some(self.within(total));
    }
}
