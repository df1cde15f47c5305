//! Checks what a list or a map holds before it is sent.
//!
//! Which values are right is the caller's to say; these say where the first wrong one stands.

use std::collections::BTreeMap;

use crate::Invalid;

/// Checks every item of a list.
///
/// # Errors
///
/// The first item that is refused, at its index.
pub fn check_items<T>(
    items: &[T],
    check: impl Fn(&T) -> Result<(), Invalid>,
) -> Result<(), Invalid> {
    for (index, item) in items.iter().enumerate() {
        check(item).map_err(|invalid| invalid.at_index(index))?;
    }
    Ok(())
}

/// Checks every value of a map.
///
/// # Errors
///
/// The first value that is refused, at its key.
pub fn check_entries<T>(
    map: &BTreeMap<String, T>,
    check: impl Fn(&T) -> Result<(), Invalid>,
) -> Result<(), Invalid> {
    for (key, value) in map {
        check(value).map_err(|invalid| invalid.at_key(key))?;
    }
    Ok(())
}
