//! Constants, and fields that another one makes required: each must be a text that can be sent, and
//! the field beside it one whose values can be told.

use super::{SpecPart, values};
use crate::ir::Presence;
use crate::raw::shapes::BaseType;
use crate::raw::{Field, RequiredIf, Scalar, Shape, Shapes};
use crate::report::{Code, Diagnostic, Problems, Span, Text, quoted};
use crate::syntax::json::{JsonKind, JsonMember, JsonNode};

pub(super) fn check(part: SpecPart<'_>, shapes: &Shapes<'_>, problems: &mut Problems) {
    part.each_object(&mut |fields| {
        for field in fields {
            let constant = field.constant.as_ref();
            let constant = constant.and_then(|text| unfit_constant(field, text, shapes));
            let condition = field.required_if.as_ref();
            let condition =
                condition.and_then(|condition| unfit_condition(field, condition, fields, shapes));
            problems.extend(constant.into_iter().chain(condition));
        }
    });
}

fn mismatch(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::RuleMismatch, span, message)
}

fn unfit_constant(field: &Field, constant: &Text, shapes: &Shapes<'_>) -> Option<Diagnostic> {
    if field
        .presence
        .is_some_and(|presence| presence != Presence::Required)
    {
        let message = "a constant is always sent";
        let help = "make the field `required`, or remove the constant";
        return Some(
            mismatch(constant.span, message)
                .label("this constant")
                .help(help),
        );
    }
    let (shape, base) = shapes.base_of(&field.typed)?;
    let alone = !field.typed.is_several();
    let is_plain = shape.is_none_or(Shape::is_plain);
    let fits = alone && is_plain && matches!(base, BaseType::String | BaseType::Enum(_));
    if !fits {
        let message = "only a text can be a constant";
        let help = "remove the constant, or make the type `string` or an enumeration";
        let diagnostic = mismatch(constant.span, message).label("this constant");
        return Some(diagnostic.also(field.typed.span, "the type").help(help));
    }
    if let BaseType::Enum(typed) = base
        && !typed.values.is_empty()
        && !typed
            .values
            .iter()
            .any(|value| value.name.value == constant.value)
    {
        return Some(undeclared(constant, typed.span));
    }
    let node = JsonNode {
        span: constant.span,
        kind: JsonKind::Text(constant.value.clone()),
    };
    let broken = values::broken(&node, Some(field.rules()), shape)?;
    let message = format!("the constant {}", broken.words);
    let diagnostic = mismatch(constant.span, message).label("this constant");
    Some(broken.with_rule(diagnostic.help("mend the constant, or the rule")))
}

pub(super) fn undeclared(value: &Text, declared: Span) -> Diagnostic {
    let message = format!("{} is no value of this enumeration", quoted(&value.value));
    mismatch(value.span, message)
        .label("not declared")
        .also(declared, "its values are declared here")
        .help("declare the value, or mend this one")
}

fn unfit_condition(
    field: &Field,
    condition: &RequiredIf,
    fields: &[Field],
    shapes: &Shapes<'_>,
) -> Option<Diagnostic> {
    if field
        .presence
        .is_some_and(|presence| presence != Presence::Optional)
    {
        let message = "only an optional field can become required";
        let help = "make the field `optional`, or remove `required-if`";
        return Some(
            mismatch(condition.span, message)
                .label("this condition")
                .help(help),
        );
    }
    if let Some(flaw) = unfit_values(field, condition) {
        return Some(flaw);
    }
    let by = condition.field.as_ref()?;
    let Some(beside) = fields.iter().find(|other| other.name.value == by.value) else {
        let message = format!("there is no field {} beside this one", quoted(&by.value));
        let help = "name one of the fields of the same object";
        return Some(mismatch(by.span, message).label("this field").help(help));
    };
    let (shape, base) = shapes.base_of(&beside.typed)?;
    let is_plain = shape.is_none_or(Shape::is_plain);
    let tells = matches!(
        base,
        BaseType::String | BaseType::Enum(_) | BaseType::Boolean
    );
    if !tells || !is_plain || beside.typed.is_several() || std::ptr::eq(beside, field) {
        let message = "this field cannot make another one required";
        let diagnostic = mismatch(by.span, message).label("this field");
        let help = "name a text, an enumeration or a boolean beside it";
        return Some(diagnostic.also(beside.typed.span, "its type").help(help));
    }
    let unfit = condition.is.iter().find_map(|value| match base {
        BaseType::Boolean if value.value != "true" && value.value != "false" => {
            let message = format!("{} is no boolean", quoted(&value.value));
            let help = "write `\"true\"` or `\"false\"`";
            Some(mismatch(value.span, message).label("this value").help(help))
        }
        BaseType::Enum(typed)
            if !typed
                .values
                .iter()
                .any(|known| known.name.value == value.value) =>
        {
            (!typed.values.is_empty()).then(|| undeclared(value, typed.span))
        }
        _ => None,
    });
    unfit.or_else(|| names_default(condition, beside, base))
}

