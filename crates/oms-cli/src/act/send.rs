//! Sends the request, and stays with it: an interrupt does not make an answer unknown that is about to come.

use std::future::IntoFuture;
use std::pin::pin;
use std::time::Duration;

use oms_client::{Action, Client, Error, Reply};
use tokio::time::sleep;

use crate::surroundings::Interrupts;

/// How long an interrupted call may still be answered.
const GRACE: Duration = Duration::from_secs(10);

/// What came of a call.
pub(crate) enum Sent<T> {
    /// It ended by itself.
    Finished(Box<Result<Reply<T>, Error>>),
    /// It was interrupted, and no answer came within the grace or before the second interrupt. It is given up by now, so that
    /// the client has said whether a byte of it may have left.
    Abandoned,
}

/// Sends the request. `interrupted` is told once that the call goes on for a while.
pub(crate) async fn send<A: Action>(
    client: &Client,
    request: &A,
    mut interrupts: Interrupts,
    interrupted: impl FnOnce(Duration),
) -> Sent<A::Data> {
    let mut call = pin!(client.call(request).into_future());
    // An interrupt that came before the call was looked at for the first time keeps all of it from leaving.
    if interrupts.is_pending() {
        return Sent::Abandoned;
    }
    tokio::select! {
        finished = &mut call => return Sent::Finished(Box::new(finished)),
        () = interrupts.next() => interrupted(GRACE),
    }
    tokio::select! {
        finished = &mut call => Sent::Finished(Box::new(finished)),
        () = interrupts.next() => Sent::Abandoned,
        () = sleep(GRACE) => Sent::Abandoned,
    }
}
