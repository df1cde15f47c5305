//! Calls that nobody waits for any more.

use std::thread;
use std::time::{Duration, Instant};

use oms_sim::{Fault, FaultRule};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Host, TASK, simulator};
use crate::support::{PATIENCE, Running, silent};

/// A number for a call to send a plan, and one for the read that keeps the command busy meanwhile.
pub(super) const APPLY: u64 = 601;
const READ: u64 = 602;

/// A call that the test waits for by itself.
pub(super) fn call(id: u64, tool: &str, arguments: &Value) -> Value {
    let params = json!({"name": tool, "arguments": arguments});
    json!({"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params})
}

fn cancel() -> Value {
    let params = json!({ "requestId": APPLY });
    json!({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": params})
}

/// The time that a read keeps the command busy, and that in which a call waits in line behind it.
const BUSY: Duration = Duration::from_secs(3);
const IN_LINE: Duration = Duration::from_millis(300);

/// Reads the task, which takes a while from now on.
fn read(running: &Running) -> Value {
    let slow = FaultRule::new(Fault::delay(BUSY));
    running.simulator.inject(slow).unwrap();
    let arguments = json!({"action": "DescribeProject", "parameters": {"id": TASK}});
    call(READ, "read_action", &arguments)
}

pub(super) fn wait_for(host: &mut Host, is_it: impl Fn(&Value) -> bool) -> Value {
    loop {
        let message = host.receive();
        if is_it(&message) {
            return message;
        }
    }
}

/// A host whose person was asked, and has answered while the command was busy with a read.
fn confirmed(running: &Running, home: &TempDir) -> Host {
    let mut host = Host::start(home.path(), &running.url(), &[], Some(json!(TASK)));
    let plan = host.plan();
    host.send(&call(APPLY, "apply_plan", &json!({ "plan_id": plan })));
    let asked = wait_for(&mut host, |it| it["method"] == "elicitation/create");
    host.send(&read(running));
    let answer = json!({"action": "accept", "content": {"confirm": TASK}});
    host.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": answer}));
    thread::sleep(IN_LINE);
    host
}

#[test]
fn a_cancelled_or_abandoned_apply_sends_nothing() {
    let running = simulator();
    let home = TempDir::new().unwrap();

    let mut host = confirmed(&running, &home);
    host.send(&cancel());
    wait_for(&mut host, |it| it["id"] == READ);
    // Everything that was asked for before has been carried out by then.
    let (text, is_error) = host.call("journal", &json!({}));
    assert!(!is_error && !text.contains("StopProject"), "{text}");
    host.end();
    assert_eq!(running.commits(TASK), 0, "cancelled");

    running.simulator.clear_faults();
    confirmed(&running, &home).end();
    assert_eq!(running.commits(TASK), 0, "abandoned");

    running.simulator.clear_faults();
    let mut host = Host::start(home.path(), &running.url(), &[], Some(json!(TASK)));
    let plan = host.plan();
    host.send(&read(&running));
    host.send(&call(APPLY, "apply_plan", &json!({ "plan_id": plan })));
    thread::sleep(IN_LINE);
    host.send(&cancel());
    host.call("journal", &json!({}));
    let lines = host.end();
    assert!(
        lines
            .iter()
            .all(|line| !line.contains("elicitation/create")),
        "nobody is asked about what was cancelled: {lines:?}"
    );
    assert_eq!(running.commits(TASK), 0, "cancelled before the question");
}

#[test]
fn a_line_that_is_no_json_is_answered_and_the_next_one_as_well() {
    let running = simulator();
    let home = TempDir::new().unwrap();
    let mut host = Host::start(home.path(), &running.url(), &[], None);
    host.write("no JSON");
    let answer = host.receive();
    assert_eq!(answer["error"]["code"], -32700, "{answer}");
    assert_eq!(answer["id"], Value::Null, "{answer}");
    let half = r#"{"jsonrpc":"2.0","id":9,"method":"ping","params":{"_meta":{"a":"\ud800"}}}"#;
    host.write(half);
    let answer = host.receive();
    assert_eq!(answer["error"]["code"], -32700, "{answer}");
    assert_eq!(answer["id"], 9, "{answer}");
    let list = json!({"name": "status", "arguments": []});
    host.send(&json!({"jsonrpc": "2.0", "id": 10, "method": "tools/call", "params": list}));
    let answer = host.receive();
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
    assert_eq!(answer["id"], 10, "{answer}");
    assert!(!host.call("list_actions", &json!({})).1);
    host.end();
}

#[test]
fn a_signal_ends_the_server_whatever_it_has_sent_before() {
    for name in ["TERM", "INT"] {
        for has_sent in [false, true] {
            let running = simulator();
            let home = TempDir::new().unwrap();
            let mut host = Host::start(home.path(), &running.url(), &[], Some(json!(TASK)));
            if has_sent {
                let plan = host.plan();
                let (text, is_error) = host.apply(&plan);
                assert!(!is_error, "{text}");
            }
            host.ends_by(name);
            assert_eq!(running.commits(TASK), usize::from(has_sent), "{name}");
        }
    }
}

/// Nothing is lost with the answer of a read, and a service may never give it.
#[test]
fn a_signal_ends_the_server_at_once_while_it_waits_for_a_read() {
    let (endpoint, wait) = silent();
    let home = TempDir::new().unwrap();
    let mut host = Host::start(home.path(), &endpoint, &[], None);
    let arguments = json!({"action": "DescribeProject", "parameters": {"id": TASK}});
    host.send(&call(READ, "read_action", &arguments));
    let held = wait.recv_timeout(PATIENCE).unwrap();
    let begun = Instant::now();
    host.ends_by("TERM");
    assert!(begun.elapsed() < BUSY, "{:?}", begun.elapsed());
    drop(held);
}
