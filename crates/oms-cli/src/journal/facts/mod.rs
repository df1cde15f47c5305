//! The questions to a journal. Each of them uses an index, so that the time of an answer does not
//! grow with the journal.

use std::rc::Rc;

use super::anchors::CHECKED;
use super::answers::Repeated;
use super::attempt::{Attempt, Target};
use super::entry::{Aftermath, Intent};
use super::filter::{self, Filter};
use super::lookup::{keys, number};
use super::problem::Problem;
use super::progress::{Begun, Run};
use super::query::{Param, Query, Row};
use super::{parts, sql};

/// The answers of a store. Every entry that is read is checked against its own hash.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    store: Rc<dyn Query>,
}

impl Facts {
    pub(super) fn new(store: Rc<impl Query + 'static>) -> Self {
        Self { store }
    }

    pub(super) fn attempt(&self, seq: u64) -> Result<Option<Attempt>, Problem> {
        self.one(sql::ATTEMPT, vec![Param::int(number(seq))])
    }

    /// Returns the newest requests that match a filter, at most `limit` of them and the oldest
    /// first, and the number of those that are left out. Nothing of the latter is read, unless a
    /// name is asked for.
    pub(super) fn newest(
        &self,
        filter: &Filter,
        limit: usize,
    ) -> Result<(Vec<Attempt>, usize), Problem> {
        let mut params = filter.params();
        if let Some(about) = &filter.about {
            params.extend([Param::text(about), Param::text(&filter::pattern(about))]);
            let mut found = self.several(sql::FILTERED_ABOUT, params)?;
            found.retain(|attempt| filter.is_about(&attempt.intent));
            let left_out = found.len().saturating_sub(limit);
            found.truncate(limit);
            found.reverse();
            return Ok((found, left_out));
        }
        params.push(Param::int(i64::try_from(limit).unwrap_or(i64::MAX)));
        let mut found = self.several(sql::FILTERED, params)?;
        found.reverse();
        if found.len() < limit {
            return Ok((found, 0));
        }
        let all = self.store.number(sql::COUNT_FILTERED, filter.params())?;
        let all = usize::try_from(all.unwrap_or_default()).unwrap_or(usize::MAX);
        let left_out = all.saturating_sub(found.len());
        Ok((found, left_out))
    }

    /// Returns those of the next requests behind an entry that match a filter, the oldest first,
    /// and the last entry that was looked at; `None` if there is no further one.
    pub(super) fn page(
        &self,
        filter: &Filter,
        behind: u64,
        size: u32,
    ) -> Result<(Vec<Attempt>, Option<u64>), Problem> {
        let about = filter.about.as_deref();
        let mut params = filter.params();
        params.extend([
            Param::Text(about.map(str::to_owned)),
            Param::Text(about.map(filter::pattern)),
            Param::int(number(behind)),
            Param::int(i64::from(size)),
        ]);
        let mut found = self.several(sql::FILTERED_BEHIND, params)?;
        let last = found.last().map(|last| last.seq);
        found.retain(|attempt| filter.is_about(&attempt.intent));
        Ok((found, last))
    }

