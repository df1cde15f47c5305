//! A generated file, taken apart into its code and its documentation.

use std::path::Path;

use oms_codegen::GeneratedFile;
use oms_spec::ir::Api;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use quote::ToTokens;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprLit, File, Lit, Meta};

/// Returns the files of Rust that are generated from a spec.
pub(super) fn rust_files(api: &Api) -> Vec<GeneratedFile> {
    let mut files = oms_codegen::generate(api);
    files.retain(|file| Path::new(&file.path).extension() == Some("rs".as_ref()));
    files
}

/// A generated file, taken apart.
pub(super) struct Parsed {
    /// The code without what texts may change.
    pub(super) items: String,
    /// The documentation of each item.
    pub(super) docs: Vec<String>,
}

impl Parsed {
    pub(super) fn of(file: &GeneratedFile) -> Self {
        let mut parsed: File = syn::parse_file(&file.text)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
        let mut strip = Strip { docs: Vec::new() };
        strip.visit_file_mut(&mut parsed);
        Self {
            items: parsed.to_token_stream().to_string(),
            docs: strip.docs,
        }
    }
}

/// Takes the attributes away whose values are texts of the spec, and keeps the documentation.
struct Strip {
    docs: Vec<String>,
}

impl VisitMut for Strip {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let lines: Vec<String> = attributes.iter().filter_map(doc).collect();
        if !lines.is_empty() {
            self.docs.push(lines.join("\n"));
        }
        let texts = ["doc", "deprecated", "arg", "command"];
        attributes.retain(|attribute| !texts.iter().any(|name| attribute.path().is_ident(name)));
    }
}

/// A line of documentation, without the space after the mark of the comment.
fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(value) = &attribute.meta else {
        return None;
    };
    let Expr::Lit(ExprLit {
        lit: Lit::Str(line),
        ..
    }) = &value.value
    else {
        return None;
    };
    let line = attribute.path().is_ident("doc").then(|| line.value())?;
    Some(line.strip_prefix(' ').unwrap_or(&line).to_owned())
}

/// Everything in Markdown that is more than words, as rustdoc reads it: code that it would run, and
/// what it would resolve or render.
pub(super) fn marks(docs: &str) -> Vec<String> {
    let mut marks = Vec::new();
    let mut labels = Vec::new();
    let mut collect = |link: BrokenLink<'_>| {
        labels.push(format!("a link to `{}`", link.reference));
        Some((CowStr::from(""), CowStr::from("")))
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let parser = Parser::new_with_broken_link_callback(docs, options, Some(&mut collect));
    let (mut code, mut in_code) = (String::new(), false);
    for event in parser {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "text" => {}
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                code = format!("{kind:?}");
            }
            Event::Text(text) if in_code => code.push_str(&text),
            Event::End(TagEnd::CodeBlock) if in_code => {
                in_code = false;
                marks.push(std::mem::take(&mut code));
            }
            Event::Html(html) | Event::InlineHtml(html) => marks.push(format!("HTML `{html}`")),
            Event::Start(Tag::Link { dest_url, .. })
                if !(dest_url.is_empty() || dest_url.starts_with("http")) =>
            {
                marks.push(format!("a link to `{dest_url}`"));
            }
            _ => {}
        }
    }
    marks.extend(labels);
    marks
}
