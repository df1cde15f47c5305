//! Listing tasks page by page, with filters.

use std::cmp::Ordering;

use oms_client::actions::ListProjectsRequest;
use oms_client::shapes::{self, DataSourceType, LabelId, SortField, SortOrder, TaskStatus};

use super::describe::describe;
use super::plan::Plan;
use super::words::task_type;
use crate::basis;
use crate::engine::{Acceptance, Page, Reaction, Status, Task, World};

/// The tasks of the page that is asked for.
pub(super) fn tasks(world: &World, request: &ListProjectsRequest) -> Acceptance<Vec<shapes::Task>> {
    let mut found: Vec<&Task> = world
        .tasks()
        .filter(|task| fits(task, request) && of_sources(world, task, request))
        .collect();
    found.sort_by(|one, other| compare(one, other, request));
    let (shown, page) = Page::new(request.page_number, request.page_size).part(found);
    let shown: Vec<(Task, Plan)> = shown
        .into_iter()
        .map(|task| {
            let plan = Plan::of(world, task);
            (task.clone(), plan)
        })
        .collect();
    let show = |shown, (task, plan): &(Task, Plan)| describe(shown, task, plan);
    Reaction::fill_each(basis::LIST, "task", shown, show)
        .of_page(page)
        .also(Some(basis::LIST_FILTERS))
}

fn fits(task: &Task, request: &ListProjectsRequest) -> bool {
    let search = request.search_key.as_deref();
    let of_search =
        search.is_none_or(|key| task.name.contains(key) || task.id.as_str().contains(key));
    let of_type = request
        .r#type
        .as_ref()
        .is_none_or(|kind| *kind == task_type(task.kind));
    let of_labels = request.label_ids.as_ref().is_none_or(|labels| {
        let carries = |label: &LabelId| task.labels.iter().any(|one| one == label.as_ref());
        labels.is_empty() || labels.iter().any(carries)
    });
    of_search && of_type && of_labels && of_states(task, request.status.as_deref())
}

/// Tells if the data sources of a task are of the kinds that are asked for. Only tasks that were
/// created here have any.
fn of_sources(world: &World, task: &Task, request: &ListProjectsRequest) -> bool {
    let fits = |types: Option<&[DataSourceType]>, own: fn(&Plan) -> Option<&DataSourceType>| {
        let types = types.unwrap_or_default();
        types.is_empty() || own(&Plan::of(world, task)).is_some_and(|own| types.contains(own))
    };
    fits(request.source_endpoint_types.as_deref(), Plan::source_type)
        && fits(request.sink_endpoint_types.as_deref(), Plan::sink_type)
}

fn of_states(task: &Task, states: Option<&[TaskStatus]>) -> bool {
    match states {
        None | Some([]) => task.status != Status::Deleted,
        Some(states) => states.contains(&task.status.into()),
    }
}

/// The newest first, unless asked otherwise; tasks of the same time by their ID.
fn compare(one: &Task, other: &Task, request: &ListProjectsRequest) -> Ordering {
    let by_time = match request.sort_field {
        Some(SortField::Modified) => one.modified_at.cmp(&other.modified_at),
        _ => one.created_at.cmp(&other.created_at),
    };
    let by_time = match request.order {
        Some(SortOrder::Ascending) => by_time,
        _ => by_time.reverse(),
    };
    by_time.then_with(|| one.id.cmp(&other.id))
}
