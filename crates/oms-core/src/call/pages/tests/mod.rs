//! When a list ends, what an error leaves behind, and that no service keeps it going for ever.

mod bounds;
mod odd;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::PagesEnd::{BelowTotal, Changed, EmptyPage, Repeated, Total};
use super::{Paged, Pages, PagesEnd};
use crate::testing::Depot;
use crate::{
    Action, ActionInfo, Answer, Effect, Error, Failure, FakeTransport, IntegerRule, Invalid,
    Transport, WireRequest,
};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct ListCrates {
    page: Option<i64>,
}

impl Action for ListCrates {
    type Data = Option<Vec<String>>;

    const INFO: &'static ActionInfo = &ActionInfo::new("ListCrates", Effect::Read);

    fn check(&self) -> Result<(), Invalid> {
        let rule = IntegerRule::new().minimum(1);
        self.page
            .map_or(Ok(()), |page| rule.check(page))
            .map_err(|invalid| invalid.at("page"))
    }
}

impl Paged for ListCrates {
    type Item = String;

    fn page_number(&self) -> Option<i64> {
        self.page
    }

    fn set_page_number(&mut self, number: i64) {
        self.page = Some(number);
    }

    fn list(data: &mut Self::Data) -> Option<&mut Vec<String>> {
        data.as_mut()
    }

    fn items(data: Self::Data) -> Vec<String> {
        data.unwrap_or_default()
    }
}

fn list(transport: impl Transport, page: Option<i64>) -> Pages<ListCrates> {
    let client = Depot::over(transport);
    client.dispatcher().pages(ListCrates { page })
}

fn page_asked_for(request: &WireRequest) -> i64 {
    let request: ListCrates = serde_json::from_slice(request.body()).unwrap();
    request.page.unwrap()
}

