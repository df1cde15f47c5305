//! Faults on demand: which calls they strike, when, and what the ledger says of it.

mod looks;

use std::io::ErrorKind;
use std::time::Duration;

use oms_client::shapes::TaskStatus;
use oms_client::{EpochSeconds, Error, Outcome};
use oms_sim::{Delivery, Fault, FaultRule, Simulator};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::{API, GOOD, RIGHT, call, client, exchange, reset, start};
use crate::support::cut::cut;

/// The bytes that came back on the wire, and how they ended.
struct Wire {
    text: String,
    reset: bool,
}

/// Sends one request and reads whatever comes until the connection ends.
async fn wire(simulator: &Simulator, body: &str) -> Wire {
    let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
    let length = body.len();
    let request = format!(
        "POST {API} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: {RIGHT}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let ended = stream.read_to_end(&mut bytes).await;
    Wire {
        text: String::from_utf8_lossy(&bytes).into_owned(),
        reset: ended.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset),
    }
}

#[tokio::test]
async fn p208_a_cut_can_be_a_reset() {
    let simulator = start().await;
    simulator.inject(cut(Some(1), false, true)).unwrap();
    let seen = wire(&simulator, GOOD).await;
    assert!(seen.reset, "{:?}", seen.text);
    assert!(simulator.requests()[0].committed);
}

#[tokio::test]
async fn p208_an_answer_whose_head_is_slow_to_close_states_no_length() {
    let simulator = start().await;
    simulator
        .inject(Fault::slow_close(Duration::from_millis(1)))
        .unwrap();
    let seen = wire(&simulator, GOOD).await;
    assert!(!seen.text.contains("content-length"), "{}", seen.text);
}

#[tokio::test(start_paused = true)]
async fn p208_a_delay_comes_before_the_effect_and_a_latency_after_it() {
    let ten_minutes = Duration::from_secs(600);
    for (fault, committed_meanwhile) in [
        (Fault::delay(ten_minutes), false),
        (Fault::latency(ten_minutes), true),
    ] {
        let simulator = start().await;
        simulator.inject(fault.clone()).unwrap();
        let began = Instant::now();
        let answered = call(&simulator, GOOD);
        tokio::pin!(answered);
        let meanwhile = tokio::time::sleep(ten_minutes / 2);
        tokio::select! {
            _ = &mut answered => panic!("{fault:?}: answered after {:?}", began.elapsed()),
            () = meanwhile => {}
        }
        let entry = simulator
            .requests()
            .pop()
            .expect("it is in the ledger while it waits");
        assert_eq!(entry.committed, committed_meanwhile, "{fault:?}");
        assert_eq!(
            (entry.delivery, entry.status),
            (Delivery::Pending, None),
            "{fault:?}: nothing has been sent"
        );
        assert_eq!(answered.await.json()["success"], json!(true));
        assert!(
            (ten_minutes..ten_minutes * 2).contains(&began.elapsed()),
            "{:?}",
            began.elapsed()
        );
        assert!(simulator.requests()[0].committed);
    }
}

#[tokio::test(start_paused = true)]
async fn p208_a_peer_that_gives_up_does_not_stop_a_service_that_takes_its_time() {
    let simulator = start().await;
    simulator
        .inject(Fault::delay(Duration::from_secs(600)))
        .unwrap();
    let given_up = tokio::time::timeout(Duration::from_secs(60), call(&simulator, GOOD)).await;
    assert!(given_up.is_err());
    assert!(!simulator.requests()[0].committed);
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert!(simulator.requests()[0].committed);
}

