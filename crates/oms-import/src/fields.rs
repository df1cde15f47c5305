//! Rows to fields: the levels of a table, and the tables that describe a field.

use std::collections::{BTreeMap, BTreeSet};

use crate::blocks::{Row, Table};
use crate::facts::{Field, Variant};
use crate::notice::Notice;
use crate::prose;

/// A table of its own, with the field that it describes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Part {
    pub(crate) rows: Vec<Row>,
    pub(crate) variants: Vec<(Vec<String>, Vec<Row>)>,
}

impl Part {
    /// The line of its first row; 0 if it has none.
    pub(crate) fn line(&self) -> usize {
        let variants = self.variants.iter().flat_map(|(_, rows)| rows);
        let mut rows = self.rows.iter().chain(variants);
        rows.next().map_or(0, |row| row.line)
    }
}

/// The tables of their own, by the name of the field that they describe.
pub(crate) type Parts = BTreeMap<String, Part>;

/// More levels than any page nests; what lies deeper names itself.
const DEEPEST: usize = 12;

/// Most fields that the tables of their own may grow a page to.
const MOST: usize = 20_000;

/// The fields of some rows.
pub(crate) struct Fields<'a> {
    parts: &'a Parts,
    /// Which names are pointed at by a description, so that their tables belong to those fields
    /// alone.
    pointed_at: Vec<String>,
    /// The names whose tables have described a field.
    used: BTreeSet<String>,
    /// The rows whose fields are not where their names say.
    lost: Vec<Notice>,
    count: usize,
}

impl<'a> Fields<'a> {
    pub(crate) fn new<'r>(parts: &'a Parts, rows: impl Iterator<Item = &'r Row>) -> Self {
        let of_parts = parts.values().flat_map(|part| {
            let variants = part.variants.iter().flat_map(|(_, rows)| rows);
            part.rows.iter().chain(variants)
        });
        let mut pointed_at: Vec<String> = rows.filter_map(pointing).collect();
        pointed_at.extend(of_parts.filter_map(pointing));
        Self {
            parts,
            pointed_at,
            used: BTreeSet::new(),
            lost: Vec::new(),
            count: 0,
        }
    }

    /// The names of the tables of their own that have described a field, and what was lost.
    pub(crate) fn into_used_and_lost(self) -> (BTreeSet<String>, Vec<Notice>) {
        (self.used, self.lost)
    }

    /// The fields of the rows, with everything below them. `around` are the fields that they are a
    /// part of, outer ones first.
    pub(crate) fn of(&mut self, rows: &[Row], around: &[String]) -> Vec<Field> {
        self.nested(rows, 0, &mut around.to_vec())
    }

    fn nested(&mut self, rows: &[Row], depth: usize, within: &mut Vec<String>) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let mut rest = rows;
        while let Some((row, after)) = rest.split_first() {
            let inner = after.iter().take_while(|below| below.depth > depth).count();
            let (below, next) = after.split_at_checked(inner).unwrap_or((after, &[]));
            rest = next;
            self.count += 1;
            if self.count > MOST {
                return fields;
            }
            let field = self.field(row, below, depth, within);
            if let Err(lost) = place(&mut fields, &row.name, within, field) {
                self.lost.push(lost.notice(row));
            }
        }
        fields
    }

    fn field(&mut self, row: &Row, below: &[Row], depth: usize, within: &mut Vec<String>) -> Field {
        let name = row.name.rsplit('.').next().unwrap_or_default();
        let name = name.trim_end_matches("[]").to_owned();
        let mut field = Field {
            line: row.line,
            type_word: row.type_word.clone(),
            said: prose::of_row(row).said,
            fields: Vec::new(),
            variants: Vec::new(),
            name,
        };
        // A field that contains itself would never end.
        if within.contains(&field.name) && below.is_empty() || within.len() > DEEPEST {
            return field;
        }
        let outside = within.len();
        for around in parents(&row.name) {
            if !within.iter().any(|name| name == around) {
                within.push(around.to_owned());
            }
        }
        within.push(field.name.clone());
        field.fields = self.nested(below, depth + 1, within);
        if let Some(part) = self.part(row, &field).cloned() {
            self.used.insert(field.name.clone());
            field.fields.extend(self.nested(&part.rows, 0, within));
            for (tags, rows) in &part.variants {
                let fields = self.nested(rows, 0, within);
                let tags = tags.clone();
                field.variants.push(Variant { tags, fields });
            }
        }
        within.truncate(outside);
        field
    }

    /// The table of its own that describes a field.
    fn part(&self, row: &Row, field: &Field) -> Option<&'a Part> {
        let points = pointing(row).is_some();
        if !points && (self.pointed_at.contains(&field.name) || !field.fields.is_empty()) {
            return None;
        }
        self.parts.get(&field.name)
    }
}

