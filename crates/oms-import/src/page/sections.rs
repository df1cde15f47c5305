//! The blocks of each action of a page, by section.

use super::{address, halves, heads};
use crate::blocks::{Block, Kind, Row, Table};
use crate::facts::{Example, Half, Stated};
use crate::fields::{self, Part, Parts};
use crate::notice::Notice;
use crate::prose;
use crate::shown;
use crate::text::shown as plain;
use crate::words::Section;

/// The parts of a page that belong to one action.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    pub(super) action: Option<Stated>,
    pub(super) address: Option<Stated>,
    pub(super) since: Option<Stated>,
    pub(super) community: bool,
    pub(super) request: Vec<Row>,
    pub(super) response: Vec<Row>,
    pub(super) request_parts: Parts,
    pub(super) response_parts: Parts,
    pub(super) forms: Vec<(String, Option<String>, Vec<Row>)>,
    pub(super) examples: Vec<Example>,
    /// True if a table has lost a part of it.
    pub(super) cut: bool,
}

/// The sections of each action, in the order of the page.
pub(crate) fn split(blocks: &[Block], notices: &mut Vec<Notice>) -> Vec<Sections> {
    let mut reader = Reader {
        done: Vec::new(),
        current: Sections::default(),
        section: None,
        level: 0,
        parts: Vec::new(),
        tags: None,
        form: None,
        unknown: None,
        notices,
    };
    for block in blocks {
        reader.block(block);
    }
    reader.done.push(reader.current);
    reader.done
}

