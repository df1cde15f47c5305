//! Group O: TLS sessions are resumed, for writes as well, which have a connection each.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use oms_client::Client;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::HandshakeKind::{self, Full, Resumed};
use tokio_rustls::rustls::version::{TLS12, TLS13};

use crate::support::case;
use crate::support::replies;
use crate::support::tls::{self, Flaw};

type Kinds = Arc<Mutex<Vec<HandshakeKind>>>;

/// A server that accepts every call, and notes how each handshake went.
async fn serve(acceptor: TlsAcceptor) -> (SocketAddr, Kinds) {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("there is a port");
    let address = listener.local_addr().expect("it is bound");
    let kinds = Kinds::default();
    let noted = Arc::clone(&kinds);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let kind = stream.get_ref().1.handshake_kind().expect("it is over");
            noted.lock().expect("unshared").push(kind);
            let mut request = Vec::new();
            while !request.ends_with(b"}")
                && stream
                    .read_buf(&mut request)
                    .await
                    .is_ok_and(|read| read > 0)
            {}
            drop(stream.write_all(&replies::accepted()).await);
            drop(stream.shutdown().await);
        }
    });
    (address, kinds)
}

fn client(address: SocketAddr) -> Client {
    case::once(&format!("https://{address}"))
        .ca_certificate(tls::authority_pem())
        .build()
        .expect("the options are valid")
}

#[tokio::test]
async fn each_write_has_a_connection_of_its_own_and_resumes_the_session_of_the_one_before() {
    for version in [&TLS12, &TLS13] {
        let acceptor = tls::acceptor_with(Flaw::None, &[version], &[]);
        let (address, kinds) = serve(acceptor).await;
        let client = client(address);
        for _ in 0..4 {
            client.call(&case::request()).await.expect("it is accepted");
        }
        let kinds = kinds.lock().expect("unshared").clone();
        assert_eq!(kinds, [Full, Resumed, Resumed, Resumed], "{version:?}");
    }
}
