//! The service behind a gateway: a simulator in which each task fails in a way of its own.
//!
//! A call chooses the way by the task that it names, so that one gateway serves every scenario at
//! the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use oms_client::{EpochSeconds, Outcome};
use oms_sim::{CutFault, Fault, FaultRule, LedgerEntry, Simulator, Task};

use super::patience::until;
use crate::support::canary;

/// The action of every write here.
pub(crate) const WRITE: &str = "ResetIncrStartTimestamp";

/// The position of every task, and of the first write.
const POSITION: i64 = 1_742_365_118;

/// The time on the service's clock: a day later.
const NOW: i64 = POSITION + 86_400;

/// The time that a slow service takes: longer than any gateway here waits.
pub(crate) const SLOW: Duration = Duration::from_millis(1500);

/// The time that a gateway waits for its service, here.
pub(crate) const GATEWAY_WAITS: Duration = Duration::from_millis(500);

/// The service's treatment of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// It takes effect and is answered.
    Answered,
    /// It takes effect, is answered late, but in time.
    Late,
    /// The connection is closed before it takes effect.
    LostBefore,
    /// It takes effect, and the connection is closed.
    LostAfter,
    /// It takes effect, and the answer comes after every patience.
    SlowAnswer,
    /// It takes effect after every patience.
    SlowWork,
    /// It takes effect, and the body of the answer is cut.
    Cut,
    /// It takes effect, and the head of the answer is cut.
    CutHead,
    /// It takes effect, and the answer is more than a filter lets pass.
    Filtered,
    /// The service itself answers 500, without effect and without an envelope.
    Failed,
}

impl Way {
    pub(crate) const ALL: [Self; 10] = [
        Self::Answered,
        Self::Late,
        Self::LostBefore,
        Self::LostAfter,
        Self::SlowAnswer,
        Self::SlowWork,
        Self::Cut,
        Self::CutHead,
        Self::Filtered,
        Self::Failed,
    ];

    /// The task that a call must name.
    pub(crate) const fn task(self) -> &'static str {
        match self {
            Self::Answered => "np_answered",
            Self::Late => "np_late",
            Self::LostBefore => "np_lost_before",
            Self::LostAfter => "np_lost_after",
            Self::SlowAnswer => "np_slow_answer",
            Self::SlowWork => "np_slow_work",
            Self::Cut => "np_cut",
            Self::CutHead => "np_cut_head",
            Self::Filtered => "np_filtered",
            Self::Failed => "np_failed",
        }
    }

    fn fault(self) -> Option<Fault> {
        let cut = CutFault {
            head: self == Self::CutHead,
            ..CutFault::default()
        };
        match self {
            Self::Answered => None,
            Self::Late => Some(Fault::latency(GATEWAY_WAITS / 2)),
            Self::LostBefore => Some(Fault::LoseBeforeCommit),
            Self::LostAfter => Some(Fault::CommitAndLoseReply),
            Self::SlowAnswer => Some(Fault::latency(SLOW)),
            Self::SlowWork => Some(Fault::delay(SLOW)),
            Self::Cut | Self::CutHead => Some(Fault::Cut(cut)),
            Self::Filtered => Some(filtered()),
            Self::Failed => Some(Fault::status(500)),
        }
    }

    fn rule(self) -> Option<FaultRule> {
        let rule = FaultRule::new(self.fault()?).on_task(self.task());
        Some(if self == Self::Filtered {
            rule.after_commit()
        } else {
            rule
        })
    }
}

/// An accepted answer whose advice quotes a database: filters of answers take that for a leak.
fn filtered() -> Fault {
    let mut fault = Fault::status(200);
    if let Fault::Status(status) = &mut fault {
        status.body = crate::gateways::blocked::advice();
    }
    fault
}

/// A service with its ledger, which all clones share.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    simulator: Arc<Simulator>,
}

impl Service {
    /// Starts the simulator with a task for every way.
    pub(crate) async fn start() -> Self {
        let position = || EpochSeconds::new(POSITION).expect("ten digits are seconds");
        let mut builder = Simulator::builder()
            .credentials(canary::USER, canary::PASSWORD)
            .now(EpochSeconds::new(NOW).expect("ten digits are seconds"));
        for way in Way::ALL {
            builder = builder.task(Task::new(way.task(), position()));
            if let Some(rule) = way.rule() {
                builder = builder.fault(rule);
            }
        }
        Self {
            simulator: Arc::new(builder.start().await.expect("a simulator starts")),
        }
    }

    /// Its address, as configurations name it.
    pub(crate) fn address(&self) -> String {
        self.simulator.address().to_string()
    }

    /// The simulator itself.
    pub(crate) fn simulator(&self) -> &Simulator {
        &self.simulator
    }

    /// Every write that was received.
    pub(crate) fn writes(&self) -> Vec<LedgerEntry> {
        let requests = self.simulator.requests().into_iter();
        requests
            .filter(|request| request.action.as_deref() == Some(WRITE))
            .collect()
    }

    /// The writes with this position: how many took effect, and how many came.
    pub(crate) fn counted(&self, position: i64) -> Counted {
        let mut writes = self.writes();
        writes.retain(|write| is_at(write, position));
        Counted::of(&writes)
    }

    /// Waits until something is true of the writes that were received, and returns them.
    pub(crate) async fn until(&self, holds: impl Fn(&[LedgerEntry]) -> bool) -> Vec<LedgerEntry> {
        let look = || Some(self.writes()).filter(|writes| holds(writes));
        until(look, || format!("the ledger:\n{:?}", self.writes())).await
    }
}

/// Returns whether a write has this position.
pub(crate) fn is_at(write: &LedgerEntry, position: i64) -> bool {
    write.body.contains(&position.to_string())
}

/// The counts that a ledger shows of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counted {
    pub(crate) commits: usize,
    pub(crate) requests: usize,
}

impl Counted {
    /// Of these entries.
    pub(crate) fn of(entries: &[LedgerEntry]) -> Self {
        Self {
            commits: entries.iter().filter(|entry| entry.committed).count(),
            requests: entries.len(),
        }
    }

    /// Returns whether an outcome is true of a call of which the ledger shows this.
    pub(crate) fn agrees(self, outcome: Outcome) -> bool {
        match outcome {
            Outcome::Accepted => self.commits == 1,
            Outcome::Rejected => self.commits == 0,
            Outcome::NotSent => self.requests == 0,
            Outcome::Unknown => self.commits <= 1,
        }
    }
}

/// A position that no other write of this process has: the ledger knows the call by it.
pub(crate) fn position() -> i64 {
    static NEXT: AtomicI64 = AtomicI64::new(POSITION + 1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
