//! Two machines: network namespaces of their own if root runs the tests, each with an address of
//! its own.

use std::process::Command;
use std::sync::Arc;

use oms_cli::Exit;

use super::harness::journal::Journal;
use super::harness::operator::{MOVE, Operator, TASK};
use super::harness::server::{self, PASSWORD};
use super::locks::wait_for;

/// A network of two machines and a bridge, which is taken down when this is dropped.
struct Machines {
    name: String,
    net: String,
}

impl Machines {
    /// Puts the network up; `None` if this process may not, which is said.
    fn up() -> Option<Self> {
        if oms_testkit::is_missing("ip") {
            return None;
        }
        let id = std::process::id();
        let machines = Self {
            name: format!("oms{}", id % 100_000),
            net: format!("10.{}.{}", 64 + id % 128, id / 128 % 256),
        };
        let (name, net) = (&machines.name, &machines.net);
        let mut script = format!(
            "ip link add {name} type bridge && ip addr add {net}.1/24 dev {name} && ip link set {name} up"
        );
        for (machine, host) in [("a", 2), ("b", 3)] {
            let joined = format!(
                " && ip netns add {name}{machine} && ip link add {name}{machine} type veth peer name eth0 netns {name}{machine}
                 ip link set {name}{machine} master {name} up
                 ip netns exec {name}{machine} sh -c 'ip addr add {net}.{host}/24 dev eth0; ip link set eth0 up; ip link set lo up'"
            );
            script += &joined;
        }
        let mut shell = Command::new("sh");
        let done = shell.args(["-ec", &script]).env("LC_ALL", "C").output();
        let done = done.unwrap();
        if done.status.success() {
            return Some(machines);
        }
        let why = String::from_utf8_lossy(&done.stderr);
        assert!(oms_testkit::is_refusal(&why), "`{script}` fails: {why}");
        oms_testkit::skipped(&format!(
            "this process may make no network namespaces: {}",
            why.trim()
        ));
        None
    }

    fn machine(&self, name: &str) -> String {
        format!("{}{name}", self.name)
    }
}

impl Drop for Machines {
    fn drop(&mut self) {
        let name = &self.name;
        let script = format!("ip netns del {name}a; ip netns del {name}b; ip link del {name}");
        let _ = Command::new("sh").args(["-c", &script]).output();
    }
}

#[test]
fn p260_of_two_machines_with_one_journal_one_sends_and_the_other_is_told_by_whom() {
    let Some(machines) = Machines::up() else {
        // Two processes are in the other tests of this promise.
        return;
    };
    let Some(server) = server::own_on(&format!("{}.1", machines.net)) else {
        return;
    };
    let server = Arc::new(server);
    let journal = Journal::on(Arc::clone(&server));
    let service = std::net::TcpListener::bind((format!("{}.1", machines.net), 0)).unwrap();
    let url = format!("http://{}", service.local_addr().unwrap());
    let blind = [MOVE, &["--no-preflight", "--allow-plaintext"]].concat();
    let operator = |user: &str| {
        let port = server.address.port();
        let url = format!(
            "postgresql://{user}@{}.1:{port}/{}",
            machines.net, journal.database
        );
        Operator::new(&url, PASSWORD)
    };
    let (alice, bob) = (operator("alice"), operator("bob"));
    let (a, b) = (machines.machine("a"), machines.machine("b"));
    let running = alice.start(&["ip", "netns", "exec", &a], &url, &blind);
    let open = "SELECT count(*) FROM oms_journal.attempt WHERE status = 0";
    wait_for(&journal, open, "1");
    let (code, said) = bob.start(&["ip", "netns", "exec", &b], &url, &blind).wait();
    assert_eq!(code, Some(i32::from(Exit::Guard.code())), "{said}");
    for words in ["in flight", "as alice", "since 20", &format!("of {TASK}")] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let from = format!("{}.2", machines.net);
    let address = "SELECT host(client_addr) FROM pg_stat_activity WHERE usename = 'alice'";
    assert_eq!(journal.admin(address), from);
    running.kill();
    let (code, said) = bob.start(&["ip", "netns", "exec", &b], &url, &blind).wait();
    assert_eq!(code, Some(i32::from(Exit::Guard.code())), "{said}");
    assert!(said.contains("journal entry 1"), "{said}");
}
