//! Something that a call creates, beside tasks and tickets.

use oms_client::actions::ListDataSourceData;
use oms_client::shapes::Label;

use super::{Check, Record};

/// Something that a call creates.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Entry {
    /// A data source, as a list shows it.
    Source(Box<ListDataSourceData>),
    /// A label.
    Label(Box<Label>),
    /// A record of a change of a task's objects.
    Record(Box<Record>),
    /// A check of a planned task.
    Check(Box<Check>),
}
