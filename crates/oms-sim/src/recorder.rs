//! A recorder between a client and a real service, which passes calls on and writes down what was
//! said, scrubbed.
//!
//! It speaks plain HTTP on both sides. A service behind TLS is reached through a tunnel that the
//! operator sets up, because a recorder that terminated TLS would be one more place where
//! credentials lie open.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::http::{self, Listener, Service, Upstream};
use crate::recording::{Exchange, RecordingWriter};
use crate::secrets::Needles;
use crate::simulator::{listener, reached_at};

/// The most connections that are served at a time.
const MOST_CONNECTIONS: usize = 64;

/// The longest body that is passed on, in bytes.
const BODY_LIMIT: usize = 16 << 20;

/// A running recorder. It stops when it is dropped.
///
/// Point a client at [`url`](Self::url) instead of the service. Headers pass both ways, but for
/// those of a connection, and for `Accept-Encoding`: an answer is asked for in a form that can be
/// written down.
///
/// Credentials are written nowhere, in no form in which a server may repeat them, and of the
/// headers, the type of an answer alone is. Values that the spec declares secrets are hidden, and
/// bodies that are not strict JSON are not kept, nor any body once a recording has more than 2,000
/// secrets. The rest is scrubbed of IDs, addresses and the names of accounts as far as they can be
/// recognized: read a recording before it is shared.
pub struct Recorder {
    address: SocketAddr,
    tape: Arc<Tape>,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

/// The file of the exchanges, and the first failure to write to it.
pub(crate) struct Tape(Mutex<(RecordingWriter, Option<io::Error>)>);

impl Recorder {
    /// Starts to listen on an address, and to pass calls on to `upstream`, such as
    /// `http://oms.example.com:8089`. Exchanges are written to `folder`, which must hold none. It
    /// is made if it is missing; nobody else may enter it (mode 0700), and nobody else may read
    /// the files in it (mode 0600).
    ///
    /// # Errors
    ///
    /// The address of the service is none, or is not plain HTTP; the folder cannot be written,
    /// holds a recording, is a link, belongs to somebody else, or holds files while others may
    /// enter it; the own address cannot be listened on.
    pub async fn start(
        listen: impl Into<SocketAddr>,
        upstream: &str,
        folder: impl Into<PathBuf>,
    ) -> io::Result<Self> {
        let invalid = |problem| io::Error::new(io::ErrorKind::InvalidInput, problem);
        let upstream: Upstream = upstream.parse().map_err(invalid)?;
        // First of all, so that an address that is taken leaves no folder behind.
        let listener = listener(listen.into()).await?;
        let tape = Arc::new(Tape(Mutex::new((
            RecordingWriter::begin(&folder.into())?,
            None,
        ))));
        let stop = watch::Sender::new(false);
        let service = Service {
            router: http::forwarding(upstream, tape.clone(), BODY_LIMIT),
            stop: stop.subscribe(),
        };
        Ok(Self {
            address: listener.local_addr()?,
            tape,
            stop,
            accepting: tokio::spawn(http::accept(
                Listener::Tcp(listener),
                service,
                MOST_CONNECTIONS,
            )),
        })
    }

    /// The address that it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The endpoint to give to a client, such as `http://127.0.0.1:54321`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", reached_at(self.address))
    }

    /// Stops.
    ///
    /// # Errors
    ///
    /// An exchange could not be written. Its call was passed on and answered all the same.
    pub async fn stop(mut self) -> io::Result<()> {
        let _ = self.stop.send(true);
        // The only other way for the loop to end is a panic in it, and then nothing listens either.
        let _ = (&mut self.accepting).await;
        match self.tape.lock().1.take() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

impl Tape {
    /// Writes an exchange. A failure is reported when the recorder stops: the call has been
    /// answered already.
    pub(crate) fn write(&self, exchange: Exchange, carried: &dyn Fn(&mut Needles)) {
        let mut tape = self.lock();
        let (writer, failure) = &mut *tape;
        if let Err(error) = writer.write(exchange, carried) {
            failure.get_or_insert(error);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (RecordingWriter, Option<io::Error>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
