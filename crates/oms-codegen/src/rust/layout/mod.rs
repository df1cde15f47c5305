//! Code as text: from tokens to lines as rustfmt would lay them out.
//!
//! The emitters return tokens, and this is where they become text, in one pass that parses
//! nothing: `reader` writes all tokens as one line and remembers where each is, and the other
//! files break that line where it is too long. They follow the rules of rustfmt (style edition
//! 2024, its defaults), whose numbers are the constants here.

mod closures;
mod expressions;
mod items;
mod lists;
mod operator;
mod printer;
mod reader;
mod spaces;
mod statements;
mod token;

use proc_macro2::TokenStream;

use printer::Printer;

/// Appends the items of a file to a text.
pub(crate) fn file(tokens: TokenStream, text: String) -> String {
    let mut printer = Printer::new(reader::read(tokens), text);
    printer.file();
    printer.out
}

/// Returns statements, each line but the first with so much indentation.
pub(crate) fn statements(tokens: TokenStream, indent: usize) -> String {
    let mut printer = Printer::new(reader::read(tokens), String::new());
    printer.column = indent;
    let all = printer.tokens.all();
    printer.statements(all, indent);
    printer.out
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

    /// Two characters that are one operator where the trees join them, and only there.
    const PAIRS: [&str; 20] = [
        "&&", "||", "==", "!=", "<=", ">=", "->", "=>", "::", "..", ".=", "+=", "-=", "*=", "/=",
        "|=", "&=", "<<", ">>", "^=",
    ];

    /// The tokens in a row, but for commas and braces, which depend on the layout.
    fn flattened(tokens: TokenStream, found: &mut Vec<String>) {
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Group(group) => {
                    let braces = group.delimiter() == Delimiter::Brace;
                    found.extend((!braces).then(|| format!("{:?}", group.delimiter())));
                    flattened(group.stream(), found);
                    found.extend((!braces).then(|| "end".to_owned()));
                }
                TokenTree::Punct(punct) if punct.as_char() == ',' => {}
                TokenTree::Punct(punct) => {
                    let next = match trees.peek() {
                        Some(TokenTree::Punct(next)) => next.as_char(),
                        _ => ' ',
                    };
                    let both = String::from_iter([punct.as_char(), next]);
                    let joint = punct.spacing() == Spacing::Joint && PAIRS.contains(&both.as_str());
                    found.push(format!("{}{joint}", punct.as_char()));
                }
                other => found.push(other.to_string()),
            }
        }
    }

    /// Every file of Rust below a folder.
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn no_token_of_any_source_here_changes() {
        let mut files = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(".."),
            &mut files,
        );
        assert!(files.len() > 500, "{} files", files.len());
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let tokens: TokenStream = text.parse().unwrap();
            let (mut given, mut found) = (Vec::new(), Vec::new());
            let laid_out = super::file(tokens.clone(), String::new());
            flattened(tokens, &mut given);
            let parsed = laid_out.parse();
            let parsed =
                parsed.unwrap_or_else(|error| panic!("{}: {error}:\n{laid_out}", file.display()));
            flattened(parsed, &mut found);
            let differs = given
                .iter()
                .zip(&found)
                .position(|(one, other)| one != other);
            let place = differs.map(|at| {
                found[at.saturating_sub(20)..]
                    .iter()
                    .take(30)
                    .collect::<Vec<_>>()
            });
            assert!(given == found, "{}: {place:?}", file.display());
        }
    }
}
