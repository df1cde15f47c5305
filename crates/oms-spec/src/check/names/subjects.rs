//! The names of subjects, each of which is a constant's in generated code.

use super::taken::{Reports, Taken};
use super::{better, unusable};
use crate::language::names;
use crate::raw::Subject;
use crate::report::Text;

/// The constant that lists all subjects.
const LIST: &str = "ALL";

pub(super) fn check(subjects: &[Subject], reports: &mut Reports<'_>) {
    let mut constants = Taken::new("Rust name", "rename one of them");
    for subject in subjects {
        let name = &subject.name;
        let constant = names::snake(&name.value).to_uppercase();
        if !is_name(name) {
            let reason = "a subject's name is words of letters and digits, with a letter first";
            let likely = names::kebab(&name.value).replace('-', " ");
            let usable = names::is_identifier(&names::snake(&likely));
            let example = if usable { &likely } else { "data source" };
            reports.push(better(unusable(name, reason), example));
        } else if constant == LIST {
            let reason = "the list of all subjects is called so in generated code";
            reports.push(unusable(name, reason).help("choose another name"));
        } else {
            constants.add(constant, name.span, reports);
        }
    }
}

/// The name is in messages, in documentation and in the name of the constant.
fn is_name(name: &Text) -> bool {
    let fits = |character: char| character.is_ascii_alphanumeric() || " -_".contains(character);
    name.value.chars().all(fits) && names::is_identifier(&names::snake(&name.value))
}
