//! The cryptography below TLS.

use std::borrow::Cow;
use std::sync::Arc;

use crate::transport::ConnectOptions;
use crate::{CryptoProvider, Invalid};

/// Returns the caller's provider, else the one that is installed for the process, else the one that
/// is built in.
pub(super) fn of(options: &ConnectOptions) -> Result<Arc<CryptoProvider>, Invalid> {
    let given = options.crypto_provider.as_ref();
    match given.or(CryptoProvider::get_default()) {
        Some(provider) => Ok(Arc::clone(provider)),
        None => built_in(),
    }
}

#[cfg(feature = "rustls")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "a build without a provider has an error here"
)]
fn built_in() -> Result<Arc<CryptoProvider>, Invalid> {
    Ok(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(not(feature = "rustls"))]
fn built_in() -> Result<Arc<CryptoProvider>, Invalid> {
    Err(refusal(
        "is missing, and https needs one: this build has none of its own (feature \
         `rustls-no-provider`). Give one to the builder, or install one for the process with \
         `CryptoProvider::install_default` of rustls before the client is built, or switch on the \
         feature `rustls`",
    ))
}

/// A provider that knows none of the versions of TLS that are spoken.
pub(super) fn unfit(error: &rustls::Error) -> Invalid {
    refusal(format!("speaks no version of TLS that is safe: {error}"))
}

fn refusal(text: impl Into<Cow<'static, str>>) -> Invalid {
    Invalid::new(text).at("crypto_provider")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rustls::crypto::{CryptoProvider, ring};

    use crate::testing::Depot;
    use crate::{ClientBuilder, Invalid};

    fn builder() -> ClientBuilder<Depot> {
        Depot::builder("https://depot.example.com")
    }

    fn refused(built: Result<Depot, Invalid>) -> String {
        built.expect_err("it is refused").to_string()
    }

    #[test]
    fn a_provider_that_is_handed_over_needs_no_other() {
        let built = builder().crypto_provider(ring::default_provider()).build();
        assert!(built.is_ok(), "{:?}", built.err());
    }

    #[test]
    fn a_provider_that_speaks_no_tls_is_refused_by_its_name() {
        let mute = CryptoProvider {
            cipher_suites: Vec::new(),
            ..ring::default_provider()
        };
        let refusal = refused(builder().crypto_provider(Arc::new(mute)).build());
        assert!(
            refusal.starts_with("`crypto_provider`: speaks no version"),
            "{refusal}"
        );
    }

    /// Only this test installs a provider, since one is installed for the whole process.
    #[cfg(not(feature = "rustls"))]
    #[test]
    fn a_missing_provider_is_told_when_the_client_is_built_and_one_of_the_process_is_taken() {
        let refusal = refused(builder().build());
        for word in [
            "`crypto_provider`: is missing",
            "install_default",
            "feature `rustls`",
        ] {
            assert!(refusal.contains(word), "{word}: {refusal}");
        }
        let plain = Depot::builder("http://127.0.0.1:8089").build();
        assert!(plain.is_ok(), "plain http needs none: {:?}", plain.err());
        assert!(ring::default_provider().install_default().is_ok());
        let built = builder().build();
        assert!(built.is_ok(), "{:?}", built.err());
    }
}
