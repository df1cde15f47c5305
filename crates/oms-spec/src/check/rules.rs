//! Rules: each must fit the type that it is beside, and the rules each other. Defaults have a
//! module of their own.

use super::{SpecPart, defaults};
use crate::language::{TypeExpression, pattern, values};
use crate::raw::{Field, Rules, Shape, Shapes, Typed, Unit};
use crate::report::{Code, Diagnostic, Problems, Span, quoted};

pub(super) fn check(part: SpecPart<'_>, shapes: &Shapes<'_>, problems: &mut Problems) {
    if let SpecPart::Root(root) = part {
        for shape in &root.shapes {
            unit(shape, problems);
            prefix(&shape.rules, problems);
            order(&shape.rules, problems);
            length_of_pattern(&shape.rules, problems);
        }
    }
    if let SpecPart::Action(_, action) = part
        && let Some(data) = &*action.data
    {
        forms(&data.typed, shapes, problems);
    }
    part.each_object(&mut |fields| {
        for field in fields {
            placed(field, shapes, problems);
            forms(&field.typed, shapes, problems);
            order(field.rules(), problems);
            length_of_pattern(field.rules(), problems);
            defaults::check(field, shapes, problems);
        }
    });
}

fn mismatch(span: Span, message: &str, label: &str) -> Diagnostic {
    Diagnostic::new(Code::RuleMismatch, span, message).label(label)
}

/// The two forms of a value must be told apart: no list may be what a list holds, and nothing of
/// any form the value.
fn forms(typed: &Typed, shapes: &Shapes<'_>, problems: &mut Problems) {
    let (Some(span), Some(expression)) = (typed.one_or_list, &typed.expression) else {
        return;
    };
    let alike = match expression {
        TypeExpression::List(item) => matches!(**item, TypeExpression::List(_)),
        TypeExpression::Any | TypeExpression::Union => true,
        TypeExpression::Shape(name) => shapes
            .get(name)
            .is_some_and(|shape| shape.typed.expression == Some(TypeExpression::Any)),
        _ => false,
    };
    if alike {
        let message = "a value of this type and a list of it cannot be told apart";
        problems.push(
            mismatch(span, message, "this says that either may come")
                .also(typed.span, "the type")
                .help("remove `one-or-list`, or declare a type that is no list in itself"),
        );
    }
}

/// A unit fits its type and leaves room for few rules; a secret leaves room for none.
fn unit(shape: &Shape, problems: &mut Problems) {
    let secret = shape.secret_at();
    problems.extend(any_form(shape, secret));
    let of_unit = shape.unit.as_ref().and_then(|(unit, word)| {
        unfit(shape, *unit, word.span).or_else(|| barred(shape, *unit, word.span, secret))
    });
    let of_secret = || {
        let rule = text_rules(&shape.rules).next()?;
        let message = "a secret takes no rule, because breaking one would tell of it";
        let diagnostic = mismatch(rule, message, "this rule");
        Some(
            diagnostic
                .also(secret?, "the secret")
                .help("remove the rule"),
        )
    };
    problems.extend(of_unit.or_else(of_secret));
}

/// JSON of any form is a shape only to be secret, and has no encoding of its own.
fn any_form(shape: &Shape, secret: Option<Span>) -> Option<Diagnostic> {
    if shape.typed.expression != Some(TypeExpression::Any) {
        return None;
    }
    let place = shape.typed.span;
    match (secret, shape.base64) {
        (None, None) if !shape.secret_keys.is_empty() => None,
        (None, _) => {
            let message = "a shape of any form says nothing, unless it is secret";
            let diagnostic = mismatch(place, message, "JSON of any form");
            Some(
                diagnostic
                    .help("write `any` where it is used, or add `secret = true` or `secret-keys`"),
            )
        }
        (Some(secret), _) if !shape.secret_keys.is_empty() => {
            let message = "all of it is secret, so that keys add nothing";
            let keys = shape.secret_keys.first().map_or(secret, |key| key.span);
            let diagnostic = mismatch(keys, message, "these keys").also(secret, "the secret");
            Some(diagnostic.help("remove one of the two"))
        }
        (Some(_), Some(encoding)) => {
            let message = "only a text can be encoded";
            let diagnostic = mismatch(encoding, message, "this encoding");
            Some(
                diagnostic
                    .also(place, "not a text")
                    .help("remove the encoding"),
            )
        }
        (Some(_), None) => None,
    }
}

/// A unit of whole numbers beside a text, or the reverse.
fn unfit(shape: &Shape, unit: Unit, word: Span) -> Option<Diagnostic> {
    let (wanted, type_word) = if unit == Unit::UtcDateTime {
        (TypeExpression::String, "`string`")
    } else {
        (TypeExpression::Integer, "`integer`")
    };
    let expression = shape.typed.expression.as_ref()?;
    (*expression != wanted).then(|| {
        mismatch(word, "this unit does not fit the type", "the unit")
            .also(shape.typed.span, format!("must be {type_word}"))
            .help("change the type, or the unit")
    })
}

/// A rule that a unit leaves no room for.
fn barred(shape: &Shape, unit: Unit, word: Span, secret: Option<Span>) -> Option<Diagnostic> {
    let bounds = [shape.rules.minimum, shape.rules.maximum];
    let rule = match unit {
        Unit::EpochSeconds { .. } => bounds.into_iter().flatten().map(|(_, span)| span).next(),
        Unit::UtcDateTime => text_rules(&shape.rules).next().or(secret),
        Unit::Duration(_) => None,
    }?;
    let message = "this unit leaves no room for another rule";
    let diagnostic = mismatch(rule, message, "this rule");
    Some(diagnostic.also(word, "the unit").help("remove the rule"))
}

