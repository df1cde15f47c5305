//! The table of contents, which is the page that names the pages of each reader.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::failure::Failure;
use crate::files::{Files, extension, resolve};

/// The page of the readers and of their pages.
const READERS: &str = "docs/README.md";

/// The front page, which opens the book.
const FRONT: &str = "README.md";

/// The name of a page that stands for its folder. The pages beside it are its chapters.
const OF_FOLDER: &str = "README.md";

/// The parts of the book.
#[derive(Debug)]
pub(super) struct Contents {
    parts: Vec<Part>,
}

/// The pages of one reader.
#[derive(Debug, Default)]
struct Part {
    title: String,
    chapters: Vec<Chapter>,
}

#[derive(Debug)]
struct Chapter {
    path: String,
    /// The heading that the page opens with.
    heading: Option<String>,
    /// The words that lead to the page.
    words: String,
    /// The other pages of the folder that the page is the front of.
    pages: Vec<Chapter>,
}

impl Contents {
    /// Reads the page of the readers: a paragraph that opens in bold, and the list of pages below
    /// it.
    pub(super) fn of(files: &Files) -> Result<Self, Failure> {
        let text = files.text(READERS).unwrap_or_default();
        let mut parts: Vec<Part> = Vec::new();
        let (mut in_title, mut in_link, mut lists) = (false, false, 0_usize);
        for event in Parser::new_ext(text, Options::empty()) {
            match event {
                Event::Start(Tag::List(_)) => lists += 1,
                Event::End(TagEnd::List(_)) => lists = lists.saturating_sub(1),
                Event::Start(Tag::Strong) if lists == 0 => {
                    in_title = true;
                    parts.push(Part::default());
                }
                Event::End(TagEnd::Paragraph) => in_title = false,
                Event::Text(words) | Event::Code(words) if in_title => {
                    if let Some(part) = parts.last_mut() {
                        part.title.push_str(&words);
                    }
                }
                Event::Start(Tag::Link { dest_url, .. }) if lists > 0 => {
                    if let Some(part) = parts.last_mut() {
                        part.chapters.push(chapter(files, &dest_url)?);
                        in_link = true;
                    }
                }
                Event::End(TagEnd::Link) => in_link = false,
                Event::Text(words) | Event::Code(words) if in_link => {
                    let chapter = parts.last_mut().and_then(|part| part.chapters.last_mut());
                    if let Some(chapter) = chapter {
                        chapter.words.push_str(&words);
                    }
                }
                _ => {}
            }
        }
        if parts.is_empty() {
            return Err(Failure::new(
                format!("{READERS} names no reader"),
                "write the name of each in bold, and a list of pages below it",
            ));
        }
        Ok(Self { parts })
    }

    /// Returns the paths of the pages.
    pub(super) fn pages(&self) -> BTreeSet<&str> {
        let chapters = self.parts.iter().flat_map(|part| &part.chapters);
        let all = chapters.flat_map(|chapter| std::iter::once(chapter).chain(&chapter.pages));
        all.map(|chapter| chapter.path.as_str())
            .chain([FRONT, READERS])
            .collect()
    }

    /// Returns the table of contents in the form that mdBook reads.
    pub(super) fn summary(&self) -> String {
        let mut text = format!("# Summary\n\n[Introduction]({FRONT})\n[Readers]({READERS})\n");
        // mdBook takes a page once. A second reader finds it by the page of the readers.
        let mut named = BTreeSet::new();
        for part in &self.parts {
            let _ = write!(text, "\n# {}\n\n", part.title.trim_end_matches(':'));
            for chapter in &part.chapters {
                if !named.insert(&chapter.path) {
                    continue;
                }
                let _ = writeln!(text, "- {}", chapter.line());
                for page in &chapter.pages {
                    let _ = writeln!(text, "  - {}", page.line());
                }
            }
        }
        text
    }
}

impl Chapter {
    fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            heading: heading(text),
            words: String::new(),
            pages: Vec::new(),
        }
    }

    /// Returns the link of the table of contents.
    fn line(&self) -> String {
        let title = match &self.heading {
            Some(heading) => heading,
            None if self.words.is_empty() => &self.path,
            None => &self.words,
        };
        format!("[{}]({})", title.replace(['[', ']'], ""), self.path)
    }
}

