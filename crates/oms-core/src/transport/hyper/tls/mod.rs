//! TLS to the service and to an https proxy.

mod authority;
mod describe;
mod identity;
mod provider;
mod verifier;

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use rustls::client::WantsClientCert;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ConfigBuilder, ProtocolVersion};
use tokio::io::{AsyncRead, ReadBuf};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

pub(super) use self::describe::{
    advice, advice_after_the_handshake, advice_through_a_tunnel, describe_after_the_handshake,
    is_peers_word,
};
pub(crate) use self::describe::{describe, is_certificate_fault, tls_fault};
use self::verifier::verifier;
use super::socket::Stream;
use crate::transport::ConnectOptions;
use crate::transport::endpoint::Endpoint;
use crate::{CryptoProvider, Invalid};

/// The time after which a server that says nothing of a certificate is content with it.
const SILENCE: Duration = Duration::from_millis(500);

/// Makes TLS connections to one service.
pub(super) struct TlsClient {
    connector: TlsConnector,
    /// The same without a certificate of the client: that is for the service alone.
    to_a_proxy: TlsConnector,
    server_name: ServerName<'static>,
    shows_a_certificate: bool,
}

impl TlsClient {
    /// For plain http there is none: loading the platform's certificates is what building a client
    /// costs.
    pub(super) fn new(
        endpoint: &Endpoint,
        options: &ConnectOptions,
    ) -> Result<Option<Self>, Invalid> {
        let own = authority::read(&options.ca_certificates)?;
        let identity = options.client_certificate.as_ref();
        let identity = identity.map(identity::read).transpose()?;
        if !endpoint.is_https() {
            return Ok(None);
        }
        let server_name = name_of(endpoint.host()).ok_or_else(|| {
            Invalid::new("has a host that no certificate can name").at("endpoint")
        })?;
        let provider = provider::of(options)?;
        let config = believing(own, options.ca_certificates_only, provider)?;
        let shows_a_certificate = identity.is_some();
        let to_a_proxy = connector(config.clone().with_no_client_auth());
        let connector = match identity {
            None => to_a_proxy.clone(),
            Some((chain, key)) => {
                let config = config.with_client_auth_cert(chain, key);
                connector(config.map_err(|error| identity::unfit(&error))?)
            }
        };
        Ok(Some(Self {
            connector,
            to_a_proxy,
            server_name,
            shows_a_certificate,
        }))
    }

    /// Wraps a stream to the service.
    pub(super) async fn handshake(&self, stream: Stream) -> io::Result<Stream> {
        let name = self.server_name.clone();
        let mut secured = self.connector.connect(name, stream).await?;
        if self.shows_a_certificate {
            await_the_servers_word(&mut secured).await?;
        }
        Ok(Stream::Tls(Box::new(secured)))
    }

    /// Wraps a stream to a proxy of this name.
    pub(super) async fn handshake_with_a_proxy(
        &self,
        name: ServerName<'static>,
        stream: Stream,
    ) -> io::Result<Stream> {
        let secured = self.to_a_proxy.connect(name, stream).await?;
        Ok(Stream::Tls(Box::new(secured)))
    }
}

/// Makes TLS that believes the certificates of the platform and these, and shows none.
pub(crate) fn trusting(
    ca_certificates: &[Vec<u8>],
    provider: Arc<CryptoProvider>,
) -> Result<ClientConfig, Invalid> {
    let own = authority::read(ca_certificates)?;
    Ok(believing(own, false, provider)?.with_no_client_auth())
}

/// Begins TLS that believes these certificates, and those of the platform beside them.
fn believing(
    own: Vec<CertificateDer<'static>>,
    own_only: bool,
    provider: Arc<CryptoProvider>,
) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, Invalid> {
    let verifier = verifier(own, own_only, &provider)?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| provider::unfit(&error))?
        .dangerous()
        .with_custom_certificate_verifier(verifier);
    Ok(config)
}

/// A connector for the one protocol that is spoken.
fn connector(mut config: ClientConfig) -> TlsConnector {
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    TlsConnector::from(Arc::new(config))
}

/// Waits for what a server says of the client's certificate.
///
/// In TLS 1.3 the handshake has ended for the client before the server has seen the certificate. A
/// refusal would come when the request is on its way, and nothing would be proved any more. Most
/// servers send a ticket as soon as they are content; one that sends neither that nor an alert is
/// taken at its silence.
async fn await_the_servers_word(secured: &mut TlsStream<Stream>) -> io::Result<()> {
    if secured.get_ref().1.protocol_version() != Some(ProtocolVersion::TLSv1_3) {
        return Ok(());
    }
    let word = poll_fn(|cx| {
        let mut byte = [0];
        let mut read = ReadBuf::new(&mut byte);
        match Pin::new(&mut *secured).poll_read(cx, &mut read) {
            Poll::Ready(Ok(())) if read.filled().is_empty() => Poll::Ready(Err(closed())),
            Poll::Ready(Ok(())) => Poll::Ready(Err(unasked())),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending if secured.get_ref().1.tls13_tickets_received() > 0 => {
                Poll::Ready(Ok(()))
            }
            Poll::Pending => Poll::Pending,
        }
    });
    tokio::time::timeout(SILENCE, word).await.unwrap_or(Ok(()))
}

fn closed() -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "the server closed the connection after it was shown the client's certificate",
    )
}

fn unasked() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "the server spoke before it was asked",
    )
}

/// A host as certificates name it.
pub(super) fn name_of(host: &str) -> Option<ServerName<'static>> {
    ServerName::try_from(host.to_owned()).ok()
}

/// The text names what was found in a certificate, and no secret.
fn unmade(error: &rustls::Error) -> Invalid {
    Invalid::new(format!("no client can be made of these options: {error}")).at("ca_certificate")
}
