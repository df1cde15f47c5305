//! Which examples belong to which action.
//!
//! A folder of examples that belongs to no action is reported, and then taken for the folder of the
//! action that was probably meant: the examples are looked at all the same, and no action is said
//! to have none. A discrepancy finds its examples whether or not an action was meant.

use std::collections::{BTreeMap, BTreeSet};

use oms_text::nearest;

use crate::raw::{Example, Spec};
use crate::report::{Code, Diagnostic, Problems, Span, quoted};

/// Most folders of no action for which one is guessed: each guess compares the folder with every
/// action.
const MAX_GUESSES: usize = 100;

/// The examples of one action by case.
pub(crate) type Cases = BTreeMap<String, Example>;

/// The examples by action.
#[derive(Debug)]
pub(crate) struct Assignment<'a> {
    /// By the name of the action's file, by the action's own name, and by the name of the folder.
    by_name: BTreeMap<&'a str, &'a Cases>,
    /// The names of the files of the actions that have examples.
    stems: BTreeSet<&'a str>,
}

impl<'a> Assignment<'a> {
    pub(super) fn of_spec(spec: &'a Spec, problems: &mut Problems) -> Self {
        let mut assignment = Self {
            by_name: BTreeMap::new(),
            stems: BTreeSet::new(),
        };
        let stems: BTreeSet<&str> = spec
            .actions
            .iter()
            .map(|action| action.stem.as_str())
            .collect();
        let (owned, orphans): (Vec<_>, Vec<_>) = spec
            .examples
            .iter()
            .partition(|(folder, _)| stems.contains(folder.as_str()));
        for (folder, cases) in owned {
            assignment.give(folder, cases);
        }
        let count = orphans.len();
        for (position, (folder, cases)) in orphans.into_iter().enumerate() {
            let guess = position < MAX_GUESSES;
            // An action that goes by the folder's name is in a file of another name, which is
            // reported where names are.
            if let Some(stem) = assignment.namesake(spec, folder) {
                assignment.give(stem, cases);
                assignment.by_name.insert(folder, cases);
                continue;
            }
            let stem = guess.then(|| assignment.owner(spec, folder, count == 1));
            let stem = stem.flatten();
            if let Some(stem) = stem {
                assignment.give(stem, cases);
            }
            assignment.by_name.insert(folder, cases);
            problems.push(orphan(folder, cases, stem));
        }
        for action in &spec.actions {
            let name = action.name.as_ref().map_or("", |name| name.value.as_str());
            if let Some(cases) = assignment.of(&action.stem) {
                assignment.by_name.entry(name).or_insert(cases);
            }
        }
        assignment
    }

    /// The examples of an action.
    pub(super) fn of(&self, name: &str) -> Option<&'a Cases> {
        self.by_name.get(name).copied()
    }

    /// The actions that have examples, by the names of their files.
    pub(super) fn actions(&self) -> impl Iterator<Item = &'a str> {
        self.stems.iter().copied()
    }

    fn give(&mut self, stem: &'a str, cases: &'a Cases) {
        self.by_name.insert(stem, cases);
        self.stems.insert(stem);
    }

    /// The action without examples that has the name of a folder, but not of its own file.
    fn namesake(&self, spec: &'a Spec, folder: &str) -> Option<&'a str> {
        let mut homeless = spec
            .actions
            .iter()
            .filter(|action| self.of(&action.stem).is_none());
        let action = homeless.find(|action| {
            let name = action.name.as_ref();
            name.is_some_and(|name| name.value == folder)
        })?;
        Some(&action.stem)
    }

    /// The action without examples that a folder was probably meant for: by a name that is nearly
    /// the folder's, or because there is one action and one folder that lack each other.
    fn owner(&self, spec: &'a Spec, folder: &str, only: bool) -> Option<&'a str> {
        let homeless: Vec<_> = spec
            .actions
            .iter()
            .filter(|action| self.of(&action.stem).is_none())
            .collect();
        let near = nearest(folder, homeless.iter().map(|action| action.stem.as_str()));
        near.or(match homeless.as_slice() {
            [action] if only => Some(action.stem.as_str()),
            _ => None,
        })
    }
}

fn orphan(folder: &str, cases: &Cases, owner: Option<&str>) -> Diagnostic {
    let files = cases
        .values()
        .flat_map(|example| [&example.request, &example.response])
        .flatten();
    let first = files.map(|file| file.file).min().unwrap_or_default();
    let path = |folder: &str| quoted(&format!("spec/examples/{folder}"));
    let diagnostic = Diagnostic::new(
        Code::ExampleWithoutAction,
        Span::start_of(first),
        format!("the examples in {} belong to no action", path(folder)),
    );
    match owner {
        Some(owner) => diagnostic.label(format!("did you mean {}?", path(owner))),
        None => diagnostic.label("no action has this name").help(format!(
            "describe the action in {}, or remove its examples",
            quoted(&format!("spec/actions/{folder}.toml"))
        )),
    }
}
