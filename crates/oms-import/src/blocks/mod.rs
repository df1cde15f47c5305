//! Lines to blocks: the one form that every rendering of a page is brought to.
//!
//! Markdown, text of a site and everything between differ in how a heading, a table and an example
//! look. After this module, they do not.

mod code;
mod columns;
mod pipes;
mod plain;

use crate::words::{self, Section};

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// Number of its first line, from 1.
    pub(crate) line: usize,
    /// Number of the marks before it, where it is a heading with marks; else none.
    pub(crate) level: usize,
    pub(crate) kind: Kind,
}

/// The kind of a part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading that opens a section.
    Section(Section),
    /// Any other heading.
    Heading(String),
    /// The name of a table of its own, by the fields that it describes.
    Part(Vec<String>),
    /// The values that choose the table that follows.
    Variant(Vec<String>),
    Table(Table),
    Code(Code),
    Prose(String),
}

/// A table of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// True if its first row named the columns.
    pub(crate) headed: bool,
    /// The columns that are not known, by the words of the head.
    pub(crate) unknown: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) depth: usize,
    pub(crate) name: String,
    /// True if a star marks its name, which the page may explain anywhere.
    pub(crate) starred: bool,
    pub(crate) type_word: String,
    /// The cell that says if it must be given, where the table has one.
    pub(crate) required: String,
    /// The cell of its default, where the table has one.
    pub(crate) default: String,
    pub(crate) description: String,
}

/// An example, or any other code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) text: String,
    /// True if its end is on the page.
    pub(crate) closed: bool,
}

/// The blocks of a page, in order.
pub(crate) fn read(lines: &[String]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let (kind, taken) = block(lines, at, line);
        if let Some(kind) = kind {
            let text = line.trim_start();
            blocks.push(Block {
                line: at + 1,
                level: text.len() - text.trim_start_matches('#').len(),
                kind,
            });
        }
        at += taken.max(1);
    }
    blocks
}

/// The block that begins at a line, and how many lines it has.
fn block(lines: &[String], at: usize, line: &str) -> (Option<Kind>, usize) {
    let text = line.trim();
    if text.is_empty() || is_rule(text) {
        return (None, 1);
    }
    if let Some((code, taken)) = code::fenced(lines, at).or_else(|| code::bare(lines, at)) {
        return (Some(Kind::Code(code)), taken);
    }
    if let Some((table, taken)) = pipes::table(lines, at).or_else(|| plain::table(lines, at)) {
        return (Some(Kind::Table(table)), taken);
    }
    (Some(single(text)), 1)
}

/// A block of one line.
fn single(text: &str) -> Kind {
    if let Some(section) = words::section(text) {
        Kind::Section(section)
    } else if let Some(names) = words::part(text) {
        Kind::Part(names)
    } else if let Some(tags) = words::tags(text).filter(|_| !text.starts_with('#')) {
        Kind::Variant(tags)
    } else if let Some(heading) = text.strip_prefix('#') {
        Kind::Heading(words::bare(heading).to_owned())
    } else {
        Kind::Prose(text.to_owned())
    }
}

/// A line that only separates.
fn is_rule(text: &str) -> bool {
    text.len() > 2 && text.chars().all(|c| matches!(c, '-' | '=' | '*' | '_'))
}

/// True if a line ends a table of text that has no other end.
fn ends_table(line: &str) -> bool {
    let text = line.trim();
    words::section(text).is_some()
        || words::part(text).is_some()
        || text.starts_with(['#', '{', '['])
        || text.starts_with("```")
}

/// The marks of a nested row taken off its name, and how many levels they are.
fn depth(cell: &str) -> (usize, &str) {
    let is_mark = |c: char| matches!(c, '├' | '└' | '│' | '─' | '┝' | '∟' | ' ');
    let name = cell.trim_start_matches(is_mark);
    let marks = cell.strip_suffix(name).unwrap_or_default();
    let levels = marks
        .chars()
        .filter(|c| matches!(c, '├' | '└' | '│' | '┝' | '∟'));
    (levels.count(), name)
}

/// A name without the marks of code and emphasis around it and without a star, and if a star
/// marks it: one that opens or closes no emphasis.
fn without_star(name: &str) -> (&str, bool) {
    const MARKS: [char; 3] = ['`', ' ', '"'];
    let mut name = name.trim_matches(MARKS);
    while let Some(inner) = name
        .strip_prefix('*')
        .and_then(|text| text.strip_suffix('*'))
    {
        name = inner.trim_matches(MARKS);
    }
    let plain = name.trim_matches(['*', '`', ' ', '"']);
    (plain, plain.len() < name.len())
}

