//! The columns of a table: which cell of a row is which.

use super::Row;
use crate::words::{self, Column};

/// The order of a table's columns.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    name: usize,
    type_word: usize,
    required: Option<usize>,
    default: Option<usize>,
    description: usize,
    /// The number of cells of the head; 0 where no head names the columns.
    count: usize,
    /// The cells of the head that name no column, or one that another cell names.
    pub(super) unknown: Vec<(usize, String)>,
}

impl Columns {
    /// The order that every table without a head has.
    pub(super) const PLAIN: Self = Self {
        name: 0,
        type_word: 1,
        required: None,
        default: None,
        description: 2,
        count: 0,
        unknown: Vec::new(),
    };

    /// The columns that a row names, if it is a head.
    pub(super) fn of_head(cells: &[String]) -> Option<Self> {
        let place = |column| {
            cells
                .iter()
                .position(|cell| words::column(cell) == Some(column))
        };
        let [name, type_word, required, default, text] = [
            Column::Name,
            Column::Type,
            Column::Required,
            Column::Default,
            Column::Description,
        ]
        .map(place);
        let known = [name, type_word, required, default, text];
        let other = |at: &usize| !known.contains(&Some(*at));
        let unknown = cells.iter().enumerate().filter(|(at, _)| other(at));
        let unknown = unknown
            .map(|(at, cell)| (at, cell.trim().to_owned()))
            .collect();
        let (name, type_word) = (name?, type_word?);
        Some(Self {
            name,
            type_word,
            required,
            default,
            description: text.unwrap_or(cells.len().max(type_word + 1)),
            count: cells.len(),
            unknown,
        })
    }

    /// The row of some cells. A bar inside of the description makes more cells than the head has;
    /// what it cuts off is put back together, and the cells behind it are as many places later.
    pub(super) fn row(&self, line: usize, cells: &[String]) -> Row {
        let cell = |index: usize| self.cell(index, cells);
        let surplus = self.surplus(cells);
        let last = match self.count {
            0 => cells.len(),
            count if self.description + 1 >= count => cells.len(),
            _ => (self.description + surplus + 1).min(cells.len()),
        };
        let text = cells.get(self.description..last).unwrap_or_default();
        let text: Vec<&str> = text.iter().map(|cell| cell.trim()).collect();
        let mut row = Row::new(
            line,
            cell(self.name),
            cell(self.type_word),
            &text.join(" | "),
        );
        let own = |index: Option<usize>| index.map_or("", cell).to_owned();
        row.required = own(self.required);
        row.default = own(self.default);
        row
    }

    /// The cell of a column, wherever the description leaves it.
    pub(super) fn cell<'a>(&self, index: usize, cells: &'a [String]) -> &'a str {
        let behind = index > self.description;
        let index = index + if behind { self.surplus(cells) } else { 0 };
        cells.get(index).map_or("", |cell| cell.trim())
    }

    fn surplus(&self, cells: &[String]) -> usize {
        cells.len().saturating_sub(self.count)
    }
}
