//! The reference for people: a page for each action, and an index.
//!
//! It says what the spec says, in the order in which a caller asks: what it does, since when, what
//! to send, what comes back, what is odd.

mod page;
mod tables;

use oms_spec::ir::{Action, Api, Effect};

use crate::GeneratedFile;
use crate::context::ClientPlace;
use crate::context::Context;
use crate::rust::{facts, render};
use crate::sanitize::PAGE_HEADER;

/// The folder of the pages, relative to the root of the workspace.
pub const REFERENCE_FOLDER: &str = "docs/reference";

/// Returns the pages. Paths are relative to the folder that they are written to.
#[must_use]
pub fn reference(api: &Api) -> Vec<GeneratedFile> {
    let context = Context::new(api, ClientPlace::WORKSPACE);
    let mut files = render::of_each(&api.actions, |action| GeneratedFile {
        path: format!("{}.md", action.title),
        text: page::page(&context, action),
    });
    files.push(GeneratedFile {
        path: "README.md".to_owned(),
        text: index(api),
    });
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

fn index(api: &Api) -> String {
    let mut lines = vec![
        format!("{PAGE_HEADER}spec/. Do not edit. -->"),
        String::new(),
        format!("# The actions of {}", api.service.name),
        String::new(),
        "| Action | Summary | Effect | Since |".to_owned(),
        "|---|---|---|---|".to_owned(),
    ];
    lines.extend(api.actions.iter().map(|action| {
        tables::row(&[
            &format!("[{name}]({name}.md)", name = action.title),
            &tables::words(&action.summary),
            effect(action),
            &facts::since(action.since).unwrap_or_else(|| "unknown".to_owned()),
        ])
    }));
    lines.push(String::new());
    lines.push("The envelope that wraps every answer:".to_owned());
    lines.push(String::new());
    lines.extend(tables::envelope(api));
    page::text(&lines)
}

fn effect(action: &Action) -> &'static str {
    match (action.effect, action.repeatable) {
        (Effect::Read, _) => "read",
        (Effect::Write, false) => "write",
        (Effect::Write, true) => "write, repeatable",
    }
}
