//! Which tasks are meant.

use clap::Args;
use oms_client::Client;
use oms_client::shapes::{LabelId, TaskStatus};

use super::gather::{self, Filter};
use super::task::{Listed, state};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::parse;

/// Which tasks are meant, on the command line.
#[derive(Debug, Clone, Args)]
pub(crate) struct Which {
    /// Names or IDs of tasks; all of them unless given.
    #[arg(value_name = "TASK")]
    tasks: Vec<String>,

    /// Only tasks in this state; give it again for more.
    #[arg(long, value_name = "STATE", value_parser = state, help_heading = "Filters")]
    state: Vec<TaskStatus>,

    /// Only tasks that carry this label, by its ID; give it again for more.
    #[arg(long, value_name = "LABEL_ID", value_parser = parse::from_str::<LabelId>, help_heading = "Filters")]
    label: Vec<LabelId>,
}

impl Which {
    /// The tasks that are meant, and whether there are more. A name or an ID that no task has is an
    /// error: a script would take an empty list for good news.
    pub(super) async fn listed(
        &self,
        client: &Client,
        limit: usize,
    ) -> Result<(Vec<Listed>, bool), Failure> {
        let mut filter = Filter {
            search: None,
            states: self.state.clone(),
            labels: self.label.clone(),
        };
        if self.tasks.is_empty() {
            return gather::list(client, &filter, limit)
                .await
                .map_err(|error| Failure::of_read(&error));
        }
        let mut found: Vec<Listed> = Vec::new();
        for wanted in &self.tasks {
            filter.search = Some(wanted.clone());
            let (tasks, _) = gather::list(client, &filter, limit)
                .await
                .map_err(|error| Failure::of_read(&error))?;
            let before = found.len();
            let is_meant =
                |task: &Listed| task.id.as_str() == wanted || task.name.as_deref() == Some(wanted);
            found.extend(tasks.into_iter().filter(is_meant));
            if found.len() == before && self.state.is_empty() && self.label.is_empty() {
                return Err(Failure::new(
                    Exit::Rejected,
                    format!(
                        "the service lists no task with the name or the ID {}",
                        oms_client::Shown(wanted)
                    ),
                    "`oms status` without a name lists them all.",
                ));
            }
        }
        found.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
        found.dedup_by(|a, b| a.id == b.id);
        Ok((found, false))
    }
}
