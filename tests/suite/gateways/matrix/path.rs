//! The ways that lead through gateways to a service.

use super::super::blocked::{self, Accelerator, DENIED};
use super::super::harness::gateway::Gateway;
use super::super::lost;

/// A base URL before a service, and the hops between.
#[derive(Debug, Clone)]
pub(super) struct Path {
    pub(super) gateway: &'static str,
    pub(super) mode: &'static str,
    pub(super) url: String,
}

/// Running gateways, and the ways through them.
#[derive(Debug, Default)]
pub(super) struct Gateways {
    pub(super) paths: Vec<Path>,
    running: Vec<Gateway>,
}

impl Gateways {
    /// Starts every gateway that is installed before the service at this address.
    pub(super) async fn start(service: &str) -> Self {
        let mut all = Self::default();
        if let Some(nginx) = lost::nginx(service).await {
            let urls = lost::MODES.map(|(mode, _)| (mode, nginx.url(mode)));
            all.add("nginx", nginx, urls);
        }
        if let Some(haproxy) = blocked::haproxy(service).await {
            let denied = DENIED.map(|(mode, _)| mode);
            let urls: Vec<_> = ["/plain"]
                .into_iter()
                .chain(denied)
                .map(|mode| (mode, haproxy.url(mode)))
                .collect();
            all.add("haproxy", haproxy, urls);
        }
        if let Some(apache) = blocked::apache(service).await {
            let urls = ["/plain", "/guarded"].map(|mode| (mode, apache.url(mode)));
            all.add("apache", apache, urls);
        }
        if let Some(squid) = Accelerator::start(service).await {
            let urls = [
                ("plain", squid.plain()),
                ("limited", squid.limited()),
                ("unwanted", squid.unwanted()),
            ];
            all.add("squid", squid.into_gateway(), urls);
        }
        all
    }

    fn add(
        &mut self,
        gateway: &'static str,
        running: Gateway,
        urls: impl IntoIterator<Item = (&'static str, String)>,
    ) {
        let paths = urls.into_iter().map(|(mode, url)| Path {
            gateway,
            mode: mode.trim_start_matches('/'),
            url,
        });
        self.paths.extend(paths);
        self.running.push(running);
    }
}
