//! A write that was given up while the network held it back: it never arrives later.
//!
//! A firewall drops what carries data and lets handshakes through, so that the kernel goes on
//! sending the request again.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use oms_sim::Simulator;

use crate::network;
use crate::support::{EXECUTE, PATIENCE, Running, oms};

/// The request is held back at these ports for so long.
const HELD: [(u16, Duration); 2] = [
    (9003, Duration::from_secs(3)),
    (9008, Duration::from_secs(8)),
];

/// Commands at each of these ports.
const RUNS: usize = 10;

/// The request is held back at this port while its process is killed.
const KILLED: u16 = 9004;

/// Handshakes are shorter, requests are longer.
fn firewall(change: &str, port: u16) -> String {
    format!("iptables {change} INPUT -p tcp --dport {port} -m length --length 100: -j DROP")
}

fn open(port: u16) {
    let status = Command::new("sh")
        .args(["-c", &firewall("-D", port)])
        .status();
    assert!(status.unwrap().success());
}

fn service(port: u16) -> Running {
    Running::start(Simulator::builder().listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port))))
}

#[test]
fn p227_a_request_that_was_held_back_by_the_network_never_arrives_after_its_process_has_ended() {
    if !network::is_own() {
        let ports = HELD.map(|(port, _)| port).into_iter().chain([KILLED]);
        let rules: Vec<String> = ports.map(|port| firewall("-A", port)).collect();
        return network::run(
            module_path!(),
            "p227_a_request_that_was_held_back_by_the_network_never_arrives_after_its_process_has_ended",
            &rules.join(" && "),
        );
    }
    let started = Instant::now();
    let services = HELD.map(|(port, _)| service(port));
    let killed = service(KILLED);
    let ports: Vec<u16> = HELD.map(|(port, _)| [port; RUNS]).concat();
    let commands: Vec<_> = ports
        .into_iter()
        .map(|port| thread::spawn(move || give_up(port)))
        .collect();
    kill_while_held(&killed);
    for command in commands {
        command.join().unwrap();
    }
    for ((port, time), service) in HELD.iter().zip(&services) {
        assert_eq!(
            network::held_for(*port),
            [0; 0],
            "the kernel holds nothing for port {port}"
        );
        thread::sleep(time.saturating_sub(started.elapsed()));
        assert_eq!(service.commits("np_4w3a0001"), 0);
        open(*port);
    }
    open(KILLED);
    // The kernel doubles its waits: what it held at the eighth second it would send again before
    // the fourteenth.
    thread::sleep(Duration::from_secs(14).saturating_sub(started.elapsed()));
    for service in services.iter().chain([&killed]) {
        assert_eq!(
            service.simulator.requests().len(),
            0,
            "what was given up came in later"
        );
        // The way is open, so that it could have come.
        let undisturbed = oms(&service.url(), EXECUTE).output().unwrap();
        assert_eq!(undisturbed.status.code(), Some(0), "{undisturbed:?}");
        assert_eq!(service.commits("np_4w3a0001"), 1);
    }
}

/// Gives up before the network lets the request through.
fn give_up(port: u16) {
    let mut command = oms(&format!("http://127.0.0.1:{port}"), EXECUTE);
    let output = command.arg("--timeout=1500ms").output().unwrap();
    // The request was written, and nothing is known of it.
    assert_eq!(output.status.code(), Some(7), "{output:?}");
}

/// Kills a process as soon as the kernel holds its request.
fn kill_while_held(service: &Running) {
    let mut command = oms(&service.url(), EXECUTE).spawn().unwrap();
    let started = Instant::now();
    while network::held_for(KILLED).is_empty() {
        assert!(started.elapsed() < PATIENCE, "no request was written");
        thread::sleep(Duration::from_millis(5));
    }
    command.kill().unwrap();
    command.wait().unwrap();
    assert_eq!(network::held_for(KILLED), [0; 0]);
}
