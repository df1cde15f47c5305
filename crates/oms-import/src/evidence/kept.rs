//! The evidence in a spec: each file is the page that its name says, of an action that there is,
//! and each discrepancy rests on a page or says that it does not.

use std::collections::BTreeSet;

use oms_spec::ir::Api;
use oms_spec::{Code, Diagnostics, Finding, FindingPart, SourceFile};

use super::{Evidence, FOLDER, unfounded};

/// Reads the files of a spec with its evidence.
///
/// # Errors
///
/// Every mistake in the spec; where it is sound, every mistake about its evidence.
///
/// # Examples
///
/// ```
/// assert!(oms_import::load(&[]).is_err(), "the root file is missing");
/// ```
pub fn load(files: &[SourceFile]) -> Result<Api, Diagnostics> {
    let api = oms_spec::load(files)?;
    let (evidence, mut findings) = read(&api, files);
    // A tree that keeps no evidence has nothing that a discrepancy could rest on, and a file that
    // cannot be read may be what one of them rests on.
    if findings.is_empty() && !evidence.is_empty() {
        let unfounded = unfounded(&api, &evidence).into_iter();
        findings.extend(unfounded.map(|one| Finding {
            code: Code::Unfounded,
            path: one.file,
            message: format!("the discrepancy `{}` and the evidence disagree", one.id),
            part: FindingPart::Discrepancy(one.id),
            label: one.what,
            help: one.help.to_owned(),
        }));
    }
    oms_spec::report_found(files, findings)?;
    Ok(api)
}

/// The evidence among the files, and what is wrong with the files themselves.
fn read(api: &Api, files: &[SourceFile]) -> (Vec<Evidence>, Vec<Finding>) {
    let actions = api.actions.iter().map(|action| action.wire_name.as_str());
    let discrepancies = api.actions.iter().flat_map(|action| &action.discrepancies);
    // The page of an action may send it under another name.
    let observed = discrepancies.filter(|one| one.at == "name");
    let known: BTreeSet<&str> = actions
        .chain(observed.map(|one| one.observed.as_str()))
        .collect();
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    for file in files {
        let Some(name) = file.path.strip_prefix(FOLDER) else {
            continue;
        };
        if name.strip_suffix(".toml").is_none() {
            findings.push(nameless(&file.path));
            continue;
        }
        let text = String::from_utf8_lossy(&file.bytes);
        match Evidence::parse(&file.path, text.trim_start_matches('\u{feff}')) {
            Err(flaw) => findings.push(Finding {
                code: Code::UnreadableEvidence,
                path: file.path.clone(),
                part: FindingPart::Line(flaw.place.line),
                message: "the evidence cannot be read".to_owned(),
                label: flaw.what,
                help: "write it again with `cargo xtask import --lock`".to_owned(),
            }),
            Ok(evidence) => {
                findings.extend(misplaced(name, &evidence, &known, files));
                all.push(evidence);
            }
        }
    }
    (all, findings)
}

/// The mistake about the name of a file, if it has another one than its page, or the page is of no
/// action.
fn misplaced(
    name: &str,
    evidence: &Evidence,
    known: &BTreeSet<&str>,
    files: &[SourceFile],
) -> Option<Finding> {
    let right = evidence.file_name();
    let path = format!("{FOLDER}{right}");
    let (label, help) = if right != name && files.iter().any(|file| file.path == path) {
        let label = format!("`{path}` is of the same page");
        (label, "remove one of them".to_owned())
    } else if right != name {
        let label = format!("did you mean `{path}`?");
        (label, "it is the page that the file says it is".to_owned())
    } else if !known.contains(evidence.record.action.as_str()) {
        let label = format!("no action is called `{}`", evidence.record.action);
        (label, "write the action, or remove its evidence".to_owned())
    } else {
        return None;
    };
    Some(Finding {
        label,
        help,
        ..nameless(&format!("{FOLDER}{name}"))
    })
}

fn nameless(path: &str) -> Finding {
    Finding {
        code: Code::UnknownFile,
        path: path.to_owned(),
        part: FindingPart::Whole,
        message: format!("`{path}` has no place in the spec"),
        label: "nothing reads this file".to_owned(),
        help: "evidence is spec/evidence/<Action>.<edition>.<language>.toml, as `cargo xtask import --lock` writes it; move other files out of spec/".to_owned(),
    }
}
