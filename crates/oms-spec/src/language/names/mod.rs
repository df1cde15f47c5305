//! From wire names to Rust names: case conversion and the reserved words.
//!
//! It is the only place that converts a name. Its result is stored beside the wire name and
//! never computed again.

mod commands;
mod reserved;
mod schemas;

pub use commands::{RESERVED_COMMANDS, free_command};
pub use reserved::{RESERVED_METHODS, is_taken_type};
pub use schemas::SchemaName;

/// Returns whether an identifier must be written with `r#`.
///
/// ```
/// assert!(oms_spec::names::is_raw("type"));
/// assert!(!oms_spec::names::is_raw("kind"));
/// ```
#[must_use]
pub fn is_raw(ident: &str) -> bool {
    // The list is sorted, and asked for every identifier that is emitted. Most have a character
    // that no keyword has.
    ident.bytes().all(|byte| byte.is_ascii_lowercase())
        && reserved::KEYWORDS.binary_search(&ident).is_ok()
}

/// A name in `snake_case`: `throttleIOPS` becomes `throttle_iops`.
#[must_use]
pub fn snake(name: &str) -> String {
    joined(name, "_", false)
}

/// A name in `kebab-case`, for command lines: `startTimestamp` becomes `start-timestamp`.
#[must_use]
pub fn kebab(name: &str) -> String {
    joined(name, "-", false)
}

/// A name in `PascalCase`: `supportDDLTypes` becomes `SupportDdlTypes`.
#[must_use]
pub fn pascal(name: &str) -> String {
    joined(name, "", true)
}

/// The name of a field, a setter or a method: snake case, with an underscore behind what Rust or
/// our own builders use already.
#[must_use]
pub fn ident(name: &str) -> String {
    let snake = snake(name);
    if reserved::UNESCAPABLE.contains(&snake.as_str()) || RESERVED_METHODS.contains(&snake.as_str())
    {
        format!("{snake}_")
    } else {
        snake
    }
}

/// The name of an enumeration's variant: Pascal case, with an underscore behind `Self` and behind
/// the variant that keeps unknown values.
#[must_use]
pub fn variant(name: &str) -> String {
    let pascal = pascal(name);
    if reserved::VARIANTS.contains(&pascal.as_str()) {
        format!("{pascal}_")
    } else {
        pascal
    }
}

/// The name of an action whose name on the wire is this one: with a capital letter first.
///
/// ```
/// assert_eq!(oms_spec::names::action("startThings"), "StartThings");
/// assert_eq!(oms_spec::names::action("StopProject"), "StopProject");
/// ```
#[must_use]
pub fn action(wire_name: &str) -> String {
    let mut letters = wire_name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Returns whether a text can be a Rust identifier, reserved or not.
#[must_use]
pub fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let starts = characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    starts
        && text != "_"
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
}

/// The words of a name in lower case, each with a capital letter where `capital`, with `separator`
/// between them. Acronyms stay whole (`certSSLId`: cert, ssl, id), also in the plural (`indexDDLs`:
/// index, ddls) and behind one small letter (`dGInstanceId`: dg, instance, id). Any other
/// character than an ASCII letter or digit separates words.
fn joined(name: &str, separator: &str, capital: bool) -> String {
    let bytes = name.as_bytes();
    let mut joined = String::with_capacity(name.len() + 8);
    let mut inside = false;
    for (position, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            inside = false;
            continue;
        }
        let starts = !inside || starts_word(bytes, position);
        if starts && !joined.is_empty() {
            joined.push_str(separator);
        }
        joined.push(char::from(if starts && capital {
            byte.to_ascii_uppercase()
        } else {
            byte.to_ascii_lowercase()
        }));
        inside = true;
    }
    joined
}

