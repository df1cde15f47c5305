//! One generated file: from its items as tokens to text.
//!
//! Printing happens here and nowhere else. The text is laid out once by the printer; only blank
//! lines are added to it, so that what it says cannot change on the way.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{File, Item};

use crate::rust::docs::Docs;
use crate::rust::imports::Imports;
use crate::{Defect, GeneratedFile, HEADER};

/// A submodule of a file.
struct Module {
    visibility: TokenStream,
    name: Ident,
}

/// A file before it is printed.
pub(crate) struct SourceModule {
    /// Its path, relative to the workspace.
    pub(crate) path: String,
    /// The file of the spec that it comes from.
    pub(crate) origin: String,
    /// The purpose of the module.
    pub(crate) docs: Docs,
    /// Inner attributes of the module.
    pub(crate) attributes: TokenStream,
    /// Its submodules.
    modules: Vec<Module>,
    /// The names that it imports.
    pub(crate) imports: Imports,
    /// Its items, one stream each.
    pub(crate) items: Vec<TokenStream>,
}

impl SourceModule {
    /// Makes a file without items.
    pub(crate) fn new(path: String, origin: impl Into<String>, docs: Docs) -> Self {
        Self {
            path,
            origin: origin.into(),
            docs,
            attributes: TokenStream::new(),
            modules: Vec::new(),
            imports: Imports::default(),
            items: Vec::new(),
        }
    }

    /// Gives the file a submodule.
    pub(crate) fn declare(&mut self, visibility: TokenStream, name: Ident) {
        self.modules.push(Module { visibility, name });
    }

