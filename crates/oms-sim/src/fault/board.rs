//! The faults that are armed, and which of them strikes a call.

use serde::{Deserialize, Serialize};

use super::{Fault, FaultRule, InvalidFault, Plan};
use crate::engine::Random;

/// A fault that is armed, with its counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArmedFault {
    /// Its number; the first is 1.
    pub id: u64,
    /// The fault, and the calls that it strikes.
    pub rule: FaultRule,
    /// Number of calls that matched.
    pub matched: u64,
    /// Number of calls that it struck.
    pub struck: u64,
}

/// The faults that are armed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct FaultBoard {
    armed: Vec<ArmedFault>,
    last_id: u64,
    random: Random,
}

/// The facts about a call by which faults are looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    /// The action that it names.
    pub(crate) action: Option<&'a str>,
    /// The texts among its parameters, one of which may be the ID of a task.
    pub(crate) texts: &'a [String],
}

/// The faults that strike a call, with their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Struck {
    pub(crate) plan: Plan,
    pub(crate) names: Vec<&'static str>,
}

impl FaultBoard {
    /// A board without faults. Its draws come from a stream of their own, so that arming a fault
    /// changes nothing else.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            armed: Vec::new(),
            last_id: 0,
            random: Random::new(!seed),
        }
    }

    pub(crate) fn armed(&self) -> &[ArmedFault] {
        &self.armed
    }

    /// Arms a fault, and returns its number.
    pub(crate) fn arm(&mut self, rule: FaultRule) -> Result<u64, InvalidFault> {
        rule.check()?;
        self.last_id = self.last_id.saturating_add(1);
        self.armed.push(ArmedFault {
            id: self.last_id,
            rule,
            matched: 0,
            struck: 0,
        });
        Ok(self.last_id)
    }

    /// Takes a fault away; `false` if there is none of this number.
    pub(crate) fn disarm(&mut self, id: u64) -> bool {
        let before = self.armed.len();
        self.armed.retain(|armed| armed.id != id);
        self.armed.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.armed.clear();
    }

    /// Strikes a request of which nothing is read. Only its action is known.
    pub(crate) fn strike_unread(&mut self, action: Option<&str>) -> Option<Struck> {
        let struck = self.strike(Facts { action, texts: &[] }, true);
        struck.plan.reset_before_reading.then_some(struck)
    }

    /// Strikes a request that was read.
    pub(crate) fn strike_read(&mut self, facts: Facts<'_>) -> Struck {
        self.strike(facts, false)
    }

    fn strike(&mut self, facts: Facts<'_>, unread: bool) -> Struck {
        let mut struck = Struck::default();
        for armed in &mut self.armed {
            let of_this_stage = (armed.rule.strike == Fault::ResetBeforeReading) == unread;
            if of_this_stage && armed.rule.fits(facts) && armed.strikes(&mut self.random) {
                struck.plan.add(&armed.rule);
                struck.names.push(armed.rule.strike.name());
            }
        }
        struck
    }

    /// Bytes that are not HTTP.
    pub(crate) fn garbage(&mut self) -> Vec<u8> {
        let mut bytes = self.random.bytes(512);
        // A byte that begins no HTTP version, so that what follows cannot be one by chance.
        bytes.insert(0, 0x16);
        bytes
    }
}

impl FaultRule {
    fn fits(&self, facts: Facts<'_>) -> bool {
        let action = self.action.as_deref();
        let task = self.task.as_ref();
        action.is_none_or(|action| facts.action == Some(action))
            && task.is_none_or(|task| facts.texts.contains(task))
    }
}

impl ArmedFault {
    /// Counts a call that fits, and says whether this one is struck.
    fn strikes(&mut self, random: &mut Random) -> bool {
        self.matched = self.matched.saturating_add(1);
        let rule = &self.rule;
        let chosen = (rule.nth.is_empty() || rule.nth.contains(&self.matched))
            && rule
                .every
                .is_none_or(|every| self.matched.is_multiple_of(every))
            && rule.times.is_none_or(|times| self.struck < times);
        let strikes = chosen && random.chance(rule.probability.unwrap_or(1.0));
        if strikes {
            self.struck = self.struck.saturating_add(1);
        }
        strikes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "ResetIncrStartTimestamp";

    /// The calls that are struck, of ten of alternating tasks.
    fn struck(rule: FaultRule, seed: u64) -> Vec<u64> {
        let mut board = FaultBoard::new(seed);
        board.arm(rule).unwrap();
        (1..=10)
            .filter(|number| {
                let task = if number % 2 == 0 { "even" } else { "odd" };
                let facts = Facts {
                    action: Some(A),
                    texts: &[task.to_owned()],
                };
                !board.strike_read(facts).names.is_empty()
            })
            .collect()
    }

    #[test]
    fn promise_208_a_fault_strikes_the_calls_that_its_rule_names() {
        let lost = || FaultRule::new(Fault::LoseBeforeCommit);
        for (rule, expected) in [
            (lost().nth(2).nth(5), vec![2, 5]),
            (lost().every(4), vec![4, 8]),
            (lost().times(2), vec![1, 2]),
            (lost().on_task("even").nth(2), vec![4]),
            (lost().on_task("even").times(1), vec![2]),
            (lost().on_task("nobody"), vec![]),
            (lost().on_action(A).every(5), vec![5, 10]),
            (lost().probability(0.0), vec![]),
            (lost().probability(1.0).every(3).times(2), vec![3, 6]),
        ] {
            assert_eq!(struck(rule.clone(), 0), expected, "{rule:?}");
        }
    }

    #[test]
    fn promise_208_probability_is_drawn_from_the_seed() {
        let half = || FaultRule::new(Fault::LoseBeforeCommit).probability(0.5);
        assert_eq!(struck(half(), 1), struck(half(), 1));
        let seeds: std::collections::BTreeSet<_> =
            (0..8).map(|seed| struck(half(), seed)).collect();
        assert!(seeds.len() > 1, "all seeds draw the same: {seeds:?}");
    }

    #[test]
    fn waits_add_up_and_the_first_of_a_kind_strikes() {
        let mut board = FaultBoard::new(0);
        let second = std::time::Duration::from_secs(1);
        for fault in [
            Fault::delay(second),
            Fault::delay(second),
            Fault::status(503),
            Fault::Html502,
            Fault::CommitAndLoseReply,
        ] {
            board.arm(fault.into()).unwrap();
        }
        let struck = board.strike_read(Facts {
            action: None,
            texts: &[],
        });
        assert_eq!(struck.plan.delay, 2 * second);
        assert!(matches!(
            struck.plan.content,
            Some(super::super::Content::Status(_))
        ));
        assert!(struck.plan.commits(), "the reply is lost after the commit");
        assert_eq!(struck.names.len(), 5);
        assert!(board.disarm(5) && !board.disarm(5));
        board.clear();
        assert!(board.armed().is_empty());
    }
}
