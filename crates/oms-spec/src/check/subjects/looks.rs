//! Looks: the read that shows a subject can be asked for it, and shows facts of their types.

use oms_text::nearest;

use crate::check::undeclared;
use crate::ir::{Fact, Presence, TimeUnit};
use crate::raw::shapes::BaseType;
use crate::raw::subjects::FieldLookupError;
use crate::raw::{Action, Field, Look, Shape, Shapes, Spec, Subject, Typed, Unit, subjects};
use crate::report::{Code, Diagnostic, Problems, Span, Text, quoted};

/// A look is a read that can be asked for one subject and shows facts of their types.
pub(super) fn check(
    look: &Look,
    subject: &Subject,
    spec: &Spec,
    shapes: &Shapes<'_>,
    problems: &mut Problems,
) {
    let name = &look.action;
    let Some(action) = spec.action(&name.value) else {
        let new = of_look(
            name.span,
            format!("no action is called {}", quoted(&name.value)),
        );
        let names = spec.actions.iter().map(Action::wire_name);
        problems.push(new.did_you_mean(nearest(&name.value, names), |it| {
            it.label("not declared")
                .help("name the action as it goes over the wire")
        }));
        return;
    };
    if !action.readable {
        return;
    }
    if action.is_write() {
        problems.push(
            of_look(name.span, "a look must not change anything".to_owned())
                .label("this action is a write")
                .help("name an action with `effect = \"read\"`"),
        );
        return;
    }
    request(look, subject, action, shapes, problems);
    listing(look, action, problems);
    answer(look, action, shapes, problems);
}

fn of_look(place: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::LookMismatch, place, message)
}

/// The parameters that choose what is listed are optional ones of a read that lists.
fn listing(look: &Look, action: &Action, problems: &mut Problems) {
    for name in look.search.iter().chain(&look.all) {
        if action.parameter(&name.value).is_none() {
            undeclared::parameter(Code::LookMismatch, name, action, problems);
        }
        if let Some(by) = &*look.by {
            let message = format!("{} is for a read that lists", quoted(&name.value));
            problems.push(
                of_look(name.span, message)
                    .label("this chooses among several")
                    .also(by.span, "and this reads one")
                    .help("remove one of the two"),
            );
        }
    }
}

/// The request of a look is made of the ID, or of nothing.
fn request(
    look: &Look,
    subject: &Subject,
    action: &Action,
    shapes: &Shapes<'_>,
    problems: &mut Problems,
) {
    let takes = look.by.as_ref().map(|by| by.value.as_str());
    let needed = action.request.iter().find(|field| {
        let required = matches!(
            field.presence,
            Some(Presence::Required | Presence::Nullable)
        );
        required && Some(field.name.value.as_str()) != takes
    });
    if let Some(field) = needed
        && look.by.is_whole()
    {
        let message = format!("the look cannot fill in {}", quoted(&field.name.value));
        let (place, label) = match &*look.by {
            Some(by) => (by.span, "this is all that it sends"),
            None => (look.action.span, "without `by` it sends nothing"),
        };
        problems.push(
            of_look(place, message)
                .label(label)
                .also(field.name.span, "this is always sent")
                .help("a look knows the ID and nothing else; name a read that needs no more"),
        );
    }
    let Some(by) = &*look.by else { return };
    let Some(field) = action.parameter(&by.value) else {
        return undeclared::parameter(Code::LookMismatch, by, action, problems);
    };
    let fits = |(name, is_list): (&Text, bool)| name.value == subject.name.value && !is_list;
    let known = shapes.base_of(&field.typed).is_some();
    if known && !subjects::named(&field.typed, shapes).is_some_and(fits) {
        let name = &subject.name.value;
        let message = format!("{} does not take the ID of one {name}", quoted(&by.value));
        problems.push(
            of_look(by.span, message)
                .label("this takes the ID")
                .also(
                    field.typed.span,
                    format!("must be a shape with `identifies = \"{name}\"`"),
                )
                .help("name the parameter that says which one is read"),
        );
    }
}

