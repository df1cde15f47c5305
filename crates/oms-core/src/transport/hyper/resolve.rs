//! Looks host names up by the platform, on threads that keep nothing alive.
//!
//! `getaddrinfo` blocks until the name servers have answered or were given up, which takes ten seconds and more. On a thread of
//! the runtime's it would hold up the end of the runtime, and with it the end of the process, long after the call has returned.
//! A thread of its own is left behind instead: nobody waits for it, and the process ends without it.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// The most names that are looked up at once, each by a thread.
const MOST_AT_ONCE: usize = 64;

/// What is found of a name, shared by everybody who asked for it meanwhile.
type Found = Result<Arc<[IpAddr]>, Arc<str>>;

/// A future of the addresses of a host.
pub(super) type Resolving<'a> = Pin<Box<dyn Future<Output = Found> + Send + 'a>>;

/// Finds the addresses of a host.
pub(super) trait Resolver: Send + Sync {
    /// The addresses, or why there are none.
    fn resolve<'a>(&'a self, host: &'a str) -> Resolving<'a>;
}

/// The platform's resolver.
pub(super) struct Platform;

/// Who waits for which name. A name is looked up once at a time: however many calls ask, they cost one thread.
static LOOKUPS: Mutex<BTreeMap<Arc<str>, Vec<oneshot::Sender<Found>>>> =
    Mutex::new(BTreeMap::new());

impl Resolver for Platform {
    fn resolve<'a>(&'a self, host: &'a str) -> Resolving<'a> {
        Box::pin(async move {
            let found = ask(host)?.await;
            found.unwrap_or_else(|_| Err("the lookup broke off".into()))
        })
    }
}

/// Asks for a name: joins the lookup that is under way, or starts one.
fn ask(host: &str) -> Result<oneshot::Receiver<Found>, Arc<str>> {
    let (told, answer) = oneshot::channel();
    let mut lookups = lookups();
    if let Some(waiting) = lookups.get_mut(host) {
        waiting.push(told);
        return Ok(answer);
    }
    if lookups.len() >= MOST_AT_ONCE {
        return Err(format!("{MOST_AT_ONCE} other names are being looked up already").into());
    }
    let host: Arc<str> = host.into();
    lookups.insert(Arc::clone(&host), vec![told]);
    drop(lookups);
    let lookup = Lookup { host, found: None };
    std::thread::Builder::new()
        .name("lookup".to_owned())
        .spawn(move || lookup.run())
        .map_err(|error| Arc::from(format!("no thread could be started: {error}")))?;
    Ok(answer)
}

/// A lookup under way. Whoever waits for it is let go with it, however it ends.
struct Lookup {
    host: Arc<str>,
    found: Option<Found>,
}

impl Lookup {
    fn run(mut self) {
        self.found = Some(look_up(&self.host));
    }
}

impl Drop for Lookup {
    fn drop(&mut self) {
        let waiting = lookups().remove(&self.host).unwrap_or_default();
        if let Some(found) = &self.found {
            for told in waiting {
                // Who has given up does not wait any more.
                drop(told.send(found.clone()));
            }
        }
    }
}

fn lookups() -> MutexGuard<'static, BTreeMap<Arc<str>, Vec<oneshot::Sender<Found>>>> {
    LOOKUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Blocks until the platform has an answer.
fn look_up(host: &str) -> Found {
    let found: io::Result<Vec<IpAddr>> = (host, 0)
        .to_socket_addrs()
        .map(|addresses| addresses.map(|address: SocketAddr| address.ip()).collect());
    match found {
        Ok(addresses) if addresses.is_empty() => Err("the name has no address".into()),
        Ok(addresses) => Ok(addresses.into()),
        Err(error) => Err(error.to_string().into()),
    }
}

#[cfg(test)]
mod tests;
