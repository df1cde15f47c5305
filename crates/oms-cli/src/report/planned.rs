//! Reports of plans: whatever becomes of one, nothing was sent.

use std::path::Path;

use oms_client::Outcome;

use super::{Kind, Report};
use crate::exit::Exit;
use crate::plan::{Plan, saved};

impl Report {
    /// A plan ends as a guard does where it would be refused, so that no script takes it for one
    /// that could be sent.
    fn planned(plan: &Plan) -> Self {
        let exit = if plan.refused {
            Exit::Guard
        } else {
            Exit::Success
        };
        Self::new(Kind::Plan, Some(Outcome::NotSent), exit).about(plan)
    }

    /// The plan alone: nothing was sent.
    pub(crate) fn plan(plan: &Plan) -> Self {
        let next = if plan.refused {
            "With --execute it would be refused, for the reason above."
        } else {
            "Add --execute to send it."
        };
        Self::planned(plan).saying("Nothing was sent.".to_owned(), Some(next.to_owned()))
    }

    /// A plan that was saved: nothing was sent.
    pub(crate) fn saved(plan: &Plan, path: &Path, digest: &str) -> Self {
        let path = path.display();
        Self::planned(plan).saying(
            format!("Saved to {path} with the digest {digest}; nothing was sent."),
            Some(within(&format!("oms apply {path}"))),
        )
    }

    /// A plan that was shared: nothing was sent.
    pub(crate) fn shared(plan: &Plan, number: u64, digest: &str) -> Self {
        let mut report = Self::planned(plan).saying(
            format!("Shared as plan {number} with the digest {digest}; nothing was sent."),
            Some(within(&format!("oms apply --shared {number}"))),
        );
        report.journal = Some(number);
        report
    }
}

/// How a kept plan is sent, and until when.
fn within(command: &str) -> String {
    format!(
        "Within {} minutes, `{command}` sends exactly this.",
        saved::MINUTES
    )
}
