//! The `=` of keys that follow each other, under each other.

use toml_edit::{Item, KeyMut, Table, Value};

use super::space;

/// A key with its value, and the width of the key with those before it, where dots part them.
struct Line<'t> {
    width: usize,
    key: KeyMut<'t>,
    value: &'t mut Value,
}

/// Aligns the keys of a table, those with dots in them included.
///
/// A value of several lines ends a paragraph: what is above it and what is below it do not look
/// like one block.
pub(super) fn keys(table: &mut Table) {
    let mut lines = Vec::new();
    collect(table, 0, &mut lines);
    let mut paragraph = Vec::new();
    for line in lines {
        let ends = line.value.to_string().trim().contains('\n');
        paragraph.push(line);
        if ends {
            align(std::mem::take(&mut paragraph));
        }
    }
    align(paragraph);
}

fn collect<'t>(table: &'t mut Table, before: usize, lines: &mut Vec<Line<'t>>) {
    for (mut key, item) in table.iter_mut() {
        let width = before + key.display_repr().chars().count();
        match item {
            Item::Value(value) => lines.push(Line { width, key, value }),
            Item::Table(inner) if inner.is_dotted() => {
                key.dotted_decor_mut().clear();
                collect(inner, width + 1, lines);
            }
            _ => {}
        }
    }
}

fn align(paragraph: Vec<Line<'_>>) {
    let widest = paragraph.iter().map(|line| line.width).max().unwrap_or(0);
    for mut line in paragraph {
        let comments = space::comments(space::before(line.key.leaf_decor()));
        let blanks = " ".repeat(widest - line.width + 1);
        line.key.dotted_decor_mut().clear();
        let decor = line.key.leaf_decor_mut();
        decor.set_prefix(comments);
        decor.set_suffix(blanks);
        let decor = line.value.decor_mut();
        decor.set_prefix(" ");
        let behind = space::behind(decor);
        decor.set_suffix(behind);
    }
}
