//! Waiting by a paused clock: how often it looks, and by what it ends.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Positioned, Seen, Until, Wait, WaitError, Watched};
use crate::testing::Depot;
use crate::{
    Action, ActionInfo, Answer, AnyAction, CallOptions, Effect, EpochSeconds, Error, Failure,
    FakeAnswer, FakeTransport, Json, NotSentCause, ReadRetry, StartPosition, UnknownCause,
};

#[derive(Debug, Clone, Serialize)]
struct Progress {}

#[derive(Debug, Deserialize)]
struct Shows {
    states: Vec<String>,
    at: Option<StartPosition>,
    #[serde(default)]
    of: Option<String>,
}

impl Action for Progress {
    type Data = Shows;
    const INFO: &'static ActionInfo = &ActionInfo::new("Progress", Effect::Read);
}

impl Watched for Progress {
    type State = String;

    fn states(data: &Shows) -> Vec<&String> {
        data.states.iter().collect()
    }

    fn name(state: &String) -> &str {
        state
    }

    fn has_ended(state: &String) -> bool {
        ["DONE", "FAILED"].contains(&state.as_str())
    }

    fn counts_as(state: &String, wanted: &String) -> bool {
        state == wanted || wanted == "RUN" && state.starts_with("RUN_")
    }

    fn can_become(state: &String, wanted: &String) -> bool {
        state != "DONE" || wanted == "GONE"
    }

    fn another<'d>(&self, data: &'d Shows) -> Option<&'d str> {
        data.of.as_deref()
    }
}

impl Positioned for Progress {
    fn position(data: &Shows, reverse: bool) -> Option<StartPosition> {
        data.at.clone().filter(|_| !reverse)
    }
}