/// A field that is left out makes no other one required, so a condition may not name the value that
/// the service takes for it.
fn names_default(condition: &RequiredIf, beside: &Field, base: BaseType<'_>) -> Option<Diagnostic> {
    // The default of a field that is never left out has no meaning, which is a mistake of its own.
    let optional = beside.presence.filter(|presence| presence.may_be_missing());
    let (default, span) = optional.and(beside.default.as_ref())?;
    let default = match default {
        Scalar::Text(text) => text.as_str(),
        Scalar::Boolean(true) => "true",
        Scalar::Boolean(false) => "false",
        Scalar::Integer(_) => return None,
    };
    let means_default = |value: &&Text| match base {
        BaseType::Enum(typed) => typed.values.iter().any(|known| {
            let mut spellings = known.spellings();
            known.name.value == value.value && spellings.any(|spelling| spelling.value == default)
        }),
        _ => value.value == default,
    };
    let named = condition.is.iter().find(means_default)?;
    let name = quoted(&beside.name.value);
    let message = format!(
        "{} is the default of {name}, which makes nothing required where it is left out",
        quoted(&named.value)
    );
    Some(
        mismatch(named.span, message)
            .label("this value")
            .also(*span, "the default")
            .help(format!(
                "make {name} `required`, or say in `doc` alone what the default requires"
            )),
    )
}

/// A condition holds for one value at least, and names each once.
fn unfit_values(field: &Field, condition: &RequiredIf) -> Option<Diagnostic> {
    if condition.is.is_empty() && condition.is.is_whole() {
        let message = format!("nothing makes {} required", quoted(&field.name.value));
        let help = "`is`: the values of the field beside it that make this one required";
        return Some(
            mismatch(condition.span, message)
                .label("its `is` names no value")
                .help(help),
        );
    }
    let earlier = |position: usize, value: &Text| {
        let mut earlier = condition.is.iter().take(position);
        earlier.find(|first| first.value == value.value)
    };
    let mut values = condition.is.iter().enumerate();
    let (value, first) =
        values.find_map(|(position, value)| Some((value, earlier(position, value)?)))?;
    let message = format!("{} is listed twice", quoted(&value.value));
    Some(
        mismatch(value.span, message)
            .label("again here")
            .also(first.span, "first here")
            .help("remove one of them"),
    )
}

/// Returns whether the field beside it makes a field required in an object.
pub(super) fn is_required(field: &Field, members: &[JsonMember]) -> bool {
    let Some(condition) = &field.required_if else {
        return false;
    };
    let by = condition.field.as_ref();
    let beside = members
        .iter()
        .find(|member| by.is_some_and(|by| by.value == member.key.value));
    let value = match beside.map(|member| &member.value.kind) {
        Some(JsonKind::Text(text)) => text.as_str(),
        Some(JsonKind::Boolean(true)) => "true",
        Some(JsonKind::Boolean(false)) => "false",
        _ => return false,
    };
    condition.is.iter().any(|is| is.value == value)
}
