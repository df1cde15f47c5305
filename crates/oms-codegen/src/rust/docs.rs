//! Documentation of generated items: our own sentences and the spec's texts, as doc attributes and
//! nothing else.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::markdown;

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

    /// Returns the documentation as attributes of the item that follows.
    pub(crate) fn outer(&self) -> TokenStream {
        self.attributes()
            .map(|line| quote!(#[doc = #line]))
            .collect()
    }

    /// Returns the documentation as attributes of the module that it is in.
    pub(crate) fn inner(&self) -> TokenStream {
        self.attributes()
            .map(|line| quote!(#![doc = #line]))
            .collect()
    }

    /// Returns the lines with the space that separates them from the comment's mark.
    fn attributes(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(|line| match line.as_str() {
            "" => String::new(),
            line => format!(" {line}"),
        })
    }
}
