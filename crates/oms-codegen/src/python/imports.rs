//! The imports of a module: what its code names, and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The modules that code may need, each with what it may need of it: `name`, or `name as own`.
pub(super) type Known = &'static [(&'static str, &'static [&'static str])];

/// Returns the lines that import what a text needs of what is known.
pub(super) fn imports(text: &str, known: Known) -> String {
    let code = code(text);
    let known_names = known.iter().flat_map(|(_, names)| *names);
    // A text has many names, and few of them are known: their lengths tell most of them apart.
    let own_names: BTreeSet<(usize, &[u8])> = known_names
        .filter_map(|name| own(name).map(str::as_bytes))
        .map(|name| (name.len(), name))
        .collect();
    let present: BTreeSet<&[u8]> = words(&code)
        .filter(|name| own_names.contains(&(name.len(), *name)))
        .collect();
    let (mut lines, mut is_ours) = (String::new(), false);
    for (module, names) in known {
        let is_named = |name: &&str| own(name).is_some_and(|own| present.contains(own.as_bytes()));
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

/// Returns the name by which code calls what is imported.
fn own(name: &str) -> Option<&str> {
    name.rsplit(' ').next()
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
    let mut rest = text;
    while let Some((_, found)) = rest
        .find(['"', '\\'])
        .and_then(|at| rest.split_at_checked(at))
    {
        if let Some(rest) = found.strip_prefix(end) {
            return rest;
        }
        let mut characters = found.chars();
        if characters.next() == Some('\\') {
            characters.next();
        }
        rest = characters.as_str();
    }
    ""
}

/// Returns the names in code, but for those of the members of something.
///
/// Outside of ASCII, all is taken for a part of a name, because a module has megabytes to look at.
fn words(code: &str) -> impl Iterator<Item = &[u8]> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | 128..);
    let names = code.as_bytes().split(move |byte| !is_part(byte));
    names.filter_map(|name| name.split(|byte| *byte == b'.').next())
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
