//! The types of all actions and the shapes: they share one namespace, because users import them
//! side by side. The schemas of the OpenAPI documents share another one.

use super::taken::{Reports, Taken};
use crate::language::TypeExpression;
use crate::language::names::{self, SchemaName};
use crate::raw::shapes::InlineType;
use crate::raw::{Action, Shape};
use crate::report::{Code, Diagnostic, Span, quoted};

/// The ends of the names of an object's builder, and of the struct with its optional fields.
const OF_AN_OBJECT: [&str; 2] = ["Builder", "Optional"];

/// The ends of the names of an action's builder, of the struct with its optional parameters, and of
/// its arguments on the command line.
const OF_AN_ACTION: [&str; 3] = ["Builder", "Optional", "Args"];

pub(super) struct TypeNames<'r, 'p> {
    pub(super) taken: &'r mut Taken,
    pub(super) schemas: &'r mut Taken,
    /// The tables of the types, whose names are in capital letters: `ListXAB` and `ListXab` have
    /// one of a name.
    pub(super) tables: &'r mut Taken,
    pub(super) reports: &'r mut Reports<'p>,
}

impl TypeNames<'_, '_> {
    pub(super) fn shape(&mut self, shape: &Shape, inline: &[InlineType<'_>]) {
        let name = &shape.name;
        if names::pascal(&name.value) != name.value || !names::is_identifier(&name.value) {
            let reason = "a shape's name is a Rust type's: letters and digits in Pascal case, `TaskId` and not `TaskID`";
            let diagnostic = super::unusable(name, reason);
            self.reports
                .push(super::better(diagnostic, &names::pascal(&name.value)));
            return;
        }
        if !self.add(name.value.clone(), name.span) {
            return;
        }
        if shape.typed.expression == Some(TypeExpression::Object) {
            self.add_all(&name.value, name.span, &OF_AN_OBJECT);
        }
        self.schemas_of_type(shape.typed.innermost(), &name.value, name.span);
        self.inline(inline);
    }

    pub(super) fn action(&mut self, action: &Action, inline: &[InlineType<'_>]) {
        let Some(name) = action.name.as_ref() else {
            return;
        };
        let stem = action.type_stem();
        let own = self.add(format!("{stem}Request"), name.span);
        if own && self.add_all(&stem, name.span, &OF_AN_ACTION) {
            self.add_schemas(SchemaName::of_action(action.title()), name.span);
            self.inline(inline);
        }
    }

    /// Inline types; what lies inside of a type whose name is taken is not compared as well.
    fn inline(&mut self, types: &[InlineType<'_>]) {
        let mut skipped: Option<&str> = None;
        for inline in types {
            let inside = skipped.is_some_and(|outer| inline.name.starts_with(outer));
            if inside {
                continue;
            }
            let innermost = inline.typed.innermost();
            let is_object = innermost == Some(&TypeExpression::Object);
            let suffixes: &[&str] = if is_object { &OF_AN_OBJECT } else { &[] };
            let free = self.add(inline.name.clone(), inline.span)
                && self.add_all(&inline.name, inline.span, suffixes);
            if free {
                self.schemas_of_type(innermost, &inline.name, inline.span);
            }
            skipped = (!free).then_some(inline.name.as_str());
        }
    }

    /// The schemas of a type. Which way it travels is not looked at, so that another use of a type
    /// makes no spec wrong.
    fn schemas_of_type(&mut self, innermost: Option<&TypeExpression>, name: &str, span: Span) {
        if matches!(
            innermost,
            Some(TypeExpression::Object | TypeExpression::Union)
        ) {
            self.add_schemas(SchemaName::of_type(name), span);
        }
    }

    fn add_schemas(&mut self, schemas: [SchemaName<'_>; 2], span: Span) {
        for schema in schemas {
            self.schemas.add(schema.to_string(), span, self.reports);
        }
    }

    fn add_all(&mut self, stem: &str, span: Span, suffixes: &[&str]) -> bool {
        suffixes
            .iter()
            .all(|suffix| self.add(format!("{stem}{suffix}"), span))
    }

    fn add(&mut self, name: String, span: Span) -> bool {
        if names::is_taken_type(&name) {
            self.reports.push(reserved(&name, span));
            return false;
        }
        let table = names::snake(&name).to_uppercase();
        self.taken.add(name, span, self.reports) && self.tables.add(table, span, self.reports)
    }
}

fn reserved(name: &str, span: Span) -> Diagnostic {
    let message = format!(
        "{} means something else in generated code already",
        quoted(name)
    );
    Diagnostic::new(Code::ReservedTypeName, span, message)
        .label("this would be called the same")
        .help("choose another name")
}
