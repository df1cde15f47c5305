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
use oms_client::{Auth, Client, EpochSeconds, Outcome, Reply, StartPosition, TaskId, WaitError};

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
    // A wrong password or path ends here, before a write would end in doubt by it.
    client.probe().await?;

    let task = find(&client, &name).await?;
    let progress = || client.describe_project_progress().id(&task);
    let before = moment(progress().await?.data.position(false))?;
    let target = EpochSeconds::new(before.get() - back.parse::<i64>()?)?;
    println!("{task}: from {before} back to {target}");

    told(client.stop_project().id(&task).await)?;
    seen(progress().wait().until_state([TaskStatus::Suspend]).await)?;

    let reset = client
        .reset_incr_start_timestamp()
        .id(&task)
        .reverse(false)
        .start_timestamp(target);
    println!("ticket {}", told(reset.await)?.number());
    // A ticket is worked on in the background: the checkpoint tells when the position has moved.
    seen(progress().wait().until_moved_back(false, target).await)?;

    told(client.resume_project().id(&task).await)?;
    seen(progress().wait().until_state([TaskStatus::Running]).await)?;
    println!("{task} goes on from {target}");

    let half_a_minute = Duration::from_secs(30);
    let caught_up = progress().wait().until_lag_below(false, half_a_minute);
    let reply = seen(caught_up.within(Duration::from_secs(3_600)).await)?;
    println!("{task} is at {}", moment(reply.data.position(false))?);
    Ok(())
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

/// The moment that a position names.
fn moment(position: Option<StartPosition>) -> Result<EpochSeconds, Box<dyn Error>> {
    match position {
        Some(StartPosition::EpochSeconds(seconds)) => Ok(seconds),
        Some(other) => Err(format!("the source has positions of its own: {other:?}").into()),
        None => Err("the task has no forward synchronization".into()),
    }
}

/// The answer that shows what was waited for.
fn seen<T>(waited: Result<Reply<T>, WaitError<T>>) -> Result<Reply<T>, Box<dyn Error>> {
    waited.map_err(|error| {
        let cause = error
            .error()
            .map_or_else(String::new, |cause| format!(": {cause}"));
        format!("{error}{cause}\nlook at the task before anything else is sent").into()
    })
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
