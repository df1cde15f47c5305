//! Sends the request, and stays with it: an interrupt does not make an answer unknown that is about to come.

use std::future::IntoFuture;
use std::pin::pin;
use std::time::Duration;

use oms_client::{Action, Client, Error, Reply};
use tokio::signal::ctrl_c;
use tokio::time::sleep;

/// How long an interrupted call may still be answered.
const GRACE: Duration = Duration::from_secs(10);

/// What came of a call.
pub(crate) enum Sent<T> {
    /// It ended by itself.
    Finished(Result<Reply<T>, Error>),
    /// It was interrupted, and no answer came within the grace or before the second interrupt. It is given up by now, so that
    /// the client has said whether a byte of it may have left.
    Abandoned,
}

/// Sends the request. `interrupted` is told once that the call goes on for a while.
pub(crate) async fn send<A: Action>(
    client: &Client,
    request: &A,
    interrupted: impl FnOnce(Duration),
) -> Sent<A::Data> {
    let mut call = pin!(client.call(request).into_future());
    tokio::select! {
        finished = &mut call => return Sent::Finished(finished),
        () = interrupt() => interrupted(GRACE),
    }
    tokio::select! {
        finished = &mut call => Sent::Finished(finished),
        () = interrupt() => Sent::Abandoned,
        () = sleep(GRACE) => Sent::Abandoned,
    }
}

/// Waits for an interrupt; for ever where the system lets nobody wait for one.
async fn interrupt() {
    if ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
