//! All SQL of a command, beside that of every store in `journal/sql`, and except for the schema,
//! which is in `first.sql` and the files behind it.

pub(super) use crate::journal::sql::COUNT_OPEN;

/// The migrations from an empty database to the present schema. The table `migration` counts those
/// that were run. A journal that has had one keeps what it made, so a change is one more.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("first.sql"), include_str!("second.sql")];

/// The settings of a session. A writer that was stopped in the middle of a transaction must not
/// block the team, and the server must soon detect that a machine has vanished, because its locks
/// are released then.
///
/// The locks of a run belong to a session that waits for the service, for as long as that takes. So
/// no time limit of the role, the database or the server ends it; not every version has all of
/// them.
pub(super) const SETTLE: &str = "
    SET search_path = pg_catalog, pg_temp;
    SET lock_timeout = '10s';
    SET statement_timeout = '15s';
    SET idle_in_transaction_session_timeout = '15s';
    SET tcp_keepalives_idle = 15;
    SET tcp_keepalives_interval = 5;
    SET tcp_keepalives_count = 3;
    SET tcp_user_timeout = '30s';
    SET synchronous_commit = on;
    SET default_transaction_isolation = 'read committed';
    SET standard_conforming_strings = on;
    SELECT set_config(name, '0', false) FROM pg_catalog.pg_settings
    WHERE name IN ('idle_session_timeout', 'transaction_timeout')";

/// Says that the connection is still needed.
pub(super) const STILL_HERE: &str = "SELECT 'still here'";
pub(super) const VERSION: &str = "SELECT max(version)::bigint FROM oms_journal.migration";
/// The moment at which the journal was made, with its database and its server, which a standby has
/// as well and a copy has not; and whether this is a standby.
pub(super) const ORIGIN: &str = "
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') || ' in ' || current_database()
        || ' of ' || (SELECT system_identifier FROM pg_catalog.pg_control_system()), pg_catalog.pg_is_in_recovery()
    FROM oms_journal.migration WHERE version = 1";
pub(super) const READ_ONLY: &str = "SELECT current_setting('transaction_read_only') = 'on'";
pub(super) const TAKE_STEP: &str = "INSERT INTO oms_journal.migration (version) VALUES ($1)";
pub(super) const SERVER: &str = "SELECT current_setting('server_version_num')::bigint, current_setting('server_version'), session_user::text";

/// The server process that answers, and the mark that it has.
macro_rules! backend {
    () => {
        "pg_backend_pid() || ' ' || coalesce(current_setting('oms.connection', true), '')"
    };
}

/// Marks the server process that answers, unless it has a mark, and returns its number. A server
/// process that belongs to this connection alone has none; a pool that lends connections for a
/// session removes it before it lends them again, with all other settings.
pub(super) const MARK: &str = "
    SELECT pg_backend_pid()::text,
           set_config('oms.connection', coalesce(nullif(current_setting('oms.connection', true), ''), $1), false)";
pub(super) const BACKEND: &str = concat!("SELECT ", backend!());

/// The beginning and the end of the schema, for a person to read and to run.
pub(super) const PRINTED: [&str; 2] = ["BEGIN;\n\n", "\nCOMMIT;\n"];

/// Begins a transaction that changes the schema, after another one that does.
pub(super) const BEGIN_SCHEMA: &str = "BEGIN; SELECT pg_advisory_xact_lock(1869443946, 0)";
/// Begins a transaction that waits for the writer before it.
pub(super) const BEGIN: &str = "BEGIN; SELECT pg_advisory_xact_lock(1869443946, 1)";
/// Begins such a transaction for work on all old entries, without a time limit.
pub(super) const BEGIN_LONG: &str =
    "BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(1869443946, 1)";
pub(super) const COMMIT: &str = "COMMIT";
pub(super) const ROLLBACK: &str = "ROLLBACK";
/// Begins to read a snapshot of the journal.
pub(super) const BEGIN_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// Begins to pass such a snapshot on to a reader who may take any time, as a pager does. It holds
/// no lock that anybody waits for.
pub(super) const BEGIN_EXPORT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0";

