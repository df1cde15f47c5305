//! Subjects: what identifies one, which parameter of a write names it, and which read shows it.

use super::Part;
use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span, Text};
use crate::ir::{Fact, Presence};
use crate::raw::{Action, Choice, Field, Look, Moves, Root, Shape, Spec, Subject, Typed, Unit};
use crate::shapes::{Base, Shapes};
use crate::subjects::{self, Candidate, Nowhere};
use crate::type_expression::TypeExpression;
use crate::words::{all_of, nearest, quoted};

pub(super) fn check(part: Part<'_>, spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    match part {
        Part::Root(root) => {
            for shape in &root.shapes {
                identifying(shape, root, problems);
            }
            for subject in &root.subjects {
                identified(subject, root, problems);
                for look in &subject.looks {
                    self::look(look, subject, spec, shapes, problems);
                }
            }
        }
        Part::Action(_, action) => {
            if spec.root.readable && !spec.root.shape_holes {
                parameter(action, shapes, problems);
                if let Some(moves) = &action.moves {
                    self::moves(action, moves, shapes, problems);
                }
            }
        }
    }
}

/// What a shape identifies must be declared, and an ID is neither secret nor a moment.
fn identifying(shape: &Shape, root: &Root, problems: &mut Problems) {
    let Some(identifies) = &shape.identifies else {
        return;
    };
    let secret = shape.secret.filter(|(secret, _)| *secret);
    let other = match (secret, &shape.unit) {
        (Some((_, span)), _) => Some((span, "a secret")),
        (None, Some((_, unit))) => Some((unit.span, "a time")),
        (None, None) => None,
    };
    if let Some((span, what)) = other {
        let message = format!("{what} identifies nothing");
        problems.push(
            Diagnostic::new(Code::RuleMismatch, identifies.span, message)
                .label("said to be an ID")
                .also(span, format!("and to be {what}"))
                .help("an ID is shown in plans and typed to confirm them; remove one of the two"),
        );
    }
    let known = |subject: &Subject| subject.name.value == identifies.value;
    if root.subject_holes || root.subjects.iter().any(known) {
        return;
    }
    let message = format!("no subject is called {}", quoted(&identifies.value));
    let diagnostic = Diagnostic::new(Code::UnknownSubject, identifies.span, message);
    let names = root
        .subjects
        .iter()
        .map(|subject| subject.name.value.as_str());
    problems.push(match nearest(&identifies.value, names) {
        Some(name) => diagnostic.label(format!("did you mean `{name}`?")),
        None => diagnostic.label("not declared").help(format!(
            "declare it in spec/oms.toml as `[subject.{}]`",
            key(&identifies.value)
        )),
    });
}

/// A name as a key of TOML.
fn key(name: &str) -> String {
    let bare = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    if name.chars().all(bare) {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}

/// A subject that nothing identifies is never acted on.
fn identified(subject: &Subject, root: &Root, problems: &mut Problems) {
    let identifies = |shape: &Shape| {
        let identifies = shape.identifies.as_ref();
        identifies.is_some_and(|identifies| identifies.value == subject.name.value)
    };
    // A subject that is misspelt where a shape names it was reported there.
    let misspelt = |shape: &Shape| {
        shape.identifies.as_ref().is_some_and(|identifies| {
            let names = root
                .subjects
                .iter()
                .map(|subject| subject.name.value.as_str());
            nearest(&identifies.value, names) == Some(subject.name.value.as_str())
        })
    };
    let mut shapes = root.shapes.iter();
    if root.shape_holes || shapes.any(|shape| identifies(shape) || misspelt(shape)) {
        return;
    }
    let message = format!("no shape identifies {}", quoted(&subject.name.value));
    problems.push(
        Diagnostic::new(Code::UnknownSubject, subject.name.span, message)
            .label("nothing leads to it")
            .help(format!(
                "give `identifies = \"{}\"` to the shape of its ID, or remove it",
                subject.name.value
            )),
    );
}

fn mismatch(place: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::SubjectMismatch, place, message.into())
}

/// The parameter that names the subject must be told, and be able to.
fn parameter(action: &Action, shapes: &Shapes<'_>, problems: &mut Problems) {
    let is_write = action
        .effect
        .as_ref()
        .is_some_and(|word| word.value == "write");
    if !is_write {
        return;
    }
    let candidates = subjects::candidates(action, shapes);
    match &action.subject {
        Some(Choice::Parameter(name)) => chosen(action, name, &candidates, shapes, problems),
        Some(Choice::None | Choice::Unreadable) => {}
        None => ambiguous(&candidates, problems),
    }
}

