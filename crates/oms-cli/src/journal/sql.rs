//! The SQL that every store shares. PostgreSQL takes it as it stands, and SQLite as `for_sqlite` in
//! `sqlite/sql` makes it. Each table is named with its schema in PostgreSQL: a pool can answer from
//! a server process that knows no search path of this connection.

pub(super) const LAST: &str = "SELECT coalesce(max(seq), 0) FROM oms_journal.entry";
pub(super) const THROUGH: &str = "SELECT through FROM oms_journal.pruned";
/// An entry with nothing of its text, which can be long.
pub(super) const HASHES_OF: &str =
    "SELECT seq, prev, hash, '' FROM oms_journal.entry WHERE seq = $1";
pub(super) const LAST_ENTRIES: &str =
    "SELECT seq, prev, hash, text FROM oms_journal.entry ORDER BY seq DESC LIMIT $1";
pub(super) const COUNT_OPEN: &str = "SELECT count(*) FROM oms_journal.attempt WHERE status = 0";

/// Requests, each with its intent, its result and its resolution.
macro_rules! attempts {
    ($($rest:tt)*) => {
        concat!(
            "SELECT a.seq, a.status, i.seq, i.prev, i.hash, i.text, r.seq, r.prev, r.hash, r.text, s.seq, s.prev, s.hash, s.text ",
            "FROM oms_journal.attempt a LEFT JOIN oms_journal.entry i ON i.seq = a.seq ",
            "LEFT JOIN oms_journal.entry r ON r.seq = a.result LEFT JOIN oms_journal.entry s ON s.seq = a.resolution ",
            $($rest)*
        )
    };
}

pub(super) const ATTEMPT: &str = attempts!("WHERE a.seq = $1");
pub(super) const ATTEMPTS_OF_RUNS: &str =
    attempts!("WHERE a.run >= $1 AND a.run <= $2 ORDER BY a.run, a.seq");
pub(super) const OPEN_ABOUT: &str = attempts!("WHERE a.id = $1 AND a.status = 0 ORDER BY a.seq");
pub(super) const RIVAL: &str = attempts!(
    "WHERE a.seq > $1 AND a.seq <> $2 AND a.status <> 2 AND (a.action = $3 AND a.id = $4 OR a.action = $5) ORDER BY a.seq DESC LIMIT 1"
);
pub(super) const LAST_OF_PROFILE: &str =
    attempts!("WHERE a.profile = $1 ORDER BY a.seq DESC LIMIT 1");
pub(super) const LAST_WITH_ACTION: &str = attempts!(
    "WHERE a.id = $1 AND a.action = $3 AND a.status = 1 AND a.address = $2 ORDER BY a.seq DESC LIMIT 1"
);
pub(super) const LAST_IN_DIRECTION: &str = attempts!(
    "WHERE a.id = $1 AND a.status = 1 AND a.address = $2 AND a.direction IS NOT DISTINCT FROM $3 ORDER BY a.seq DESC LIMIT 1"
);
pub(super) const LAST_OF_REQUEST: &str = attempts!(
    "WHERE a.id = $1 AND a.request = $4 AND a.status = 1 AND a.address = $2 AND a.direction IS NOT DISTINCT FROM $3 ORDER BY a.seq DESC LIMIT 1"
);
pub(super) const LAST_OF_GIVEN: &str = attempts!(
    "WHERE a.id = $1 AND a.given = $4 AND a.status = 1 AND a.address = $2 AND a.direction IS NOT DISTINCT FROM $3 ORDER BY a.seq DESC LIMIT 1"
);
/// The results of the other requests at the service of one, from so many entries before it on.
pub(super) const RESULTS_BESIDE: &str = "
    SELECT r.seq, r.prev, r.hash, r.text FROM oms_journal.attempt a JOIN oms_journal.entry r ON r.seq = a.result
    WHERE a.seq >= CAST($1 AS bigint) - $2 AND a.seq <> $1
    AND a.address = (SELECT address FROM oms_journal.attempt WHERE seq = $1) ORDER BY a.seq";
