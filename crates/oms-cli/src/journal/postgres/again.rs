//! The tables that a team's journal alone derives from its entries, made a second time: the shared
//! plans, and the journals that were copied in.

use std::collections::BTreeMap;

use rusqlite::types::Value;

use crate::journal::entry::{Entry, Event};
use crate::journal::lookup::number;
use crate::journal::sqlite::Values;

/// The rows of the tables in [`sql::MADE_FOR_A_TEAM`](super::sql::MADE_FOR_A_TEAM).
#[derive(Debug, Default)]
pub(super) struct MadeForATeam {
    plans: BTreeMap<u64, Shared>,
    copied: Vec<Values>,
}

/// A plan, the user who shared it, and the run or the request that it was sent as.
#[derive(Debug)]
struct Shared {
    user: String,
    people: u8,
    taken_up: Option<u64>,
}

impl MadeForATeam {
    /// Adds the rows that are derived from an entry of a user of the database.
    pub(super) fn add(&mut self, entry: &Entry, user: String) {
        match &entry.event {
            Event::Plan(plan) => {
                let shared = Shared {
                    user,
                    people: plan.people,
                    taken_up: None,
                };
                self.plans.insert(entry.seq, shared);
            }
            Event::Intent(intent) => {
                let claimant = intent.place.map_or(entry.seq, |place| place.run);
                self.take_up(intent.plan, claimant);
            }
            Event::Run(run) => self.take_up(run.plan, entry.seq),
            Event::Copied { hash, .. } => {
                self.copied.push(vec![int(entry.seq), hash.clone().into()]);
            }
            _ => {}
        }
    }

    /// The first that names a plan has taken it up. Of a plan that was pruned, nothing is kept.
    fn take_up(&mut self, plan: Option<u64>, claimant: u64) {
        let shared = plan.and_then(|plan| self.plans.get_mut(&plan));
        if let Some(shared) = shared {
            shared.taken_up.get_or_insert(claimant);
        }
    }

    /// Returns the rows, in the order of the tables and of each table's query.
    pub(super) fn rows(self) -> [Vec<Values>; 2] {
        let plans = self.plans.into_iter().map(|(seq, shared)| {
            let taken_up = shared.taken_up.map(number);
            vec![
                int(seq),
                shared.user.into(),
                i64::from(shared.people).into(),
                taken_up.into(),
            ]
        });
        [plans.collect(), self.copied]
    }
}

fn int(seq: u64) -> Value {
    Value::from(number(seq))
}
