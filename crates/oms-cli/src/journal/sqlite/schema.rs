//! The schema of the database, and the migrations of an older one.

use rusqlite::{Connection, TransactionBehavior};

use super::files::Files;
use super::sql::{APPLICATION, APPLICATION_OF, MIGRATIONS, VERSION_OF};
use crate::journal::problem::Problem;

/// Returns whether a database has an older schema than the present one. A database of a newer
/// version or of another program is refused.
pub(super) fn is_older(connection: &Connection, files: &Files) -> Result<bool, Problem> {
    let of = |pragma| {
        connection
            .prepare_cached(pragma)
            .and_then(|mut statement| statement.query_row([], |row| row.get::<_, i64>(0)))
            .map_err(|error| files.problem(error))
    };
    if of(APPLICATION_OF)? != i64::from(APPLICATION) {
        return Err(files.damaged("it is a database of something else").into());
    }
    let (found, known) = (of(VERSION_OF)?, latest(MIGRATIONS));
    if (1..=known).contains(&found) {
        Ok(found < known)
    } else {
        Err(Problem::Newer(found, known))
    }
}

/// Runs the migrations that a database has not had, all of them or none.
pub(super) fn bring_up(connection: &mut Connection) -> rusqlite::Result<()> {
    take(connection, MIGRATIONS)
}

fn take(connection: &mut Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let taken: usize = transaction.pragma_query_value(None, "user_version", |row| {
        row.get::<_, u32>(0).map(|taken| taken as usize)
    })?;
    for migration in migrations.iter().skip(taken) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", latest(migrations))?;
    transaction.commit()
}

fn latest(migrations: &[&str]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(connection: &Connection) -> i64 {
        connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn a_database_takes_each_step_once_and_all_or_none_of_those_that_are_left() {
        let mut connection = Connection::open_in_memory().unwrap();
        let (one, two, bad) = (
            "CREATE TABLE one (a)",
            "CREATE TABLE two (a)",
            "CREATE TABLE three (a); CREATE TABLE one (a)",
        );
        take(&mut connection, &[one]).unwrap();
        assert_eq!(version(&connection), 1);
        take(&mut connection, &[one, two, bad]).unwrap_err();
        assert_eq!(version(&connection), 1);
        take(&mut connection, &[one, two]).unwrap();
        assert_eq!(version(&connection), 2);
        let tables =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0));
        assert_eq!(tables, Ok(2));
    }
}
