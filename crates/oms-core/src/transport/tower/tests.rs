//! Layers of tower around the default transport, over real sockets.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use tower::ServiceBuilder;
use tower::retry::{Policy, RetryLayer};

use super::{AnswerBody, SealedBody};
use crate::testing::{ACCEPTED, Depot, RawServer, Reaction, http};
use crate::{
    ActionInfo, Answer, Error, Failure, FakeTransport, NotSentCause, Outcome, ReadRetry, Sending,
    Transport, UnknownCause, WireRequest, WriteRetry,
};

type Request = http::Request<SealedBody>;

/// Sends whatever fails or is answered by a gateway once more.
#[derive(Clone)]
struct OnceMore {
    left: u8,
}

const ONCE_MORE: OnceMore = OnceMore { left: 1 };

impl<E> Policy<Request, http::Response<AnswerBody>, E> for OnceMore {
    type Future = Ready<()>;

    fn retry(
        &mut self,
        _: &mut Request,
        result: &mut Result<http::Response<AnswerBody>, E>,
    ) -> Option<Ready<()>> {
        let failed = result
            .as_ref()
            .map_or(true, |answer| answer.status().is_server_error());
        self.left = self.left.checked_sub(1)?;
        failed.then(|| ready(()))
    }

    fn clone_request(&mut self, request: &Request) -> Option<Request> {
        Some(request.clone())
    }
}

/// A transport that says nothing of its progress and loses every answer.
struct Silent(FakeTransport);

impl Transport for Silent {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let mut unproved = request.clone();
            unproved.progress = Arc::default();
            self.0.send(&unproved).await
        })
    }
}

async fn holding() -> RawServer {
    RawServer::start(|_| Reaction::WriteAndHold(Vec::new())).await
}

#[tokio::test]
async fn p287_layers_of_tower_see_each_attempt_and_add_what_they_like() {
    let server = RawServer::start(|_| Reaction::Write(http(200, "", ACCEPTED))).await;
    let seen: Arc<std::sync::Mutex<Vec<(String, HeaderMap)>>> = Arc::default();
    let noted = Arc::clone(&seen);
    let client = Depot::builder(&*server.address)
        .tower_layers(move |transport| {
            let noted = Arc::clone(&noted);
            ServiceBuilder::new()
                .concurrency_limit(8)
                .map_request(|mut request: Request| {
                    let name = HeaderName::from_static("x-layer");
                    request
                        .headers_mut()
                        .insert(name, HeaderValue::from_static("inner"));
                    request
                })
                .map_request(move |request: Request| {
                    let action = request.extensions().get::<&'static ActionInfo>().unwrap();
                    let line = format!("{} {} {}", action.name(), request.method(), request.uri());
                    noted
                        .lock()
                        .unwrap()
                        .push((line, request.headers().clone()));
                    request
                })
                .service(transport)
        })
        .build()
        .unwrap();
    assert_eq!(client.store().await.unwrap().data.0, 7);
    assert_eq!(server.received(), 1);
    let seen = seen.lock().unwrap();
    let (line, headers) = &seen[0];
    assert_eq!(
        *line,
        format!("Store POST {}/api/v2?Action=Store", server.address)
    );
    assert_eq!(headers["x-layer"], "inner");
}

#[tokio::test]
async fn p287_a_call_that_waits_for_a_layer_of_tower_or_is_turned_away_was_not_sent() {
    for shed in [false, true] {
        let server = holding().await;
        let builder = Depot::builder(&*server.address)
            .timeout(Duration::from_millis(400))
            .retry_writes(WriteRetry::never());
        let builder = if shed {
            builder.tower_layers(|transport| {
                let layers = ServiceBuilder::new().load_shed().concurrency_limit(1);
                layers.service(transport)
            })
        } else {
            builder.tower_layers(|transport| {
                let layers = ServiceBuilder::new().concurrency_limit(1);
                layers.service(transport)
            })
        };
        let client = builder.build().unwrap();
        let (first, second) = tokio::join!(client.store(), client.store());
        assert_eq!(first.unwrap_err().outcome(), Outcome::Unknown);
        let error = second.unwrap_err();
        let Error::NotSent(not_sent) = &error else {
            panic!("{error:?}");
        };
        let cause = if shed {
            NotSentCause::Other
        } else {
            NotSentCause::Timeout
        };
        assert_eq!((not_sent.cause(), server.received()), (cause, 1));
    }
}

#[tokio::test]
async fn p287_a_write_that_a_layer_of_tower_sends_twice_arrives_once_and_is_reported() {
    let server = RawServer::start(|_| Reaction::Write(http(502, "", "<html>"))).await;
    let client = Depot::builder(&*server.address)
        .retry_reads(ReadRetry::never())
        .tower_layers(|transport| {
            let layers = ServiceBuilder::new().layer(RetryLayer::new(ONCE_MORE));
            layers.service(transport)
        })
        .build()
        .unwrap();
    let error = client.store().await.unwrap_err();
    assert_eq!((error.outcome(), server.received()), (Outcome::Unknown, 1));
    assert!(error.to_string().contains("a second time"), "{error}");
    client.look().await.unwrap_err();
    assert_eq!(server.received(), 3, "a read may be sent twice");
}