    /// Returns the newest runs, at most `limit` of them and the newest first, by the entries that
    /// began them.
    pub(super) fn begun(&self, unended: bool, limit: usize) -> Result<Vec<Begun>, Problem> {
        let sql = if unended {
            sql::BEGUN_UNENDED
        } else {
            sql::BEGUN
        };
        let limit = Param::int(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = self.store.answer(sql, vec![limit])?.into_iter();
        let begun: Result<_, Problem> = rows.map(parts::begun).collect();
        begun.map_err(|problem| self.store.of_its_writer(problem))
    }

    /// Returns the open requests about an ID at any service, the oldest first.
    pub(super) fn open_about(&self, id: &str) -> Result<Vec<Attempt>, Problem> {
        self.several(sql::OPEN_ABOUT, vec![Param::text(id)])
    }

    /// Returns the last accepted request about a target that matches `like`.
    pub(super) fn last_accepted(
        &self,
        target: &Target,
        like: Like<'_>,
    ) -> Result<Option<Attempt>, Problem> {
        let last = |sql, of: &[Param]| {
            let mut params = vec![
                Param::text(target.id()),
                Param::text(target.address().as_str()),
            ];
            params.extend_from_slice(of);
            self.one(sql, params)
        };
        let direction = |intent: &Intent| Param::Text(intent.direction.clone());
        match like {
            Like::Action(action) => last(sql::LAST_WITH_ACTION, &[Param::text(action)]),
            Like::Direction(intent) => last(sql::LAST_IN_DIRECTION, &[direction(intent)]),
            Like::Request(intent) => {
                let [by_request, by_given] = keys(intent);
                let by_keys = [
                    (sql::LAST_OF_REQUEST, by_request),
                    (sql::LAST_OF_GIVEN, by_given),
                ];
                let mut newest: Option<Attempt> = None;
                for (query, key) in by_keys {
                    let found = last(query, &[direction(intent), Param::Int(key)])?;
                    // Two texts may have one key.
                    let same = found.filter(|found| found.intent.is_same(intent));
                    newest = newest.into_iter().chain(same).max_by_key(|found| found.seq);
                }
                Ok(newest)
            }
        }
    }

    /// Returns the last request after `behind`, which had undone what they do, that has the same
    /// effect as this one and is not known to have had none. Such requests are about the same ID
    /// and of the same action, at whatever address: it may be another name of the same service. Or
    /// they are of the action `many`, which does the same to many things at once; the journal does
    /// not say to which.
    pub(super) fn rival(
        &self,
        of: &Attempt,
        many: &str,
        behind: u64,
    ) -> Result<Option<Attempt>, Problem> {
        let params = vec![
            Param::int(number(behind)),
            Param::int(number(of.seq)),
            Param::text(&of.intent.action),
            Param::text(&of.intent.id),
            Param::text(many),
        ];
        self.one(sql::RIVAL, params)
    }

    pub(super) fn last_of_profile(&self, profile: &str) -> Result<Option<Attempt>, Problem> {
        self.one(sql::LAST_OF_PROFILE, vec![Param::text(profile)])
    }

    /// Returns the request at the same service to which the answer in a result was given before.
    ///
    /// A cache gives an answer to the next requests of the same action, so that few entries lie
    /// between. No entry is read that was not checked when the request of the result was announced,
    /// or written since: one that was changed would keep the result out of the journal.
    pub(super) fn given_before(&self, result: &Aftermath) -> Result<Option<Repeated>, Problem> {
        Repeated::of(result, || {
            let params = vec![
                Param::int(number(result.intent)),
                Param::int(CHECKED.into()),
            ];
            let rows = self.store.answer(sql::RESULTS_BESIDE, params)?.into_iter();
            let results: Result<_, Problem> = rows.map(parts::result).collect();
            results.map_err(|problem| self.store.of_its_writer(problem))
        })
    }

    /// Returns the run with this number and its requests. Tasks that were resumed by others since
    /// are not included.
    pub(super) fn run(&self, seq: u64) -> Result<Option<Run>, Problem> {
        Ok(self.runs_between(seq, seq)?.pop())
    }

    /// Returns the runs with these numbers, as [`run`](Self::run) does.
    pub(super) fn runs_of(&self, numbers: &[u64]) -> Result<Vec<Run>, Problem> {
        let runs = numbers.iter().map(|seq| self.run(*seq));
        runs.filter_map(Result::transpose).collect()
    }

    /// Returns the runs from one number to another, the oldest first, as [`run`](Self::run) does.
    /// It asks no more often than for a single one.
    pub(super) fn runs_between(&self, first: u64, last: u64) -> Result<Vec<Run>, Problem> {
        let params = || vec![Param::int(number(first)), Param::int(number(last))];
        let rows = self.store.answer(sql::RUNS_BETWEEN, params())?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let seen = self.store.answer(sql::SEEN, params())?;
        let attempts = self.several(sql::ATTEMPTS_OF_RUNS, params())?;
        parts::runs(first..=last, rows, seen, attempts)
            .map_err(|problem| self.store.of_its_writer(problem))
    }

    /// Returns the numbers of runs, the oldest first.
    pub(super) fn runs(&self, which: Runs<'_>) -> Result<Vec<u64>, Problem> {
        let (sql, params) = match which {
            Runs::All => (sql::RUNS, vec![]),
            Runs::Unended => (sql::RUNS_UNENDED, vec![]),
            Runs::UnendedAbout(id) => (sql::RUNS_UNENDED_ABOUT, vec![Param::text(id)]),
            Runs::OfFile(digest) => (sql::RUNS_OF_FILE, vec![Param::text(digest)]),
            Runs::WithAccepted { id, action, behind } => {
                let behind = Param::int(number(behind));
                let params = vec![Param::text(id), Param::text(action), behind];
                (sql::RUNS_WITH_ACCEPTED, params)
            }
        };
        let rows = self.store.answer(sql, params)?.into_iter();
        Ok(rows.map(Row::number).collect())
    }

    fn one(&self, sql: &'static str, params: Vec<Param>) -> Result<Option<Attempt>, Problem> {
        Ok(self.several(sql, params)?.pop())
    }

    fn several(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Attempt>, Problem> {
        let rows = self.store.answer(sql, params)?.into_iter();
        let attempts: Result<_, Problem> = rows.map(parts::attempt).collect();
        attempts.map_err(|problem| self.store.of_its_writer(problem))
    }
}

/// A selection of requests.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Like<'a> {
    /// Requests of this action.
    Action(&'a str),
    /// Requests in the direction of an intent, of any action.
    Direction(&'a Intent),
    /// Requests in the direction of an intent that are the same request.
    Request(&'a Intent),
}

/// A selection of runs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Runs<'a> {
    /// All runs.
    All,
    /// Runs that did not end.
    Unended,
    /// Runs about this ID that did not end.
    UnendedAbout(&'a str),
    /// Runs of a file with this digest.
    OfFile(&'a str),
    /// Runs that have an accepted request of an action about an ID, after an entry. The same run
    /// may be returned twice.
    WithAccepted {
        id: &'a str,
        action: &'a str,
        behind: u64,
    },
}

#[cfg(test)]
mod tests;
