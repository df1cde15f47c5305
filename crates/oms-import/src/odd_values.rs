//! Values of a page's examples that its tables do not allow: a text that is not listed, and a
//! number beyond its limits.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use crate::compare::amount;
use crate::facts::Facts;
use crate::prose::Said;
use crate::record::{Known, Record, placed, plain};
use crate::shown;

/// A value of an example that the table of its page does not allow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OddValue {
    /// The line of the table.
    pub(crate) line: usize,
    /// The place, as the spec writes it.
    pub(crate) at: String,
    /// The text or the number.
    pub(crate) value: String,
    pub(crate) fault: Fault,
}

/// The statement of the table that a value contradicts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// It lists this value, which differs by case alone.
    Spelling(String),
    /// It lists others.
    Unlisted,
    /// It has this least value.
    Less(String),
    /// It has this greatest value.
    Greater(String),
}

impl fmt::Display for OddValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (value, at) = (crate::text::shown(&self.value), &self.at);
        write!(formatter, "an example shows `{value}` at `{at}`, ")?;
        match &self.fault {
            Fault::Spelling(listed) => write!(formatter, "which the table spells `{listed}`"),
            Fault::Unlisted => formatter.write_str("which the table does not list"),
            Fault::Less(limit) => write!(formatter, "and the table says at least {limit}"),
            Fault::Greater(limit) => write!(formatter, "and the table says at most {limit}"),
        }
    }
}

/// The values of examples that no row of their place allows, by the lines of the rows.
pub(crate) fn of(facts: &Facts) -> BTreeSet<OddValue> {
    let record = Record::of_page(facts);
    let mut rows: BTreeMap<String, Vec<&Known>> = BTreeMap::new();
    for row in &record.rows {
        rows.entry(plain(&row.at)).or_default().push(row);
    }
    // A value that only a variant of a union names is listed there.
    let tags = record.rows.iter().flat_map(|row| row.at.split('<').skip(1));
    let tags: BTreeSet<&str> = tags
        .filter_map(|tag| Some(tag.split_once('>')?.0))
        .collect();
    let mut found = BTreeSet::new();
    for example in &facts.examples {
        let value = example.value().unwrap_or_default();
        shown::walk("", &value, &mut |path: &str, value: &Value| {
            let at = plain(&placed(&example.half, path));
            let rows = rows.get(&at).map_or(&[][..], Vec::as_slice);
            let is_tag = value.as_str().is_some_and(|text| tags.contains(text));
            // Rows of several variants may have one place, and the value be that of any of them.
            let faults = rows.iter().map(|row| fault(value, &row.said));
            let faults: Option<Vec<Fault>> = faults.collect();
            let first = faults.into_iter().flatten().next().filter(|_| !is_tag);
            if let (Some(fault), Some(row)) = (first, rows.first()) {
                found.insert(OddValue {
                    line: row.place.line,
                    at,
                    value: value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned),
                    fault,
                });
            }
        });
    }
    found
}

/// The fault of a text that is not listed, or of a number beyond its limits.
fn fault(value: &Value, said: &Said) -> Option<Fault> {
    let limit = |limit: &Option<String>| {
        let stated = amount(limit.as_ref()?, said.unit);
        Some((stated.parse::<f64>().ok()?, stated))
    };
    match value {
        Value::String(text) => {
            let is_given = !text.is_empty() && !said.values.is_empty();
            if !is_given || said.values.contains(text) {
                return None;
            }
            let mut listed = said.values.iter();
            let near = listed.find(|listed| listed.eq_ignore_ascii_case(text));
            Some(near.map_or(Fault::Unlisted, |near| Fault::Spelling(near.clone())))
        }
        Value::Number(number) => {
            let number = number.as_f64()?;
            let less = limit(&said.minimum).filter(|(least, _)| number < *least);
            let greater = limit(&said.maximum).filter(|(most, _)| number > *most);
            let less = less.map(|(_, stated)| Fault::Less(stated));
            less.or_else(|| greater.map(|(_, stated)| Fault::Greater(stated)))
        }
        _ => None,
    }
}
