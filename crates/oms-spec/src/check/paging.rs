//! Paged actions: the parameters that choose a page, and the list that holds its items.

use super::undeclared;
use crate::ir::Presence;
use crate::language::TypeExpression;
use crate::raw::shapes::BaseType;
use crate::raw::{Action, Field, Paging, Shapes};
use crate::report::{Code, Diagnostic, Problems, Text, quoted};

pub(super) fn check(action: &Action, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some(paging) = &action.paging else { return };
    let parameters = [&paging.page_number, &paging.page_size];
    for name in parameters.into_iter().flatten() {
        parameter(action, name, shapes, problems);
    }
    if let (Some(number), Some(size)) = (&paging.page_number, &paging.page_size)
        && number.value == size.value
    {
        problems.push(
            new(
                size,
                "one parameter cannot choose the page and its size".to_owned(),
            )
            .label("the size")
            .also(number.span, "the number")
            .help("name the two parameters"),
        );
    }
    items(action, paging, shapes, problems);
}

fn new(place: &Text, message: String) -> Diagnostic {
    Diagnostic::new(Code::PagingMismatch, place.span, message)
}

fn parameter(action: &Action, name: &Text, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some(field) = action.parameter(&name.value) else {
        return undeclared::parameter(Code::PagingMismatch, name, action, problems);
    };
    let expression = field.typed.expression.as_ref();
    // A name that means nothing was reported, and may be misspelt for the right type.
    let unknown = |expression: &TypeExpression| matches!(expression, TypeExpression::Shape(name) if shapes.get(name).is_none());
    let whole = expression
        .is_none_or(|expression| *expression == TypeExpression::Integer || unknown(expression));
    let (place, label) = if !whole {
        (field.typed.span, "must be `integer`")
    } else if field
        .presence
        .is_some_and(|presence| presence != Presence::Optional)
    {
        (field.name.span, "must be `presence = \"optional\"`")
    } else {
        return;
    };
    let message = format!("{} cannot choose a page", quoted(&name.value));
    problems.push(
        new(name, message)
            .label("this parameter chooses")
            .also(place, label)
            .help("the first page is asked for without it, the others by whole numbers"),
    );
}

fn items(action: &Action, paging: &Paging, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some(data) = &*action.data else {
        if action.data.is_whole() {
            problems.push(
                Diagnostic::new(
                    Code::PagingMismatch,
                    paging.span,
                    "the action has no payload to cut into pages",
                )
                .label("pages of what?")
                .help("declare the payload as `[data]`, or remove `paging`"),
            );
        }
        return;
    };
    let Some(name) = &*paging.items else {
        if paging.items.is_whole() {
            must_be_a_list(data, paging, None, problems);
        }
        return;
    };
    if data.typed.is_several() {
        problems.push(
            new(name, "the payload holds no field by itself".to_owned())
                .label("this names a field of it")
                .also(data.typed.span, "it is a list or a map")
                .help("remove `items`: the items are those of the payload itself"),
        );
        return;
    }
    let fields = shapes.fields_of(&data.typed);
    if let Some(field) = fields.iter().find(|field| field.name.value == name.value) {
        must_be_a_list(field, paging, Some(name), problems);
        return;
    }
    let known = matches!(shapes.base_of(&data.typed), Some((_, BaseType::Object(object))) if object.fields.is_whole());
    let scalar = !matches!(
        shapes.base_of(&data.typed),
        None | Some((_, BaseType::Object(_)))
    );
    if known || scalar {
        let (code, fields) = (Code::PagingMismatch, fields.into_iter());
        problems.push(undeclared::field(code, name, "the payload", fields));
    }
}

fn must_be_a_list(field: &Field, paging: &Paging, name: Option<&Text>, problems: &mut Problems) {
    if field.typed.expression.is_none() || field.typed.is_list() {
        return;
    }
    let message = "the items of a page are no list";
    let diagnostic = Diagnostic::new(Code::PagingMismatch, field.typed.span, message)
        .label("must be `list<...>`");
    problems.push(match name {
        Some(name) => diagnostic
            .also(name.span, "this names the items")
            .help("name another field, or mend the type"),
        None => diagnostic
            .also(paging.span, "the pages of this payload")
            .help("`items`: the name of the payload's field that holds the items"),
    });
}
