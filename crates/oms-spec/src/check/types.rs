//! Types: every name must mean something, and what is beside a type must belong to it.

use oms_text::nearest;

use super::SpecPart;
use super::conditions::undeclared;
use crate::language::TypeExpression;
use crate::language::type_expression::{built_in, of_another_language};
use crate::raw::{Root, Shapes, Typed};
use crate::report::{Code, Diagnostic, Problems, Span, Text, quoted};

pub(super) fn check(part: SpecPart<'_>, root: &Root, shapes: &Shapes<'_>, problems: &mut Problems) {
    let mut checker = TypeChecker {
        shapes: (root.readable && root.shapes.is_whole()).then_some(shapes),
        problems,
    };
    match part {
        SpecPart::Root(root) => {
            for field in &root.envelope.fields {
                checker.named(&field.field.typed);
            }
            for shape in &root.shapes {
                checker.typed(&shape.typed);
            }
        }
        SpecPart::Action(_, action) => {
            for field in action.request.iter().chain(&action.data) {
                checker.typed(&field.typed);
            }
        }
    }
}

struct TypeChecker<'a, 'p> {
    /// `None` where the root file could not be read, so that no name can be called unknown.
    shapes: Option<&'a Shapes<'a>>,
    problems: &'p mut Problems,
}

impl TypeChecker<'_, '_> {
    fn typed(&mut self, typed: &Typed) {
        self.named(typed);
        if let Some(innermost) = typed.innermost() {
            self.belongings(typed, innermost);
        }
        self.followers(typed);
        for field in &typed.fields {
            self.typed(&field.typed);
        }
        for variant in &typed.variants {
            self.typed(&variant.typed);
        }
    }

    /// The name of a shape must be one.
    fn named(&mut self, typed: &Typed) {
        let (Some(TypeExpression::Shape(name)), Some(shapes)) = (typed.innermost(), self.shapes)
        else {
            return;
        };
        if shapes.get(name).is_some() {
            return;
        }
        let are_many = self.problems.are_many();
        let describe = || unknown(name, typed.span, shapes, are_many);
        self.problems
            .join_with(Code::UnknownType, name.clone(), typed.span, describe);
    }

    /// Fields belong to objects and values to enumerations, and each of the two needs its own.
    /// Variants are the business of unions.
    fn belongings(&mut self, typed: &Typed, innermost: &TypeExpression) {
        let keys = [
            ("fields", "object", typed.fields_key),
            ("values", "enum", typed.values_key),
        ];
        let own = keys
            .into_iter()
            .find(|(_, owner, _)| innermost.word() == Some(owner));
        let foreign = keys
            .into_iter()
            .filter(|key| Some(*key) != own)
            .find_map(|(key, owner, place)| Some((key, owner, place?)));
        let count = match own {
            Some(("fields", ..)) => typed.fields.len(),
            _ => typed.values.len(),
        };
        match (own, foreign) {
            (Some((key, owner, _)), foreign) if count == 0 && typed.fields.is_whole() => {
                let message = format!("the type `{owner}` needs `{key}`");
                let diagnostic = Diagnostic::new(Code::FieldsMismatch, typed.span, message);
                self.problems.push(match foreign {
                    Some((other, owner, place)) => diagnostic
                        .label(format!("no `{key}` beside it"))
                        .also(place, format!("`{other}` belong to `{owner}`"))
                        .help(format!("change the type, or rename `{other}`")),
                    None => diagnostic
                        .label(format!("no `{key}` beside it"))
                        .help("declare what is known of it; where nothing is, the type is `any`"),
                });
            }
            (_, Some((key, owner, place))) => self.foreign(typed, innermost, key, owner, place),
            _ => {}
        }
    }

    /// Values of an enumeration are followed by values of the same one.
    fn followers(&mut self, typed: &Typed) {
        let is_declared = |follower: &&Text| {
            let mut values = typed.values.iter();
            values.any(|value| value.name.value == follower.value)
        };
        let followers = typed
            .values
            .iter()
            .filter_map(|value| value.followed_by.as_ref());
        let unknown = followers
            .flatten()
            .filter(|follower| !is_declared(follower));
        self.problems
            .extend(unknown.map(|follower| undeclared(follower, typed.span)));
    }

    fn foreign(
        &mut self,
        typed: &Typed,
        innermost: &TypeExpression,
        key: &str,
        owner: &str,
        place: Span,
    ) {
        let help = if let TypeExpression::Shape(name) = innermost {
            // A shape that is not known may be misspelt for the owner's word.
            if self.shapes.is_none_or(|shapes| shapes.get(name).is_none()) {
                return;
            }
            format!("a shape has its own, under `[shape.{name}]` in spec/oms.toml")
        } else {
            format!("change the type to `{owner}`, or remove `{key}`")
        };
        let message = format!("`{key}` do not belong to this type");
        self.problems.push(
            Diagnostic::new(Code::FieldsMismatch, place, message)
                .label(format!("they belong to `{owner}`"))
                .also(typed.span, "the type")
                .help(help),
        );
    }
}

fn unknown(name: &str, place: Span, shapes: &Shapes<'_>, are_many: bool) -> Diagnostic {
    let message = format!("{} is no type", quoted(name));
    let diagnostic = Diagnostic::new(Code::UnknownType, place, message);
    let near = || nearest(name, built_in().chain(shapes.names()));
    let known = (!are_many).then(near).flatten();
    diagnostic.did_you_mean(known.or_else(|| of_another_language(name)), |it| {
        it.label("neither a built-in type nor a shape").help(format!(
            "declare it in spec/oms.toml as {}, or use one of the types that the manual there lists",
            quoted(&format!("[shape.{name}]"))
        ))
    })
}
