//! Says whether a value of an example is what its declaration says: its type, the rules of its
//! field and of its shape.

use oms_text::{LAST_EPOCH_SECOND, counted, position_flaw};
use toml::value::Datetime;

use crate::ir::{IntegerRule, TextRule, WireForm};
use crate::language::pattern;
use crate::language::values::{self, base64_text};
use crate::raw::shapes::BaseType;
use crate::raw::{Field, Rules, Shape, Shapes, Unit};
use crate::report::{Diagnostic, Span, quoted};
use crate::syntax::json::{JsonKind, JsonNode};

/// A rule that a value breaks.
#[derive(Debug)]
pub(super) struct BrokenRule {
    /// In words that go on from "the value".
    pub(super) words: String,
    /// The place of the rule.
    rule: Option<Span>,
}

impl BrokenRule {
    fn new(words: impl Into<String>, rule: Option<Span>) -> Self {
        Self {
            words: words.into(),
            rule,
        }
    }

    /// Shows the rule beside the problem.
    pub(super) fn with_rule(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.rule {
            Some(rule) => diagnostic.also(rule, "by this rule"),
            None => diagnostic,
        }
    }
}

/// The rule for texts.
pub(crate) fn text_rule(rules: &Rules) -> TextRule {
    TextRule {
        characters: rules
            .characters
            .as_ref()
            .and_then(|text| values::characters(&text.value).ok())
            .unwrap_or_default(),
        pattern: rules
            .pattern
            .as_ref()
            .and_then(|text| pattern::parse(&text.value).ok()),
        min_length: rules.min_length.map(|(length, _)| length),
        max_length: rules.max_length.map(|(length, _)| length),
        usual_prefix: rules.usual_prefix.as_ref().map(|text| text.value.clone()),
    }
}

/// The rule for whole numbers.
pub(crate) fn integer_rule(rules: &Rules) -> IntegerRule {
    IntegerRule {
        minimum: rules.minimum.map(|(number, _)| number),
        maximum: rules.maximum.map(|(number, _)| number),
    }
}

/// The declared kind, if a value that is neither null nor an object is of another one.
pub(super) fn other_type(
    kind: &JsonKind,
    base: BaseType<'_>,
    shape: Option<&Shape>,
    sent: bool,
) -> Option<&'static str> {
    if let Some(Unit::EpochSeconds { wire, raw }) = shape.and_then(Shape::unit) {
        return match (kind, wire) {
            (JsonKind::Number(digits), WireForm::Number) => not_whole(digits),
            (JsonKind::Number(digits), WireForm::Text) if !sent => not_whole(digits),
            (JsonKind::Text(_), _) if raw || !sent || wire == WireForm::Text => None,
            (_, WireForm::Number) => Some("a number of seconds"),
            (_, WireForm::Text) => Some("a text of digits"),
        };
    }
    match (base, kind) {
        (BaseType::Any | BaseType::Union(_), _)
        | (BaseType::Boolean, JsonKind::Boolean(_))
        | (BaseType::Number, JsonKind::Number(_))
        | (BaseType::String | BaseType::Enum(_), JsonKind::Text(_))
        | (BaseType::Object(_), JsonKind::Object(_)) => None,
        (BaseType::Integer, JsonKind::Number(digits)) => not_whole(digits),
        (BaseType::Boolean, _) => Some("a boolean"),
        (BaseType::Integer, _) => Some("a whole number"),
        (BaseType::Number, _) => Some("a number"),
        (BaseType::String, _) => Some("a text"),
        (BaseType::Enum(_), _) => Some("one of several texts"),
        (BaseType::Object(_), _) => Some("an object"),
    }
}

fn not_whole(digits: &str) -> Option<&'static str> {
    digits.parse::<i64>().is_err().then_some("a whole number")
}

/// The reason why a value, or an item of a list, cannot be sent.
pub(super) fn unsendable<'a>(
    node: &JsonNode,
    field: &'a Field,
    shapes: &Shapes<'a>,
) -> Option<BrokenRule> {
    let (shape, base) = shapes.base_of(&field.typed)?;
    if field.typed.is_list() && matches!(node.kind, JsonKind::List(_)) {
        return broken(node, Some(field.rules()), None);
    }
    match other_type(&node.kind, base, shape, true) {
        Some(expected) => {
            let words = format!("is {}, where {expected} is declared", node.words());
            Some(BrokenRule::new(words, None))
        }
        None => broken(node, Some(field.rules()), shape),
    }
}

