//! Unions: the field beside a union must be able to choose its type, and each of its values one
//! type only.

use std::collections::{HashMap, HashSet};

use oms_text::nearest;

use super::SpecPart;
use crate::language::TypeExpression;
use crate::raw::shapes::BaseType;
use crate::raw::{Field, Shape, Shapes, Typed, Variant};
use crate::report::{Code, Diagnostic, Problems, Text, quoted};

pub(super) fn check(part: SpecPart<'_>, shapes: &Shapes<'_>, problems: &mut Problems) {
    part.each_object(&mut |fields| {
        for field in fields {
            if matches!(&field.typed.expression, Some(TypeExpression::Union)) {
                union(field, fields, shapes, problems);
            } else {
                misplaced(&field.typed, problems);
            }
            for variant in &field.typed.variants {
                misplaced(&variant.typed, problems);
            }
        }
    });
    if let SpecPart::Action(_, action) = part
        && let Some(data) = &*action.data
    {
        misplaced(&data.typed, problems);
    }
}

/// A union anywhere but as the whole type of an object's field has no field beside it.
fn misplaced(typed: &Typed, problems: &mut Problems) {
    if typed.innermost() == Some(&TypeExpression::Union) {
        problems.push(
            Diagnostic::new(
                Code::UnionMismatch,
                typed.span,
                "no field is beside this union",
            )
            .label("only the whole type of an object's field can be a union")
            .help("put it into an object, with the field that chooses its type beside it"),
        );
    }
}

fn union(field: &Field, siblings: &[Field], shapes: &Shapes<'_>, problems: &mut Problems) {
    if field.typed.variants.is_empty() && field.typed.variants.is_whole() {
        problems.push(
            Diagnostic::new(
                Code::UnionMismatch,
                field.typed.span,
                "this union has no types to choose from",
            )
            .label("no `variants` beside it")
            .help("declare each as `[....variants.<RustName>]`; where nothing is known, the type is `any`"),
        );
    }
    let Some(by) = &*field.typed.by else {
        if field.typed.by.is_whole() {
            problems.push(
                Diagnostic::new(
                    Code::UnionMismatch,
                    field.typed.span,
                    "nothing says what chooses the type of this union",
                )
                .label("`by` is missing")
                .help("`by`: the name of the field beside it whose value chooses, such as `by = \"type\"`"),
            );
        }
        return;
    };
    let others = || siblings.iter().filter(|other| !std::ptr::eq(*other, field));
    match others().find(|sibling| sibling.name.value == by.value) {
        Some(sibling) => chooser(field, by, sibling, shapes, problems),
        None => problems.push(no_sibling(
            by,
            others().map(|other| other.name.value.as_str()),
        )),
    }
}

fn no_sibling<'a>(by: &Text, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    let message = format!("no field {} is beside this union", quoted(&by.value));
    let diagnostic = Diagnostic::new(Code::UnionMismatch, by.span, message);
    diagnostic.did_you_mean(nearest(&by.value, names), |it| {
        it.label("not declared in the same object")
            .help("name a field of the same object, in its spelling on the wire")
    })
}

/// The field that chooses must be a text or an enumeration.
fn chooser(
    field: &Field,
    by: &Text,
    sibling: &Field,
    shapes: &Shapes<'_>,
    problems: &mut Problems,
) {
    let listed = sibling.typed.is_several();
    let values = match shapes.base_of(&sibling.typed) {
        None => return,
        Some((_, BaseType::Enum(typed))) if !listed => Some(typed),
        Some((shape, BaseType::String)) if !listed && shape.is_none_or(Shape::is_plain) => None,
        Some(_) => {
            problems.push(cannot_choose(by, sibling));
            return;
        }
    };
    let mut seen = HashMap::new();
    let known: HashSet<&str> = values.into_iter().flat_map(Typed::spellings).collect();
    let is_known = |text: &Text| values.is_none() || known.contains(text.value.as_str());
    let constant = sibling.constant.as_ref().filter(|text| is_known(text));
    let other_than = |constant: &Text, tag| meaning(constant, values) != meaning(tag, values);
    for variant in &field.typed.variants {
        let tags = tags(variant, values, &mut seen, problems);
        let is_never_chosen = |constant: &&Text| {
            let is_other = |tag| is_known(tag) && other_than(constant, tag);
            !tags.is_empty() && variant.when.is_whole() && tags.iter().all(is_other)
        };
        if let Some(constant) = constant.filter(is_never_chosen) {
            problems.push(never_chosen(variant, by, constant));
            continue;
        }
        for tag in tags {
            if let Some(values) = values.filter(|_| !is_known(tag)) {
                problems.push(undeclared(tag, values));
            } else if let Some(constant) = constant.filter(|constant| other_than(constant, tag)) {
                problems.push(chooses_nothing(tag, by, constant));
            }
        }
    }
}

