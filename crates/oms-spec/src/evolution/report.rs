//! The changes as text for people and as JSON for programs.

use std::fmt::{self, Write};

use serde_json::{Value, json};

use super::{Change, Evolution, Impact, VersionStep};

impl Impact {
    /// The word in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl VersionStep {
    /// The word in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Change {
    /// `breaking`, `compatible` or `docs only`, over both sides.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.callers.max(self.wire) {
            Impact::Breaking => "breaking",
            Impact::Compatible => "compatible",
            Impact::None => "docs only",
        }
    }
}

impl Evolution {
    /// The report as JSON.
    ///
    /// `changes` holds `place`, `what`, `kind`, `callers` and `wire` of each change; `semver` is
    /// null where nothing changed.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let changes: Vec<Value> = self
            .changes
            .iter()
            .map(|change| {
                json!({
                    "place": change.place,
                    "what": change.what,
                    "kind": change.word(),
                    "callers": change.callers.as_str(),
                    "wire": change.wire.as_str(),
                    "semver": change.step().as_str(),
                })
            })
            .collect();
        json!({ "changes": changes, "semver": self.step().map(VersionStep::as_str) })
    }
}

impl fmt::Display for Evolution {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(step) = self.step() else {
            return formatter.write_str("nothing changed\n");
        };
        for change in &self.changes {
            let mut line = format!("{:<10}  {}: {}", change.word(), change.place, change.what);
            if change.word() != "docs only" {
                let _ = write!(
                    line,
                    " (callers: {}, wire: {})",
                    change.callers.as_str(),
                    change.wire.as_str()
                );
            }
            writeln!(formatter, "{line}")?;
        }
        let before = match step {
            VersionStep::Major => "a minor one",
            VersionStep::Minor | VersionStep::Patch => "a patch",
        };
        writeln!(
            formatter,
            "\nthe generated crate needs a {} step (before 1.0: {before})",
            step.as_str()
        )
    }
}
