//! Labels: creating and listing them.

use oms_client::actions::{CreateLabelRequest, ListAllLabelsRequest};
use oms_client::shapes::{Label, LabelId};

use crate::basis;
use crate::engine::registry::Entry;
use crate::engine::usual::usual;
use crate::engine::{Acceptance, Change, Reaction, World};

/// Creates a label.
pub(super) fn create(world: &World, request: &CreateLabelRequest) -> Acceptance<LabelId> {
    let prefix = LabelId::RULE.prefix().unwrap_or_default();
    let id = LabelId::from(world.registry().next_id(prefix, 0));
    let template = usual::<ListAllLabelsRequest>().and_then(|labels| labels.into_iter().next());
    let entry = template.map(|mut label| {
        label.id = id.clone();
        label.name.clone_from(&request.name);
        label.r#type = None;
        label.creator = None;
        label.count = None;
        Entry::Label(Box::new(label))
    });
    Reaction::accept(id, basis::CREATE_LABEL).changing(Change::Add(entry.into_iter().collect()))
}

/// All labels.
pub(super) fn list(world: &World, _: &ListAllLabelsRequest) -> Acceptance<Vec<Label>> {
    Reaction::accept(world.registry().labels.clone(), basis::LIST_LABELS)
}
