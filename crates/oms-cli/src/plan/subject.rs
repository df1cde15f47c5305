//! What an action acts on, and what a look at it shows.
//!
//! The kinds of subjects and the reads that show them are generated from the spec; how such a read
//! is asked and understood is the same for all of them, and stands here.

use oms_client::{Shown, StartPosition};
use serde_json::{Map, Value, json};

/// How many items of a list are asked for at once, where the service states no limit.
const PAGE_SIZE: i64 = 100;

/// What a write acts on: one thing, or several of a kind where the parameter is a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) kind: &'static SubjectKind,
    pub(crate) ids: Vec<String>,
}

impl Subject {
    /// One thing.
    pub(crate) fn one(kind: &'static SubjectKind, id: impl ToString) -> Self {
        Self::several(kind, [id])
    }

    /// The things that a list names.
    pub(crate) fn several(
        kind: &'static SubjectKind,
        ids: impl IntoIterator<Item: ToString>,
    ) -> Self {
        let ids = ids.into_iter();
        Self {
            kind,
            ids: ids.map(|id| id.to_string()).collect(),
        }
    }

    /// What a person types to see the first of it.
    pub(crate) fn typed(&self) -> Option<String> {
        Some(self.kind.looks.first()?.typed(self.ids.first()?))
    }

    /// What is typed to confirm it: the ID; several with commas between them.
    pub(crate) fn text(&self) -> String {
        self.ids.join(",")
    }
}

/// A kind of subject.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SubjectKind {
    /// What one is called, such as `task`.
    pub(crate) name: &'static str,
    /// How an ID of it usually begins; another beginning is worth a warning.
    pub(crate) usual_prefix: Option<&'static str>,
    /// The reads that show one. Where there are none, it cannot be looked up.
    pub(crate) looks: &'static [Look],
    /// The read that lists all of them with their names. Where there is none, names lead nowhere.
    pub(crate) list: Option<Look>,
}

/// A read that shows a subject.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// The action, by its name on the wire.
    pub(crate) action: &'static str,
    /// What is typed to read it; the ID follows where the read takes one.
    pub(crate) command: &'static str,
    /// The parameter that takes the ID; `None` where the read lists all of them.
    pub(crate) by: Option<&'static str>,
    /// Whether the ID is a whole number.
    pub(crate) is_number: bool,
    /// Where the list stands in the payload; empty where the payload is the list.
    pub(crate) items: &'static [&'static str],
    /// The parameters that choose a page of the list, where it is paged.
    pub(crate) pages: Option<LookPages>,
    /// The parameter of a list that leaves only those whose name or ID is like a text.
    pub(crate) search: Option<&'static str>,
    /// The parameters of a list that are true where all are listed.
    pub(crate) all: &'static [&'static str],
    /// What it shows, and where that stands in the payload or in an item of the list.
    pub(crate) shows: &'static [(Fact, &'static [&'static str])],
}

/// The parameters that choose a page of a list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LookPages {
    pub(crate) number: &'static str,
    pub(crate) size: &'static str,
    /// The greatest size that may be asked for, where a limit is known.
    pub(crate) most: Option<i64>,
}

/// What a look shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    Id,
    Name,
    Status,
    SourceKind,
    TargetKind,
    ForwardExists,
    ForwardPosition,
    ForwardLogHours,
    ReverseExists,
    ReversePosition,
    ReverseLogHours,
}

/// What the looks at a subject have shown so far. What they do not show stays `None`; nothing is
/// assumed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Facts {
    pub(crate) name: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) source_kind: Option<String>,
    pub(crate) target_kind: Option<String>,
    pub(crate) forward: Leg,
    pub(crate) reverse: Leg,
}

/// One direction of a subject.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Leg {
    /// Whether there is one; `None` where the service does not tell.
    pub(crate) exists: Option<bool>,
    /// How far it is.
    pub(crate) position: Option<StartPosition>,
    /// For how many hours its logs are kept.
    pub(crate) log_hours: Option<i64>,
}

