//! What the actions do that have a behaviour of their own.
//!
//! It names no wire word: the generated trait has a method for each action, and the request comes decoded.

mod describe;
mod list;
mod operate;
mod reset;
mod words;

use oms_client::NoData;
use oms_client::actions::{
    DeleteProjectRequest, DescribeProjectProgressData, DescribeProjectProgressRequest,
    DescribeProjectRequest, DescribeProjectStepsRequest, ListProjectsRequest,
    ReleaseProjectRequest, ResetIncrStartTimestampRequest, ResumeProjectRequest,
    StartProjectRequest, StartProjectsByLabelData, StartProjectsByLabelRequest, StopProjectRequest,
};
use oms_client::shapes::{Step, Task, TaskId, TicketId};

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
}

impl World {
    fn lead(&self, id: &TaskId, operation: Operation) -> Reaction<NoData> {
        operate::operate(self, id.as_str(), operation).into()
    }
}
