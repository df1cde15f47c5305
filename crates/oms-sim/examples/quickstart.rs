//! One call against the simulator, shown from end to end: request bytes, answer, typed reply, and
//! what moved.
//!
//! It sends the spec's example, contacts nothing but this machine, writes no file, and ends with a
//! failure if anything is not as the example says. `cargo xtask quickstart` runs it.

use std::error::Error;
use std::fmt::Write as _;

use oms_client::shapes::TicketId;
use oms_client::{Auth, Client, EpochSeconds, Reply, StartPosition};
use oms_sim::{Direction, LedgerEntry, Simulator, Task};
use serde_json::Value;

/// The task of the vendor's example. The documented ID is masked, and a masked ID names no task.
const TASK: &str = "np_4w3a0001";

/// The ID as the vendor's example shows it.
const MASKED: &str = "np_4w3a****";

/// The position of the vendor's example.
const POSITION: i64 = 1_742_365_118;

/// The vendor's example of a request, byte by byte.
const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../spec/examples/ResetIncrStartTimestamp/seed.request.json"
);

/// A terminal that was never made wider.
const COLUMNS: usize = 80;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let simulator = Simulator::builder().start().await?;
    let before = task(&simulator)?;

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

    let call = Call {
        requests: simulator.requests(),
        reply,
        before,
        after: task(&simulator)?,
    };
    simulator.stop().await;
    let shown = call.shown()?;
    print!("{shown}");
    call.check(&shown)
}

fn task(simulator: &Simulator) -> Result<Task, Box<dyn Error>> {
    let task = simulator.task(TASK);
    task.ok_or_else(|| format!("the simulator has no task {TASK}").into())
}

/// A call, as both of its ends saw it.
struct Call {
    requests: Vec<LedgerEntry>,
    reply: Reply<TicketId>,
    before: Task,
    after: Task,
}

impl Call {
    fn request(&self) -> Result<&LedgerEntry, Box<dyn Error>> {
        match self.requests.as_slice() {
            [request] => Ok(request),
            requests => Err(format!("one request was sent, and {} came", requests.len()).into()),
        }
    }

    /// The whole call, for people.
    fn shown(&self) -> Result<String, Box<dyn Error>> {
        let request = self.request()?;
        let mut text = String::from("1. The request that the simulator received\n\n");
        writeln!(text, "   {} {}", request.method, request.path)?;
        for (name, value) in &request.headers {
            writeln!(text, "   {name}: {value}")?;
        }
        writeln!(text, "\n{}", wrapped(&request.body))?;

        let status = request.status.ok_or("nothing was answered")?;
        writeln!(text, "2. Its answer, with status {status}\n")?;
        writeln!(text, "{}", wrapped(&request.answer))?;

        writeln!(text, "3. The reply that the caller gets\n")?;
        writeln!(text, "   reply.data             ticket {}", self.reply.data)?;
        let id = self.reply.meta.request_id.as_deref().unwrap_or("none");
        writeln!(text, "   reply.meta.request_id  {id}")?;
        if let Some(cost) = &self.reply.meta.cost
            && let Some(duration) = cost.duration()
        {
            writeln!(
                text,
                "   reply.meta.cost        {duration:?}, from the text {:?}",
                cost.raw()
            )?;
        }

        writeln!(
            text,
            "\n4. The effect: the forward position of {} ({})\n",
            self.after.id, self.after.name
        )?;
        writeln!(
            text,
            "   before  {}",
            moment(self.before.position(Direction::Forward))
        )?;
        writeln!(
            text,
            "   after   {}",
            moment(self.after.position(Direction::Forward))
        )?;
        Ok(text)
    }

    /// Everything that must hold for the call to have been real, and for a person to be able to
    /// read it.
    fn check(&self, shown: &str) -> Result<(), Box<dyn Error>> {
        let request = self.request()?;
        let body: Value = serde_json::from_str(&request.body)?;
        let example =
            std::fs::read_to_string(EXAMPLE).map_err(|error| format!("{EXAMPLE}: {error}"))?;
        let example: Value = serde_json::from_str(&example.replace(MASKED, TASK))?;
        let position = StartPosition::from(EpochSeconds::new(POSITION)?);
        let (forward, reverse) = (Direction::Forward, Direction::Reverse);
        let (before, after) = (&self.before, &self.after);
        // The password, and what the header makes of it together with the user.
        let secrets = ["secret", "YWRtaW46c2VjcmV0"];
        let facts = [
            (body == example, "the body is not the example's"),
            (request.committed, "the request changed nothing"),
            (
                self.reply.data == TicketId::new(1),
                "the first ticket is not 1",
            ),
            (
                before.position(forward) != Some(&position),
                "the task stood there already",
            ),
            (
                after.position(forward) == Some(&position),
                "the position has not moved",
            ),
            (
                before.position(reverse) == after.position(reverse),
                "the reverse position has moved",
            ),
            (
                !secrets.iter().any(|secret| shown.contains(secret)),
                "the password is shown",
            ),
            (
                shown.lines().all(|line| line.chars().count() <= COLUMNS),
                "a line is too long for a terminal",
            ),
        ];
        match facts.into_iter().find(|(holds, _)| !holds) {
            Some((_, problem)) => Err(problem.into()),
            None => Ok(()),
        }
    }
}

/// JSON text as it is, but for line breaks after commas where a line would be too long.
fn wrapped(json: &str) -> String {
    let indent = "   ";
    let mut text = String::new();
    let mut line = indent.to_owned();
    for member in json.split_inclusive(',') {
        if line.chars().count() + member.chars().count() > COLUMNS {
            text.push_str(&line);
            text.push('\n');
            line = format!("{indent} ");
        }
        line.push_str(member);
    }
    text + &line + "\n"
}

fn moment(position: Option<&StartPosition>) -> String {
    match position {
        Some(StartPosition::EpochSeconds(seconds)) => {
            format!("{seconds}  {}", seconds.to_rfc3339())
        }
        Some(other) => other.to_string(),
        None => "none".to_owned(),
    }
}
