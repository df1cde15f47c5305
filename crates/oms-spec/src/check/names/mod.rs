//! Names: what becomes a Rust name must be able to, and no two things may become the same one.

mod commands;
mod constants;
mod methods;
mod subjects;
mod taken;
mod types;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::SpecPart;
use crate::language::names::{self, SchemaName};
use crate::raw::shapes::InlineType;
use crate::raw::{Action, Discrepancy, Field, Spec, Typed, shapes};
use crate::report::{Code, Diagnostic, Problems, Span, Text, is_hidden, quoted};
use taken::{Reports, Taken};

/// Advice for two names that become the same one in Rust.
const RENAME: &str = "rename one of them; where the names on the wire must stay, give one a Rust name: `rust = \"...\"`";

/// Advice for two schemas of one name.
const RENAME_TYPE: &str = "the OpenAPI documents have both: rename a shape, or give what is declared where it is used a Rust name: `rust = \"...\"`";

/// The names that were seen so far.
pub(super) struct Names {
    /// Places that were reported as having the same name.
    pairs: HashSet<(Span, Span)>,
    types: Taken,
    schemas: Taken,
    /// The tables of the types.
    tables: Taken,
    /// The positions of the actions whose own name was reported, so that their types are not
    /// compared as well.
    reported: BTreeSet<usize>,
}

impl Names {
    /// Looks at the names of the actions themselves.
    pub(super) fn of(spec: &Spec, problems: &mut Problems) -> Self {
        let mut pairs = HashSet::new();
        let reports = &mut Reports::new(problems, &mut pairs);
        let by_stem: HashMap<&str, &Action> = spec
            .actions
            .iter()
            .map(|action| (action.stem.as_str(), action))
            .collect();
        for action in &spec.actions {
            action_name(action, &by_stem, reports);
        }
        let reported = methods::check(spec, reports);
        subjects::check(&spec.root.subjects, reports);
        let mut schemas = Taken::new("OpenAPI schema", RENAME_TYPE);
        schemas.add(
            SchemaName::Envelope.to_string(),
            spec.root.envelope.span,
            reports,
        );
        Self {
            pairs,
            types: Taken::new("Rust type", RENAME),
            schemas,
            tables: Taken::new("table of a type", RENAME),
            reported,
        }
    }

    /// Looks at every other name of a part.
    pub(super) fn check(&mut self, part: SpecPart<'_>, problems: &mut Problems) {
        let reports = &mut Reports::new(problems, &mut self.pairs);
        part.each_object(&mut |fields| {
            object(fields.iter(), reports);
            constants::check(fields, reports);
        });
        let mut names = types::TypeNames {
            taken: &mut self.types,
            schemas: &mut self.schemas,
            tables: &mut self.tables,
            reports,
        };
        match part {
            SpecPart::Root(root) => {
                for shape in &root.shapes {
                    let inline = shapes::of_shape(shape);
                    names.shape(shape, &inline);
                    enumerations(std::iter::once(&shape.typed), &inline, names.reports);
                }
                let envelope = root.envelope.fields.iter();
                object(envelope.map(|field| &field.field), names.reports);
                discrepancies(&root.discrepancies, names.reports);
            }
            SpecPart::Action(position, action) => {
                let inline = shapes::of_action(action);
                if !self.reported.contains(&position) {
                    names.action(action, &inline);
                }
                enumerations(std::iter::empty(), &inline, names.reports);
                discrepancies(&action.discrepancies, names.reports);
            }
        }
    }
}

/// The values of enumerations and the variants of unions: of inline types, and of others.
fn enumerations<'a>(
    others: impl Iterator<Item = &'a Typed>,
    inline: &[InlineType<'a>],
    reports: &mut Reports<'_>,
) {
    for typed in others.chain(inline.iter().map(|inline| inline.typed)) {
        values(typed, reports);
        variants(typed, reports);
    }
}

