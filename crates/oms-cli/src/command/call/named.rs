//! An action that was named, and the parameters that it was given: what is refused of them.

use oms_client::actions::ACTIONS;
use oms_client::{Json, Shown, TaskId};
use serde_json::Value;

use crate::failure::Failure;
use crate::generated::{self, subjects};
use crate::plan::Line;
use crate::plan::arguments::Telling;

/// Returns whether the spec has an action of this name.
pub(crate) fn is_known(name: &str) -> bool {
    generated::visit(name, Telling).is_ok()
}

/// Refuses an action that the spec knows, in letters of either case: its own command checks its
/// parameters, and knows what it acts on and what of it is secret.
pub(super) fn refuse_known(name: &str) -> Result<(), Failure> {
    let mut known = ACTIONS.iter().map(|action| action.name());
    let in_its_case = known.find(|known| known.eq_ignore_ascii_case(name));
    let Ok(known) = generated::visit(in_its_case.unwrap_or(name), Telling) else {
        return Ok(());
    };
    Err(Failure::usage(
        format!("{} is known to this command", Shown(name)),
        format!(
            "Run `oms {}`; it takes --json as well.",
            known.facts.command
        ),
    ))
}

/// The parameters of an action that nothing is known of.
pub(super) struct Body {
    /// As they are sent, to the last digit.
    pub(super) json: Json,
    value: Value,
}

impl Body {
    /// Reads them. A name that is given twice is refused: what is shown would not be what is sent.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let value = Json::distinct(text.as_bytes()).map_err(|problem| {
            Failure::usage(
                format!("the parameters cannot be used: {problem}"),
                "Give --json one JSON object.",
            )
        })?;
        Ok(Self {
            json: Json::new(text)?,
            value,
        })
    }

    /// Refuses to show what is not there: it is misspelt, and the one that was meant stays hidden.
    pub(super) fn refuse_missing(&self, names: &[&str]) -> Result<(), Failure> {
        match names.iter().find(|name| self.value.get(**name).is_none()) {
            Some(name) => Err(Failure::usage(
                format!(
                    "--show names {}, and no parameter is called that",
                    Shown(name)
                ),
                "Give it the name of a parameter in the object.",
            )),
            None => Ok(()),
        }
    }

    /// Returns the parameters that name a task. A task that no parameter names is not what the
    /// action acts on.
    pub(super) fn names_of(&self, task: &TaskId) -> Result<Vec<&str>, Failure> {
        if !holds(&self.value, &|text| text == task.as_str()) {
            return Err(Failure::usage(
                format!(
                    "--task names {}, and no parameter does",
                    Shown(task.as_str())
                ),
                "Correct one of the two. The task that is looked at must be the one that is changed.",
            ));
        }
        let parameters = self.value.as_object().into_iter().flatten();
        let is_task = |value: &Value| value.as_str() == Some(task.as_str());
        Ok(parameters
            .filter(|(_, value)| is_task(value))
            .map(|(name, _)| name.as_str())
            .collect())
    }

    /// Returns a warning if a parameter looks like the ID of a task that nobody looks at.
    pub(super) fn unnamed_task(&self) -> Option<Line> {
        let prefix = subjects::TASK.usual_prefix?;
        holds(&self.value, &|text| text.starts_with(prefix)).then(|| {
            Line::warning(format!(
                "A parameter looks like the ID of a task (`{prefix}…`).\n\
                 With --task, the task is looked at first and locked."
            ))
        })
    }
}

/// Returns whether the value contains a text for which `is_meant` holds.
fn holds(value: &Value, is_meant: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is_meant(text),
        Value::Array(items) => items.iter().any(|item| holds(item, is_meant)),
        Value::Object(fields) => fields.values().any(|field| holds(field, is_meant)),
        _ => false,
    }
}
