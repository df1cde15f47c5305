//! One connection: HTTP, until a fault removes it and plays its script on the bare connection.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::{mpsc, watch};

use super::Peer;
use super::accept::{Service, stopped};
use super::gate::{Gate, Passage, Scripted};
use super::stream::Stream;

/// Longest time for the head of a request: a peer that sends nothing must not hold its connection
/// for ever.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Serves one connection. A failure concerns its peer alone: the ledger shows the part that was
/// received.
///
/// A call that a script answers has its place until the script ends, because the passage is kept as
/// long.
pub(super) async fn serve(
    stream: Stream,
    peer: Peer,
    service: Service,
    passage: Passage,
    scripts: mpsc::Receiver<Scripted>,
) {
    let gate = Gate::new(stream, passage.clone());
    let mut stop = service.stop;
    let bare = speak_http(
        gate,
        Handler {
            router: service.router,
            peer,
            passage: passage.clone(),
        },
        scripts,
        &mut stop,
    );
    if let Some((Scripted { script, unsettled }, stream)) = bare.await {
        tokio::select! {
            () = script.play(stream, unsettled) => {}
            () = stopped(&mut stop) => {}
        }
    }
}

/// The handler of the requests of one connection.
#[derive(Clone)]
struct Handler {
    router: Router,
    peer: Peer,
    passage: Passage,
}

impl Handler {
    async fn answer(
        self,
        mut request: Request<Incoming>,
    ) -> Result<axum::response::Response, std::convert::Infallible> {
        request.extensions_mut().insert(self.peer);
        request.extensions_mut().insert(self.passage.clone());
        let response = TowerToHyperService::new(self.router)
            .call(request.map(Body::new))
            .await;
        self.passage.answered();
        response
    }
}

/// Answers requests until the connection ends, or a script takes it over.
async fn speak_http(
    gate: Gate,
    handler: Handler,
    mut scripts: mpsc::Receiver<Scripted>,
    stop: &mut watch::Receiver<bool>,
) -> Option<(Scripted, Stream)> {
    let service = service_fn(move |request| Box::pin(handler.clone().answer(request)));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        // A peer that has closed its side may still wait for the answer; and a call that has begun
        // goes on.
        .half_close(true)
        .serve_connection(TokioIo::new(gate), service);
    let mut stopping = false;
    loop {
        tokio::select! {
            _ = &mut connection => return None,
            Some(script) = scripts.recv() => {
                let stream = connection.into_parts().io.into_inner().into_stream();
                return Some((script, stream));
            }
            () = stopped(stop), if !stopping => {
                stopping = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
        }
    }
}
