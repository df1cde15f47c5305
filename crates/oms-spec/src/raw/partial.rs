//! Parts of the spec of which some could not be read.

use std::ops::Deref;

/// A part of the spec, and whether it was read whole.
///
/// If it was not, a mistake in it was reported, and nothing may be concluded from what is missing
/// here.
#[derive(Debug, Default)]
pub(crate) struct Partial<T> {
    read: T,
    whole: bool,
}

impl<T> Partial<T> {
    pub(crate) fn new(read: T, whole: bool) -> Self {
        Self { read, whole }
    }

    /// Returns whether what is missing here is missing in the file.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole
    }
}

impl<T> Partial<Option<T>> {
    /// Returns whether the file has nothing there, readable or not.
    pub(crate) fn is_absent(&self) -> bool {
        self.whole && self.read.is_none()
    }
}

impl<T> Deref for Partial<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.read
    }
}

impl<'a, T> IntoIterator for &'a Partial<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.read.into_iter()
    }
}
