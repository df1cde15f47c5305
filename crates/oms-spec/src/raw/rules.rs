//! The rules that are beside a type.

use super::Rules;
use crate::syntax::tree::TomlTable;

pub(super) fn rules(table: &TomlTable) -> Rules {
    let integer = |key| table.integer(key).zip(table.key(key));
    let count =
        |key| integer(key).and_then(|(number, span)| Some((u32::try_from(number).ok()?, span)));
    Rules {
        minimum: integer("minimum"),
        maximum: integer("maximum"),
        min_length: count("min-length"),
        max_length: count("max-length"),
        max_items: count("max-items"),
        pattern: table.text("pattern"),
        characters: table.text("characters"),
        usual_prefix: table.text("usual-prefix"),
    }
}
