//! `cargo xtask book`: the project's pages as a book, with a part for each reader.
//!
//! The pages stay where they are and link to each other as they are. Their copies, in the same
//! folders, are what mdBook reads, and lychee follows every link of what it makes.

mod contents;
mod pages;

use std::fs;
use std::io;
use std::path::Path;

use crate::calls::{each, target};
use crate::console::Console;
use crate::disk::if_there;
use crate::failure::Failure;
use crate::files::Files;
use crate::process::Call;

use contents::Contents;

/// The settings of mdBook. Nothing works on the pages before it: of those that usually do, one
/// gives a `README.md` another name, which no link to it has, and one acts on `{{` in a text.
const SETTINGS: &str = "\
[book]
title = \"OceanBase Migration Service from Rust\"
language = \"en\"

[build]
use-default-preprocessors = false

[output.html]
no-section-label = true

[output.html.fold]
enable = true
";

/// Succeeds where both programs are there.
pub(crate) fn probe() -> Call {
    Call::program("sh", "-c").and("mdbook --version && lychee --version")
}

pub(crate) fn run(root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    let folder = target(root).join("book");
    let files = Files::read(root)?;
    let contents = Contents::of(&files)?;
    let what = format!("{} cannot be written", folder.display());
    write(&folder, &files, &contents).map_err(Failure::at(what, "may it be written?"))?;
    let text = folder.display().to_string();
    let html = folder.join("book").display().to_string();
    let calls = [
        Call::program("mdbook", "build").and(&text),
        Call::program(
            "lychee",
            "--offline --include-fragments --no-progress --root-dir",
        )
        .and(&html)
        .and(&html),
    ];
    each(&calls, root, console)?;
    console.result(format!("the book is in {html}"));
    Ok(())
}

/// Writes what mdBook reads: the settings, the table of contents and the pages.
fn write(folder: &Path, files: &Files, contents: &Contents) -> io::Result<()> {
    let source = folder.join("src");
    if_there(fs::remove_dir_all(&source))?;
    let put = |path: &str, text: &str| {
        let path = source.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)
    };
    put("SUMMARY.md", &contents.summary())?;
    for (path, text) in pages::of(files, contents) {
        put(path, &text)?;
    }
    fs::write(folder.join("book.toml"), SETTINGS)
}
