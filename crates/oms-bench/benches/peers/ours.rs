//! The call of this project, with every policy on and no subscriber for `tracing`.

use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::{
    Action, ActionInfo, Auth, Client, Effect, EpochSeconds, Invalid, StartPosition, TaskId,
    TicketId,
};
use serde::Serialize;

use super::{Caller, Connection, REQUEST};

/// The generated client.
pub(crate) struct Ours {
    client: Client,
    connection: Connection,
    write: ResetIncrStartTimestampRequest,
    read: Read,
}

/// The same request as a read: a write never keeps its connection, and what a kept one costs is
/// asked as well.
#[derive(Serialize)]
struct Read {
    id: TaskId,
    reverse: bool,
    #[serde(rename = "startTimestamp")]
    start_timestamp: StartPosition,
}

impl Action for Read {
    type Data = TicketId;

    const INFO: &'static ActionInfo = &ActionInfo::new("ResetIncrStartTimestamp", Effect::Read);

    fn check(&self) -> Result<(), Invalid> {
        self.id.check()?;
        self.start_timestamp.check()
    }
}

impl Caller for Ours {
    fn new(origin: &str, connection: Connection) -> Self {
        let moment = EpochSeconds::new(REQUEST.start_timestamp).expect("the request is valid");
        let client = Client::builder(origin)
            .auth(Auth::basic("admin", "secret"))
            .build()
            .expect("the options are valid");
        Self {
            client,
            connection,
            write: ResetIncrStartTimestampRequest::builder()
                .id(REQUEST.id)
                .reverse(REQUEST.reverse)
                .start_timestamp(moment)
                .build(),
            read: Read {
                id: REQUEST.id.into(),
                reverse: REQUEST.reverse,
                start_timestamp: moment.into(),
            },
        }
    }

    async fn call(&self) -> i64 {
        let called = match self.connection {
            Connection::Kept => self.client.call(&self.read).await,
            Connection::Fresh => self.client.call(&self.write).await,
        };
        called.expect("the server accepts").data.get()
    }
}