pub(super) const ENTRIES_BEHIND: &str =
    "SELECT seq, prev, hash, text FROM oms_journal.entry WHERE seq > $1 ORDER BY seq LIMIT 1000";
pub(super) const SEALED_BEHIND: &str = "
    SELECT seq, prev, hash, text, seal, floor(extract(epoch FROM at) * 1000000)::bigint, db_user, address, request, given
    FROM oms_journal.entry WHERE seq > $1 ORDER BY seq LIMIT 1000";
pub(super) const WITNESS: &str = "
    SELECT db_user, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') FROM oms_journal.entry WHERE seq = $1";
/// The age of the last entry about a request in milliseconds.
pub(super) const AGE: &str = "
    SELECT floor(extract(epoch FROM clock_timestamp() - e.at) * 1000)::bigint
    FROM oms_journal.attempt a JOIN oms_journal.entry e ON e.seq = coalesce(a.result, a.seq) WHERE a.seq = $1";
/// The last entry of each journal that was copied, by its hash there, and the entry that says so.
pub(super) const COPIED: &str = "SELECT hash, seq FROM oms_journal.copied";
pub(super) const TWO_PEOPLE: &str = "SELECT address FROM oms_journal.two_people ORDER BY address";
pub(super) const ADD_ENTRY: &str = "
    INSERT INTO oms_journal.entry (text, address, request, given) VALUES ($1, $2, $3, $4) RETURNING seq, hash";

/// Takes the lock on a target in the server process of this connection, and in no other one, and
/// says whether that one has answered.
pub(super) const TAKE: &str = concat!(
    "SELECT CASE WHEN answers THEN oms_journal.take($1, $2) END, answers FROM (SELECT ",
    backend!(),
    " = $3 AS answers) AS backend"
);
pub(super) const GIVE_BACK: &str = "SELECT pg_advisory_unlock($1)";

/// Shared plans, each with its entry and its age in milliseconds.
pub(super) const PLANS: &str = "
    SELECT e.seq, e.prev, e.hash, e.text, p.db_user, p.taken_up,
           floor(extract(epoch FROM clock_timestamp() - e.at) * 1000)::bigint
    FROM oms_journal.plan p JOIN oms_journal.entry e ON e.seq = p.seq WHERE $1 IS NULL OR p.seq = $1 ORDER BY p.seq";

/// The first entry that must stay.
pub(super) const FIRST_TO_STAY: &str = "SELECT coalesce(min(seq), 0) FROM oms_journal.to_stay";
pub(super) const PRUNE: &str = "SELECT oms_journal.prune($1, decode($2, 'hex'), $3)";

/// The columns of the tables that are derived from the entries, as the embedded store has them.
macro_rules! columns {
    (attempt) => {
        "seq, time, id, address, action, direction, profile, run, request, given, status, outcome, result, resolution"
    };
    (run) => {
        "seq, file, ended"
    };
    (seen) => {
        "run, seq"
    };
    (unended) => {
        "run, id"
    };
    (plan) => {
        "seq, db_user, people, taken_up"
    };
    (copied) => {
        "seq, hash"
    };
}

/// A table and the cursor over its rows, which has the rows in this order.
macro_rules! made {
    ($table:ident, $($rest:literal),+) => {
        (
            stringify!($table),
            concat!(
                "DECLARE made NO SCROLL CURSOR FOR SELECT ", columns!($table), " FROM oms_journal.", stringify!($table), " ", $($rest),+
            ),
        )
    };
}

/// The rows of a table from an entry on as an array of arrays, null if there are none.
macro_rules! newest {
    ($table:ident, $entry:literal, $order:literal) => {
        concat!(
            "(SELECT json_agg(json_build_array(",
            columns!($table),
            ") ORDER BY ",
            $order,
            ")::text FROM oms_journal.",
            stringify!($table),
            " WHERE ",
            $entry,
            " >= $1)"
        )
    };
}

