//! Odd fields of answers: the rest is read, digits stay, and what was passed over is named.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use crate::testing::{Depot, read_as};
use crate::values::codec::{forgivingly, lenient::from_str};
use crate::{EpochSeconds, FakeTransport, Json, OtherFields, StartPosition, UtcDateTime};

/// A type as generated code has it.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(remote = "Self")]
struct Task {
    id: String,
    checkpoint: Option<StartPosition>,
    progress: Option<i64>,
    labels: Option<Vec<String>>,
    parts: Option<Vec<Part>>,
    #[serde(skip)]
    other: OtherFields,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Part {
    name: String,
    position: Option<EpochSeconds>,
}

impl<'de> Deserialize<'de> for Task {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut other = OtherFields::new();
        let task = Self::deserialize(other.gather(deserializer))?;
        Ok(Self { other, ..task })
    }
}

/// The values that are passed over.
fn odd<T: DeserializeOwned>(json: &str) -> (T, Vec<&str>) {
    let (value, places) = forgivingly(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    (
        value,
        places.into_iter().map(|place| &json[place]).collect(),
    )
}

#[test]
fn p281_an_optional_field_of_an_odd_type_is_passed_over_and_the_rest_is_read() {
    for (field, value) in [
        ("checkpoint", "1742365118000"),
        ("checkpoint", "\"1742365118.5\""),
        ("checkpoint", "{}"),
        ("progress", "12.5"),
        ("progress", "\"soon\""),
        ("progress", "1e999"),
        ("progress", "\"\\ud800\""),
        ("labels", "\"a,b\""),
        ("labels", "[[]]"),
        ("parts", "[{\"position\":1}]"),
        ("parts", "[null]"),
    ] {
        let json = format!(r#"[{{"id":"a","{field}": {value} ,"x":1}},{{"id":"b","progress":7}}]"#);
        let (tasks, passed) = odd::<Vec<Task>>(&json);
        assert_eq!(passed, [value], "{json}");
        assert_eq!(
            (&*tasks[0].id, &*tasks[1].id, tasks[1].progress),
            ("a", "b", Some(7))
        );
        let one = &tasks[0];
        assert_eq!(
            (&one.checkpoint, one.progress, &one.labels),
            (&None, None, &None),
            "{json}"
        );
        assert!(one.other.get("x").is_some());
    }
}

#[test]
fn p281_the_innermost_field_that_is_odd_is_the_one_that_is_passed_over() {
    let json = r#"[{"id":"a","progress":[],"parts":[{"name":"n","position":1742365118000},{"name":"m","position":1}],"labels":7}]"#;
    let (tasks, passed) = odd::<Vec<Task>>(json);
    assert_eq!(passed, ["[]", "1742365118000", "7"]);
    let parts = tasks[0].parts.as_ref().unwrap();
    assert_eq!((&*parts[0].name, parts[0].position), ("n", None));
    assert_eq!(parts[1].position.map(EpochSeconds::get), Some(1));

    // Of one that is odd all the same, nothing is left that would pass over a good field behind it.
    for (odd_parts, good) in [
        (r#"[{"position":"x"},{}]"#, r#""progress":7,"labels":["l"]"#),
        (
            r#"[{"position":"x","name":[]}]"#,
            r#""labels":["l"],"progress":7"#,
        ),
    ] {
        let task = format!(r#"{{"id":"a","parts":{odd_parts},{good}}}"#);
        for json in [format!("[{task}]"), format!("[{task},{task}]")] {
            let (tasks, passed) = odd::<Vec<Task>>(&json);
            assert_eq!(passed, vec![odd_parts; tasks.len()], "{json}");
            for task in tasks {
                assert_eq!((task.parts, task.progress), (None, Some(7)), "{json}");
                assert_eq!(task.labels, Some(vec!["l".to_owned()]), "{json}");
            }
        }
    }
}

#[test]
fn p281_a_whole_page_of_odd_fields_is_read() {
    let task =
        r#"{"id":"a","checkpoint":1742365118000,"progress":1.5,"labels":"x","more":"0123456789"}"#;
    let json = format!("[{}]", vec![task; 150].join(","));
    let (tasks, passed) = odd::<Vec<Task>>(&json);
    assert_eq!((tasks.len(), passed.len()), (150, 450));
}

#[derive(Debug, Deserialize)]
struct Page {
    note: Option<String>,
    tasks: Option<Vec<Task>>,
    total: Option<i64>,
}

/// A page that is read as often as it has items takes longer the more of them there are, and more
/// than is read of any payload.
#[test]
fn p281_a_page_of_long_items_with_an_odd_field_in_each_is_read() {
    let text = "x".repeat(6 << 10);
    let task = format!(r#"{{"id":"a","more":"{text}","labels":7,"progress":1}}"#);
    let list = format!(" [{}]", vec![&*task; 150].join(" ,"));
    let (tasks, passed) = odd::<Vec<Task>>(&list);
    assert_eq!(passed, ["7"; 150]);
    assert!(tasks.iter().all(|task| task.progress == Some(1)));

    // The list inside of an object, with odd fields before and behind it, and digits to keep.
    let json = format!(r#"{{"note":[1,2], "tasks":{list}, "total":"soon"}}"#);
    let (page, passed) = odd::<Page>(&json);
    assert_eq!(
        (passed.len(), passed[0], passed[151]),
        (152, "[1,2]", "\"soon\"")
    );
    assert_eq!((page.note, page.total), (None, None));
    assert_eq!(page.tasks.map(|tasks| tasks.len()), Some(150));
    let json = format!(r#"{{"note":1.50,"tasks":{list}}}"#);
    let (page, passed) = odd::<Page>(&json);
    assert_eq!((page.note.as_deref(), passed.len()), (Some("1.50"), 150));

    // An item that cannot be read, which makes the list odd.
    let json = format!(r#"{{"total":"7","tasks":[{task},{task},{{}}],"note":{{}}}}"#);
    let (page, passed) = odd::<Page>(&json);
    assert_eq!((passed.len(), passed[1]), (2, "{}"));
    assert_eq!((page.tasks, page.total), (None, Some(7)));
    assert!(forgivingly::<Vec<Task>>(&format!("[{task},{task},7]")).is_err());
}

#[derive(Debug, Deserialize)]
struct TwoLists {
    total: Option<i64>,
    a: Option<Vec<String>>,
    b: Option<Vec<String>>,
}

/// Each item of a list is read with what is around it, which costs more than an odd field does
/// where that is another long list.
#[test]
fn p281_an_odd_field_beside_two_long_lists_is_passed_over() {
    let ids = |count| vec![r#""np_4w3a0001np_4w3a0002""#; count].join(",");
    let (a, b) = (ids(2_000), ids(1_500));
    for (json, place) in [
        (format!(r#"{{"total":{{}},"a":[{a}],"b":[{b}]}}"#), "{}"),
        (format!(r#"{{"a":[{a}],"b":[{b}],"total":[]}}"#), "[]"),
    ] {
        let (read, passed) = odd::<TwoLists>(&json);
        assert_eq!((read.total, passed), (None, vec![place]));
        assert_eq!(read.a.map(|ids| ids.len()), Some(2_000));
        assert_eq!(read.b.map(|ids| ids.len()), Some(1_500));
    }
    // The longer one is odd itself, and ends with what is.
    let json = format!(r#"{{"total":7,"a":[{a},{{}}],"b":[{b}]}}"#);
    let (read, passed) = odd::<TwoLists>(&json);
    assert_eq!((read.total, passed.len()), (Some(7), 1));
    assert!(passed[0].starts_with(r#"["np_"#), "{}", passed[0].len());
    assert_eq!((read.a, read.b.map(|ids| ids.len())), (None, Some(1_500)));
}

#[test]
fn p281_a_field_that_is_required_and_odd_fails_as_before() {
    for json in [
        r#"[{"id":[],"progress":1.5}]"#,
        r#"[{"progress":"x"}]"#,
        "{}",
        "[7]",
    ] {
        assert!(forgivingly::<Vec<Task>>(json).is_err(), "{json}");
    }
    // An option that is no field has nobody to say so.
    assert!(forgivingly::<Option<i64>>("[]").is_err());
    assert!(forgivingly::<Vec<Option<i64>>>("[1,\"x\"]").is_err());
    // A reading that keeps nothing passes nothing over.
    let json = Json::new(r#"{"id":"a","progress":1.5}"#).unwrap();
    assert_eq!(json.clone().read_or_keep::<Task>(), Err(json));
}

#[test]
fn p281_digits_stay_as_they_were_written_where_a_text_is_due() {
    for digits in [
        "12345678901234567890123",
        "1.50",
        "-0",
        "1E5",
        "0.10000000000000000001",
        "7",
        "true",
    ] {
        let list = format!("[{digits},\"\\u0061\"]");
        let texts: Vec<String> = from_str(&list).unwrap();
        assert_eq!(texts, [digits, "a"]);
        let json = format!(r#"[{{"id":{digits},"checkpoint":"100,30"}}]"#);
        assert_eq!(odd::<Vec<Task>>(&json).0[0].id, digits);
    }
    let moment: UtcDateTime = from_str("1.50").unwrap();
    assert_eq!(moment.to_string(), "1.50");
}

#[tokio::test]
async fn p281_an_answer_says_which_fields_are_odd_and_shows_no_value() {
    const PAGE: &str = r#"{"success":true,"data":[{"id":"a"},{"id":"b","parts":[{"name":"n","position":1742365118000}],"progress":"hunter2"}]}"#;
    let client = Depot::over(FakeTransport::json(PAGE));
    let reply = client
        .dispatcher()
        .call(&read_as::<Vec<Task>>())
        .await
        .unwrap();
    assert_eq!(reply.data.len(), 2);
    let odd = reply.meta.odd_fields.iter();
    let odd: Vec<_> = odd
        .map(|field| (field.path(), field.value().get()))
        .collect();
    assert_eq!(
        odd,
        [
            ("[1].parts[0].position", "1742365118000"),
            ("[1].progress", "\"hunter2\"")
        ]
    );
    let shown = format!("{:?}", reply.meta);
    assert!(
        shown.contains("parts[0].position") && !shown.contains("hunter2"),
        "{shown}"
    );
}

/// A walk from the beginning of the payload to each odd field takes minutes for this many.
#[tokio::test]
async fn p281_every_odd_field_of_a_page_of_many_is_named() {
    const ITEMS: usize = 10_000;
    let item = r#"{"id":"np_1","parts":[{"name":"n","position":{}}]}"#;
    let list = vec![item; ITEMS].join(",");
    let client = Depot::over(FakeTransport::json(format!(
        r#"{{"success":true,"data":[{list}]}}"#
    )));
    let reply = client
        .dispatcher()
        .call(&read_as::<Vec<Task>>())
        .await
        .unwrap();
    let odd = &reply.meta.odd_fields;
    assert_eq!((reply.data.len(), odd.len()), (ITEMS, ITEMS));
    for (index, field) in odd.iter().enumerate() {
        assert_eq!(field.path(), format!("[{index}].parts[0].position"));
    }
}
