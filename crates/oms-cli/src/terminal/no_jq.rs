//! Filters of jq, in a build without them.

use super::Ordered;

const MISSING: &str =
    "needs an `oms` that was built with the feature `jq`; --query takes a pointer";

/// Refuses a filter.
pub(crate) fn filter(_: &str) -> Result<String, String> {
    Err(MISSING.to_owned())
}

/// Gives nothing: no filter was taken.
pub(super) fn run(_: &str, _: &Ordered) -> Result<Vec<Ordered>, String> {
    Err(MISSING.to_owned())
}
