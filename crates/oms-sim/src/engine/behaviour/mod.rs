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

use oms_client::actions::{
    AdvanceProjectRequest, CancelProjectModifyRecordRequest, CreateKafkaDataSourceRequest,
    CreateLabelRequest, CreateMySqlDataSourceRequest, CreateMySqlMasterSlaveDataSourceRequest,
    CreateOceanBaseDataSourceRequest, CreateOceanBaseOdpDataSourceRequest,
    CreatePolarDbDataSourceRequest, CreateProjectModifyRecordsRequest, CreateProjectRequest,
    DeleteDataSourceRequest, DeleteProjectRequest, DescribeProjectComponentsData,
    DescribeProjectComponentsRequest, DescribeProjectProgressData, DescribeProjectProgressRequest,
    DescribeProjectRequest, DescribeProjectStepsRequest, GetPreCheckResultData,
    GetPreCheckResultRequest, ListAllLabelsRequest, ListDataSourceData, ListDataSourceRequest,
    ListProjectModifyRecordsRequest, ListProjectsRequest, ReleaseProjectRequest,
    ResetIncrStartTimestampRequest, ResumeProjectRequest, RetryProjectModifyRecordsRequest,
    StartProjectRequest, StartProjectsByLabelData, StartProjectsByLabelRequest,
    StopProjectModifyRecordsRequest, StopProjectRequest, StopProjectsByLabelData,
    StopProjectsByLabelRequest, SubmitPreCheckRequest, UpdateFullImportRequest,
    UpdateFullVerificationRequest, UpdateIncrSyncRequest, UpdateProjectConfigRequest,
    UpdateStoreRequest,
};
use oms_client::shapes::{
    CheckId, DataSourceId, Label, LabelId, ModifyRecord, RecordId, Step, StepName, Task, TaskId,
    TicketId,
};
use oms_client::{Json, NoData};
use serde::Serialize;
use serde::de::DeserializeOwned;

use self::components::{Choice, Part};
use super::{Operation, Reaction, World};
use crate::generated::Behaviour;

impl Behaviour for World {
    fn start_project(&self, request: &StartProjectRequest) -> Reaction<NoData> {
        self.lead(&request.id, Operation::Start)
    }

    fn stop_project(&self, request: &StopProjectRequest) -> Reaction<NoData> {
        self.lead(&request.id, Operation::Stop)
    }

    fn resume_project(&self, request: &ResumeProjectRequest) -> Reaction<NoData> {
        self.lead(&request.id, Operation::Resume)
    }

    fn release_project(&self, request: &ReleaseProjectRequest) -> Reaction<NoData> {
        self.lead(&request.id, Operation::Release)
    }

    fn delete_project(&self, request: &DeleteProjectRequest) -> Reaction<NoData> {
        self.lead(&request.id, Operation::Delete)
    }

    fn start_projects_by_label(
        &self,
        request: &StartProjectsByLabelRequest,
    ) -> Reaction<StartProjectsByLabelData> {
        operate::start_by_label(self, request.id.as_ref()).into()
    }

    fn stop_projects_by_label(
        &self,
        request: &StopProjectsByLabelRequest,
    ) -> Reaction<StopProjectsByLabelData> {
        operate::stop_by_label(self, request.id.as_ref()).into()
    }

    fn create_project(&self, request: &CreateProjectRequest) -> Reaction<TaskId> {
        projects::create(self, request).into()
    }

    fn update_project_config(&self, request: &UpdateProjectConfigRequest) -> Reaction<NoData> {
        projects::change_settings(self, request).into()
    }

    fn advance_project(&self, request: &AdvanceProjectRequest) -> Reaction<StepName> {
        projects::advance(self, &request.id).into()
    }

    fn reset_incr_start_timestamp(
        &self,
        request: &ResetIncrStartTimestampRequest,
    ) -> Reaction<TicketId> {
        reset::reset(self, request).into()
    }

    fn describe_project(&self, request: &DescribeProjectRequest) -> Reaction<Task> {
        describe::task(self, request.id.as_str()).into()
    }

    fn describe_project_progress(
        &self,
        request: &DescribeProjectProgressRequest,
    ) -> Reaction<DescribeProjectProgressData> {
        describe::progress(self, request.id.as_str()).into()
    }

    fn describe_project_steps(&self, request: &DescribeProjectStepsRequest) -> Reaction<Vec<Step>> {
        describe::steps(self, request.id.as_str()).into()
    }

    fn list_projects(&self, request: &ListProjectsRequest) -> Reaction<Vec<Task>> {
        list::tasks(self, request).into()
    }

    fn create_my_sql_data_source(
        &self,
        request: &CreateMySqlDataSourceRequest,
    ) -> Reaction<DataSourceId> {
        sources::create(self, request).into()
    }

