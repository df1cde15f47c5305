//! The types that fields of the same name have in the spec that there is.

use std::collections::{BTreeMap, BTreeSet};

use oms_spec::ir::{Api, Field as Declared, NamedTypes, SecretForm, Type, TypeKind};

/// The types that the spec has, by the fields that have them.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The shape of texts or numbers that every field of a name and a type word has.
    agreed: BTreeMap<(String, String), String>,
    /// The shapes that fields of a name have, whatever their type word, where one of them is an ID
    /// or holds a secret.
    guarding: BTreeMap<String, BTreeSet<String>>,
    /// The shapes of texts that are never shown.
    hiding: BTreeSet<String>,
    /// Those of them that are sent as Base64.
    encoding: BTreeSet<String>,
    /// The names under which the spec knows secrets, by which their spellings are one.
    secret_names: BTreeSet<String>,
}

impl Known {
    pub(super) fn of(api: &Api) -> Self {
        let named = NamedTypes::of(api);
        let shapes: BTreeMap<&str, &TypeKind> = api
            .shapes
            .iter()
            .filter(|shape| shape.parent.is_none())
            .map(|shape| (shape.name.as_str(), &shape.kind))
            .collect();
        let mut by_word: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        let secrets = api.secret_names().into_iter();
        let mut known = Self {
            secret_names: secrets.map(oms_text::bare_name).collect(),
            ..Self::default()
        };
        for (shape, kind) in &shapes {
            if let TypeKind::Secret(SecretForm::Plain | SecretForm::Base64) = kind {
                known.hiding.insert((*shape).to_owned());
            }
            if matches!(kind, TypeKind::Secret(SecretForm::Base64)) {
                known.encoding.insert((*shape).to_owned());
            }
        }
        for field in fields(api) {
            let name = field.wire_name.clone();
            if let Some(word) = &field.documented {
                let key = (name.clone(), word.clone());
                by_word.entry(key).or_default().insert(written(&field.ty));
            }
            let shape = field.ty.innermost();
            if shape.is_some_and(|shape| shapes.contains_key(shape)) {
                let types = known.guarding.entry(name).or_default();
                types.insert(written(&field.ty));
            }
        }
        let guards = |name: &str| {
            let definition = named.definition(name);
            named.holds_secret(name) || definition.is_some_and(|of| of.identifies.is_some())
        };
        let guarded: BTreeSet<&str> = fields(api)
            .filter(|field| field.ty.innermost().is_some_and(guards))
            .map(|field| field.wire_name.as_str())
            .collect();
        known
            .guarding
            .retain(|name, _| guarded.contains(name.as_str()));
        let agreed = by_word.into_iter().filter_map(|(key, types)| {
            let mut types = types.into_iter();
            let only = types.next().filter(|_| types.next().is_none())?;
            let kind = shapes.get(innermost(&only))?;
            is_scalar(kind).then_some((key, only))
        });
        known.agreed = agreed.collect();
        known
    }

    /// The one type that every field of this name and type word has.
    pub(super) fn agreed(&self, name: &str, type_word: &str) -> Option<&str> {
        let key = (name.to_owned(), type_word.to_owned());
        self.agreed.get(&key).map(String::as_str)
    }

    /// The words about the shapes of other fields of a name, where one of them is an ID or holds a
    /// secret.
    pub(super) fn guarding(&self, name: &str) -> Option<String> {
        let shapes = self.guarding.get(name)?.iter().map(String::as_str);
        let shapes: Vec<&str> = shapes.collect();
        Some(format!("other actions have {}", shapes.join(", ")))
    }

    /// True if a name is usual for a secret, or the spec has a secret under it.
    pub(super) fn names_secret(&self, name: &str) -> bool {
        oms_text::is_secret_name(name) || self.secret_names.contains(&oms_text::bare_name(name))
    }

    /// The words about a secret, with the shapes that hide one.
    pub(super) fn hiding(&self, secret: &str) -> String {
        if self.hiding.is_empty() {
            return format!("{secret}: declare a shape with `secret` for it");
        }
        let shapes: Vec<&str> = self.hiding.iter().map(String::as_str).collect();
        format!("{secret}; shapes for one: {}", shapes.join(", "))
    }

    /// True if a type is a shape whose texts are sent as Base64, or a list of it.
    pub(super) fn encodes(&self, type_of: &str) -> bool {
        self.encoding.contains(innermost(type_of))
    }

    /// True if another field of this name has such a type.
    pub(super) fn may_encode(&self, name: &str) -> bool {
        let types = self.guarding.get(name);
        types.is_some_and(|types| types.iter().any(|type_of| self.encodes(type_of)))
    }

    /// True if a type is a shape whose texts are never shown, or a list of it.
    pub(super) fn hides(&self, type_of: &str) -> bool {
        self.hiding.contains(innermost(type_of))
    }
}

/// The type of the items of a list, or the type itself.
fn innermost(type_of: &str) -> &str {
    type_of.trim_start_matches("list<").trim_end_matches('>')
}

/// The fields of requests, of types of actions and of shapes.
fn fields(api: &Api) -> impl Iterator<Item = &Declared> {
    let requests = api.actions.iter().flat_map(|action| &action.request);
    let types = api.actions.iter().flat_map(|action| &action.types);
    let inner = types.chain(&api.shapes).filter_map(|def| match &def.kind {
        TypeKind::Object { fields, .. } => Some(fields),
        _ => None,
    });
    requests.chain(inner.flatten())
}

fn is_scalar(kind: &TypeKind) -> bool {
    !matches!(
        kind,
        TypeKind::Object { .. } | TypeKind::Union(_) | TypeKind::Enum(_)
    )
}

/// A type as the spec writes it.
fn written(ty: &Type) -> String {
    match ty {
        Type::Boolean => "boolean".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Number => "number".to_owned(),
        Type::String => "string".to_owned(),
        Type::Any => "any".to_owned(),
        Type::Named(name) => name.clone(),
        Type::List(item) => format!("list<{}>", written(item)),
        Type::Map(value) => format!("map<{}>", written(value)),
    }
}
