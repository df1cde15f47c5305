//! The keys that a person presses, read on a thread of their own.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, read};
use tokio::sync::mpsc::{Receiver, channel};

/// A key press, or a change of the terminal's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// A letter, a digit or a sign.
    Char(char),
    Enter,
    Escape,
    Backspace,
    /// So many lines up (below zero) or down.
    Lines(isize),
    /// So many screens up or down.
    Pages(isize),
    First,
    Last,
    /// Ctrl-C, which is no interrupt while a terminal passes every key on.
    Leave,
    /// The terminal has another size.
    Resized,
}

/// The most keys that wait. Whoever types faster waits.
const WAITING: usize = 64;

/// Reads keys until the terminal is gone.
pub(super) fn keys() -> Receiver<Key> {
    let (sender, receiver) = channel(WAITING);
    // It ends with the process: a read of the terminal cannot be cancelled.
    std::thread::spawn(move || {
        while let Ok(event) = read() {
            let key = match event {
                Event::Key(event) if event.kind != KeyEventKind::Release => key(event),
                Event::Resize(..) => Some(Key::Resized),
                _ => None,
            };
            if let Some(key) = key
                && sender.blocking_send(key).is_err()
            {
                break;
            }
        }
    });
    receiver
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.modifiers.contains(KeyModifiers::CONTROL) {
        return (event.code == KeyCode::Char('c')).then_some(Key::Leave);
    }
    Some(match event.code {
        KeyCode::Char(letter) => Key::Char(letter),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Up => Key::Lines(-1),
        KeyCode::Down => Key::Lines(1),
        KeyCode::PageUp => Key::Pages(-1),
        KeyCode::PageDown => Key::Pages(1),
        KeyCode::Home => Key::First,
        KeyCode::End => Key::Last,
        _ => return None,
    })
}
