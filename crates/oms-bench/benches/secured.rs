//! A server behind TLS, from a thread of its own, so that its work is not counted as the caller's.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::NoServerSessionStorage;
use tokio_rustls::rustls::{HandshakeKind, ServerConfig, SupportedProtocolVersion};

use crate::alone::runtime;

/// A server that accepts every write, and keeps account of its handshakes.
pub(crate) struct Server {
    pub(crate) origin: String,
    /// The authority of its certificate, as PEM.
    pub(crate) authority: String,
    kinds: Arc<Mutex<Vec<HandshakeKind>>>,
}

impl Server {
    /// Starts a server of one version, which resumes sessions or cannot. It serves until the
    /// process ends.
    pub(crate) fn start(version: &'static SupportedProtocolVersion, resumes: bool) -> Self {
        let (config, authority) = config(version, resumes);
        let kinds = Arc::default();
        let address = serve(TlsAcceptor::from(Arc::new(config)), Arc::clone(&kinds));
        Self {
            origin: format!("https://{address}"),
            authority,
            kinds,
        }
    }

    /// Returns the kinds of the handshakes since it was asked last.
    pub(crate) fn handshakes(&self) -> Vec<HandshakeKind> {
        std::mem::take(&mut self.kinds.lock().expect("no thread has panicked"))
    }
}

/// The keys are of P-256, with an authority above that of the server, as most certificates have it.
fn config(version: &'static SupportedProtocolVersion, resumes: bool) -> (ServerConfig, String) {
    let key = || KeyPair::generate().expect("a key can be generated");
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, key()).expect("it can sign itself");
    let own = key();
    let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()])
        .expect("an address is a name")
        .signed_by(&own, &authority)
        .expect("the authority can sign");
    let own = PrivateKeyDer::try_from(own.serialize_der()).expect("it is a key");
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(&[version])
        .expect("the provider knows the version")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], own)
        .expect("the certificate fits its key");
    if !resumes {
        config.session_storage = Arc::new(NoServerSessionStorage {});
    }
    (config, authority.pem())
}

fn serve(acceptor: TlsAcceptor, kinds: Arc<Mutex<Vec<HandshakeKind>>>) -> SocketAddr {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener
        .set_nonblocking(true)
        .expect("a socket takes this option");
    let address = listener.local_addr().expect("it is bound");
    std::thread::spawn(move || {
        let runtime = runtime();
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener).expect("it does not block");
            while let Ok((stream, _)) = listener.accept().await {
                stream
                    .set_nodelay(true)
                    .expect("a TCP socket takes this option");
                let (acceptor, kinds) = (acceptor.clone(), Arc::clone(&kinds));
                tokio::spawn(async move {
                    let stream = acceptor.accept(stream).await.expect("a handshake");
                    let kind = stream.get_ref().1.handshake_kind();
                    kinds.lock().expect("no thread has panicked").extend(kind);
                    drop(
                        hyper::server::conn::http1::Builder::new()
                            .serve_connection(TokioIo::new(stream), service_fn(answer))
                            .await,
                    );
                });
            }
        });
    });
    address
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let body = request
        .into_body()
        .collect()
        .await
        .expect("the client sends whole requests");
    drop(body);
    Ok(Response::new(Full::from(r#"{"success":true,"data":1}"#)))
}
