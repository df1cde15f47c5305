//! The callers that are measured beside each other, and the server that answers them all.
//!
//! Each sends the same request and reads the same answer; they differ in who wrote the way between.

mod by_hand;
mod decode;
mod ours;
mod server;

use std::future::Future;

use serde::{Deserialize, Serialize};

pub(crate) use by_hand::{Hyper, Thin, Tuned};
pub(crate) use decode::READERS;
pub(crate) use ours::Ours;
pub(crate) use server::serve;

/// The callers in the order of the tables, each as what is done with it.
macro_rules! for_each_peer {
    ($use_it:ident, $($argument:expr),*) => {
        vec![
            ("plain hyper", $use_it::<Hyper>($($argument),*)),
            ("reqwest + serde, same policies by hand", $use_it::<Tuned>($($argument),*)),
            ("reqwest + serde, thinnest", $use_it::<Thin>($($argument),*)),
            ("ours", $use_it::<Ours>($($argument),*)),
        ]
    };
}
pub(crate) use for_each_peer;

/// The answer on the vendor's page.
pub(crate) const ANSWER: &str = r#"{
    "success": true,
    "errorDetail": null,
    "code": null,
    "message": null,
    "advice": null,
    "requestId": "4717481****",
    "pageNumber": null,
    "pageSize": null,
    "totalCount": null,
    "cost": "10 ms",
    "data": 1
}"#;

/// The connections of a caller: one is kept, or each call has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Connection {
    /// One connection for all calls.
    Kept,
    /// A connection for each call.
    Fresh,
}

impl Connection {
    /// One word for tables and arguments.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Fresh => "fresh",
        }
    }
}

/// Something that sends the request and returns the ticket.
pub(crate) trait Caller {
    /// A caller of the server at `origin`.
    fn new(origin: &str, connection: Connection) -> Self;

    /// Sends the request once.
    fn call(&self) -> impl Future<Output = i64>;
}

/// The request on the wire.
#[derive(Debug, Serialize)]
pub(crate) struct Request {
    pub(crate) id: &'static str,
    pub(crate) reverse: bool,
    #[serde(rename = "startTimestamp")]
    pub(crate) start_timestamp: i64,
}

/// The request of every caller.
pub(crate) const REQUEST: Request = Request {
    id: "np_4w3a0001",
    reverse: false,
    start_timestamp: 1_742_365_118,
};

/// The envelope as one would write it by hand: typed, and as strict or lenient as serde is.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    dead_code,
    reason = "a caller pays for the fields that it decodes, whether or not it reads them"
)]
pub(crate) struct Envelope {
    pub(crate) success: bool,
    pub(crate) error_detail: Option<serde_json::Value>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) advice: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) page_number: Option<i64>,
    pub(crate) page_size: Option<i64>,
    pub(crate) total_count: Option<i64>,
    pub(crate) cost: Option<String>,
    pub(crate) data: Option<i64>,
}
