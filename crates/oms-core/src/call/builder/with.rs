//! Options of a client that connect it with other libraries, each behind a feature.

#[cfg(feature = "rustls-no-provider")]
use std::sync::Arc;

use super::ClientBuilder;
use crate::FromDispatcher;
#[cfg(feature = "tower")]
use crate::Transport;

impl<C: FromDispatcher> ClientBuilder<C> {
    /// Puts layers of tower around the transport, as [`layer`](Self::layer) does with those of this
    /// crate.
    ///
    /// Calls that wait for a layer or are turned away by one were not sent, and a write that a
    /// layer sends twice is refused and reported: see [`TowerTransport`](crate::TowerTransport). A
    /// call that a layer turns away is sent again by the policy of the client, after a pause. The
    /// total timeout covers the time in a layer.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// # fn build<C: oms_client::FromDispatcher>(
    /// #     builder: oms_client::ClientBuilder<C>,
    /// # ) -> oms_client::ClientBuilder<C> {
    /// builder.tower_layers(|transport| {
    ///     tower::ServiceBuilder::new()
    ///         .load_shed()
    ///         .concurrency_limit(8)
    ///         .service(transport)
    /// })
    /// # }
    /// ```
    #[cfg(feature = "tower")]
    pub fn tower_layers<S>(
        self,
        layers: impl Fn(crate::TowerService) -> S + Send + Sync + 'static,
    ) -> Self
    where
        S: Send + 'static,
        crate::TowerTransport<S>: Transport,
    {
        self.layer(move |inner| crate::TowerTransport::new(layers(crate::TowerService::new(inner))))
    }

    /// Encrypts by this provider of rustls, such as ring, one with a FIPS certificate, or the
    /// platform's own. Without it, that of the process is taken (`CryptoProvider::install_default`
    /// of rustls), else AWS-LC, which the feature `rustls` builds in. With `rustls-no-provider`
    /// alone nothing is built in, so that [`build`](Self::build) refuses an https endpoint that has
    /// neither.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// # fn build<C: oms_client::FromDispatcher>(
    /// #     builder: oms_client::ClientBuilder<C>,
    /// # ) -> oms_client::ClientBuilder<C> {
    /// builder.crypto_provider(rustls::crypto::ring::default_provider())
    /// # }
    /// ```
    #[cfg(feature = "rustls-no-provider")]
    pub fn crypto_provider(mut self, provider: impl Into<Arc<crate::CryptoProvider>>) -> Self {
        self.options.connect.crypto_provider = Some(provider.into());
        self
    }

    /// Tells OpenTelemetry of each attempt, beside the spans that `tracing` has anyway.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// # fn build<C: oms_client::FromDispatcher>(
    /// #     builder: oms_client::ClientBuilder<C>,
    /// # ) -> oms_client::ClientBuilder<C> {
    /// let meter = opentelemetry::global::meter("orders");
    /// let telemetry = oms_client::OpenTelemetry::new().meter(&meter);
    /// builder.opentelemetry(telemetry)
    /// # }
    /// ```
    #[cfg(feature = "opentelemetry")]
    pub fn opentelemetry(mut self, telemetry: crate::OpenTelemetry) -> Self {
        self.options.opentelemetry = Some(telemetry);
        self
    }
}