/// The conditions of a filter. The name of an action is ASCII. The locale of a database can have
/// another lower case for `I`.
macro_rules! filtered {
    () => {
        "($1 IS NULL OR a.status = $1) AND ($2 IS NULL OR a.time >= $2) AND ($3 IS NULL OR a.time < $3)
         AND ($4 IS NULL OR a.profile = $4) AND ($5 IS NULL OR a.address = $5)
         AND ($6 IS NULL OR lower(a.action COLLATE \"C\") = $6) AND ($7 IS NULL OR a.id = $7)
         AND ($8 IS NULL OR a.run = $8) AND ($9 IS NULL OR a.outcome = $9)"
    };
}

pub(super) const FILTERED: &str =
    attempts!("WHERE ", filtered!(), " ORDER BY a.seq DESC LIMIT $10");
/// The requests of a filter that are about an ID, or whose entry matches a pattern.
pub(super) const FILTERED_ABOUT: &str = attempts!(
    "WHERE ",
    filtered!(),
    " AND (a.id = $10 OR i.text LIKE $11) ORDER BY a.seq DESC"
);
/// The first requests of a filter behind one, with the same parameters but for the limit.
pub(super) const FILTERED_BEHIND: &str = attempts!(
    "WHERE a.seq > $12 AND ",
    filtered!(),
    " AND ($10 IS NULL OR a.id = $10 OR i.text LIKE $11) ORDER BY a.seq LIMIT $13"
);
pub(super) const COUNT_FILTERED: &str = concat!(
    "SELECT count(*) FROM oms_journal.attempt a WHERE ",
    filtered!()
);

/// Runs: each with the entries that begin and end it.
pub(super) const RUNS_BETWEEN: &str = "
    SELECT run.seq, b.seq, b.prev, b.hash, b.text, e.seq, e.prev, e.hash, e.text
    FROM oms_journal.run LEFT JOIN oms_journal.entry b ON b.seq = run.seq LEFT JOIN oms_journal.entry e ON e.seq = run.ended
    WHERE run.seq >= $1 AND run.seq <= $2 ORDER BY run.seq";
/// The entries that record that a position was seen, each with its run.
pub(super) const SEEN: &str = "
    SELECT seen.run, e.seq, e.prev, e.hash, e.text FROM oms_journal.seen JOIN oms_journal.entry e ON e.seq = seen.seq 
    WHERE seen.run >= $1 AND seen.run <= $2 ORDER BY seen.run, seen.seq";
/// The entries that began runs, the newest first.
pub(super) const BEGUN: &str = "
    SELECT e.seq, e.prev, e.hash, e.text FROM oms_journal.run JOIN oms_journal.entry e ON e.seq = run.seq ORDER BY run.seq DESC LIMIT $1";
pub(super) const BEGUN_UNENDED: &str = "
    SELECT e.seq, e.prev, e.hash, e.text FROM oms_journal.run JOIN oms_journal.entry e ON e.seq = run.seq
    WHERE EXISTS (SELECT 1 FROM oms_journal.unended WHERE unended.run = run.seq) ORDER BY run.seq DESC LIMIT $1";
pub(super) const RUNS: &str = "SELECT seq FROM oms_journal.run ORDER BY seq";
pub(super) const RUNS_UNENDED: &str = "SELECT DISTINCT run FROM oms_journal.unended ORDER BY run";
pub(super) const RUNS_UNENDED_ABOUT: &str =
    "SELECT run FROM oms_journal.unended WHERE id = $1 ORDER BY run";
pub(super) const RUNS_OF_FILE: &str =
    "SELECT seq FROM oms_journal.run WHERE file = $1 ORDER BY seq";
pub(super) const RUNS_WITH_ACCEPTED: &str = "
    SELECT run FROM oms_journal.attempt
    WHERE id = $1 AND action = $2 AND status = 1 AND seq > $3 AND run IS NOT NULL ORDER BY seq";

/// The first entry that must stay, if only entries through a number may go: the one behind that
/// number, unless a request or a run would go without an entry that refers to it. The journal can
/// be cut before an entry if no earlier one is referred to from there on; the last such place is
/// found in one pass, however many requests and runs overlap.
pub(super) const FIRST_TO_STAY_THROUGH: &str = "
    SELECT max(needed) FROM (
        SELECT needed, max(needed_by) OVER (ORDER BY needed ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM (
            SELECT seq AS needed, result AS needed_by FROM oms_journal.attempt WHERE seq <= $1
            UNION ALL SELECT seq, resolution FROM oms_journal.attempt WHERE seq <= $1
            UNION ALL SELECT seq, ended FROM oms_journal.run WHERE seq <= $1
            UNION ALL SELECT run.seq, attempt.seq FROM oms_journal.run JOIN oms_journal.attempt ON attempt.run = run.seq WHERE run.seq <= $1
            UNION ALL SELECT run.seq, seen.seq FROM oms_journal.run JOIN oms_journal.seen ON seen.run = run.seq WHERE run.seq <= $1
            UNION ALL SELECT CAST($1 AS bigint) + 1, NULL) AS pairs) AS places
    WHERE reached IS NULL OR reached < needed";
/// The last entry below a number that was not pruned. The header is none.
pub(super) const LAST_BEFORE: &str = "
    SELECT seq, prev, hash, text FROM oms_journal.entry
    WHERE seq < $1 AND seq > (SELECT through FROM oms_journal.pruned) ORDER BY seq DESC LIMIT 1";