#[tokio::test(start_paused = true)]
async fn p208_a_drip_takes_as_long_as_its_pauses() {
    let simulator = start().await;
    simulator
        .inject(Fault::drip(1, Duration::from_secs(1)))
        .unwrap();
    let began = Instant::now();
    let seen = wire(&simulator, GOOD).await;
    let bytes = u32::try_from(seen.text.len()).unwrap();
    assert!(
        began.elapsed() >= Duration::from_secs(1) * (bytes - 1),
        "{bytes} bytes in {:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn p208_a_fault_strikes_the_calls_that_its_rule_names_and_no_other() {
    let lost = || FaultRule::new(Fault::LoseBeforeCommit);
    let reset_first = FaultRule::new(Fault::ResetBeforeReading);
    for (rule, struck) in [
        (lost().nth(2), [false, true, false, false]),
        (lost().every(2), [false, true, false, true]),
        (lost().times(1), [true, false, false, false]),
        (lost().on_task("np_4w3a0002"), [false, true, false, true]),
        (
            lost().on_task("np_4w3a0002").nth(2),
            [false, false, false, true],
        ),
        (
            lost().on_action("ResetIncrStartTimestamp").nth(3),
            [false, false, true, false],
        ),
        (
            reset_first.clone().nth(2).nth(3),
            [false, true, true, false],
        ),
        (
            reset_first.on_action("ResetIncrStartTimestamp").times(2),
            [true, true, false, false],
        ),
    ] {
        let simulator = start().await;
        simulator.inject(rule.clone()).unwrap();
        let mut seen = Vec::new();
        for number in 0..4 {
            let task = if number % 2 == 0 {
                "np_4w3a0001"
            } else {
                "np_4w3a0002"
            };
            let answer = wire(&simulator, &reset(task, false, "1742365118")).await;
            seen.push(answer.text.is_empty());
        }
        assert_eq!(seen, struck, "{rule:?}");
        let ledger: Vec<bool> = simulator
            .requests()
            .iter()
            .map(|entry| !entry.faults.is_empty())
            .collect();
        assert_eq!(ledger, struck, "{rule:?}");
    }
}

#[tokio::test]
async fn p208_probability_is_drawn_from_the_seed() {
    let struck = async |seed| {
        let rule = FaultRule::new(Fault::Html502).probability(0.5);
        let simulator = Simulator::builder()
            .seed(seed)
            .fault(rule)
            .start()
            .await
            .unwrap();
        let mut struck = Vec::new();
        for _ in 0..16 {
            struck.push(call(&simulator, GOOD).await.status == 502);
        }
        struck
    };
    let first = struck(1).await;
    assert_eq!(struck(1).await, first);
    assert_ne!(struck(2).await, first);
    assert!(first.contains(&true) && first.contains(&false), "{first:?}");
}

/// A call on a connection that is kept.
fn kept() -> String {
    let length = GOOD.len();
    format!(
        "POST {API} HTTP/1.1\r\nhost: h\r\nauthorization: {RIGHT}\r\ncontent-length: {length}\r\n\r\n{GOOD}"
    )
}

#[tokio::test]
async fn p208_a_kept_connection_can_be_reset_before_its_next_request_is_read() {
    // The second request comes behind the answer to the first one, or with the first one.
    for writes in [[kept(), kept()], [kept() + &kept(), String::new()]] {
        let simulator = start().await;
        simulator
            .inject(FaultRule::new(Fault::ResetBeforeReading).nth(2))
            .unwrap();
        let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
        let [first, second] = &writes;
        stream.write_all(first.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"}") {
            assert_ne!(stream.read_buf(&mut answer).await.unwrap(), 0);
        }
        stream.write_all(second.as_bytes()).await.unwrap();
        let ended = stream.read_to_end(&mut answer).await;
        assert_eq!(ended.unwrap_err().kind(), ErrorKind::ConnectionReset);
        let entries = simulator.requests();
        let read: Vec<bool> = entries.iter().map(|entry| entry.whole).collect();
        assert_eq!(read, [true, false]);
    }
}

/// A Unix socket knows no reset; the call takes no effect on it all the same.
#[cfg(unix)]
#[tokio::test]
async fn p208_a_unix_socket_ends_where_a_call_is_reset_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("oms.sock");
    let builder = Simulator::builder().fault(Fault::ResetBeforeReading);
    let simulator = builder.listen_unix(&path).start().await.unwrap();
    let mut stream = tokio::net::UnixStream::connect(&path).await.unwrap();
    stream.write_all(kept().as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // The system may report bytes that nobody has read as a reset.
    let _ = stream.read_to_end(&mut answer).await;
    assert_eq!(answer, b"");
    let entry = &simulator.requests()[0];
    assert_eq!(entry.faults, ["reset-before-reading"]);
    assert!(!entry.committed && simulator.commits().is_empty());
}

#[tokio::test]
async fn p209_nothing_but_the_ledger_tells_a_lost_request_from_a_lost_reply() {
    let call = async |fault| {
        let simulator = start().await;
        simulator.inject(fault).unwrap();
        let error = client(&simulator)
            .reset_incr_start_timestamp()
            .id("np_4w3a0001")
            .reverse(false)
            .start_timestamp(EpochSeconds::new(1_742_365_118).unwrap())
            .send()
            .await
            .unwrap_err();
        (simulator, error)
    };
    let (before, lost_request) = call(Fault::LoseBeforeCommit).await;
    let (after, lost_reply) = call(Fault::CommitAndLoseReply).await;

    for error in [&lost_request, &lost_reply] {
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    }
    let cause = |error: &Error| match error {
        Error::Unknown(unknown) => (
            unknown.cause(),
            unknown.status(),
            unknown
                .to_string()
                .replace(|c: char| c.is_ascii_digit(), ""),
        ),
        other => panic!("{other}"),
    };
    assert_eq!(
        cause(&lost_request),
        cause(&lost_reply),
        "a client cannot tell the two apart"
    );

    for (simulator, commits) in [(&before, 0), (&after, 1)] {
        let [entry] = &simulator.requests()[..] else {
            panic!(
                "one request is sent, and never a second: {:?}",
                simulator.requests()
            );
        };
        assert!(entry.whole, "both were read to their end");
        assert_eq!(entry.delivery, Delivery::Lost);
        assert_eq!(entry.committed, commits == 1);
        assert_eq!(simulator.commits().len(), commits);
        assert_eq!(simulator.world().tickets().len(), commits);
    }
    assert_eq!(before.requests()[0].body, after.requests()[0].body);
}

#[tokio::test]
async fn p208_a_description_can_answer_for_another_task() {
    let simulator = start().await;
    simulator.inject(Fault::OtherTask).unwrap();
    let client = client(&simulator);
    let asked = "np_4w3a0002";
    let described = client.describe_project().id(asked).send().await.unwrap();
    assert_eq!(described.data.id.as_str(), "np_4w3a0001");
    assert_eq!(
        described.data.status,
        TaskStatus::Running,
        "all of it is the other task's"
    );
    let progress = client.describe_project_progress().id(asked).send().await;
    assert_eq!(progress.unwrap().data.project_id.as_str(), "np_4w3a0001");

    // A write does what it was asked for, and what there is no other task for answers as ever.
    client.resume_project().id(asked).send().await.unwrap();
    let resumed = simulator.task(asked).unwrap();
    assert_eq!(resumed.status, oms_sim::Status::Running);
    let unknown = client.describe_project().id("np_none").send().await;
    assert!(matches!(unknown, Err(Error::Rejected(_))), "{unknown:?}");
    assert_eq!(simulator.requests()[0].faults, ["other-task"]);
    let path = "/api/v2?Action=DescribeProject";
    let headers = [("authorization", RIGHT)];
    let twice = r#"{"id":"np_4w3a0003","id":"np_4w3a0002"}"#;
    let twice = exchange(simulator.address(), "POST", path, &headers, twice).await;
    assert!(
        twice.body.contains("a name is given twice"),
        "{}",
        twice.body
    );
}

#[tokio::test]
async fn p311_a_page_that_repeats_headers_repeats_them_to_the_client_and_not_to_the_ledger() {
    for fault in [
        Fault::echo_headers(502),
        Fault::echo_headers_in_envelope(200),
    ] {
        let simulator = start().await;
        simulator.inject(fault.clone()).unwrap();
        let seen = wire(&simulator, GOOD).await;
        assert!(seen.text.contains(RIGHT), "{fault:?}: {}", seen.text);
        let entry = &simulator.requests()[0];
        assert!(
            !entry.answer.contains("YWRtaW46c2VjcmV0"),
            "{fault:?}: {}",
            entry.answer
        );
        assert!(entry.answer.contains("***"), "{fault:?}: {}", entry.answer);
    }
}
