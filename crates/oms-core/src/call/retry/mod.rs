//! When a request is sent again: only where that cannot do twice what was asked for once.

mod after;
mod budget;
mod policy;

pub(crate) use after::retry_after;
pub(crate) use budget::Budget;
pub use budget::RetryBudget;
pub(crate) use policy::Policy;
pub use policy::{ReadRetry, WriteRetry};

#[cfg(test)]
mod tests;
