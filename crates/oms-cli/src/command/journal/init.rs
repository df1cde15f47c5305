//! `oms journal init`: makes a team's journal in a database.

use clap::Args;
use serde_json::json;

use super::of_a_team;
use crate::failure::Failure;
use crate::journal::Journal;
use crate::report::Report;

/// The examples above the help.
pub(super) const EXAMPLES: &str = "\
Examples:
  oms journal init --print-sql                       what a DBA reads first
  oms journal init --journal postgresql://owner@db.example.com/oms";

/// The arguments of `oms journal init`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Print the SQL of tables, constraints, roles and grants, and connect to nothing.
    #[arg(long)]
    pub(super) print_sql: bool,
}

#[cfg(feature = "postgres")]
pub(super) fn print_sql() -> Report {
    let sql = crate::journal::schema();
    Report::found(&json!({ "sql": sql }), sql)
}

/// Says that there is none.
#[cfg(not(feature = "postgres"))]
pub(super) fn print_sql() -> Report {
    Report::stopped(&Failure::usage(
        "this command was built without PostgreSQL",
        "Use a released binary, or build the command with `--features postgres`.",
    ))
}

/// Makes the journal, or brings it to the present shape.
pub(super) fn init(journal: &Journal) -> Result<Report, Failure> {
    let made = of_a_team(journal)?.init()?;
    let place = journal.store().place();
    let text = match (made.from, made.to) {
        (from, to) if from == to => {
            format!("{place} already has the current schema, version {to}.\n")
        }
        (0, to) => format!("{place} now has a journal, with schema version {to}.\n"),
        (from, to) => format!("{place} was upgraded from schema version {from} to {to}.\n"),
    };
    let data = json!({ "journal": place, "from_version": made.from, "version": made.to });
    Ok(Report::found(&data, text))
}
