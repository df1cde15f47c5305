//! Tasks are written as a list, which readers expect, and kept by ID.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serializer};

use crate::engine::Task;

pub(super) fn serialize<S: Serializer>(
    tasks: &BTreeMap<String, Task>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(tasks.values())
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Task>, D::Error> {
    let tasks = Vec::<Task>::deserialize(deserializer)?;
    Ok(tasks
        .into_iter()
        .map(|task| (task.id.to_string(), task))
        .collect())
}
