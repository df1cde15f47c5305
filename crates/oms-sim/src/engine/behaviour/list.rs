//! Listing tasks page by page, with filters.

use std::cmp::Ordering;

use oms_client::actions::ListProjectsRequest;
use oms_client::shapes::{self, SortField, SortOrder, TaskStatus};

use super::describe::describe;
use super::words::task_type;
use crate::basis;
use crate::engine::{Acceptance, Page, Reaction, Status, Task, World};

/// The tasks of the page that is asked for.
pub(super) fn tasks(world: &World, request: &ListProjectsRequest) -> Acceptance<Vec<shapes::Task>> {
    let mut found: Vec<Task> = world
        .tasks()
        .filter(|task| fits(task, request))
        .cloned()
        .collect();
    found.sort_by(|one, other| compare(one, other, request));
    let page = Page {
        number: request.page_number.unwrap_or(1),
        size: request.page_size.unwrap_or(10),
        total: i64::try_from(found.len()).unwrap_or(i64::MAX),
    };
    let shown = part(found, page);
    let fill = move |example: Vec<shapes::Task>| {
        let template = example.first().ok_or("the example has no task")?;
        Ok(shown
            .iter()
            .map(|task| describe(template.clone(), task))
            .collect())
    };
    Reaction::fill(basis::LIST, fill)
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
        labels
            .iter()
            .any(|label| task.labels.iter().any(|one| one == label.as_ref()))
    });
    let of_sources = [&request.source_endpoint_types, &request.sink_endpoint_types]
        .into_iter()
        .all(|types| types.as_ref().is_none_or(Vec::is_empty));
    of_search && of_type && of_labels && of_sources && of_states(task, request.status.as_deref())
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

/// The tasks of one page. A page after the last one has none.
fn part(tasks: Vec<Task>, page: Page) -> Vec<Task> {
    let before = page.number.saturating_sub(1).saturating_mul(page.size);
    let (before, size) = (usize::try_from(before), usize::try_from(page.size));
    tasks
        .into_iter()
        .skip(before.unwrap_or(usize::MAX))
        .take(size.unwrap_or(0))
        .collect()
}
