//! The command as a process: what only a process has, such as signals, closed streams and its exit code.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

const RESET: &[&str] = &[
    "reset-incr-start-timestamp",
    "--id=np_4w3a0001",
    "--reverse=false",
    "--start-timestamp=-2h",
];

/// Longer than anything here takes, so that a test that waits in vain says so.
const PATIENCE: Duration = Duration::from_secs(20);

/// A directory for the journal of one command, which is the test's own.
fn journal() -> PathBuf {
    tempfile::TempDir::new().unwrap().keep()
}

/// The command against an endpoint, with a clean environment and nothing to read.
fn oms(endpoint: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oms"));
    command
        .env_clear()
        .env("OMS_ENDPOINT", endpoint)
        .env("OMS_USER", "admin")
        .env("OMS_PASSWORD", "secret")
        .env("OMS_JOURNAL", journal())
        .args(RESET)
        .args(more)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

const EXECUTE: &[&str] = &["--execute", "--yes=np_4w3a0001"];

/// A server whose connections are given to `serve`, one after the other. Gives its port.
fn server(serve: impl Fn(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || listener.incoming().flatten().for_each(serve));
    port
}

/// Reads one request with a JSON body.
fn receive(stream: &mut TcpStream) -> String {
    let mut received = Vec::new();
    let mut buffer = [0; 1024];
    while !received.ends_with(b"}") {
        let count = stream.read(&mut buffer).unwrap();
        assert_ne!(count, 0, "the request ended early");
        received.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8(received).unwrap()
}

fn interrupt(child: &Child) {
    let id = child.id().to_string();
    let status = Command::new("kill").args(["-s", "INT", &id]).status();
    assert!(status.unwrap().success());
}

/// Interrupts the command twice, the second time when it has said what it waits for. Gives exit code and the rest of its words.
fn interrupt_twice(mut child: Child) -> (i32, String) {
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    interrupt(&child);
    let mut line = String::new();
    while !line.starts_with("interrupted: ") {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "it ended at once");
    }
    interrupt(&child);
    let mut rest = String::new();
    stderr.read_to_string(&mut rest).unwrap();
    (child.wait().unwrap().code().unwrap(), rest)
}

#[test]
fn p012_an_interrupt_after_the_request_was_written_is_an_unknown() {
    let (heard, wait) = std::sync::mpsc::channel();
    let port = server(move |mut stream| {
        receive(&mut stream);
        heard.send(stream).unwrap();
    });
    let child = oms(&format!("http://127.0.0.1:{port}"), EXECUTE)
        .spawn()
        .unwrap();
    let held = wait.recv_timeout(PATIENCE).unwrap();
    let (code, words) = interrupt_twice(child);
    assert_eq!(code, 7, "{words}");
    assert!(words.contains("may have taken effect"), "{words}");
    drop(held);
}

#[test]
fn p012_an_answer_that_comes_after_the_first_interrupt_still_counts() {
    let (heard, wait) = std::sync::mpsc::channel();
    let port = server(move |mut stream| {
        receive(&mut stream);
        heard.send(stream).unwrap();
    });
    let mut child = oms(&format!("http://127.0.0.1:{port}"), EXECUTE)
        .spawn()
        .unwrap();
    let mut held = wait.recv_timeout(PATIENCE).unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    interrupt(&child);
    let mut line = String::new();
    while !line.starts_with("interrupted: ") {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "it ended at once");
    }
    held.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n{\"success\":true,\"data\":7}")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("Ticket  7"), "{stdout}");
}

#[test]
fn p011_an_interrupt_before_anything_was_sent_is_no_unknown() {
    let (heard, wait) = std::sync::mpsc::channel();
    // A server that accepts and never answers the TLS handshake: the request has not left when the interrupts come.
    let port = server(move |stream| heard.send(stream).unwrap());
    let child = oms(&format!("https://127.0.0.1:{port}"), EXECUTE)
        .spawn()
        .unwrap();
    let held = wait.recv_timeout(PATIENCE).unwrap();
    let (code, words) = interrupt_twice(child);
    assert_eq!(code, 130, "{words}");
    assert!(words.contains("before anything was sent"), "{words}");
    drop(held);
}

#[test]
fn p171_a_closed_standard_output_changes_no_exit_code() {
    let port = server(|mut stream| {
        receive(&mut stream);
        stream
            .write_all(
                b"HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n{\"success\":true,\"data\":1}",
            )
            .unwrap();
    });
    let endpoint = format!("http://127.0.0.1:{port}");
    for (more, code) in [(EXECUTE, 0), (&[], 0), (&["--no-such-flag"], 2)] {
        for json in [&[][..], &["-o", "json"]] {
            let mut child = oms(&endpoint, &[more, json].concat()).spawn().unwrap();
            drop(child.stdout.take());
            let output = child.wait_with_output().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(
                output.status.code(),
                Some(code),
                "{more:?} {json:?}: {stderr}"
            );
            assert!(!stderr.contains("panicked"), "{stderr}");
        }
    }
}

#[test]
fn p167_without_a_terminal_and_a_confirmation_nothing_is_sent() {
    let output = oms("http://127.0.0.1:1", &["--execute"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(output.stdout, b"");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("--yes=np_4w3a0001"), "{stderr}");
}

#[test]
fn p101_the_password_is_nowhere_in_what_is_printed() {
    let output = oms("http://127.0.0.1:1", EXECUTE).output().unwrap();
    assert_eq!(output.status.code(), Some(6));
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed).unwrap();
    for secret in ["secret", "YWRtaW46c2VjcmV0"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
