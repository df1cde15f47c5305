//! A value that is refused on this machine, before anything is sent.

use std::borrow::Cow;
use std::fmt;

use crate::text::shown::Shown;

/// A value that is refused before anything is sent.
///
/// It never repeats a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Invalid {
    inner: Box<Inner>,
}

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    at: Cow<'static, str>,
    message: Cow<'static, str>,
}

impl Invalid {
    /// A refusal whose text says what is wrong and what would be right.
    #[must_use]
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            inner: Box::new(Inner {
                at: Cow::Borrowed(""),
                message: message.into(),
            }),
        }
    }

    /// Adds the place, such as the wire name of a parameter; an inner place that is already known
    /// is kept behind it.
    #[must_use]
    pub fn at(self, place: &'static str) -> Self {
        self.within(Cow::Borrowed(place))
    }

    /// Adds the place in a list, counted from zero: with the list's own place it reads `labels[3]`.
    #[must_use]
    pub fn at_index(self, index: usize) -> Self {
        self.within(Cow::Owned(format!("[{index}]")))
    }

    /// Adds the key in a map: with the map's own place it reads `limits.daily`.
    #[must_use]
    pub fn at_key(self, key: &str) -> Self {
        self.within(Cow::Owned(key.to_owned()))
    }

    fn within(mut self, place: Cow<'static, str>) -> Self {
        let inner = &self.inner.at;
        self.inner.at = if inner.is_empty() {
            place
        } else if inner.starts_with('[') {
            Cow::Owned(format!("{place}{inner}"))
        } else {
            Cow::Owned(format!("{place}.{inner}"))
        };
        self
    }

    /// The fault, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// The parameter or option that holds the value; empty where the value is alone.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.inner.at
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.inner.at.is_empty() {
            write!(f, "`{}`: ", Shown(&self.inner.at))?;
        }
        write!(f, "{}", Shown(&self.inner.message))
    }
}

impl fmt::Debug for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invalid")
            .field("place", &Shown(&self.inner.at))
            .field("message", &Shown(&self.inner.message))
            .finish()
    }
}

impl std::error::Error for Invalid {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Invalid;
    use crate::{TextRule, check_entries, check_items};

    const RULE: TextRule = TextRule::new();

    #[test]
    fn a_place_is_told_from_the_outside_in() {
        let invalid = || Invalid::new("is wrong");
        let table = [
            (invalid(), ""),
            (invalid().at("id"), "id"),
            (invalid().at("id").at("task"), "task.id"),
            (invalid().at_index(3).at("labels"), "labels[3]"),
            (invalid().at("id").at_index(3).at("labels"), "labels[3].id"),
            (invalid().at_index(1).at_index(0).at("rows"), "rows[0][1]"),
            (invalid().at_key("daily").at("limits"), "limits.daily"),
            (invalid().at_index(2).at_key("a").at("map"), "map.a[2]"),
        ];
        for (invalid, place) in table {
            assert_eq!((invalid.place(), invalid.message()), (place, "is wrong"));
        }
        let shown = invalid().at_key("\u{1b}[2J").at("limits");
        let shown = format!("{shown} {shown:?}");
        assert!(!shown.contains('\u{1b}'), "{shown}");
    }

    #[test]
    fn the_first_item_that_is_refused_is_told_with_its_place() {
        assert!(
            check_items(&["a", "b"], |text| RULE.check(text)).is_ok()
                && check_items::<&str>(&[], |text| RULE.check(text)).is_ok()
        );
        let refusal = check_items(&["a", "", ""], |text| RULE.check(text))
            .unwrap_err()
            .at("ids");
        assert_eq!(refusal.to_string(), "`ids[1]`: must not be empty");

        let nested = [vec!["a"], vec!["a", ""]];
        let refusal =
            check_items(&nested, |row| check_items(row, |text| RULE.check(text))).unwrap_err();
        assert_eq!(refusal.place(), "[1][1]");

        let mut map = BTreeMap::from([("a".to_owned(), "a")]);
        assert!(check_entries(&map, |text| RULE.check(text)).is_ok());
        map.insert("b".to_owned(), "");
        let refusal = check_entries(&map, |text| RULE.check(text))
            .unwrap_err()
            .at("limits");
        assert_eq!(refusal.place(), "limits.b");
    }
}
