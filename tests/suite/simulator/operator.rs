//! An operator's work on a task, through the typed client: find it, read it, pause it, move it,
//! watch it, end it.

use std::time::Duration;

use oms_client::shapes::{StepName, StepStatus, TaskStatus};
use oms_client::{Client, EpochSeconds, Error};
use oms_sim::{Course, Simulator, Status, Task};

use super::{at, client, start};

const NOW: i64 = 1_742_369_000;

fn code(error: &Error) -> &str {
    match error {
        Error::Rejected(rejected) => rejected.code().unwrap_or_default(),
        other => panic!("{other}"),
    }
}

async fn checkpoint(client: &Client, id: &str) -> oms_client::StartPosition {
    let reply = client
        .describe_project_progress()
        .id(id)
        .send()
        .await
        .unwrap();
    reply.data.incr_sync_checkpoint.unwrap()
}

#[tokio::test]
async fn p206_a_rewind_from_the_first_look_to_the_last() {
    let simulator = Simulator::builder()
        .tickets(Course::after_polls(3))
        .start()
        .await
        .unwrap();
    let client = client(&simulator);
    let found = client
        .list_projects()
        .search_key("orders")
        .send()
        .await
        .unwrap();
    let id = found.data[0].id.clone();
    assert_eq!((found.data.len(), id.as_str()), (1, "np_4w3a0001"));
    assert_eq!(checkpoint(&client, id.as_str()).await, at(1_742_368_800));

    client.stop_project().id(id.clone()).send().await.unwrap();
    let task = client
        .describe_project()
        .id(id.clone())
        .send()
        .await
        .unwrap()
        .data;
    assert_eq!(
        (task.status, task.name.as_deref()),
        (TaskStatus::Suspend, Some("orders"))
    );
    assert_eq!(task.enable_reverse_incr_transfer, Some(true));

    let to = EpochSeconds::new(1_742_365_118).unwrap();
    let ticket = client
        .reset_incr_start_timestamp()
        .id(id.clone())
        .reverse(false)
        .start_timestamp(to)
        .send()
        .await
        .unwrap();
    assert_eq!(ticket.data.get(), 1);
    let mut looks = 0;
    while checkpoint(&client, id.as_str()).await != at(1_742_365_118) {
        looks += 1;
        assert!(
            looks < 10,
            "the ticket is done after three reads of its task"
        );
    }
    assert_eq!(looks, 3, "a read is answered with what was there before it");

    client.resume_project().id(id.clone()).send().await.unwrap();
    simulator.advance(Duration::from_secs(10));
    assert_eq!(
        checkpoint(&client, id.as_str()).await,
        at(1_742_365_118 + 600)
    );
    let commits = simulator.commits();
    let actions: Vec<&str> = commits
        .iter()
        .filter_map(|commit| commit.action.as_deref())
        .collect();
    assert_eq!(
        actions,
        ["StopProject", "ResetIncrStartTimestamp", "ResumeProject"],
        "reads are no effects"
    );
}

/// The state that an operation leads to from each state, in the order of [`Status::ALL`]; a dash is
/// a refusal.
const OPERATIONS: &[(&str, &str)] = &[
    ("start", "RUNNING - - - - - - - - - -"),
    ("stop", "- SUSPEND - - - - - - SUSPEND SUSPEND SUSPEND"),
    ("resume", "- - RUNNING RUNNING - - - - - - -"),
    ("release", "- - RELEASING RELEASING RELEASING - - - - - -"),
    ("delete", "DELETED - - - - - DELETED - - - -"),
];