struct Reader<'a> {
    done: Vec<Sections>,
    current: Sections,
    section: Option<Section>,
    /// The level of the heading that opened the section; none where it has no marks.
    level: usize,
    /// The fields that the next table describes, where it is one of its own.
    parts: Vec<String>,
    /// The values that choose what the next table describes.
    tags: Option<Vec<String>>,
    /// The form of the appendix that the next table describes.
    form: Option<String>,
    /// The heading that the next example stands under, where it does not say which half it shows.
    unknown: Option<String>,
    notices: &'a mut Vec<Notice>,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            Kind::Section(section) => {
                self.open(*section);
                self.level = block.level;
            }
            Kind::Heading(text) => self.heading(text, block.level),
            Kind::Part(names) => {
                self.parts.clone_from(names);
                self.tags = None;
            }
            Kind::Variant(tags) => self.variant(tags),
            Kind::Table(table) => self.table(table, block.line),
            Kind::Code(code) => self.code(&code.text, code.closed, block.line),
            Kind::Prose(text) => self.prose(text, block.line),
        }
    }

    fn open(&mut self, section: Section) {
        if section == Section::Limits && self.current.action.is_some() {
            self.next();
        }
        self.section = Some(section);
        self.parts.clear();
        self.tags = None;
        self.form = None;
        self.unknown = None;
    }

    fn next(&mut self) {
        self.done.push(std::mem::take(&mut self.current));
    }

    fn heading(&mut self, text: &str, level: usize) {
        self.parts.clear();
        self.tags = None;
        let is_below = self.level > 0 && level > self.level;
        match self.section {
            Some(Section::Appendix) => self.form = Some(text.to_owned()),
            // It divides the examples of a half.
            Some(Section::RequestExample | Section::ResponseExample)
                if is_below && !halves::names_half(text) => {}
            // It ends the example of a half, and says nothing of the half that follows.
            Some(Section::RequestExample | Section::ResponseExample) => {
                self.section = Some(Section::Examples);
                self.unknown = Some(text.to_owned());
            }
            _ if self.unknown.is_some() => self.unknown = Some(text.to_owned()),
            _ => {}
        }
    }

    fn variant(&mut self, tags: &[String]) {
        if !self.parts.is_empty() {
            self.tags = Some(tags.to_vec());
        } else if self.section == Some(Section::Appendix) {
            self.form = Some(tags.join(" "));
        }
    }

    fn prose(&mut self, text: &str, line: usize) {
        if let Some(action) = address::action(text) {
            self.action(action, line);
        }
        match self.section {
            Some(Section::Path) => self.address(text, line),
            Some(Section::Limits) => self.limitation(text, line),
            Some(Section::Appendix) if is_form(text) => self.form = Some(text.to_owned()),
            _ => {}
        }
    }

    /// Takes the version that the first line with one states; another one is told.
    fn limitation(&mut self, text: &str, line: usize) {
        let (since, is_all) = heads::since(text);
        let known = self.current.since.as_ref();
        let is_first = known.is_none();
        let is_same = known.is_none_or(|known| since.is_none_or(|since| since == known.text));
        if is_first {
            self.current.community |= heads::is_community(text);
            let since = since.map(str::to_owned);
            self.current.since = since.map(|text| Stated { text, line });
        }
        if is_all && is_same {
            return;
        }
        self.lose(
            line,
            "a limitation names several versions, one of several editions, or one of another form",
            "look at the line, and write `since` of each edition into the spec by hand",
        );
    }

    fn action(&mut self, name: &str, line: usize) {
        let other = |known: &Stated| known.text != name;
        if self.current.action.as_ref().is_some_and(other) {
            self.next();
        }
        let text = name.to_owned();
        self.current.action.get_or_insert(Stated { text, line });
    }

    fn address(&mut self, text: &str, line: usize) {
        if self.current.address.is_none() {
            self.current.address = address::stated(text).map(|text| Stated { text, line });
        }
    }

    fn table(&mut self, table: &Table, line: usize) {
        if table.rows.is_empty() {
            self.cut(line, "a table has a head and no rows");
            return;
        }
        if !table.headed {
            self.cut(line, "a table has no head that names its columns");
        }
        self.current.cut |= fields::flattened(table, self.notices);
        self.nameless(table);
        self.unread(table, line);
        let rows = table.rows.clone();
        match (self.section, std::mem::take(&mut self.parts)) {
            (Some(Section::Appendix), _) => self.form_table(rows, line),
            (Some(section), names) if !names.is_empty() => self.part_table(section, names, &rows),
            (Some(Section::Request), _) if self.current.request.is_empty() => {
                self.current.request = rows;
            }
            (Some(Section::Response), _) if self.current.response.is_empty() => {
                self.current.response = rows;
            }
            (Some(Section::Request | Section::Response), _) => {
                self.cut(
                    line,
                    "a second table of a section has no name that says which field it describes",
                );
            }
            _ => self.cut(
                line,
                "a table stands under no heading that says what it lists",
            ),
        }
    }

    fn cut(&mut self, line: usize, what: &str) {
        let help = "look at the page, and give the importer a whole copy of it";
        self.lose(line, what, help);
    }

    fn lose(&mut self, line: usize, what: &str, help: &'static str) {
        self.current.cut = true;
        self.notices.push(Notice::cut(line, what, help));
    }

    /// Reports rows whose name is none.
    fn nameless(&mut self, table: &Table) {
        for row in table
            .rows
            .iter()
            .filter(|row| !crate::words::is_name(&row.name))
        {
            let what = format!("`{}` is no name of a field", plain(&row.name));
            self.cut(row.line, &what);
        }
    }

    /// Reports columns that are not known, and statements of rows that no fact says.
    fn unread(&mut self, table: &Table, line: usize) {
        for column in &table.unknown {
            let what = format!(
                "the column `{}` is not known, and its cells were not read",
                plain(column)
            );
            self.cut(line, &what);
        }
        for row in &table.rows {
            for unread in prose::of_row(row).unread {
                let what = format!("{} `{}` cannot be read", unread.words(), plain(&row.name));
                let help = "look at the row, and write what it states into the spec by hand";
                self.lose(row.line, &what, help);
            }
        }
    }

    fn form_table(&mut self, rows: Vec<Row>, line: usize) {
        match self.form.clone() {
            Some(name) => {
                let of = self.current.examples.iter().rev().find_map(|example| {
                    let is_this = example.half == Half::Form(name.clone());
                    is_this.then(|| only_key(example)).flatten()
                });
                self.current.forms.push((name, of, rows));
            }
            None => self.cut(line, "a table of the appendix has no heading"),
        }
    }

    fn part_table(&mut self, section: Section, names: Vec<String>, rows: &[Row]) {
        let parts = match section {
            Section::Request => &mut self.current.request_parts,
            _ => &mut self.current.response_parts,
        };
        for name in &names {
            let part: &mut Part = parts.entry(name.clone()).or_default();
            match &self.tags {
                Some(tags) => part.variants.push((tags.clone(), rows.to_vec())),
                None => part.rows.extend_from_slice(rows),
            }
        }
        // More variants of the same field may follow; a table without tags ends it.
        if self.tags.take().is_some() {
            self.parts = names;
        }
    }

    fn code(&mut self, text: &str, closed: bool, line: usize) {
        if self.section == Some(Section::Path) {
            if let Some(action) = address::action(text) {
                self.action(action, line);
            }
            self.address(text, line);
            return;
        }
        let Some(half) = self.half(text) else { return };
        self.misplaced(&half, line);
        if !closed {
            self.cut(line, "an example has no end");
        }
        let read = shown::lenient(text);
        let is_json = read.as_ref().is_some_and(|(_, is_json)| *is_json);
        match &read {
            None if closed => self.cut(
                line,
                "an example is not JSON, and nothing can be read of it",
            ),
            Some((_, false)) => self.notices.push(Notice::odd(
                line,
                "an example is not JSON: a comma stands before a closing bracket",
                "nothing; it was read without the comma",
            )),
            _ => {}
        }
        self.current.examples.push(Example {
            half,
            line,
            shown: read.map(|(value, _)| shown::of(&value)),
            is_json,
            text: text.to_owned(),
        });
    }

    /// Reports an example whose heading does not say which half it shows, or says the other one.
    fn misplaced(&mut self, half: &Half, line: usize) {
        let is_answer = *half == Half::Response;
        let what = match &self.unknown {
            Some(heading) => format!("the heading `{}` is not known", plain(heading)),
            None if is_answer && self.section == Some(Section::RequestExample) => {
                "an answer stands under the heading of a request".to_owned()
            }
            None => return,
        };
        if is_answer {
            let help = "nothing; the example was read as an answer, because it has a verdict";
            self.notices.push(Notice::odd(line, what, help));
        } else {
            let help = "the example was read as a request; look at the page";
            self.lose(line, &what, help);
        }
    }

    /// The half of an exchange that a piece of code shows; `None` if it is no example.
    fn half(&self, text: &str) -> Option<Half> {
        let looks_like_json = text.trim_start().starts_with(['{', '[']);
        let answers = looks_like_json && halves::has_verdict(text);
        match self.section? {
            Section::ResponseExample => Some(Half::Response),
            Section::RequestExample | Section::Examples if answers => Some(Half::Response),
            Section::RequestExample => Some(Half::Request),
            Section::Examples if looks_like_json => Some(Half::Request),
            Section::Appendix if looks_like_json => self.form.clone().map(Half::Form),
            _ => None,
        }
    }
}

/// A line that can be the heading of a form where headings have no marks.
fn is_form(text: &str) -> bool {
    text.len() < 40 && text.split_whitespace().count() < 4 && !text.ends_with(['.', '。', ':'])
}

/// The field that an example of a form shows, where it shows one alone.
fn only_key(example: &Example) -> Option<String> {
    let value = example.value()?;
    let fields = value.as_object().filter(|fields| fields.len() == 1)?;
    fields
        .iter()
        .find(|(_, value)| value.is_object())
        .map(|(name, _)| name.clone())
}