fn ambiguous(candidates: &[Candidate<'_>], problems: &mut Problems) {
    let [first, second, ..] = candidates else {
        return;
    };
    let name = |candidate: &Candidate<'_>| candidate.field.name.value.clone();
    let names: Vec<String> = candidates.iter().map(name).collect();
    let message = format!(
        "{} each name something that the action could act on",
        all_of(names.iter().map(String::as_str))
    );
    problems.push(
        mismatch(second.field.name.span, message)
            .label("this one")
            .also(first.field.name.span, "or this one")
            .help("say which as `subject = \"...\"`; with `subject = false` it acts on none of them, as where something is created"),
    );
}

fn chosen(
    action: &Action,
    name: &Text,
    candidates: &[Candidate<'_>],
    shapes: &Shapes<'_>,
    problems: &mut Problems,
) {
    let is_meant = |field: &Field| field.name.value == name.value;
    if candidates.iter().any(|candidate| is_meant(candidate.field)) {
        return;
    }
    let Some(field) = action.request.iter().find(|field| is_meant(field)) else {
        if !action.request_holes {
            problems.push(unknown(
                mismatch(name.span, no_parameter(name)),
                name,
                action.request.iter(),
            ));
        }
        return;
    };
    let is_read = field.presence.is_none() || shapes.base_of(&field.typed).is_none();
    if is_read {
        return;
    }
    let (place, label) = match subjects::named(&field.typed, shapes) {
        Some(_) => (field.name.span, "must be `presence = \"required\"`"),
        None => (
            field.typed.span,
            "must be a shape that `identifies` a subject, or a list of it",
        ),
    };
    let message = format!(
        "{} cannot name what the action acts on",
        quoted(&name.value)
    );
    problems.push(
        mismatch(name.span, message)
            .label("this parameter names it")
            .also(place, label)
            .help("what a write acts on is always sent, and a person types its ID to confirm it"),
    );
}

fn no_parameter(name: &Text) -> String {
    format!("the request declares no field {}", quoted(&name.value))
}

fn unknown<'a>(
    diagnostic: Diagnostic,
    name: &Text,
    fields: impl Iterator<Item = &'a Field>,
) -> Diagnostic {
    match nearest(&name.value, fields.map(|field| field.name.value.as_str())) {
        Some(known) => diagnostic.label(format!("did you mean `{known}`?")),
        None => diagnostic
            .label("not declared")
            .help("declare the field, or name another one"),
    }
}

/// A position is a moment that is always sent, and a direction a boolean that is.
fn moves(action: &Action, moves: &Moves, shapes: &Shapes<'_>, problems: &mut Problems) {
    if let Some(name) = &moves.position {
        let fits = |typed: &Typed| {
            let (shape, _) = shapes.base_of(typed)?;
            let unit = shape.and_then(|shape| shape.unit.as_ref());
            Some(matches!(unit, Some((Unit::EpochSeconds { .. }, _))))
        };
        let wanted = "must be a shape with `unit = \"epoch-seconds\"`";
        part_of_move(action, name, wanted, fits, problems);
    }
    if let Some(name) = &moves.reverse {
        let fits = |typed: &Typed| Some(matches!(shapes.base_of(typed)?.1, Base::Boolean));
        part_of_move(action, name, "must be `boolean`", fits, problems);
    }
    let none = match &action.subject {
        Some(choice) => matches!(choice, Choice::None),
        None => subjects::candidates(action, shapes).is_empty(),
    };
    if none && !action.request_holes {
        let message = "the action moves a position of nothing";
        problems.push(
            Diagnostic::new(Code::MoveMismatch, moves.span, message)
                .label("whose position?")
                .help("the subject is the required parameter whose type `identifies` one"),
        );
    }
}

/// A parameter that says where to a position is moved.
fn part_of_move(
    action: &Action,
    name: &Text,
    wanted: &str,
    fits: impl Fn(&Typed) -> Option<bool>,
    problems: &mut Problems,
) {
    let new = |message: String| Diagnostic::new(Code::MoveMismatch, name.span, message);
    let mut request = action.request.iter();
    let Some(field) = request.find(|field| field.name.value == name.value) else {
        if !action.request_holes {
            let diagnostic = new(no_parameter(name));
            problems.push(unknown(diagnostic, name, action.request.iter()));
        }
        return;
    };
    let is_single = !subjects::is_several(&field.typed);
    let (place, label) = if fits(&field.typed).is_some_and(|fits| !fits || !is_single) {
        (field.typed.span, wanted)
    } else if field
        .presence
        .is_some_and(|presence| presence != Presence::Required)
    {
        (field.name.span, "must be `presence = \"required\"`")
    } else {
        return;
    };
    let message = format!(
        "{} cannot say where a position is moved to",
        quoted(&name.value)
    );
    problems.push(
        new(message)
            .label("this parameter says it")
            .also(place, label)
            .help("a plan shows the old position beside the new one, so both must be read as one kind"),
    );
}

/// A look is a read that can be asked for one subject and shows facts of their types.
fn look(look: &Look, subject: &Subject, spec: &Spec, shapes: &Shapes<'_>, problems: &mut Problems) {
    let name = &look.action;
    let mut actions = spec.actions.iter();
    let Some(action) = actions.find(|action| action.wire_name() == name.value) else {
        let new = of_look(
            name.span,
            format!("no action is called {}", quoted(&name.value)),
        );
        let names = spec.actions.iter().map(Action::wire_name);
        problems.push(match nearest(&name.value, names) {
            Some(known) => new.label(format!("did you mean `{known}`?")),
            None => new
                .label("not declared")
                .help("name the action as it goes over the wire"),
        });
        return;
    };
    if !action.readable {
        return;
    }
    if action
        .effect
        .as_ref()
        .is_some_and(|effect| effect.value == "write")
    {
        problems.push(
            of_look(name.span, "a look must not change anything".to_owned())
                .label("this action is a write")
                .help("name an action with `effect = \"read\"`"),
        );
        return;
    }
    request(look, subject, action, shapes, problems);
    answer(look, action, shapes, problems);
}

fn of_look(place: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::LookMismatch, place, message)
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
        && (look.by.is_some() || !look.by_unreadable)
    {
        let message = format!("the look cannot fill in {}", quoted(&field.name.value));
        let (place, label) = match &look.by {
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
    let Some(by) = &look.by else { return };
    let Some(field) = action
        .request
        .iter()
        .find(|field| field.name.value == by.value)
    else {
        if !action.request_holes {
            let new = of_look(by.span, no_parameter(by));
            problems.push(unknown(new, by, action.request.iter()));
        }
        return;
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

/// What a look shows stands in its payload, or in the items of its list.
fn answer(look: &Look, action: &Action, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some(data) = &action.data else {
        if !action.data_holes {
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
    if look.by.is_none()
        && !look.by_unreadable
        && !look.shows.iter().any(|(fact, _)| *fact == Fact::Id)
    {
        problems.push(
            of_look(
                look.action.span,
                "nothing tells which one of the list is meant".to_owned(),
            )
            .label("`id` is missing here")
            .help(
                "without `by` the read lists all of them: `id` says where the ID of an item stands",
            ),
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
    let expression = field.typed.expression.as_ref()?;
    let is_list = matches!(expression, TypeExpression::List(_));
    let wants_list = look.by.is_none() && !look.by_unreadable || look.items.is_some();
    let (message, help) = match (wants_list, is_list || subjects::is_several(&field.typed)) {
        (true, _) if !is_list => (
            "this look lists them, and there is no list",
            "`by` names the parameter that takes the ID, and `items` says where a list stands",
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

fn lost(nowhere: Nowhere<'_>, place: &Text, problems: &mut Problems) {
    let (message, help) = match nowhere {
        Nowhere::Unknown(name) => (
            format!("no field is called {} there", quoted(name)),
            "a place is wire names with dots between them, from the payload, or from an item of the list",
        ),
        Nowhere::Several(name) => (
            format!(
                "{} is a list or a map, of which no one value is shown",
                quoted(name)
            ),
            "name a field that there is once",
        ),
        Nowhere::Unreadable => return,
    };
    problems.push(
        of_look(place.span, message)
            .label("nothing stands here")
            .help(help),
    );
}

/// A fact must be of a type that can say it.
fn shown(fact: Fact, place: &Text, field: &Field, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some((shape, base)) = shapes.base_of(&field.typed) else {
        return;
    };
    let unit = shape
        .and_then(|shape| shape.unit.as_ref())
        .map(|(unit, _)| *unit);
    let is_secret = shape.is_some_and(|shape| shape.secret.is_some_and(|(secret, _)| secret));
    let is_moment = matches!(unit, Some(Unit::EpochSeconds { .. }));
    let (fits, wanted) = match fact {
        Fact::Id => (
            matches!(base, Base::String) || matches!(base, Base::Integer) && unit.is_none(),
            "must be a text or a whole number",
        ),
        Fact::Name | Fact::Status | Fact::SourceKind | Fact::TargetKind => (
            matches!(base, Base::String | Base::Enum(_)),
            "must be a text or an enumeration",
        ),
        Fact::ForwardExists | Fact::ReverseExists => {
            (matches!(base, Base::Boolean), "must be `boolean`")
        }
        Fact::ForwardPosition | Fact::ReversePosition => {
            (is_moment, "must be a shape with `unit = \"epoch-seconds\"`")
        }
        Fact::ForwardLogHours | Fact::ReverseLogHours => (
            matches!(unit, Some(Unit::Duration(crate::ir::TimeUnit::Hours))),
            "must be a shape with `unit = \"hours\"`",
        ),
    };
    if fits && !is_secret && !subjects::is_several(&field.typed) {
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
