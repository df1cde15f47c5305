//! The part of a list that an answer has.

use serde_json::{Map, Value};

use crate::rules::PagingRules;

/// Number of items on a page unless a call says otherwise.
const SIZE: i64 = 10;

/// The part of a list that an answer has, and the number of all its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) number: i64,
    pub(crate) size: i64,
    pub(crate) total: i64,
}

impl Page {
    /// The page of this number and size: the first one, and ten items, unless asked otherwise.
    pub(crate) fn new(number: Option<i64>, size: Option<i64>) -> Self {
        Self {
            number: number.unwrap_or(1),
            size: size.unwrap_or(SIZE),
            total: 0,
        }
    }

    /// The page that parameters ask for.
    pub(crate) fn asked(paging: &PagingRules, parameters: &Map<String, Value>) -> Self {
        let number = |name: &str| parameters.get(name).and_then(Value::as_i64);
        Self::new(number(paging.number), number(paging.size))
    }

    /// The items of this page, and the page with their whole number. A page after the last one has
    /// none.
    pub(crate) fn part<T>(mut self, items: Vec<T>) -> (Vec<T>, Self) {
        self.total = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let before = self.number.saturating_sub(1).saturating_mul(self.size);
        let (before, size) = (usize::try_from(before), usize::try_from(self.size));
        let part = items
            .into_iter()
            .skip(before.unwrap_or(usize::MAX))
            .take(size.unwrap_or(0));
        (part.collect(), self)
    }

    /// Reduces a payload to the items on this page; does nothing if the payload contains no list.
    pub(crate) fn cut(self, paging: &PagingRules, payload: &mut Value) -> Option<Self> {
        let items = match paging.items {
            Some(name) => payload.get_mut(name),
            None => Some(payload),
        };
        let items = items.and_then(Value::as_array_mut)?;
        let (part, page) = self.part(std::mem::take(items));
        *items = part;
        Some(page)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_payload_is_cut_where_its_list_stands() {
        let flat = PagingRules {
            number: "n",
            size: "s",
            items: None,
        };
        let deep = PagingRules {
            items: Some("rows"),
            ..flat
        };
        let asked = |paging, parameters: Value| {
            Page::asked(paging, parameters.as_object().expect("an object"))
        };
        for (parameters, left) in [
            (json!({}), json!([1, 2, 3])),
            (json!({"n": 2, "s": 2}), json!([3])),
            (json!({"n": 3, "s": 2}), json!([])),
            (json!({"n": i64::MAX, "s": i64::MAX}), json!([])),
        ] {
            let mut list = json!([1, 2, 3]);
            let page = asked(&flat, parameters.clone()).cut(&flat, &mut list);
            assert_eq!((list, page.map(|page| page.total)), (left.clone(), Some(3)));
            let mut object = json!({"rows": [1, 2, 3], "sum": 6});
            asked(&deep, parameters).cut(&deep, &mut object);
            assert_eq!(object, json!({"rows": left, "sum": 6}));
        }
        assert_eq!(asked(&deep, json!({})).cut(&deep, &mut json!({})), None);
    }
}
