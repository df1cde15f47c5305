//! The path that a file was probably meant to have.

use oms_text::nearest;

use super::is_case;
use crate::language::names;

/// The path that is nearest to a path that is none. Only a file that lies in spec/ itself can be
/// the root file.
pub(super) fn meant(path: &str, root_is_missing: bool) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["spec", name] => {
            let root = nearest(name, ["oms.toml"]).filter(|_| root_is_missing);
            root.map(|root| format!("spec/{root}"))
        }
        ["spec", folder, name] => {
            word(folder, "actions")?;
            Some(format!("spec/actions/{}", action(name)?))
        }
        ["spec", folder, action, name] => {
            // An action in a folder of its own, or an example.
            if word(folder, "actions").is_some() && name.strip_suffix(".toml").is_some() {
                return Some(format!("spec/actions/{name}"));
            }
            word(folder, "examples")?;
            Some(format!("spec/examples/{action}/{}", example(name)?))
        }
        _ => None,
    }
}

/// The folder that is misspelt and the one that was meant, where the rest of the two paths is the
/// same.
pub(super) fn folders(path: &str, meant: &str) -> Option<(String, String)> {
    let part = |path: &str, index| path.splitn(3, '/').nth(index).map(str::to_owned);
    let (of, rest) = (|path| part(path, 1), |path| part(path, 2));
    let (folder, right) = (of(path)?, of(meant)?);
    let same = rest(path).is_some() && rest(path) == rest(meant);
    (folder != right && same).then(|| (format!("spec/{folder}"), format!("spec/{right}")))
}

fn word<'a>(found: &str, expected: &'a str) -> Option<&'a str> {
    if found == expected {
        Some(expected)
    } else {
        nearest(found, [expected])
    }
}

fn action(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    word(ending, "toml").map(|ending| format!("{stem}.{ending}"))
}

fn example(name: &str) -> Option<String> {
    let mut parts = name.rsplitn(3, '.');
    let (ending, half, case) = (parts.next()?, parts.next()?, parts.next()?);
    let ending = word(ending, "json")?;
    let half = if matches!(half, "request" | "response") {
        half
    } else {
        nearest(half, ["request", "response"])?
    };
    let case = if is_case(case) {
        case.to_owned()
    } else {
        Some(names::kebab(case)).filter(|case| is_case(case))?
    };
    Some(format!("{case}.{half}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_nearly_one_of_a_spec_is_taken_for_it() {
        for (path, expected) in [
            ("spec/osm.toml", Some("spec/oms.toml")),
            ("spec/notes.md", None),
            ("spec/action/A.toml", Some("spec/actions/A.toml")),
            ("spec/actions/A.tml", Some("spec/actions/A.toml")),
            ("spec/actions/A.md", None),
            ("spec/actions/a/A.toml", Some("spec/actions/A.toml")),
            (
                "spec/example/A/b.request.json",
                Some("spec/examples/A/b.request.json"),
            ),
            (
                "spec/examples/A/Some_Case.requst.json",
                Some("spec/examples/A/some-case.request.json"),
            ),
            ("spec/examples/A/notes.json", None),
            ("spec/examples/A.request.json", None),
            ("other/oms.toml", None),
        ] {
            assert_eq!(meant(path, true).as_deref(), expected, "{path}");
        }
        assert_eq!(meant("spec/osm.toml", false), None);
    }
}