/// What one answer of a look comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// The subject is there; what is shown of it was taken down.
    Here,
    /// The answer is about another one, which says nothing of this one.
    Another(String),
    /// It is not among these, which are all that the answer lists.
    NotAmong(Vec<String>),
}

impl Look {
    /// The parameters of the read, for an ID and the page of this number, counted from 1.
    pub(crate) fn request(&self, id: &str, page: i64) -> Value {
        let mut parameters = Map::new();
        if let Some(by) = self.by {
            let number = id.parse::<i64>().ok().filter(|_| self.is_number);
            parameters.insert(by.to_owned(), number.map_or_else(|| json!(id), Value::from));
        }
        if let Some(pages) = &self.pages {
            let size = pages.most.unwrap_or(PAGE_SIZE).min(PAGE_SIZE);
            parameters.insert(pages.number.to_owned(), json!(page));
            parameters.insert(pages.size.to_owned(), json!(size));
        }
        Value::Object(parameters)
    }

    /// The parameters of the read of a list: of all, or of those that are like a text.
    pub(crate) fn listing(&self, text: Option<&str>, page: i64) -> Value {
        let mut parameters = match self.request("", page) {
            Value::Object(parameters) => parameters,
            _ => Map::new(),
        };
        for name in self.all {
            parameters.insert((*name).to_owned(), Value::Bool(true));
        }
        if let Some((search, text)) = self.search.zip(text) {
            parameters.insert(search.to_owned(), json!(text));
        }
        Value::Object(parameters)
    }

    /// The IDs in an answer's payload that lists, each with what is shown of it.
    pub(crate) fn all_of(&self, payload: &Value) -> Vec<(String, Facts)> {
        let items = at(payload, self.items).and_then(Value::as_array);
        let items = items.map(Vec::as_slice).unwrap_or_default();
        let one = |item: &Value| {
            let id = text(at(item, self.place(Fact::Id)?)?)?;
            let mut facts = Facts::default();
            self.take_down(item, &mut facts);
            Some((id, facts))
        };
        items.iter().filter_map(one).collect()
    }

    /// What a person types to see the subject with this ID.
    pub(crate) fn typed(&self, id: &str) -> String {
        match self.by {
            Some(_) => format!("oms {} {}", self.command, Shown(id)),
            None => format!("oms {}", self.command),
        }
    }

    /// Whether there may be a further page behind one that does not show the subject.
    pub(crate) const fn is_paged(&self) -> bool {
        self.pages.is_some()
    }

    /// Takes down what an answer's payload shows of the subject with this ID.
    pub(crate) fn read(&self, id: &str, payload: &Value, facts: &mut Facts) -> Found {
        if self.by.is_some() {
            let place = self.place(Fact::Id);
            let shown = place.and_then(|place| text(at(payload, place)?));
            if let Some(other) = shown.filter(|shown| shown != id) {
                return Found::Another(other);
            }
            self.take_down(payload, facts);
            return Found::Here;
        }
        let items = at(payload, self.items).and_then(Value::as_array);
        let items = items.map(Vec::as_slice).unwrap_or_default();
        let id_of = |item: &Value| text(at(item, self.place(Fact::Id)?)?);
        match items.iter().find(|item| id_of(item).as_deref() == Some(id)) {
            Some(item) => {
                self.take_down(item, facts);
                Found::Here
            }
            None => Found::NotAmong(items.iter().filter_map(id_of).collect()),
        }
    }

    fn place(&self, fact: Fact) -> Option<&'static [&'static str]> {
        let mut shows = self.shows.iter();
        shows
            .find(|(known, _)| *known == fact)
            .map(|(_, place)| *place)
    }

    /// What was known before stays, so that looks complete each other.
    fn take_down(&self, subject: &Value, facts: &mut Facts) {
        for (fact, place) in self.shows {
            let Some(value) = at(subject, place) else {
                continue;
            };
            let leg = match fact {
                Fact::ReverseExists | Fact::ReversePosition | Fact::ReverseLogHours => {
                    &mut facts.reverse
                }
                _ => &mut facts.forward,
            };
            match fact {
                Fact::Id => {}
                Fact::Name => keep(&mut facts.name, text(value)),
                Fact::Status => keep(&mut facts.status, text(value)),
                Fact::SourceKind => keep(&mut facts.source_kind, text(value)),
                Fact::TargetKind => keep(&mut facts.target_kind, text(value)),
                Fact::ForwardExists | Fact::ReverseExists => {
                    keep(&mut leg.exists, value.as_bool());
                }
                Fact::ForwardPosition | Fact::ReversePosition => {
                    keep(
                        &mut leg.position,
                        serde_json::from_value(value.clone()).ok(),
                    );
                }
                Fact::ForwardLogHours | Fact::ReverseLogHours => {
                    keep(&mut leg.log_hours, value.as_i64());
                }
            }
        }
    }
}

