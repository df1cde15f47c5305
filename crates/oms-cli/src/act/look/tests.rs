//! Reads of a look, and the proofs that it takes.

use std::sync::atomic::{AtomicI64, Ordering};

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
        let seen = Seen::of(facts, None);
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
        match look(&client, &Subject::one(kind, "e_2")).await {
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

#[tokio::test]
async fn of_several_subjects_a_look_says_no_more_than_that_each_exists() {
    for (ids, name) in [
        (&["l_1"][..], Ok(Some("name of l_1"))),
        (&["l_1", "l_2"], Ok(None)),
        (&["l_1", "l_3"], Err("lists no label with the ID l_3")),
    ] {
        let list = vec![entry("l_1"), entry("l_2")];
        let (client, _) = client(vec![list; ids.len()]);
        let seen = look(&client, &Subject::several(&subjects::LABEL, ids)).await;
        match (seen, name) {
            (Ok(seen), Ok(name)) => assert_eq!(seen.name.as_deref(), name, "{ids:?}"),
            (Err(why), Err(words)) => assert!(why.to_string().contains(words), "{why}"),
            (seen, _) => panic!("{ids:?}: {seen:?}"),
        }
    }
}