/// The name of a field whose description points to its own table.
fn pointing(row: &Row) -> Option<String> {
    let names = prose::pointed_at(&row.description)?;
    names.contains(&row.name).then(|| row.name.clone())
}

/// The fields that a name with dots is a part of, outer ones first.
fn parents(name: &str) -> impl Iterator<Item = &str> {
    let outer = name.rsplit_once('.').into_iter();
    let names = outer.flat_map(|(outer, _)| outer.split('.'));
    names.map(|name| name.trim_end_matches("[]"))
}

/// The reason why a field is not where its name says.
enum Lost<'p> {
    /// No field has the name of this one around it.
    Parent(&'p str),
    /// There are too many fields around it.
    Depth,
}

impl Lost<'_> {
    fn notice(&self, row: &Row) -> Notice {
        let name = quoted(row);
        let (what, help) = match self {
            Self::Parent(parent) => (
                format!(
                    "{name} is inside of `{}`, which has no row",
                    crate::text::shown(parent)
                ),
                "look at the page: the row of that field is lost",
            ),
            Self::Depth => (
                format!("{name} is inside of more than {DEEPEST} fields"),
                "look at the page: the field is kept, and those around it further inside are lost",
            ),
        };
        Notice::cut(row.line, what, help)
    }
}

/// Adds a field where its name says: `a.b` and `a[].b` are a part of `a`, which is beside the field
/// or around it. A field that cannot be there is added as near to it as possible.
fn place<'p>(
    fields: &mut Vec<Field>,
    path: &'p str,
    within: &[String],
    field: Field,
) -> Result<(), Lost<'p>> {
    let mut into = fields;
    let mut placed = Ok(());
    let mut is_beside = true;
    for (level, name) in parents(path).enumerate() {
        // Whatever walks over fields goes down as deep as they are nested.
        if level >= DEEPEST {
            placed = Err(Lost::Depth);
            break;
        }
        match into.iter().position(|field| field.name == name) {
            Some(at) => match into.get_mut(at) {
                Some(found) => {
                    into = &mut found.fields;
                    is_beside = false;
                }
                None => return Ok(()),
            },
            None if is_beside && within.iter().any(|around| around == name) => {}
            None => {
                placed = Err(Lost::Parent(name));
                break;
            }
        }
    }
    into.push(field);
    placed
}

/// Reports what a flattened table leaves: two rows of one name beside each other, and a level
/// without the one above it.
pub(crate) fn flattened(table: &Table, notices: &mut Vec<Notice>) -> bool {
    let before = notices.len();
    let mut levels: Vec<Vec<&str>> = Vec::new();
    for row in &table.rows {
        if row.depth > levels.len() {
            notices.push(Notice::cut(
                row.line,
                format!(
                    "{} stands deeper than a part of the row before it",
                    quoted(row)
                ),
                "look at the page: the row that it is a part of is lost",
            ));
        }
        levels.resize_with(row.depth + 1, Vec::new);
        let Some(names) = levels.last_mut() else {
            continue;
        };
        if names.contains(&row.name.as_str()) {
            notices.push(Notice::cut(
                row.line,
                format!("{} stands twice beside each other", quoted(row)),
                "look at the page: the marks of its levels are lost",
            ));
        }
        names.push(&row.name);
    }
    notices.len() > before
}

fn quoted(row: &Row) -> String {
    format!("`{}`", crate::text::shown(&row.name))
}