/// The facts of a look are in its payload, or in the items of its list.
fn answer(look: &Look, action: &Action, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some(data) = &*action.data else {
        if action.data.is_whole() {
            problems.push(
                of_look(
                    look.action.span,
                    "the action has no payload to show".to_owned(),
                )
                .label("this look")
                .help("name an action that answers with the subject"),
            );
        }
        return;
    };
    let Some(around) = around(look, data, shapes, problems) else {
        return;
    };
    if look.by.is_absent() && !look.shows.iter().any(|(fact, _)| *fact == Fact::Id) {
        problems.push(
            of_look(
                look.action.span,
                "nothing tells which one of the list is meant".to_owned(),
            )
            .label("`id` is missing here")
            .help("without `by` the read lists all of them: `id` says where the ID of an item is"),
        );
    }
    for (fact, place) in &look.shows {
        match subjects::field_at(around, &place.value, shapes) {
            Ok(field) => shown(*fact, place, field, shapes, problems),
            Err(nowhere) => lost(nowhere, place, problems),
        }
    }
}

/// The object that holds what is shown.
fn around<'a>(
    look: &Look,
    data: &'a Field,
    shapes: &Shapes<'a>,
    problems: &mut Problems,
) -> Option<&'a Typed> {
    let (field, place) = match &look.items {
        None => (data, look.action.span),
        Some(items) => match subjects::field_at(&data.typed, &items.value, shapes) {
            Ok(field) => (field, items.span),
            Err(nowhere) => {
                lost(nowhere, items, problems);
                return None;
            }
        },
    };
    field.typed.expression.as_ref()?;
    let wants_list = look.by.is_absent() || look.items.is_some();
    let (message, help) = match (wants_list, field.typed.is_several()) {
        (true, _) if !field.typed.is_list() => (
            "this look lists them, and there is no list",
            "`by` names the parameter that takes the ID, and `items` says where a list is",
        ),
        (false, true) => (
            "this look reads one of them, and there are several",
            "without `by`, the one is found in the list by its ID",
        ),
        _ => return Some(&field.typed),
    };
    problems.push(
        of_look(place, message.to_owned())
            .label("here")
            .also(field.typed.span, "this is its type")
            .help(help),
    );
    None
}

fn lost(nowhere: FieldLookupError<'_>, place: &Text, problems: &mut Problems) {
    let (message, help) = match nowhere {
        FieldLookupError::Unknown(name) => (
            format!("no field is called {} there", quoted(name)),
            "a place is wire names with dots between them, from the payload, or from an item of the list",
        ),
        FieldLookupError::Several(name) => (
            format!(
                "{} is a list or a map, of which no one value is shown",
                quoted(name)
            ),
            "name a field that there is once",
        ),
        FieldLookupError::Unreadable => return,
    };
    problems.push(
        of_look(place.span, message)
            .label("nothing is here")
            .help(help),
    );
}

/// A fact must be of a type that can say it.
fn shown(fact: Fact, place: &Text, field: &Field, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some((shape, base)) = shapes.base_of(&field.typed) else {
        return;
    };
    let unit = shape.and_then(Shape::unit);
    let is_secret = shape.is_some_and(|shape| shape.secret_at().is_some());
    let is_moment = matches!(unit, Some(Unit::EpochSeconds { .. }));
    let (fits, wanted) = match fact {
        Fact::Id => (
            matches!(base, BaseType::String) || matches!(base, BaseType::Integer) && unit.is_none(),
            "must be a text or a whole number",
        ),
        Fact::Name | Fact::Status | Fact::SourceKind | Fact::TargetKind => (
            matches!(base, BaseType::String | BaseType::Enum(_)),
            "must be a text or an enumeration",
        ),
        Fact::ForwardExists | Fact::ReverseExists => {
            (matches!(base, BaseType::Boolean), "must be `boolean`")
        }
        Fact::ForwardPosition | Fact::ReversePosition => {
            (is_moment, "must be a shape with `unit = \"epoch-seconds\"`")
        }
        Fact::ForwardLogHours | Fact::ReverseLogHours => (
            matches!(unit, Some(Unit::Duration(TimeUnit::Hours))),
            "must be a shape with `unit = \"hours\"`",
        ),
    };
    if fits && !is_secret && !field.typed.is_several() {
        return;
    }
    let label = if is_secret {
        "must not be a secret"
    } else {
        wanted
    };
    let message = format!(
        "{} cannot be the {}",
        quoted(&place.value),
        fact.word().replace('-', " ")
    );
    problems.push(
        of_look(place.span, message)
            .label("said to be it")
            .also(field.typed.span, label)
            .help("name another field, or mend its type"),
    );
}
