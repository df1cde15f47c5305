//! Group O: the cryptography below TLS is the caller's to choose.
//!
//! A build that has none of its own is tested in `oms-core`, whose tests are built without any.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::rustls::crypto::aws_lc_rs::{self, cipher_suite};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{CipherSuite, SupportedCipherSuite};

use crate::support::case;
use crate::support::replies;
use crate::support::tls::{self, Flaw};

/// A suite that a server and a client agree on only where the client offers no other.
const RARE: SupportedCipherSuite = cipher_suite::TLS13_CHACHA20_POLY1305_SHA256;

#[tokio::test]
async fn a_provider_that_is_handed_over_is_the_one_that_encrypts() {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let acceptor = tls::acceptor_with(Flaw::None, &[&TLS12, &TLS13], &[]);
    let agreed: Arc<Mutex<Vec<CipherSuite>>> = Arc::default();
    let noted = Arc::clone(&agreed);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let suite = stream.get_ref().1.negotiated_cipher_suite();
            noted
                .lock()
                .expect("unshared")
                .push(suite.expect("the handshake is over").suite());
            drop(stream.read(&mut [0; 4096]).await);
            drop(stream.write_all(&replies::accepted()).await);
            drop(stream.shutdown().await);
        }
    });
    let builder = case::once(&format!("https://{address}")).ca_certificate(tls::authority_pem());
    let own = aws_lc_rs::default_provider();
    let own = tokio_rustls::rustls::crypto::CryptoProvider {
        cipher_suites: vec![RARE],
        ..own
    };
    for builder in [builder.clone(), builder.crypto_provider(own)] {
        let client = builder.build().expect("the options are valid");
        client.call(&case::request()).await.expect("it is accepted");
    }
    let agreed = agreed.lock().expect("unshared").clone();
    assert_eq!(agreed.len(), 2);
    assert_ne!(
        agreed[0],
        RARE.suite(),
        "it is not what is chosen by itself"
    );
    assert_eq!(agreed[1], RARE.suite());
}
