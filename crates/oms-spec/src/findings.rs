//! Mistakes that another reader of a spec finds where the spec is sound by itself, reported as
//! every other one.

use crate::raw;
use crate::report::{Code, Diagnostic, Diagnostics, Problems, SourceText, Span};
use crate::source::{self, SourceFile, layout::Layout};

/// A mistake in a file of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The kind of mistake.
    pub code: Code,
    /// The path of the file.
    pub path: String,
    /// The part of the file.
    pub part: FindingPart,
    /// The mistake, on one line.
    pub message: String,
    /// The text beside the part.
    pub label: String,
    /// The next step.
    pub help: String,
}

/// The part of a file that a mistake is in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingPart {
    /// The file as a whole.
    Whole,
    /// A line, from 1.
    Line(usize),
    /// A discrepancy, by its ID.
    Discrepancy(String),
}

/// Reports what was found in the files of a spec.
///
/// # Errors
///
/// Every finding, by file and position, if there is one.
///
/// # Examples
///
/// ```
/// assert!(oms_spec::report_found(&[], Vec::new()).is_ok());
/// ```
pub fn report_found(files: &[SourceFile], findings: Vec<Finding>) -> Result<(), Diagnostics> {
    if findings.is_empty() {
        return Ok(());
    }
    // The files were read without a problem, so that those of this reading are none.
    let mut passed = Problems::default();
    let sources = source::read(files, &mut passed);
    let layout = Layout::of(&sources, &mut passed);
    let spec = raw::read(&sources, &layout, &mut passed);
    let discrepancies = spec.actions.iter().flat_map(|action| &action.discrepancies);
    let ids: Vec<(&str, Span)> = discrepancies
        .chain(&spec.root.discrepancies)
        .map(|one| (one.id.value.as_str(), one.id.span))
        .collect();
    let mut problems = Problems::default();
    for finding in findings {
        let file = sources.iter().position(|one| one.path == finding.path);
        let span = file.map_or_else(Span::nowhere, |file| {
            place(file, &sources, &finding.part, &ids)
        });
        let problem = Diagnostic::new(finding.code, span, finding.message);
        problems.push(problem.label(finding.label).help(finding.help));
    }
    Err(Diagnostics::new(sources, problems))
}

fn place(file: usize, sources: &[SourceText], part: &FindingPart, ids: &[(&str, Span)]) -> Span {
    match part {
        FindingPart::Whole => Span::start_of(file),
        FindingPart::Line(line) => sources.get(file).map_or(Span::start_of(file), |source| {
            let start = source.start_of(line.saturating_sub(1));
            Span::new(file, start..start)
        }),
        FindingPart::Discrepancy(wanted) => {
            let mut ids = ids.iter();
            let found = ids.find(|(id, span)| id == wanted && span.file() == file);
            found.map_or(Span::start_of(file), |(_, span)| *span)
        }
    }
}
