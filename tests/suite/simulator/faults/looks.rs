//! The look of each fault on the wire, and its entry in the ledger.

use std::time::Duration;

use oms_sim::{Delivery, Fault, FaultRule, StatusFault, WrongEnvelope, WrongType};

use super::super::{GOOD, start};
use super::wire;
use crate::support::cut::cut;

/// The look of a fault: how the answer begins, how it ends, and whether by a reset; whether the
/// call took effect; which part of the answer the ledger says was sent.
struct Look {
    fault: FaultRule,
    begins: &'static str,
    ends: &'static str,
    reset: bool,
    committed: bool,
    delivery: Delivery,
}

fn look(fault: impl Into<FaultRule>, begins: &'static str, ends: &'static str) -> Look {
    Look {
        fault: fault.into(),
        begins,
        ends,
        reset: false,
        committed: true,
        delivery: Delivery::Whole,
    }
}

impl Look {
    fn reset(mut self) -> Self {
        self.reset = true;
        self
    }

    fn uncommitted(mut self) -> Self {
        self.committed = false;
        self
    }

    fn delivered(mut self, delivery: Delivery) -> Self {
        self.delivery = delivery;
        self
    }
}

/// Answers that are lost or come late.
fn lost_or_late() -> Vec<Look> {
    let millisecond = Duration::from_millis(1);
    vec![
        look(Fault::ResetBeforeReading, "", "")
            .reset()
            .uncommitted()
            .delivered(Delivery::Lost),
        look(Fault::LoseBeforeCommit, "", "")
            .uncommitted()
            .delivered(Delivery::Lost),
        look(Fault::CommitAndLoseReply, "", "").delivered(Delivery::Lost),
        look(Fault::delay(millisecond), "HTTP/1.1 200 OK", "\"data\":1}"),
        look(
            Fault::latency(millisecond),
            "HTTP/1.1 200 OK",
            "\"data\":1}",
        ),
    ]
}

/// Bytes that replace an answer.
fn replaced() -> Vec<Look> {
    let garbage = || FaultRule::new(Fault::Garbage);
    vec![
        look(
            Fault::status(503),
            "HTTP/1.1 503 Service Unavailable",
            "\r\n\r\n",
        )
        .uncommitted(),
        look(
            FaultRule::new(Fault::status(504)).after_commit(),
            "HTTP/1.1 504 Gateway Timeout",
            "\r\n\r\n",
        ),
        look(
            Fault::Status(StatusFault {
                code: 500,
                retry_after: None,
                body: "oops".to_owned(),
            }),
            "HTTP/1.1 500 Internal Server Error",
            "oops",
        )
        .uncommitted(),
        look(Fault::Html502, "HTTP/1.1 502 Bad Gateway", "</html>\r\n").uncommitted(),
        look(
            FaultRule::new(Fault::Html502).after_commit(),
            "HTTP/1.1 502 Bad Gateway",
            "</html>\r\n",
        ),
        look(
            Fault::commit_then_status(404),
            "HTTP/1.1 404 Not Found",
            "\r\n\r\n",
        ),
        look(
            Fault::echo_headers(403),
            "HTTP/1.1 403 Forbidden",
            "authorization: Basic YWRtaW46c2VjcmV0\ncontent-length: 64\nconnection: close\n</pre>\n</body>\n</html>\n",
        )
        .uncommitted(),
        look(
            Fault::echo_headers_in_envelope(200),
            "HTTP/1.1 200 OK",
            r#""data":null}"#,
        )
        .uncommitted(),
        look(garbage(), "\u{16}", "")
            .uncommitted()
            .delivered(Delivery::Garbled),
        look(garbage().after_commit(), "\u{16}", "").delivered(Delivery::Garbled),
    ]
}

/// Answers of another shape.
fn misshapen() -> Vec<Look> {
    let ends = [
        (
            Fault::WrongType(WrongType::Payload),
            r#""data":{"unexpected":[true]}}"#,
        ),
        (Fault::WrongType(WrongType::NullPayload), r#""data":null}"#),
        (Fault::WrongType(WrongType::Verdict), r#""data":1}"#),
        (
            Fault::WrongType(WrongType::Cosmetics),
            r#""cost":0.01,"data":1}"#,
        ),
        (Fault::WrongEnvelope(WrongEnvelope::List), r#""10 ms",1]"#),
        (Fault::WrongEnvelope(WrongEnvelope::Bare), "\r\n\r\n1"),
        (
            Fault::WrongEnvelope(WrongEnvelope::NoVerdict),
            r#""data":1}"#,
        ),
        (
            Fault::WrongEnvelope(WrongEnvelope::TwoVerdicts),
            r#""data":1,"success":false}"#,
        ),
        (
            Fault::WrongEnvelope(WrongEnvelope::Capitals),
            r#""Cost":"10 ms","Data":1}"#,
        ),
    ];
    ends.into_iter()
        .map(|(fault, ends)| look(fault, "HTTP/1.1 200 OK", ends))
        .collect()
}

/// Answers that travel badly.
fn mistreated() -> Vec<Look> {
    let millisecond = Duration::from_millis(1);
    vec![
        look(
            Fault::drip(7, millisecond),
            "HTTP/1.1 200 OK",
            "\"data\":1}",
        ),
        look(
            cut(Some(9), false, false),
            "HTTP/1.1 200 OK",
            "\r\n\r\n{\"success",
        )
        .delivered(Delivery::Cut),
        look(cut(None, false, false), "HTTP/1.1 200 OK", "").delivered(Delivery::Cut),
        look(cut(Some(12), true, false), "HTTP/1.1 200", "HTTP/1.1 200").delivered(Delivery::Cut),
        look(
            Fault::slow_close(millisecond),
            "HTTP/1.1 200 OK",
            "\"data\":1}",
        ),
    ]
}

#[tokio::test]
async fn p208_every_fault_looks_as_it_is_named() {
    let looks = [lost_or_late(), replaced(), misshapen(), mistreated()];
    for expected in looks.into_iter().flatten() {
        let simulator = start().await;
        let rule = expected.fault;
        simulator.inject(rule.clone()).unwrap();
        let seen = wire(&simulator, GOOD).await;
        assert!(
            seen.text.starts_with(expected.begins),
            "{rule:?}: {:?}",
            seen.text
        );
        assert!(
            seen.text.ends_with(expected.ends),
            "{rule:?}: {:?}",
            seen.text
        );
        assert_eq!(
            seen.text.is_empty(),
            expected.begins.is_empty(),
            "{rule:?}: {:?}",
            seen.text
        );
        assert_eq!(seen.reset, expected.reset, "{rule:?}");

        let [entry] = &simulator.requests()[..] else {
            panic!(
                "{rule:?}: one request was sent, and the ledger has {:?}",
                simulator.requests()
            );
        };
        assert_eq!(entry.faults, [rule.strike.name()]);
        assert_eq!(
            (entry.committed, entry.delivery),
            (expected.committed, expected.delivery),
            "{rule:?}"
        );
        assert_eq!(
            simulator.world().tickets().len(),
            usize::from(expected.committed),
            "{rule:?}"
        );
        let read = rule.strike != Fault::ResetBeforeReading;
        assert_eq!(
            (entry.whole, entry.received_bytes > 0),
            (read, read),
            "{rule:?}"
        );
        assert_eq!(
            entry.action.as_deref(),
            Some("ResetIncrStartTimestamp"),
            "{rule:?}: a look is enough for that"
        );
    }
}
