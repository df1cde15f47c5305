//! Layers around a transport: what they add is sent, and what they send twice is noticed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::testing::{ACCEPTED, Depot, RawServer, Reaction, http};
use crate::{
    Answer, Error, Failure, FakeTransport, NotSentCause, Outcome, ReadRetry, Sending, Transport,
    UnknownCause, WireRequest, WriteRetry,
};

/// Adds a header, and notes that it was passed.
struct Named<T>(T, &'static str, Arc<Mutex<Vec<&'static str>>>);

impl<T: Transport> Transport for Named<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            self.2.lock().unwrap().push(self.1);
            let request = request
                .clone()
                .with_header("x-layer", self.1)
                .map_err(|invalid| Failure::not_sent(NotSentCause::Other).source(&invalid))?;
            self.0.send(&request).await
        })
    }
}

/// Sends whatever fails or is answered by a gateway once more.
struct Stubborn<T>(T);

impl<T: Transport> Transport for Stubborn<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            match self.0.send(request).await {
                Ok(answer) if answer.status < 500 => Ok(answer),
                _ => self.0.send(request).await,
            }
        })
    }
}

/// Sends everything twice at the same time, and takes what comes first.
struct Hedging<T>(T);

impl<T: Transport> Transport for Hedging<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            tokio::select! {
                answer = self.0.send(request) => answer,
                answer = self.0.send(request) => answer,
            }
        })
    }
}

#[tokio::test]
async fn p287_layers_compose_around_any_transport_and_the_last_is_the_outermost() {
    let fake = FakeTransport::json(ACCEPTED);
    let passed = Arc::default();
    let named = |name| {
        let passed = Arc::clone(&passed);
        move |inner| Named(inner, name, Arc::clone(&passed))
    };
    let builder = Depot::builder("http://127.0.0.1")
        .transport(Box::new(Arc::new(fake.clone())))
        .layer(named("inner"))
        .layer(named("outer"));
    // A clone of the builder builds the same.
    builder.clone().build().unwrap().store().await.unwrap();
    builder.build().unwrap().store().await.unwrap();
    assert_eq!(
        *passed.lock().unwrap(),
        ["outer", "inner", "outer", "inner"]
    );
    let request = &fake.requests()[0];
    let sent: Vec<_> = request
        .headers()
        .filter(|(name, _)| *name == "x-layer")
        .collect();
    assert_eq!(sent, [("x-layer", &b"inner"[..])]);
    for refused in ["content-length", "Host", "te", "x y"] {
        request.clone().with_header(refused, "1").unwrap_err();
    }
    request
        .clone()
        .with_header("x-layer", "a\r\nb")
        .unwrap_err();
}

#[tokio::test]
async fn p287_a_write_that_a_layer_sends_twice_arrives_once_and_is_reported() {
    for kept in [true, false] {
        let server = RawServer::start(|_| Reaction::Write(http(502, "", "<html>"))).await;
        let mut builder = Depot::builder(&*server.address).layer(Stubborn);
        if !kept {
            let inner = builder.default_transport().unwrap();
            builder = Depot::builder(&*server.address).transport(Stubborn(inner));
        }
        let error = builder.build().unwrap().store().await.unwrap_err();
        assert_eq!((error.outcome(), server.received()), (Outcome::Unknown, 1));
        assert!(error.to_string().contains("a second time"), "{error}");
    }
    let fake = FakeTransport::on("Store", Failure::unknown(UnknownCause::ConnectionLost));
    let client = Depot::over_with(fake.clone(), |builder| builder.layer(Stubborn));
    let error = client.store().await.unwrap_err();
    assert_eq!(
        (error.outcome(), fake.requests().len()),
        (Outcome::Unknown, 1)
    );
}

#[tokio::test]
async fn p287_what_was_not_sent_and_what_only_reads_may_be_sent_again_by_a_layer() {
    let fake = FakeTransport::on("Store", Failure::not_sent(NotSentCause::Connect))
        .then(ACCEPTED)
        .and("Look", Answer::new(502, ""))
        .then(ACCEPTED);
    let client = Depot::over_with(fake.clone(), |builder| {
        builder.retry_reads(ReadRetry::never()).layer(Stubborn)
    });
    assert_eq!(client.store().await.unwrap().meta.attempts, 1);
    assert_eq!(client.look().await.unwrap().meta.attempts, 1);
    assert_eq!(fake.requests().len(), 4);
}