fn keep<T>(known: &mut Option<T>, shown: Option<T>) {
    if known.is_none() {
        *known = shown;
    }
}

/// The value at a place inside of another one.
fn at<'v>(value: &'v Value, place: &[&str]) -> Option<&'v Value> {
    place.iter().try_fold(value, |value, name| value.get(name))
}

/// A text or a number as text; an empty text shows nothing.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: Look = Look {
        action: "ListThings",
        command: "list-things",
        by: None,
        is_number: false,
        items: &["page", "things"],
        pages: Some(LookPages {
            number: "no",
            size: "size",
            most: Some(20),
        }),
        search: Some("like"),
        all: &["hidden"],
        shows: &[
            (Fact::Id, &["id"]),
            (Fact::Name, &["title"]),
            (Fact::ReverseExists, &["back", "on"]),
            (Fact::ReversePosition, &["back", "at"]),
        ],
    };

    #[test]
    fn a_thing_is_found_in_a_list_by_its_id_and_nothing_is_taken_of_the_others() {
        let answer = json!({"page": {"things": [
            {"id": "a", "title": "first"},
            {"id": 7, "title": "second", "back": {"on": true, "at": 1_742_365_118}},
        ]}});
        let mut facts = Facts::default();
        let absent = LIST.read("b", &answer, &mut facts);
        assert_eq!(absent, Found::NotAmong(vec!["a".into(), "7".into()]));
        assert_eq!(facts, Facts::default());
        assert_eq!(LIST.read("7", &answer, &mut facts), Found::Here);
        assert_eq!(facts.name.as_deref(), Some("second"));
        assert_eq!(facts.reverse.exists, Some(true));
        assert_eq!(
            facts.reverse.position.as_ref().map(ToString::to_string),
            Some("1742365118".to_owned())
        );
        assert_eq!(
            LIST.read("7", &json!(null), &mut facts),
            Found::NotAmong(Vec::new())
        );
    }

    #[test]
    fn a_list_is_asked_for_by_pages_and_one_thing_by_its_id() {
        assert_eq!(LIST.request("a", 3), json!({"no": 3, "size": 20}));
        assert_eq!(
            LIST.listing(Some("a"), 1),
            json!({"no": 1, "size": 20, "hidden": true, "like": "a"})
        );
        let one = Look {
            command: "show-thing --id",
            by: Some("id"),
            is_number: true,
            pages: None,
            ..LIST
        };
        assert_eq!(one.request("a", 1), json!({"id": "a"}));
        assert_eq!(one.request("7", 1), json!({"id": 7}));
        assert_eq!(one.typed("7"), "oms show-thing --id 7");
        assert_eq!(LIST.typed("7"), "oms list-things");
    }

    #[test]
    fn a_later_look_adds_to_an_earlier_one_and_takes_nothing_back() {
        let one = Look {
            by: Some("id"),
            pages: None,
            ..LIST
        };
        let mut facts = Facts::default();
        one.read(
            "a",
            &json!({"title": "", "back": {"on": false}}),
            &mut facts,
        );
        one.read(
            "a",
            &json!({"title": "name", "back": {"on": true}}),
            &mut facts,
        );
        assert_eq!(facts.name.as_deref(), Some("name"));
        assert_eq!(facts.reverse.exists, Some(false));
        let other = json!({"id": "b", "title": "other"});
        assert_eq!(
            one.read("a", &other, &mut facts),
            Found::Another("b".into())
        );
    }
}
