//! The imports of a module: what its code names, and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The modules that code may need, each with what it may need of it: `name`, or `name as own`.
pub(super) type Known = &'static [(&'static str, &'static [&'static str])];

/// Returns the lines that import what a text needs of what is known.
pub(super) fn imports(text: &str, known: Known) -> String {
    let code = code(text);
    let present = words(&code);
    let (mut lines, mut is_ours) = (String::new(), false);
    for (module, names) in known {
        let is_named = |name: &&str| {
            let own = name.rsplit(' ').next();
            own.is_some_and(|own| present.contains(own))
        };
        let names: Vec<&str> = names.iter().copied().filter(is_named).collect();
        if names.is_empty() {
            continue;
        }
        // The package's own are apart from those of the language.
        let of_package = module.starts_with('.') || module.starts_with("oms_client");
        if of_package && !is_ours && !lines.is_empty() {
            lines.push('\n');
        }
        is_ours = of_package;
        let _ = writeln!(lines, "from {module} import {}", names.join(", "));
    }
    lines
}

/// Returns a text without its documentation and its literals, which stand in double quotes here.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some((before, quoted)) = rest.split_once('"') {
        code.push_str(before);
        let (end, inside) = match quoted.strip_prefix("\"\"") {
            Some(inside) => ("\"\"\"", inside),
            None => ("\"", quoted),
        };
        rest = behind(inside, end);
    }
    code.push_str(rest);
    code
}

/// Returns the text behind the first end that no backslash escapes.
fn behind<'t>(text: &'t str, end: &str) -> &'t str {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        if let Some(rest) = rest.strip_prefix(end).filter(|_| !escaped) {
            return rest;
        }
        escaped = character == '\\' && !escaped;
    }
    ""
}

/// Returns the names in code, but for those of the members of something.
fn words(code: &str) -> BTreeSet<&str> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
    let names = code.split(|letter| !is_part(letter));
    names.filter_map(|name| name.split('.').next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: Known = &[
        ("typing", &["Any", "List"]),
        (".", &["_codec as c"]),
        (".", &["types as t"]),
        ("._values", &["Secret", "Unset"]),
    ];

    #[test]
    fn what_code_names_is_imported_and_nothing_else() {
        let typing = "from typing import Any\n";
        for (text, expected) in [
            ("x: Any", typing),
            ("x: Anything", ""),
            ("x: t.Any", "from . import types as t\n"),
            ("\"\"\"Any \\\"\\\"\\\" c.\"\"\"\n\"Any\"\n", ""),
            ("\"\"\"A \\\"List\\\"\"\"\"\nx: Any = \"c\\\\\"\n", typing),
            ("{\"List\": \"\\\"Any\", \"\": Any}", typing),
            (
                "x: List[Secret] = c.TEXT",
                "from typing import List\n\nfrom . import _codec as c\nfrom ._values import Secret\n",
            ),
        ] {
            assert_eq!(imports(text, KNOWN), expected, "{text}");
        }
    }
}