fn cannot_choose(by: &Text, sibling: &Field) -> Diagnostic {
    let message = format!("{} cannot choose a type", quoted(&by.value));
    Diagnostic::new(Code::UnionMismatch, by.span, message)
        .label("this field chooses")
        .also(sibling.typed.span, "it must be `string` or an enumeration")
        .help("name another field, or make the union `any`")
}

fn never_chosen(variant: &Variant, by: &Text, constant: &Text) -> Diagnostic {
    let message = format!(
        "nothing chooses {}, because {} is always {}",
        quoted(&variant.name.value),
        quoted(&by.value),
        quoted(&constant.value)
    );
    Diagnostic::new(Code::UnionMismatch, variant.name.span, message)
        .label("no value of its `when` is the constant")
        .also(constant.span, "the only value")
        .help("remove the variant, or the constant")
}

fn chooses_nothing(tag: &Text, by: &Text, constant: &Text) -> Diagnostic {
    let message = format!(
        "{} chooses nothing, because {} is always {}",
        quoted(&tag.value),
        quoted(&by.value),
        quoted(&constant.value)
    );
    Diagnostic::new(Code::UnionMismatch, tag.span, message)
        .label("this value")
        .also(constant.span, "the only value")
        .help("remove the value, or the constant")
}

/// The values that choose a variant; each chooses one only. Every spelling of a value is that
/// value.
fn tags<'a>(
    variant: &'a Variant,
    values: Option<&'a Typed>,
    seen: &mut HashMap<&'a str, (&'a Text, &'a Variant)>,
    problems: &mut Problems,
) -> &'a [Text] {
    if variant.when.is_empty() && variant.when.is_whole() {
        let message = format!("nothing chooses {}", quoted(&variant.name.value));
        problems.push(
            Diagnostic::new(Code::UnionMismatch, variant.name.span, message)
                .label("its `when` names no value")
                .help("`when`: the values of the field beside the union that choose this type"),
        );
    }
    for tag in &variant.when {
        let value = meaning(tag, values);
        let Some((first, chosen)) = seen.insert(value, (tag, variant)) else {
            continue;
        };
        // Two spellings of a value may choose the same type: both are in the vendor's table.
        if first.value == tag.value || !std::ptr::eq(chosen, variant) {
            problems.push(two_types(tag, first));
        }
    }
    &variant.when
}

/// The value that a spelling means.
fn meaning<'a>(tag: &'a Text, values: Option<&'a Typed>) -> &'a str {
    let values = values.into_iter().flat_map(|typed| typed.values.iter());
    let mut values = values.filter(|value| value.spellings().any(|name| name.value == tag.value));
    values
        .next()
        .map_or(&tag.value, |value| value.name.value.as_str())
}

fn two_types(tag: &Text, first: &Text) -> Diagnostic {
    let message = format!("{} chooses two types", quoted(&tag.value));
    let diagnostic = Diagnostic::new(Code::UnionMismatch, tag.span, message);
    let diagnostic = if first.value == tag.value {
        diagnostic.label("again here")
    } else {
        diagnostic.label(format!("the same value as {}", quoted(&first.value)))
    };
    diagnostic
        .also(first.span, "first here")
        .help("keep one of them")
}

fn undeclared(tag: &Text, values: &Typed) -> Diagnostic {
    let message = format!(
        "{} is no value of the field beside the union",
        quoted(&tag.value)
    );
    let diagnostic = Diagnostic::new(Code::UnionMismatch, tag.span, message);
    diagnostic.did_you_mean(nearest(&tag.value, values.spellings()), |it| {
        it.label("not declared")
            .also(values.span, "its values are declared here")
            .help("declare the value, or mend the one here")
    })
}
