//! Moves: the parameters of an action that moves a position say where to, and whose it is.

use crate::check::undeclared;
use crate::ir::{Fact, Presence};
use crate::raw::shapes::BaseType;
use crate::raw::{Action, Field, Moves, Shape, Shapes, Spec, SubjectChoice, Typed, Unit, subjects};
use crate::report::{Code, Diagnostic, Problems, Text, quoted};

/// A position is a moment that is always sent, and a direction a boolean that is.
pub(super) fn check(
    action: &Action,
    moves: &Moves,
    spec: &Spec,
    shapes: &Shapes<'_>,
    problems: &mut Problems,
) {
    if let Some(name) = &moves.position {
        let fits = |typed: &Typed| {
            let (shape, _) = shapes.base_of(typed)?;
            let unit = shape.and_then(Shape::unit);
            Some(matches!(unit, Some(Unit::EpochSeconds { .. })))
        };
        let wanted = "must be a shape with `unit = \"epoch-seconds\"`";
        part_of_move(action, name, wanted, fits, problems);
    }
    if let Some(name) = &moves.reverse {
        let fits = |typed: &Typed| Some(matches!(shapes.base_of(typed)?.1, BaseType::Boolean));
        part_of_move(action, name, "must be `boolean`", fits, problems);
    } else {
        no_direction(action, moves, spec, shapes, problems);
    }
    let none = if let Some(choice) = &action.subject {
        matches!(choice, SubjectChoice::None)
    } else {
        // A parameter that cannot be read may be the one that is meant.
        let is_unclear = |field: &Field| match field.presence {
            Some(Presence::Required) => shapes.base_of(&field.typed).is_none(),
            presence => presence.is_none(),
        };
        subjects::candidates(action, shapes).is_empty() && !action.request.iter().any(is_unclear)
    };
    if none && action.request.is_whole() {
        let message = "the action moves a position of nothing";
        problems.push(
            Diagnostic::new(Code::MoveMismatch, moves.span, message)
                .label("whose position?")
                .help("the subject is the required parameter whose type `identifies` one"),
        );
    }
}

/// A move of something that has a way back must say which parameter chooses between the two: a plan
/// would show the position of the one where the other is moved.
///
/// An action without such a parameter moves the forward direction alone.
fn no_direction(
    action: &Action,
    moves: &Moves,
    spec: &Spec,
    shapes: &Shapes<'_>,
    problems: &mut Problems,
) {
    let chooses = |typed: &Typed| {
        let base = shapes.base_of(typed).map(|(_, base)| base);
        matches!(base, Some(BaseType::Boolean)) && !typed.is_several()
    };
    let mut request = action.request.iter();
    let parameter =
        request.find(|field| field.presence == Some(Presence::Required) && chooses(&field.typed));
    let (Some(parameter), Some(place)) = (parameter, way_back(action, spec, shapes)) else {
        return;
    };
    let message = "`moves` does not say which parameter is the direction";
    problems.push(
        Diagnostic::new(Code::MoveMismatch, moves.span, message)
            .label("without `reverse` every move is taken for one forward")
            .also(parameter.name.span, "this may choose the direction")
            .also(place.span, "a look shows a way back here")
            .help("name the boolean parameter that is true for the way back as `reverse`"),
    );
}

/// The place at which a look shows the way back of what the action acts on.
fn way_back<'a>(action: &Action, spec: &'a Spec, shapes: &Shapes<'_>) -> Option<&'a Text> {
    let candidates = subjects::candidates(action, shapes);
    let mut acted_on = candidates.iter().filter(|candidate| match &action.subject {
        Some(SubjectChoice::Parameter(name)) => candidate.field.name.value == name.value,
        Some(SubjectChoice::None) => false,
        Some(SubjectChoice::Unreadable) | None => true,
    });
    let subject = &acted_on.next()?.subject.value;
    let subject = spec.root.subject(subject)?;
    let mut shows = subject.looks.iter().flat_map(|look| &look.shows);
    let is_back = |fact| matches!(fact, Fact::ReverseExists | Fact::ReversePosition);
    let (_, place) = shows.find(|(fact, _)| is_back(*fact))?;
    Some(place)
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
    let Some(field) = action.parameter(&name.value) else {
        return undeclared::parameter(Code::MoveMismatch, name, action, problems);
    };
    let is_single = !field.typed.is_several();
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
