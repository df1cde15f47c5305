//! Interrupts, closed streams and exit codes: what only a process has.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Child;

use crate::support::{EXECUTE, PATIENCE, interrupt, oms, receive, server};

/// Interrupts the command twice, the second time when it has said what it waits for. Gives exit
/// code and the rest of its words.
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
    // A server that accepts and never answers the TLS handshake: the request has not left when the
    // interrupts come.
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
    for (more, code) in [
        (EXECUTE, 0),
        (&["--no-preflight"], 0),
        (&["--no-such-flag"], 2),
    ] {
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
    let output = oms("http://127.0.0.1:1", &["--execute", "--no-preflight"])
        .output()
        .unwrap();
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
