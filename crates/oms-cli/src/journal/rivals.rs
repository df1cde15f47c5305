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

use super::run::StepKind;

/// The action that undoes a step, and the action that does the same as the step to many tasks at
/// once. A move is undone by none, and comes to the same as another one to the same position.
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
