//! A look at all tasks that are meant: each with its progress, and with the rate since an earlier
//! look.

use std::collections::BTreeMap;
use std::time::SystemTime;

use oms_client::Client;

use super::gather;
use super::row::Row;
use super::task::Progress;
use super::which::Which;
use crate::failure::Failure;
use crate::time::Moment;

/// The result of a look at the tasks.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) rows: Vec<Row>,
    /// The number of tasks that were looked at, whichever of them are shown.
    pub(crate) read: usize,
    /// The progress of each task that was read, for the rates of the next look.
    pub(crate) progress: BTreeMap<String, Progress>,
    /// The words for what the list of tasks may lack.
    pub(crate) lack: Option<String>,
}

/// Looks at the tasks that are meant, at most so many. `now` is this machine's clock.
pub(crate) async fn look(
    client: &Client,
    which: &Which,
    limit: usize,
    now: SystemTime,
    earlier: &BTreeMap<String, Progress>,
    moment: &Moment,
) -> Result<Look, Failure> {
    let (tasks, lack) = which.listed(client, limit).await?;
    let read = gather::progress(client, &tasks, now).await;
    let mut progress = BTreeMap::new();
    let mut rows = Vec::with_capacity(tasks.len());
    for (task, read) in tasks.iter().zip(read) {
        let id = task.id.as_str();
        rows.push(Row::new(task, &read, earlier.get(id), moment));
        if let Ok(read) = read {
            progress.insert(id.to_owned(), read);
        }
    }
    Ok(Look {
        read: rows.len(),
        rows,
        progress,
        lack,
    })
}
