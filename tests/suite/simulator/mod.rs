//! The simulator over real sockets: what it answers, what it remembers, and how it stops.

mod answers;
mod clock;
mod control;
mod examples;
mod faults;
mod kept;
mod ledger;
mod life;
mod listed;
mod matrix;
mod operator;
mod page;
mod property;
mod recording;
mod records;
mod request_ids;
mod reset;
mod restored;
mod schemas;
mod surface;

use std::net::SocketAddr;

use oms_client::{Auth, Client, EpochSeconds, StartPosition};
use oms_sim::{Scenario, Simulator};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const GOOD: &str = r#"{"id":"np_4w3a0001","reverse":false,"startTimestamp":1742365118}"#;
const RIGHT: &str = "Basic YWRtaW46c2VjcmV0";
const API: &str = "/api/v2?Action=ResetIncrStartTimestamp";

/// One request as it goes over the wire, and what came back.
struct Exchange {
    status: u16,
    head: String,
    body: String,
}

impl Exchange {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// Sends one request byte by byte as given, without any client that could mend it.
async fn exchange(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Exchange {
    let host = ("host", "127.0.0.1");
    let host = [host]
        .into_iter()
        .filter(|_| !headers.iter().any(|(name, _)| *name == "host"));
    let lines: String = host
        .chain(headers.iter().copied())
        .flat_map(|(name, value)| [name, ": ", value, "\r\n"])
        .collect();
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\ncontent-length: {length}\r\nconnection: close\r\n{lines}"
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream
        .write_all(format!("{head}\r\n{body}").as_bytes())
        .await
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    Exchange {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        head: head.to_ascii_lowercase(),
        body: body.to_owned(),
    }
}

async fn call(simulator: &Simulator, body: &str) -> Exchange {
    exchange(
        simulator.address(),
        "POST",
        API,
        &[("authorization", RIGHT)],
        body,
    )
    .await
}

/// Sends a call, and returns the connection on which its answer comes.
async fn begin(simulator: &Simulator, body: &str) -> TcpStream {
    let head = format!(
        "POST {API} HTTP/1.1\r\nhost: localhost\r\nauthorization: {RIGHT}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
    let request = format!("{head}{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// Asks or tells the simulator itself.
async fn control(simulator: &Simulator, method: &str, path: &str, body: &str) -> Exchange {
    exchange(simulator.address(), method, path, &[], body).await
}

/// The body of a call that moves a position.
fn reset(id: &str, reverse: bool, position: &str) -> String {
    format!(r#"{{"id":"{id}","reverse":{reverse},"startTimestamp":{position}}}"#)
}

/// A simulator that plays this scenario.
async fn play(scenario: &str) -> Simulator {
    let scenario = Scenario::parse(scenario).unwrap();
    Simulator::builder()
        .scenario(scenario)
        .start()
        .await
        .unwrap()
}

async fn start() -> Simulator {
    Simulator::builder().start().await.unwrap()
}

fn client(simulator: &Simulator) -> Client {
    Client::builder(simulator.url())
        .auth(Auth::basic("admin", "secret"))
        .build()
        .unwrap()
}

fn at(seconds: i64) -> StartPosition {
    EpochSeconds::new(seconds).unwrap().into()
}
