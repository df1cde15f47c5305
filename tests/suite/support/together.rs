//! Many pieces of work that mostly wait, a few at a time.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// Runs all pieces of work, at most `many` of them at a time, and returns their results in order.
///
/// Whoever is done makes room for the next one at once, so that a piece of work that waits for a
/// time limit delays nobody but itself.
pub(crate) async fn at_most<W>(many: usize, work: impl IntoIterator<Item = W>) -> Vec<W::Output>
where
    W: Future<Output: Send> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(many));
    let running: Vec<_> = work
        .into_iter()
        .map(|piece| {
            let places = Arc::clone(&places);
            tokio::spawn(async move {
                let _place = places.acquire().await.expect("it is never closed");
                piece.await
            })
        })
        .collect();
    let mut results = Vec::with_capacity(running.len());
    for piece in running {
        results.push(piece.await.expect("no piece of work panics"));
    }
    results
}
