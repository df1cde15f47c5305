//! The shared parts of the unit tests: a service of their own, two actions, and a server that says
//! and does what a test tells it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::{
    Action, ActionInfo, Call, ClientBuilder, Dispatcher, Effect, FromDispatcher, Invalid, KeyCase,
    Role, Service, Since, Transport, Version,
};

/// A service whose envelope has a field for every role.
pub(crate) static SERVICE: Service = Service {
    name: "Depot",
    method: "POST",
    path: "/api/v2",
    query_key: "Action",
    role_of,
    success_codes: &["200"],
    probe: Some(Look::INFO),
};

fn role_of(key: &str) -> Option<(Role, KeyCase)> {
    let case = if key.starts_with(char::is_uppercase) {
        KeyCase::Pascal
    } else {
        KeyCase::Documented
    };
    let role = match key {
        "success" | "Success" => Role::Verdict,
        "code" | "Code" => Role::ErrorCode,
        "message" | "Message" => Role::ErrorMessage,
        "errorDetail" | "ErrorDetail" => Role::ErrorDetail,
        "advice" | "Advice" => Role::Advice,
        "requestId" | "RequestId" => Role::RequestId,
        "pageNumber" | "PageNumber" => Role::PageNumber,
        "pageSize" | "PageSize" => Role::PageSize,
        "totalCount" | "TotalCount" => Role::TotalCount,
        "cost" | "Cost" => Role::Cost,
        "data" | "Data" => Role::Payload,
        _ => return None,
    };
    Some((role, case))
}

/// A client of that service.
#[derive(Debug)]
pub(crate) struct Depot(Dispatcher);

impl FromDispatcher for Depot {
    const SERVICE: &'static Service = &SERVICE;

    fn from_dispatcher(dispatcher: Dispatcher) -> Self {
        Self(dispatcher)
    }
}

impl Depot {
    pub(crate) fn builder(endpoint: impl Into<String>) -> ClientBuilder<Self> {
        ClientBuilder::new(endpoint)
    }

    /// A client over `transport`, with nothing else set.
    pub(crate) fn over(transport: impl Transport) -> Self {
        Self::over_with(transport, |builder| builder)
    }

    /// A client over `transport`, with what a test sets besides.
    pub(crate) fn over_with(
        transport: impl Transport,
        set: impl FnOnce(ClientBuilder<Self>) -> ClientBuilder<Self>,
    ) -> Self {
        let builder = Self::builder("http://127.0.0.1").transport(transport);
        set(builder).build().unwrap()
    }

    /// The dispatcher, for the actions of a test's own.
    pub(crate) fn dispatcher(&self) -> &Dispatcher {
        &self.0
    }

    /// Calls an action that changes something.
    pub(crate) fn store(&self) -> Call<Ticket> {
        self.0.call(&Store { id: "s_1" })
    }

    /// Calls an action that only reads.
    pub(crate) fn look(&self) -> Call<Ticket> {
        self.0.call(&Look {})
    }

    /// Calls with a value that is refused.
    pub(crate) fn store_at(&self, id: &'static str) -> Call<Ticket> {
        self.0.call(&Store { id })
    }
}

#[derive(Debug, Serialize)]
struct Store {
    id: &'static str,
}

impl Action for Store {
    type Data = Ticket;
    const INFO: &'static ActionInfo =
        &ActionInfo::new("Store", Effect::Write).since(Since::enterprise(Version::new(4, 3, 0)));

    fn check(&self) -> Result<(), Invalid> {
        crate::TextRule::new()
            .check(self.id)
            .map_err(|invalid| invalid.at("id"))
    }
}

#[derive(Debug, Serialize)]
struct Look {}

impl Action for Look {
    type Data = Ticket;
    const INFO: &'static ActionInfo = &ActionInfo::new("Look", Effect::Read);
}

/// A read whose payload is of a test's own type.
#[derive(Debug, Serialize)]
pub(crate) struct ReadAs<T> {
    #[serde(skip)]
    data: std::marker::PhantomData<fn() -> T>,
}

impl<T: serde::de::DeserializeOwned> Action for ReadAs<T> {
    type Data = T;
    const INFO: &'static ActionInfo = Look::INFO;
}

pub(crate) fn read_as<T>() -> ReadAs<T> {
    ReadAs {
        data: std::marker::PhantomData,
    }
}

/// A payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Ticket(
    #[serde(deserialize_with = "crate::values::codec::Integer::read")] pub(crate) i64,
);

/// An answer that says the call was accepted.
pub(crate) const ACCEPTED: &str =
    r#"{"success":true,"code":null,"requestId":"r-1","cost":"10 ms","data":7}"#;

/// The behaviour of a server after it has read a request.
#[derive(Debug, Clone)]
pub(crate) enum Reaction {
    /// Writes these bytes and closes.
    Write(Vec<u8>),
    /// Writes these bytes and waits for the next request on the same connection.
    WriteAndStay(Vec<u8>),
    /// Writes these bytes and then nothing, with the connection open.
    WriteAndHold(Vec<u8>),
    /// Closes at once, before it reads.
    CloseUnread,
    /// Closes with a reset.
    Reset,
}

/// A raw server on this machine, which counts connections and the requests that it received whole.
pub(crate) struct RawServer {
    pub(crate) address: String,
    pub(crate) requests: Arc<AtomicUsize>,
    pub(crate) connections: Arc<AtomicUsize>,
}

impl RawServer {
    /// Starts a server whose reaction to the n-th request, counted from zero, is given by a
    /// function.
    pub(crate) async fn start(react: impl Fn(usize) -> Reaction + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (requests, connections) =
            (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (counted, opened, react) = (
            Arc::clone(&requests),
            Arc::clone(&connections),
            Arc::new(react),
        );
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                opened.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, Arc::clone(&counted), Arc::clone(&react)));
            }
        });
        Self {
            address,
            requests,
            connections,
        }
    }

    /// The number of requests that came in whole.
    pub(crate) fn received(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn serve<F: Fn(usize) -> Reaction>(
    mut stream: TcpStream,
    requests: Arc<AtomicUsize>,
    react: Arc<F>,
) {
    if matches!(
        react(requests.load(Ordering::SeqCst)),
        Reaction::CloseUnread
    ) {
        return;
    }
    while read_request(&mut stream).await {
        match react(requests.fetch_add(1, Ordering::SeqCst)) {
            Reaction::Write(bytes) => return drop(stream.write_all(&bytes).await),
            Reaction::WriteAndStay(bytes) => drop(stream.write_all(&bytes).await),
            Reaction::WriteAndHold(bytes) => {
                drop(stream.write_all(&bytes).await);
                std::future::pending::<()>().await;
            }
            Reaction::CloseUnread => return,
            Reaction::Reset => return drop(stream.set_zero_linger()),
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> bool {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.and_then(|length| length.parse().ok()).unwrap_or(0) {
                return true;
            }
        }
        let mut piece = [0; 4096];
        match stream.read(&mut piece).await {
            Ok(read @ 1..) => bytes.extend_from_slice(&piece[..read]),
            _ => return false,
        }
    }
}

/// An HTTP answer with a length.
pub(crate) fn http(status: u16, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status} Whatever\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