impl Row {
    /// A row of a name with its marks, or with the names of what it is a part of before it.
    fn new(line: usize, name: &str, type_word: &str, description: &str) -> Self {
        let name = name.replace('\n', " ");
        let (depth, name) = depth(&name);
        let (name, starred) = without_star(name);
        Self {
            line,
            depth,
            name: name.to_owned(),
            starred,
            type_word: type_word.replace(['`', '\\', '\n'], "").trim().to_owned(),
            required: String::new(),
            default: String::new(),
            description: description.trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(page: &str) -> Vec<Kind> {
        let blocks = read(&crate::text::lines(page.as_bytes()));
        blocks.into_iter().map(|block| block.kind).collect()
    }

    fn rows(page: &str) -> Vec<(usize, String, String, String)> {
        let tables = kinds(page).into_iter().filter_map(|kind| match kind {
            Kind::Table(table) => Some(table.rows),
            _ => None,
        });
        tables
            .flatten()
            .map(|row| (row.depth, row.name, row.type_word, row.description))
            .collect()
    }

    #[test]
    fn every_form_of_a_table_gives_the_same_rows() {
        let expected = [
            (0, "name", "string", "The name. Valid values: A and B."),
            (0, "box", "object []", "The box."),
            (1, "size", "integer", "Its size."),
            (0, "last", "-", "Nothing."),
        ]
        .map(|(depth, name, word, text)| {
            (depth, name.to_owned(), word.to_owned(), text.to_owned())
        });
        for page in [
            "| Parameter | Type | Description |\n|---|:--|---|\n| name | string | The name. Valid values: A and B. |\n| box | object [] | The box.\n| ├─ size | integer | Its size. |\n| last | - | Nothing.",
            "   |  Parameter|Type |Description |\r\n   |---|---|---|\r\n   |name|string|The name. Valid\r\nvalues: A and B. |\r\n   |box | object \\[\\] | The box. |\r\n   |├─size | integer | Its size.|\r\n   | last | - | Nothing. |\r\n",
            "Parameter | Type | Description\nname | string | The name. Valid values: A and B.\nbox | object [] | The box.\n├─ size | integer | Its size.\nlast | - | Nothing.\n",
            "Parameter Type Description\nname string The name. Valid values: A and B.\nbox object [] The box.\n├─ size integer Its size.\nlast - Nothing.\n\nExamples",
            "Parameter Type Description\nname string The name.\nValid values: A and B.\nbox object [] The\nbox.\n├─ size integer Its size.\nlast - Nothing.\n",
            "Parameter\nType\nDescription\nname\nstring\nThe name. Valid values: A and B.\nbox\nobject []\nThe box.\n├─ size\ninteger\nIts size.\nlast\n-\nNothing.\n",
            "|参数|类型|描述|\n|--|--|--|\n|name|string|The name. Valid values: A and B.|\n|box|object []|The box.|\n| ├─ size|integer|Its size.|\n|last|-|Nothing.|",
        ] {
            assert_eq!(rows(page), expected, "{page}");
        }
    }

    #[test]
    fn examples_are_found_with_and_without_fences() {
        for page in ["```JSON\n{\n\"a\": 1}\n```\nafter", "{\n\"a\": 1}\nafter"] {
            let found = kinds(page);
            let code = Code {
                text: "{\n\"a\": 1}".to_owned(),
                closed: true,
            };
            assert_eq!(found, [Kind::Code(code), Kind::Prose("after".to_owned())]);
        }
        let cut = kinds("{\n\"a\": \"}\"");
        assert!(
            matches!(&cut[..], [Kind::Code(code)] if !code.closed),
            "{cut:?}"
        );
    }

    #[test]
    fn a_cell_may_hold_bars_markup_and_more_columns_than_its_head() {
        let page = "| Parameter | Type | Description |\n|---|---|---|\n| a | string | One \\| two x|y <ul><li>`T` is: 1 </li><li>b</li></ul> | more |\n";
        let (.., text) = rows(page).remove(0);
        assert_eq!(text, "One | two x | y \n• `T` is: 1 \n• b | more");
    }
}
