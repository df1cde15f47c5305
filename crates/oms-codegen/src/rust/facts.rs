//! Sentences about an action or a field beyond the words of the spec: since when, how it is known,
//! what calling it may do.
//!
//! It emits sentences, never tokens.

use std::fmt::Display;

use oms_spec::ir::{
    Action, Discrepancy, Effect, Field, Presence, Provenance, RequiredIf, Rules, Since, Source,
    Type,
};
use oms_text::counted;

use crate::rust::docs::Docs;
use crate::rust::markdown::code;

/// Returns the summary, after the note for callers.
pub(crate) fn summary(action: &Action) -> String {
    let deprecated = action.deprecated.as_ref().map(|_| "**Deprecated.**");
    let partly = (!action.complete).then_some("**Known in part.**");
    let words = [deprecated, partly, Some(action.summary.trim())];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns the summary for a terminal, which shows no emphasis: the note for callers comes after
/// it.
pub(crate) fn plain_summary(action: &Action) -> String {
    let deprecated = action.deprecated.as_ref().map(|_| "(deprecated)");
    let partly = (!action.complete).then_some("(known in part)");
    let words = [
        Some(action.summary.trim().trim_end_matches('.')),
        deprecated,
        partly,
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ") + "."
}

/// Returns everything that is known of an action.
pub(crate) fn of_action(action: &Action) -> Docs {
    let mut docs = Docs::spec(&summary(action), &format!("Calls `{}`.", action.wire_name));
    if let Some(instead) = &action.deprecated {
        docs = docs.and_spec(&format!("Deprecated: {instead}"));
    }
    if !action.complete {
        docs = docs.and(PARTLY_KNOWN);
    }
    docs = docs.and_spec(&action.doc);
    if let Some(data) = &action.data {
        docs = docs.and_spec(&format!("The answer: {}", data.doc));
        if data.one_or_list {
            docs = docs.and(payload_in_two_forms(&data.ty));
        }
    }
    docs = docs.and(effect(action)).and_spec(&origin(action));
    docs.paragraph(discrepancies(&action.discrepancies))
}

const PARTLY_KNOWN: &str = "It is known only in part: it may take and answer with more than is listed here. \
                            Fields of an answer beyond the declared ones are kept as they came.";

/// Returns the effect of the action on the service.
fn effect(action: &Action) -> &'static str {
    match (action.effect, action.repeatable) {
        (Effect::Read, _) => {
            "It only reads: a lost answer is asked for again where the client's policy allows it."
        }
        (Effect::Write, false) => {
            "It changes something: once a byte of it may have been sent, the client does not send it again by itself."
        }
        (Effect::Write, true) => {
            "It changes something: once a byte of it may have been sent, the client does not send it again by itself. \
             Calling it twice does no more than calling it once."
        }
    }
}

/// Returns the first versions of the action, and the source of that fact.
fn origin(action: &Action) -> String {
    let since = since(action.since).map_or_else(
        || "No first version is known.".to_owned(),
        |since| format!("Since version {since}."),
    );
    let pages = action.source.iter().map(page);
    let others = action.other_sources.iter().map(|url| format!("<{url}>"));
    let pages: Vec<String> = pages.chain(others).collect();
    let pages = match pages.as_slice() {
        [] => "No page of the vendor's describes it.".to_owned(),
        [page] => format!("Vendor's page: {page}."),
        pages => format!("Vendor's pages: {}.", pages.join(", ")),
    };
    let known = provenance(action.provenance).map(|known| format!(" {known}"));
    format!("{since} {pages}{}", known.unwrap_or_default())
}

fn page(source: &Source) -> String {
    let updated = source.updated.as_ref().map(|date| format!(" of {date}"));
    format!("<{}>{}", source.url, updated.unwrap_or_default())
}

/// Returns first versions in words; `None` if none is known.
pub(crate) fn since(since: Since) -> Option<String> {
    let editions = [
        ("enterprise", since.enterprise),
        ("community", since.community),
    ];
    let known: Vec<String> = editions
        .into_iter()
        .filter_map(|(edition, version)| Some(format!("{} ({edition})", version?)))
        .collect();
    (!known.is_empty()).then(|| known.join(" and "))
}

/// Returns the provenance of a fact that the vendor's page does not state.
fn provenance(provenance: Provenance) -> Option<&'static str> {
    match provenance {
        Provenance::Page => None,
        Provenance::Client => Some("It is known from another client of the service."),
        Provenance::Assumption => Some("It is assumed: nobody states it."),
    }
}

