//! The constants that hold the rules of fields: a rule of a list and one of another field may not
//! have the same name.

use super::taken::{Reports, Taken};
use crate::raw::{Field, Rules};

/// Advice for two constants of one name. Only fields with rules have any.
const RENAME: &str = "give one of them another Rust name: `rust = \"...\"`; the rule of `a` is `A_RULE`, and the \
                      greatest number of its items is `A_COUNT_RULE`";

/// Looks at the fields of one object.
pub(super) fn check(fields: &[Field], reports: &mut Reports<'_>) {
    let mut constants = Taken::new("constant", RENAME);
    for field in fields {
        let rules = field.rules();
        let name = field.ident().trim_end_matches('_').to_uppercase();
        if is_ruled(rules) {
            constants.add(format!("{name}_RULE"), field.name.span, reports);
        }
        if rules.max_items.is_some() {
            constants.add(format!("{name}_COUNT_RULE"), field.name.span, reports);
        }
    }
}

/// Returns whether a field has a rule of its values.
fn is_ruled(rules: &Rules) -> bool {
    rules.minimum.is_some()
        || rules.maximum.is_some()
        || rules.min_length.is_some()
        || rules.max_length.is_some()
        || rules.pattern.is_some()
}
