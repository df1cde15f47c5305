//! The connections that a call uses, and the fate of one that is dropped.

use std::io::{Read as _, Write as _};

use super::*;

#[tokio::test]
async fn promises_40_and_41_every_write_has_a_connection_of_its_own_and_reads_share_one() {
    let server = RawServer::start(|_| Reaction::WriteAndStay(http(200, "", ACCEPTED))).await;
    let client = Depot::builder(&*server.address).build().unwrap();
    for _ in 0..5 {
        client.store().await.unwrap();
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 5);
    for _ in 0..5 {
        client.look().await.unwrap();
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 6);
}

/// The server of a kept connection speaks on it, or hangs up, before the next read takes it:
/// neither is the answer to that. A runtime of one thread learns of it only when it looks. Nothing
/// in HTTP/1.1 tells what comes later from the answer.
#[test]
fn p041_an_answer_that_came_unasked_before_the_next_read_is_not_that_of_it() {
    for unasked in [Some("stale"), None] {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (idle, is_idle) = std::sync::mpsc::channel::<()>();
        let (told, has_told) = std::sync::mpsc::channel();
        let server = std::thread::spawn(move || {
            let mut first = answered(&listener, "first");
            is_idle.recv().unwrap();
            match unasked {
                Some(id) => first.write_all(&answer_of(id)).unwrap(),
                None => first.shutdown(std::net::Shutdown::Write).unwrap(),
            }
            told.send(()).unwrap();
            let second = answered(&listener, "second");
            (first, second)
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let client = Depot::builder(&*address)
            .retry_reads(ReadRetry::never())
            .build()
            .unwrap();
        let look = || runtime.block_on(client.look().into_future()).unwrap();
        assert_eq!(look().meta.request_id.as_deref(), Some("first"));
        idle.send(()).unwrap();
        has_told.recv().unwrap();
        assert_eq!(look().meta.request_id.as_deref(), Some("second"));
        drop(server.join().unwrap());
    }
}

/// Takes a connection, and answers its first request.
fn answered(listener: &std::net::TcpListener, id: &str) -> std::net::TcpStream {
    let mut stream = asked(listener);
    stream.write_all(&answer_of(id)).unwrap();
    stream
}

/// Takes a connection, and reads its first request.
fn asked(listener: &std::net::TcpListener) -> std::net::TcpStream {
    let (mut stream, _) = listener.accept().unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n{}") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    stream
}

fn answer_of(id: &str) -> Vec<u8> {
    let body = format!(r#"{{"success":true,"requestId":"{id}","data":7}}"#);
    http(200, "", &body)
}

/// The part of a call that keeps its connection may come outside of the runtime that it began in.
#[test]
fn an_answer_that_is_read_outside_of_the_runtime_is_returned() {
    use std::task::{Context, Poll, Waker};

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (told, is_told) = std::sync::mpsc::channel();
    let (left, has_left) = std::sync::mpsc::channel();
    let server = std::thread::spawn(move || {
        let mut stream = asked(&listener);
        told.send(()).unwrap();
        has_left.recv().unwrap();
        stream.write_all(&answer_of("late")).unwrap();
        stream
    });
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let client = Depot::builder(&*address).build().unwrap();
    let mut call = std::pin::pin!(client.look());
    let mut cx = Context::from_waker(Waker::noop());
    runtime.block_on(async {
        while is_told.try_recv().is_err() {
            assert!(call.as_mut().poll(&mut cx).is_pending());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    left.send(()).unwrap();
    let reply = loop {
        match call.as_mut().poll(&mut cx) {
            Poll::Ready(reply) => break reply.unwrap(),
            Poll::Pending => std::thread::yield_now(),
        }
    };
    assert_eq!(reply.data, Ticket(7));
    drop(server.join().unwrap());
}

#[tokio::test]
async fn promise_10_a_write_that_is_dropped_on_its_way_is_told_to_the_hook() {
    let server = RawServer::start(|_| Reaction::WriteAndHold(Vec::new())).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&told);
    let client = Depot::builder(&*server.address)
        .on_abandoned(move |abandoned| {
            hook.lock()
                .unwrap()
                .push((abandoned.action.name(), abandoned.attempts));
        })
        .build()
        .unwrap();
    drop(client.store());
    for call in [client.store(), client.look()] {
        tokio::select! {
            biased;
            result = call => panic!("{result:?}"),
            () = received(&server) => {}
        }
        server.requests.store(0, Ordering::SeqCst);
    }
    assert_eq!(*told.lock().unwrap(), [("Store", 1)]);
}

/// Waits until the server has read a whole request.
async fn received(server: &RawServer) {
    while server.received() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
