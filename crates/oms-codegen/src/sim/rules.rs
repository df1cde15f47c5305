//! The tables by which the simulator reads parameters strictly: one for each named type that is
//! sent, so that types may hold each other.

use oms_spec::ir::{Field, IntegerRule, SecretForm, Type, TypeDef, TypeKind, Union, WireForm};
use oms_spec::names;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::from_root;
use crate::client::rules;
use crate::context::{Context, View};
use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::rust::source::SourceModule;
use crate::rust::tokens;

/// Path of the module with the tables of shared shapes.
const SHAPES: &str = "crate::generated::shapes";

/// Returns the tables of the shared shapes.
pub(super) fn shapes(context: &Context<'_>) -> SourceModule {
    let mut source = from_root("shapes", "The rules for values of the shared shapes.");
    let mut imports = Imports::default();
    source.items = of_types(&context.api.shapes, context, &mut imports);
    imports.remove_module(SHAPES);
    source.imports = imports;
    source
}

/// Returns the tables of those types that are sent.
pub(super) fn of_types(
    types: &[TypeDef],
    context: &Context<'_>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    types
        .iter()
        .filter(|definition| context.direction(&definition.name).is_written())
        // A union is described where it is, because it needs the field beside it.
        .filter(|definition| !matches!(definition.kind, TypeKind::Union(_)))
        .map(|definition| of_type(definition, context, imports))
        .collect()
}

fn of_type(definition: &TypeDef, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    imports.add("crate::rules", "Kind");
    let name = tokens::constant(&definition.name);
    let docs = Docs::own(format!("The rules for a `{}`.", definition.name));
    let kind = kind_of(definition, context, imports);
    let visibility = context
        .is_shape(&definition.name)
        .then(|| quote!(pub(super)));
    quote! {
        #docs
        #visibility static #name: Kind = #kind;
    }
}

