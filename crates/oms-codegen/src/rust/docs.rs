//! Documentation of generated items: our own sentences and the spec's texts, as doc attributes and
//! nothing else.

use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream};
use quote::{ToTokens, TokenStreamExt as _, quote};

use crate::rust::{markdown, tokens};

/// The documentation of one item, paragraph by paragraph.
#[derive(Debug, Default, Clone)]
pub(crate) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// Starts with a sentence of our own.
    pub(crate) fn own(line: impl Into<String>) -> Self {
        Self::default().and(line)
    }

    /// Starts with a text of the spec.
    ///
    /// An empty one becomes `fallback`, because an item without documentation does not compile
    /// here.
    pub(crate) fn spec(text: &str, fallback: &str) -> Self {
        if text.trim().is_empty() {
            return Self::own(fallback);
        }
        Self::default().and_spec(text)
    }

    /// Adds a paragraph of our own, which may be Markdown with links.
    pub(crate) fn and(self, line: impl Into<String>) -> Self {
        self.paragraph([line.into()])
    }

    /// Adds a text of the spec, as paragraphs; nothing where it is empty.
    pub(crate) fn and_spec(self, text: &str) -> Self {
        if text.trim().is_empty() {
            return self;
        }
        self.paragraph(markdown::lines(text))
    }

    /// Adds lines that belong together.
    pub(crate) fn paragraph(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_some() && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
        self
    }

    /// Returns the lines themselves.
    pub(crate) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// Returns the documentation as attributes of the module that it is in.
    pub(crate) fn inner(&self) -> TokenStream {
        self.attributes()
            .map(|attribute| quote!(#! #attribute))
            .collect()
    }

    /// Returns what follows the mark of each attribute.
    fn attributes(&self) -> impl Iterator<Item = Group> {
        self.lines.iter().map(|line| {
            let text = match line.as_str() {
                "" => Literal::string(""),
                // A space separates the line from the comment's mark.
                line => tokens::string(&format!(" {line}")),
            };
            Group::new(Delimiter::Bracket, quote!(doc = #text))
        })
    }
}

/// The attributes of the item that follows.
impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attribute in self.attributes() {
            tokens.append(Punct::new('#', Spacing::Alone));
            tokens.append(attribute);
        }
    }
}
