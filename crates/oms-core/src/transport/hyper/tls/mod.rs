//! TLS to the service and to an https proxy.

mod authority;
mod describe;
mod verifier;

use std::io;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;

pub(super) use self::describe::{describe, is_certificate_fault, tls_fault};
use self::verifier::verifier;
use super::socket::Stream;
use crate::Invalid;
use crate::transport::ConnectOptions;
use crate::transport::endpoint::Endpoint;

/// Makes TLS connections to one service.
pub(super) struct TlsClient {
    connector: TlsConnector,
    server_name: ServerName<'static>,
}

impl TlsClient {
    /// For plain http there is none: loading the platform's certificates is what building a client
    /// costs.
    pub(super) fn new(
        endpoint: &Endpoint,
        options: &ConnectOptions,
    ) -> Result<Option<Self>, Invalid> {
        let own = authority::read(&options.ca_certificates)?;
        if !endpoint.is_https() {
            return Ok(None);
        }
        let server_name = name_of(endpoint.host()).ok_or_else(|| {
            Invalid::new("has a host that no certificate can name").at("endpoint")
        })?;
        let provider = CryptoProvider::get_default().map_or_else(
            || Arc::new(rustls::crypto::aws_lc_rs::default_provider()),
            Arc::clone,
        );
        let verifier = verifier(own, options.ca_certificates_only, &provider)?;
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| unmade(&error))?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Some(Self {
            connector: TlsConnector::from(Arc::new(config)),
            server_name,
        }))
    }

    /// The name that the service's certificate must be for.
    pub(super) fn server_name(&self) -> ServerName<'static> {
        self.server_name.clone()
    }

    /// Wraps a stream.
    pub(super) async fn handshake(
        &self,
        name: ServerName<'static>,
        stream: Stream,
    ) -> io::Result<Stream> {
        let secured = self.connector.connect(name, stream).await?;
        Ok(Stream::Tls(Box::new(secured)))
    }
}

/// A host as certificates name it.
pub(super) fn name_of(host: &str) -> Option<ServerName<'static>> {
    ServerName::try_from(host.to_owned()).ok()
}

/// The text names what was found in a certificate, and no secret.
fn unmade(error: &rustls::Error) -> Invalid {
    Invalid::new(format!("no client can be made of these options: {error}")).at("ca_certificate")
}
