//! Checks of a planned task: starting one, and reading its result.

use oms_client::actions::{
    GetPreCheckResultData, GetPreCheckResultDataProjectStatus as CheckStatus,
    GetPreCheckResultRequest, SubmitPreCheckRequest,
};
use oms_client::shapes::CheckId;

use crate::basis;
use crate::engine::registry::{Check, Entry};
use crate::engine::{Acceptance, Change, Reaction, Refusal, World};

/// Starts a check.
pub(super) fn submit(world: &World, request: &SubmitPreCheckRequest) -> Acceptance<CheckId> {
    let id = CheckId::from(world.registry().next_id("pc_", 0));
    let check = Check {
        id: id.clone(),
        task: request.project_id.clone(),
        since: world.now(),
    };
    let entry = Entry::Check(Box::new(check));
    Reaction::accept(id, basis::SUBMIT_CHECK).changing(Change::Add(vec![entry]))
}

/// The result of a check: no task is ever refused here.
pub(super) fn result(
    world: &World,
    request: &GetPreCheckResultRequest,
) -> Result<Acceptance<Vec<GetPreCheckResultData>>, Refusal> {
    let checks = &world.registry().checks;
    let check = checks
        .iter()
        .find(|check| check.id == request.id)
        .cloned()
        .ok_or_else(|| Refusal::unknown("check", &request.id, basis::UNKNOWN_CHECK))?;
    let done = check.is_done(world.now());
    let status = if done {
        CheckStatus::Finished
    } else {
        CheckStatus::Running
    };
    Ok(Reaction::fill(
        basis::CHECK_RESULT,
        move |example: Vec<GetPreCheckResultData>| {
            let mut result = example
                .into_iter()
                .next()
                .ok_or("the example has no result")?;
            result.project_id = check.task;
            for item in result.pre_check_results.iter_mut().flatten() {
                item.status = Some(status.to_string());
                item.message = None;
            }
            result.project_status = Some(status);
            Ok(vec![result])
        },
    ))
}