/// Returns whether a word starts at `position`, inside of letters and digits.
fn starts_word(name: &[u8], position: usize) -> bool {
    let at = |offset: Option<usize>| {
        let byte = offset.and_then(|offset| name.get(offset));
        byte.copied().unwrap_or(b' ')
    };
    let (previous, this, next) = (
        at(position.checked_sub(1)),
        at(Some(position)),
        at(Some(position + 1)),
    );
    if !this.is_ascii_uppercase() {
        return false;
    }
    if previous.is_ascii_uppercase() {
        return next.is_ascii_lowercase() && !is_plural_mark(name, position + 1);
    }
    let lone_letter = position == 1 && next.is_ascii_uppercase();
    !lone_letter
}

/// Returns whether the `s` at `position` is the plural of an acronym, as in `DDLs`.
fn is_plural_mark(name: &[u8], position: usize) -> bool {
    name.get(position) == Some(&b's') && !name.get(position + 1).is_some_and(u8::is_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_name_are_told_apart_by_case_and_separators() {
        for (name, expected) in [
            ("id", "id"),
            ("startTimestamp", "start_timestamp"),
            ("ResetIncrStartTimestamp", "reset_incr_start_timestamp"),
            ("throttleIOPS", "throttle_iops"),
            ("supportDDLTypes", "support_ddl_types"),
            ("certSSLId", "cert_ssl_id"),
            ("dGInstanceId", "dg_instance_id"),
            ("maxConcurrentIndexDDLs", "max_concurrent_index_ddls"),
            ("indexDDLConcurrencyLimit", "index_ddl_concurrency_limit"),
            (
                "CreateOceanBaseODPDataSource",
                "create_ocean_base_odp_data_source",
            ),
            ("URL", "url"),
            ("HTTPServer", "http_server"),
            ("aStep", "a_step"),
            ("requestId", "request_id"),
            ("request_id", "request_id"),
            ("RequestID", "request_id"),
            ("FULL_TRANSFER", "full_transfer"),
            ("utf8mb4", "utf8mb4"),
            ("mySql57Id", "my_sql57_id"),
            ("kebab-case", "kebab_case"),
            ("__x", "x"),
            ("", ""),
            ("****", ""),
        ] {
            assert_eq!(snake(name), expected, "{name}");
        }
    }

    #[test]
    fn pascal_and_kebab_use_the_same_words() {
        for (name, expected_pascal, expected_kebab) in [
            ("supportDDLTypes", "SupportDdlTypes", "support-ddl-types"),
            ("start_timestamp", "StartTimestamp", "start-timestamp"),
            ("ASC", "Asc", "asc"),
        ] {
            assert_eq!(
                (pascal(name).as_str(), kebab(name).as_str()),
                (expected_pascal, expected_kebab),
                "{name}"
            );
        }
    }

    #[test]
    fn keywords_are_sorted_and_ask_for_no_more_than_a_raw_mark() {
        assert!(reserved::KEYWORDS.is_sorted());
        for word in reserved::UNESCAPABLE {
            assert!(!is_raw(word), "{word}");
        }
    }

    #[test]
    fn reserved_words_are_escaped() {
        for (name, expected, raw) in [
            ("type", "type", true),
            ("async", "async", true),
            ("gen", "gen", true),
            ("self", "self_", false),
            ("Self", "self_", false),
            ("super", "super_", false),
            ("crate", "crate_", false),
            ("build", "build_", false),
            ("send", "send_", false),
            ("client", "client_", false),
            ("new", "new_", false),
            ("further", "further_", false),
            ("id", "id", false),
        ] {
            assert_eq!(
                (ident(name).as_str(), is_raw(&ident(name))),
                (expected, raw),
                "{name}"
            );
        }
        for (name, expected) in [
            ("SELF", "Self_"),
            ("unknown", "Unknown_"),
            ("none", "None"),
            ("INIT", "Init"),
        ] {
            assert_eq!(variant(name), expected, "{name}");
        }
    }

    #[test]
    fn identifiers_are_ascii() {
        for (text, expected) in [
            ("a", true),
            ("_a1", true),
            ("", false),
            ("_", false),
            ("1a", false),
            ("a-b", false),
            ("ä", false),
        ] {
            assert_eq!(is_identifier(text), expected, "{text}");
        }
    }
}