fn shows(states: &str, at: &str) -> FakeAnswer {
    let data = format!(r#"{{"states":{states},"at":{at}}}"#);
    format!(r#"{{"success":true,"data":{data}}}"#).into()
}

fn moment(seconds: i64) -> EpochSeconds {
    EpochSeconds::new(seconds).unwrap()
}

/// A transport that gives these answers to the looks, one after the other.
fn script(answers: impl IntoIterator<Item = FakeAnswer>) -> FakeTransport {
    let mut answers = answers.into_iter();
    let first = FakeTransport::on("Progress", answers.next().unwrap());
    answers.fold(first, FakeTransport::then)
}

fn wait(fake: &FakeTransport) -> Wait<Progress> {
    let client = Depot::over_with(fake.clone(), |builder| {
        builder.retry_reads(ReadRetry::never()).jitter_seed(7)
    });
    client.dispatcher().wait(Progress {})
}

/// The state of another thing is no news of the one that was asked for.
#[tokio::test(start_paused = true)]
async fn p290_an_answer_about_another_thing_ends_a_wait_and_never_reaches_it() {
    let goals: [Goal; 5] = [
        |wait| wait.until_state(["DONE".to_owned()]),
        Wait::until_ended,
        |wait| wait.until_passed(false, moment(100)),
        |wait| wait.until_moved_back(false, moment(100)),
        |wait| wait.until_lag_below(false, Duration::MAX),
    ];
    for goal in goals {
        let answer = r#"{"success":true,"data":{"states":["DONE"],"at":"100","of":"np_2"}}"#;
        let waited = goal(wait(&script([answer.into()]))).await;
        let Err(WaitError::Never { why, .. }) = &waited else {
            panic!("{waited:?}");
        };
        assert!(why.contains("another one, np_2"), "{why}");
    }
}

/// The looks behind it would be refused one by one, up to the end of the wait.
#[tokio::test(start_paused = true)]
async fn p290_a_wait_ends_at_the_deadline_of_its_options() {
    let fake = FakeTransport::on("Progress", shows("[]", "null"));
    let began = tokio::time::Instant::now();
    let five = Duration::from_secs(5);
    let options = CallOptions::new().deadline((began + five).into_std());
    let waited = wait(&fake).options(options).until_ended().await;
    let Err(WaitError::TooLate { looks, .. }) = &waited else {
        panic!("{waited:?}");
    };
    assert!(began.elapsed() <= five, "{:?}", began.elapsed());
    assert_eq!(usize::try_from(*looks).unwrap(), fake.requests().len());
}

/// A pause of nothing would look without end, and never let a paused clock go on.
#[tokio::test(start_paused = true)]
async fn p290_a_wait_without_a_pause_pauses_all_the_same() {
    let fake = FakeTransport::on("Progress", shows("[]", "null"));
    let waited = wait(&fake).every(Duration::ZERO, Duration::ZERO);
    let waited = waited.within(Duration::from_millis(20)).until_ended().await;
    assert!(
        matches!(waited, Err(WaitError::TooLate { .. })),
        "{waited:?}"
    );
}

type Goal = fn(Wait<Progress>) -> Wait<Progress, Until<Progress>>;

#[tokio::test(start_paused = true)]
async fn p290_a_wait_ends_when_a_state_a_position_or_an_end_is_reached() {
    let late = || Failure::unknown(UnknownCause::ConnectionLost).into();
    let unsent = || Failure::not_sent(NotSentCause::Connect).into();
    let throttled = || Answer::json(429, r#"{"success":false,"code":"SLOW"}"#).into();
    let rows: [(Vec<FakeAnswer>, Goal); 6] = [
        (
            vec![
                shows(r#"["INIT"]"#, "null"),
                late(),
                unsent(),
                throttled(),
                shows(r#"["RUN"]"#, "null"),
            ],
            |wait| wait.until_state(["RUN".to_owned()]),
        ),
        (
            vec![
                shows("[]", "null"),
                shows(r#"["RUN","INIT"]"#, "null"),
                shows(r#"["RUN","ON"]"#, "null"),
            ],
            |wait| wait.until_state(["RUN", "ON"].map(str::to_owned)),
        ),
        (
            vec![
                shows(r#"["RUN","DONE"]"#, "null"),
                shows(r#"["FAILED","DONE"]"#, "null"),
            ],
            Wait::until_ended,
        ),
        (
            vec![
                shows(r#"["RUN"]"#, "null"),
                shows(r#"["RUN"]"#, r#""""#),
                shows(r#"["RUN"]"#, "99.0"),
                shows(r#"["RUN"]"#, "100.0"),
            ],
            |wait| wait.until_passed(false, moment(100)),
        ),
        (
            vec![shows(r#"["RUN"]"#, "101"), shows(r#"["RUN"]"#, "100")],
            |wait| wait.until_moved_back(false, moment(100)),
        ),
        (
            vec![shows(r#"["A"]"#, "null"), shows(r#"["B"]"#, "null")],
            |wait| {
                wait.until(|shown| match shown.data.states.first() {
                    Some(state) if state == "B" => Seen::Reached,
                    _ => Seen::NotYet,
                })
            },
        ),
    ];
    for (answers, goal) in rows {
        let looks = answers.len();
        let fake = script(answers);
        goal(wait(&fake)).await.unwrap();
        assert_eq!(fake.requests().len(), looks);
    }
}

#[tokio::test(start_paused = true)]
async fn p290_what_cannot_be_reached_ends_a_wait_at_once() {
    let run: Goal = |wait| wait.until_state(["RUN".to_owned()]);
    let passed: Goal = |wait| wait.until_passed(false, moment(100));
    let rows: [(FakeAnswer, Goal, &str); 5] = [
        (shows(r#"["RUN","DONE"]"#, "null"), run, "DONE"),
        (shows(r#"["FAILED"]"#, "99"), passed, "FAILED"),
        (shows(r#"["RUN"]"#, r#""100,30""#), passed, "100,30"),
        (
            shows(r#"["FAILED"]"#, "99"),
            |wait| wait.until_lag_below(false, Duration::from_secs(30)),
            "FAILED",
        ),
        (
            shows(r#"["RUN"]"#, "99"),
            |wait| wait.until_lag_below(false, Duration::ZERO),
            "below 0 s",
        ),
    ];
    for (answer, goal, words) in rows {
        let fake = script([answer]);
        let error = goal(wait(&fake)).await.unwrap_err();
        assert!(matches!(error, WaitError::Never { .. }), "{error:?}");
        assert!(
            error.to_string().contains(words) && error.last().is_some(),
            "{error}"
        );
        assert_eq!(fake.requests().len(), 1);
    }
    let refused = script([Answer::new(403, "").into()]);
    let error = run(wait(&refused)).await.unwrap_err();
    assert!(
        matches!(error.error(), Some(Error::Rejected(_))),
        "{error:?}"
    );
    assert_eq!(refused.requests().len(), 1);
}

/// The same look would be answered in the same way, but for a cache, which keeps nothing for ever.
#[tokio::test(start_paused = true)]
async fn p290_an_unknown_answer_that_would_come_again_ends_a_wait_at_once() {
    let done = || {
        Answer::json(
            200,
            r#"{"success":true,"data":{"states":["DONE"],"at":null}}"#,
        )
    };
    let rows = [
        (Answer::new(302, ""), UnknownCause::Redirect),
        (
            done().header("content-encoding", "gzip"),
            UnknownCause::BodyEncoded,
        ),
        (
            Answer::json(200, " ".repeat(2 << 20)),
            UnknownCause::BodyTooLarge,
        ),
    ];
    for (answer, cause) in rows {
        let fake = script([answer.into()]);
        let error = wait(&fake).until_ended().await.unwrap_err();
        let Some(Error::Unknown(unknown)) = error.error() else {
            panic!("{cause:?}: {error:?}");
        };
        assert_eq!((unknown.cause(), fake.requests().len()), (cause, 1));
    }
    let old = done().header("age", "100");
    let fake = script([old.into(), done().into()]);
    wait(&fake).until_ended().await.unwrap();
    assert_eq!(fake.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn p290_a_wait_looks_ever_less_often_and_never_past_its_deadline() {
    let second = Duration::from_secs(1);
    let at: Arc<Mutex<Vec<Duration>>> = Arc::default();
    let fake = script([shows(r#"["INIT"]"#, "null")]);
    let started = tokio::time::Instant::now();
    let kept = Arc::clone(&at);
    let error = wait(&fake)
        .until_state(["RUN".to_owned()])
        .every(second, 8 * second)
        .within(60 * second)
        .on_look(move |look| {
            assert!(look.answer.is_ok());
            kept.lock().unwrap().push(look.elapsed);
        })
        .await
        .unwrap_err();
    let WaitError::TooLate { looks, .. } = error else {
        panic!("it is late: {error}");
    };
    assert!(error.last().is_some() && started.elapsed() <= 60 * second);
    let at = at.lock().unwrap().clone();
    assert_eq!(at.len(), usize::try_from(looks).unwrap());
    let pauses: Vec<_> = at
        .windows(2)
        .map(|pair| pair[1].saturating_sub(pair[0]))
        .collect();
    for (pause, whole) in pauses.iter().zip([1, 2, 4, 8, 8, 8, 8]) {
        let range = second * whole / 2..=second * whole + second / 100;
        assert!(range.contains(pause), "{pauses:?}");
    }

    // The deadline of a caller is earlier, and a look that hangs ends with it.
    let hangs = script([shows(r#"["RUN"]"#, "null")]).delay(300 * second);
    let now = tokio::time::Instant::now();
    let goal = wait(&hangs).until_state(["RUN".to_owned()]);
    let error = goal
        .deadline((now + 5 * second).into_std())
        .await
        .unwrap_err();
    assert!(
        matches!(error.error(), Some(Error::Unknown(_))),
        "{error:?}"
    );
    assert!(
        now.elapsed() <= 5 * second + second / 10,
        "{:?}",
        now.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn p290_a_wait_that_is_dropped_looks_no_more() {
    let fake = script([shows(r#"["INIT"]"#, "null")]);
    let goal = wait(&fake).until_state(["RUN".to_owned()]);
    let ten = Duration::from_secs(10);
    tokio::time::timeout(ten, goal.into_future())
        .await
        .unwrap_err();
    let looks = fake.requests().len();
    tokio::time::sleep(ten).await;
    assert_eq!(fake.requests().len(), looks);
}

/// Each look would send it again, also behind an answer that was lost.
#[tokio::test(start_paused = true)]
async fn p290_a_write_is_never_waited_for() {
    let fake = FakeTransport::new(|_| Err(Failure::unknown(UnknownCause::ConnectionLost)));
    let depot = Depot::over(fake.clone());
    let parameters = || Json::new("{}").unwrap();
    let write = AnyAction::write("Pack", parameters()).unwrap();
    let waited = depot.dispatcher().wait(write).until(|_| Seen::NotYet).await;
    let error = waited.unwrap_err();
    assert_eq!((error.action(), fake.requests().len()), ("Pack", 0));
    let Some(Error::Invalid(invalid)) = error.error() else {
        panic!("{error:?}");
    };
    assert!(invalid.to_string().contains("only a read"), "{invalid}");

    let read = AnyAction::read("Pack", parameters()).unwrap();
    let waited = depot.dispatcher().wait(read).until(|_| Seen::NotYet).await;
    assert!(matches!(waited, Err(WaitError::TooLate { .. })));
    assert!(!fake.requests().is_empty());
}

/// A task that runs with an alarm runs; one that failed is resumed, and may still be seen as it
/// was.
#[tokio::test(start_paused = true)]
async fn p290_a_wait_for_a_state_takes_its_variants_and_outlasts_what_an_action_mends() {
    let rows: [(&[&str], &str); 4] = [
        (&[r#"["RUN_ALARMING"]"#], "RUN"),
        (&[r#"["FAILED"]"#, r#"["RUN"]"#], "RUN"),
        (&[r#"["FAILED","RUN"]"#, r#"["RUN_ON","RUN"]"#], "RUN"),
        (&[r#"["DONE"]"#, r#"["GONE"]"#], "GONE"),
    ];
    for (states, wanted) in rows {
        let fake = script(states.iter().map(|states| shows(states, "null")));
        let waited = wait(&fake).until_state([wanted.to_owned()]).await;
        assert!(waited.is_ok(), "{states:?}: {waited:?}");
        assert_eq!(fake.requests().len(), states.len());
    }
    let fake = script([shows(r#"["RUN"]"#, "null")]);
    let waited = wait(&fake).until_state(["RUN_ALARMING".to_owned()]).await;
    assert!(matches!(waited, Err(WaitError::TooLate { .. })));
}

/// The server's clock is 1970-01-01T00:10:00Z, and this machine's would show years.
#[tokio::test(start_paused = true)]
async fn p290_a_lag_is_that_by_the_clock_of_the_server() {
    let at = |seconds: i64| {
        let data = format!(r#"{{"states":["RUN"],"at":{seconds}}}"#);
        let answer = Answer::json(200, format!(r#"{{"success":true,"data":{data}}}"#));
        answer.header("date", "Thu, 01 Jan 1970 00:10:00 GMT")
    };
    let fake = script([500, 570, 571].map(|seconds| at(seconds).into()));
    let soon = wait(&fake).until_lag_below(false, Duration::from_secs(30));
    soon.await.unwrap();
    assert_eq!(fake.requests().len(), 3);

    // A position ahead of the clock is no lag. An answer without a date came by the clock here.
    let ahead = script([at(700).into()]);
    let second = Duration::from_secs(1);
    wait(&ahead).until_lag_below(false, second).await.unwrap();
    let undated = script([shows(r#"["RUN"]"#, "600")]);
    let waited = wait(&undated).until_lag_below(false, second).await;
    let (text, looks) = (waited.unwrap_err().to_string(), undated.requests().len());
    assert!(text.starts_with("Progress did not show it"), "{text}");
    assert!(text.ends_with(&format!(" s ({looks} looks)")), "{text}");
}
