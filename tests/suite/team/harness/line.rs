//! The line between an operator and the server, without TLS, which does something once a text
//! passes.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// A text that an operator sends to the server.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    /// A text that passes before, after which the next one counts; nothing if the first one
    /// counts.
    pub(crate) after: &'static str,
    pub(crate) text: &'static str,
    pub(crate) reach: Reach,
}

/// How far a text comes before the line is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The server does not get it.
    Lost,
    /// The server does it, and its answer is lost.
    Done,
    /// The operator gets the answer.
    Answered,
}

/// A line that was laid.
pub(crate) struct Line {
    pub(crate) address: SocketAddr,
    struck: Arc<AtomicBool>,
    _tasks: JoinSet<()>,
}

type Strike = Arc<dyn Fn() + Send + Sync>;

impl Line {
    /// Lays a line to a server. At the moment, `strike` is called and the line is cut; later
    /// connections are passed on.
    pub(crate) async fn lay(
        server: SocketAddr,
        moment: Moment,
        strike: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("the loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let struck = Arc::new(AtomicBool::new(false));
        let (seen, strike): (_, Strike) = (Arc::clone(&struck), Arc::new(strike));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut lines = JoinSet::new();
            while let Ok((operator, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(server).await else {
                    continue;
                };
                let (moment, seen, strike) =
                    (moment.clone(), Arc::clone(&seen), Arc::clone(&strike));
                lines.spawn(pass(operator, server, moment, seen, strike));
            }
        });
        Self {
            address,
            struck,
            _tasks: tasks,
        }
    }

    /// Returns whether the moment has come.
    pub(crate) fn was_struck(&self) -> bool {
        self.struck.load(Ordering::SeqCst)
    }
}

async fn pass(
    operator: TcpStream,
    server: TcpStream,
    moment: Moment,
    seen: Arc<AtomicBool>,
    strike: Strike,
) {
    let (from_operator, to_operator) = operator.into_split();
    let (from_server, to_server) = server.into_split();
    let (is_last, answered) = (AtomicBool::new(false), Notify::new());
    let is_heard = moment.reach == Reach::Answered;
    tokio::select! {
        () = async {
            if let Some(_kept) = there(from_operator, to_server, moment, &seen, &is_last).await {
                // The server has done it by the time that it answers, and the answer is lost with
                // the line.
                if is_last.load(Ordering::SeqCst) {
                    answered.notified().await;
                }
                tokio::task::block_in_place(|| strike());
            }
        } => {}
        () = back(from_server, to_operator, (&is_last, is_heard), &answered) => {}
    }
}

/// Passes on what the operator sends, up to the moment. Hands the way to the server back where it
/// has come, so that it stays open.
async fn there(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    moment: Moment,
    seen: &AtomicBool,
    is_last: &AtomicBool,
) -> Option<OwnedWriteHalf> {
    let mut buffer = vec![0; 64 * 1024];
    let mut is_after = moment.after.is_empty();
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        let bytes = &buffer[..read];
        let holds = |text: &str| {
            bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        };
        let is_it = is_after && holds(moment.text) && !seen.swap(true, Ordering::SeqCst);
        is_after |= !moment.after.is_empty() && holds(moment.after);
        if is_it && moment.reach == Reach::Lost {
            return Some(to);
        }
        is_last.store(is_it, Ordering::SeqCst);
        if to.write_all(bytes).await.is_err() || is_it {
            return is_it.then_some(to);
        }
    }
    None
}

/// Passes on what the server answers. The answer to the last that it was sent is passed on only
/// where it is to be heard.
async fn back(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    (is_last, is_heard): (&AtomicBool, bool),
    answered: &Notify,
) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        let is_answer = is_last.load(Ordering::SeqCst);
        if is_answer && is_heard {
            // The end is there as soon as the answer is, so that the operator sees both.
            let _ = to.write_all(&buffer[..read]).await;
            let _ = to.shutdown().await;
        }
        if is_answer {
            answered.notify_one();
            std::future::pending::<()>().await;
        }
        if to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}
