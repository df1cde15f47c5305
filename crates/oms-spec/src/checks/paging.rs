//! Paged actions: the parameters that choose a page, and the list that holds its items.

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Text};
use crate::ir::Presence;
use crate::raw::{Action, Field, Spec};
use crate::shapes::Shapes;
use crate::text_forms::nearest;
use crate::type_expression::TypeExpression;

pub(super) fn check(spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    for action in &spec.actions {
        let Some(paging) = &action.paging else {
            continue;
        };
        for name in [&paging.page_number, &paging.page_size]
            .into_iter()
            .flatten()
        {
            parameter(action, name, problems);
        }
        items(action, paging.items.as_ref(), shapes, problems);
    }
}

fn parameter(action: &Action, name: &Text, problems: &mut Problems) {
    let Some(field) = action
        .request
        .iter()
        .find(|field| field.name.value == name.value)
    else {
        let names = action.request.iter().map(|field| field.name.value.as_str());
        problems.push(unknown(
            name,
            "no parameter has this name",
            nearest(&name.value, names),
        ));
        return;
    };
    let whole = matches!(
        &field.typed.expression,
        Some(TypeExpression::Integer) | None
    );
    if !whole || !matches!(field.presence, Some(Presence::Optional) | None) {
        problems.push(
            Diagnostic::new(
                Code::PagingMismatch,
                name.span,
                format!("`{}` cannot choose a page", name.value),
            )
            .label("named here")
            .also(field.typed.span, "must be `integer`, and optional")
            .help("the first page is asked for without it"),
        );
    }
}

fn items(action: &Action, name: Option<&Text>, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some(data) = &action.data else {
        if let Some(place) = name.or(action.name.as_ref()).filter(|_| action.readable) {
            problems.push(
                Diagnostic::new(
                    Code::PagingMismatch,
                    place.span,
                    "the action has no payload to cut into pages",
                )
                .label("no `[data]`")
                .help("declare the payload, or remove `[paging]`"),
            );
        }
        return;
    };
    let Some(name) = name else {
        must_be_a_list(data, None, problems);
        return;
    };
    let fields = shapes.fields_of(&data.typed);
    if let Some(field) = fields.iter().find(|field| field.name.value == name.value) {
        must_be_a_list(field, Some(name), problems);
        return;
    }
    let names = fields.iter().map(|field| field.name.value.as_str());
    problems.push(unknown(
        name,
        "no field of the payload has this name",
        nearest(&name.value, names),
    ));
}

fn must_be_a_list(field: &Field, name: Option<&Text>, problems: &mut Problems) {
    if matches!(
        &field.typed.expression,
        Some(TypeExpression::List(_)) | None
    ) {
        return;
    }
    let diagnostic = Diagnostic::new(
        Code::PagingMismatch,
        field.typed.span,
        "the items of a page are no list",
    )
    .label("must be `list<...>`");
    problems.push(match name {
        Some(name) => diagnostic.also(name.span, "named here"),
        None => diagnostic.help("name the payload's field that holds the items: `items = \"...\"`"),
    });
}

fn unknown(name: &Text, message: &str, nearest: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::PagingMismatch, name.span, message);
    match nearest {
        Some(known) => diagnostic.label(format!("did you mean `{known}`?")),
        None => diagnostic.label("not declared"),
    }
}
