//! From the arguments of one action to its request.

use oms_spec::command::{Flag, FlagForm};
use oms_spec::ir::{Action, Effect, Presence};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{copies, facts, subjects};
use crate::context::{Context, View, paging};
use crate::rust::imports::Imports;
use crate::rust::{source, tokens};

/// The most lines that give a flag's value to the request.
const LINES_OF_A_FLAG: usize = 16;

/// Returns the field of the arguments that holds a flag's value.
///
/// The fields that hold the consent to act, the wait behind it and a copy have names that no
/// parameter may have.
pub(super) fn ident(flag: &Flag<'_>) -> Ident {
    match flag.field.ident.as_str() {
        "consent" => tokens::ident("consent_"),
        "waiting" => tokens::ident("waiting_"),
        "copied_as" => tokens::ident("copied_as_"),
        ident => tokens::ident(ident),
    }
}

/// Returns the `impl` that makes the request.
pub(super) fn action_args(
    action: &Action,
    flags: &[Flag<'_>],
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let (args, request) = (
        tokens::joined(&action.type_stem, "Args"),
        tokens::joined(&action.type_stem, "Request"),
    );
    let positional = Flag::positional(action, flags).and_then(|place| flags.get(place));
    let names = names(flags, positional, context, imports);
    let body = Body {
        context,
        imports,
        positional,
    }
    .statements(&request, flags);
    let length = source::expect_length(flags.len(), LINES_OF_A_FLAG, &body);
    let has_moment = flags
        .iter()
        .any(|flag| matches!(flag.form, FlagForm::Moment { .. }));
    let moment = tokens::ident(if has_moment { "moment" } else { "_moment" });
    let deprecated = flags
        .iter()
        .any(|flag| flag.field.deprecated.is_some())
        .then(|| quote!(#[expect(deprecated, reason = "what is deprecated can still be sent")]));
    let subject = facts::subject(action, context, imports);
    let moves = facts::moves(action, flags, imports);
    let is_move = moves.is_some().then(|| {
        quote!(
            const MOVES: bool = true;
        )
    });
    let listing = listing(action, imports);
    let copy = copies::method(action, context, imports);
    let consent = (action.effect == Effect::Write).then(|| {
        quote! {
            fn consent(&self) -> Option<&Consent> {
                Some(&self.consent)
            }
        }
    });
    let waiting = facts::is_awaited(action).then(|| {
        quote! {
            fn waiting(&self) -> Option<&Waiting> {
                Some(&self.waiting)
            }
        }
    });
    quote! {
        impl ActionArgs for #args {
            type Request = #request;
            const FACTS: &'static ActionFacts = &FACTS;
            #is_move
            #deprecated
            #length
            fn request(&self, #moment: &Moment) -> Result<Self::Request, Failure> {
                #body
            }
            #consent
            #names
            #waiting
            #subject
            #moves
            #listing
            #copy
        }
    }
}

/// Returns the methods that find the names among the arguments, so that IDs can take their places.
fn names(
    flags: &[Flag<'_>],
    positional: Option<&Flag<'_>>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let mut kinds = flags.iter().filter_map(|flag| match flag.form {
        FlagForm::Named(subject) => Some((flag, subjects::known(subject, context)?)),
        _ => None,
    });
    let named: Vec<_> = kinds
        .by_ref()
        .map(|(flag, kind)| {
            let ident = ident(flag);
            let is_one = flag.is_required()
                && !flag.repeated
                && positional.is_none_or(|it| it.name != flag.name);
            if is_one {
                quote!(names.push((&subjects::#kind, &mut self.#ident));)
            } else {
                quote!(names.extend(self.#ident.iter_mut().map(|name| (&subjects::#kind, name)));)
            }
        })
        .collect();
    if named.is_empty() {
        return None;
    }
    imports.add("crate::generated", "subjects");
    imports.add_all("crate::plan::arguments", &["Named", "SubjectKind"]);
    let kind = positional.and_then(|flag| match flag.form {
        FlagForm::Named(subject) => subjects::known(subject, context),
        _ => None,
    });
    let first = kind.as_ref().map(
        |kind| quote!(names.extend(self.subject_.iter_mut().map(|name| (&subjects::#kind, name)));),
    );
    let unnamed = positional.zip(kind).map(|(flag, kind)| {
        let ident = ident(flag);
        quote! {
            fn unnamed(&mut self) -> Option<(&'static SubjectKind, &mut Option<Named>)> {
                let is_unnamed = self.subject_.is_none() && self.#ident.is_none();
                is_unnamed.then_some((&subjects::#kind, &mut self.subject_))
            }
        }
    });
    Some(quote! {
        fn names(&mut self) -> Vec<(&'static SubjectKind, &mut Named)> {
            let mut names: Vec<(&'static SubjectKind, &mut Named)> = Vec::new();
            #first
            #(#named)*
            names
        }
        #unnamed
    })
}

/// The size of the pages that are asked for where the service states no limit.
const PAGE_SIZE: i64 = 100;

/// Returns the method that makes a list of all pages, where the action lists page by page.
fn listing(action: &Action, imports: &mut Imports) -> Option<TokenStream> {
    let paging = paging(action)?;
    imports.add("oms_client", "Client");
    imports.add_all("crate::plan::arguments", &["ListingOf", "listing"]);
    let size = action
        .request
        .iter()
        .find(|field| field.ident == paging.page_size)
        .and_then(|field| field.rules.integer.maximum)
        .unwrap_or(PAGE_SIZE);
    let size = tokens::integer(size);
    let (page_number, page_size) = (
        tokens::ident(&paging.page_number),
        tokens::ident(&paging.page_size),
    );
    Some(quote! {
        fn listing(
            client: &Client,
            request: &Self::Request,
        ) -> Option<ListingOf<Self::Request>> {
            if request.#page_number.is_some() {
                return None;
            }
            let mut request = request.clone();
            request.#page_size.get_or_insert(#size);
            Some(listing(client, request))
        }
    })
}

/// Returns the refusals of parameters for which neither a value nor null is given.
///
/// The command line could ask for one of the two by itself, but not only where the parameters are
/// no JSON object.
fn needed(flags: &[Flag<'_>]) -> Vec<TokenStream> {
    flags
        .iter()
        .filter(|flag| flag.field.presence == Presence::Nullable)
        .map(|flag| {
            let (ident, null) = (ident(flag), tokens::ident(&flag.null));
            let message = format!("--{} or --{} must be given", flag.name, flag.null_name());
            quote! {
                if self.#ident.is_none() && !self.#null {
                    return Err(Failure::usage(#message, "See --help."));
                }
            }
        })
        .collect()
}

/// The body of the method that makes the request.
struct Body<'a, 'c> {
    context: &'a Context<'c>,
    imports: &'a mut Imports,
    /// The parameter that may be given without its flag.
    positional: Option<&'a Flag<'c>>,
}

impl Body<'_, '_> {
    /// Returns the request, with what must be given in one chain and what may be left out behind
    /// it.
    fn statements(&mut self, request: &Ident, flags: &[Flag<'_>]) -> TokenStream {
        let (given, left_out): (Vec<_>, Vec<_>) = flags.iter().partition(|flag| {
            matches!(flag.field.presence, Presence::Required | Presence::Nullable)
        });
        let given = given
            .into_iter()
            .map(|flag| self.given_setter(flag))
            .collect::<Vec<_>>();
        let chain = quote!(#request::builder() #(#given)*);
        let needed = needed(flags);
        if left_out.is_empty() {
            let result = self.result(&quote!(request), flags);
            return quote! {
                #(#needed)*
                let request = #chain.build();
                #result
            };
        }
        let left_out = left_out
            .into_iter()
            .map(|flag| self.left_out_statement(flag))
            .collect::<Vec<_>>();
        let result = self.result(&quote!(builder.build()), flags);
        quote! {
            #(#needed)*
            let mut builder = #chain;
            #(#left_out)*
            #result
        }
    }

    /// Returns the result of the method. The flag of a union does not know the parameter that
    /// chooses the type, so that such a request is read again as a whole.
    fn result(&mut self, request: &TokenStream, flags: &[Flag<'_>]) -> TokenStream {
        let is_union = |flag: &Flag<'_>| self.context.is_union(&flag.field.ty);
        if flags.iter().any(is_union) {
            self.imports.add("crate::plan::arguments", "read_again");
            quote!(read_again(&#request))
        } else {
            quote!(Ok(#request))
        }
    }

    /// Returns the setter of a parameter that is always sent.
    fn given_setter(&mut self, flag: &Flag<'_>) -> TokenStream {
        let (setter, ident) = (tokens::ident(&flag.field.ident), ident(flag));
        let is_either = self.positional.is_some_and(|it| it.name == flag.name);
        let value = if is_either {
            let name = format!("--{}", flag.name);
            let ty = self.context.rust_type(flag.ty, View::Users, self.imports);
            quote!(Named::either::<#ty>(#name, self.subject_.as_ref(), self.#ident.as_ref())?)
        } else if flag.field.presence == Presence::Nullable {
            self.nullable(flag, &quote!(self.#ident))
        } else {
            self.value(flag, &quote!(self.#ident), &quote!(&self.#ident))
        };
        quote!(.#setter(#value))
    }

    /// Returns the statements that give a parameter which may be left out.
    fn left_out_statement(&mut self, flag: &Flag<'_>) -> TokenStream {
        let (setter, ident) = (tokens::ident(&flag.field.ident), ident(flag));
        if flag.repeated {
            let value = self.several(flag);
            return quote! {
                if !self.#ident.is_empty() {
                    builder = builder.#setter(#value);
                }
            };
        }
        if flag.field.presence == Presence::OptionalNullable {
            let null = tokens::ident(&flag.null);
            let value = self.nullable(flag, &quote!(self.#ident));
            return quote! {
                if self.#null || self.#ident.is_some() {
                    builder = builder.#setter(#value);
                }
            };
        }
        let variable = quote!(value);
        let value = self.value(flag, &variable, &variable);
        let place = if is_copied(flag) {
            quote!(self.#ident)
        } else {
            quote!(&self.#ident)
        };
        quote! {
            if let Some(value) = #place {
                builder = builder.#setter(#value);
            }
        }
    }

    /// Returns the value at a place, to which `reference` refers, as the setter takes it.
    fn value(
        &mut self,
        flag: &Flag<'_>,
        place: &TokenStream,
        reference: &TokenStream,
    ) -> TokenStream {
        match flag.form {
            _ if flag.repeated => self.several(flag),
            _ if is_copied(flag) => place.clone(),
            _ => self
                .read(flag, place, reference)
                .map_or_else(|| quote!(#place.clone()), |read| quote!(#read?)),
        }
    }

    /// Returns the values of a flag that may be given several times.
    fn several(&mut self, flag: &Flag<'_>) -> TokenStream {
        let ident = ident(flag);
        if !matches!(flag.form, FlagForm::Named(_)) {
            return quote!(self.#ident.clone());
        }
        let name = format!("--{}", flag.name);
        let ty = self.context.rust_type(flag.ty, View::Users, self.imports);
        quote!(Named::ids::<#ty>(#name, &self.#ident)?)
    }

    /// Returns the value at a place that may be empty, which means null.
    fn nullable(&mut self, flag: &Flag<'_>, place: &TokenStream) -> TokenStream {
        let variable = quote!(value);
        let converted = matches!(
            flag.form,
            FlagForm::Moment { converted: true } | FlagForm::Secret
        );
        let into = converted.then(|| quote!(.map(Into::into)));
        match self.read(flag, &variable, &variable) {
            Some(read) => quote!(#place.as_ref().map(|value| #read).transpose()? #into),
            None if is_copied(flag) => place.clone(),
            None => quote!(#place.clone()),
        }
    }

    /// Returns the call that gets the value from what is on the command line; `None` where that is
    /// the value.
    fn read(
        &mut self,
        flag: &Flag<'_>,
        place: &TokenStream,
        reference: &TokenStream,
    ) -> Option<TokenStream> {
        let name = format!("--{}", flag.name);
        Some(match flag.form {
            FlagForm::Moment { .. } => quote!(#place.resolve(#name, moment)),
            FlagForm::Named(_) => {
                let ty = self.context.rust_type(flag.ty, View::Users, self.imports);
                quote!(#place.id::<#ty>(#name))
            }
            FlagForm::Secret => quote!(crate::plan::arguments::secret::text(#reference)),
            // Spelled out, because the setter of a list or a map takes more than one type.
            FlagForm::SecretJson => {
                let ty = self.context.rust_type(flag.ty, View::Users, self.imports);
                quote!(crate::plan::arguments::secret::json::<#ty>(#name, #reference))
            }
            _ => return None,
        })
    }
}

/// Returns whether a value is copied where it is needed.
fn is_copied(flag: &Flag<'_>) -> bool {
    let copied = matches!(
        flag.form,
        FlagForm::Boolean | FlagForm::Integer | FlagForm::Number | FlagForm::Numbered(_)
    );
    copied && !flag.repeated
}
