//! The errors of the arguments, as clap words them, with what a tired person needs: few
//! suggestions, the best one first, and the note that nothing was sent.
//!
//! It changes no word of clap's message, and repeats no password in an address.

use clap::Error;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue};

use super::words;
use crate::session::address;

/// The number of similar words that are shown.
const MOST_SUGGESTIONS: usize = 3;

/// The text before the pointer to the help.
const MORE: &str = "\nFor more information, try";

/// Returns the error for people.
pub(crate) fn text(error: Error) -> String {
    rendered(error).replacen(MORE, "\nNothing was sent. For more information, try", 1)
}

/// Returns the error in one line, without the parts that only a person can use.
pub(crate) fn message(error: Error) -> String {
    let text = rendered(error);
    let text = text.split("\nUsage: ").next().unwrap_or_default();
    let text = text.split(MORE).next().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

fn rendered(mut error: Error) -> String {
    let kinds = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    for kind in kinds {
        let Some(ContextValue::Strings(similar)) = error.get(kind) else {
            continue;
        };
        // The most similar is the last.
        let best: Vec<String> = similar
            .iter()
            .rev()
            .take(MOST_SUGGESTIONS)
            .cloned()
            .collect();
        error.insert(kind, ContextValue::Strings(best));
    }
    if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) {
        let (meant, answer) = (words::meant(word), words::answer(word));
        if !meant.is_empty() {
            error.insert(
                ContextKind::SuggestedSubcommand,
                ContextValue::Strings(meant),
            );
        }
        if let Some(answer) = answer {
            error.remove(ContextKind::SuggestedSubcommand);
            let answer = vec![StyledStr::from(answer)];
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(answer));
        }
    }
    without_passwords(&mut error);
    error.render().to_string()
}

/// Hides what may be a password in the words of the command line that the error repeats.
fn without_passwords(error: &mut Error) {
    let kinds = [
        ContextKind::InvalidValue,
        ContextKind::InvalidArg,
        ContextKind::InvalidSubcommand,
    ];
    for kind in kinds {
        if let Some(ContextValue::String(word)) = error.get(kind) {
            let repeated = address::repeated(word);
            error.insert(kind, ContextValue::String(repeated));
        }
    }
}
