//! Group O: the service of the example, against two simulators and their faults.

use std::path::Path;

use oms_sim::{Fault, FaultRule, Simulator};
use tempfile::TempDir;

use crate::support::replies;

#[expect(
    dead_code,
    reason = "its main function and its words for it are of the program"
)]
#[path = "../../../crates/oms-client/examples/service.rs"]
mod service;

const TASK: &str = "np_4w3a0001";
const RESET: &str = "ResetIncrStartTimestamp";

/// The service with its two regions.
struct World {
    eu: Simulator,
    us: Simulator,
    url: String,
    folder: TempDir,
}

impl World {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("there is room");
        let (eu, us) = (simulator().await, simulator().await);
        for name in ["eu", "us"] {
            write_password(folder.path(), name, "secret");
        }
        let file = |name: &str| folder.path().join(name).display().to_string();
        let app = service::App::default()
            .add("eu", &eu.url(), &file("eu"))
            .and_then(|app| app.add("us", &us.url(), &file("us")))
            .and_then(|app| app.add("down", "http://127.0.0.1:1", &file("eu")))
            .expect("the options are valid");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        tokio::spawn(axum::serve(listener, app.router()).into_future());
        Self {
            eu,
            us,
            url,
            folder,
        }
    }

    /// Asks for a rewind, and gives the status and the text.
    async fn rewind(&self, region: &str, millis: &str) -> (u16, String) {
        self.rewind_of(TASK, region, millis).await
    }

    async fn rewind_of(&self, task: &str, region: &str, millis: &str) -> (u16, String) {
        let url = format!(
            "{}/{region}/tasks/{task}/rewind?position=1742365118",
            self.url
        );
        let request = reqwest::Client::new()
            .post(url)
            .header("x-request-id", "order-1042")
            .header("x-deadline-ms", millis);
        answered(request).await
    }

    async fn get(&self, path: &str) -> (u16, String) {
        answered(reqwest::Client::new().get(format!("{}{path}", self.url))).await
    }
}

async fn simulator() -> Simulator {
    Simulator::builder().start().await.expect("a port is free")
}

async fn answered(request: reqwest::RequestBuilder) -> (u16, String) {
    let answer = request.send().await.expect("the service answers");
    let status = answer.status().as_u16();
    (status, answer.text().await.expect("it is text"))
}

fn write_password(folder: &Path, name: &str, password: &str) {
    std::fs::write(folder.join(name), password).expect("the folder can be written");
}

#[tokio::test]
async fn p291_a_service_answers_by_outcome_under_the_callers_id_and_deadline() {
    let world = World::start().await;
    let (status, text) = world.rewind("eu", "20000").await;
    assert_eq!(status, 202, "{text}");
    assert_eq!(world.eu.commits().len(), 2);
    let requests = world.eu.requests();
    for request in &requests {
        let mut ids = request
            .headers
            .iter()
            .filter(|(name, _)| name == "x-request-id");
        assert_eq!(ids.next().map(|(_, id)| id.as_str()), Some("order-1042"));
    }

    let refusal = Fault::answer(200, replies::failure_body());
    for (fault, expected, effects) in [
        (FaultRule::new(refusal).on_action(RESET), 409, 1),
        (
            FaultRule::new(Fault::CommitAndLoseReply).on_action(RESET),
            502,
            2,
        ),
        (
            FaultRule::new(Fault::LoseBeforeCommit).on_action(RESET),
            502,
            1,
        ),
        (
            FaultRule::new(Fault::commit_then_status(404)).on_action(RESET),
            502,
            2,
        ),
    ] {
        world.us.reset();
        world.us.inject(fault.clone()).expect("it can strike");
        let (status, text) = world.rewind("us", "20000").await;
        assert_eq!(status, expected, "{fault:?}: {text}");
        assert!(text.starts_with("the task was stopped"), "{text}");
        assert_eq!(world.us.commits().len(), effects, "{fault:?}");
    }

    // The caller's deadline ends a wait for a task that does not get there, and nothing is moved.
    world.us.reset();
    let running = r#"{"success":true,"data":{"projectId":"np_4w3a0001","status":"RUNNING"}}"#;
    let look = FaultRule::new(Fault::answer(200, running)).on_action("DescribeProjectProgress");
    world.us.inject(look).expect("it can strike");
    let begun = std::time::Instant::now();
    let (status, text) = world.rewind("us", "1500").await;
    assert_eq!(status, 502, "{text}");
    assert!(text.starts_with("the task was stopped"), "{text}");
    assert!(begun.elapsed().as_secs() < 10);
    assert!(
        world
            .us
            .commits()
            .iter()
            .all(|commit| commit.action.as_deref() != Some(RESET))
    );

    let (status, text) = world.rewind_of("a%20b", "us", "5000").await;
    assert_eq!(status, 400, "{text}");
    for (region, expected) in [("down", 503), ("elsewhere", 404)] {
        let (status, text) = world.rewind(region, "5000").await;
        assert_eq!(status, expected, "{text}");
    }
    let (_, metrics) = world.get("/metrics").await;
    for line in [
        r#"region="eu",action="ResetIncrStartTimestamp",outcome="accepted",cause="none"} 1"#,
        r#"region="us",action="ResetIncrStartTimestamp",outcome="rejected",cause="service"} 1"#,
        r#"region="us",action="ResetIncrStartTimestamp",outcome="unknown",cause="connection_lost"} 2"#,
        r#"region="down",action="StopProject",outcome="not_sent",cause="connect"} 1"#,
    ] {
        assert!(metrics.contains(line), "{line} in {metrics}");
    }
}

#[tokio::test]
async fn p288_a_service_goes_on_with_a_rotated_password_and_says_where_it_does_not() {
    let world = World::start().await;
    let (status, faults) = world.get("/healthz").await;
    assert_eq!(status, 503, "one region is down: {faults}");
    assert!(
        faults.starts_with("down: ") && faults.lines().count() == 1,
        "{faults}"
    );
    world.eu.set_credentials("admin", "rotated");
    let (_, faults) = world.get("/healthz").await;
    assert!(
        faults.contains("eu: ") && !faults.contains("secret"),
        "{faults}"
    );
    write_password(world.folder.path(), "eu", "rotated\n");
    let (_, faults) = world.get("/healthz").await;
    assert!(!faults.contains("eu: "), "{faults}");
    assert_eq!(world.rewind("eu", "20000").await.0, 202);
}