/// An action goes by the name of its file, and its name is a type's and a method's.
fn action_name(action: &Action, by_stem: &HashMap<&str, &Action>, reports: &mut Reports<'_>) {
    let Some(name) = &action.name else { return };
    let capital = name
        .value
        .starts_with(|first: char| first.is_ascii_uppercase());
    if !names::is_identifier(&name.value) || !capital {
        let flaw = unusable(
            name,
            "an action's name is a capital letter, then letters and digits",
        );
        let own = names::action(&name.value);
        let is_sent = name
            .value
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric());
        reports.push(if is_sent && own != name.value {
            flaw.help(format!(
                "call it and its file `{own}`, and say what is sent: `wire-name = \"{}\"`",
                name.value
            ))
        } else {
            better(flaw, &names::pascal(&name.value))
        });
    } else if name.value != action.stem {
        let message = format!(
            "the action {} is in a file called {}",
            quoted(&name.value),
            quoted(&format!("{}.toml", action.stem))
        );
        let diagnostic = Diagnostic::new(Code::ActionNameMismatch, name.span, message)
            .label("another name than the file's");
        let owner = by_stem.get(name.value.as_str());
        reports.push(match owner.and_then(|owner| owner.name.as_ref()) {
            Some(other) => diagnostic
                .also(other.span, "this file has the name")
                .help("mend the name, or remove the copy"),
            None => diagnostic.help(format!(
                "rename the file to `{}.toml` and its folder of examples with it, or mend the name",
                name.value
            )),
        });
    }
}

/// The fields of one object.
fn object<'a>(object: impl Iterator<Item = &'a Field>, reports: &mut Reports<'_>) {
    let mut idents = Taken::new("Rust name", RENAME);
    let mut spellings = Taken::new("name", "remove one of them");
    for field in object {
        if let Some(flaw) = field_flaw(field) {
            reports.push(flaw);
        } else {
            let name = field.rust.as_ref().unwrap_or(&field.name);
            idents.add(field.ident(), name.span, reports);
        }
        spellings.add(field.name.value.clone(), field.name.span, reports);
        for also in &field.also {
            spellings.add(also.value.clone(), also.span, reports);
        }
    }
}

fn field_flaw(field: &Field) -> Option<Diagnostic> {
    if let Some(flaw) = wire_name_flaw(&field.name) {
        return Some(flaw);
    }
    match &field.rust {
        Some(rust) => (names::ident(&rust.value) != rust.value).then(|| {
            let reason =
                "a field's Rust name is in snake case, and none that Rust or the builders use";
            better(unusable(rust, reason), &names::ident(&rust.value))
        }),
        None => (!names::is_identifier(&names::snake(&field.name.value)))
            .then(|| no_rust_name(&field.name)),
    }
}

fn wire_name_flaw(name: &Text) -> Option<Diagnostic> {
    if name.value.is_empty() {
        return Some(unusable(name, "a name has at least one letter"));
    }
    let odd = |character| is_hidden(character) || character == '\n';
    let odd = name.value.chars().any(odd);
    odd.then(|| unusable(name, "a name on the wire is text on one line"))
}

fn no_rust_name(name: &Text) -> Diagnostic {
    unusable(name, "no Rust name can be made of it").help("give it a Rust name: `rust = \"...\"`")
}

/// The values of an enumeration.
fn values(typed: &Typed, reports: &mut Reports<'_>) {
    let mut idents = Taken::new("Rust name", RENAME);
    let mut spellings = Taken::new("spelling", "remove one of them");
    for value in &typed.values {
        let name = value.rust.as_ref().unwrap_or(&value.name);
        let ident = names::variant(&name.value);
        if let Some(flaw) = wire_name_flaw(&value.name) {
            reports.push(flaw);
        } else if value.rust.as_ref().is_some_and(|rust| ident != rust.value) {
            let reason = "a value's Rust name is in Pascal case, and neither `Self` nor `Unknown`";
            reports.push(better(unusable(name, reason), &ident));
        } else if names::is_identifier(&ident) {
            idents.add(ident, name.span, reports);
        } else {
            reports.push(no_rust_name(name));
        }
        for spelling in std::iter::once(&value.name).chain(&value.also) {
            spellings.add(spelling.value.clone(), spelling.span, reports);
        }
    }
}

