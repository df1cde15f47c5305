//! Which file is what: the root file, the actions, the examples.
//!
//! It goes by the paths alone. A file whose path is nearly that of another one is reported, and
//! then taken for the other, so that nothing else is said to be missing.

mod guess;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::ir::ExampleOutcome;
use crate::report::{Code, Diagnostic, Problems, ROOT, SourceText, Span, quoted};

/// The files by what they are, as indices into the sources.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) root: Option<usize>,
    /// By the stem of the file's name.
    pub(crate) actions: BTreeMap<String, usize>,
    /// By action, then by case.
    pub(crate) examples: BTreeMap<String, BTreeMap<String, Case>>,
}

/// The files of an example.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Case {
    pub(crate) request: Option<usize>,
    pub(crate) response: Option<usize>,
    /// An answer as bytes, and what the client must make of it.
    pub(crate) raw: Option<(usize, ExampleOutcome)>,
}

/// The part of an example that a file is.
#[derive(Debug, Clone, Copy)]
enum Part {
    Request,
    Response,
    Raw(ExampleOutcome),
}

impl Layout {
    pub(crate) fn of(sources: &[SourceText], problems: &mut Problems) -> Self {
        let mut layout = Self::default();
        let mut odd = Vec::new();
        let mut previous = None;
        for (file, source) in sources.iter().enumerate() {
            let path = source.path.as_str();
            if previous.replace(path) == Some(path) {
                problems.push(twice(file, path));
            } else if !layout.place(file, path) {
                odd.push((file, path));
            }
        }
        layout.place_odd(&odd, problems);
        if layout.root.is_none() {
            problems.push(missing_root());
        }
        layout
    }

    /// Files a file under what it is; `false` if it is nothing, or another file is that already.
    fn place(&mut self, file: usize, path: &str) -> bool {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["spec", "oms.toml"] => take(&mut self.root, file),
            ["spec", "schema" | "evidence", _] => true,
            ["spec", "actions", name] => match name.strip_suffix(".toml") {
                Some(stem) => match self.actions.entry(stem.to_owned()) {
                    Entry::Vacant(free) => *free.insert(file) == file,
                    Entry::Occupied(_) => false,
                },
                None => false,
            },
            ["spec", "examples", action, name] => self.place_example(file, action, name),
            _ => false,
        }
    }

    fn place_example(&mut self, file: usize, action: &str, name: &str) -> bool {
        let Some((case, part)) = example_of(name) else {
            return false;
        };
        let cases = self.examples.entry(action.to_owned()).or_default();
        let case = cases.entry(case.to_owned()).or_default();
        match part {
            Part::Request => take(&mut case.request, file),
            Part::Response => take(&mut case.response, file),
            Part::Raw(outcome) => take(&mut case.raw, (file, outcome)),
        }
    }

    /// Reports the files that are nothing. A folder that is misspelt is one problem, however many
    /// files lie in it.
    fn place_odd(&mut self, odd: &[(usize, &str)], problems: &mut Problems) {
        let mut folders = BTreeSet::new();
        for (file, path) in odd {
            let guess = guess::meant(path, self.root.is_none());
            let taken = guess.as_ref().filter(|guess| self.place(*file, guess));
            match taken {
                Some(guess) => {
                    if let Some((folder, meant)) = guess::folders(path, guess) {
                        if folders.insert(folder.clone()) {
                            problems.push(unknown_folder(*file, &folder, &meant));
                        }
                    } else {
                        problems.push(misnamed(*file, path, guess));
                    }
                }
                None => problems.push(nameless(*file, path)),
            }
        }
    }
}

fn take<T>(place: &mut Option<T>, file: T) -> bool {
    place.is_none() && place.replace(file).is_none()
}

/// Returns the case of an example's file, and which part of the example the file is.
fn example_of(name: &str) -> Option<(&str, Part)> {
    let (case, part) = if let Some(case) = name.strip_suffix(".request.json") {
        (case, Part::Request)
    } else if let Some(case) = name.strip_suffix(".response.json") {
        (case, Part::Response)
    } else {
        let (case, outcome) = name.strip_suffix(RAW)?.rsplit_once('.')?;
        (case, Part::Raw(ExampleOutcome::parse(outcome)?))
    };
    is_case(case).then_some((case, part))
}

/// The ending of an answer that is kept as the bytes that came.
const RAW: &str = ".raw";

/// Returns whether a file holds bytes that need not be a text.
pub(crate) fn is_raw(path: &str) -> bool {
    is_example(path) && path.ends_with(RAW)
}

/// A case becomes part of a test's name, so it must not need escaping.
pub(crate) fn is_case(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.chars().all(|character| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
        })
}

fn is_example(path: &str) -> bool {
    path.starts_with("spec/examples/") && path.matches('/').count() == 3
}

const EXAMPLE_NAMES: &str = "name it `<case>.request.json`, `<case>.response.json` or, for bytes, `<case>.<outcome>.raw` with `accepted`, `rejected` or `unknown`; the case in small letters, digits and single dashes";

/// A file whose name is nearly right.
fn misnamed(file: usize, path: &str, meant: &str) -> Diagnostic {
    let label = format!("did you mean {}?", quoted(meant));
    if is_example(path) {
        example_name(file).label(label).help(EXAMPLE_NAMES)
    } else {
        unknown_file(file, path).label(label)
    }
}

/// A file whose name is like none.
fn nameless(file: usize, path: &str) -> Diagnostic {
    if is_example(path) {
        return example_name(file)
            .label("neither a request nor a response")
            .help(EXAMPLE_NAMES);
    }
    unknown_file(file, path)
        .label("nothing reads this file")
        .help("a spec is spec/oms.toml, spec/actions/<Action>.toml and spec/examples/<Action>/<case>.request.json or .response.json; move other files out of spec/")
}

fn unknown_file(file: usize, path: &str) -> Diagnostic {
    let message = format!("{} has no place in the spec", quoted(path));
    Diagnostic::new(Code::UnknownFile, Span::start_of(file), message)
}

fn unknown_folder(file: usize, folder: &str, meant: &str) -> Diagnostic {
    let message = format!("the folder {} has no place in the spec", quoted(folder));
    Diagnostic::new(Code::UnknownFile, Span::start_of(file), message)
        .label(format!("did you mean the folder {}?", quoted(meant)))
}

fn example_name(file: usize) -> Diagnostic {
    let message = "the name of this file does not say which example it is";
    Diagnostic::new(Code::ExampleFileName, Span::start_of(file), message)
}

fn twice(file: usize, path: &str) -> Diagnostic {
    let message = format!("{} is given twice", quoted(path));
    Diagnostic::new(Code::UnknownFile, Span::start_of(file), message).label("the second one")
}

fn missing_root() -> Diagnostic {
    let message = format!("`{ROOT}` is missing");
    Diagnostic::new(Code::MissingRoot, Span::nowhere(), message)
        .label("the actions cannot be understood without it")
        .help("it describes the service, how it is called, what wraps its answers, and the shapes that actions share")
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
