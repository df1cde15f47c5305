//! Reads of a look, and the proofs that it takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use oms_client::{Answer, FakeTransport};
use serde_json::json;

use super::*;

/// Returns a client of a service that answers with these pages of a list, one after the other.
pub(in crate::act) fn client(pages: Vec<Vec<Value>>) -> (Client, FakeTransport) {
    let page = AtomicI64::new(0);
    let fake = FakeTransport::new(move |_| {
        let page = usize::try_from(page.fetch_add(1, Ordering::SeqCst)).unwrap();
        let entries = pages
            .get(page)
            .expect("no page behind the last is asked for");
        let body = json!({"success": true, "data": entries});
        Ok(Answer::json(200, body.to_string()))
    });
    let client = Client::builder("http://127.0.0.1:1").transport(fake.clone());
    (client.build().unwrap(), fake)
}

fn task(id: &str, name: &str) -> Value {
    json!({"id": id, "name": name, "status": "RUNNING"})
}

#[tokio::test]
async fn p247_a_name_is_unique_only_where_the_whole_search_shows_no_other_task_of_it() {
    let others = |page: usize| vec![task(&format!("np_other_{page}"), "orders-old"); 150];
    let mine = || vec![task("np_mine", "orders")];
    let twin = || vec![task("np_twin", "orders"), task("np_mine", "orders")];
    // Behind so many full pages.
    let behind = |full: usize, last: &[Vec<Value>]| {
        let pages = (0..full).map(others).chain(last.iter().cloned());
        pages.chain([Vec::new()]).collect::<Vec<_>>()
    };
    for (pages, is_unique_there, requests) in [
        (behind(0, &[mine()]), true, 2),
        (behind(0, &[]), false, 1),
        (behind(0, &[twin()]), false, 2),
        (behind(1, &[mine()]), true, 3),
        (behind(1, &[twin()]), false, 3),
        // The service may give fewer tasks than a page has room for, before the last page as well.
        (behind(0, &[mine(), twin()]), false, 3),
        // So many pages are read, and no more.
        (behind(18, &[mine()]), true, 20),
        (behind(19, &[mine()]), false, 20),
    ] {
        let (client, fake) = client(pages);
        let found = is_unique(&client, &TaskId::from("np_mine"), "orders").await;
        assert_eq!(found.unwrap(), is_unique_there, "{requests}");
        let sent: Vec<Value> = fake
            .requests()
            .iter()
            .map(|request| serde_json::from_slice(request.body()).unwrap())
            .collect();
        assert_eq!(sent.len(), requests);
        for (page, body) in (1..).zip(sent) {
            assert_eq!(
                (&body["pageNumber"], &body["pageSize"]),
                (&json!(page), &json!(150))
            );
        }
    }
}

#[test]
fn a_task_at_work_in_any_phase_is_running_and_in_no_other_state() {
    for (status, state, is_in) in [
        ("RUNNING", "RUNNING", true),
        ("RUNNING_ALARMING", "RUNNING", true),
        ("SUSPEND", "SUSPEND", true),
        ("SUSPEND", "RUNNING", false),
        ("RUNNING", "SUSPEND", false),
        ("RUNNING_ALARMING", "SUSPEND", false),
    ] {
        let facts = Facts {
            status: Some(status.to_owned()),
            ..Facts::default()
        };
        let seen = Seen::of(facts, None, None);
        assert_eq!(seen.is_in(state), is_in, "{status} in {state}");
    }
}

fn entry(id: &str) -> Value {
    json!({"id": id, "name": format!("name of {id}")})
}

#[tokio::test]
async fn p245_a_subject_of_a_list_is_looked_for_until_a_page_shows_nothing_new() {
    let [first, wanted, third] = ["e_1", "e_2", "e_3"].map(entry);
    let page = |entries: &[&Value]| entries.iter().copied().cloned().collect::<Vec<_>>();
    for (kind, pages, is_there) in [
        (&subjects::DATA_SOURCE, vec![page(&[&first, &wanted])], true),
        (
            &subjects::DATA_SOURCE,
            vec![page(&[&first]), page(&[&wanted])],
            true,
        ),
        (
            &subjects::DATA_SOURCE,
            vec![page(&[&first]), page(&[&third]), page(&[])],
            false,
        ),
        (
            &subjects::DATA_SOURCE,
            vec![page(&[&first]), page(&[&first])],
            false,
        ),
        // A list without pages is asked for once.
        (&subjects::LABEL, vec![page(&[&first, &wanted])], true),
        (&subjects::LABEL, vec![page(&[&first])], false),
    ] {
        let requests = pages.len();
        let (client, fake) = client(pages);
        match look_by(&client, &Subject::one(kind, "e_2"), &|| UNIX_EPOCH).await {
            Ok(seen) => {
                assert!(is_there, "{}", kind.name);
                assert_eq!(seen.name.as_deref(), Some("name of e_2"));
            }
            Err(NotSeen::Absent(why)) => assert!(!is_there, "{}: {why}", kind.name),
            Err(why) => panic!("{}: {why}", kind.name),
        }
        assert_eq!(fake.requests().len(), requests, "{}", kind.name);
    }
}

