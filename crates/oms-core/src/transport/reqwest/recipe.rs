//! How a reqwest client is made: every policy of this crate that reqwest has a switch for.

use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::dns::Resolve;
use reqwest::redirect;

use crate::builder::Options;
use crate::endpoint::Endpoint;
use crate::{Effect, Invalid};

/// How long an idle connection is kept for the next read.
const IDLE_FOR_READS: Duration = Duration::from_secs(10);

/// The option that a client fails of which cannot be made: certificates are checked last of all, and by the platform.
const LIKELY_OPTION: &str = "ca_certificate";

/// What a client is made of.
pub(super) struct Recipe {
    https: bool,
    connect_timeout: Duration,
    resolver: Arc<dyn Resolve>,
    proxy: ProxyChoice,
    #[cfg(feature = "rustls")]
    authorities: Vec<reqwest::Certificate>,
    /// Whether the authorities stand in place of those of the platform.
    #[cfg(feature = "rustls")]
    authorities_only: bool,
}

/// Where a proxy is taken from.
enum ProxyChoice {
    /// None: a proxy would read the credentials of plain http, and has no business on the way to this machine.
    Never,
    /// From the environment, which may name one for this endpoint or not.
    Environment { proxied: bool },
    /// The one that was asked for.
    Explicit(Box<reqwest::Proxy>),
}

impl Recipe {
    pub(super) fn new(
        endpoint: &Endpoint,
        options: &Options,
        resolver: Arc<dyn Resolve>,
    ) -> Result<Self, Invalid> {
        let https = endpoint.is_https();
        if https && !cfg!(feature = "rustls") {
            return Err(
                Invalid::new("this build has no TLS: switch on the feature `rustls`")
                    .at("endpoint"),
            );
        }
        Ok(Self {
            https,
            connect_timeout: options.connect_timeout,
            resolver,
            proxy: ProxyChoice::new(endpoint, options.proxy.as_deref())?,
            #[cfg(feature = "rustls")]
            authorities: super::authority::read(&options.ca_certificates)?,
            #[cfg(feature = "rustls")]
            authorities_only: options.ca_certificates_only,
        })
    }

    /// Whether requests go through a proxy.
    pub(super) fn proxied(&self) -> bool {
        match self.proxy {
            ProxyChoice::Never => false,
            ProxyChoice::Explicit(_) => true,
            ProxyChoice::Environment { proxied } => proxied,
        }
    }

    /// Makes a client.
    pub(super) fn make(&self, effect: Effect) -> Result<reqwest::Client, Invalid> {
        let mut builder = reqwest::Client::builder()
            // Each of these would send a request a second time, or report a success that never happened.
            .retry(reqwest::retry::never())
            .redirect(redirect::Policy::none())
            .referer(false)
            .http1_only()
            .dns_resolver(Arc::clone(&self.resolver))
            .connect_timeout(self.connect_timeout)
            .https_only(self.https);
        builder = match effect {
            Effect::Write => builder.pool_max_idle_per_host(0),
            Effect::Read => builder.pool_idle_timeout(IDLE_FOR_READS),
        };
        builder = match &self.proxy {
            ProxyChoice::Never => builder.no_proxy(),
            ProxyChoice::Environment { .. } => builder,
            ProxyChoice::Explicit(proxy) => builder.no_proxy().proxy((**proxy).clone()),
        };
        #[cfg(feature = "rustls")]
        {
            builder = self.with_tls(builder);
        }
        // The text of a builder's error names what it found in a certificate or a proxy, and no secret.
        builder.build().map_err(|error| {
            let fault = super::fault::fault_of(&error);
            Invalid::new(format!("no client can be made of these options: {fault}"))
                .at(LIKELY_OPTION)
        })
    }

    #[cfg(feature = "rustls")]
    fn with_tls(&self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        let builder = builder
            .tls_version_min(reqwest::tls::Version::TLS_1_2)
            .tls_sslkeylogfile(false);
        match (self.https, self.authorities_only) {
            (true, false) => builder.tls_certs_merge(self.authorities.clone()),
            (true, true) => builder.tls_certs_only(self.authorities.clone()),
            // Loading the platform's certificates is what building a client costs; plain http never looks at them.
            (false, _) => builder.tls_certs_only([]),
        }
    }
}

impl ProxyChoice {
    fn new(endpoint: &Endpoint, url: Option<&str>) -> Result<Self, Invalid> {
        let allowed = endpoint.is_https() && !endpoint.is_loopback();
        match url {
            None if allowed => Ok(Self::Environment {
                proxied: environment_proxies(endpoint),
            }),
            None => Ok(Self::Never),
            Some(_) if !allowed => Err(Invalid::new(
                "is only for an https endpoint on another machine: over plain http it could read the credentials",
            )
            .at("proxy")),
            // The text is never repeated: it may hold the proxy's password.
            Some(url) => {
                let refuse = || Invalid::new("is no address of a proxy: write it like `http://proxy.example.com:3128`").at("proxy");
                let parsed = url::Url::parse(url).map_err(|_| refuse())?;
                if !matches!(parsed.scheme(), "http" | "https") || parsed.host().is_none() {
                    return Err(refuse());
                }
                reqwest::Proxy::https(parsed).map(|proxy| Self::Explicit(Box::new(proxy))).map_err(|_| refuse())
            }
        }
    }
}

/// Whether the environment names a proxy for this endpoint: asked of the library that reqwest asks.
fn environment_proxies(endpoint: &Endpoint) -> bool {
    let address: Result<http::Uri, _> = endpoint.as_str().parse();
    address.is_ok_and(|address| Matcher::from_system().intercept(&address).is_some())
}
