//! Rules in English.

use super::Rule;
use crate::text::behind_any;

/// Words that open a condition, wherever they stand.
const CONDITIONS: &[&str] = &[
    "if",
    "when",
    "whenever",
    "unless",
    "only",
    "where",
    "until",
    "except",
    "otherwise",
    "provided",
    "depending",
    "conditionally",
    "sometimes",
    "either",
];

/// Words that open one at the start of a sentence, or directly behind a rule.
const OPENINGS: &[&str] = &[
    "for", "in", "with", "without", "under", "while", "once", "during", "to", "by", "on", "after",
    "before",
];

/// The rule of a sentence in small letters.
pub(super) fn rule(sentence: &str) -> Option<Rule> {
    // In brackets, the words stand as if they were alone.
    let brackets = sentence.split(['(', '[']).skip(1);
    let inside = brackets.filter_map(|part| part.split_once([')', ']']));
    let mut inside = inside.map(|(inside, _)| inside);
    label(sentence)
        .or_else(|| inside.find_map(label))
        .or_else(|| stated(sentence))
}

/// True if a text has a word that opens a condition.
pub(super) fn is_conditional(text: &str) -> bool {
    words(text).any(|word| CONDITIONS.contains(&word)) || text.contains("at least one")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
}

/// A text that begins with the rule: `Optional`, `Required if …`, `Required: no`.
fn label(text: &str) -> Option<Rule> {
    const LABELS: &[(&str, bool)] = &[
        ("required", true),
        ("mandatory", true),
        ("not required", false),
        ("not mandatory", false),
        ("optional", false),
    ];
    let text = text.trim().trim_start_matches(['*', ' ']);
    let bound = behind_any(text, &["only ", "conditionally "]);
    let text = bound.unwrap_or(text);
    let (demanded, rest) = LABELS.iter().find_map(|(label, demanded)| {
        let rest = text.strip_prefix(label)?;
        let rest = rest.trim_start_matches('*');
        Some((*demanded, rest.strip_prefix(" parameter").unwrap_or(rest)))
    })?;
    if bound.is_some() {
        return Some(Rule::new(demanded, true));
    }
    let answer = rest.trim_start().strip_prefix(':').map(str::trim);
    match answer {
        Some("") => Some(Rule::new(demanded, false)),
        Some(answer) if demanded => super::of_cell(answer),
        Some(_) => Some(Rule::Unclear),
        None if rest.is_empty() => Some(Rule::new(demanded, false)),
        None if rest.starts_with([',', ' ', '(']) => behind(rest, demanded, true),
        None => None,
    }
}

/// A sentence that states the rule of a parameter: `This parameter must be specified …`.
fn stated(sentence: &str) -> Option<Rule> {
    const FREE: &[&str] = &[
        "need not be specified",
        "not need to be specified",
        "not have to be specified",
    ];
    let split = |phrase: &str| sentence.split_once(phrase);
    let (before, demanded, rest) = FREE
        .iter()
        .find_map(|phrase| split(phrase).map(|(before, rest)| (before, false, rest)))
        .or_else(|| split("must be specified").map(|(before, rest)| (before, true, rest)))
        .or_else(|| of_parameter(sentence))?;
    let subject = before.rsplit(',').next().unwrap_or_default();
    if words(subject).any(|word| word == "whether") {
        // It tells what the value says, and nothing about giving it.
        return None;
    }
    let opened = first_word(before).is_some_and(|word| OPENINGS.contains(&word));
    if opened || is_conditional(before) {
        let unless = words(sentence).any(|word| word == "unless");
        return Some(Rule::new(demanded || unless, true));
    }
    // A label that is no remark tells which calls the rest is about.
    let label = before.rsplit_once(':').map(|(label, _)| label.trim());
    if label.is_some_and(|label| !matches!(label, "note" | "notice" | "important")) {
        return Some(Rule::Unclear);
    }
    behind(rest, demanded, false)
}

/// `parameter is required` with at most three words between, such as `not` and `only`.
fn of_parameter(sentence: &str) -> Option<(&str, bool, &str)> {
    let at = ["parameter is ", "field is ", "parameter isn't "]
        .iter()
        .find_map(|subject| Some(sentence.find(subject)? + subject.len()))?;
    let (before, rest) = sentence.split_at_checked(at)?;
    ["required", "mandatory", "optional"]
        .iter()
        .find_map(|word| {
            let (between, rest) = rest.split_once(word)?;
            let count = words(between).count();
            let negated = before.ends_with("n't ") || words(between).any(|word| word == "not");
            let before = sentence.get(..at + between.len())?;
            (count <= 3 && !between.contains([',', ';'])).then_some((
                before,
                (*word == "optional") == negated,
                rest,
            ))
        })
}

/// The rule with what stands behind it: nothing, a condition, or words that are neither.
fn behind(rest: &str, demanded: bool, is_label: bool) -> Option<Rule> {
    let rest = rest.trim();
    let first = first_word(rest);
    let unless = words(rest).any(|word| word == "unless");
    let demands_later =
        !demanded && (rest.contains("required") || rest.contains("must be specified"));
    let opened = first.is_some_and(|word| CONDITIONS.contains(&word));
    if demands_later || opened || (demanded && is_conditional(rest)) {
        return Some(Rule::new(demanded || unless || demands_later, true));
    }
    let separate = rest.is_empty() || rest.starts_with([',', ';', '(']);
    match first.filter(|_| !separate) {
        Some("and" | "but") | None => Some(Rule::new(demanded, false)),
        Some("for" | "with" | "by" | "under") => Some(Rule::new(demanded, true)),
        Some(_) if is_label => None,
        Some(_) => Some(Rule::Unclear),
    }
}

fn first_word(text: &str) -> Option<&str> {
    words(text).next()
}
