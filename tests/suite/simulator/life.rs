//! Simulators that run side by side, and their end.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use oms_client::{Auth, Client, EpochSeconds, Outcome};
use oms_sim::{Direction, Fault, FaultRule, Simulator, Task};
#[cfg(unix)]
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[cfg(unix)]
use super::{API, RIGHT};
use super::{GOOD, call, client, start};

#[tokio::test]
async fn p219_a_hundred_simulators_run_side_by_side() {
    let mut running = tokio::task::JoinSet::new();
    for number in 0..100 {
        running.spawn(async move {
            let task = Task::new("np_mine", EpochSeconds::new(1_742_000_000)?);
            let simulator = Simulator::builder()
                .task(task)
                .credentials("me", "mine")
                .start()
                .await?;
            let to = EpochSeconds::new(1_742_000_000 - number)?;
            let client = Client::builder(simulator.url())
                .auth(Auth::basic("me", "mine"))
                .build()?;
            client
                .reset_incr_start_timestamp()
                .id("np_mine")
                .reverse(false)
                .start_timestamp(to)
                .send()
                .await?;
            let task = simulator.task("np_mine").unwrap();
            assert_eq!(task.position(Direction::Forward), Some(&to.into()));
            assert_eq!(simulator.world().tasks().count(), 1);
            simulator.stop().await;
            Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
        });
    }
    while let Some(result) = running.join_next().await {
        result.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_stopped_or_dropped_simulator_answers_nobody() {
    let stopped = start().await;
    let address = stopped.address();
    let idle = TcpStream::connect(address).await.unwrap();
    stopped.stop().await;
    assert!(refused(address).await);
    drop(idle);

    let dropped = start().await;
    let (address, client) = (dropped.address(), client(&dropped));
    drop(dropped);
    while !refused(address).await {
        tokio::task::yield_now().await;
    }
    let error = client
        .reset_incr_start_timestamp()
        .id("np_4w3a0001")
        .reverse(false)
        .start_timestamp(EpochSeconds::new(1_742_365_118).unwrap())
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
}

async fn refused(address: SocketAddr) -> bool {
    TcpStream::connect(address)
        .await
        .is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused)
}

#[tokio::test]
async fn p219_a_simulator_starts_within_milliseconds() {
    // The first one reads the built-in scenario for all of them.
    drop(start().await);
    let began = Instant::now();
    for _ in 0..100 {
        drop(start().await);
    }
    let each = began.elapsed() / 100;
    assert!(each < Duration::from_millis(20), "{each:?} for each");
}

#[tokio::test(start_paused = true)]
async fn p219_calls_beyond_the_limit_wait_and_are_served() {
    let ten_minutes = Duration::from_secs(600);
    let simulator = Simulator::builder()
        .most_connections(2)
        .fault(FaultRule::new(Fault::latency(ten_minutes)).times(2))
        .start()
        .await
        .unwrap();
    // A connection on which nothing comes takes no place.
    let _idle = TcpStream::connect(simulator.address()).await.unwrap();
    let calls = async {
        tokio::join!(
            call(&simulator, GOOD),
            call(&simulator, GOOD),
            call(&simulator, GOOD)
        )
    };
    tokio::pin!(calls);
    tokio::select! {
        _ = &mut calls => panic!("answered before the two that are answered at a time were"),
        () = tokio::time::sleep(ten_minutes / 2) => {}
    }
    assert_eq!(simulator.requests().len(), 2, "the third one waits");
    let (first, second, third) = calls.await;
    assert_eq!([first.status, second.status, third.status], [200; 3]);
    assert_eq!(simulator.requests().len(), 3);
}

#[cfg(unix)]
#[tokio::test]
async fn p213_a_unix_socket_serves_the_same_and_goes_with_its_simulator() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("oms.sock");
    let simulator = Simulator::builder()
        .listen_unix(&path)
        .start()
        .await
        .unwrap();
    for (request, words) in [
        (
            format!(
                "POST {API} HTTP/1.1\r\nhost: localhost\r\nauthorization: {RIGHT}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{GOOD}",
                GOOD.len()
            ),
            "\"data\":1}",
        ),
        (
            "GET /_sim/requests HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
                .to_owned(),
            "\"committed\":1",
        ),
    ] {
        let mut stream = tokio::net::UnixStream::connect(&path).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.contains(words), "{answer}");
    }
    let taken = Simulator::builder()
        .listen_unix(&path)
        .start()
        .await
        .unwrap_err();
    assert_eq!(taken.kind(), io::ErrorKind::AddrInUse);
    assert!(path.exists(), "who could not listen takes nothing away");
    simulator.stop().await;
    assert!(!path.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn p213_whoever_takes_the_place_of_one_that_stops_keeps_the_socket() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("oms.sock");
    let start = || Simulator::builder().listen_unix(&path).start();
    let first = start().await.unwrap();
    // A request that is not whole keeps the first one waiting once it stops.
    let mut begun = tokio::net::UnixStream::connect(&path).await.unwrap();
    begun.write_all(b"POST ").await.unwrap();
    let stopping = tokio::spawn(first.stop());
    while tokio::net::UnixStream::connect(&path).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let next = start().await.unwrap();
    stopping.await.unwrap();
    assert!(tokio::net::UnixStream::connect(&path).await.is_ok());
    next.stop().await;
    assert!(!path.exists());
}

#[tokio::test]
async fn p208_a_fault_that_cannot_strike_starts_no_simulator() {
    let rule = FaultRule::new(Fault::Garbage).on_action("NoSuchAction");
    let error = Simulator::builder().fault(rule).start().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    assert!(error.to_string().contains("NoSuchAction"), "{error}");
}

#[test]
fn p219_the_test_on_the_front_page_has_ten_lines_at_most() {
    let front = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/oms-sim/src/lib.rs");
    let front = std::fs::read_to_string(front).unwrap();
    let example = front.split("//! ```\n").nth(1).unwrap();
    let shown = example.lines().filter(|line| !line.starts_with("//! # "));
    let lines: Vec<&str> = shown.collect();
    assert!(lines.len() <= 10, "{lines:#?}");
    assert!(
        lines
            .iter()
            .any(|line| line.contains("Simulator::builder()"))
    );
}