#[tokio::test]
async fn p287_a_write_that_a_layer_sends_twice_at_once_arrives_at_most_once() {
    for _ in 0..20 {
        let server = RawServer::start(|_| Reaction::Write(http(200, "", ACCEPTED))).await;
        let client = Depot::builder(&*server.address)
            .layer(Hedging)
            .build()
            .unwrap();
        let result = client.store().await;
        let outcome = result
            .as_ref()
            .map_or_else(Error::outcome, |_| Outcome::Accepted);
        tokio::time::sleep(Duration::from_millis(2)).await;
        assert!(server.received() <= 1, "{}", server.received());
        assert!(
            outcome != Outcome::NotSent || server.received() == 0,
            "{result:?}"
        );
    }
}

/// Gives up what takes longer than it likes, and sends it again.
struct Impatient<T>(T);

impl<T: Transport> Transport for Impatient<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let second = Duration::from_secs(1);
            if let Ok(answer) = tokio::time::timeout(second, self.0.send(request)).await {
                return answer;
            }
            self.0.send(request).await
        })
    }
}

#[tokio::test(start_paused = true)]
async fn p287_a_layer_with_a_timeout_of_its_own_sends_no_write_twice() {
    let minute = Duration::from_secs(60);
    let fake = FakeTransport::on("Store", ACCEPTED)
        .delay(minute / 2)
        .then(ACCEPTED);
    let client = Depot::over_with(fake.clone(), |builder| builder.layer(Impatient));
    let error = client.store().await.unwrap_err();
    assert_eq!(
        (error.outcome(), fake.requests().len()),
        (Outcome::Unknown, 1)
    );
}

/// Fails to connect at first, and connects for the second copy once that is let go on.
struct Slow {
    copies: AtomicUsize,
    sent: AtomicUsize,
    connected: Semaphore,
}

impl Slow {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            copies: AtomicUsize::new(0),
            sent: AtomicUsize::new(0),
            connected: Semaphore::new(0),
        })
    }

    /// Lets the second copy go on, and returns how many were sent once nothing is left to do.
    async fn sent_in_the_end(&self) -> usize {
        self.connected.add_permits(1);
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.sent.load(Ordering::SeqCst)
    }
}

impl Transport for Slow {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let progress = request.progress();
            progress.hold()?;
            match self.copies.fetch_add(1, Ordering::SeqCst) {
                0 => return Err(Failure::not_sent(NotSentCause::Connect)),
                1 => self.connected.acquire().await.unwrap().forget(),
                _ => {}
            }
            if !progress.release() {
                return Err(progress.refusal());
            }
            self.sent.fetch_add(1, Ordering::SeqCst);
            Ok(Answer::json(200, ACCEPTED))
        })
    }
}

/// Sends two copies in tasks of their own, and takes what becomes of the first.
struct Forking(Arc<Slow>);

impl Transport for Forking {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let [first, _second] = [(); 2].map(|()| {
                let (inner, copy) = (Arc::clone(&self.0), request.clone());
                tokio::spawn(async move { inner.send(&copy).await })
            });
            first.await.unwrap()
        })
    }
}

#[tokio::test(start_paused = true)]
async fn p287_a_copy_that_a_layer_leaves_behind_is_not_sent_after_the_call_has_ended() {
    for (policy, outcome, most) in [
        (WriteRetry::never(), Outcome::NotSent, 0),
        (WriteRetry::new(), Outcome::Accepted, 1),
    ] {
        let slow = Slow::new();
        let client = Depot::over_with(Forking(Arc::clone(&slow)), |builder| {
            builder.retry_writes(policy)
        });
        let result = client.store().await;
        let told = result
            .as_ref()
            .map_or_else(Error::outcome, |_| Outcome::Accepted);
        assert_eq!(told, outcome, "{result:?}");
        assert_eq!(slow.sent_in_the_end().await, most);
    }
}

/// Sends two copies in tasks of their own, and answers by itself, before or after they begin.
struct Answering(Arc<Slow>, bool);

impl Transport for Answering {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let forking = Forking(Arc::clone(&self.0));
            let copies = forking.send(request);
            if self.1 {
                drop(copies.await);
            } else {
                let (inner, copy) = (Arc::clone(&self.0), request.clone());
                drop(tokio::spawn(async move { inner.send(&copy).await }));
            }
            Ok(Answer::json(200, ACCEPTED))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn p287_a_copy_is_not_sent_after_a_layer_has_answered_by_itself() {
    for begins in [true, false] {
        let slow = Slow::new();
        // The first copy of a transport fails, and this is about the second.
        slow.copies
            .fetch_add(usize::from(!begins), Ordering::SeqCst);
        let client = Depot::over(Answering(Arc::clone(&slow), begins));
        client.store().await.unwrap();
        assert_eq!(slow.sent_in_the_end().await, 0, "{begins}");
    }
}
