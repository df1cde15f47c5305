//! Moves: the parameters of an action that moves a position say where to, and whose it is.

use super::parameter::{no_parameter, unknown};
use crate::ir::Presence;
use crate::raw::shapes::BaseType;
use crate::raw::{Action, Moves, Shapes, SubjectChoice, Typed, Unit, subjects};
use crate::report::{Code, Diagnostic, Problems, Text, quoted};

/// A position is a moment that is always sent, and a direction a boolean that is.
pub(super) fn check(action: &Action, moves: &Moves, shapes: &Shapes<'_>, problems: &mut Problems) {
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
        let fits = |typed: &Typed| Some(matches!(shapes.base_of(typed)?.1, BaseType::Boolean));
        part_of_move(action, name, "must be `boolean`", fits, problems);
    }
    let none = match &action.subject {
        Some(choice) => matches!(choice, SubjectChoice::None),
        None => subjects::candidates(action, shapes).is_empty(),
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
        if action.request.is_whole() {
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
