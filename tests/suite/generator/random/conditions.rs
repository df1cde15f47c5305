//! Fields that are constants, and fields that the one beside them makes required.

use toml::Table;

use super::{Field, Maker, PRESENCES, Ty};

impl Maker {
    /// A field that is always the same text.
    pub(super) fn constant(&mut self, fields: &mut Vec<Field>, tables: &mut Table) {
        let name = self.name();
        let table = Table::from_iter([
            ("type".to_owned(), "string".into()),
            ("constant".to_owned(), "ALWAYS".into()),
        ]);
        let ty = Ty::Enum(vec!["ALWAYS".to_owned()]);
        self.field(name, "required", ty, table, fields, tables);
    }

    /// A field that the one beside it makes required.
    pub(super) fn condition(&mut self, fields: &mut Vec<Field>, tables: &mut Table) {
        let (by, name) = (self.name(), self.name());
        let presence = PRESENCES[self.below(PRESENCES.len())];
        let (ty, word, is) = if self.chance() {
            (Ty::Boolean, "boolean", vec!["true"])
        } else {
            let words = ["CALM", "WILD", "MAD"].map(str::to_owned);
            (Ty::Enum(words.into()), "string", vec!["WILD", "MAD"])
        };
        let table = Table::from_iter([("type".to_owned(), word.into())]);
        self.field(by.clone(), presence, ty, table, fields, tables);
        let (ty, mut table) = self.ty(0, false);
        let condition = Table::from_iter([
            ("field".to_owned(), by.into()),
            ("is".to_owned(), is.into()),
        ]);
        table.insert("required-if".to_owned(), condition.into());
        self.field(name, "optional", ty, table, fields, tables);
        // The examples have it, whatever the field beside it is.
        if let Some(field) = fields.last_mut() {
            field.presence = "required";
        }
    }
}
