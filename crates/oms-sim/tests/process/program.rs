//! The program `oms-sim` as a process: its ready line, its answers, and its end.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A running `oms-sim`, which is killed if a test fails.
pub(super) struct Process {
    pub(super) child: Child,
    ready: Value,
    pub(super) address: SocketAddr,
}

impl Process {
    pub(super) fn start(arguments: &[&str]) -> Self {
        let mut command = program(&["--port", "0"]);
        command.args(arguments);
        Self::ready(command)
    }

    /// Starts a command, and waits until it says that it is ready.
    pub(super) fn ready(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let address = ready["address"].as_str().unwrap();
        assert_eq!(ready["event"], "listening");
        assert_eq!(ready["url"], format!("http://{address}"));
        Self {
            address: address.parse().unwrap(),
            ready,
            child,
        }
    }

    pub(super) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status();
        assert!(status.unwrap().success());
    }

    /// Asks the API for a path, and gives the whole answer.
    pub(super) fn get(&self, path: &str) -> String {
        get(self.address, path)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oms-sim"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub(super) fn run(arguments: &[&str]) -> (Output, String) {
    let output = program(arguments).output().unwrap();
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    (output, stdout)
}

#[test]
fn promise_213_it_says_where_it_listens_and_stops_within_a_second() {
    for signal in ["TERM", "INT"] {
        let mut process = Process::start(&[]);
        let answer = process.get("/_sim/state");
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
fn promise_213_a_call_that_takes_its_time_does_not_hold_the_stop_up() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = folder.path().join("slow.toml");
    fs::write(&scenario, "[[fault]]\nstrike.delay = \"10m\"\n").unwrap();
    let mut process = Process::start(&["--scenario", scenario.to_str().unwrap()]);
    let mut stream = TcpStream::connect(process.address).unwrap();
    stream
        .write_all(b"GET /slow HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .unwrap();
    while !process.get("/_sim/requests").contains("/slow") {}
    process.signal("TERM");
    let stopped = Instant::now();
    assert!(process.child.wait().unwrap().success());
    assert!(
        stopped.elapsed() < Duration::from_secs(1),
        "{:?}",
        stopped.elapsed()
    );
}

#[test]
fn p311_bodies_full_of_secrets_do_not_hold_the_stop_up() {
    let mut process = Process::start(&[]);
    let secrets = |count: usize, before: &str| -> String {
        let secrets = (0..count).map(|number| format!(r#"{before}"c{number:05}xy1","#));
        secrets.collect()
    };
    // A text that is no JSON, one that is, and one without a secret.
    let bodies = [
        format!("{{{}", secrets(2_500, r#""password":"#)),
        format!(r#"{{"password":[{}1]}}"#, secrets(20_000, "")),
        "The task waits: it is late. ".repeat(2_300),
    ];
    // Several of each, so that no thread would be left if all had to be searched.
    let held: Vec<TcpStream> = bodies
        .iter()
        .cycle()
        .take(12)
        .map(|body| {
            let mut stream = TcpStream::connect(process.address).unwrap();
            let head = format!(
                "POST /api/v2?Action=StopProject HTTP/1.1\r\nhost: localhost\r\n\
                 authorization: Basic YWRtaW46c2VjcmV0\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(body.as_bytes()).unwrap();
            stream
        })
        .collect();
    // Time enough for the bodies to come, and for a search in them to begin.
    std::thread::sleep(Duration::from_millis(500));
    process.signal("TERM");
    let stopped = Instant::now();
    assert!(process.child.wait().unwrap().success());
    let took = stopped.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    drop(held);
}

#[test]
fn promise_212_the_simulator_itself_has_the_port_that_is_asked_for_or_none() {
    let apart = Process::start(&["--admin-port", "0"]);
    let control = apart.ready["control"].as_str().unwrap();
    let address = control
        .trim_start_matches("http://")
        .trim_end_matches("/_sim/");
    assert_ne!(address, apart.address.to_string());
    assert!(get(address.parse().unwrap(), "/_sim/state").contains("np_4w3a0001"));
    assert!(apart.get("/_sim/state").starts_with("HTTP/1.1 404"));

    let without = Process::start(&["--no-admin"]);
    assert_eq!(without.ready["control"], Value::Null);
    assert!(without.get("/_sim/state").starts_with("HTTP/1.1 404"));

    let beside = Process::start(&[]);
    assert_eq!(
        beside.ready["control"],
        format!("http://{}/_sim/", beside.address)
    );
    for (arguments, words) in [
        (
            &["--no-admin", "--admin-port", "0"][..],
            "cannot be used with",
        ),
        (&["--admin-bind", "0.0.0.0"], "--admin-port"),
    ] {
        let (output, _) = run(arguments);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr.contains(words), "{arguments:?}: {stderr}");
    }
}

#[test]
fn promise_213_a_check_says_whether_a_simulator_answers() {
    let check = |port: &str, more: &[&str]| {
        let (output, _) = run(&[&["--check", "--port", port], more].concat());
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), stderr)
    };
    // A fault strikes the calls of the API, and the check is none.
    let mut up = Process::start(&["--fault", "status={code=503}"]);
    let port = up.address.port().to_string();
    assert_eq!(check(&port, &[]), (Some(0), String::new()));
    assert_eq!(check(&port, &["--bind", "0.0.0.0"]).0, Some(0));
    let requests = up.get("/_sim/requests");
    assert!(!requests.contains("/_sim/"), "{requests}");

    up.child.kill().unwrap();
    up.child.wait().unwrap();
    let (code, words) = check(&port, &[]);
    assert_eq!(code, Some(1));
    assert!(
        words.contains("no simulator answers at 127.0.0.1"),
        "{words}"
    );

    let apart = Process::start(&["--admin-port", "0"]);
    let control = apart.ready["control"].as_str().unwrap();
    let admin = control
        .trim_end_matches("/_sim/")
        .rsplit(':')
        .next()
        .unwrap();
    let port = apart.address.port().to_string();
    assert_eq!(check(&port, &["--admin-port", admin]).0, Some(0));
    let (code, words) = check(&port, &[]);
    assert_eq!(code, Some(1));
    assert!(words.contains("\"404\""), "{words}");
    assert_eq!(check("0", &[]).0, Some(1));
    assert_eq!(check(&port, &["--no-admin"]).0, Some(2));
}

#[test]
fn promise_211_a_scenario_is_played_and_a_wrong_one_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = folder.path().join("mine.toml");
    let path = scenario.to_str().unwrap();
    fs::write(
        &scenario,
        "[[task]]\nid = \"np_mine\"\nforward.behind = \"1h\"\n",
    )
    .unwrap();
    let process = Process::start(&["--scenario", path, "--seed", "7", "--loose"]);
    let snapshot = process.get("/_sim/snapshot");
    for words in ["np_mine", "\"loose\":true", "\"random\":\"7\""] {
        assert!(snapshot.contains(words), "{snapshot}");
    }

    fs::write(&scenario, "[[tsak]]\nid = \"np_mine\"\n").unwrap();
    let (output, _) = run(&["--scenario", path]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    for words in [path, "line 1", "did you mean `task`?"] {
        assert!(stderr.contains(words), "{stderr}");
    }
}

#[test]
fn promise_211_the_built_in_scenario_is_printed_as_one_to_start_from() {
    let (output, stdout) = run(&["--print-scenario"]);
    assert!(output.status.success());
    let printed = oms_sim::Scenario::parse(&stdout).unwrap();
    assert_eq!(printed, oms_sim::Scenario::built_in());
}

#[test]
fn promise_220_every_behaviour_is_explained_with_how_it_is_known() {
    let (output, stdout) = run(&["--explain"]);
    assert!(output.status.success());
    for basis in oms_sim::behaviours() {
        let at = stdout.find(&format!("{}: ", basis.id())).unwrap();
        assert!(stdout[at..].contains(basis.text()), "{}", basis.id());
    }
    for known in ["documented", "observed in another client", "invented"] {
        assert!(stdout.contains(known), "{known}");
    }
}

#[test]
fn promise_213_a_unix_socket_is_listened_on_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("oms.sock");
    let mut process = Process::start(&["--unix", path.to_str().unwrap()]);
    assert!(path.exists());
    process.signal("TERM");
    assert!(process.child.wait().unwrap().success());
    assert!(!path.exists());
}

#[test]
fn promise_217_a_service_is_recorded_and_played_by_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let tape = folder.path().join("tape");
    let tape = tape.to_str().unwrap();
    let service = Process::start(&[]);
    let upstream = format!("http://{}", service.address);
    let mut recorder = Process::start(&["--record", tape, "--upstream", &upstream]);
    assert!(
        recorder
            .get("/api/v2?Action=ListAllLabels")
            .starts_with("HTTP/1.1 401")
    );
    recorder.signal("TERM");
    assert!(recorder.child.wait().unwrap().success());
    let written = fs::read_dir(tape).unwrap().count();
    assert_eq!(written, 1);

    let replayed = Process::start(&["--replay", tape]);
    assert!(replayed.get("/_sim/state").starts_with("HTTP/1.1 200"));
    for (arguments, code, words) in [
        (&["--record", tape][..], 2, "--upstream"),
        (&["--record", tape, "--upstream", "https://h"], 1, "tunnel"),
        (
            &["--record", tape, "--upstream", &upstream],
            1,
            "holds a recording already",
        ),
        (&["--replay", "no/such/folder"], 1, "no/such/folder"),
        (&["--replay", tape, "--loose"], 2, "cannot be used with"),
    ] {
        let (output, _) = run(arguments);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
        assert!(stderr.contains(words), "{arguments:?}: {stderr}");
    }
}

#[test]
fn p311_a_default_password_is_warned_of_where_other_machines_reach_it() {
    // An address of nobody, so that the program ends before anybody reaches it.
    for (arguments, warned) in [
        (&["--bind", "192.0.2.1"][..], true),
        (
            &["--bind", "192.0.2.1", "--password", "long and own"],
            false,
        ),
        (&["--bind", "127.0.0.300"], false),
    ] {
        let (output, stdout) = run(arguments);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        assert_eq!(stdout, "");
        assert_eq!(
            stderr.contains("warning: other machines"),
            warned,
            "{stderr}"
        );
        assert_eq!(stderr.contains("--password"), warned, "{stderr}");
    }
    let mut process = Process::start(&[]);
    process.signal("TERM");
    process.child.wait().unwrap();
    let mut stderr = String::new();
    let pipe = process.child.stderr.as_mut().unwrap();
    pipe.read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "", "nobody else reaches it");
}

#[cfg(unix)]
#[test]
fn p311_a_process_that_may_open_no_more_files_stays_reachable() {
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -n 40 && exec \"$0\" --port 0"])
        .arg(env!("CARGO_BIN_EXE_oms-sim"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let process = Process::ready(command);
    let held: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = TcpStream::connect(process.address).unwrap();
            stream.write_all(b"POST /api/v2 HTTP/1.1\r\n").unwrap();
            stream
        })
        .collect();
    let began = Instant::now();
    let answer = process.get("/_sim/state");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
    drop(held);
}