#[tokio::test]
async fn p287_a_write_is_not_sent_twice_by_a_transport_of_no_proof_below_layers_of_tower() {
    let table = [
        (
            Failure::unknown(UnknownCause::ConnectionLost),
            Outcome::Unknown,
            1,
        ),
        (
            Failure::not_sent(NotSentCause::Connect),
            Outcome::NotSent,
            2,
        ),
    ];
    for (failure, outcome, sends) in table {
        let fake = FakeTransport::on("Store", failure);
        let client = Depot::builder("http://127.0.0.1")
            .transport(Silent(fake.clone()))
            .retry_writes(WriteRetry::never())
            .tower_layers(|transport| {
                let layers = ServiceBuilder::new().layer(RetryLayer::new(ONCE_MORE));
                layers.service(transport)
            });
        let error = client.build().unwrap().store().await.unwrap_err();
        assert_eq!((error.outcome(), fake.requests().len()), (outcome, sends));
    }
}

#[tokio::test]
async fn p287_what_a_layer_of_tower_gives_up_is_unknown_once_it_may_have_left() {
    let server = holding().await;
    let client = Depot::builder(&*server.address)
        .tower_layers(|transport| {
            let layers = ServiceBuilder::new().timeout(Duration::from_millis(200));
            layers.service(transport)
        })
        .build()
        .unwrap();
    let error = client.store().await.unwrap_err();
    assert_eq!((error.outcome(), server.received()), (Outcome::Unknown, 1));
    assert!(error.to_string().contains("a layer of tower"), "{error}");
}

#[tokio::test]
async fn p287_what_frames_the_message_is_not_for_layers_of_tower_to_change() {
    fn framed(mut request: Request) -> Request {
        let headers = request.headers_mut();
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("3"));
        request
    }
    fn elsewhere(mut request: Request) -> Request {
        *request.uri_mut() = http::Uri::from_static("http://elsewhere.example.com/");
        request
    }
    fn too_long(mut request: Request) -> Request {
        let value = HeaderValue::from_str(&"x".repeat(129 << 10)).unwrap();
        let headers = request.headers_mut();
        headers.insert(HeaderName::from_static("x-long"), value);
        request
    }
    let server = RawServer::start(|_| Reaction::Write(http(200, "", ACCEPTED))).await;
    for change in [framed, elsewhere, too_long] {
        let client = Depot::builder(&*server.address)
            .retry_writes(WriteRetry::never())
            .tower_layers(move |transport| {
                let layers = ServiceBuilder::new().map_request(change);
                layers.service(transport)
            });
        let error = client.build().unwrap().store().await.unwrap_err();
        assert_eq!((error.outcome(), server.received()), (Outcome::NotSent, 0));
    }
}

#[tokio::test]
async fn p287_an_answer_that_was_cut_off_stays_so_through_layers_of_tower() {
    let cut = format!("HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{ACCEPTED}");
    let server = RawServer::start(move |_| Reaction::Write(cut.clone().into_bytes())).await;
    for layered in [false, true] {
        let mut builder = Depot::builder(&*server.address);
        if layered {
            builder = builder.tower_layers(|transport| {
                let layers =
                    ServiceBuilder::new().map_response(|answer: http::Response<AnswerBody>| {
                        // A layer that keeps what came, and forgets how it ended.
                        answer.map(|_| Whole(Some(ACCEPTED.as_bytes().into())))
                    });
                layers.service(transport)
            });
        }
        let error = builder.build().unwrap().store().await.unwrap_err();
        let Error::Unknown(unknown) = &error else {
            panic!("{error:?}");
        };
        assert_eq!(unknown.cause(), UnknownCause::BodyCut);
    }
}

/// A body of one piece.
struct Whole(Option<bytes::Bytes>);

impl http_body::Body for Whole {
    type Data = bytes::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, Self::Error>>> {
        let frame = self.0.take().map(|piece| Ok(http_body::Frame::data(piece)));
        std::task::Poll::Ready(frame)
    }
}

#[tokio::test]
async fn p287_what_was_let_out_once_is_never_not_sent() {
    /// Lets a request out, and then fails as if it had not.
    struct Hasty;

    impl Transport for Hasty {
        fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
            Box::pin(async move {
                assert!(request.progress().release());
                Err::<Answer, _>(Failure::not_sent(NotSentCause::Connect))
            })
        }
    }
    let error = Depot::over(Hasty).store().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
}

#[tokio::test]
async fn p287_no_layer_of_tower_reads_the_body_of_a_request() {
    use http_body::Body;

    let fake = FakeTransport::json(ACCEPTED);
    Depot::over(fake.clone()).store().await.unwrap();
    let sent = fake.requests().remove(0);
    let length = u64::try_from(sent.body.len()).unwrap();
    let mut sealed = SealedBody::new(sent, http::Uri::default());
    assert_eq!(sealed.size_hint().exact(), Some(length));
    let frame = std::future::poll_fn(|cx| std::pin::Pin::new(&mut sealed).poll_frame(cx)).await;
    frame.unwrap().unwrap_err();
}
