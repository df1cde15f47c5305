//! The names of the actions: the methods of the clients, the modules and the subcommands.

use std::collections::{BTreeMap, BTreeSet};

use super::commands::Commands;
use super::taken::{Reports, Taken};
use super::unusable;
use crate::raw::{Action, Spec};
use crate::report::{Diagnostic, Span, Text};

/// The modules that hold those of the actions; `mod.rs` is the file of each.
const MODULES: [&str; 3] = ["actions", "generated", "mod"];

/// The page that lists the actions, beside those of the actions. Some file systems do not tell
/// capital letters from small ones.
const INDEX: &str = "README";

/// The client's methods, the modules and the subcommands, one an action. Returns the positions of
/// the actions whose name was reported, so that their types are not compared as well.
pub(super) fn check(spec: &Spec, reports: &mut Reports<'_>) -> BTreeSet<usize> {
    let mut taken = Taken::new("Rust name", "rename one of them");
    let mut sent = Taken::new("action name", "rename one of them");
    let mut of_python = Taken::new("method in Python", "rename one of them");
    let mut commands = Commands::new(&spec.root);
    let mut folded: BTreeMap<String, &Text> = BTreeMap::new();
    let mut again = BTreeSet::new();
    for (position, action) in spec.actions.iter().enumerate() {
        // A name that is not the file's is reported as such, and may be that of the action which
        // this one was copied from.
        let Some(name) = action
            .name
            .as_ref()
            .filter(|name| name.value == action.stem)
        else {
            again.insert(position);
            continue;
        };
        if let Some(flaw) = super::rust_name_flaw(action) {
            reports.push(flaw);
            again.insert(position);
            continue;
        }
        let ident = action.ident();
        if let Some(flaw) = file_flaw(name, &ident) {
            reports.push(flaw);
            again.insert(position);
            continue;
        }
        let first = folded.insert(name.value.to_lowercase(), name);
        let rust = action.rust.as_ref().unwrap_or(name);
        if !taken.add(ident, rust.span, reports) {
            again.insert(position);
            continue;
        }
        if let Some(first) = first {
            reports.push(super::by_case_alone(first, name));
            again.insert(position);
        }
        if !paged(action, rust.span, &mut of_python, reports) {
            again.insert(position);
            continue;
        }
        commands.action(action, rust.span, reports);
        super::wire_name(action, name, &mut sent, reports);
    }
    commands.groups(reports);
    again
}

/// The methods of Python: a list that comes in pages has a second one, which another action of that
/// name would replace.
fn paged(action: &Action, span: Span, taken: &mut Taken, reports: &mut Reports<'_>) -> bool {
    let ident = action.ident();
    let pages = action.paging.as_ref().map(|_| format!("{ident}_pages"));
    let mut methods = std::iter::once(ident).chain(pages);
    methods.all(|method| taken.add(method, span, reports))
}

/// An action has files of its own among those that are for all actions.
fn file_flaw(name: &Text, ident: &str) -> Option<Diagnostic> {
    if MODULES.contains(&ident) {
        let reason = "its module would be taken for the one around it";
        return Some(unusable(name, reason));
    }
    name.value.eq_ignore_ascii_case(INDEX).then(|| {
        let reason = "its page in the reference would be taken for the list of all actions";
        unusable(name, reason).help("choose another name, and say what is sent as `wire-name`")
    })
}
