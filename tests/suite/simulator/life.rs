//! How simulators run side by side, and stop.

use std::io;
use std::net::SocketAddr;

use oms_client::{Auth, Client, EpochSeconds, Outcome};
use oms_sim::{Direction, Simulator, Task};
use tokio::net::TcpStream;

use super::{client, start};

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