/// The variants of a union.
fn variants(typed: &Typed, reports: &mut Reports<'_>) {
    let mut idents = Taken::new("Rust name", "rename one of them");
    for variant in &typed.variants {
        let name = &variant.name;
        let pascal = names::variant(&name.value) == name.value;
        if !pascal || !names::is_identifier(&name.value) || name.value == "Other" {
            let reason =
                "a variant's name is in Pascal case, and none of `Self`, `Unknown` and `Other`";
            reports.push(better(unusable(name, reason), &names::variant(&name.value)));
        } else {
            idents.add(name.value.clone(), name.span, reports);
        }
    }
}

/// An ID is in documentation and in messages, as a case does.
fn discrepancies(list: &[Discrepancy], reports: &mut Reports<'_>) {
    for discrepancy in list {
        if !crate::source::layout::is_case(&discrepancy.id.value) {
            let id = &discrepancy.id;
            reports.push(better(
                unusable(id, "an ID is small letters, digits and single dashes"),
                &names::kebab(&id.value),
            ));
        }
    }
}

/// The name that is sent: letters and digits, and another one than the name itself.
///
/// Files and scripts name an action by either, so both are no other action's, neither as the one
/// nor as the other.
fn wire_name(action: &Action, name: &Text, sent: &mut Taken, reports: &mut Reports<'_>) {
    let wire_name = action.wire_name.as_ref().unwrap_or(name);
    if let Some(own) = &action.wire_name {
        if own.value == name.value {
            let diagnostic = Diagnostic::new(
                Code::ActionNameMismatch,
                own.span,
                "`wire-name` is what `name` says already",
            );
            reports.push(
                diagnostic
                    .label("the same name")
                    .also(name.span, "this is sent anyway")
                    .help("remove `wire-name`"),
            );
            return;
        }
        if !own
            .value
            .chars()
            .all(|character| character.is_ascii_alphanumeric())
        {
            reports.push(unusable(own, "a name in an address is letters and digits"));
            return;
        }
    }
    if action.wire_name.is_some() {
        sent.add(name.value.clone(), name.span, reports);
    }
    sent.add(wire_name.value.clone(), wire_name.span, reports);
}

/// An action's own Rust name is a type's.
fn rust_name_flaw(action: &Action) -> Option<Diagnostic> {
    let rust = action.rust.as_ref()?;
    let pascal = names::pascal(&rust.value);
    let capital = pascal.starts_with(|first: char| first.is_ascii_uppercase());
    (pascal != rust.value || !capital).then(|| {
        let reason = "an action's Rust name is a type's: letters and digits in Pascal case";
        better(unusable(rust, reason), &pascal)
    })
}

fn by_case_alone(first: &Text, second: &Text) -> Diagnostic {
    let message = format!(
        "the actions {} and {} differ by case alone",
        quoted(&first.value),
        quoted(&second.value)
    );
    Diagnostic::new(Code::NameCollision, second.span, message)
        .label("again here")
        .also(first.span, "first here")
        .help("some file systems take their files for one; rename one of them")
}

fn unusable(name: &Text, reason: &str) -> Diagnostic {
    let message = if name.value.is_empty() {
        "an empty text cannot be used as a name".to_owned()
    } else {
        format!("{} cannot be used as a name", quoted(&name.value))
    };
    Diagnostic::new(Code::UnusableName, name.span, message).label(reason)
}

/// Suggests a name, where one can be made of the one that will not do.
fn better(diagnostic: Diagnostic, name: &str) -> Diagnostic {
    if names::is_identifier(&names::snake(name)) {
        diagnostic.help(format!("such as `{name}`"))
    } else {
        diagnostic
    }
}
