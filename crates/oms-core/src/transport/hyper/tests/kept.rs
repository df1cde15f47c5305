//! The connections that reads keep: how many, and what becomes of them where files are short.

use super::*;

fn stays() -> Reaction {
    Reaction::WriteAndStay(http(200, "", ACCEPTED))
}

#[tokio::test]
async fn at_most_so_many_connections_are_kept() {
    for (most, opened) in [(Some(0), 10), (Some(2), 8), (Some(5), 5), (None, 5)] {
        let server = RawServer::start(|_| stays()).await;
        let mut builder = Depot::builder(&*server.address);
        if let Some(most) = most {
            builder = builder.keep_connections(most);
        }
        let client = builder.build().unwrap();
        for _ in 0..2 {
            let looks: Vec<_> = (0..5).map(|_| tokio::spawn(client.look())).collect();
            for look in looks {
                look.await.unwrap().unwrap();
            }
        }
        let connections = server.connections.load(Ordering::SeqCst);
        assert_eq!(connections, opened, "{most:?}");
    }
}

/// A process of its own reads several times at once, opens files until it may open no more, and
/// then writes.
#[cfg(unix)]
#[test]
fn p097_idle_connections_make_room_for_a_new_one() {
    const SERVER: &str = "OMS_CORE_TESTS_SERVER";
    let name = "p097_idle_connections_make_room_for_a_new_one";
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Ok(address) = std::env::var(SERVER) {
        return runtime.block_on(write_without_files(&address));
    }
    let server = runtime.block_on(RawServer::start(|_| stays()));
    let (_, module) = module_path!().split_once("::").unwrap();
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -n 64 && exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("{module}::{name}")])
        .env(SERVER, &server.address)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(server.received(), 3);
}

#[cfg(unix)]
async fn write_without_files(address: &str) {
    let client = Depot::builder(address)
        .retry_writes(WriteRetry::never())
        .build()
        .unwrap();
    let (first, second) = tokio::join!(client.look(), client.look());
    assert!(first.is_ok() && second.is_ok());
    let mut files = Vec::new();
    while let Ok(file) = std::fs::File::open("/dev/null") {
        files.push(file);
    }
    // Both connections are closed for that of the first write, whose file the process takes next.
    client.store().await.unwrap();
    while let Ok(file) = std::fs::File::open("/dev/null") {
        files.push(file);
    }
    let error = client.store().await.unwrap_err();
    assert_eq!(not_sent_cause(&error), Some(NotSentCause::Connect));
    assert!(error.to_string().contains("no more files"), "{error}");
}
