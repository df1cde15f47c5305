//! Options of the program `oms-sim`: what they arm, and which words refuse them.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use super::program::{Process, run};

#[test]
fn an_address_that_is_taken_is_an_error_in_words() {
    let process = Process::start(&[]);
    let port = process.address.port().to_string();
    let (output, _) = run(&["--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("oms-sim: "), "{stderr}");
    assert!(stderr.contains(&port), "{stderr}");

    // The place that is wrong is named, and not the address of the API beside it.
    let folder = tempfile::tempdir().unwrap();
    let tape = folder.path().join("tape");
    let socket = folder.path().join("stale.sock");
    fs::write(&socket, "").unwrap();
    let (tape_path, socket_path) = (tape.to_str().unwrap(), socket.to_str().unwrap());
    let taken = format!("127.0.0.1:{port}");
    for (arguments, place) in [
        (&["--admin-port", &port][..], taken.as_str()),
        (&["--unix", socket_path], socket_path),
        (
            &[
                "--record",
                tape_path,
                "--upstream",
                "http://h",
                "--port",
                &port,
            ],
            taken.as_str(),
        ),
    ] {
        let (output, _) = run(arguments);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {stderr}");
        let words = format!("oms-sim: cannot listen on {place}: ");
        assert!(stderr.starts_with(&words), "{arguments:?}: {stderr}");
        assert_eq!(stderr.matches("cannot listen").count(), 1, "{stderr}");
    }
    assert!(!tape.exists(), "nothing is made before it can listen");
}

#[test]
fn p217_an_option_that_no_recorder_has_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let tape = folder.path().join("tape");
    let record = ["--record", tape.to_str().unwrap(), "--upstream", "http://h"];
    for more in [
        &["--unix", "sock"][..],
        &["--admin-port", "0"],
        &["--admin-bind", "127.0.0.1"],
        &["--admin-host", "h"],
        &["--no-admin"],
        &["--user", "jane"],
        &["--password", "own"],
        &["--body-limit", "9"],
        &["--most-connections", "9"],
        &["--scenario", "s.toml"],
        &["--replay", "other"],
        &["--seed", "7"],
        &["--loose"],
        &["--real-time"],
        &["--fault", "garbage"],
        &["--print-scenario"],
        &["--explain"],
        &["--check"],
    ] {
        let (output, stdout) = run(&[&record, more].concat());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{more:?}: {stderr}");
        assert!(stderr.contains("cannot be used with"), "{more:?}: {stderr}");
        assert_eq!(stdout, "", "{more:?}");
    }
    assert!(!tape.exists());
}

#[test]
fn p217_an_exchange_that_cannot_be_written_is_named_and_the_others_are_played() {
    let folder = tempfile::tempdir().unwrap();
    let tape = folder.path().join("tape");
    let tape = tape.to_str().unwrap();
    let service = Process::start(&[]);
    let upstream = format!("http://{}", service.address);
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -f 1 && exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_oms-sim"))
        .args(["--port", "0", "--record", tape, "--upstream", &upstream])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut recorder = Process::ready(command);
    let long = "A".repeat(3_000);
    for action in ["ListAllLabels", long.as_str(), "ListAllLabels"] {
        let answer = recorder.get(&format!("/api/v2?Action={action}"));
        assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    }
    recorder.signal("TERM");
    assert_eq!(recorder.child.wait().unwrap().code(), Some(1));
    let mut stderr = String::new();
    let pipe = recorder.child.stderr.as_mut().unwrap();
    pipe.read_to_string(&mut stderr).unwrap();
    let first = format!("oms-sim: {tape}/0002-AAAA");
    assert!(stderr.starts_with(&first), "{stderr}");
    assert!(stderr.contains("not in the recording"), "{stderr}");
    assert_eq!(fs::read_dir(tape).unwrap().count(), 2);
    let replayed = Process::start(&["--replay", tape]);
    assert!(replayed.get("/_sim/clock").starts_with("HTTP/1.1 200"));
}

#[test]
fn p208_faults_are_armed_on_the_command_line() {
    let arguments = [
        "--fault",
        "commit-then-status=404",
        "--fault",
        "echo-headers",
    ];
    let process = Process::start(&arguments);
    let faults = process.get("/_sim/faults");
    for words in ["{\"commit-then-status\":404}", "{\"echo-headers\":{"] {
        assert!(faults.contains(words), "{faults}");
    }
    let (output, _) = run(&["--fault", "garbge"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.contains("did you mean `garbage`?"), "{stderr}");
    for (fault, words) in [
        ("delay=5x", "5x"),
        ("delay=2h", "nothing waits longer than an hour"),
        ("status={code=99}", "a final status is from 200 to 599"),
    ] {
        let (output, _) = run(&["--fault", fault]);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{fault}: {stderr}");
        assert!(stderr.contains(words), "{fault}: {stderr}");
        assert!(!stderr.contains("cannot listen"), "{fault}: {stderr}");
    }
}