fn chapter(files: &Files, link: &str) -> Result<Chapter, Failure> {
    let target = link.split('#').next().unwrap_or_default();
    let path = resolve(READERS, target).filter(|path| extension(path) == "md");
    let Some((path, text)) = path.and_then(|path| Some((path.clone(), files.text(&path)?))) else {
        return Err(Failure::new(
            format!("{READERS} leads a reader to `{link}`, which is no page"),
            "name a file with the ending .md",
        ));
    };
    let folder = path.strip_suffix(OF_FOLDER).unwrap_or_default();
    let others = files.texts().filter(|(other, _)| {
        let name = other.strip_prefix(folder).filter(|_| !folder.is_empty());
        name.is_some_and(|name| name != OF_FOLDER && !name.contains('/') && extension(name) == "md")
    });
    let pages = others
        .map(|(path, text)| Chapter::new(path, text))
        .collect();
    Ok(Chapter {
        pages,
        ..Chapter::new(&path, text)
    })
}

/// Returns the words of the heading that a page opens with.
fn heading(text: &str) -> Option<String> {
    // A generated page opens with a comment.
    let mut events = Parser::new_ext(text, Options::empty())
        .skip_while(|event| !matches!(event, Event::Start(tag) if *tag != Tag::HtmlBlock));
    let is_of_page = matches!(
        events.next()?,
        Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        })
    );
    let words = events
        .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
        .filter_map(|event| match event {
            Event::Text(words) | Event::Code(words) => Some(words.into_string()),
            _ => None,
        });
    is_of_page.then(|| words.collect())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const PAGES: &[(&str, &str)] = &[
        ("README.md", "# Front\n"),
        (
            "docs/README.md",
            "# Readers\n\n**The operator**, at `3`:\n\n1. [a.md](a.md): how, and **why**.\n   \
             - deeper\n2. [reference](reference/README.md)\n\n**The auditor**:\n\n1. [a.md](a.md)\n\
             2. [b](../b.md#x)\n",
        ),
        ("docs/a.md", "# `oms` [at] night\n"),
        ("docs/reference/README.md", "# All\n"),
        ("docs/reference/One.md", "# One\n"),
        ("docs/reference/deep/Two.md", "# Two\n"),
        ("b.md", "no heading\n\n## One of a part\n"),
    ];

    #[test]
    fn a_reader_is_a_part_and_a_folder_has_its_pages() {
        let contents = Contents::of(&Files::of(PAGES)).unwrap();
        let expected = "# Summary\n\n[Introduction](README.md)\n[Readers](docs/README.md)\n\n\
                        # The operator, at 3\n\n- [oms at night](docs/a.md)\n\
                        - [All](docs/reference/README.md)\n  - [One](docs/reference/One.md)\n\n\
                        # The auditor\n\n- [b](b.md)\n";
        assert_eq!(contents.summary(), expected);
        let pages: Vec<&str> = contents.pages().into_iter().collect();
        let expected = [
            "README.md",
            "b.md",
            "docs/README.md",
            "docs/a.md",
            "docs/reference/One.md",
            "docs/reference/README.md",
        ];
        assert_eq!(pages, expected);
    }

    #[test]
    fn a_page_that_is_missing_is_named() {
        let text = "**The operator**\n\n1. [a](gone.md)\n";
        let failure = Contents::of(&Files::of(&[(READERS, text)])).unwrap_err();
        assert!(failure.render(false).contains("`gone.md`"), "{failure:?}");
        let failure = Contents::of(&Files::of(&[])).unwrap_err();
        assert!(failure.render(false).contains(READERS), "{failure:?}");
    }

    /// A page that no reader is led to is read by nobody.
    #[test]
    fn every_page_of_the_documentation_is_one_of_a_reader() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let files = Files::read(root).unwrap();
        let contents = Contents::of(&files).unwrap();
        let pages = contents.pages();
        let ours = files
            .paths()
            .filter(|path| path.starts_with("docs/") && extension(path) == "md");
        let missing: Vec<&str> = ours.filter(|path| !pages.contains(path)).collect();
        assert_eq!(missing, [""; 0]);
    }
}