/// Returns the rules of the fields of a type of this name.
pub(super) fn fields(
    owner: &str,
    fields: &[Field],
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let rules: Vec<_> = fields
        .iter()
        .map(|field| of_field(owner, field, fields, context, imports))
        .collect();
    quote!(&[#(#rules),*])
}

fn of_field(
    owner: &str,
    field: &Field,
    fields: &[Field],
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.add_all("crate::rules", &["FieldRules", "Kind"]);
    let name = &field.wire_name;
    let kind = match &field.ty {
        Type::Named(name) => match context.kind(name) {
            Some(TypeKind::Union(union)) => of_union(union, fields, context, imports),
            _ => of_value(&field.ty, None, context, imports),
        },
        ty => of_value(ty, Some((owner, field)), context, imports),
    };
    let kind = if field.one_or_list {
        quote!(Kind::OneOrList(&#kind))
    } else {
        kind
    };
    let presence = tokens::ident(&names::snake(field.presence.word()));
    let required_if = field.required_if.as_ref().map(|condition| {
        let (by, is) = (&condition.field, &condition.is);
        quote!(.required_if(#by, &[#(#is),*]))
    });
    let constant = field.constant.as_ref();
    let constant = constant.map(|constant| quote!(.constant(#constant)));
    quote!(FieldRules::#presence(#name, #kind) #constant #required_if)
}

/// Returns the rule for a value of a type. The number of items is limited in the list itself, not
/// in one inside of it.
fn of_value(
    ty: &Type,
    field: Option<(&str, &Field)>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let Type::List(element) = ty else {
        return of_item(ty, field, context, imports);
    };
    let rule = limit(field, rules::of_items, "ListRule", context, imports);
    let element = of_item(element, field, context, imports);
    quote!(Kind::List(#rule, &#element))
}

/// Returns the rule for a value inside of a field's.
fn of_item(
    ty: &Type,
    field: Option<(&str, &Field)>,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    match ty {
        Type::Boolean => quote!(Kind::Boolean),
        Type::Integer => {
            let rule = limit(field, rules::of_integer, "IntegerRule", context, imports);
            quote!(Kind::Integer(#rule))
        }
        Type::Number => quote!(Kind::Number),
        Type::String if field.is_some_and(|(_, field)| rules::of_text(field).is_some()) => {
            let rule = limit(field, rules::of_text, "TextRule", context, imports);
            quote!(Kind::Text(#rule))
        }
        Type::String => quote!(Kind::FreeText),
        Type::Any => quote!(Kind::Any),
        Type::List(element) => {
            imports.add("oms_core", "ListRule");
            let element = of_item(element, field, context, imports);
            quote!(Kind::List(ListRule::new(), &#element))
        }
        Type::Map(value) => {
            let value = of_item(value, field, context, imports);
            quote!(Kind::Map(&#value))
        }
        Type::Named(name) => {
            let table = tokens::constant(name);
            if context.is_shape(name) {
                imports.add(SHAPES, &table.to_string());
            }
            quote!(Kind::Named(&#table))
        }
    }
}

/// Returns the limits of a field's values: a constant in the client, of the type whose field it
/// is, or none.
fn limit(
    field: Option<(&str, &Field)>,
    name: fn(&Field) -> Option<Ident>,
    unlimited: &str,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let constant = field.and_then(|(owner, field)| Some((owner, name(field)?)));
    if let Some((owner, constant)) = constant {
        let owner = context.named(owner, View::Users, imports);
        return quote!(#owner::#constant);
    }
    imports.add("oms_core", unlimited);
    let unlimited = tokens::ident(unlimited);
    quote!(#unlimited::new())
}

/// Returns the rule of a number with a name of its own, which is in the client.
fn integer(
    definition: &TypeDef,
    rule: IntegerRule,
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    if rule == IntegerRule::default() {
        imports.add("oms_core", "IntegerRule");
        return quote!(Kind::Integer(IntegerRule::new()));
    }
    let ty = context.named(&definition.name, View::Users, imports);
    quote!(Kind::Integer(#ty::RULE))
}

/// Returns the rule for a value of a named type.
fn kind_of(definition: &TypeDef, context: &Context<'_>, imports: &mut Imports) -> TokenStream {
    match &definition.kind {
        // The rule of a text is in the client already.
        TypeKind::Text(_) => {
            let ty = context.named(&definition.name, View::Users, imports);
            quote!(Kind::Text(#ty::RULE))
        }
        TypeKind::Integer(rule) | TypeKind::Duration { rule, .. } => {
            integer(definition, *rule, context, imports)
        }
        TypeKind::Secret(SecretForm::Plain) => quote!(Kind::Secret { any: false }),
        TypeKind::Secret(SecretForm::Json) => quote!(Kind::Secret { any: true }),
        TypeKind::Secret(SecretForm::Base64) => quote!(Kind::Base64Secret),
        TypeKind::UtcDateTime => quote!(Kind::UtcDateTime),
        TypeKind::EpochSeconds { wire, raw } => {
            imports.add("crate::rules", "WireForm");
            let wire = tokens::ident(match wire {
                WireForm::Number => "Number",
                WireForm::Text => "Text",
            });
            quote!(Kind::EpochSeconds { wire: WireForm::#wire, raw: #raw })
        }
        TypeKind::Enum(members) => {
            let spellings = members
                .iter()
                .flat_map(|member| std::iter::once(&member.wire_name).chain(&member.also));
            quote!(Kind::Member(&[#(#spellings),*]))
        }
        TypeKind::Object { fields: list, .. } => {
            let fields = fields(&definition.name, list, context, imports);
            quote!(Kind::Object(#fields))
        }
        // A secret in it is known by its name, wherever it is.
        TypeKind::Union(_) | TypeKind::Keyed(_) => quote!(Kind::Any),
    }
}

/// Returns the types of a union, by the value of the field beside it.
fn of_union(
    union: &Union,
    fields: &[Field],
    context: &Context<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let by = fields.iter().find(|field| field.ident == union.by);
    let by = by.map_or("", |field| &field.wire_name);
    let variants: Vec<_> = union
        .variants
        .iter()
        .map(|variant| {
            let tags = context.all_tags(variant, union);
            let kind = of_value(&variant.ty, None, context, imports);
            quote!((&[#(#tags),*], #kind))
        })
        .collect();
    quote!(Kind::Union { by: #by, variants: &[#(#variants),*] })
}
