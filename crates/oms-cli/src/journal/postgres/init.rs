//! Creates the schema, or updates one of an earlier version.

use super::session::Session;
use super::sql;
use super::store::Postgres;
use crate::journal::problem::Problem;
use crate::journal::query::Param;
use crate::journal::team::Made;

/// Returns the SQL that creates the schema in an empty database, for a person to read and to run.
pub(crate) fn schema() -> String {
    let [begin, end] = sql::PRINTED;
    let mut text = String::from(begin);
    for (number, migration) in (1_u32..).zip(sql::MIGRATIONS) {
        let taken = sql::TAKE_STEP.replace("$1", &number.to_string());
        text.extend([*migration, "\n", &taken, ";\n"]);
    }
    text.push_str(end);
    text
}

impl Postgres {
    /// Runs the migrations that the schema has not had, all of them or none.
    pub(super) fn make(&self) -> Result<Made, Problem> {
        let session = Session::connect(&self.access, &self.place)?;
        session.served()?;
        let known = i64::try_from(sql::MIGRATIONS.len()).unwrap_or(i64::MAX);
        session.within(sql::BEGIN_SCHEMA, || {
            let taken = taken(&session)?;
            if taken > known {
                return Err(Problem::Newer(taken, known));
            }
            for (number, migration) in (1..).zip(sql::MIGRATIONS) {
                if number > taken {
                    session.run(migration)?;
                    session.rows(sql::TAKE_STEP, vec![Param::int(number)], |_| Ok(()))?;
                }
            }
            Ok(Made {
                from: taken,
                to: known,
            })
        })
    }
}

/// Returns the number of migrations that the schema has had; 0 if there is no schema.
fn taken(session: &Session) -> Result<i64, Problem> {
    let is_there = session.one(sql::IS_THERE, vec![], |row| super::row::value(row, 0))?;
    if is_there == Some(true) {
        Ok(session.version()?.unwrap_or_default())
    } else {
        Ok(0)
    }
}
