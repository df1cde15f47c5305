//! The columns that a file may have: the parameters of the action, named as they go over the wire
//! or as their flags.
//!
//! Nothing about a parameter is written here; the generated arguments tell all of it.

use clap::{Arg, Args, Command};

/// The prefix of the identifiers of an action's own arguments.
const OWN: &str = "request.";

/// The columns of an action.
#[derive(Debug)]
pub(super) struct Columns(Vec<Column>);

#[derive(Debug)]
pub(super) struct Column {
    /// Its name on the wire.
    pub(super) wire: String,
    /// The name of its flag, without dashes.
    pub(super) flag: String,
    /// Further names of its flag.
    also: Vec<String>,
    pub(super) kind: Kind,
    pub(super) is_required: bool,
}

/// The kind of values in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Boolean,
    Moment,
    Other,
}

/// Returns the further names of a flag.
fn aliases(argument: &Arg) -> Vec<String> {
    let all = argument.get_all_aliases().unwrap_or_default();
    all.into_iter().map(ToOwned::to_owned).collect()
}

impl Columns {
    /// Returns the columns for the arguments of an action.
    pub(super) fn of<A: Args>() -> Self {
        let command = A::augment_args(Command::new("columns"));
        let own = command.get_arguments().filter_map(|argument| {
            let wire = argument.get_id().as_str().strip_prefix(OWN)?;
            let named = |name: &str| {
                let names = argument.get_value_names().unwrap_or_default();
                names.iter().any(|known| known == name)
            };
            Some(Column {
                wire: wire.to_owned(),
                flag: argument.get_long()?.to_owned(),
                also: aliases(argument),
                kind: if named("true|false") {
                    Kind::Boolean
                } else if named("TIME") {
                    Kind::Moment
                } else {
                    Kind::Other
                },
                is_required: argument.is_required_set(),
            })
        });
        Self(own.collect())
    }

    /// Returns the column of this name, or what is wrong with the name.
    pub(super) fn find(&self, name: &str) -> Result<&Column, String> {
        let is_meant = |column: &&Column| {
            column.wire == name
                || column.flag == name
                || column.also.iter().any(|also| also == name)
        };
        if let Some(column) = self.0.iter().find(is_meant) {
            return Ok(column);
        }
        let wire = self.0.iter().map(|column| column.wire.as_str());
        let known = wire.chain(self.0.iter().map(|column| column.flag.as_str()));
        Err(match oms_text::nearest(name, known) {
            Some(meant) => format!("there is no parameter `{name}`; did you mean `{meant}`?"),
            None => format!("there is no parameter `{name}`; there are {}", self.names()),
        })
    }

    /// Returns every column, in the order of the action.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Column> {
        self.0.iter()
    }

    fn names(&self) -> String {
        let names: Vec<String> = self
            .0
            .iter()
            .map(|column| format!("`{}`", column.flag))
            .collect();
        names.join(", ")
    }

    /// Returns a first line with every column.
    pub(super) fn first_line(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(|column| column.flag.as_str()).collect();
        names.join(",")
    }
}
