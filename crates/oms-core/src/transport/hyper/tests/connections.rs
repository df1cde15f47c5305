//! The connections that a call uses, and the fate of one that is dropped.

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
