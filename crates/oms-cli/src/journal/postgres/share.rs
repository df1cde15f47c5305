//! Plans that one person shares and another person sends.

use std::time::{Duration, SystemTime};

use super::row::{age, linked, value};
use super::sql;
use super::store::Postgres;
use crate::journal::entry::{Event, SharedPlan};
use crate::journal::lookup::number;
use crate::journal::problem::{Broken, Problem};
use crate::journal::query::{Param, Query as _};
use crate::journal::team::{Delivery, Health, Made, Planned, Team, Witness};
use crate::journal::{store::Store, team};
use crate::session::Address;

impl Team for Postgres {
    fn init(&self) -> Result<Made, Problem> {
        self.make()
    }

    fn health(&self, clock: &dyn Fn() -> SystemTime) -> Result<Health, Problem> {
        self.look(clock)
    }

    fn refuse_reader(&self) -> Result<(), Problem> {
        self.refuse_whoever_reads()
    }

    fn deliver(&self, give_up: Option<u64>, now: SystemTime) -> Result<Delivery, Problem> {
        self.deliver_all(give_up, now)
    }

    fn copy_in(&self, from: &dyn Store, now: SystemTime) -> Result<team::Copied, Problem> {
        self.copy(from, now)
    }

    fn user(&self) -> Result<String, Problem> {
        Ok(self.session()?.served()?.user)
    }

    fn witness(&self, entry: u64) -> Result<Option<Witness>, Problem> {
        self.session()?.witness(entry)
    }

    fn age(&self, request: u64) -> Result<Option<Duration>, Problem> {
        self.session()?
            .one(sql::AGE, vec![Param::int(number(request))], |row| {
                age(row, 0)
            })
    }

    fn two_people(&self) -> Result<Vec<Address>, Problem> {
        self.session()?.two_people()
    }

    fn share(&self, plan: SharedPlan, now: SystemTime) -> Result<u64, Problem> {
        let shared = self.append(Event::Plan(Box::new(plan)), now, &mut |_| true)?;
        Ok(shared.unwrap_or_default())
    }

    fn plans(&self, which: Option<u64>) -> Result<Vec<Planned>, Problem> {
        let params = vec![Param::Int(which.map(number))];
        let session = self.session()?;
        let rows = session.rows(sql::PLANS, params, |row| {
            let taken_up: Option<i64> = value(row, 5)?;
            let user: String = value(row, 4)?;
            Ok((linked(row, 0)?, user, taken_up, age(row, 6)?))
        })?;
        let plans = rows.into_iter().map(|(linked, user, taken_up, age)| {
            let entry = linked.unchanged()?;
            let Event::Plan(plan) = entry.event else {
                return Err(Broken::entry(linked.seq, "is not a shared plan").into());
            };
            Ok(Planned {
                seq: linked.seq,
                time: entry.time,
                user,
                plan: *plan,
                taken_up: taken_up.and_then(|seq| u64::try_from(seq).ok()),
                age,
            })
        });
        let plans: Result<_, Problem> = plans.collect();
        plans.map_err(|problem| session.of_its_writer(problem))
    }
}
