//! The named types of a model, by name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Api, Field, Member, Type, TypeDef, TypeKind, Variant};

/// The named types of a model by name, those that are secret, and the ways that they travel. Names
/// are unique over shapes and actions, which the checks see to.
#[derive(Debug, Clone)]
pub struct NamedTypes<'a> {
    types: BTreeMap<&'a str, &'a TypeDef>,
    secret: BTreeSet<&'a str>,
    written: BTreeSet<&'a str>,
    read: BTreeSet<&'a str>,
}

impl<'a> NamedTypes<'a> {
    /// Indexes a model.
    #[must_use]
    pub fn of(api: &'a Api) -> Self {
        let of_actions = api.actions.iter().flat_map(|action| &action.types);
        let all = of_actions.chain(&api.shapes);
        let types = all.map(|definition| (definition.name.as_str(), definition));
        let mut named = Self {
            types: types.collect(),
            secret: BTreeSet::new(),
            written: BTreeSet::new(),
            read: BTreeSet::new(),
        };
        named.secret = named.holders(|definition| {
            matches!(definition.kind, TypeKind::Secret(_) | TypeKind::Keyed(_))
        });
        let requests = api.actions.iter().flat_map(|action| &action.request);
        let payloads = api.actions.iter().filter_map(|action| action.data.as_ref());
        named.written = named.reached(requests.map(|field| &field.ty));
        named.read = named.reached(payloads.map(|data| &data.ty));
        named
    }

    /// The definition of a name.
    #[must_use]
    pub fn definition(&self, name: &str) -> Option<&'a TypeDef> {
        self.types.get(name).copied()
    }

    /// The kind of the type behind a name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        self.definition(name).map(|definition| &definition.kind)
    }

    /// Returns whether a named type is a secret or has one in it, however deep.
    #[must_use]
    pub fn holds_secret(&self, name: &str) -> bool {
        self.secret.contains(name)
    }

    /// Returns whether a value of a type is a secret, or holds one that has no name of its own.
    #[must_use]
    pub fn is_secret(&self, ty: &Type) -> bool {
        match ty.innermost().and_then(|name| self.kind(name)) {
            Some(TypeKind::Secret(_)) => true,
            // A variant of a union is a type with a name of its own, and never a union again.
            Some(TypeKind::Union(union)) => union
                .variants
                .iter()
                .any(|variant| self.is_secret(&variant.ty)),
            _ => false,
        }
    }

    /// Returns whether a request holds values of a named type.
    #[must_use]
    pub fn is_written(&self, name: &str) -> bool {
        self.written.contains(name)
    }

    /// Returns whether the payload of an answer holds values of a named type.
    #[must_use]
    pub fn is_read(&self, name: &str) -> bool {
        self.read.contains(name)
    }

    /// The types that have a property, and those that contain one that has it.
    pub fn holders(&self, has: impl Fn(&'a TypeDef) -> bool) -> BTreeSet<&'a str> {
        let mut users: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        for (user, definition) in &self.types {
            for name in definition.parts().filter_map(Type::innermost) {
                users.entry(name).or_default().push(user);
            }
        }
        let own = self.types.iter().filter(|(_, definition)| has(definition));
        let mut rest: Vec<&str> = own.map(|(name, _)| *name).collect();
        let mut names = BTreeSet::new();
        while let Some(name) = rest.pop() {
            if names.insert(name) {
                rest.extend(users.get(name).into_iter().flatten());
            }
        }
        names
    }

    /// The names that types lead to.
    pub fn reached(&self, types: impl Iterator<Item = &'a Type>) -> BTreeSet<&'a str> {
        let mut names = BTreeSet::new();
        let mut rest: Vec<&str> = types.filter_map(Type::innermost).collect();
        while let Some(name) = rest.pop() {
            if let Some(definition) = self.definition(name)
                && names.insert(definition.name.as_str())
            {
                rest.extend(definition.parts().filter_map(Type::innermost));
            }
        }
        names
    }
}

impl Api {
    /// The names under which secrets travel: those of the fields that are secret, in a list, a map
    /// or a union as well, and the keys that are secret in JSON of any form.
    #[must_use]
    pub fn secret_names(&self) -> BTreeSet<&str> {
        let named = NamedTypes::of(self);
        let requests = self.actions.iter().flat_map(|action| &action.request);
        let types = self.actions.iter().flat_map(|action| &action.types);
        let types = types.chain(&self.shapes);
        let fields = requests.chain(types.clone().flat_map(TypeDef::fields));
        let secret = fields.filter(|field| named.is_secret(&field.ty));
        let keys = types.flat_map(|definition| match &definition.kind {
            TypeKind::Keyed(keys) => keys.as_slice(),
            _ => &[],
        });
        secret
            .flat_map(|field| field.also.iter().chain([&field.wire_name]))
            .chain(keys)
            .map(String::as_str)
            .collect()
    }
}

impl Type {
    /// The name inside lists and maps, where there is one.
    #[must_use]
    pub fn innermost(&self) -> Option<&str> {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.innermost(),
            Self::Named(name) => Some(name),
            _ => None,
        }
    }
}

impl TypeDef {
    /// The fields of an object; none of another type.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            TypeKind::Object { fields, .. } => fields,
            _ => &[],
        }
    }

    /// The types that it names directly.
    pub fn parts(&self) -> impl Iterator<Item = &Type> {
        let (fields, variants) = match &self.kind {
            TypeKind::Object { fields, .. } => (fields.as_slice(), [].as_slice()),
            TypeKind::Union(union) => ([].as_slice(), union.variants.as_slice()),
            _ => ([].as_slice(), [].as_slice()),
        };
        let variants = variants.iter().map(|variant| &variant.ty);
        fields.iter().map(|field| &field.ty).chain(variants)
    }
}

impl Variant {
    /// The spellings of each value that chooses the variant, that of the client first; `by` is the
    /// type of the field beside the union.
    #[must_use]
    pub fn spellings(&self, by: Option<&TypeKind>) -> Vec<Vec<String>> {
        let members: &[Member] = match by {
            Some(TypeKind::Enum(members)) => members,
            _ => &[],
        };
        let mut all: Vec<Vec<String>> = Vec::new();
        for tag in &self.tags {
            let member = members
                .iter()
                .find(|member| member.wire_name == *tag || member.also.contains(tag));
            let spellings = match member {
                Some(member) => std::iter::once(&member.wire_name)
                    .chain(&member.also)
                    .cloned()
                    .collect(),
                None => vec![tag.clone()],
            };
            if !all.contains(&spellings) {
                all.push(spellings);
            }
        }
        all
    }
}
