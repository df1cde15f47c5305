//! Shows the components of a task in the form of the vendor's example.

use oms_client::Json;
use oms_client::actions::{
    DescribeProjectComponentsData, DescribeProjectComponentsDataFullImportComponents as Import,
    DescribeProjectComponentsDataFullVerifyComponents as Verification,
};
use oms_client::shapes::{ComponentConfig, ConnectorConfig, IncrSyncComponent, StoreComponent};
use serde_json::Value;

use super::part::{Component, Part};
use crate::engine::behaviour::words::step_status;
use crate::engine::{Step, Task};

/// The payload of the example, with the components of a task in the place of its own.
pub(super) fn show(
    mut payload: DescribeProjectComponentsData,
    task: &Task,
    components: &[(Component, Option<Value>)],
) -> Result<DescribeProjectComponentsData, String> {
    let shown = Shown { task, components };
    let stores = first(payload.store_list)?;
    payload.store_list = shown.of(Part::Store, &stores, store)?;
    payload.reverse_store_list = shown.of(Part::ReverseStore, &stores, store)?;
    let verifications = first(payload.full_verify_components)?;
    payload.full_verify_components = shown.of(Part::Verification, &verifications, verification)?;
    let imports = first(payload.full_import_components)?;
    payload.full_import_components = shown.of(Part::Import, &imports, import)?;
    let syncs = first(payload.incr_sync_components)?;
    payload.incr_sync_components = shown.of(Part::Synchronization, &syncs, synchronization)?;
    payload.reverse_incr_sync_components =
        shown.of(Part::ReverseSynchronization, &syncs, synchronization)?;
    Ok(payload)
}

fn first<T>(list: Option<Vec<T>>) -> Result<T, String> {
    let first = list.and_then(|list| list.into_iter().next());
    first.ok_or_else(|| "the example has no such component".to_owned())
}

/// One component, with its task and its settings.
struct Known<'a> {
    task: &'a Task,
    step: &'a Step,
    component: &'a Component,
    config: Option<&'a Value>,
}

struct Shown<'a> {
    task: &'a Task,
    components: &'a [(Component, Option<Value>)],
}

impl Shown<'_> {
    fn of<T: Clone>(
        &self,
        part: Part,
        template: &T,
        show: fn(T, &Known<'_>) -> Result<T, String>,
    ) -> Result<Option<Vec<T>>, String> {
        let own = self
            .components
            .iter()
            .filter(|(component, _)| component.part == part);
        let known = own.filter_map(|(component, config)| {
            Some(Known {
                task: self.task,
                step: self.task.step(part.step())?,
                component,
                config: config.as_ref(),
            })
        });
        let shown: Result<Vec<T>, String> =
            known.map(|known| show(template.clone(), &known)).collect();
        shown.map(Some)
    }
}

impl Known<'_> {
    fn status(&self) -> String {
        step_status(self.task, self.step).to_string()
    }

    fn config(&self) -> Result<Option<ComponentConfig>, String> {
        let json = self.config.map(|config| Json::new(config.to_string()));
        let json = json.transpose().map_err(|error| error.to_string())?;
        Ok(json.map(ComponentConfig::from))
    }

    fn connector(&self) -> Result<Option<ConnectorConfig>, String> {
        self.config
            .map(|config| {
                serde_json::from_str(&config.to_string()).map_err(|error| error.to_string())
            })
            .transpose()
    }
}

fn store(mut shown: StoreComponent, known: &Known<'_>) -> Result<StoreComponent, String> {
    shown.name = Some(known.component.name.clone());
    shown.ip = Some(known.component.ip.clone());
    shown.topic = Some(known.component.task_name.clone());
    shown.subtopic = Some(format!("{}-0", known.component.task_name));
    shown.status = Some(known.status());
    shown.error_details = Some(Vec::new());
    shown.err_msg = None;
    shown.config = known.config()?;
    Ok(shown)
}

fn verification(mut shown: Verification, known: &Known<'_>) -> Result<Verification, String> {
    shown.name = Some(known.component.name.clone());
    shown.ip = Some(known.component.ip.clone());
    shown.status = Some(known.status());
    shown.progress = Some(known.step.percent().to_string());
    shown.record_progress = Some(known.step.percent().into());
    shown.error_details = Some(Vec::new());
    shown.config = known.config()?;
    Ok(shown)
}

fn import(mut shown: Import, known: &Known<'_>) -> Result<Import, String> {
    shown.name = Some(known.component.name.clone());
    shown.ip = Some(known.component.ip.clone());
    shown.identity = Some(known.task.id.to_string());
    shown.status = Some(known.status());
    shown.progress = Some(known.step.percent().into());
    shown.error_details = Some(Vec::new());
    shown.config = known.connector()?;
    Ok(shown)
}

fn synchronization(
    mut shown: IncrSyncComponent,
    known: &Known<'_>,
) -> Result<IncrSyncComponent, String> {
    shown.name = Some(known.component.name.clone());
    shown.ip = Some(known.component.ip.clone());
    shown.identity = Some(known.task.id.to_string());
    shown.status = Some(known.status());
    shown.error_details = Some(Vec::new());
    shown.config = known.connector()?;
    Ok(shown)
}