/// The tables that are derived from the entries, with the columns and the order of the embedded
/// store.
pub(super) const MADE: &[(&str, &str)] = &[
    made!(attempt, "ORDER BY seq"),
    made!(run, "ORDER BY seq"),
    made!(seen, "ORDER BY run, seq"),
    made!(unended, "ORDER BY run, id COLLATE \"C\""),
];

/// The rows of each table in [`MADE`] from an entry on.
pub(super) const NEWEST: &str = concat!(
    "SELECT ",
    newest!(attempt, "seq", "seq"),
    ", ",
    newest!(run, "seq", "seq"),
    ", ",
    newest!(seen, "run", "run, seq"),
    ", ",
    newest!(unended, "run", "run, id COLLATE \"C\"")
);

/// The same for the tables that the embedded store does not have. A journal that was copied in is
/// not copied again, also where the entry that says so was pruned.
pub(super) const MADE_FOR_A_TEAM: &[(&str, &str)] = &[
    made!(plan, "ORDER BY seq"),
    made!(
        copied,
        "WHERE seq > (SELECT through FROM oms_journal.pruned) ORDER BY seq, hash"
    ),
];
pub(super) const FETCH: &str = "FETCH 1000 FROM made";
pub(super) const CLOSE: &str = "CLOSE made";

/// The role of the user: whether the user owns the schema, may append, may read, and may change
/// entries; and whether the server takes no entry over this connection, whatever the role permits.
pub(super) const ROLE: &str = "
    SELECT pg_has_role(n.nspowner, 'USAGE'), has_column_privilege('oms_journal.entry', 'text', 'INSERT'),
           has_table_privilege('oms_journal.entry', 'SELECT'),
           has_table_privilege('oms_journal.entry', 'UPDATE') OR has_table_privilege('oms_journal.entry', 'DELETE'),
           current_setting('transaction_read_only') = 'on'
    FROM pg_namespace n WHERE n.nspname = 'oms_journal'";
pub(super) const CLOCK: &str = "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/// The triggers by which the database keeps the rules of its entries.
pub(super) const TRIGGERS: &str =
    "entry_is_chained entry_is_made_from entry_is_not_emptied entry_keeps_to_its_plan entry_stays";

/// Those of the named triggers that are missing or do not fire.
pub(super) const IDLE_TRIGGERS: &str = "
    SELECT named FROM unnest(string_to_array($1, ' ')) AS named
    WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = 'oms_journal.entry'::regclass AND t.tgname = named AND t.tgenabled IN ('O', 'A'))
    ORDER BY named";

pub(super) const IS_THERE: &str =
    "SELECT pg_catalog.to_regclass('oms_journal.migration') IS NOT NULL";

#[cfg(test)]
mod tests {
    use oms_text::hex;
    use sha2::{Digest as _, Sha256};

    use super::{MIGRATIONS, TRIGGERS};

    #[test]
    fn the_triggers_that_are_looked_for_are_those_of_the_schema() {
        let made = MIGRATIONS.iter().flat_map(|sql| {
            let mut created = sql.split("CREATE TRIGGER ");
            created.next();
            created.filter_map(|rest| rest.split(' ').next())
        });
        let mut made: Vec<&str> = made.collect();
        made.sort_unstable();
        assert_eq!(made.join(" "), TRIGGERS);
    }

    /// The migrations as journals have had them.
    const PINNED: &[&str] = &[
        "2705bba08f9b9469abae4f502faac0eb51e917e5528ab9bbaa4518777198c7aa",
        "1179e2e8e343c15c56e01228832dccbede664bf6c4536f58341d9491dd0e0f61",
    ];

    #[test]
    fn a_migration_that_a_journal_may_have_had_is_never_changed() {
        let found = MIGRATIONS.iter().map(|sql| hex(&Sha256::digest(sql)));
        assert_eq!(found.collect::<Vec<_>>(), PINNED);
    }
}
