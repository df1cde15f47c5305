//! The manifests of the workspace, for the facts that they state once.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

use crate::failure::Failure;

/// Reads a manifest. `help` is the reason why it is needed.
pub(crate) fn read(root: &Path, path: &str, help: &str) -> Result<Table, Failure> {
    let text = fs::read_to_string(root.join(path)).map_err(Failure::at(path, help))?;
    text.parse().map_err(Failure::at(path, help))
}

/// Returns the text behind these keys, one inside of the other.
pub(crate) fn text<'m>(manifest: &'m Table, keys: &[&str]) -> Option<&'m str> {
    value(manifest, keys)?.as_str()
}

/// Returns the value behind these keys, one inside of the other.
pub(crate) fn value<'m>(manifest: &'m Table, keys: &[&str]) -> Option<&'m Value> {
    let (first, rest) = keys.split_first()?;
    rest.iter()
        .try_fold(manifest.get(*first)?, |value, key| value.get(*key))
}
