//! One generated file: from its items as tokens to text.
//!
//! It decides the order of things in a file; `layout` makes the text.

use std::mem;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::docs::Docs;
use crate::rust::imports::{Imports, order};
use crate::rust::layout;
use crate::{GeneratedFile, HEADER};

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
    fn render(mut self) -> GeneratedFile {
        let tokens = self.tokens();
        let head = format!("{HEADER}{}. Do not edit.\n\n", self.origin);
        GeneratedFile {
            path: self.path,
            text: layout::file(tokens, head),
        }
    }

    /// Returns what is in the file, in its order, and leaves nothing but its path.
    fn tokens(&mut self) -> TokenStream {
        let mut tokens = self.docs.inner();
        tokens.extend(mem::take(&mut self.attributes));
        let mut modules: Vec<_> = self
            .modules
            .iter()
            .map(|module| (module.name.to_string(), module))
            .collect();
        modules.sort_by(|left, right| order(&left.0, &right.0));
        for (_, Module { visibility, name }) in modules {
            tokens.extend(quote!(#visibility mod #name;));
        }
        let shadows = |name: &Ident| self.modules.iter().any(|module| module.name == *name);
        tokens.extend(self.imports.declarations(&shadows));
        tokens.extend(mem::take(&mut self.items));
        tokens
    }
}

/// A file, by what makes its text.
pub(crate) enum Source {
    Rust(Box<SourceModule>),
    Other(GeneratedFile),
}

impl From<SourceModule> for Source {
    fn from(module: SourceModule) -> Self {
        Self::Rust(Box::new(module))
    }
}

impl Source {
    /// Returns the file as text.
    pub(crate) fn render(self) -> GeneratedFile {
        match self {
            Self::Rust(module) => module.render(),
            Self::Other(file) => file,
        }
    }

    /// Returns the tokens that its text is made of, where it is Rust.
    pub(crate) fn tokens(self) -> Option<TokenStream> {
        match self {
            Self::Rust(mut module) => Some(module.tokens()),
            Self::Other(_) => None,
        }
    }
}

/// Emits one file, on whichever thread has time for it.
pub(crate) type Job<'a> = Box<dyn Fn() -> Source + Send + Sync + 'a>;

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
    expect(parts * most_lines, 8, body)
}

/// Returns the same for a function that is by itself.
pub(crate) fn expect_length_of_function(
    parts: usize,
    most_lines: usize,
    body: &TokenStream,
) -> Option<TokenStream> {
    expect(parts * most_lines, 4, body)
}

/// Returns the expectation, where a body at such an indentation has too many lines.
fn expect(most: usize, indent: usize, body: &TokenStream) -> Option<TokenStream> {
    if most < LONGEST_FUNCTION {
        return None;
    }
    let lines = layout::statements(body.clone(), indent).lines().count();
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
