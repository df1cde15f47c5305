//! The types of the package: objects, enumerations, and names of texts.

use std::fmt::Write as _;

use oms_spec::ir::{Field, Member, TypeDef, TypeKind};

use super::codecs::Way;
use super::imports::{Known, imports};
use super::text::{docstring, header, literal, name};
use crate::context::{Context, Direction, snake};

const KNOWN: Known = &[
    ("dataclasses", &["dataclass"]),
    ("dataclasses", &["field as _field"]),
    ("datetime", &["datetime", "timedelta"]),
    (
        "typing",
        &[
            "Any", "ClassVar", "Dict", "List", "Mapping", "Optional", "Sequence", "Union",
        ],
    ),
    (".", &["_codec as c"]),
    (
        "._values",
        &[
            "UNSET",
            "EpochSeconds",
            "OpenEnum",
            "Secret",
            "SecretJson",
            "Unset",
            "UtcDateTime",
        ],
    ),
];

/// Returns the file `types.py`.
pub(super) fn module(context: &Context<'_>) -> String {
    let mut text = String::new();
    let api = context.api;
    let of_actions = api.actions.iter().flat_map(|action| &action.types);
    let types: Vec<&TypeDef> = api
        .shapes
        .iter()
        .chain(of_actions)
        .filter(|definition| context.travels(&definition.name))
        .collect();
    let mut names = Vec::new();
    let mut rows = String::new();
    for definition in types {
        let own = &definition.name;
        match &definition.kind {
            TypeKind::Text(_) => {
                let _ = write!(text, "\n{own} = str\n{}\n", docstring(&definition.doc, 0));
            }
            TypeKind::Enum(members) => text.push_str(&enumeration(definition, members)),
            TypeKind::Object { fields, .. } => {
                let way = way(context, own);
                text.push_str(&object(definition, fields, way));
                let _ = writeln!(rows, "c.declare({own}, ({}))", rows_of(fields, way));
            }
            _ => continue,
        }
        names.push(literal(own));
    }
    let _ = write!(text, "\n\n{rows}\n__all__ = [\n");
    names.sort();
    for name in names {
        let _ = writeln!(text, "    {name},");
    }
    text.push_str("]\n");
    let header = header(
        "The types of parameters and answers.\n\nA value that a newer service adds is kept: an enumeration takes texts that it does not list, and an object keeps\nfields that it does not declare in `other_fields`.",
    );
    header + &imports(&text, KNOWN) + &text
}

fn way<'a>(context: &'a Context<'a>, name: &str) -> Way<'a> {
    let direction = context.direction(name);
    Way {
        context,
        written: direction == Direction::Written,
        given: direction.is_written(),
        prefix: "",
    }
}

/// Returns the rows of fields, as the inside of a tuple.
pub(super) fn rows_of(fields: &[Field], way: Way<'_>) -> String {
    let mut rows = String::new();
    for field in fields {
        let _ = write!(rows, "\n    {},", way.row(field, fields));
    }
    if !rows.is_empty() {
        rows.push('\n');
    }
    rows
}

/// Returns an object, whose fields are given by name alone: their order is the vendor's, and no
/// part of what a caller relies on. The dataclasses of Python 3.9 have no word for it.
fn object(definition: &TypeDef, fields: &[Field], way: Way<'_>) -> String {
    let (mut parameters, mut values) = (String::new(), String::new());
    let mut text = format!(
        "\n\n@dataclass(init=False)\nclass {}:\n{}\n",
        definition.name,
        docstring(&definition.doc, 4)
    );
    // Those without a default come first, as dataclasses want it.
    for required in [true, false] {
        for field in fields {
            let (annotation, default) = way.field(field);
            if default.is_none() != required {
                continue;
            }
            let own = name(&field.ident);
            let given = default.as_ref().map(|value| format!(" = {value}"));
            let given = given.unwrap_or_default();
            let _ = writeln!(parameters, "        {own}: {annotation}{given},");
            let _ = writeln!(values, "        self.{own} = {own}");
            let default = match (default, is_secret(field, way.context)) {
                (None, false) => String::new(),
                (None, true) => " = _field(repr=False)".to_owned(),
                (Some(value), false) => format!(" = {value}"),
                (Some(value), true) => format!(" = _field(default={value}, repr=False)"),
            };
            let _ = write!(text, "\n    {own}: {annotation}{default}\n");
            if !field.doc.trim().is_empty() {
                let _ = writeln!(text, "{}", docstring(&field.doc, 4));
            }
        }
    }
    text.push_str("\n    other_fields: Dict[str, Any] = _field(default_factory=dict)\n");
    text.push_str("    \"\"\"Fields that are not declared, by their names on the wire.\"\"\"\n");
    text.push_str("\n    __match_args__ = ()\n");
    let _ = write!(
        text,
        "\n    def __init__(\n        self,\n        *,\n{parameters}        other_fields: Optional[Dict[str, Any]] = None,\n    ) -> None:\n{values}        self.other_fields = {{}} if other_fields is None else other_fields\n"
    );
    text
}

/// Returns whether a field has to stay out of what is shown of its object: a caller may give a
/// secret as a plain text, or as JSON with the secret anywhere in it. An object hides its own
/// fields.
fn is_secret(field: &Field, context: &Context<'_>) -> bool {
    field
        .ty
        .innermost()
        .is_some_and(|name| match context.kind(name) {
            Some(TypeKind::Object { .. }) => false,
            _ => context.holds_secret(name),
        })
}

fn enumeration(definition: &TypeDef, members: &[Member]) -> String {
    let own = &definition.name;
    let mut text = format!(
        "\n\nclass {own}(OpenEnum):\n{}\n\n",
        docstring(&definition.doc, 4)
    );
    let constants = constants(own, members);
    for (member, constant) in members.iter().zip(&constants) {
        let _ = writeln!(text, "    {constant}: ClassVar[{own}]");
        if !member.doc.trim().is_empty() {
            let _ = writeln!(text, "{}", docstring(&member.doc, 4));
        }
    }
    let entries: Vec<String> = members
        .iter()
        .zip(&constants)
        .map(|(member, constant)| {
            let (constant, wire_name) = (literal(constant), literal(&member.wire_name));
            format!("    {constant}: {wire_name},\n")
        })
        .collect();
    let _ = write!(text, "\n\n{own}._declare({{\n{}}})\n", entries.concat());
    text
}

/// Returns the constants of an enumeration. One that is called as the enumeration would hide it
/// from the annotations of the others.
fn constants(class: &str, members: &[Member]) -> Vec<String> {
    let own = |member: &Member| {
        let constant = snake(member).to_uppercase();
        if constant == class {
            constant + "_"
        } else {
            constant
        }
    };
    members.iter().map(own).collect()
}

#[cfg(test)]
mod tests {
    use oms_spec::names;

    use super::KNOWN;

    #[test]
    fn no_generated_type_is_called_as_one_that_generated_python_imports() {
        let is_constant = |name: &str| name.to_uppercase() == name;
        let is_type = |name: &&str| name.starts_with(char::is_uppercase) && !is_constant(name);
        let names = KNOWN.iter().flat_map(|(_, names)| *names).copied();
        let types: Vec<&str> = names.filter(is_type).collect();
        assert!(types.len() > 10, "{types:?}");
        for name in types {
            assert!(names::is_taken_type(name), "{name}");
        }
    }
}
