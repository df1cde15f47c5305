//! Actions that answer page by page: how the runtime turns their pages.

use oms_spec::ir::{Action, Paging, Presence};
use proc_macro2::TokenStream;
use quote::quote;

use super::action::data_type;
use super::builder_parts::BuilderParts;
use crate::context::{Context, View, paging};
use crate::rust::imports::Imports;
use crate::rust::tokens;

/// Returns the `impl` of `Paged`.
pub(super) fn paged_impl(
    action: &Action,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let paging = paging(action)?;
    imports.add("oms_core", "Paged");
    let request = tokens::joined(&action.type_stem, "Request");
    let item = context.rust_type(&paging.item, View::Inside, imports);
    let number = tokens::ident(&paging.page_number);
    let data = data_type(action, context, View::Inside, imports);
    let (list, items) = (list(action, paging), items(action, paging));
    Some(quote! {
        impl Paged for #request {
            type Item = #item;
            fn page_number(&self) -> Option<i64> {
                self.#number
            }
            fn set_page_number(&mut self, number: i64) {
                self.#number = Some(number);
            }
            fn list(data: &mut #data) -> Option<&mut Vec<#item>> {
                #list
            }
            fn items(data: #data) -> Vec<#item> {
                #items
            }
        }
    })
}

/// Returns the list in an answer that may be changed.
fn list(action: &Action, paging: &Paging) -> TokenStream {
    let data_is_there = action
        .data
        .as_ref()
        .is_some_and(|data| data.presence == Presence::Required);
    let Some(items) = &paging.items else {
        return if data_is_there {
            quote!(Some(data))
        } else {
            quote!(data.as_mut())
        };
    };
    let items = tokens::ident(items);
    let list = match paging.items_presence {
        Presence::Required => quote!(Some(&mut data.#items)),
        Presence::Optional | Presence::Nullable => quote!(data.#items.as_mut()),
        Presence::OptionalNullable => quote!(data.#items.as_mut().and_then(Option::as_mut)),
    };
    match (data_is_there, paging.items_presence) {
        (true, _) => list,
        (false, Presence::Required) => quote!(data.as_mut().map(|data| &mut data.#items)),
        (false, _) => quote!(data.as_mut().and_then(|data| #list)),
    }
}

/// Returns the items that an answer hands out.
fn items(action: &Action, paging: &Paging) -> TokenStream {
    let data_is_there = action
        .data
        .as_ref()
        .is_some_and(|data| data.presence == Presence::Required);
    let Some(items) = &paging.items else {
        return if data_is_there {
            quote!(data)
        } else {
            quote!(data.unwrap_or_default())
        };
    };
    let items = tokens::ident(items);
    match (data_is_there, paging.items_presence) {
        (true, Presence::Required) => quote!(data.#items),
        (true, Presence::Optional | Presence::Nullable) => quote!(data.#items.unwrap_or_default()),
        (true, Presence::OptionalNullable) => quote!(data.#items.flatten().unwrap_or_default()),
        (false, Presence::Required) => quote!(data.map(|data| data.#items).unwrap_or_default()),
        (false, Presence::Optional | Presence::Nullable) => {
            quote!(data.and_then(|data| data.#items).unwrap_or_default())
        }
        (false, Presence::OptionalNullable) => {
            quote!(data.and_then(|data| data.#items.flatten()).unwrap_or_default())
        }
    }
}

/// Returns the method that lists page by page.
pub(super) fn pages_method(
    action: &Action,
    parts: &BuilderParts<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    paging(action)?;
    imports.add("oms_core", "Pages");
    let request = tokens::joined(&action.type_stem, "Request");
    let bounds = parts.bounds(imports);
    Some(quote! {
        /// Lists page by page, from the page that was named or from the first. Nothing is sent
        /// before a page is asked for.
        pub fn pages(self) -> Pages<#request> #bounds {
            let client = self.client;
            client.pages(self.build())
        }
    })
}