/// An answer whose page holds the letters of a text, and that states a total.
fn page_of(letters: &str, total: Option<i64>) -> Answer {
    let items: Vec<String> = letters.chars().map(String::from).collect();
    let (items, total) = (
        serde_json::to_string(&items).unwrap(),
        serde_json::to_string(&total).unwrap(),
    );
    Answer::json(
        200,
        format!(r#"{{"success":true,"totalCount":{total},"pageSize":10,"data":{items}}}"#),
    )
}

/// A service with these pages, such as `abc/6 def/6`: the letters of each, and the total that it
/// states. The last one is given for every later number.
fn pages_of(script: &'static str) -> FakeTransport {
    let pages: Vec<&str> = script.split(' ').collect();
    FakeTransport::new(move |request| {
        let asked = usize::try_from(page_asked_for(request)).unwrap();
        let (letters, total) = pages[asked.min(pages.len()) - 1].split_once('/').unwrap();
        Ok(page_of(letters, total.parse().ok()))
    })
}

/// The answers of a service, the page to begin with, all items, where the list ends, and how many
/// pages were asked for.
const CASES: [(&str, Option<i64>, &str, PagesEnd, i64); 31] = [
    // The total ends the list, whether its last page is full, short or the only one.
    ("abc/6 def/6", None, "abcdef", Total, 2),
    ("abc/5 de/5", None, "abcde", Total, 2),
    ("a/1", None, "a", Total, 1),
    // A page that is short although there is more is no end.
    ("abc/6 d/6 ef/6", None, "abcdef", Total, 3),
    // A total is believed when it is reached, and one that grows before that is followed. A list
    // whose total changes is not known to be whole, even where the counts agree at its end.
    ("abc/3 def/6", None, "abc", Total, 1),
    ("abc/4 def/7 g/7", None, "abcdefg", Changed, 3),
    ("abc/9 def/8 g/7", None, "abcdefg", Changed, 3),
    ("abc/9 def/9 g/7", None, "abcdefg", Changed, 3),
    // One that is never reached ends at an empty page, and the one that was stated last counts.
    ("abc/9 de/9 /9", None, "abcde", BelowTotal, 3),
    ("abc/9 de/9 /", None, "abcde", BelowTotal, 3),
    ("abc/9223372036854775807 /9", None, "abc", BelowTotal, 2),
    ("abc/9 de/9 /5", None, "abcde", Changed, 3),
    // One below what was counted is not believed.
    ("abc/0 def/2 g/-1 /", None, "abcdefg", EmptyPage, 4),
    // Without a total an empty page ends the list, and a short one does not.
    ("abc/ def/ g/ /", None, "abcdefg", EmptyPage, 4),
    ("abc/ d/ efg/ /", None, "abcdefg", EmptyPage, 4),
    ("abc/0 d/2 e/0 fgh/0 /", None, "abcdefgh", EmptyPage, 5),
    ("abc/ def/ /", None, "abcdef", EmptyPage, 3),
    ("a/ /", None, "a", EmptyPage, 2),
    ("/", None, "", EmptyPage, 1),
    ("/8", None, "", BelowTotal, 1),
    // A service that gives one page for every number, whatever its total.
    ("abc/", None, "abc", Repeated, 3),
    ("abc/9", None, "abc", Repeated, 3),
    ("abc/0", None, "abc", Repeated, 3),
    // A page that came before is left out, and the list goes on.
    ("abc/9 abc/9 def/6", None, "abcdef", Changed, 3),
    ("ab/ cd/ ab/ ef/ cd/ g/ /", None, "abcdefg", EmptyPage, 7),
    // Pages that come in a circle.
    ("ab/99 cd/99 ab/99 cd/99 ef/99", None, "abcd", Repeated, 4),
    // From a later page on, the pages before it count as well.
    ("abc/6 def/6", Some(2), "def", Total, 1),
    ("abc/5 de/5 /5", Some(2), "de", EmptyPage, 2),
    ("abc/9 def/9 ghi/9", Some(2), "defghi", Total, 2),
    ("ab/9 cd/9 ef/9 /9", Some(2), "cdef", BelowTotal, 3),
    ("abc/3 /3", Some(7), "", EmptyPage, 1),
];

#[tokio::test]
async fn a_whole_list_holds_the_items_of_every_page_and_no_more_than_was_asked_for() {
    for (script, first, expected, end, asked) in CASES {
        let transport = pages_of(script);
        let whole = list(transport.clone(), first)
            .whole(usize::MAX)
            .await
            .unwrap();
        let items = whole.reply.data.unwrap_or_default().concat();
        assert_eq!(
            (items.as_str(), whole.end),
            (expected, Some(end)),
            "{script}"
        );
        assert_eq!(
            i64::try_from(transport.requests().len()),
            Ok(asked),
            "{script}"
        );
    }
    for (at_most, expected, end) in [
        (0, "", None),
        (2, "ab", None),
        (3, "abc", None),
        (6, "abcdef", Some(Total)),
    ] {
        let whole = list(pages_of("abc/6 def/6"), None)
            .whole(at_most)
            .await
            .unwrap();
        let items = whole.reply.data.unwrap_or_default().concat();
        assert_eq!((items.as_str(), whole.end), (expected, end), "{at_most}");
    }
}

#[tokio::test]
async fn a_list_ends_where_it_should_and_never_goes_on_for_ever() {
    for (script, first, expected, end, asked) in CASES {
        let service = pages_of(script);
        // A task of its own, as a user may have it, takes what can be sent to it.
        let items = tokio::spawn(list(service.clone(), first).items(1000));
        let items = items.await.unwrap().unwrap();
        assert_eq!(
            (items.items.concat().as_str(), items.end),
            (expected, Some(end)),
            "{script}"
        );
        assert_eq!(
            items.is_complete(),
            ![Repeated, BelowTotal, Changed].contains(&end)
        );
        let first = first.unwrap_or(1);
        let numbers: Vec<i64> = service.requests().iter().map(page_asked_for).collect();
        assert_eq!(
            numbers,
            (first..first + asked).collect::<Vec<_>>(),
            "{script}"
        );
    }
}

/// A service that ignores the number of the page, while a value of its payload changes.
fn ignoring(total: Option<i64>) -> FakeTransport {
    let asked = AtomicUsize::new(0);
    FakeTransport::new(move |_| {
        let answer = asked.fetch_add(1, Ordering::SeqCst);
        let letter = char::from_u32(0x4E00 + u32::try_from(answer).unwrap()).unwrap();
        Ok(page_of(&format!("ab{letter}"), total))
    })
}

#[tokio::test]
async fn p280_a_service_that_ignores_the_page_while_its_payload_changes_ends_somewhere() {
    let table = [
        (Some(10), None, PagesEnd::PastTotal, 4),
        (Some(4), None, PagesEnd::PastTotal, 2),
        (None, None, PagesEnd::TooManyPages, 1000),
        (Some(0), None, PagesEnd::TooManyPages, 1000),
        (None, Some(7), PagesEnd::TooManyPages, 7),
        (Some(10), Some(2), PagesEnd::TooManyPages, 2),
        (None, Some(0), PagesEnd::TooManyPages, 0),
    ];
    for (total, at_most, end, asked) in table {
        let service = ignoring(total);
        let pages = list(service.clone(), None);
        let pages = match at_most {
            Some(pages_at_most) => pages.at_most_pages(pages_at_most),
            None => pages,
        };
        let items = pages.items(usize::MAX).await.unwrap();
        assert_eq!(
            (items.end, items.is_complete()),
            (Some(end), false),
            "{total:?}"
        );
        assert_eq!(service.requests().len(), asked, "{total:?} {at_most:?}");
        assert_eq!(items.items.len(), 3 * asked);
    }
    // The end that a list has by itself counts more than the limit that it reaches.
    let items = list(pages_of("abc/6 def/6"), None)
        .at_most_pages(2)
        .items(100)
        .await;
    assert_eq!(items.unwrap().end, Some(Total));
}

#[tokio::test]
async fn pages_come_with_their_numbers_and_nothing_is_asked_after_the_last() {
    let service = pages_of("abc/4 d/4");
    let mut pages = list(service.clone(), None);
    assert!(service.requests().is_empty());
    for (number, items) in [(1, 3), (2, 1)] {
        assert_eq!(pages.end(), None);
        let page = pages.next_page().await.unwrap().unwrap();
        assert_eq!((page.number, page.items.len()), (number, items));
        assert_eq!(page.meta.total_count, Some(4));
    }
    for _ in 0..3 {
        assert_eq!(pages.next_page().await.unwrap(), None);
    }
    assert_eq!((pages.end(), service.requests().len()), (Some(Total), 2));
}

type Failing = fn() -> Result<Answer, Failure>;

/// A service whose second page fails the first time, in one of several ways.
fn failing_once(failure: Failing) -> FakeTransport {
    let asked = AtomicUsize::new(0);
    FakeTransport::new(move |request| match page_asked_for(request) {
        2 if asked.fetch_add(1, Ordering::SeqCst) == 0 => failure(),
        1 => Ok(page_of("abc", Some(5))),
        _ => Ok(page_of("de", Some(5))),
    })
}

/// Ways in which a page fails, by name, none of which the client mends by itself.
const FAILURES: [(&str, Failing); 2] = [
    ("refused", || Ok(Answer::json(403, "{}"))),
    ("unreadable", || {
        Ok(Answer::json(200, r#"{"success":true,"data":{"a":1}}"#))
    }),
];

#[tokio::test]
async fn an_error_leaves_the_place_as_it_was() {
    for (name, failure) in FAILURES {
        let service = failing_once(failure);
        let mut pages = list(service.clone(), None);
        pages.next_page().await.unwrap().unwrap();
        let error = pages.next_page().await.unwrap_err();
        assert!(
            matches!(error, Error::Rejected(_) | Error::Unreadable(_)),
            "{name}: {error}"
        );
        let page = pages.next_page().await.unwrap().unwrap();
        assert_eq!(
            (page.number, page.items.concat().as_str()),
            (2, "de"),
            "{name}"
        );
        assert_eq!(pages.next_page().await.unwrap(), None);
        let numbers: Vec<i64> = service.requests().iter().map(page_asked_for).collect();
        assert_eq!(numbers, [1, 2, 2], "{name}");
    }
}

#[tokio::test]
async fn a_page_that_must_not_be_asked_for_is_refused_before_anything_is_sent() {
    let service = pages_of("abc/");
    let mut pages = list(service.clone(), Some(0));
    for _ in 0..2 {
        let error = pages.next_page().await.unwrap_err();
        assert!(matches!(&error, Error::Invalid(invalid) if invalid.place() == "page"));
    }
    assert!(service.requests().is_empty());
}

/// Answers a second after it was asked.
struct Slow(FakeTransport);

impl Transport for Slow {
    fn send<'a>(&'a self, request: &'a WireRequest) -> crate::Sending<'a> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            self.0.send(request).await
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_whose_future_was_dropped_is_not_asked_for_twice() {
    let service = pages_of("abc/3");
    let mut pages = list(Slow(service.clone()), None);
    let short = Duration::from_millis(600);
    assert!(
        tokio::time::timeout(short, pages.next_page())
            .await
            .is_err()
    );
    let page = tokio::time::timeout(short, pages.next_page())
        .await
        .unwrap();
    assert_eq!(page.unwrap().unwrap().items.concat(), "abc");
    assert_eq!(service.requests().len(), 1);
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn a_stream_gives_the_same_pages_and_ends_with_the_first_error() {
    use futures_core::Stream;

    async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
        std::future::poll_fn(|cx| std::pin::Pin::new(&mut *stream).poll_next(cx)).await
    }

    for (script, first, expected, end, _) in CASES {
        let (mut pages, mut items) = (list(pages_of(script), first), String::new());
        while let Some(page) = next(&mut pages).await {
            items += &page.unwrap().items.concat();
        }
        assert_eq!((items.as_str(), pages.end()), (expected, Some(end)));
    }
    for (name, failure) in FAILURES {
        let mut pages = list(failing_once(failure), None);
        assert!(next(&mut pages).await.unwrap().is_ok());
        assert!(next(&mut pages).await.unwrap().is_err(), "{name}");
        assert!(next(&mut pages).await.is_none() && next(&mut pages).await.is_none());
        assert_eq!(
            pages.next_page().await.unwrap().unwrap().number,
            2,
            "{name}"
        );
        assert!(next(&mut pages).await.is_none());
    }
}
