//! The other requests that may have caused what a look shows.
//!
//! A task that is stopped was stopped by somebody, and a service may take a while between the
//! acceptance of a request and its effect. So a look proves that an open request took effect only
//! if nobody else has asked for the same.

use oms_client::Action;
use oms_client::actions::{
    ResumeProjectRequest, StartProjectsByLabelRequest, StopProjectRequest,
    StopProjectsByLabelRequest,
};

use super::run::StepKind;

/// Returns the action that undoes a step, and the action that does the same as the step to many
/// tasks at once. No action undoes a move; another move to the same position has the same effect.
pub(super) fn of(step: StepKind) -> Option<[&'static str; 2]> {
    match step {
        StepKind::Stop => Some([
            ResumeProjectRequest::INFO.name(),
            StopProjectsByLabelRequest::INFO.name(),
        ]),
        StepKind::Resume => Some([
            StopProjectRequest::INFO.name(),
            StartProjectsByLabelRequest::INFO.name(),
        ]),
        StepKind::Move => None,
    }
}