async fn operate(client: &Client, operation: &str, id: &str) -> Result<(), Error> {
    match operation {
        "start" => client.start_project().id(id).send().await.map(drop),
        "stop" => client.stop_project().id(id).send().await.map(drop),
        "resume" => client.resume_project().id(id).send().await.map(drop),
        "release" => client.release_project().id(id).send().await.map(drop),
        "delete" => client.delete_project().id(id).send().await.map(drop),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn p205_every_operation_leads_from_every_state_to_where_it_should() {
    for (operation, expected) in OPERATIONS {
        let mut builder = Simulator::builder();
        for status in Status::ALL.iter().copied() {
            let position = EpochSeconds::new(1_742_368_800).unwrap();
            let id = format!("np_{}", status.to_string().to_lowercase());
            builder = builder.task(Task::new(id, position).in_status(status));
        }
        let simulator = builder.start().await.unwrap();
        let client = client(&simulator);
        let mut led = Vec::new();
        for status in Status::ALL {
            let id = format!("np_{}", status.to_string().to_lowercase());
            let done = operate(&client, operation, &id).await;
            let task = simulator.task(&id).unwrap();
            match done {
                Ok(()) => led.push(task.status.to_string()),
                Err(error) => {
                    assert_eq!(code(&error), "GHANA-OPERAT000001", "{operation} {status}");
                    assert_eq!(
                        task.status, *status,
                        "{operation} {status}: refused, and so unchanged"
                    );
                    led.push("-".to_owned());
                }
            }
        }
        assert_eq!(led.join(" "), *expected, "{operation}");
        let accepted = expected.split(' ').filter(|word| *word != "-").count();
        assert_eq!(simulator.commits().len(), accepted, "{operation}");
        let unknown = operate(&client, operation, "np_none").await.unwrap_err();
        assert_eq!(code(&unknown), "GHANA-PROJECT000001");
    }
}

/// The reported values of a step.
type Told = (i64, String, StepStatus, i64);

async fn steps(client: &Client, id: &str) -> Vec<Told> {
    let reply = client.describe_project_steps().id(id).send().await.unwrap();
    let told = reply.data.into_iter().map(|step| {
        let (order, progress) = (step.order.unwrap(), step.progress.unwrap());
        (order, step.name.to_string(), step.status, progress)
    });
    told.collect()
}

#[tokio::test]
async fn p205_a_task_is_started_and_its_steps_and_progress_are_told() {
    let simulator = start().await;
    let client = client(&simulator);
    let id = "np_4w3a0004";
    client.start_project().id(id).send().await.unwrap();
    simulator.advance(Duration::from_secs(8));
    let progress = client
        .describe_project_progress()
        .id(id)
        .send()
        .await
        .unwrap()
        .data;
    assert_eq!(progress.status, TaskStatus::Running);
    assert_eq!(progress.current_step, Some(StepName::StructTransfer));
    let percent = (
        progress.struct_transfer_progress,
        progress.full_transfer_progress,
    );
    assert_eq!(percent, (Some(30), Some(0)));

    let told = |order, name: &str, status, percent| (order, name.to_owned(), status, percent);
    let (done, running, init) = (StepStatus::Finished, StepStatus::Running, StepStatus::Init);
    assert_eq!(
        steps(&client, id).await[..4],
        [
            told(1, "TRANSFER_PRECHECK", done, 100),
            told(2, "STRUCT_TRANSFER", running, 30),
            told(3, "TRANSFER_INCR_LOG_PULL", init.clone(), 0),
            told(4, "FULL_TRANSFER", init, 0),
        ]
    );
    let reply = client.describe_project_steps().id(id).send().await.unwrap();
    let finished = reply.data[0].finish_time.as_ref().unwrap();
    assert_eq!(finished.raw(), "2025-03-19T07:23:25");
}

#[tokio::test]
async fn p205_every_answer_names_the_step_that_is_worked_on() {
    let simulator = start().await;
    let client = client(&simulator);
    let id = "np_4w3a0004";
    client.start_project().id(id).send().await.unwrap();
    for (name, running) in [
        ("STRUCT_TRANSFER", 1),
        ("FULL_TRANSFER", 1),
        ("FULL_VERIFIER", 1),
        // All that is left goes on without an end.
        ("INCR_TRANSFER", 0),
    ] {
        let next = client.advance_project().id(id).send().await.unwrap().data;
        assert_eq!(next.as_str(), name);
        let progress = client.describe_project_progress().id(id).send();
        assert_eq!(
            progress.await.unwrap().data.current_step,
            Some(next.clone())
        );
        let task = client.describe_project().id(id).send().await.unwrap().data;
        assert_eq!(task.extra_info.unwrap().running_step, Some(next));
        let told = steps(&client, id).await.into_iter();
        let told = told.filter(|step| step.2 == StepStatus::Running);
        let told: Vec<String> = told.map(|step| step.1).collect();
        assert_eq!(told, vec![name; running]);
    }
    let refused = client.advance_project().id(id).send().await;
    assert!(matches!(refused, Err(Error::Rejected(_))), "{refused:?}");
}

#[tokio::test]
async fn p205_a_task_is_paused_resumed_released_and_deleted() {
    let simulator = start().await;
    let client = client(&simulator);
    let id = "np_4w3a0004";
    client.start_project().id(id).send().await.unwrap();
    simulator.advance(Duration::from_secs(8));
    client.stop_project().id(id).send().await.unwrap();
    assert_eq!(steps(&client, id).await[1].2, StepStatus::Suspend);
    client.resume_project().id(id).send().await.unwrap();
    simulator.advance(Duration::from_secs(1_000));
    let incremental = steps(&client, id).await.remove(4);
    assert_eq!(
        incremental.2,
        StepStatus::Monitoring,
        "what goes on is watched"
    );
    assert_eq!(checkpoint(&client, id).await, at(NOW + 1_008 - 5));

    client.stop_project().id(id).send().await.unwrap();
    client.release_project().id(id).send().await.unwrap();
    let early = client.delete_project().id(id).send().await.unwrap_err();
    assert_eq!(code(&early), "GHANA-OPERAT000001", "it is not released yet");
    simulator.advance(Duration::from_secs(5));
    client.delete_project().id(id).send().await.unwrap();
    let gone = client.describe_project().id(id).send().await.unwrap().data;
    assert_eq!(gone.status, TaskStatus::Deleted);
}

#[tokio::test]
async fn p205_tasks_are_listed_by_page_and_by_filter() {
    let mut builder = Simulator::builder();
    for number in 1..=23 {
        let position = EpochSeconds::new(1_742_368_800).unwrap();
        let task = Task::new(format!("np_{number:02}"), position).named(format!("task {number}"));
        let status = if number % 5 == 0 {
            Status::Suspend
        } else {
            Status::Running
        };
        let label = if number % 2 == 0 { "l_even" } else { "l_odd" };
        builder = builder.task(task.in_status(status).labelled([label]));
    }
    builder = builder.task(Task::without_changes("np_gone").in_status(Status::Deleted));
    let simulator = builder.start().await.unwrap();
    let client = client(&simulator);
    for (page, size, ids, total) in [
        (1, 2, vec!["np_01", "np_02"], 23),
        (12, 2, vec!["np_23"], 23),
        (13, 2, vec![], 23),
    ] {
        let reply = client
            .list_projects()
            .page_number(page)
            .page_size(size)
            .send()
            .await
            .unwrap();
        let found: Vec<&str> = reply.data.iter().map(|task| task.id.as_str()).collect();
        assert_eq!(found, ids, "page {page}");
        assert_eq!(reply.meta.page_number, Some(page));
        assert_eq!(
            (reply.meta.page_size, reply.meta.total_count),
            (Some(size), Some(total))
        );
    }
    let all = client.list_projects();
    for (reply, count) in [
        (all.clone().send().await, 10),
        (all.clone().page_size(150).send().await, 23),
        (all.clone().status([TaskStatus::Suspend]).send().await, 4),
        (all.clone().status([TaskStatus::Deleted]).send().await, 1),
        (
            all.clone().search_key("task 2").page_size(150).send().await,
            5,
        ),
        (all.clone().search_key("np_07").send().await, 1),
        (all.clone().label_ids([""; 0]).send().await, 10),
        (
            all.clone()
                .label_ids(["l_even"])
                .page_size(150)
                .send()
                .await,
            11,
        ),
    ] {
        assert_eq!(reply.unwrap().data.len(), count);
    }
}

#[tokio::test]
async fn p205_all_tasks_of_a_label_are_started_that_never_were() {
    let position = || EpochSeconds::new(1_742_368_800).unwrap();
    let task = |id: &str, status| {
        Task::new(id, position())
            .in_status(status)
            .labelled(["l_1"])
    };
    let simulator = Simulator::builder()
        .task(task("np_1", Status::Init))
        .task(task("np_2", Status::Init).labelled(["l_2", "l_1"]))
        .task(task("np_3", Status::Suspend))
        .task(task("np_4", Status::Init).labelled(["l_2"]))
        .start()
        .await
        .unwrap();
    let client = client(&simulator);
    let started = client
        .start_projects_by_label()
        .id("l_1")
        .send()
        .await
        .unwrap()
        .data;
    let ids: Vec<String> = started
        .succeed_project_ids
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        (started.total, ids),
        (Some(2), vec!["np_1".to_owned(), "np_2".to_owned()])
    );
    for (id, status) in [
        ("np_1", Status::Running),
        ("np_2", Status::Running),
        ("np_3", Status::Suspend),
        ("np_4", Status::Init),
    ] {
        assert_eq!(simulator.task(id).unwrap().status, status, "{id}");
    }
}
