//! The named types of the whole model, and the components that are made of them.

use std::collections::BTreeMap;

use oms_spec::ir::{Api, Field, Rules, Type, TypeDef, TypeKind, Union};
use oms_spec::names::SchemaName;
use serde_json::{Map, Value, json};

use super::maker::{Forms, Maker, set};
use super::schema;

/// The types by name, and from which side they are described.
pub(super) struct Scope<'a> {
    types: BTreeMap<&'a str, &'a TypeDef>,
    pub(super) maker: Maker,
    pub(super) forms: Forms,
}

impl<'a> Scope<'a> {
    pub(super) fn of(api: &'a Api, maker: Maker, forms: Forms) -> Self {
        let of_actions = api.actions.iter().flat_map(|action| &action.types);
        let types = of_actions
            .chain(&api.shapes)
            .map(|definition| (definition.name.as_str(), definition))
            .collect();
        Self {
            types,
            maker,
            forms,
        }
    }

    pub(super) fn definition(&self, name: &str) -> Option<&'a TypeDef> {
        self.types.get(name).copied()
    }

    /// Returns the name of a type's schema; the two of a type that travels both ways must not be
    /// mixed up.
    pub(super) fn component<'n>(&self, name: &'n str) -> SchemaName<'n> {
        match self.maker {
            Maker::Caller => SchemaName::Sent(name),
            Maker::Service => SchemaName::Answered(name),
        }
    }

    /// Adds the schemas of the objects that types lead to.
    pub(super) fn add_components(
        &self,
        types: impl Iterator<Item = &'a Type>,
        schemas: &mut Map<String, Value>,
    ) {
        let mut rest: Vec<&Type> = types.collect();
        while let Some(ty) = rest.pop() {
            let name = match ty {
                Type::List(inner) | Type::Map(inner) => {
                    rest.push(inner);
                    continue;
                }
                Type::Named(name) => name,
                _ => continue,
            };
            let component = self.component(name).to_string();
            let Some(definition) = self.definition(name) else {
                continue;
            };
            if !self.is_component(definition) || schemas.contains_key(&component) {
                continue;
            }
            let fields = self.fields(definition);
            rest.extend(fields.iter().map(|field| &field.ty));
            schemas.insert(component, self.schema(definition, &fields));
        }
    }

    /// Returns the schema of an object, or of a union, which is one object with the fields of all
    /// its variants: a tool that has to choose among them by shape alone chooses the first that
    /// fits, and loses the fields of the others.
    fn schema(&self, definition: &TypeDef, fields: &[&Field]) -> Value {
        let mut schema = match &definition.kind {
            // A misspelt setting would be sent in silence, and the service may pass it over.
            TypeKind::Object { .. } => schema::object(fields.iter().copied(), false, self),
            _ => json!({ "type": "object" }),
        };
        if let TypeKind::Union(union) = &definition.kind {
            if self.forms == Forms::Seen {
                // A value that fits no variant is kept as it came, whatever it is.
                schema = json!({});
            }
            schema::set_open(&mut schema, self);
            set(&mut schema, "properties", Value::Object(self.flat(fields)));
            set(&mut schema, "x-chosen-by", json!(union.by));
            set(&mut schema, "x-fields-by-value", self.by_value(union));
        }
        if !definition.doc.trim().is_empty() {
            set(&mut schema, "description", json!(definition.doc.trim()));
        }
        schema
    }

    /// Returns the fields of all variants, none of which is required.
    fn flat(&self, fields: &[&Field]) -> Map<String, Value> {
        let mut properties = Map::new();
        for field in fields {
            let same = fields
                .iter()
                .filter(|other| other.wire_name == field.wire_name);
            let schema = self.shared(field, same.copied());
            properties.insert(field.wire_name.clone(), schema);
        }
        properties
    }

    /// Returns a schema that the values of a field agree with in every variant that has it. A field
    /// whose type differs between them may be anything, and one whose rules differ keeps none.
    fn shared<'f>(
        &self,
        field: &Field,
        mut same: impl Iterator<Item = &'f Field> + Clone,
    ) -> Value {
        let of = |field: &Field| schema::or_null(schema::field(field, self));
        let differs =
            |other: &Field| other.ty != field.ty || other.one_or_list != field.one_or_list;
        if same.clone().any(differs) {
            return json!({});
        }
        let schema = of(field);
        let is_same = |other: &Field| asserted(&of(other)).eq(asserted(&schema));
        if same.all(is_same) {
            return schema;
        }
        of(&Field {
            rules: Rules::default(),
            constant: None,
            ..field.clone()
        })
    }

    fn by_value(&self, union: &Union) -> Value {
        let mut by_value = Map::new();
        for variant in &union.variants {
            let names: Vec<&str> = self
                .fields_of(&variant.ty)
                .iter()
                .map(|field| field.wire_name.as_str())
                .collect();
            let by = union.by_type.innermost();
            let by = by.and_then(|name| self.definition(name));
            let spellings = variant.spellings(by.map(|by| &by.kind));
            for tag in spellings.into_iter().flatten() {
                by_value.insert(tag, json!(names));
            }
        }
        Value::Object(by_value)
    }

    fn fields(&self, definition: &'a TypeDef) -> Vec<&'a Field> {
        match &definition.kind {
            TypeKind::Object { fields, .. } => fields.iter().collect(),
            TypeKind::Union(union) => union
                .variants
                .iter()
                .flat_map(|variant| self.fields_of(&variant.ty))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn fields_of(&self, ty: &Type) -> Vec<&'a Field> {
        match ty {
            Type::Named(name) => match self.definition(name).map(|definition| &definition.kind) {
                Some(TypeKind::Object { fields, .. }) => fields.iter().collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Returns whether a type has a schema of its own: an object, or a union of objects alone.
    pub(super) fn is_component(&self, definition: &TypeDef) -> bool {
        let is_object = |ty: &Type| {
            let Type::Named(name) = ty else { return false };
            self.definition(name)
                .is_some_and(|found| matches!(found.kind, TypeKind::Object { .. }))
        };
        match &definition.kind {
            TypeKind::Object { .. } => true,
            TypeKind::Union(union) => union.variants.iter().all(|variant| is_object(&variant.ty)),
            _ => false,
        }
    }
}

/// Returns the keywords of a schema by which values agree with it or do not.
fn asserted(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let keywords = schema.as_object().into_iter().flatten();
    keywords.filter(|(key, _)| {
        !key.starts_with("x-") && !matches!(key.as_str(), "description" | "deprecated")
    })
}
