//! `cargo xtask import`: pages of the vendor, read into facts, compared with the spec and with what
//! was read before.
//!
//! `oms_import` reads and compares; here are the files, the arguments and the exit codes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use oms_codegen::GeneratedFile;
use oms_import::{Change, Evidence, Facts, Hints, Page, Record, Severity, Spec};
use oms_text::counted;

use crate::cli::{ImportArgs, ReportForm};
use crate::console::Console;
use crate::disk;
use crate::evidence::{EVIDENCE, evidence};
use crate::failure::Failure;
use crate::{new_action, spec, spec_files, tree};

/// Exit code where a page differs from what is known.
const DIFFERENT: u8 = 3;

pub(crate) fn run(
    root: &Path,
    args: &ImportArgs,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let pages = read(&args.pages, console)?;
    if args.purpose.facts {
        let all = facts_of(&pages).map(|(page, facts)| oms_import::facts_as_json(facts, page));
        let all: Vec<String> = all.map(|facts| format!("{facts:#}")).collect();
        console.result(format!("[{}]", all.join(",\n")));
        return Ok(());
    }
    if args.purpose.lock {
        return lock(root, &pages, args.release.as_deref(), console);
    }
    let changes = if let Some(before) = &args.purpose.before {
        let old = read(std::slice::from_ref(before), console)?;
        Some(between(&records(&old), &pages, args))
    } else if args.purpose.check {
        let old = evidence(root)?.into_iter().map(|evidence| evidence.record);
        Some(between(&old.collect::<Vec<_>>(), &pages, args))
    } else {
        with_spec(root, &pages, args, console)?
    };
    report(changes.as_deref(), args.format, console)
}

fn facts_of(pages: &[Page]) -> impl Iterator<Item = (&Page, &Facts)> {
    pages
        .iter()
        .flat_map(|page| page.actions.iter().map(move |facts| (page, facts)))
}

fn records(pages: &[Page]) -> Vec<Record> {
    let records = facts_of(pages).map(|(page, facts)| Record::of(facts, &page.name));
    records.collect()
}

/// The differences from an older state. A folder is taken for all the pages that there are.
fn between(old: &[Record], pages: &[Page], args: &ImportArgs) -> Vec<Change> {
    let all = args.pages.iter().any(|place| place.is_dir());
    oms_import::between_all(old, &records(pages), all)
}

/// Reads the pages, and says aloud what is odd about them.
fn read(places: &[PathBuf], console: &mut Console<'_>) -> Result<Vec<Page>, Failure> {
    let mut pages = Vec::new();
    let mut named = 0;
    for place in places {
        let first = pages.len();
        let mut files = Vec::new();
        collect(place, &mut files)?;
        for file in files {
            let bytes = fs::read(&file).map_err(unreadable(&file))?;
            pages.push(oms_import::read(&file.display().to_string(), &bytes));
        }
        if !place.is_dir() {
            let own = pages.iter().skip(first);
            named += own.filter(|page| is_refused(page)).count();
        }
    }
    for page in &pages {
        for notice in &page.notices {
            console.note(format!("{}:{}: {notice}", page.name, notice.line));
        }
    }
    if pages.iter().all(is_refused) {
        return Err(Failure::new(
            "no page describes an action",
            "name the pages of actions, or a folder that holds them",
        ));
    }
    // A folder may hold overviews; whoever names a page wants to know of it.
    if named > 0 {
        let (was, it) = if named == 1 {
            ("was", "it")
        } else {
            ("were", "them")
        };
        return Err(Failure::new(
            format!("{} {was} not read", counted(named, "page")),
            format!("nothing is known of {it}; leave {it} out, or name pages of actions"),
        ));
    }
    Ok(pages)
}

fn is_refused(page: &Page) -> bool {
    let mut notices = page.notices.iter();
    notices.any(|notice| notice.severity == Severity::Refused)
}

/// A page itself, or the pages of a folder by name.
fn collect(place: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !place.is_dir() {
        files.push(place.to_owned());
        return Ok(());
    }
    for name in disk::names(place).map_err(unreadable(place))? {
        let path = place.join(name);
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() || matches!(ending, Some("md" | "txt")) {
            collect(&path, files)?;
        }
    }
    Ok(())
}

