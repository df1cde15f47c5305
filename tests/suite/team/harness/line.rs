//! The line between an operator and the server, without TLS, which does something once a text
//! passes: it is cut, or it falls silent without an end.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
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

/// How far a text comes before the line is cut, or falls silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The server does not get it.
    Lost,
    /// The server does it, and its answer is lost.
    Done,
    /// The operator gets the answer.
    Answered,
    /// The server does not get it, and nothing of this connection passes any more; others pass.
    Silent,
    /// The server does not get it, and nothing passes any more, until the line goes on. No
    /// connection ends meanwhile, and new ones are taken.
    Still,
}

impl Reach {
    /// Returns whether the line is cut behind the text.
    fn ends(self) -> bool {
        matches!(self, Self::Done | Self::Answered)
    }
}

/// A line that was laid.
pub(crate) struct Line {
    pub(crate) address: SocketAddr,
    struck: Arc<Struck>,
    _tasks: JoinSet<()>,
}

type Strike = Arc<dyn Fn() + Send + Sync>;

/// The state that the connections of a line share.
#[derive(Default)]
struct Struck {
    /// The time of the moment, once it has come.
    at: OnceLock<Instant>,
    /// True as long as nothing passes.
    is_still: watch::Sender<bool>,
}

impl Struck {
    /// Notes the moment. Returns false if it has come before.
    fn comes(&self) -> bool {
        self.at.set(Instant::now()).is_ok()
    }

    /// Waits until the line goes on.
    async fn goes_on(&self) {
        // The sender is here, so that the wait ends in no other way.
        let _ = self.is_still.subscribe().wait_for(|still| !still).await;
    }
}

impl Line {
    /// Lays a line to a server. At the moment, the line is cut after a call of `strike`, or falls
    /// silent without it; later connections are passed on unless the whole line stands still.
    pub(crate) async fn lay(
        server: SocketAddr,
        moment: Moment,
        strike: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("the loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let struck = Arc::new(Struck::default());
        let (seen, strike): (_, Strike) = (Arc::clone(&struck), Arc::new(strike));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut lines = JoinSet::new();
            while let Ok((operator, _)) = listener.accept().await {
                seen.goes_on().await;
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
        self.struck.at.get().is_some()
    }

    /// Returns the time since the moment.
    pub(crate) fn since(&self) -> Duration {
        self.struck.at.get().expect("it has come").elapsed()
    }

    /// Lets a line that stands still go on: what was held back passes now.
    pub(crate) fn go_on(&self) {
        self.struck.is_still.send_replace(false);
    }
}

async fn pass(
    operator: TcpStream,
    server: TcpStream,
    moment: Moment,
    struck: Arc<Struck>,
    strike: Strike,
) {
    let (from_operator, to_operator) = operator.into_split();
    let (from_server, to_server) = server.into_split();
    let (is_last, answered) = (AtomicBool::new(false), Notify::new());
    let is_heard = moment.reach == Reach::Answered;
    tokio::select! {
        () = async {
            if let Some(_kept) = there(from_operator, to_server, moment, &struck, &is_last).await {
                // The server has done it by the time that it answers, and the answer is lost with
                // the line.
                if is_last.load(Ordering::SeqCst) {
                    answered.notified().await;
                }
                tokio::task::block_in_place(|| strike());
            }
        } => {}
        () = back(from_server, to_operator, (&is_last, is_heard), (&answered, &struck)) => {}
    }
}

/// Passes on what the operator sends, up to the moment. Hands the way to the server back where it
/// has come, so that it stays open.
async fn there(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    moment: Moment,
    struck: &Struck,
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
        let is_it = is_after && holds(moment.text) && struck.comes();
        is_after |= !moment.after.is_empty() && holds(moment.after);
        match moment.reach {
            Reach::Lost if is_it => return Some(to),
            Reach::Silent if is_it => std::future::pending().await,
            Reach::Still if is_it => {
                struck.is_still.send_replace(true);
            }
            _ => {}
        }
        struck.goes_on().await;
        let ends = is_it && moment.reach.ends();
        is_last.store(ends, Ordering::SeqCst);
        if to.write_all(bytes).await.is_err() || ends {
            return ends.then_some(to);
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
    (answered, struck): (&Notify, &Struck),
) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        struck.goes_on().await;
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
