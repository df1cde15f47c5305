//! Texts of the spec with more behind them.

use crate::rust::markdown;

/// Returns a text of the spec, which ends what it begins: a code block that is left open would take
/// in what comes behind it.
pub(super) fn ended(text: &str) -> String {
    markdown::lines(text.trim()).join("\n")
}

/// Returns a text of the spec with a sentence of our own behind it.
pub(super) fn followed(text: &str, sentence: &str) -> String {
    match ended(text) {
        text if text.is_empty() => sentence.to_owned(),
        text if text.contains('\n') => format!("{text}\n\n{sentence}"),
        text => format!("{text} {sentence}"),
    }
}
