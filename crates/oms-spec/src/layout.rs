//! Which file is what: the root file, the actions, the examples.
//!
//! It goes by the paths alone.

use std::collections::BTreeMap;

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::sources::Sources;

/// The root file.
pub(crate) const ROOT: &str = "spec/oms.toml";

/// The files by what they are, as indices into the sources.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) root: Option<usize>,
    /// Stem of the file name, and the file.
    pub(crate) actions: Vec<(String, usize)>,
    /// By action, then by case.
    pub(crate) examples: BTreeMap<String, BTreeMap<String, Case>>,
}

/// The files of an example.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Case {
    pub(crate) request: Option<usize>,
    pub(crate) response: Option<usize>,
}

impl Layout {
    pub(crate) fn of(sources: &Sources, problems: &mut Problems) -> Self {
        let mut layout = Self::default();
        let mut previous = None;
        for (file, source) in sources.files.iter().enumerate() {
            let twice = previous.replace(source.path.as_str()) == Some(source.path.as_str());
            if twice || !layout.place(file, &source.path, problems) {
                problems.push(unknown_file(file, &source.path));
            }
        }
        if layout.root.is_none() {
            problems.push(
                Diagnostic::new(
                    Code::MissingRoot,
                    Span::nowhere(),
                    format!("`{ROOT}` is missing"),
                )
                .label("the other files cannot be understood without it")
                .help("it describes the service, the dispatch and the envelope"),
            );
        }
        layout
    }

    /// Files a file under what it is; `false` if it is nothing.
    fn place(&mut self, file: usize, path: &str, problems: &mut Problems) -> bool {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["spec", "oms.toml"] => self.root = Some(file),
            ["spec", "schema", _] => {}
            ["spec", "actions", name] => match name.strip_suffix(".toml") {
                Some(stem) => self.actions.push((stem.to_owned(), file)),
                None => return false,
            },
            ["spec", "examples", action, name] => self.place_example(file, action, name, problems),
            _ => return false,
        }
        true
    }

    fn place_example(&mut self, file: usize, action: &str, name: &str, problems: &mut Problems) {
        let request = name.strip_suffix(".request.json");
        let Some(case) = request
            .or_else(|| name.strip_suffix(".response.json"))
            .filter(|case| is_case(case))
        else {
            problems.push(
                Diagnostic::new(Code::ExampleFileName, Span::start_of(file), "the name of this file does not say which example it is")
                    .label("neither a request nor a response")
                    .help("name it `<case>.request.json` or `<case>.response.json`, the case in small letters, digits and `-`"),
            );
            return;
        };
        let cases = self.examples.entry(action.to_owned()).or_default();
        let case = cases.entry(case.to_owned()).or_default();
        if request.is_some() {
            case.request = Some(file);
        } else {
            case.response = Some(file);
        }
    }
}

/// A case becomes part of a test's name, so it must not need escaping.
fn is_case(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.chars().all(|character| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
        })
}

fn unknown_file(file: usize, path: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::UnknownFile,
        Span::start_of(file),
        format!("`{path}` has no place in the spec"),
    );
    diagnostic
        .label("nothing reads this file")
        .help("a spec is spec/oms.toml, spec/actions/<Action>.toml and spec/examples/<Action>/<case>.request.json or .response.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_small_letters_digits_and_single_dashes() {
        for (case, expected) in [
            ("seed", true),
            ("a-1", true),
            ("", false),
            ("Seed", false),
            ("a--b", false),
            ("a-", false),
            ("1a", false),
        ] {
            assert_eq!(is_case(case), expected, "{case}");
        }
    }
}
