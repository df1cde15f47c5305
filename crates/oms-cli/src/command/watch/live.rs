//! Draws, and waits for the first of a key, a look and the time for the next one. No key waits for
//! a look.

use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::Backend;
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, sleep_until};

use super::draw::draw;
use super::keys::Key;
use super::view::{Pressed, Seen, View};
use crate::failure::Failure;

/// The way in which it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The person has left, or the terminal is gone.
    Left,
    /// A signal has ended it.
    Interrupted,
}

/// Shows the tasks until the person leaves, or `ended` does.
pub(super) async fn live<B: Backend, F>(
    terminal: &mut Terminal<B>,
    view: &mut View,
    mut keys: Receiver<Key>,
    look: impl Fn() -> F,
    every: Duration,
    ended: impl Future<Output = ()>,
) -> Result<End, B::Error>
where
    F: Future<Output = Result<Seen, Failure>>,
{
    let mut ended = pin!(ended);
    let mut looking: Option<Pin<Box<F>>> = Some(Box::pin(look()));
    let mut next = Instant::now() + every;
    loop {
        terminal.draw(|frame| draw(frame, view))?;
        tokio::select! {
            biased;
            () = &mut ended => return Ok(End::Interrupted),
            key = keys.recv() => match key.map(|key| view.press(key)) {
                None | Some(Pressed::Leave) => return Ok(End::Left),
                Some(Pressed::LookNow) => {
                    looking.get_or_insert_with(|| Box::pin(look()));
                }
                Some(Pressed::Nothing) => {}
            },
            seen = seen(&mut looking) => {
                looking = None;
                view.update(seen);
                next = Instant::now() + every;
            }
            () = sleep_until(next), if looking.is_none() && !view.is_paused() => {
                looking = Some(Box::pin(look()));
            }
        }
    }
}

/// Waits for the end of the look that is under way; forever if there is none.
async fn seen<F: Future>(looking: &mut Option<Pin<Box<F>>>) -> F::Output {
    match looking {
        Some(look) => look.await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use ratatui::backend::TestBackend;
    use tokio::sync::mpsc::channel;

    use super::super::view::tests::{seen_of, view};
    use super::*;

    fn terminal() -> Terminal<TestBackend> {
        Terminal::new(TestBackend::new(80, 24)).unwrap()
    }

    fn text(terminal: &Terminal<TestBackend>) -> String {
        terminal.backend().to_string()
    }

    #[tokio::test(start_paused = true)]
    async fn a_key_is_answered_while_a_look_at_a_thousand_tasks_does_not_come_back() {
        let (mut terminal, mut view) = (terminal(), view());
        let (keys, received) = channel(8);
        let pressing = async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            keys.send(Key::Char('?')).await.unwrap();
            // The clock stops while anything is left to do, so this is the time that the key has
            // waited.
            tokio::time::sleep(Duration::from_millis(1)).await;
        };
        let look = || std::future::pending::<Result<Seen, Failure>>();
        let end = live(
            &mut terminal,
            &mut view,
            received,
            look,
            Duration::from_secs(10),
            pressing,
        );
        assert_eq!(end.await.unwrap(), End::Interrupted);
        assert!(text(&terminal).contains("Keys"), "{}", text(&terminal));
    }

    #[tokio::test(start_paused = true)]
    async fn it_looks_again_and_again_until_it_is_paused_and_one_look_at_a_time() {
        let (mut terminal, mut view) = (terminal(), view());
        let (keys, received) = channel(8);
        let (looks, at_once) = (Cell::new(0), Cell::new(0));
        let look = || async {
            looks.set(looks.get() + 1);
            at_once.set(at_once.get() + 1);
            assert_eq!(at_once.get(), 1);
            tokio::time::sleep(Duration::from_secs(15)).await;
            at_once.set(0);
            Ok(seen_of(1_000))
        };
        let pressing = async {
            // Looks end at 15, 40 and 65 seconds.
            tokio::time::sleep(Duration::from_secs(66)).await;
            assert_eq!(looks.get(), 3);
            keys.send(Key::Char('p')).await.unwrap();
            tokio::time::sleep(Duration::from_secs(600)).await;
            assert_eq!(looks.get(), 3);
            keys.send(Key::Char('r')).await.unwrap();
            keys.send(Key::Char('r')).await.unwrap();
            tokio::time::sleep(Duration::from_secs(16)).await;
            assert_eq!(looks.get(), 4);
            keys.send(Key::Char('q')).await.unwrap();
            std::future::pending::<()>().await;
        };
        let end = live(
            &mut terminal,
            &mut view,
            received,
            look,
            Duration::from_secs(10),
            pressing,
        );
        assert_eq!(end.await.unwrap(), End::Left);
        assert!(
            text(&terminal).contains("1000 tasks"),
            "{}",
            text(&terminal)
        );
    }
}