fn unreadable(place: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let help = "name a page that can be read, or a folder of pages";
    Failure::at(place.display(), help)
}

/// Keeps what was read as evidence: all of it, or none.
fn lock(
    root: &Path,
    pages: &[Page],
    release: Option<&str>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let mut files = BTreeMap::new();
    let mut kept = BTreeMap::new();
    for (page, facts) in facts_of(pages) {
        if !facts.complete {
            console.note(format!(
                "{}: cut: only what could be read becomes evidence",
                page.name
            ));
        }
        let record = Record::of(facts, &page.name);
        let evidence = Evidence::of(record, release.map(str::to_owned));
        let path = format!("{EVIDENCE}/{}", evidence.file_name());
        let place = format!("{}:{}", page.name, facts.line);
        if let Some(other) = kept.insert(path.clone(), place.clone()) {
            return Err(two_of_one(facts, &other, &place));
        }
        files.insert(path, evidence.text());
    }
    // Other line ends are a matter of the checkout.
    files.retain(|path, text| {
        let known = fs::read(root.join(path));
        !known.is_ok_and(|known| tree::normalised(&known) == *text)
    });
    for path in files.keys() {
        new_action::refuse_links(root, path)?;
    }
    let paths: Vec<String> = files.keys().cloned().collect();
    let files = files.into_iter();
    let files = files.map(|(path, text)| GeneratedFile { path, text });
    tree::replace(root, files.collect())?;
    for path in paths {
        console.result(format!("wrote {path}"));
    }
    Ok(())
}

/// The refusal of two pages whose facts would be the same evidence: nobody can tell which of them
/// is the page.
fn two_of_one(facts: &Facts, first: &str, second: &str) -> Failure {
    Failure::new(
        format!(
            "{first} and {second} both describe `{}` in the {} edition, language {}",
            facts.action,
            facts.edition.word(),
            facts.language.word()
        ),
        "give one of them; evidence has one page of each action, edition and language",
    )
}

/// Compares with the spec, and writes the files of the actions that it lacks; `None` where it lacks
/// all of them, so that nothing was compared.
fn with_spec(
    root: &Path,
    pages: &[Page],
    args: &ImportArgs,
    console: &mut Console<'_>,
) -> Result<Option<Vec<Change>>, Failure> {
    let files = spec_files::read(root)?;
    let api = spec::load(&files)?;
    let evidence = evidence(root)?;
    let known = Spec::new(&api, &files);
    let mut changes = Vec::new();
    let mut written = BTreeSet::new();
    let mut compared = false;
    for (page, facts) in facts_of(pages) {
        let record = Record::of(facts, &page.name);
        if let Some(action) = known.action(&facts.action) {
            changes.extend(oms_import::from_spec(&known, action, &record, &evidence));
            compared = true;
            continue;
        }
        if !written.insert(&facts.action) {
            let again =
                "import it once more, when the words are filled in, to see in what it differs";
            console.note(format!(
                "{}: `{}` was just written from another page; {again}",
                page.name, facts.action
            ));
            continue;
        }
        let hints = Hints {
            url: args.url.as_deref(),
            api: Some(&api),
            keep_examples: args.keep_examples,
        };
        let skeleton = oms_import::skeleton(facts, &hints);
        let new: Vec<(String, String)> = skeleton.files.into_iter().collect();
        new_action::refuse_name(&files, &new)?;
        new_action::write(root, &new, console)?;
        changes.extend(oms_import::address_from_spec(&known, &record));
    }
    Ok(Some(changes).filter(|changes| compared || !changes.is_empty()))
}

/// Prints the differences; that there is none, only where something was compared.
fn report(
    changes: Option<&[Change]>,
    form: ReportForm,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let is_compared = changes.is_some();
    let changes = changes.unwrap_or_default();
    match form {
        ReportForm::Json => console.result(format!("{:#}", oms_import::as_json(changes))),
        ReportForm::Text if !is_compared => {}
        ReportForm::Text if changes.is_empty() => console.result("no difference"),
        ReportForm::Text => console.result(oms_import::as_text(changes).trim_end()),
    }
    if changes.is_empty() {
        return Ok(());
    }
    Err(Failure::Program {
        code: DIFFERENT,
        problem: counted(changes.len(), "difference"),
    })
}

#[cfg(test)]
mod tests;
