//! Names: what becomes a Rust name must be able to, and no two things may become the same one.

use std::collections::BTreeMap;

use super::each_object;
use super::hidden::is_hidden;
use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span, Text};
use crate::names;
use crate::raw::{Action, Field, Spec, Typed};
use crate::shapes;

pub(super) fn check(spec: &Spec, problems: &mut Problems) {
    for action in &spec.actions {
        action_name(action, problems);
    }
    each_object(spec, &mut |fields| object(fields, problems));
    let envelope: Vec<&Field> = spec
        .root
        .envelope
        .fields
        .iter()
        .map(|field| &field.field)
        .collect();
    fields(&envelope, problems);
    enumerations(spec, problems);
    shape_names(spec, problems);
    methods(spec, problems);
    type_names(spec, problems);
}

/// An action goes by the name of its file, and its name is a type's and a method's.
fn action_name(action: &Action, problems: &mut Problems) {
    let Some(name) = &action.name else { return };
    if !names::is_identifier(&name.value)
        || !name
            .value
            .starts_with(|first: char| first.is_ascii_uppercase())
    {
        problems.push(unusable(
            name,
            "an action's name is a capital letter, then letters and digits",
        ));
    } else if name.value != action.stem {
        problems.push(
            Diagnostic::new(
                Code::ActionNameMismatch,
                name.span,
                format!(
                    "the action `{}` stands in a file called `{}.toml`",
                    name.value, action.stem
                ),
            )
            .label("another name than the file's")
            .help(format!(
                "rename the file to `{}.toml`, with its folder of examples; or mend the name",
                name.value
            )),
        );
    }
}

fn object(object: &[Field], problems: &mut Problems) {
    let references: Vec<&Field> = object.iter().collect();
    fields(&references, problems);
}

/// The fields of one object.
fn fields(object: &[&Field], problems: &mut Problems) {
    let mut idents = Taken::new("the Rust name");
    let mut spellings = Taken::new("the wire name");
    for field in object {
        let name = field.rust.as_ref().unwrap_or(&field.name);
        if field.name.value.is_empty() || field.name.value.chars().any(is_hidden_in_name) {
            problems.push(unusable(&field.name, "a wire name is text on one line"));
        } else if !names::is_identifier(&names::snake(&name.value)) {
            problems.push(unusable(
                name,
                "nothing in it can start a Rust name; give one with `rust`",
            ));
        } else if field
            .rust
            .as_ref()
            .is_some_and(|rust| names::ident(&rust.value) != rust.value)
        {
            problems.push(unusable(
                name,
                "a field's Rust name is in snake case, and none that Rust or the builders use",
            ));
        } else {
            idents.add(field.ident(), name, problems);
        }
        spellings.add(field.name.value.clone(), &field.name, problems);
        for also in &field.also {
            spellings.add(also.value.clone(), also, problems);
        }
    }
}

fn is_hidden_in_name(character: char) -> bool {
    is_hidden(character) || character.is_control()
}

fn enumerations(spec: &Spec, problems: &mut Problems) {
    for shape in &spec.root.shapes {
        enumeration(&shape.typed, problems);
    }
    let inline = spec
        .actions
        .iter()
        .flat_map(shapes::of_action)
        .chain(spec.root.shapes.iter().flat_map(shapes::of_shape));
    for inline in inline {
        enumeration(inline.typed, problems);
    }
}

/// The values of an enumeration, or the variants of a union.
fn enumeration(typed: &Typed, problems: &mut Problems) {
    let mut idents = Taken::new("the Rust name");
    let mut spellings = Taken::new("the spelling");
    for value in &typed.values {
        let name = value.rust.as_ref().unwrap_or(&value.name);
        let ident = names::variant(&name.value);
        if value.name.value.is_empty()
            || value.name.value.chars().any(is_hidden_in_name)
            || !names::is_identifier(&ident)
        {
            problems.push(unusable(
                name,
                "nothing in it can start a Rust name; give one with `rust`",
            ));
        } else if value.rust.as_ref().is_some_and(|rust| ident != rust.value) {
            problems.push(unusable(
                name,
                "a value's Rust name is in Pascal case, and neither `Self` nor `Unknown`",
            ));
        } else {
            idents.add(ident, name, problems);
        }
        for spelling in std::iter::once(&value.name).chain(&value.also) {
            spellings.add(spelling.value.clone(), spelling, problems);
        }
    }
    for variant in &typed.variants {
        let name = &variant.name;
        if names::variant(&name.value) != name.value || name.value == "Other" {
            problems.push(unusable(
                name,
                "a variant's name is in Pascal case, and none of `Self`, `Unknown` and `Other`",
            ));
        } else {
            idents.add(name.value.clone(), name, problems);
        }
    }
}

fn shape_names(spec: &Spec, problems: &mut Problems) {
    for shape in &spec.root.shapes {
        let name = &shape.name;
        if names::pascal(&name.value) != name.value || !names::is_identifier(&name.value) {
            problems.push(unusable(
                name,
                "a shape's name is a Rust type's: letters and digits in Pascal case",
            ));
        } else if names::is_taken_type(&name.value) {
            problems.push(
                Diagnostic::new(
                    Code::ReservedTypeName,
                    name.span,
                    format!(
                        "`{}` is a type of Rust or of the client already",
                        name.value
                    ),
                )
                .label("it would hide the other one")
                .help("choose another name"),
            );
        }
    }
}

/// The client's methods, the modules and the subcommands, one an action.
fn methods(spec: &Spec, problems: &mut Problems) {
    let mut taken = Taken::new("the Rust name");
    for action in &spec.actions {
        if let Some(name) = &action.name {
            taken.add(names::ident(&name.value), name, problems);
        }
    }
}

/// The types of all actions and the shapes share one namespace, because users import them side by side.
fn type_names(spec: &Spec, problems: &mut Problems) {
    let mut taken = Taken::new("the Rust type");
    let mut add = |name: String, span: Span, problems: &mut Problems| {
        let text = Text {
            value: name.clone(),
            span,
        };
        taken.add(name, &text, problems);
    };
    for shape in &spec.root.shapes {
        add(shape.name.value.clone(), shape.name.span, problems);
        for inline in shapes::of_shape(shape) {
            add(inline.name, inline.span, problems);
        }
    }
    for action in &spec.actions {
        let Some(name) = &action.name else { continue };
        let stem = action.type_stem();
        for suffix in ["Request", "Builder"] {
            add(format!("{stem}{suffix}"), name.span, problems);
        }
        for inline in shapes::of_action(action) {
            add(inline.name, inline.span, problems);
        }
    }
}

/// Names that are taken, with where.
struct Taken {
    what: &'static str,
    names: BTreeMap<String, Span>,
}

impl Taken {
    fn new(what: &'static str) -> Self {
        Self {
            what,
            names: BTreeMap::new(),
        }
    }

    fn add(&mut self, name: String, text: &Text, problems: &mut Problems) {
        match self.names.get(&name) {
            Some(first) => problems.push(
                Diagnostic::new(Code::NameCollision, text.span, format!("{} `{}` stands twice", self.what, name.escape_debug()))
                    .label("again here")
                    .also(*first, "first here")
                    .help("rename one of them; where the wire names must stay, give one a Rust name with `rust`"),
            ),
            None => drop(self.names.insert(name, text.span)),
        }
    }
}

fn unusable(name: &Text, reason: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnusableName,
        name.span,
        format!("`{}` cannot be used as a name", name.value.escape_debug()),
    )
    .label(reason)
}
