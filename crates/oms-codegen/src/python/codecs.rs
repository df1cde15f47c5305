//! The Python type of a value, and the object that turns it into JSON and back.

use oms_spec::ir::{Field, Presence, SecretForm, Type, TypeKind, Union, WireForm};

use super::text::{literal, name};
use crate::context::Context;

/// Which way a value goes, and from which module its type is named.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) written: bool,
    /// Says whether secrets may be given as they are: callers build the object.
    pub(super) given: bool,
    /// Put before the names of types: `t.` outside of their module.
    pub(super) prefix: &'a str,
}

impl Way<'_> {
    /// Returns the annotation of a type.
    pub(super) fn annotation(self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "bool".to_owned(),
            Type::Integer => "int".to_owned(),
            Type::Number => "float".to_owned(),
            Type::String => "str".to_owned(),
            Type::Any => "Any".to_owned(),
            Type::List(inner) if self.written => format!("Sequence[{}]", self.annotation(inner)),
            Type::List(inner) => format!("List[{}]", self.annotation(inner)),
            Type::Map(inner) if self.written => {
                format!("Mapping[str, {}]", self.annotation(inner))
            }
            Type::Map(inner) => format!("Dict[str, {}]", self.annotation(inner)),
            Type::Named(name) => self.named(name),
        }
    }

    fn named(self, name: &str) -> String {
        let prefix = self.prefix;
        let own = format!("{prefix}{name}");
        let text = match self.context.kind(name) {
            None => "Any",
            Some(TypeKind::Enum(_)) if self.written => return format!("Union[{own}, str]"),
            Some(TypeKind::Text(_) | TypeKind::Object { .. } | TypeKind::Enum(_)) => return own,
            Some(TypeKind::Union(union)) => return self.choice(union),
            Some(TypeKind::Secret(SecretForm::Json) | TypeKind::Keyed(_)) if self.given => "Any",
            Some(TypeKind::Secret(SecretForm::Json) | TypeKind::Keyed(_)) => "SecretJson",
            Some(TypeKind::Secret(_)) if self.given => "Union[Secret, str]",
            Some(TypeKind::Secret(_)) => "Secret",
            Some(TypeKind::UtcDateTime) if self.written => "Union[datetime, str]",
            Some(TypeKind::UtcDateTime) => "UtcDateTime",
            Some(TypeKind::Duration { .. }) if self.written => "Union[timedelta, int]",
            Some(TypeKind::Integer(_) | TypeKind::Duration { .. }) => "int",
            Some(TypeKind::EpochSeconds { raw, .. }) => match (self.written, raw) {
                (true, true) => "Union[datetime, int, str]",
                (true, false) => "Union[datetime, int]",
                (false, true) => "Union[EpochSeconds, str]",
                (false, false) => "EpochSeconds",
            },
        };
        text.to_owned()
    }

    fn choice(self, union: &Union) -> String {
        let variants = union.variants.iter();
        let mut types: Vec<String> = variants
            .map(|variant| self.annotation(&variant.ty))
            .collect();
        types.dedup();
        format!("Union[{}, Any]", types.join(", "))
    }

    /// Returns the annotation of a field, with its default where it may be missing.
    pub(super) fn field(self, field: &Field) -> (String, Option<String>) {
        let ty = self.annotation(&field.ty);
        let (ty, default) = match field.presence {
            Presence::Required => (ty, None),
            Presence::Nullable => (format!("Optional[{ty}]"), None),
            Presence::Optional => (format!("Optional[{ty}]"), Some("None".to_owned())),
            Presence::OptionalNullable => (
                format!("Union[{ty}, None, Unset]"),
                Some("UNSET".to_owned()),
            ),
        };
        // Nobody has to give the only value that there is.
        let constant = field.constant.as_deref().filter(|_| self.written);
        (ty, constant.map(literal).or(default))
    }

    /// Returns the object that turns values of a type into JSON and back. `beside` are the other
    /// fields of the object around the value.
    pub(super) fn codec(self, ty: &Type, beside: &[Field]) -> String {
        match ty {
            Type::Boolean => "c.BOOLEAN".to_owned(),
            Type::Integer => "c.INTEGER".to_owned(),
            Type::Number => "c.NUMBER".to_owned(),
            Type::String => "c.TEXT".to_owned(),
            Type::Any => "c.ANY".to_owned(),
            Type::List(inner) => format!("c.ListOf({})", self.codec(inner, beside)),
            Type::Map(inner) => format!("c.MapOf({})", self.codec(inner, beside)),
            Type::Named(name) => self.codec_of(name, beside),
        }
    }

    fn codec_of(self, name: &str, beside: &[Field]) -> String {
        let prefix = self.prefix;
        let text = match self.context.kind(name) {
            None | Some(TypeKind::Integer(_)) => "c.INTEGER",
            Some(TypeKind::Text(_)) => "c.TEXT",
            Some(TypeKind::Object { .. }) => return format!("c.Object({prefix}{name})"),
            Some(TypeKind::Enum(_)) => return format!("c.Member({prefix}{name})"),
            Some(TypeKind::Union(union)) => return self.codec_of_union(union, beside),
            Some(TypeKind::Secret(SecretForm::Plain)) => "c.SECRET",
            Some(TypeKind::Secret(SecretForm::Base64)) => "c.BASE64_SECRET",
            Some(TypeKind::Secret(SecretForm::Json) | TypeKind::Keyed(_)) => "c.SECRET_JSON",
            Some(TypeKind::UtcDateTime) => "c.UTC_DATE_TIME",
            Some(TypeKind::Duration { unit, .. }) => {
                return format!("c.Duration({})", literal(unit.word()));
            }
            Some(TypeKind::EpochSeconds { wire, raw }) => match (wire, raw) {
                (WireForm::Number, false) => "c.EPOCH_SECONDS",
                (WireForm::Text, false) => "c.EPOCH_SECONDS_AS_TEXT",
                (WireForm::Number, true) => "c.POSITION",
                (WireForm::Text, true) => "c.POSITION_AS_TEXT",
            },
        };
        text.to_owned()
    }

    fn codec_of_union(self, union: &Union, beside: &[Field]) -> String {
        let sibling = beside.iter().find(|field| field.ident == union.by);
        let Some(sibling) = sibling else {
            return "c.ANY".to_owned();
        };
        let entries: Vec<String> = union
            .variants
            .iter()
            .flat_map(|variant| {
                let tags = self.context.all_tags(variant, union).into_iter();
                tags.map(move |tag| (tag, variant))
            })
            .map(|(tag, variant)| format!("{}: {}", literal(&tag), self.codec(&variant.ty, beside)))
            .collect();
        format!(
            "c.OneOf({}, {{{}}})",
            literal(&sibling.wire_name),
            entries.join(", ")
        )
    }

    /// Returns the row of a field: its names, its codec, and whether it may be missing.
    pub(super) fn row(self, field: &Field, beside: &[Field]) -> String {
        let presence = match field.presence {
            Presence::Required => "c.REQUIRED",
            Presence::Nullable => "c.NULLABLE",
            Presence::Optional => "c.OPTIONAL",
            Presence::OptionalNullable => "c.OPTIONAL_NULLABLE",
        };
        format!(
            "c.Row({}, {}, {}, {presence})",
            literal(&name(&field.ident)),
            literal(&field.wire_name),
            self.codec(&field.ty, beside),
        )
    }
}
