//! The number of questions, and what they find.

use std::cell::{Cell, RefCell};
use std::time::SystemTime;

use serde_json::{Value, json};

use super::*;
use crate::journal::known::Known;
use crate::journal::query::Take;
use crate::journal::sqlite::Sqlite;
use crate::journal::store::{Store as _, Trust};

/// A store without entries that keeps the last parameter of each question.
#[derive(Debug, Default)]
struct Asked(RefCell<Vec<(&'static str, Option<Param>)>>);

impl Query for Asked {
    fn answer(&self, sql: &'static str, mut params: Vec<Param>) -> Result<Vec<Row>, Problem> {
        self.0.borrow_mut().push((sql, params.pop()));
        Ok(Vec::new())
    }

    fn each_entry(&self, _: Take<'_>) -> Result<(), Problem> {
        Ok(())
    }
}

/// A store that counts the questions to another one.
#[derive(Debug)]
struct Counted(Rc<dyn Query>, Cell<usize>);

impl Query for Counted {
    fn answer(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, Problem> {
        self.1.set(self.1.get() + 1);
        self.0.answer(sql, params)
    }

    fn each_entry(&self, take: Take<'_>) -> Result<(), Problem> {
        self.0.each_entry(take)
    }
}

fn append(store: &Sqlite, event: Value) -> u64 {
    let event = serde_json::from_value(event).unwrap();
    let appended = store.append(event, SystemTime::UNIX_EPOCH, &mut |_| true);
    appended.unwrap().unwrap()
}

fn begin_run(store: &Sqlite) -> u64 {
    let planned = json!({
        "line": 0, "task": "np_1", "reverse": false, "old": null, "new": null,
    });
    append(
        store,
        json!({
            "kind": "run", "who": "a", "host": "b", "pid": 1, "endpoint": "http://c",
            "command": "rewind", "pauses": true, "moves": [planned],
        }),
    )
}

/// Sends a step of a run, which is accepted. Returns the number of its entry.
fn send(store: &Sqlite, run: u64, (step, action): (&str, &str)) -> u64 {
    let intent = append(
        store,
        json!({
            "kind": "intent", "who": "a", "host": "b", "pid": 1, "endpoint": "http://c",
            "action": action, "id": "np_1", "request": {}, "allow_plaintext": false,
            "old": null, "new": null, "client": "d", "spec": "e",
            "place": {"run": run, "line": 0, "step": step},
        }),
    );
    let result = Aftermath {
        intent,
        outcome: "accepted".to_owned(),
        ..Aftermath::default()
    };
    store.close(result, SystemTime::UNIX_EPOCH).unwrap();
    intent
}

/// Returns the runs of a journal, or those that did not end, and the number of questions that found
/// them.
fn runs_of(store: &Sqlite, unended: bool) -> (Vec<Run>, usize) {
    let facts = store.facts(Trust::AsItIs).unwrap();
    let counted = Rc::new(Counted(facts.store, Cell::new(0)));
    let known = Known::new(Facts::new(Rc::clone(&counted)));
    let (runs, left_out) = known.newest_runs(unended, usize::MAX).unwrap();
    assert_eq!(left_out, 0);
    (runs, counted.1.get())
}

/// Each question to a team's journal is a way to another machine and back.
#[test]
fn many_runs_about_a_task_are_found_by_as_many_questions_as_two() {
    let asked = |count: usize| {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::new(folder.path().to_owned());
        let begun: Vec<u64> = (0..count).map(|_| begin_run(&store)).collect();
        let (runs, asked) = runs_of(&store, false);
        let numbers: Vec<u64> = runs.iter().map(|run| run.seq).collect();
        assert_eq!(numbers, begun);
        asked
    };
    assert_eq!(asked(20), asked(2));
}

/// Each of them has stopped the task, which nothing has resumed since. One that replaces another
/// inherits the last request of each step.
#[test]
fn runs_that_stopped_a_task_are_found_by_questions_in_proportion() {
    let asked = |count: usize, are_replaced: bool| {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::new(folder.path().to_owned());
        let (mut before, mut left) = (None, vec![Vec::new()]);
        for _ in 0..count {
            let run = begin_run(&store);
            if let Some(before) = before.replace(run).filter(|_| are_replaced) {
                let by = json!({"kind": "run_ended", "run": before, "how": "replaced", "by": run});
                append(&store, by);
            }
            let stop = ("stop", "StopProject");
            let steps = [stop, ("move", "ResetIncrStartTimestamp"), stop];
            let [_, moved, stopped] = steps.map(|step| send(&store, run, step));
            let last = vec![stopped, moved];
            left.push(if are_replaced { last } else { Vec::new() });
        }
        let (runs, asked) = runs_of(&store, !are_replaced);
        let inherited = |run: &Run| run.inherited.iter().map(|sent| sent.seq).collect();
        let inherited: Vec<Vec<u64>> = runs.iter().map(inherited).collect();
        assert_eq!(inherited, left[..count]);
        asked
    };
    for are_replaced in [true, false] {
        let [few, twice, thrice] = [5, 10, 15].map(|count| asked(count, are_replaced));
        assert_eq!(thrice - twice, twice - few, "{are_replaced}");
    }
}

#[test]
fn a_list_with_a_limit_asks_for_no_more_and_counts_the_rest_without_reading_it() {
    let filter = Filter::default();
    for (limit, asked) in [
        (5, &[sql::FILTERED][..]),
        (0, &[sql::FILTERED, sql::COUNT_FILTERED]),
    ] {
        let store = Rc::new(Asked::default());
        let facts = Facts::new(Rc::clone(&store));
        assert!(facts.newest(&filter, limit).unwrap().0.is_empty());
        assert!(facts.begun(false, limit).unwrap().is_empty());
        let questions = store.0.borrow();
        let texts: Vec<&str> = questions.iter().map(|(sql, _)| *sql).collect();
        assert_eq!(texts, [asked, &[sql::BEGUN]].concat());
        for (sql, last) in questions.iter().filter(|(sql, _)| sql.contains("LIMIT")) {
            let limit = i64::try_from(limit).unwrap();
            assert!(
                matches!(last, Some(Param::Int(Some(last))) if *last == limit),
                "{sql}"
            );
        }
    }
}
