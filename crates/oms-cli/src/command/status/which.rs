//! The tasks that are meant.

use clap::Args;
use oms_client::shapes::{LabelId, TaskStatus};
use oms_client::{Client, Effect};

use super::gather::{self, Filter};
use super::task::{Listed, state};
use crate::act::names;
use crate::failure::Failure;
use crate::generated::subjects;
use crate::plan::named::Named;
use crate::session::Session;

/// The tasks that are meant, on the command line.
#[derive(Debug, Clone, Args)]
pub(crate) struct Which {
    /// Names or IDs of tasks; all of them unless given.
    #[arg(value_name = "TASK")]
    tasks: Vec<String>,

    /// Only tasks in this state; give it again for more.
    #[arg(long, value_name = "STATE", value_parser = state, help_heading = "Filters")]
    state: Vec<TaskStatus>,

    /// Only tasks that carry this label, by its name or its ID; give it again for more.
    #[arg(long, value_name = "LABEL", value_parser = |text: &str| Named::read::<LabelId>(text, &subjects::LABEL), help_heading = "Filters")]
    label: Vec<Named>,
}

impl Which {
    /// Returns the same choice with the IDs of labels in place of their names.
    pub(crate) fn settled(&self, session: &mut Session<'_, '_>) -> Result<Self, Failure> {
        let mut settled = self.clone();
        for label in &mut settled.label {
            names::settle(&subjects::LABEL, label, Effect::Read, session)?;
        }
        Ok(settled)
    }

    /// Returns the tasks that are meant, and the words for what the list may lack. A name or an ID
    /// that no task has is an error: a script would take an empty list for good news.
    pub(super) async fn listed(
        &self,
        client: &Client,
        limit: usize,
    ) -> Result<(Vec<Listed>, Option<String>), Failure> {
        let mut filter = Filter {
            search: None,
            states: self.state.clone(),
            labels: Named::ids("--label", &self.label)?,
        };
        if self.tasks.is_empty() {
            return gather::list(client, &filter, limit).await;
        }
        let (mut found, mut lack): (Vec<Listed>, _) = (Vec::new(), None);
        for wanted in &self.tasks {
            let one = names::found(client, &subjects::TASK, wanted, Effect::Read).await?;
            filter.search = Some(one.id.clone());
            let (tasks, lack_of_search) = gather::list(client, &filter, limit).await?;
            let before = found.len();
            found.extend(tasks.into_iter().filter(|task| task.id.as_str() == one.id));
            // A search that shows the task lacks nothing that is meant.
            if found.len() == before {
                lack = lack.or(lack_of_search);
            }
        }
        found.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
        found.dedup_by(|a, b| a.id == b.id);
        Ok((found, lack))
    }
}
