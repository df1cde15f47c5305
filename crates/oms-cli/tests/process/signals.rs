//! Interrupts, closed streams and exit codes: what only a process has.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStderr, Command, Stdio};

use crate::support::{EXECUTE, PATIENCE, oms, receive, server, signal, silent};

/// Accepts the request that waits.
fn accept(mut held: TcpStream) {
    held.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n{\"success\":true,\"data\":7}")
        .unwrap();
}

/// Sends a signal, and waits until the command has said what it waits for.
fn interrupted(child: &mut Child, name: &str) -> BufReader<ChildStderr> {
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    signal(child, name);
    let mut line = String::new();
    while !line.starts_with("interrupted: ") {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "it ended at once");
    }
    stderr
}

/// Interrupts the command twice, the second time when it has said what it waits for. Gives exit
/// code and the rest of its words.
fn interrupt_twice(mut child: Child, [first, second]: [&str; 2]) -> (i32, String) {
    let mut stderr = interrupted(&mut child, first);
    signal(&child, second);
    let mut rest = String::new();
    stderr.read_to_string(&mut rest).unwrap();
    (child.wait().unwrap().code().unwrap(), rest)
}

#[test]
fn p012_an_interrupt_after_the_request_was_written_is_an_unknown() {
    for signals in [["INT", "INT"], ["TERM", "TERM"], ["TERM", "INT"]] {
        let (endpoint, wait) = silent();
        let child = oms(&endpoint, EXECUTE).spawn().unwrap();
        let held = wait.recv_timeout(PATIENCE).unwrap();
        let (code, words) = interrupt_twice(child, signals);
        assert_eq!(code, 7, "{signals:?}: {words}");
        assert!(words.contains("may have taken effect"), "{words}");
        drop(held);
    }
}

#[test]
fn p012_an_answer_that_comes_after_the_first_interrupt_still_counts() {
    for name in ["INT", "TERM"] {
        let (endpoint, wait) = silent();
        let mut child = oms(&endpoint, EXECUTE).spawn().unwrap();
        let held = wait.recv_timeout(PATIENCE).unwrap();
        // It has somebody to tell to the end.
        let _stderr = interrupted(&mut child, name);
        accept(held);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{name}");
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert!(stdout.contains("Ticket  7"), "{name}: {stdout}");
    }
}

/// Starts a command by a program that changes what a hangup does to it, and then becomes it.
fn through(words: &[&str], command: &Command) -> Child {
    let [program, own @ ..] = words else {
        panic!("a program has a name");
    };
    let envs = command.get_envs();
    Command::new(program)
        .env_clear()
        .args(own)
        .arg(command.get_program())
        .args(command.get_args())
        .envs(envs.filter_map(|(name, value)| Some((name, value?))))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The shell tells of the end of a terminal, and so does the kernel.
#[cfg(target_os = "linux")]
#[test]
fn p012_the_end_of_a_terminal_is_one_interrupt_however_often_it_is_told() {
    // The tests themselves may run behind `nohup`.
    let usual = ["/usr/bin/env", "--default-signal=HUP"];
    let (endpoint, wait) = silent();
    let mut child = through(&usual, &oms(&endpoint, EXECUTE));
    let held = wait.recv_timeout(PATIENCE).unwrap();
    let _stderr = interrupted(&mut child, "HUP");
    signal(&child, "HUP");
    accept(held);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");

    let (endpoint, wait) = silent();
    let child = through(&usual, &oms(&endpoint, EXECUTE));
    let held = wait.recv_timeout(PATIENCE).unwrap();
    let (code, words) = interrupt_twice(child, ["HUP", "TERM"]);
    assert_eq!(code, 7, "{words}");
    drop(held);
}

#[test]
fn p012_a_command_that_outlives_its_terminal_is_not_interrupted_by_its_end() {
    // As `nohup` does.
    let ignoring = ["/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh"];
    let (endpoint, wait) = silent();
    let child = through(&ignoring, &oms(&endpoint, EXECUTE));
    let held = wait.recv_timeout(PATIENCE).unwrap();
    signal(&child, "HUP");
    accept(held);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(!stderr.contains("interrupted"), "{stderr}");
}

#[test]
fn p011_an_interrupt_before_anything_was_sent_is_no_unknown() {
    for signals in [["INT", "INT"], ["TERM", "TERM"]] {
        let (heard, wait) = std::sync::mpsc::channel();
        // A server that accepts and never answers the TLS handshake: the request has not left when
        // the interrupts come.
        let port = server(move |stream| heard.send(stream).unwrap());
        let child = oms(&format!("https://127.0.0.1:{port}"), EXECUTE)
            .spawn()
            .unwrap();
        let held = wait.recv_timeout(PATIENCE).unwrap();
        let (code, words) = interrupt_twice(child, signals);
        assert_eq!(code, 130, "{signals:?}: {words}");
        assert!(words.contains("before anything was sent"), "{words}");
        drop(held);
    }
}

#[test]
fn a_signal_while_a_change_is_looked_up_ends_the_process_by_itself() {
    for (name, number) in [("INT", 2), ("TERM", 15)] {
        let (heard, wait) = std::sync::mpsc::channel();
        let port = server(move |stream| heard.send(stream).unwrap());
        let looking = ["--execute", "--yes=np_4w3a0001"];
        let mut child = oms(&format!("http://127.0.0.1:{port}"), &looking)
            .spawn()
            .unwrap();
        let held = wait.recv_timeout(PATIENCE).unwrap();
        signal(&child, name);
        assert_eq!(child.wait().unwrap().signal(), Some(number), "{name}");
        drop(held);
    }
}

#[cfg(feature = "simulator")]
#[test]
fn a_signal_ends_the_simulator_with_success() {
    for name in ["INT", "TERM"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_oms"))
            .arg("sim")
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut listening = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut listening).unwrap();
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(0), "{name}: {listening}");
    }
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

/// A filter that calls itself without an end is given up, and takes the outcome from nobody.
#[cfg(feature = "jq")]
#[test]
fn behind_a_filter_that_calls_itself_without_an_end_the_outcome_is_told() {
    use crate::support::{RESET, Running, at, journal, text};

    const BOUNDED: &str = "ulimit -c 0; ulimit -s 8192; exec \"$0\" \"$@\"";
    let running = Running::start(oms_sim::Simulator::builder());
    let journal = journal();
    let sent = Command::new("/bin/sh")
        .args(["-c", BOUNDED, env!("CARGO_BIN_EXE_oms")])
        .args([RESET, EXECUTE, &["--jq", "def f: [f]; f"]].concat())
        .env_clear()
        .env("OMS_ENDPOINT", running.url())
        .env("OMS_USER", "admin")
        .env("OMS_PASSWORD", "secret")
        .env("OMS_JOURNAL", &journal)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = text(&sent);
    // It was accepted, and its answer could not be shown.
    assert_eq!(sent.status.code(), Some(8), "{said}");
    assert!(
        said.contains("was accepted (journal entry 1), but --jq failed"),
        "{said}"
    );
    assert_eq!(running.commits("np_4w3a0001"), 1);
    let mut list = at(&running.url());
    let list = list.env("OMS_JOURNAL", &journal).args(["journal", "list"]);
    let listed = text(&list.output().unwrap());
    assert!(listed.contains("accepted"), "{listed}");
}