    fn create_my_sql_master_slave_data_source(
        &self,
        request: &CreateMySqlMasterSlaveDataSourceRequest,
    ) -> Reaction<DataSourceId> {
        sources::create_pair(self, request).into()
    }

    fn create_ocean_base_data_source(
        &self,
        request: &CreateOceanBaseDataSourceRequest,
    ) -> Reaction<DataSourceId> {
        sources::create(self, request).into()
    }

    fn create_ocean_base_odp_data_source(
        &self,
        request: &CreateOceanBaseOdpDataSourceRequest,
    ) -> Reaction<DataSourceId> {
        sources::create(self, request).into()
    }

    fn create_kafka_data_source(
        &self,
        request: &CreateKafkaDataSourceRequest,
    ) -> Reaction<DataSourceId> {
        sources::create(self, request).into()
    }

    fn create_polar_db_data_source(
        &self,
        request: &CreatePolarDbDataSourceRequest,
    ) -> Reaction<DataSourceId> {
        sources::create(self, request).into()
    }

    fn delete_data_source(&self, request: &DeleteDataSourceRequest) -> Reaction<NoData> {
        sources::delete(self, &request.id).into()
    }

    fn list_data_source(
        &self,
        request: &ListDataSourceRequest,
    ) -> Reaction<Vec<ListDataSourceData>> {
        sources::list(self, request).into()
    }

    fn create_label(&self, request: &CreateLabelRequest) -> Reaction<LabelId> {
        labels::create(self, request).into()
    }

    fn list_all_labels(&self, _: &ListAllLabelsRequest) -> Reaction<Vec<Label>> {
        labels::list(self).into()
    }

    fn create_project_modify_records(
        &self,
        request: &CreateProjectModifyRecordsRequest,
    ) -> Reaction<RecordId> {
        records::create(self, request).into()
    }

    fn cancel_project_modify_record(
        &self,
        request: &CancelProjectModifyRecordRequest,
    ) -> Reaction<Option<Json>> {
        records::cancel(self, &request.id).into()
    }

    fn stop_project_modify_records(
        &self,
        request: &StopProjectModifyRecordsRequest,
    ) -> Reaction<Option<Json>> {
        records::stop(self, &request.id).into()
    }

    fn retry_project_modify_records(
        &self,
        request: &RetryProjectModifyRecordsRequest,
    ) -> Reaction<Option<Json>> {
        records::retry(self, &request.id).into()
    }

    fn list_project_modify_records(
        &self,
        request: &ListProjectModifyRecordsRequest,
    ) -> Reaction<Vec<ModifyRecord>> {
        records::list(self, request).into()
    }

    fn submit_pre_check(&self, request: &SubmitPreCheckRequest) -> Reaction<CheckId> {
        checks::submit(self, request).into()
    }

    fn get_pre_check_result(
        &self,
        request: &GetPreCheckResultRequest,
    ) -> Reaction<Vec<GetPreCheckResultData>> {
        checks::result(self, request).into()
    }

    fn describe_project_components(
        &self,
        request: &DescribeProjectComponentsRequest,
    ) -> Reaction<DescribeProjectComponentsData> {
        components::describe(self, request).into()
    }

    fn update_store(&self, request: &UpdateStoreRequest) -> Reaction<TicketId> {
        components::replace(self, Part::Store, &request.key, &request.config).into()
    }

    fn update_full_verification(
        &self,
        request: &UpdateFullVerificationRequest,
    ) -> Reaction<TicketId> {
        components::replace(self, Part::Verification, &request.key, &request.config).into()
    }

    fn update_full_import(&self, request: &UpdateFullImportRequest) -> Reaction<TicketId> {
        let replaces = request.allow_delete == Some(true);
        let choice = Choice::Name(&request.key);
        components::change(self, Part::Import, &choice, &request.config, replaces).into()
    }

    fn update_incr_sync(&self, request: &UpdateIncrSyncRequest) -> Reaction<TicketId> {
        let choice = Choice::new(&request.dimension, &request.key);
        // Settings that are left out are deleted only if one component is named.
        let replaces = request.allow_delete == Some(true) && matches!(choice, Choice::Name(_));
        let part = Part::Synchronization;
        components::change(self, part, &choice, &request.config, replaces).into()
    }
}

impl World {
    fn lead(&self, id: &TaskId, operation: Operation) -> Reaction<NoData> {
        operate::operate(self, id.as_str(), operation).into()
    }
}

/// Converts a part of a request to the form in which a read returns it. Both have the same names
/// for the same fields.
fn convert<T: Serialize, U: DeserializeOwned>(said: &T) -> Option<U> {
    let text = serde_json::to_string(said).ok()?;
    serde_json::from_str(&text).ok()
}
