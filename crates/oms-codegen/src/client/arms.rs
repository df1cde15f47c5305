//! Arms of a match, put together.

use oms_spec::ir::Type;
use proc_macro2::TokenStream;

/// The arms of a match over variants, where variants of one type share an arm.
#[derive(Default)]
pub(super) struct Arms<'a, Body> {
    arms: Vec<(&'a Type, Vec<TokenStream>, Body)>,
}

impl<'a, Body> Arms<'a, Body> {
    pub(super) fn add(&mut self, ty: &'a Type, pattern: TokenStream, body: Body) {
        match self.arms.iter_mut().find(|(other, ..)| *other == ty) {
            Some((_, patterns, _)) => patterns.push(pattern),
            None => self.arms.push((ty, vec![pattern], body)),
        }
    }

    /// Returns the patterns and the body of each arm.
    pub(super) fn arms(&self) -> impl ExactSizeIterator<Item = (&[TokenStream], &Body)> {
        self.arms
            .iter()
            .map(|(_, patterns, body)| (patterns.as_slice(), body))
    }
}
