//! The names under which secrets travel, so that whatever shows or keeps a text can leave them out.

use quote::quote;

use super::from_root;
use crate::context::Context;
use crate::rust::source::SourceModule;

/// Returns the table of the names.
pub(super) fn secrets(context: &Context<'_>) -> SourceModule {
    let mut source = from_root("secrets", "The names under which secrets travel.");
    let names = context.api.secret_names();
    let answers = context.api.actions.iter().filter(|action| {
        let payload = action.data.as_ref();
        payload.is_some_and(|data| context.is_secret(&data.ty))
    });
    let answers = answers.map(|action| &action.wire_name);
    source.items = vec![
        quote! {
            /// Every field of a request or an answer whose type is a secret, or a list, a map or a
            /// union that can hold one.
            ///
            /// Whatever is under one of these names is a secret wherever it is found, in a request
            /// of an unknown action as well.
            pub(crate) static SECRETS: &[&str] = &[#(#names),*];
        },
        quote! {
            /// Every action that answers with nothing but a secret.
            pub(crate) static SECRET_ANSWERS: &[&str] = &[#(#answers),*];
        },
    ];
    source
}
