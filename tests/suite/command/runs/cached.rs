//! Writes that a gateway answers from what it has kept: the whole answer of an earlier request
//! comes back, and the service sees nothing of the later one.

use oms_cli::Exit;
use oms_sim::Fault;
use serde_json::{Value, json};

use super::super::Desk;
use super::elsewhere::{Words, batch, rewind};
use super::{TASK, once, printed, refusal};

const MOVE: &str = "ResetIncrStartTimestamp";
const STOP: &str = "StopProject";

/// A task that stands still.
const STILL: &str = "np_4w3a0002";

fn single(task: &str) -> String {
    format!(
        "task reset-incr-start-timestamp {task} --reverse false --to 1742365118 --execute --yes={task}"
    )
}

/// A batch of two lines, of which the second is not sent behind an unknown outcome.
fn lines(desk: &Desk) -> String {
    let file = desk.folder.path().join("two");
    let lines = ["np_4w3a0003", TASK].map(|task| format!("{task},false,1742365118\n"));
    std::fs::write(&file, format!("id,reverse,to\n{}", lines.concat())).unwrap();
    format!("batch {} --execute --yes=2 --rate 100", file.display())
}

fn of_the_task(_: &Desk) -> String {
    single(TASK)
}

impl Desk {
    /// The entries of the journal, the oldest first.
    async fn requests(&self) -> Vec<Value> {
        let listed = self.line("journal list -o json").await;
        listed.json()["data"].as_array().unwrap().clone()
    }

    /// The answer to the last request in the journal, with these fields in place of its own.
    async fn kept(&self, fields: Value) -> String {
        let requests = self.requests().await;
        let result = &requests.last().unwrap()["result"];
        let mut answer = json!({
            "success": result["outcome"] == "accepted", "code": result["code"],
            "message": null, "requestId": result["request_id"], "data": result["ticket"],
        });
        let fields = fields.as_object().unwrap().clone();
        answer.as_object_mut().unwrap().extend(fields);
        answer.to_string()
    }

    /// Answers the next request of an action with this answer, of which the service sees nothing.
    fn answers_from_a_cache(&self, action: &str, answer: &str) {
        let rule = once(Fault::answer(200, answer), action);
        self.simulator.inject(rule).unwrap();
    }

    fn moves_of(&self, task: &str) -> usize {
        let commits = self.simulator.commits().into_iter();
        let of_task = commits.filter(|one| one.task.as_deref() == Some(task));
        of_task
            .filter(|one| one.action.as_deref() == Some(MOVE))
            .count()
    }
}

#[tokio::test]
async fn p029_an_answer_with_the_request_id_of_an_earlier_entry_proves_nothing() {
    let cases: [Words; 4] = [of_the_task, lines, rewind, batch];
    for words in cases {
        let desk = Desk::new().await;
        let first = desk.line(&single(STILL)).await;
        assert_eq!(first.exit, Exit::Success, "{first:?}");
        desk.answers_from_a_cache(MOVE, &desk.kept(json!({})).await);
        let ended = desk.line(&words(&desk)).await;
        assert_eq!(ended.exit, Exit::Unknown, "{ended:?}");
        let text = desk.short(&printed(&ended));
        let known = desk.requests().await;
        let (original, repeated) = (&known[0], &known[known.len() - 1]);
        let told = format!(
            "the answer is that of journal entry {}, with its request ID {}",
            original["entry"],
            original["result"]["request_id"].as_str().unwrap()
        );
        assert!(text.contains(&told), "{told}: {text}");
        assert!(!text.contains("has moved the position"), "{text}");
        let resolve = format!("`oms journal resolve {}", repeated["entry"]);
        assert!(text.contains(&resolve), "{resolve}: {text}");
        assert_eq!(repeated["outcome"], "unknown", "{repeated}");
        assert_eq!(repeated["open"], true, "{repeated}");
        assert_eq!(repeated["result"]["ticket"], Value::Null, "{repeated}");
        assert_eq!(desk.moves_of(TASK), 0, "{text}");
        // Nobody knows what became of it, so that nothing is sent behind it.
        let id = repeated["id"].as_str().unwrap();
        let refused = desk.line(&single(id)).await;
        assert_eq!(refused.exit, Exit::Guard, "{refused:?}");
    }
}

/// A gateway may answer from what it keeps because the service has not answered it in time.
#[tokio::test]
async fn p029_a_refusal_that_was_given_to_an_earlier_request_refuses_nothing() {
    let desk = Desk::new().await;
    let stop = |task: &str| format!("task stop {task} --execute --yes={task}");
    let refused = json!({
        "success": false, "code": "GHANA-OPERAT000001", "message": "not now", "requestId": "r-1",
    });
    for (task, exit) in [(STILL, Exit::Rejected), (TASK, Exit::Unknown)] {
        desk.answers_from_a_cache(STOP, &refused.to_string());
        let ended = desk.line(&stop(task)).await;
        assert_eq!(ended.exit, exit, "{ended:?}");
    }
    assert!(desk.simulator.commits().is_empty());
}

#[tokio::test]
async fn p029_an_answer_of_its_own_is_believed_whatever_request_id_it_has() {
    for (fields, what) in [
        (json!({"data": 4711}), "another ticket"),
        (json!({"requestId": "r-2"}), "another ID"),
        (json!({"requestId": ""}), "no ID"),
        (json!({"requestId": null}), "none"),
    ] {
        let desk = Desk::new().await;
        assert_eq!(desk.line(&single(STILL)).await.exit, Exit::Success);
        desk.answers_from_a_cache(MOVE, &desk.kept(fields).await);
        let ended = desk.line(&single(TASK)).await;
        assert_eq!(ended.exit, Exit::Success, "{what}: {ended:?}");
    }
    // A refusal of the service's own that has no ID is one each time.
    let desk = Desk::new().await;
    for task in [TASK, STILL] {
        desk.simulator.inject(once(refusal(), MOVE)).unwrap();
        let ended = desk.line(&single(task)).await;
        assert_eq!(ended.exit, Exit::Rejected, "{ended:?}");
    }
}

/// The same command goes on, and settles by a look what the task shows.
#[tokio::test]
async fn p240_a_stop_that_a_cache_has_answered_is_settled_by_what_the_task_shows() {
    for is_stopped in [true, false] {
        let desk = Desk::new().await;
        let stop = "task stop np_4w3a0003 --execute --yes=np_4w3a0003";
        assert_eq!(desk.line(stop).await.exit, Exit::Success);
        let answer = Fault::answer(200, desk.kept(json!({})).await);
        let rule = once(answer, STOP);
        let rule = if is_stopped {
            rule.after_commit()
        } else {
            rule
        };
        desk.simulator.inject(rule).unwrap();
        let first = desk.line(&rewind(&desk)).await;
        assert_eq!(first.exit, Exit::Unknown, "{first:?}");
        assert_eq!(desk.moves_of(TASK), 0, "{first:?}");
        let rest = desk.line(&rewind(&desk)).await;
        let (exit, moves) = if is_stopped {
            (Exit::Success, 1)
        } else {
            (Exit::Guard, 0)
        };
        assert_eq!(rest.exit, exit, "{rest:?}");
        assert_eq!(desk.moves_of(TASK), moves, "{rest:?}");
    }
}
