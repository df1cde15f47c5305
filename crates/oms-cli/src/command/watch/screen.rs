//! The terminal while it is drawn on. However the command ends, the terminal is then as it was
//! before.

use std::io::{self, Stdout, stdout};
use std::panic;

use crossterm::cursor::{Hide, Show};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// The terminal, which is put back when this is dropped.
pub(super) struct Screen {
    pub(super) terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Takes the terminal. Its contents come back in the end.
    pub(super) fn open() -> io::Result<Self> {
        let terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        put_back_on_panic();
        enable_raw_mode()?;
        // From here on a failure puts it back as well.
        let screen = Self { terminal };
        // Not every terminal has a second screen, and some keep what was on it.
        execute!(stdout(), EnterAlternateScreen, Clear(ClearType::All), Hide)?;
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        put_back();
    }
}

fn put_back() {
    // There is nobody left to tell, and each part is worth trying.
    let _ = execute!(stdout(), LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// Puts the terminal back before a panic prints its message, which would vanish with the screen.
fn put_back_on_panic() {
    let earlier = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        put_back();
        earlier(panic);
    }));
}

/// Waits for a signal that ends the process, so that the terminal is put back before.
///
/// From this call on, the signals end it no longer by themselves.
#[cfg(unix)]
pub(super) fn ended() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};

    let kinds = [
        SignalKind::interrupt(),
        SignalKind::terminate(),
        SignalKind::hangup(),
    ];
    let mut signals: Vec<_> = kinds
        .into_iter()
        .filter_map(|kind| signal(kind).ok())
        .collect();
    std::future::poll_fn(move |context| {
        let is_there = signals
            .iter_mut()
            .any(|signal| signal.poll_recv(context).is_ready());
        if is_there {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
}

/// Waits for a signal that ends the process, so that the terminal is put back before.
#[cfg(not(unix))]
pub(super) async fn ended() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
