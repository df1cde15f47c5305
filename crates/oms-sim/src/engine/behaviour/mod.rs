//! The actions that have a behaviour of their own.
//!
//! It names no wire word: the generated trait has a method for each action, and the request comes
//! decoded.

mod checks;
mod components;
mod describe;
mod labels;
mod list;
mod operate;
mod plan;
mod projects;
mod records;
mod reset;
mod sources;
mod words;

use oms_client::actions;
use oms_client::shapes::TaskId;
use oms_core::Action;
use serde::Serialize;
use serde::de::DeserializeOwned;

use self::components::Part;
use super::{Operation, Reaction, Refusal, Task, World};
use crate::generated::Behaviour;

/// Implements the generated trait: a line for each action that has a behaviour of its own, with the
/// type of its request and the call that decides.
macro_rules! behaviour {
    (|$world:ident, $request:ident| $($method:ident($type:ident) => $decision:expr;)*) => {
        impl Behaviour for World {
            $(
                fn $method(
                    &self,
                    $request: &actions::$type,
                ) -> Reaction<<actions::$type as Action>::Data> {
                    let $world = self;
                    Reaction::from($decision)
                }
            )*
        }
    };
}

behaviour! { |world, request|
    start_project(StartProjectRequest) => operate::lead(world, &request.id, Operation::Start);
    stop_project(StopProjectRequest) => operate::lead(world, &request.id, Operation::Stop);
    resume_project(ResumeProjectRequest) => operate::lead(world, &request.id, Operation::Resume);
    release_project(ReleaseProjectRequest) => operate::lead(world, &request.id, Operation::Release);
    delete_project(DeleteProjectRequest) => operate::lead(world, &request.id, Operation::Delete);
    start_projects_by_label(StartProjectsByLabelRequest) =>
        operate::start_by_label(world, request.id.as_ref());
    stop_projects_by_label(StopProjectsByLabelRequest) =>
        operate::stop_by_label(world, request.id.as_ref());

    create_project(CreateProjectRequest) => projects::create(world, request);
    update_project_config(UpdateProjectConfigRequest) => projects::change_settings(world, request);
    advance_project(AdvanceProjectRequest) => projects::advance(world, &request.id);
    reset_incr_start_timestamp(ResetIncrStartTimestampRequest) => reset::reset(world, request);

    describe_project(DescribeProjectRequest) => describe::task(world, &request.id);
    describe_project_progress(DescribeProjectProgressRequest) =>
        describe::progress(world, &request.id);
    describe_project_steps(DescribeProjectStepsRequest) => describe::steps(world, &request.id);
    list_projects(ListProjectsRequest) => list::tasks(world, request);

    create_my_sql_data_source(CreateMySqlDataSourceRequest) => sources::create(world, request);
    create_my_sql_master_slave_data_source(CreateMySqlMasterSlaveDataSourceRequest) =>
        sources::create_pair(world, request);
    create_ocean_base_data_source(CreateOceanBaseDataSourceRequest) =>
        sources::create(world, request);
    create_ocean_base_odp_data_source(CreateOceanBaseOdpDataSourceRequest) =>
        sources::create(world, request);
    create_kafka_data_source(CreateKafkaDataSourceRequest) => sources::create(world, request);
    create_polar_db_data_source(CreatePolarDbDataSourceRequest) => sources::create(world, request);
    delete_data_source(DeleteDataSourceRequest) => sources::delete(world, &request.id);
    list_data_source(ListDataSourceRequest) => sources::list(world, request);

    create_label(CreateLabelRequest) => labels::create(world, request);
    list_all_labels(ListAllLabelsRequest) => labels::list(world, request);

    create_project_modify_records(CreateProjectModifyRecordsRequest) =>
        records::create(world, request);
    cancel_project_modify_record(CancelProjectModifyRecordRequest) =>
        records::cancel(world, &request.id);
    stop_project_modify_records(StopProjectModifyRecordsRequest) =>
        records::stop(world, &request.id);
    retry_project_modify_records(RetryProjectModifyRecordsRequest) =>
        records::retry(world, &request.id);
    list_project_modify_records(ListProjectModifyRecordsRequest) => records::list(world, request);

    submit_pre_check(SubmitPreCheckRequest) => checks::submit(world, request);
    get_pre_check_result(GetPreCheckResultRequest) => checks::result(world, request);

    describe_project_components(DescribeProjectComponentsRequest) =>
        components::describe(world, request);
    update_store(UpdateStoreRequest) =>
        components::replace(world, Part::Store, &request.key, &request.config);
    update_full_verification(UpdateFullVerificationRequest) =>
        components::replace(world, Part::Verification, &request.key, &request.config);
    update_full_import(UpdateFullImportRequest) => components::change_import(world, request);
    update_incr_sync(UpdateIncrSyncRequest) => components::change_synchronization(world, request);
}

/// The task that a call names.
fn known<'w>(world: &'w World, id: &TaskId) -> Result<&'w Task, Refusal> {
    world
        .task(id.as_str())
        .ok_or_else(|| Refusal::unknown_task(id))
}

/// Converts a part of a request to the form in which a read returns it. Both have the same names
/// for the same fields.
fn convert<T: Serialize, U: DeserializeOwned>(said: &T) -> Option<U> {
    let text = serde_json::to_string(said).ok()?;
    serde_json::from_str(&text).ok()
}
