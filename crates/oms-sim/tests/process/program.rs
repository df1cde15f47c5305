//! The program `oms-sim` as a process: its ready line, its answers, and its end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A running `oms-sim`, which is killed where a test fails.
struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    fn start() -> Self {
        let mut child = program(&["--port", "0"]).spawn().unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let address = ready["address"].as_str().unwrap();
        assert_eq!(ready["event"], "listening");
        assert_eq!(ready["url"], format!("http://{address}"));
        Self {
            address: address.parse().unwrap(),
            child,
        }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oms-sim"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn promise_213_it_says_where_it_listens_and_stops_within_a_second() {
    for signal in ["TERM", "INT"] {
        let mut process = Process::start();
        let mut stream = TcpStream::connect(process.address).unwrap();
        stream
            .write_all(b"GET /_sim/state HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("np_4w3a0001"), "{answer}");

        // A connection on which nothing comes must not hold the stop up.
        let _idle = TcpStream::connect(process.address).unwrap();
        process.signal(signal);
        let stopped = Instant::now();
        assert!(process.child.wait().unwrap().success(), "{signal}");
        assert!(stopped.elapsed() < Duration::from_secs(1), "{signal}");
        assert!(TcpStream::connect(process.address).is_err(), "{signal}");
    }
}

#[test]
fn an_address_that_is_taken_is_an_error_in_words() {
    let process = Process::start();
    let port = process.address.port().to_string();
    let output = program(&["--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("oms-sim: "), "{stderr}");
    assert!(stderr.contains(&port), "{stderr}");
}
