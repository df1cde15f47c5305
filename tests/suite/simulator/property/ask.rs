//! The calls that are made at random, sensible and senseless ones.

use std::sync::{Arc, Mutex};

use oms_client::{Answer, Client, EpochSeconds, Error, FakeTransport, Outcome};
use proptest::prelude::*;

use super::super::reset;
use super::keep;

/// The generated client, in front of whatever answer it is given.
pub(super) struct Reader {
    client: Client,
    answer: Arc<Mutex<String>>,
}

impl Reader {
    pub(super) fn new() -> Self {
        let answer = Arc::new(Mutex::new(String::new()));
        let given = answer.clone();
        let transport = FakeTransport::new(move |_| {
            let answer = given.lock().expect("nobody panics with the answer");
            Ok(Answer::json(200, answer.clone()))
        });
        let client = Client::builder("http://127.0.0.1:1")
            .transport(transport)
            .build()
            .expect("the options are valid");
        Self { client, answer }
    }
}

/// One call.
#[derive(Debug, Clone)]
pub(super) enum Ask {
    Operate(&'static str, &'static str),
    StartByLabel,
    Describe(&'static str),
    Progress(&'static str),
    Steps(&'static str),
    List(String),
    Reset {
        task: &'static str,
        reverse: bool,
        position: String,
    },
    Keep(&'static str, &'static str),
    Senseless(String),
}

const OPERATIONS: [&str; 5] = [
    "StartProject",
    "StopProject",
    "ResumeProject",
    "ReleaseProject",
    "DeleteProject",
];

pub(super) fn asks() -> impl Strategy<Value = Ask> {
    let task = || {
        prop::sample::select(vec![
            "np_1", "np_1", "np_1", "np_2", "np_2", "np_3", "np_4", "np_none",
        ])
    };
    let positions = prop_oneof![
        (1_742_000_000_i64..1_742_400_000).prop_map(|seconds| seconds.to_string()),
        Just("1742365118000".to_owned()),
        Just("-5".to_owned()),
        Just(r#""100,31""#.to_owned()),
        Just(r#""1742365118""#.to_owned()),
    ];
    let lists = prop::sample::select(vec![
        "{}",
        r#"{"pageNumber":2,"pageSize":1}"#,
        r#"{"status":["RUNNING"],"sortField":"gmtModified","order":"asc"}"#,
        r#"{"searchKey":"np_2"}"#,
        r#"{"pageNumber":0}"#,
    ]);
    prop_oneof![
        4 => (prop::sample::select(OPERATIONS.to_vec()), task()).prop_map(|(action, task)| Ask::Operate(action, task)),
        4 => (task(), any::<bool>(), positions).prop_map(|(task, reverse, position)| Ask::Reset { task, reverse, position }),
        2 => task().prop_map(Ask::Progress),
        1 => task().prop_map(Ask::Describe),
        1 => task().prop_map(Ask::Steps),
        1 => lists.prop_map(|body| Ask::List(body.to_owned())),
        1 => Just(Ask::StartByLabel),
        2 => prop::sample::select(keep::CALLS.to_vec()).prop_map(|(action, body)| Ask::Keep(action, body)),
        1 => "[{}\\[\\]\":,a-z0-9]{0,24}".prop_map(Ask::Senseless),
    ]
}

impl Ask {
    /// Its action.
    pub(super) fn action(&self) -> &'static str {
        match self {
            Self::Operate(action, _) | Self::Keep(action, _) => action,
            Self::StartByLabel => "StartProjectsByLabel",
            Self::Describe(_) => "DescribeProject",
            Self::Progress(_) => "DescribeProjectProgress",
            Self::Steps(_) => "DescribeProjectSteps",
            Self::List(_) => "ListProjects",
            Self::Reset { .. } | Self::Senseless(_) => "ResetIncrStartTimestamp",
        }
    }

    /// Its body.
    pub(super) fn body(&self) -> String {
        match self {
            Self::Operate(_, task)
            | Self::Describe(task)
            | Self::Progress(task)
            | Self::Steps(task) => {
                format!(r#"{{"id":"{task}"}}"#)
            }
            Self::StartByLabel => r#"{"id":"l_1"}"#.to_owned(),
            Self::Reset {
                task,
                reverse,
                position,
            } => reset(task, *reverse, position),
            Self::Keep(_, body) => (*body).to_owned(),
            Self::List(body) | Self::Senseless(body) => body.clone(),
        }
    }

    /// Panics unless the generated client reads the answer, and says of it what its verdict says.
    pub(super) async fn assert_read(&self, reader: &Reader, answer: &str) {
        answer.clone_into(&mut reader.answer.lock().expect("nobody panics with the answer"));
        let expected = if answer.starts_with(r#"{"success":true"#) {
            Outcome::Accepted
        } else {
            Outcome::Rejected
        };
        match self.read(&reader.client).await {
            Ok(()) => assert_eq!(expected, Outcome::Accepted, "{self:?}: {answer}"),
            Err(Error::Unreadable(error)) => panic!("{self:?}: {error}: {answer}"),
            Err(error) => assert_eq!(error.outcome(), expected, "{self:?}: {answer}"),
        }
    }

    /// Calls the action with parameters that a client would send; the answer is what matters.
    async fn read(&self, client: &Client) -> Result<(), Error> {
        let id = "np_1";
        match self {
            Self::Operate("StartProject", _) => {
                client.start_project().id(id).send().await.map(drop)
            }
            Self::Operate("StopProject", _) => client.stop_project().id(id).send().await.map(drop),
            Self::Operate("ResumeProject", _) => {
                client.resume_project().id(id).send().await.map(drop)
            }
            Self::Operate("ReleaseProject", _) => {
                client.release_project().id(id).send().await.map(drop)
            }
            Self::Operate(_, _) => client.delete_project().id(id).send().await.map(drop),
            Self::StartByLabel => client
                .start_projects_by_label()
                .id("l_1")
                .send()
                .await
                .map(drop),
            Self::Describe(_) => client.describe_project().id(id).send().await.map(drop),
            Self::Progress(_) => client
                .describe_project_progress()
                .id(id)
                .send()
                .await
                .map(drop),
            Self::Steps(_) => client
                .describe_project_steps()
                .id(id)
                .send()
                .await
                .map(drop),
            Self::List(_) => client.list_projects().send().await.map(drop),
            Self::Keep(action, body) => keep::read(action, body, client).await,
            Self::Reset { .. } | Self::Senseless(_) => {
                let to = EpochSeconds::new(1_742_365_118).expect("ten digits are seconds");
                let call = client
                    .reset_incr_start_timestamp()
                    .id(id)
                    .reverse(false)
                    .start_timestamp(to);
                call.send().await.map(drop)
            }
        }
    }
}