/// An answer that comes this many seconds behind the one before, with its `Date` in seconds.
type Dated = (u64, Option<u64>);

/// Looks for the last entry of a list whose pages are answered so, from the second 1000 on.
async fn skew_after(answers: &[Dated]) -> Option<Skew> {
    let answers = answers.to_vec();
    let clock = Arc::new(AtomicU64::new(1_000));
    let (ticking, page) = (Arc::clone(&clock), AtomicI64::new(0));
    let fake = FakeTransport::new(move |_| {
        let page = usize::try_from(page.fetch_add(1, Ordering::SeqCst)).unwrap();
        let (later, date) = answers[page];
        ticking.fetch_add(later, Ordering::SeqCst);
        let id = format!("e_{}", answers.len() - page);
        let answer = Answer::json(
            200,
            json!({"success": true, "data": [entry(&id)]}).to_string(),
        );
        Ok(match date {
            Some(seconds) => answer.header("date", &dated(seconds)),
            None => answer,
        })
    });
    let client = Client::builder("http://127.0.0.1:1").transport(fake);
    let client = client.build().unwrap();
    let subject = Subject::one(&subjects::DATA_SOURCE, "e_1");
    let now = || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::SeqCst));
    look_by(&client, &subject, &now).await.unwrap().skew
}

/// Returns a header `Date` of the first day of 1970.
fn dated(seconds: u64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!(
        "Thu, 01 Jan 1970 {hours:02}:{minutes:02}:{:02} GMT",
        seconds % 60
    )
}

#[tokio::test]
async fn p065_the_clocks_are_compared_at_the_moment_of_an_answer() {
    for (answers, ahead) in [
        (&[(0, Some(1_000)), (0, Some(1_000))][..], Some(0)),
        // Slow answers say nothing about a clock.
        (&[(14, Some(1_014)), (66, Some(1_080))], Some(0)),
        (&[(14, Some(1_080)), (66, Some(1_146))], Some(66)),
        (&[(14, Some(914)), (66, Some(980))], Some(-100)),
        // One that was held up behind its date shows the service's clock behind.
        (&[(66, Some(1_000)), (1, Some(1_067))], Some(0)),
        (&[(0, Some(1_066)), (66, Some(1_066))], Some(66)),
        (&[(90, Some(960)), (1, Some(1_051))], Some(-40)),
        (&[(0, None), (90, Some(1_160))], Some(70)),
        (&[(0, None), (90, None)], None),
    ] {
        let expected = ahead.map(|seconds: i64| Skew(seconds * 1_000));
        assert_eq!(skew_after(answers).await, expected, "{answers:?}");
    }
}

#[tokio::test]
async fn of_several_subjects_a_look_says_no_more_than_that_each_exists() {
    for (ids, name) in [
        (&["l_1"][..], Ok(Some("name of l_1"))),
        (&["l_1", "l_2"], Ok(None)),
        (&["l_1", "l_3"], Err("lists no label with the ID l_3")),
    ] {
        let list = vec![entry("l_1"), entry("l_2")];
        let (client, _) = client(vec![list; ids.len()]);
        let subject = Subject::several(&subjects::LABEL, ids);
        let seen = look_by(&client, &subject, &|| UNIX_EPOCH).await;
        match (seen, name) {
            (Ok(seen), Ok(name)) => assert_eq!(seen.name.as_deref(), name, "{ids:?}"),
            (Err(why), Err(words)) => assert!(why.to_string().contains(words), "{why}"),
            (seen, _) => panic!("{ids:?}: {seen:?}"),
        }
    }
}
