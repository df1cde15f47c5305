//! All SQL of the store, beside that of every store in `journal/sql`.
//!
//! The journal is the table `entry`: each row is an entry with its text and its place in the chain
//! of hashes. The other tables contain nothing that is not in the entries; they have it in columns,
//! so that indexes answer the queries of a write. `oms journal verify` derives them again from the
//! entries and compares.

pub(super) use crate::journal::sql::COUNT_OPEN;

/// Returns a query of every store as SQLite takes it. It would number `$1` by the place where it
/// first stands, as it does every name. It has no schema, and no collation `C`: it orders texts by
/// their bytes without one.
pub(super) fn for_sqlite(sql: &str) -> String {
    sql.replace('$', "?")
        .replace("oms_journal.", "")
        .replace(" COLLATE \"C\"", "")
}

/// The application ID in the header of the file: "omsj".
pub(super) const APPLICATION: i32 = 0x6f6d_736a;

/// The migrations from an empty file to the present schema. The `user_version` of a file counts
/// those that it has had.
pub(super) const MIGRATIONS: &[&str] = &[FIRST];

const FIRST: &str = "
CREATE TABLE entry (
    seq  INTEGER PRIMARY KEY,
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    text TEXT NOT NULL
) STRICT;

-- The last entry that was pruned, in whose place the header stands.
CREATE TABLE pruned (through INTEGER NOT NULL) STRICT;
INSERT INTO pruned VALUES (0);

-- The file of lines that was taken over, and how long it was then.
CREATE TABLE taken_over (bytes INTEGER NOT NULL) STRICT;

CREATE TABLE attempt (
    seq        INTEGER PRIMARY KEY,
    time       INTEGER NOT NULL,  -- milliseconds since 1970
    id         TEXT NOT NULL,
    address    TEXT NOT NULL,     -- the endpoint in its normal form
    action     TEXT NOT NULL,
    direction  TEXT,
    profile    TEXT,
    run        INTEGER,
    request    INTEGER NOT NULL,  -- the same for the same parameters of the same action
    given      INTEGER,           -- the same for the same words
    status     INTEGER NOT NULL,  -- 0 open, 1 accepted, 2 no effect
    outcome    TEXT NOT NULL,
    result     INTEGER,           -- the entry that closed it
    resolution INTEGER            -- the entry that settled it
) STRICT;
CREATE INDEX attempt_by_status  ON attempt (id, status);
CREATE INDEX attempt_by_action  ON attempt (id, action, status);
CREATE INDEX attempt_by_request ON attempt (id, request, status);
CREATE INDEX attempt_by_given   ON attempt (id, given, status) WHERE given IS NOT NULL;
CREATE INDEX attempt_by_profile ON attempt (profile) WHERE profile IS NOT NULL;
CREATE INDEX attempt_by_run     ON attempt (run) WHERE run IS NOT NULL;
CREATE INDEX attempt_open       ON attempt (seq) WHERE status = 0;

CREATE TABLE run (
    seq   INTEGER PRIMARY KEY,
    file  TEXT,     -- digest of the file of a batch
    ended INTEGER   -- the entry that ended it
) STRICT;
CREATE INDEX run_by_file ON run (file) WHERE file IS NOT NULL;

-- The entries that say that a new position was seen in place.
CREATE TABLE seen (run INTEGER, seq INTEGER, PRIMARY KEY (run, seq)) STRICT, WITHOUT ROWID;

-- The subjects of the runs that did not end.
CREATE TABLE unended (id TEXT, run INTEGER, PRIMARY KEY (id, run)) STRICT, WITHOUT ROWID;
CREATE INDEX unended_by_run ON unended (run);

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never changed'); END;

CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
WHEN OLD.seq > (SELECT through FROM pruned)
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never removed, but for the oldest by `oms journal prune`'); END;

CREATE TRIGGER entry_comes_behind_the_last BEFORE INSERT ON entry
WHEN NEW.seq <= (SELECT max(seq) FROM entry) AND NEW.seq IS NOT (SELECT nullif(through, 0) FROM pruned)
BEGIN SELECT RAISE(ABORT, 'an entry of the journal comes behind the last one'); END;
";