    /// Returns the file as text.
    pub(crate) fn render(self) -> Result<GeneratedFile, Defect> {
        let mut tokens = self.docs.inner();
        tokens.extend(self.attributes);
        for Module { visibility, name } in &self.modules {
            tokens.extend(quote!(#visibility mod #name;));
        }
        let shadows = |name: &Ident| self.modules.iter().any(|module| module.name == *name);
        tokens.extend(self.imports.declarations(&shadows));
        tokens.extend(self.items);
        let file: File = syn::parse2(tokens).map_err(|error| Defect {
            path: self.path.clone(),
            reason: error.to_string(),
        })?;
        let text = format!("{HEADER}{}. Do not edit.\n\n{}", self.origin, print(file));
        Ok(GeneratedFile {
            path: self.path,
            text,
        })
    }
}

/// Emits one file, on whichever thread has time for it.
pub(crate) type Job<'a> = Box<dyn Fn() -> SourceModule + Send + Sync + 'a>;

/// The number of lines that clippy lets a function have.
const LONGEST_FUNCTION: usize = 100;

/// Returns the expectation of clippy's warning about a function whose body is a long row of `parts`
/// of the same kind, with the reason.
///
/// Only where the parts could be too long, at so many lines each, is the body laid out to be
/// counted.
pub(crate) fn expect_length(
    parts: usize,
    most_lines: usize,
    body: &TokenStream,
) -> Option<TokenStream> {
    let method = || quote!(impl X { fn example(&self) { #body } });
    expect(parts * most_lines, 4, method)
}

/// Returns the same for a function that is by itself.
pub(crate) fn expect_length_of_function(
    parts: usize,
    most_lines: usize,
    body: &TokenStream,
) -> Option<TokenStream> {
    expect(parts * most_lines, 2, || quote!(fn example() { #body }))
}

/// Returns the expectation, where the lines of an item but `around` are too many.
fn expect(most: usize, around: usize, item: impl FnOnce() -> TokenStream) -> Option<TokenStream> {
    if most < LONGEST_FUNCTION {
        return None;
    }
    let file: File = syn::parse2(item()).ok()?;
    let text = prettyplease::unparse(&file);
    let code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
    let lines = text.lines().filter(code).count().checked_sub(around)?;
    (lines > LONGEST_FUNCTION).then(|| {
        quote!(#[expect(clippy::too_many_lines, reason = "the same is said of each, one after the other")])
    })
}

/// The number of fields that clippy lets be `bool` in a struct.
const MOST_BOOLS: usize = 3;

/// Returns the expectation of clippy's warning about a struct with so many fields that are `bool`,
/// with the reason.
pub(crate) fn expect_bools(bools: usize) -> Option<TokenStream> {
    (bools > MOST_BOOLS).then(|| {
        quote!(#[expect(clippy::struct_excessive_bools, reason = "the service takes them one by one")])
    })
}

/// Statements as lines of text, without indentation; `None` where they are none.
pub(crate) fn statements(tokens: &TokenStream) -> Option<Vec<String>> {
    let file: File = syn::parse2(quote!(fn example() { #tokens })).ok()?;
    let text = prettyplease::unparse(&file);
    if text == "fn example() {}\n" {
        return Some(Vec::new());
    }
    let body = text.strip_prefix("fn example() {\n")?.strip_suffix("}\n")?;
    Some(
        body.lines()
            .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned())
            .collect(),
    )
}

/// Prints a file with blank lines where a person would put them.
fn print(file: File) -> String {
    let mut text = print_head(&file);
    let mut previous: Option<Neighbour> = None;
    for item in file.items {
        let neighbour = Neighbour::of(&item);
        if !text.is_empty() && previous != Some(neighbour)
            || neighbour == Neighbour::Apart && !text.is_empty()
        {
            text.push('\n');
        }
        let spaced = matches!(item, Item::Impl(_));
        let printed = prettyplease::unparse(&single(item));
        if spaced {
            space_members(&printed, &mut text);
        } else {
            text.push_str(&printed);
        }
        previous = Some(neighbour);
    }
    text
}

/// Returns the documentation and inner attributes of the module, with a blank line between the two.
fn print_head(file: &File) -> String {
    let (docs, others): (Vec<_>, Vec<_>) = file
        .attrs
        .iter()
        .cloned()
        .partition(|attribute| attribute.path().is_ident("doc"));
    [docs, others]
        .into_iter()
        .filter(|attributes| !attributes.is_empty())
        .map(|attrs| prettyplease::unparse(&File { attrs, ..empty() }))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns a file that contains one item.
fn single(item: Item) -> File {
    File {
        items: vec![item],
        ..empty()
    }
}

/// Returns an empty file.
fn empty() -> File {
    File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: Vec::new(),
    }
}

/// Says whether an item may be directly below the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    /// A blank line goes before it.
    Apart,
    /// A module declaration, in a block of them.
    Module,
    /// An import of the standard library.
    Standard,
    /// An import of another crate.
    External,
    /// An import of the same crate.
    Internal,
    /// A re-export.
    Export,
}

impl Neighbour {
    fn of(item: &Item) -> Self {
        match item {
            Item::Mod(module) if module.content.is_none() => Self::Module,
            Item::Use(import)
                if matches!(
                    import.vis,
                    syn::Visibility::Public(_) | syn::Visibility::Restricted(_)
                ) =>
            {
                Self::Export
            }
            Item::Use(import) => match &import.tree {
                syn::UseTree::Path(path) if path.ident == "std" => Self::Standard,
                syn::UseTree::Path(path)
                    if path.ident == "crate" || path.ident == "super" || path.ident == "self" =>
                {
                    Self::Internal
                }
                _ => Self::External,
            },
            _ => Self::Apart,
        }
    }
}

/// Copies the text of an `impl` block with a blank line between its members.
///
/// A member ends with a closing brace at its own depth or with a semicolon, and the next line at
/// that depth opens another. No line can be inside a text literal, because the printer writes their
/// line breaks as `\n`.
fn space_members(printed: &str, text: &mut String) {
    let mut ended = false;
    for line in printed.lines() {
        let at_depth = line
            .strip_prefix("    ")
            .is_some_and(|rest| !rest.starts_with([' ', '}', ')', '{']));
        if ended && at_depth && !line.starts_with("    where") {
            text.push('\n');
        }
        let is_doc = line.trim_start().starts_with("///");
        ended = line == "    }" || line.starts_with("    ") && line.ends_with(';') && !is_doc;
        text.push_str(line);
        text.push('\n');
    }
}
