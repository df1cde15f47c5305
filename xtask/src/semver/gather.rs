//! Changes that break no caller, put together into few specs.

use oms_spec::SourceFile;
use oms_spec::evolution::{Evolution, Impact};
use oms_spec::ir::Api;

use crate::failure::Failure;
use crate::spec;

/// A change of a spec's files; nothing where it does not apply to them.
type ChangeFiles = Box<dyn Fn(&[SourceFile]) -> Option<Vec<SourceFile>>>;

/// A change of a spec.
pub(super) struct Mutation {
    pub(super) title: String,
    /// Says whether it changes a sentence, or where something is known from.
    pub(super) is_words: bool,
    pub(super) change: ChangeFiles,
}

/// A spec with several changes.
pub(super) struct Batch {
    pub(super) files: Vec<SourceFile>,
    pub(super) titles: Vec<String>,
}

/// The changes by what became of them.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) batches: Vec<Batch>,
    pub(super) compatible: usize,
    pub(super) breaking: usize,
    /// The number of those that the checks of the spec refuse, or that change nothing.
    pub(super) refused: usize,
}

/// Puts each change that breaks no caller into the first spec that takes it.
pub(super) fn compatible(base: &[SourceFile], all: &[Mutation]) -> Result<Gathered, Failure> {
    let old = spec::load(base)?;
    let mut gathered = Gathered::default();
    for mutation in all {
        match judged(&old, base, mutation) {
            None => gathered.refused += 1,
            Some((_, true)) => gathered.breaking += 1,
            Some((files, false)) => {
                gathered.compatible += 1;
                gathered.add(&old, mutation, files);
            }
        }
    }
    Ok(gathered)
}

impl Gathered {
    fn add(&mut self, old: &Api, mutation: &Mutation, alone: Vec<SourceFile>) {
        for batch in &mut self.batches {
            // Two changes that are harmless by themselves may break callers together.
            if let Some((files, false)) = judged(old, &batch.files, mutation) {
                batch.files = files;
                batch.titles.push(mutation.title.clone());
                return;
            }
        }
        self.batches.push(Batch {
            files: alone,
            titles: vec![mutation.title.clone()],
        });
    }
}

/// The files after a change, and whether `spec diff` says that they break callers of the old spec.
fn judged(old: &Api, files: &[SourceFile], mutation: &Mutation) -> Option<(Vec<SourceFile>, bool)> {
    let changed = (mutation.change)(files)?;
    let new = oms_spec::load(&changed).ok()?;
    let evolution = Evolution::between(old, &new);
    let worst = evolution
        .changes()
        .iter()
        .map(|change| change.callers)
        .max()?;
    Some((changed, worst == Impact::Breaking))
}
