//! `cargo xtask semver`: `spec diff` beside cargo-semver-checks.
//!
//! Only one kind of mistake matters: `spec diff` calls a change compatible for callers, and a
//! program that compiled does not any more. So the changes that it calls compatible are put
//! together into as few specs as possible, and cargo-semver-checks compares the clients that are
//! generated before and after. One break that it finds is a break that `spec diff` has missed.

mod client;
mod gather;
mod mutations;

use std::path::Path;

use oms_spec::SourceFile;
use oms_spec::evolution::Kind;
use oms_text::counted;

use crate::calls::{self, target};
use crate::cli::SemverArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::process::Call;
use crate::spec_files;
use client::Form;
use gather::{Batch, Mutation};

/// How many changes of the real spec are tried where not all of them are.
const SAMPLE: usize = 200;

pub(crate) fn run(
    root: &Path,
    options: &SemverArgs,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    // The crates lie elsewhere, and name this workspace.
    let failure = Failure::at(root.display(), "name the workspace");
    let root = &root.canonicalize().map_err(failure)?;
    let folder = target(root).join("semver");
    let mut missed = Vec::new();
    let kinds = of_kinds();
    let real = spec_files::read(root)?;
    let mut all = mutations::of(&real);
    if !options.all {
        // Sentences are most of a spec, and change nothing but themselves.
        all.retain(|mutation| !mutation.is_words);
    }
    let every = if options.all {
        1
    } else {
        all.len() / SAMPLE + 1
    };
    let sample: Vec<Mutation> = all.into_iter().step_by(every).collect();
    for (name, form, base, mutations) in [
        ("kinds", Form::Small, Kind::base(), kinds),
        ("real", Form::Whole, real, sample),
    ] {
        let gathered = gather::compatible(&base, &mutations)?;
        console.result(format!(
            "{name}: of {}, {} compatible for callers, in {}; {} break them by themselves, {} are refused",
            counted(mutations.len(), "change"),
            gathered.compatible,
            counted(gathered.batches.len(), "spec"),
            gathered.breaking,
            gathered.refused,
        ));
        for (number, batch) in gathered.batches.iter().enumerate() {
            let place = folder.join(format!("{name}-{number}"));
            missed.extend(compare(root, &place, form, &base, batch, console)?);
        }
    }
    Failure::unless_empty(
        missed,
        "cargo-semver-checks says above what breaks; mend the rule in oms-spec/src/evolution, and add the kind to kinds.toml",
    )
}

/// The kinds of change that are documented.
fn of_kinds() -> Vec<Mutation> {
    let kinds = Kind::all().into_iter();
    kinds
        .map(|kind| Mutation {
            title: format!("{} -> {}", kind.from.trim(), kind.to.trim()),
            is_words: false,
            change: Box::new(move |files| kind.applied(files)),
        })
        .collect()
}

/// Compares two clients, and says what was missed where the second one breaks callers of the first.
fn compare(
    root: &Path,
    place: &Path,
    form: Form,
    base: &[SourceFile],
    batch: &Batch,
    console: &mut Console<'_>,
) -> Result<Option<String>, Failure> {
    let [before, after] = ["before", "after"].map(|name| place.join(name));
    client::write(root, &before, form, base)?;
    client::write(root, &after, form, &batch.files)?;
    let call = Call::cargo("semver-checks --release-type minor --default-features --baseline-root")
        .and(before.display().to_string())
        .and("--manifest-path")
        .and(after.join("Cargo.toml").display().to_string());
    console.note(format!("$ {call}"));
    let code = calls::cargo(&call, root)?;
    let titles = batch.titles.join("\n  ");
    Ok((code != 0).then(|| {
        format!("one of these breaks callers, and `spec diff` does not say so:\n  {titles}")
    }))
}
