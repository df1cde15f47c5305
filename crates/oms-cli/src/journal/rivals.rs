//! Which other request may be what a look shows.
//!
//! A task that stands still was stopped by somebody, and a service may take a while between the
//! request that it accepts and what comes of it. So a look proves that an open request took effect
//! only where nobody else has asked for the same.

use oms_client::Action;
use oms_client::actions::{
    ResumeProjectRequest, StartProjectsByLabelRequest, StopProjectRequest,
    StopProjectsByLabelRequest,
};

use super::attempt::{Attempt, Target};
use super::facts::Like;
use super::known::Known;
use super::problem::Problem;
use super::run::StepKind;

/// Requests that come to the same for a task.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rivals<'a> {
    /// The request that has these rivals. They are about the same ID and of the same action, at
    /// whatever address: it may be another name of the same service.
    pub(crate) of: &'a Attempt,
    /// The action that does the same to many things at once. The journal does not say to which.
    pub(crate) many: &'a str,
    /// The last request that had undone what they do.
    pub(crate) behind: u64,
}

/// The last other request that may have done what a step of a run was to do.
pub(super) fn rival(
    known: &Known,
    step: StepKind,
    of: &Attempt,
) -> Result<Option<Attempt>, Problem> {
    let (undone_by, many) = match step {
        StepKind::Stop => (
            ResumeProjectRequest::INFO.name(),
            StopProjectsByLabelRequest::INFO.name(),
        ),
        StepKind::Resume => (
            StopProjectRequest::INFO.name(),
            StartProjectsByLabelRequest::INFO.name(),
        ),
        StepKind::Move => return same_move(known, of),
    };
    let undone = known.last_accepted(&Target::of(&of.intent), Like::Action(undone_by))?;
    let behind = undone.map_or(0, |undone| undone.seq);
    known.rival(Rivals { of, many, behind })
}

/// The last accepted move of the same leg, where it went to the same position.
fn same_move(known: &Known, of: &Attempt) -> Result<Option<Attempt>, Problem> {
    let last = known.last_accepted(&Target::of(&of.intent), Like::Direction(&of.intent))?;
    Ok(last.filter(|last| last.seq != of.seq && last.intent.change.new == of.intent.change.new))
}
