//! Types: expressions, shapes, and types that are declared where they are used.

use super::{Lowering, optional, since, texts, value};
use crate::language::{TypeExpression, names};
use crate::raw::shapes::{BaseType, InlineType};
use crate::raw::{Shape, Typed, Unit, Value, shapes};
use crate::{check, ir};

impl Lowering<'_> {
    /// A type; `path` is the name of what is declared inline in it, asked for where there is such a
    /// type.
    pub(crate) fn ty(path: impl FnOnce() -> String, typed: &Typed) -> ir::Type {
        typed
            .expression
            .as_ref()
            .map_or(ir::Type::Any, |written| expression(path, written))
    }

    /// A shape, and the types that are declared inside it.
    pub(crate) fn shape(&self, shape: &Shape) -> Vec<ir::TypeDef> {
        let name = &shape.name.value;
        let open = shape.complete == Some(false);
        let kind = match shape.typed.innermost() {
            Some(TypeExpression::Integer) => Self::integer(shape),
            Some(TypeExpression::Object | TypeExpression::Enum) => {
                self.kind(name, &shape.typed, &[], open, ir::Provenance::Page)
            }
            _ => text(shape),
        };
        let itself = ir::TypeDef {
            name: name.clone(),
            doc: value(shape.doc.as_ref()),
            kind,
            parent: None,
            identifies: optional(shape.identifies.as_ref()),
        };
        let inner = shapes::of_shape(shape);
        let inner = inner
            .iter()
            .map(|inline| self.inline(inline, open, ir::Provenance::Page, Some(name)));
        std::iter::once(itself).chain(inner).collect()
    }

    /// A type that is declared where it is used.
    pub(crate) fn inline(
        &self,
        inline: &InlineType<'_>,
        open: bool,
        provenance: ir::Provenance,
        parent: Option<&String>,
    ) -> ir::TypeDef {
        ir::TypeDef {
            name: inline.name.clone(),
            doc: inline.doc.to_owned(),
            kind: self.kind(
                &inline.name,
                inline.typed,
                inline.siblings,
                open,
                inline.provenance.unwrap_or(provenance),
            ),
            parent: parent.cloned(),
            identifies: None,
        }
    }

    fn kind(
        &self,
        name: &str,
        typed: &Typed,
        siblings: &[crate::raw::Field],
        open: bool,
        provenance: ir::Provenance,
    ) -> ir::TypeKind {
        match typed.innermost() {
            Some(TypeExpression::Enum) => {
                ir::TypeKind::Enum(typed.values.iter().map(member).collect())
            }
            Some(TypeExpression::Union) => ir::TypeKind::Union(self.union(name, typed, siblings)),
            _ => ir::TypeKind::Object {
                fields: typed
                    .fields
                    .iter()
                    .map(|field| super::field::field(name, field, provenance))
                    .collect(),
                open,
            },
        }
    }

    fn union(&self, name: &str, typed: &Typed, siblings: &[crate::raw::Field]) -> ir::Union {
        let by = typed.by.as_ref().and_then(|by| {
            siblings
                .iter()
                .find(|sibling| sibling.name.value == by.value)
        });
        // The path of a sibling is that of the union with the other last part.
        let by_type = by.map_or(ir::Type::String, |by| {
            match self.shapes.base_of(&by.typed) {
                Some((None, BaseType::Enum(_))) => {
                    ir::Type::Named(sibling_path(name, typed, siblings, by))
                }
                _ => Self::ty(|| name.to_owned(), &by.typed),
            }
        });
        ir::Union {
            by: by.map(crate::raw::Field::ident).unwrap_or_default(),
            by_type,
            by_presence: by
                .and_then(|by| by.presence)
                .unwrap_or(ir::Presence::Required),
            variants: typed
                .variants
                .iter()
                .map(|variant| ir::Variant {
                    ident: variant.name.value.clone(),
                    tags: texts(&variant.when),
                    ty: Self::ty(
                        || format!("{name}{}", names::pascal(&variant.name.value)),
                        &variant.typed,
                    ),
                    doc: value(variant.doc.as_ref()),
                })
                .collect(),
        }
    }

    fn integer(shape: &Shape) -> ir::TypeKind {
        let rule = check::integer_rule(&shape.rules);
        match shape.unit() {
            Some(Unit::EpochSeconds { wire, raw }) => ir::TypeKind::EpochSeconds { wire, raw },
            Some(Unit::Duration(unit)) => ir::TypeKind::Duration { unit, rule },
            _ => ir::TypeKind::Integer(rule),
        }
    }
}

/// The path of the inline type of a field that is beside the union called `name`.
fn sibling_path(
    name: &str,
    union: &Typed,
    siblings: &[crate::raw::Field],
    sibling: &crate::raw::Field,
) -> String {
    let own = siblings
        .iter()
        .find(|field| std::ptr::eq(&raw const field.typed, union));
    let last = own.map(|field| field.path("")).unwrap_or_default();
    sibling.path(name.strip_suffix(last.as_str()).unwrap_or(name))
}

fn text(shape: &Shape) -> ir::TypeKind {
    if !shape.secret_keys.is_empty() {
        return ir::TypeKind::Keyed(texts(&shape.secret_keys));
    }
    if shape.secret_at().is_some() {
        let any = shape.typed.expression == Some(TypeExpression::Any);
        return ir::TypeKind::Secret(match shape.base64 {
            _ if any => ir::SecretForm::Json,
            Some(_) => ir::SecretForm::Base64,
            None => ir::SecretForm::Plain,
        });
    }
    match shape.unit() {
        Some(Unit::UtcDateTime) => ir::TypeKind::UtcDateTime,
        _ => ir::TypeKind::Text(check::text_rule(&shape.rules)),
    }
}

pub(super) fn expression(path: impl FnOnce() -> String, expression: &TypeExpression) -> ir::Type {
    match expression {
        TypeExpression::Boolean => ir::Type::Boolean,
        TypeExpression::Integer => ir::Type::Integer,
        TypeExpression::Number => ir::Type::Number,
        TypeExpression::String => ir::Type::String,
        TypeExpression::Any => ir::Type::Any,
        TypeExpression::Object | TypeExpression::Enum | TypeExpression::Union => {
            ir::Type::Named(path())
        }
        TypeExpression::Shape(name) => ir::Type::Named(name.clone()),
        TypeExpression::List(inner) => ir::Type::List(Box::new(self::expression(path, inner))),
        TypeExpression::Map(inner) => ir::Type::Map(Box::new(self::expression(path, inner))),
    }
}

fn member(value: &Value) -> ir::Member {
    ir::Member {
        wire_name: value.name.value.clone(),
        also: texts(&value.also),
        ident: match &value.rust {
            Some(rust) => rust.value.clone(),
            None => names::variant(&value.name.value),
        },
        doc: super::value(value.doc.as_ref()),
        ends: value.ends,
        followed_by: value.followed_by.as_deref().map(texts),
        since: since(&value.since),
        deprecated: optional(value.deprecated.as_ref()),
    }
}
