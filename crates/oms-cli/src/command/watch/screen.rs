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

use crate::surroundings::Signals;

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
pub(super) fn ended() -> impl Future<Output = ()> {
    let signals = Signals::new();
    async move {
        let has_come = match signals {
            Ok(mut signals) => signals.next().await,
            Err(_) => false,
        };
        if !has_come {
            std::future::pending::<()>().await;
        }
    }
}