/// The places of the rules for texts.
fn text_rules(rules: &Rules) -> impl Iterator<Item = Span> {
    let texts = [&rules.pattern, &rules.characters, &rules.usual_prefix];
    let texts = texts.into_iter().flatten().map(|text| text.span);
    let lengths = [rules.min_length, rules.max_length];
    texts.chain(lengths.into_iter().flatten().map(|(_, span)| span))
}

/// A text with the usual prefix must be able to keep the other rules.
fn prefix(rules: &Rules, problems: &mut Problems) {
    let (Some(prefix), Some(characters)) = (&rules.usual_prefix, &rules.characters) else {
        return;
    };
    let Ok(ranges) = values::characters(&characters.value) else {
        return;
    };
    let allowed = |character: char| {
        let mut ranges = ranges.iter();
        ranges.any(|(low, high)| (*low..=*high).contains(&character))
    };
    if let Some(character) = prefix.value.chars().find(|character| !allowed(*character)) {
        let message = format!(
            "the usual prefix holds {}, which is not allowed in the text",
            quoted(character.encode_utf8(&mut [0; 4]))
        );
        problems.push(
            mismatch(prefix.span, &message, "the prefix")
                .also(characters.span, "the characters that may")
                .help("mend the one that is wrong"),
        );
    }
}

/// Bounds in their order.
fn order(rules: &Rules, problems: &mut Problems) {
    let lengths =
        |bound: Option<(u32, Span)>| bound.map(|(length, span)| (i64::from(length), span));
    for (least, greatest) in [
        (rules.minimum, rules.maximum),
        (lengths(rules.min_length), lengths(rules.max_length)),
    ] {
        if let (Some((least, low)), Some((greatest, high))) = (least, greatest)
            && least > greatest
        {
            problems.push(
                mismatch(
                    high,
                    "nothing can keep both bounds",
                    &format!("the greatest is {greatest}"),
                )
                .also(low, format!("the least is {least}"))
                .help("mend the one that is wrong"),
            );
        }
    }
}

/// A text that matches the pattern must be able to keep the bounds of its length.
fn length_of_pattern(rules: &Rules, problems: &mut Problems) {
    let Some((place, pattern)) = rules
        .pattern
        .as_ref()
        .and_then(|text| Some((text.span, pattern::parse(&text.value).ok()?)))
    else {
        return;
    };
    let pieces = pattern.pieces.iter();
    let least: u64 = pieces.clone().map(|piece| u64::from(piece.min)).sum();
    let greatest: Option<u64> = pieces.map(|piece| piece.max.map(u64::from)).sum();
    let short = rules.min_length.zip(greatest);
    let short = short.filter(|((low, _), most)| *most < u64::from(*low));
    let long = rules
        .max_length
        .filter(|(high, _)| least > u64::from(*high));
    let (span, bound, length) = match (short, long) {
        (Some(((low, span), most)), _) => (
            span,
            format!("the least is {low}"),
            format!("at most {most}"),
        ),
        (None, Some((high, span))) => (
            span,
            format!("the greatest is {high}"),
            format!("at least {least}"),
        ),
        (None, None) => return,
    };
    let message = "no text can keep this bound and match the pattern";
    problems.push(
        mismatch(span, message, &bound)
            .also(place, format!("what matches has {length} characters"))
            .help("mend the one that is wrong"),
    );
}

/// Rules beside a field bind its built-in type; shapes have their own.
fn placed(field: &Field, shapes: &Shapes<'_>, problems: &mut Problems) {
    let Some(expression) = &field.typed.expression else {
        return;
    };
    let innermost = expression.innermost();
    // A name that means nothing was reported, and may be misspelt for a type that the rules fit.
    if matches!(innermost, TypeExpression::Shape(name) if shapes.get(name).is_none()) {
        return;
    }
    let rules = field.rules();
    let lengths = [rules.min_length, rules.max_length];
    let text = rules.pattern.iter().map(|pattern| pattern.span);
    let text = text.chain(lengths.into_iter().flatten().map(|(_, span)| span));
    let numbers = [rules.minimum, rules.maximum].into_iter().flatten();
    let is_text = *innermost == TypeExpression::String;
    let is_number = *innermost == TypeExpression::Integer;
    let is_list = field.typed.is_list();
    let placed = text
        .map(|span| (span, is_text, "`string`"))
        .chain(numbers.map(|(_, span)| (span, is_number, "`integer`")))
        .chain(
            rules
                .max_items
                .map(|(_, span)| (span, is_list, "`list<...>`")),
        );
    for (span, _, wanted) in placed.filter(|(_, fits, _)| !fits) {
        let diagnostic = mismatch(
            span,
            "this rule does not fit the type",
            &format!("a rule for {wanted}"),
        )
        .also(field.typed.span, "the type");
        problems.push(match innermost {
            TypeExpression::Shape(name) => diagnostic.help(format!(
                "a shape has its rules in spec/oms.toml, under `[shape.{name}]`"
            )),
            _ => diagnostic.help("remove the rule, or change the type"),
        });
    }
}
