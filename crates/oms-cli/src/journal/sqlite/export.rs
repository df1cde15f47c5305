//! The export: every entry as a line of JSON with its place in the chain, in the format of earlier
//! versions.

use std::io;

use super::open::Opened;
use super::sql;
use crate::journal::problem::{Broken, Problem};

impl Opened {
    /// Passes every entry to `take` as it is, the oldest first. An entry that was changed does not
    /// match its hash.
    pub(super) fn export(
        &self,
        take: &mut dyn FnMut(&str) -> io::Result<()>,
    ) -> Result<(), Problem> {
        self.each_entry(sql::ENTRIES, |linked| {
            let line = linked
                .to_line()
                .map_err(|_| Broken::entry(linked.seq, "is not JSON"))?;
            take(&line).map_err(|error| Problem::Io("the output".into(), error))?;
            Ok(true)
        })
    }
}
