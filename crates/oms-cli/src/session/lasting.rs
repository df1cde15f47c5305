//! A value that a layer above makes once and keeps for as long as the command runs.

use std::any::Any;
use std::cell::OnceCell;

/// A value whose type this layer does not know.
#[derive(Debug, Default)]
pub(crate) struct Lasting(OnceCell<Box<dyn Any>>);

impl Lasting {
    /// Returns the value, which is made at the first call.
    pub(crate) fn get_or_make<T: Any + Clone, E>(
        &self,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        if let Some(value) = self.0.get().and_then(|value| value.downcast_ref::<T>()) {
            return Ok(value.clone());
        }
        let value = make()?;
        let _ = self.0.set(Box::new(value.clone()));
        Ok(value)
    }
}
