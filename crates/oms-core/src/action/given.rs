//! The compile error that names a missing required parameter.

/// A parameter of type `T` that was given.
///
/// A builder starts with a marker in place of each required parameter. No marker implements this
/// trait, so that a request cannot be built or sent before each has been replaced.
#[diagnostic::on_unimplemented(
    message = "the required parameter `{Self}` was not given",
    label = "give `{Self}` before this call",
    note = "each required parameter has a setter of its name on the builder"
)]
pub trait Given<T> {
    /// The parameter.
    fn given(self) -> T;
}

impl<T> Given<T> for T {
    fn given(self) -> T {
        self
    }
}
