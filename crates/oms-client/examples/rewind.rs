//! The operator's loop: find a task, look at it, pause it, move its position back, let it go on,
//! and watch it catch up.
//!
//! ```sh
//! oms-sim --port 8089 &
//! OMS_USER=admin OMS_PASSWORD=secret \
//!     cargo run -p oms-client --example rewind -- http://127.0.0.1:8089 orders 7200
//! ```
//!
//! Each step is sent once. If one may have taken effect and nobody knows, the program stops and
//! says so: the next step is for a person to decide, after a look at the task.

use std::env;
use std::error::Error;
use std::time::Duration;

use oms_client::shapes::TaskStatus;
use oms_client::{Auth, Client, EpochSeconds, Outcome, Reply, StartPosition, TaskId};

/// Pause between two looks at the task, and number of looks at most.
const PAUSE: Duration = Duration::from_secs(1);
const LOOKS: u32 = 120;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(endpoint), Some(name), Some(back)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: rewind ENDPOINT TASK_NAME SECONDS".into());
    };
    let (user, password) = (env::var("OMS_USER")?, env::var("OMS_PASSWORD")?);
    let client = Client::builder(endpoint)
        .auth(Auth::basic(user, password))
        .build()?;

    let task = find(&client, &name).await?;
    let before = position(&client, &task).await?;
    let target = EpochSeconds::new(before.get() - back.parse::<i64>()?)?;
    println!("{task}: from {before} back to {target}");

    told(client.stop_project().id(task.clone()).send().await)?;
    until(&client, &task, |status| *status == TaskStatus::Suspend).await?;

    let reset = client
        .reset_incr_start_timestamp()
        .id(task.clone())
        .reverse(false)
        .start_timestamp(target);
    println!("ticket {}", told(reset.send().await)?.number());

    // A ticket is worked on in the background: the checkpoint tells when the position has moved.
    for _ in 0..LOOKS {
        if position(&client, &task).await? <= target {
            told(client.resume_project().id(task.clone()).send().await)?;
            until(&client, &task, |status| *status == TaskStatus::Running).await?;
            println!("{task} goes on from {}", position(&client, &task).await?);
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err("the position has not moved; look at the ticket in the console".into())
}

/// The task of this name. A name that several tasks have is no name.
async fn find(client: &Client, name: &str) -> Result<TaskId, Box<dyn Error>> {
    let mut pages = client.list_projects().search_key(name).pages();
    let mut found = Vec::new();
    while let Some(page) = pages.next_page().await? {
        let tasks = page.items.into_iter();
        found.extend(tasks.filter(|task| task.name.as_deref() == Some(name)));
    }
    match found.as_slice() {
        [task] => Ok(task.id.clone()),
        [] => Err(format!("no task is called {name}").into()),
        several => Err(format!("{} tasks are called {name}", several.len()).into()),
    }
}

/// The position that the forward synchronization has reached.
async fn position(client: &Client, task: &TaskId) -> Result<EpochSeconds, Box<dyn Error>> {
    let progress = client
        .describe_project_progress()
        .id(task.clone())
        .send()
        .await?;
    match progress.data.incr_sync_checkpoint {
        Some(StartPosition::EpochSeconds(seconds)) => Ok(seconds),
        Some(other) => Err(format!("the source has positions of its own: {other:?}").into()),
        None => Err("the task has no forward synchronization".into()),
    }
}

/// Looks at the task until it is in the state that is waited for.
async fn until(
    client: &Client,
    task: &TaskId,
    reached: impl Fn(&TaskStatus) -> bool,
) -> Result<(), Box<dyn Error>> {
    for _ in 0..LOOKS {
        let progress = client
            .describe_project_progress()
            .id(task.clone())
            .send()
            .await?;
        if reached(&progress.data.status) {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(format!("{task} did not get there; look at it in the console").into())
}

/// The answer of a write. If it may have taken effect, nothing is sent after it.
fn told<T>(answer: Result<Reply<T>, oms_client::Error>) -> Result<Reply<T>, Box<dyn Error>> {
    match answer {
        Ok(reply) => Ok(reply),
        Err(error) if error.outcome() == Outcome::Unknown => Err(format!(
            "{error}\nit may have taken effect: look at the task before anything is sent again"
        )
        .into()),
        Err(error) => Err(error.into()),
    }
}