/// Begins to read a snapshot of the journal.
pub(super) const BEGIN: &str = "BEGIN";
/// Begins to write.
pub(super) const BEGIN_TO_WRITE: &str = "BEGIN IMMEDIATE";
pub(super) const COMMIT: &str = "COMMIT";
pub(super) const ROLLBACK: &str = "ROLLBACK";

pub(super) const APPLICATION_OF: &str = "PRAGMA application_id";
pub(super) const VERSION_OF: &str = "PRAGMA user_version";
pub(super) const DAMAGE: &str = "PRAGMA integrity_check(1)";
/// Returns the space of removed rows to the disk, in the log as well.
pub(super) const SHRINK: &str = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE);";

pub(super) const TAKEN_OVER: &str = "SELECT bytes FROM taken_over";
pub(super) const ENTRIES: &str = "SELECT seq, prev, hash, text FROM entry ORDER BY seq";
/// The entries of results that were kept for a team's journal, and of their deliveries, among
/// others that hold the word.
pub(super) const DELIVERIES: &str =
    "SELECT seq, prev, hash, text FROM entry WHERE text LIKE '%delivered%' ORDER BY seq";

pub(super) const ADD_ENTRY: &str =
    "INSERT INTO entry (seq, prev, hash, text) VALUES (?1, ?2, ?3, ?4)";
pub(super) const ADD_TAKEN_OVER: &str = "INSERT INTO taken_over (bytes) VALUES (?1)";
pub(super) const ADD_ATTEMPT: &str = "
    INSERT INTO attempt (seq, time, id, address, action, direction, profile, run, request, given, status, outcome)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
pub(super) const ADD_RUN: &str = "INSERT INTO run (seq, file) VALUES (?1, ?2)";
pub(super) const ADD_UNENDED: &str = "INSERT OR IGNORE INTO unended (id, run) VALUES (?1, ?2)";
pub(super) const ADD_SEEN: &str =
    "INSERT INTO seen (run, seq) SELECT seq, ?2 FROM run WHERE seq = ?1";

pub(super) const CLOSE: &str = "UPDATE attempt SET result = ?2 WHERE seq = ?1";
pub(super) const RESOLVE: &str = "UPDATE attempt SET resolution = ?2 WHERE seq = ?1";
pub(super) const SET_STATUS: &str = "UPDATE attempt SET status = ?2, outcome = ?3 WHERE seq = ?1";
pub(super) const SET_STATUS_UNLESS_RESOLVED: &str =
    "UPDATE attempt SET status = ?2, outcome = ?3 WHERE seq = ?1 AND resolution IS NULL";
pub(super) const END_RUN: &str = "UPDATE run SET ended = ?2 WHERE seq = ?1";
pub(super) const END_UNENDED: &str = "DELETE FROM unended WHERE run = ?1";

/// The first entry that must stay: an open request, or a run that did not end.
pub(super) const FIRST_TO_STAY: &str = "
    SELECT coalesce(min(seq), 0) FROM (
        SELECT min(seq) AS seq FROM attempt WHERE status = 0 UNION ALL SELECT min(run) FROM unended)";
pub(super) const SET_PRUNED: &str = "UPDATE pruned SET through = ?1";
/// Moves the end of what was pruned, and removes the rows up to it.
pub(super) const PRUNE: &[&str] = &[
    SET_PRUNED,
    "DELETE FROM entry WHERE seq <= ?1",
    "DELETE FROM attempt WHERE seq <= ?1",
    "DELETE FROM run WHERE seq <= ?1",
    "DELETE FROM seen WHERE seq <= ?1 OR run <= ?1",
];