/// Returns the places where the vendor contradicts itself, as a list with its heading.
fn discrepancies(discrepancies: &[Discrepancy]) -> Vec<String> {
    if discrepancies.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["The vendor contradicts itself:".to_owned(), String::new()];
    for discrepancy in discrepancies {
        let Discrepancy {
            id,
            at,
            documented,
            observed,
            provenance,
            decision,
            ..
        } = discrepancy;
        let known = provenance.and_then(self::provenance);
        let known = known.map(|known| format!(" {known}")).unwrap_or_default();
        let item = format!(
            "- {} ({}): documented as {}, seen as {}. {decision}{known}",
            code(at),
            code(id),
            code(documented),
            code(observed)
        );
        // An empty line inside the item would end the list.
        let item = Docs::default().and_spec(&item).into_lines();
        lines.extend(item.into_iter().filter(|line| !line.is_empty()));
    }
    lines
}

/// Returns the documentation of a field. `around` is the provenance of the object that it is in.
pub(crate) fn of_field(field: &Field, around: Provenance) -> Docs {
    let docs = Docs::spec(&field.doc, &format!("The field `{}`.", field.wire_name));
    docs.and_spec(&beyond_words(field, around))
}

/// Returns what is known of a field beyond its words; nothing where that is all.
pub(crate) fn beyond_words(field: &Field, around: Provenance) -> String {
    let mut facts = Vec::new();
    if let Some(instead) = &field.deprecated {
        facts.push(format!("Deprecated: {instead}"));
    }
    if let Some(since) = since(field.since) {
        facts.push(format!("Since version {since}."));
    }
    if let Some(default) = &field.default {
        facts.push(format!(
            "If it is left out, the service takes {}.",
            code(default)
        ));
    }
    if let Some(constant) = &field.constant {
        facts.push(format!("Always {}.", code(constant)));
    }
    if let Some(condition) = &field.required_if {
        facts.push(required_if(condition));
    }
    if field.one_or_list {
        facts.push(one_or_list(&field.ty).to_owned());
    }
    if field.presence == Presence::OptionalNullable {
        facts.push("Null and leaving it out mean two different things.".to_owned());
    }
    facts.extend(rules(&field.rules));
    if field.provenance != around {
        let page = || "The vendor's page states it.";
        facts.push(provenance(field.provenance).unwrap_or_else(page).to_owned());
    }
    facts.join(" ")
}

/// Returns the two forms of a value that comes alone or in a list.
pub(crate) fn one_or_list(ty: &Type) -> &'static str {
    match ty {
        Type::List(_) => "A value alone is read as a list of it; a list is what is sent.",
        _ => "A list of exactly one is read as that one; the value alone is what is sent.",
    }
}

/// Returns the two forms of a payload that comes alone or in a list.
pub(crate) fn payload_in_two_forms(ty: &Type) -> &'static str {
    match ty {
        Type::List(_) => "A value alone is read as a list of it.",
        _ => {
            "A list of exactly one is read as that one; a list of none or of several cannot be read."
        }
    }
}

/// Returns the checks before the field is sent.
fn rules(rules: &Rules) -> Option<String> {
    let text = &rules.text;
    let pattern = text
        .pattern
        .as_ref()
        .map(|pattern| format!("of the form {}", code(&pattern.source)));
    let parts = [
        bounds(rules.integer.minimum, rules.integer.maximum, i64::to_string),
        bounds(text.min_length, text.max_length, |length| {
            counted(*length, "character")
        }),
        pattern,
        rules
            .max_items
            .map(|items| format!("at most {}", counted(items, "item"))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("Checked before it is sent: {}.", parts.join(", ")))
}

/// Returns the two bounds of a number; `words` says a number with the things that are counted.
fn bounds<N: Display>(
    least: Option<N>,
    greatest: Option<N>,
    words: fn(&N) -> String,
) -> Option<String> {
    match (least, greatest) {
        (None, None) => None,
        (Some(least), None) => Some(format!("at least {}", words(&least))),
        (None, Some(greatest)) => Some(format!("at most {}", words(&greatest))),
        (Some(least), Some(greatest)) => Some(format!("{least} to {}", words(&greatest))),
    }
}

/// Returns the condition under which an optional field must be given.
pub(crate) fn required_if(condition: &RequiredIf) -> String {
    let values: Vec<String> = condition.is.iter().map(|is| code(is)).collect();
    let (field, values) = (code(&condition.field), values.join(" or "));
    format!("It must be given where {field} is {values}.")
}

#[cfg(test)]
mod tests {
    use oms_spec::ir::TextRule;

    use super::*;

    #[test]
    fn one_thing_is_counted_in_the_singular() {
        for (count, expected) in [
            (1, "at least 1 character, at most 1 item"),
            (2, "at least 2 characters, at most 2 items"),
        ] {
            let text = TextRule {
                min_length: Some(count),
                ..TextRule::default()
            };
            let rules = rules(&Rules {
                text,
                max_items: Some(count),
                ..Rules::default()
            });
            let expected = format!("Checked before it is sent: {expected}.");
            assert_eq!(rules, Some(expected));
        }
    }
}
