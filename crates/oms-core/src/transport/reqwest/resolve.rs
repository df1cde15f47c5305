//! Resolves host names by the platform, and marks a failure with a type of its own.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The platform's resolver.
pub(super) struct PlatformResolver;

/// A host name that has no address, or that could not be looked up.
#[derive(Debug)]
pub(super) struct DnsFailure {
    host: String,
    source: Option<io::Error>,
}

impl Resolve for PlatformResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let host = name.as_str();
            match tokio::net::lookup_host((host, 0)).await {
                Ok(found) => {
                    let addresses: Vec<SocketAddr> = found.collect();
                    if addresses.is_empty() {
                        return Err(DnsFailure::of(host, None).into());
                    }
                    let addresses: Addrs = Box::new(addresses.into_iter());
                    Ok(addresses)
                }
                Err(error) => Err(DnsFailure::of(host, Some(error)).into()),
            }
        })
    }
}

impl DnsFailure {
    fn of(host: &str, source: Option<io::Error>) -> Self {
        Self {
            host: host.to_owned(),
            source,
        }
    }
}

impl fmt::Display for DnsFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no address for {}", self.host)
    }
}

impl std::error::Error for DnsFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}

#[cfg(test)]
mod tests;
