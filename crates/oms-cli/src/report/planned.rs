//! Reports of plans. None of them has sent anything.

use std::path::Path;

use oms_client::Outcome;

use super::{Kind, Report};
use crate::exit::Exit;
use crate::plan::{Plan, saved};

impl Report {
    /// Returns the report of a plan. If the plan would be refused, the exit code is that of a
    /// guard, so that no script takes it for one that could be sent.
    fn planned(plan: &Plan) -> Self {
        let exit = if plan.refused.is_some() {
            Exit::Guard
        } else {
            Exit::Success
        };
        Self::new(Kind::Plan, Some(Outcome::NotSent), exit).about(plan)
    }

    /// Returns the report of a plan that is only shown.
    pub(crate) fn plan(plan: &Plan) -> Self {
        let next = if plan.refused.is_some() {
            "With --execute it would be refused, for the reason above."
        } else {
            "Add --execute to send it."
        };
        Self::planned(plan).saying("Nothing was sent.".to_owned(), Some(next.to_owned()))
    }

    /// Returns the report of a plan that `oms plan` shows, and was not told to save.
    pub(crate) fn unsaved(mut self) -> Self {
        let next = if self.exit == Exit::Success {
            "-o FILE saves it, and `oms apply FILE` sends it."
        } else {
            "`oms apply` would refuse it, for the reason above."
        };
        self.next = Some(next.to_owned());
        self
    }

    /// Returns the report of a plan that was saved.
    pub(crate) fn saved(plan: &Plan, path: &Path, digest: &str, command: &str) -> Self {
        let path = path.display();
        Self::planned(plan).saying(
            format!("Saved to {path} with the digest {digest}; nothing was sent."),
            Some(within(plan, command)),
        )
    }

    /// Returns the report of a plan that was shared.
    pub(crate) fn shared(plan: &Plan, number: u64, digest: &str, command: &str) -> Self {
        let mut report = Self::planned(plan).saying(
            format!("Shared as plan {number} with the digest {digest}; nothing was sent."),
            Some(by_another(plan, command)),
        );
        report.journal = Some(number);
        report
    }
}

/// Returns the command that sends a saved plan, and the time until which it is valid.
fn within(plan: &Plan, command: &str) -> String {
    if plan.refused.is_some() {
        return format!("As things are, `{command}` would be refused, for the reason above.");
    }
    format!(
        "Within {} minutes, `{command}` sends exactly this.",
        saved::MINUTES
    )
}

/// The same for another person. The command stands for itself: the flags of this one, which name
/// the user, the credentials and the journal, are not for them.
fn by_another(plan: &Plan, command: &str) -> String {
    if plan.refused.is_some() {
        return "As things are, it would be refused, for the reason above.".to_owned();
    }
    format!(
        "Within {} minutes, another person sends exactly this, with a profile and a database user of their own: {command}",
        saved::MINUTES
    )
}