/// The tables that are derived from the entries, with columns and an order in which their rows from
/// an entry on can be compared. The first column is the number of the row's entry.
pub(super) const MADE: &[(&str, &str)] = &[
    (
        "attempt",
        "SELECT * FROM attempt WHERE seq >= ?1 ORDER BY seq",
    ),
    ("run", "SELECT * FROM run WHERE seq >= ?1 ORDER BY seq"),
    (
        "seen",
        "SELECT * FROM seen WHERE run >= ?1 ORDER BY run, seq",
    ),
    (
        "unended",
        "SELECT run, id FROM unended WHERE run >= ?1 ORDER BY run, id",
    ),
];

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::journal::sql as every;

    /// Returns SQLite's plan for a query, one step a line.
    fn plan(database: &Connection, sql: &str) -> Vec<String> {
        let mut statement = database
            .prepare(&format!("EXPLAIN QUERY PLAN {}", for_sqlite(sql)))
            .unwrap();
        let empty = vec![rusqlite::types::Null; statement.parameter_count()];
        let rows = statement
            .query_map(rusqlite::params_from_iter(empty), |row| row.get(3))
            .unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn one_question_finds_the_first_entry_to_stay_however_many_runs_overlap() {
        type Pairs<'a> = &'a [(i64, i64)];
        let chain: Vec<(i64, i64)> = (1..300).map(|run| (2 * run + 1, 2 * run + 4)).collect();
        let overlapping = [&[(1, 2)][..], &chain].concat();
        let cases: [(Pairs<'_>, Pairs<'_>, i64, i64); 9] = [
            (&[], &[], 9, 10),
            (&[(1, 2), (3, 4)], &[], 4, 5),
            (&[(1, 2), (3, 4)], &[], 3, 3),
            (&[(1, 3), (2, 5), (4, 7)], &[], 6, 1),
            (&[(1, 9), (2, 3)], &[], 8, 1),
            (&[(1, 2), (3, 5), (4, 7), (6, 9)], &[], 8, 3),
            (&[(1, 2), (3, 4)], &[(3, 6)], 5, 3),
            (&overlapping, &[], 500, 3),
            (&overlapping, &[], 2, 3),
        ];
        for (runs, seen, through, stays) in cases {
            let database = Connection::open_in_memory().unwrap();
            database.execute_batch(FIRST).unwrap();
            for (seq, ended) in runs {
                let run = "INSERT INTO run (seq, ended) VALUES (?1, ?2)";
                database.execute(run, [seq, ended]).unwrap();
            }
            for (run, seq) in seen {
                let seen = "INSERT INTO seen (run, seq) VALUES (?1, ?2)";
                database.execute(seen, [run, seq]).unwrap();
            }
            let asked = for_sqlite(every::FIRST_TO_STAY_THROUGH);
            let found: i64 = database
                .query_row(&asked, [through], |row| row.get(0))
                .unwrap();
            assert_eq!(found, stays, "{runs:?} {seen:?} through {through}");
        }
    }

    #[test]
    fn p256_what_a_write_asks_is_answered_by_an_index_however_long_the_journal_is() {
        let database = Connection::open_in_memory().unwrap();
        database.execute_batch(FIRST).unwrap();
        let compared = MADE.iter().map(|(_, select)| *select);
        let asked = [
            every::ATTEMPT,
            every::ATTEMPTS_OF_RUNS,
            every::OPEN_ABOUT,
            every::LAST_OF_PROFILE,
            every::RIVAL,
            every::LAST_WITH_ACTION,
            every::LAST_IN_DIRECTION,
            every::LAST_OF_REQUEST,
            every::LAST_OF_GIVEN,
            every::RESULTS_BESIDE,
            every::LAST,
            every::HASHES_OF,
            every::RUNS_BETWEEN,
            every::SEEN,
            every::RUNS_UNENDED_ABOUT,
            every::RUNS_OF_FILE,
            every::RUNS_WITH_ACCEPTED,
            CLOSE,
            RESOLVE,
            SET_STATUS,
            SET_STATUS_UNLESS_RESOLVED,
            END_RUN,
            END_UNENDED,
            ADD_SEEN,
        ];
        for sql in asked.into_iter().chain(compared) {
            let steps = plan(&database, sql);
            assert!(
                steps
                    .iter()
                    .all(|step| !step.contains("SCAN") && !step.contains("TEMP B-TREE")),
                "{sql}: {steps:?}"
            );
        }
        // A list reads the table from one end and stops at its limit, so that nothing is sorted.
        for sql in [
            every::FILTERED,
            every::FILTERED_BEHIND,
            every::BEGUN,
            every::BEGUN_UNENDED,
        ] {
            let steps = plan(&database, sql);
            assert!(
                steps.iter().all(|step| !step.contains("TEMP B-TREE")),
                "{sql}: {steps:?}"
            );
        }
        // This shows that the check can fail: a query that only lists use scans the whole table.
        assert!(
            plan(&database, every::FILTERED)
                .iter()
                .any(|step| step.contains("SCAN"))
        );
    }
}
