//! The subject of an action, and the reads that show it.
//!
//! The kinds of subjects and their reads are generated from the spec. This module makes the
//! requests of such reads and evaluates the answers, in the same way for every kind.

use oms_client::{EpochSeconds, Shown, StartPosition};
use serde_json::{Map, Value, json};

/// The size of a page of a list if the service states no limit.
const PAGE_SIZE: i64 = 100;

/// The subject of a write: one ID, or several of one kind if the parameter is a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) kind: &'static SubjectKind,
    pub(crate) ids: Vec<String>,
}

impl Subject {
    /// Returns a subject with one ID.
    pub(crate) fn one(kind: &'static SubjectKind, id: impl ToString) -> Self {
        Self::several(kind, [id])
    }

    /// Returns the subject that a list of IDs names.
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

    /// Returns the command that shows the first of the IDs.
    pub(crate) fn typed(&self) -> Option<String> {
        Some(self.kind.looks.first()?.typed(self.ids.first()?))
    }

    /// Returns the text that is typed to confirm: the ID, or several with commas between them.
    pub(crate) fn text(&self) -> String {
        self.ids.join(",")
    }
}

/// A kind of subject.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SubjectKind {
    /// The name of the kind, such as `task`.
    pub(crate) name: &'static str,
    /// The usual prefix of its IDs. An ID with another prefix causes a warning.
    pub(crate) usual_prefix: Option<&'static str>,
    /// The reads that show a subject. Without any it cannot be looked up.
    pub(crate) looks: &'static [Look],
    /// The read that lists all of them with their names. Without one, names lead nowhere.
    pub(crate) list: Option<Look>,
}

impl SubjectKind {
    /// Returns whether a text is taken for an ID without a look: it begins as one, or no list leads
    /// from a name to an ID.
    pub(crate) fn is_id(&self, text: &str) -> bool {
        let begins_so = |prefix| text.starts_with(prefix);
        self.list.is_none() || self.usual_prefix.is_some_and(begins_so)
    }
}

/// A read that shows a subject.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// The action, by its name on the wire.
    pub(crate) action: &'static str,
    /// The subcommand that makes this read; the ID follows if the read takes one.
    pub(crate) command: &'static str,
    /// The parameter for the ID; `None` if the read lists all subjects.
    pub(crate) by: Option<&'static str>,
    /// True if the ID is a whole number.
    pub(crate) is_number: bool,
    /// The path of the list in the payload; empty if the payload is the list.
    pub(crate) items: &'static [&'static str],
    /// The parameters that choose a page of the list, if it has pages.
    pub(crate) pages: Option<LookPages>,
    /// The parameter of a list that leaves only those whose name or ID is like a text.
    pub(crate) search: Option<&'static str>,
    /// The parameters of a list that are true if all are listed.
    pub(crate) all: &'static [&'static str],
    /// The facts that the read shows, with their paths in the payload or in an item of the list.
    pub(crate) shows: &'static [(Fact, &'static [&'static str])],
}

/// The parameters that choose a page of a list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LookPages {
    pub(crate) number: &'static str,
    pub(crate) size: &'static str,
    /// The largest size that may be asked for, if a limit is known.
    pub(crate) most: Option<i64>,
}

/// A fact that a look can show.
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

/// The facts that the looks at a subject have shown so far. A fact that they do not show stays
/// `None`; nothing is assumed.
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
    /// True if this direction exists; `None` if the service does not say.
    pub(crate) exists: Option<bool>,
    /// The position that it has reached.
    pub(crate) position: Option<StartPosition>,
    /// The number of hours for which its logs are kept.
    pub(crate) log_hours: Option<i64>,
}

impl Leg {
    /// Returns its position, if that is a moment.
    pub(crate) fn moment(&self) -> Option<EpochSeconds> {
        self.position.as_ref()?.epoch_seconds()
    }
}

/// The result of reading one answer of a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// The answer contains the subject, and its facts were recorded.
    Here,
    /// The answer is about another subject, which says nothing about this one.
    Another(String),
    /// The answer lists these IDs, and this one is not among them.
    NotAmong(Vec<String>),
}

impl Look {
    /// Returns the parameters of the read, for an ID and a page number, counted from 1.
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

    /// Returns the parameters of the read of a list: of all, or of those that are like a text.
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

    /// Returns the IDs in the payload of a list, each with the facts that are shown of it.
    pub(crate) fn all_of(&self, payload: &Value) -> Vec<(String, Facts)> {
        let one = |item: &Value| {
            let mut facts = Facts::default();
            self.take_down(item, &mut facts);
            Some((self.id_in(item)?, facts))
        };
        self.items_in(payload).iter().filter_map(one).collect()
    }

    /// Returns the command that shows the subject with this ID.
    pub(crate) fn typed(&self, id: &str) -> String {
        match self.by {
            Some(_) => format!("oms {} {}", self.command, Shown(id)),
            None => format!("oms {}", self.command),
        }
    }

    /// Returns whether another page may follow one that does not show the subject.
    pub(crate) const fn is_paged(&self) -> bool {
        self.pages.is_some()
    }

    /// Records the facts that an answer's payload shows about the subject with this ID.
    pub(crate) fn read(&self, id: &str, payload: &Value, facts: &mut Facts) -> Found {
        if self.by.is_some() {
            if let Some(other) = self.id_in(payload).filter(|shown| shown != id) {
                return Found::Another(other);
            }
            self.take_down(payload, facts);
            return Found::Here;
        }
        let items = self.items_in(payload);
        let id_of = |item: &Value| self.id_in(item);
        match items.iter().find(|item| id_of(item).as_deref() == Some(id)) {
            Some(item) => {
                self.take_down(item, facts);
                Found::Here
            }
            None => Found::NotAmong(items.iter().filter_map(id_of).collect()),
        }
    }

    fn items_in<'v>(&self, payload: &'v Value) -> &'v [Value] {
        let items = at(payload, self.items).and_then(Value::as_array);
        items.map(Vec::as_slice).unwrap_or_default()
    }

    fn id_in(&self, subject: &Value) -> Option<String> {
        let mut shows = self.shows.iter();
        let (_, place) = shows.find(|(fact, _)| *fact == Fact::Id)?;
        text(at(subject, place)?)
    }

    /// Keeps facts that are already known, so that several looks complete each other.
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

/// Returns the value at a path inside another value.
fn at<'v>(value: &'v Value, place: &[&str]) -> Option<&'v Value> {
    place.iter().try_fold(value, |value, name| value.get(name))
}

/// Returns a text or a number as text. An empty text counts as absent.
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
