//! One of the two models, with its named types.

use super::shared::Side;
use crate::ir::{Api, NamedTypes, Type, TypeDef, TypeKind, Union};

/// A model as the comparison asks it.
pub(super) struct Model<'a> {
    /// The model itself.
    pub(super) api: &'a Api,
    pub(super) types: NamedTypes<'a>,
}

impl<'a> Model<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        Self {
            types: NamedTypes::of(api),
            api,
        }
    }

    /// Returns whether the client reads values of a type. The generator takes a type that nothing
    /// uses for one that is read.
    pub(super) fn is_read(&self, name: &str) -> bool {
        self.types.is_read(name) || !self.types.is_written(name)
    }

    /// Returns whether a list leads from names to the IDs that a type holds.
    pub(super) fn is_listed(&self, def: &TypeDef) -> bool {
        let mut subjects = self.api.subjects.iter();
        let identified = subjects.find(|subject| def.identifies.as_ref() == Some(&subject.name));
        identified.is_some_and(|subject| subject.list.is_some())
    }

    /// The types of a union's variants that convert into it: an object that no other variant has.
    pub(super) fn convertible<'u>(&self, union: &'u Union) -> impl Iterator<Item = &'u Type> {
        let variants = union.variants.iter().map(|variant| &variant.ty);
        variants.clone().filter(move |ty| {
            let same = variants.clone().filter(|other| other == ty);
            self.is_object(ty) && same.count() == 1
        })
    }

    fn is_object(&self, ty: &Type) -> bool {
        let kind = |name: &str| self.types.kind(name);
        matches!(ty, Type::Named(name) if matches!(kind(name), Some(TypeKind::Object { .. })))
    }
}

/// The two models that are compared.
pub(super) struct Models<'a> {
    pub(super) old: Model<'a>,
    pub(super) new: Model<'a>,
}

impl Models<'_> {
    /// Who makes values of a type, before or after the change.
    pub(super) fn side(&self, name: &str) -> Side {
        let read = |model: &Model<'_>| model.types.is_read(name);
        match (
            self.old.types.is_written(name) || self.new.types.is_written(name),
            read(&self.old) || read(&self.new),
        ) {
            (true, true) => Side::Both,
            (true, false) => Side::Request,
            (false, _) => Side::Answer,
        }
    }
}