/// The rule that a value of a request breaks.
pub(super) fn broken(
    node: &JsonNode,
    field_rules: Option<&Rules>,
    shape: Option<&Shape>,
) -> Option<BrokenRule> {
    let mut rules = shape
        .map(|shape| &shape.rules)
        .into_iter()
        .chain(field_rules);
    match (&node.kind, shape.and_then(Shape::unit)) {
        (JsonKind::Number(digits), Some(Unit::EpochSeconds { .. })) => {
            no_seconds(digits).map(|words| BrokenRule::new(words, unit_span(shape)))
        }
        (JsonKind::Text(text), Some(Unit::EpochSeconds { wire, raw })) => {
            let is_raw = raw && !(wire == WireForm::Text && text.parse::<i64>().is_ok());
            let words = if is_raw {
                position_flaw(text)
            } else {
                no_seconds(text)
            };
            words.map(|words| BrokenRule::new(words, unit_span(shape)))
        }
        (JsonKind::Text(text), Some(Unit::UtcDateTime)) => (!is_date_time(text)).then(|| {
            BrokenRule::new(
                "is no date and time such as `2024-09-13T09:08:34`",
                unit_span(shape),
            )
        }),
        (JsonKind::Text(text), _) => {
            let encoding = shape.and_then(|shape| shape.base64);
            if let Some(encoding) = encoding.filter(|_| base64_text(text).is_none()) {
                return Some(BrokenRule::new("is no text in Base64", Some(encoding)));
            }
            let named = shape.filter(|shape| shape.secret.is_none());
            if let Some(shape) = named.filter(|_| text.is_empty()) {
                return Some(BrokenRule::new("is empty", Some(shape.name.span)));
            }
            rules.find_map(|rules| text_breaks(text, rules))
        }
        (JsonKind::Number(digits), _) => {
            let number: i64 = digits.parse().ok()?;
            rules.find_map(|rules| integer_breaks(number, rules))
        }
        (JsonKind::List(items), _) => {
            let (most, span) = field_rules.and_then(|rules| rules.max_items)?;
            (items.len() > usize::try_from(most).unwrap_or(usize::MAX)).then(|| {
                BrokenRule::new(
                    format!("has more than {}", counted(most, "item")),
                    Some(span),
                )
            })
        }
        _ => None,
    }
}

fn unit_span(shape: Option<&Shape>) -> Option<Span> {
    let (_, word) = shape?.unit.as_ref()?;
    Some(word.span)
}

fn no_seconds(digits: &str) -> Option<&'static str> {
    match digits.parse::<i64>() {
        Ok(number @ 0..=LAST_EPOCH_SECOND) => {
            // The client sends the number, which keeps no sign and no zero in front of it.
            (number.to_string() != digits)
                .then_some("has a sign or a zero in front of its number of seconds")
        }
        Ok(number) if number < 0 => Some("is less than 0"),
        Ok(_) => Some("has more than ten digits, so it is no number of seconds"),
        Err(_) => Some("is no number of seconds"),
    }
}

/// Returns whether a text is a date and a time of day between 1970 and 2286, the years whose
/// moments can be sent.
///
/// A reader of TOML knows the calendar. It takes a leap second as well, which has no number of its
/// own.
fn is_date_time(text: &str) -> bool {
    let (first, last) = ("1970-01-01T00:00:00", "2286-11-20T17:46:39");
    text.len() == first.len()
        && text.get(10..11) == Some("T")
        && text.get(17..).is_some_and(|second| second < "60")
        && (first..=last).contains(&text)
        && text.parse::<Datetime>().is_ok()
}

fn text_breaks(text: &str, rules: &Rules) -> Option<BrokenRule> {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let bounds = in_order(rules.min_length, rules.max_length);
    if let Some((least, span)) = bounds.0.filter(|(least, _)| length < *least) {
        let words = format!("has fewer than {}", counted(least, "character"));
        return Some(BrokenRule::new(words, Some(span)));
    }
    if let Some((most, span)) = bounds.1.filter(|(most, _)| length > *most) {
        let words = format!("has more than {}", counted(most, "character"));
        return Some(BrokenRule::new(words, Some(span)));
    }
    let rule = text_rule(rules);
    let allowed = |character: &char| {
        let mut ranges = rule.characters.iter();
        rule.characters.is_empty() || ranges.any(|(low, high)| (*low..=*high).contains(character))
    };
    if let Some(character) = text.chars().find(|character| !allowed(character)) {
        let words = format!(
            "holds {}, which is not allowed",
            quoted(character.encode_utf8(&mut [0; 4]))
        );
        return Some(BrokenRule::new(
            words,
            rules.characters.as_ref().map(|text| text.span),
        ));
    }
    match &rule.pattern {
        Some(pattern) if !pattern::matches(pattern, text) => Some(BrokenRule::new(
            format!("does not match {}", quoted(&pattern.source)),
            rules.pattern.as_ref().map(|text| text.span),
        )),
        _ => None,
    }
}

fn integer_breaks(number: i64, rules: &Rules) -> Option<BrokenRule> {
    let (minimum, maximum) = in_order(rules.minimum, rules.maximum);
    if let Some((least, span)) = minimum.filter(|(least, _)| number < *least) {
        return Some(BrokenRule::new(format!("is less than {least}"), Some(span)));
    }
    let (most, span) = maximum.filter(|(most, _)| number > *most)?;
    Some(BrokenRule::new(
        format!("is greater than {most}"),
        Some(span),
    ))
}

/// Two bounds; none where nothing can keep both, which was reported.
type Bounds<T> = (Option<(T, Span)>, Option<(T, Span)>);

fn in_order<T: PartialOrd>(least: Option<(T, Span)>, greatest: Option<(T, Span)>) -> Bounds<T> {
    match (&least, &greatest) {
        (Some((low, _)), Some((high, _))) if low > high => (None, None),
        _ => (least, greatest),
    }
}
