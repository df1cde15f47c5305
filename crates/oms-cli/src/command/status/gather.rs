//! Reads the tasks: the list page by page, then the progress of each, several at a time.

use std::time::SystemTime;

use oms_client::Client;
use oms_client::actions::ListProjectsRequest;
use oms_client::shapes::{LabelId, TaskStatus};
use tokio::task::JoinSet;

use super::task::{self, Listed, Progress, Unread};
use crate::command::listed;
use crate::failure::Failure;

/// The number of tasks on a page: the most that the service gives.
const PAGE: i64 = 150;

/// The number of tasks that are read at a time. A service behind one gateway is not to be flooded
/// by whoever looks at it.
const AT_A_TIME: usize = 8;

/// The choice of tasks.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    /// A name or an ID.
    pub(super) search: Option<String>,
    pub(super) states: Vec<TaskStatus>,
    pub(super) labels: Vec<LabelId>,
}

/// Returns the tasks that a filter leaves, up to a limit, and the words for what the list may lack.
pub(super) async fn list(
    client: &Client,
    filter: &Filter,
    limit: usize,
) -> Result<(Vec<Listed>, Option<String>), Failure> {
    let mut request = ListProjectsRequest::builder()
        .visible_sub_project(true)
        .page_number(1)
        .page_size(PAGE);
    if let Some(search) = &filter.search {
        request = request.search_key(search);
    }
    if !filter.states.is_empty() {
        request = request.status(filter.states.iter().cloned());
    }
    if !filter.labels.is_empty() {
        request = request.label_ids(filter.labels.iter().cloned());
    }
    let found = client.pages(request.build()).whole(limit).await;
    let found = found.map_err(|error| Failure::of_read(&error))?;
    let lack = listed::lack(found.end, found.reply.meta.total_count);
    let tasks = found.reply.data.into_iter().map(Listed::from).collect();
    Ok((tasks, lack))
}

/// Reads the progress of each task, in their order. A task that cannot be read does not keep the
/// others from being shown.
pub(super) async fn progress(
    client: &Client,
    tasks: &[Listed],
    now: SystemTime,
) -> Vec<Result<Progress, Unread>> {
    let mut read: Vec<Option<Result<Progress, Unread>>> = tasks.iter().map(|_| None).collect();
    let mut waiting = tasks.iter().enumerate();
    let mut running = JoinSet::new();
    loop {
        while running.len() < AT_A_TIME
            && let Some((place, task)) = waiting.next()
        {
            let (client, id) = (client.clone(), task.id.clone());
            running.spawn(async move { (place, task::read(&client, &id, now).await) });
        }
        match running.join_next().await {
            None => break,
            Some(Ok((place, result))) => {
                if let Some(empty) = read.get_mut(place) {
                    *empty = Some(result);
                }
            }
            // A read that panicked or was cancelled leaves its place empty, and that task unread.
            Some(Err(_)) => {}
        }
    }
    let unread = || Err(Unread::from(oms_client::Invalid::new("was not read")));
    read.into_iter()
        .map(|one| one.unwrap_or_else(unread))
        .collect()
}
