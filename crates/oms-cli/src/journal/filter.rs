//! A filter for the requests of a journal.

use std::time::SystemTime;

use super::attempt::Status;
use super::entry::Intent;
use super::lookup::{in_millis, number, status};
use super::query::Param;
use crate::session::Address;

/// The conditions of a filter. A condition that is `None` matches every request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Selects only requests whose outcome is unknown.
    pub(crate) open: bool,
    /// Selects only requests that were written at this time or later.
    pub(crate) since: Option<SystemTime>,
    /// Selects only requests that were written before this time.
    pub(crate) until: Option<SystemTime>,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint: Option<Address>,
    /// The name of the action, in lower case and without hyphens.
    pub(crate) action: Option<String>,
    /// The ID that is changed.
    pub(crate) id: Option<String>,
    /// The ID that is changed, or the name that its task had then.
    pub(crate) about: Option<String>,
    pub(crate) run: Option<u64>,
    /// The outcome as it is printed in a list.
    pub(crate) outcome: Option<String>,
}

impl Filter {
    /// Returns the parameters of the conditions on columns: all but `about`, because no column has
    /// the name of a task.
    pub(super) fn params(&self) -> Vec<Param> {
        let endpoint = self.endpoint.as_ref().map(Address::as_str);
        vec![
            Param::Int(self.open.then_some(status(Status::Open))),
            Param::Int(self.since.map(in_millis)),
            Param::Int(self.until.map(in_millis)),
            Param::Text(self.profile.clone()),
            Param::Text(endpoint.map(ToOwned::to_owned)),
            Param::Text(self.action.clone()),
            Param::Text(self.id.clone()),
            Param::Int(self.run.map(number)),
            Param::Text(self.outcome.clone()),
        ]
    }

    /// Returns whether an intent is about the ID or the name that is asked for.
    pub(super) fn is_about(&self, intent: &Intent) -> bool {
        let is_meant = |about: &String| intent.id == *about || intent.name.as_ref() == Some(about);
        self.about.as_ref().is_none_or(is_meant)
    }
}

/// Returns a pattern of `LIKE` that each entry with this name matches. Others may match as well:
/// JSON has several forms of most characters, and the pattern skips those.
pub(super) fn pattern(name: &str) -> String {
    /// SQLite refuses patterns of more than 50,000 bytes.
    const LONGEST: usize = 256;
    let is_kept = |c: char| c.is_ascii_alphanumeric() || " -._".contains(c);
    let kept = |c| if is_kept(c) { c } else { '%' };
    let middle: String = name.chars().take(LONGEST).map(kept).collect();
    format!("%{middle}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_of_a_name_has_only_what_json_writes_in_one_way() {
        for (name, expected) in [
            ("np_4w3a0001", "%np_4w3a0001%"),
            ("pay \"role\" 100%", "%pay %role% 100%%"),
            ("caf\u{e9}/bar", "%caf%%bar%"),
        ] {
            assert_eq!(pattern(name), expected);
        }
        assert!(pattern(&"a".repeat(100_000)).len() < 300);
    }
}
