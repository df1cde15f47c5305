//! One call against the simulator, shown from end to end: request bytes, answer, typed reply, and what moved.
//!
//! It ends with a failure where anything is not as the spec's example says.

use std::error::Error;

use oms_client::shapes::TicketId;
use oms_client::{Auth, Client, EpochSeconds, Reply, StartPosition};
use oms_sim::{LedgerEntry, Simulator, Task};
use serde_json::Value;

/// The task of the vendor's example. The documented ID is masked, and a masked ID names no task.
const TASK: &str = "np_4w3a0001";

/// The ID as the vendor's example shows it.
const MASKED: &str = "np_4w3a****";

/// The vendor's example of a request, byte by byte.
const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../spec/examples/ResetIncrStartTimestamp/seed.request.json"
);

/// The position of the vendor's example.
const POSITION: i64 = 1_742_365_118;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let simulator = Simulator::builder().start().await?;
    let before = simulator
        .task(TASK)
        .ok_or("the simulator has no example task")?;

    let client = Client::builder(simulator.url())
        .auth(Auth::basic("admin", "secret"))
        .build()?;
    let reply = client
        .reset_incr_start_timestamp()
        .id(TASK)
        .reverse(false)
        .start_timestamp(EpochSeconds::new(POSITION)?)
        .send()
        .await?;

    let after = simulator.task(TASK).ok_or("the example task is gone")?;
    let [request] = <[LedgerEntry; 1]>::try_from(simulator.requests())
        .map_err(|requests| format!("one request was expected, and {} came", requests.len()))?;
    show_request(&request);
    show_answer(&request, &reply);
    show_positions(&before, &after);
    simulator.stop().await;
    check(&request, &reply, &before, &after)
}

fn show_request(request: &LedgerEntry) {
    println!("Request");
    println!("  {} {}", request.method, request.path);
    for (name, value) in &request.headers {
        println!("  {name}: {value}");
    }
    println!("\n  {}\n", request.body);
}

fn show_answer(request: &LedgerEntry, reply: &Reply<TicketId>) {
    println!("Answer");
    println!("  status {}", request.status);
    println!("\n  {}\n", request.answer);
    println!("Typed reply");
    println!("  data        ticket {}", reply.data);
    println!(
        "  request ID  {}",
        reply.meta.request_id.as_deref().unwrap_or("none")
    );
    if let Some(cost) = &reply.meta.cost {
        println!(
            "  cost        {:?}, from the text {:?}",
            cost.duration(),
            cost.raw()
        );
    }
    println!();
}

fn show_positions(before: &Task, after: &Task) {
    println!("Forward position of {} ({})", after.id, after.name);
    println!("  before  {}", moment(before));
    println!("  after   {}", moment(after));
}

fn moment(task: &Task) -> String {
    match &task.forward_position {
        StartPosition::EpochSeconds(seconds) => {
            format!("{seconds}  {}", seconds.to_rfc3339())
        }
        other => other.to_string(),
    }
}

/// Everything that must hold for the call to have been real.
fn check(
    request: &LedgerEntry,
    reply: &Reply<TicketId>,
    before: &Task,
    after: &Task,
) -> Result<(), Box<dyn Error>> {
    let body: Value = serde_json::from_str(&request.body)?;
    let example =
        std::fs::read_to_string(EXAMPLE).map_err(|error| format!("{EXAMPLE}: {error}"))?;
    let example: Value = serde_json::from_str(&example.replace(MASKED, TASK))?;
    let position = EpochSeconds::new(POSITION)?.into();
    let facts = [
        (body == example, "the body is not the example's"),
        (request.committed, "the request changed nothing"),
        (reply.data == TicketId::new(1), "the first ticket is not 1"),
        (
            before.forward_position != position,
            "the task stood there already",
        ),
        (
            after.forward_position == position,
            "the position has not moved",
        ),
        (
            before.reverse_position == after.reverse_position,
            "the reverse position has moved",
        ),
        (
            !request
                .headers
                .iter()
                .any(|(_, value)| value.contains("YWRtaW46c2VjcmV0")),
            "the ledger shows the password",
        ),
    ];
    match facts.into_iter().find(|(holds, _)| !holds) {
        Some((_, problem)) => Err(problem.into()),
        None => Ok(()),
    }
}
