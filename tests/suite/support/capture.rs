//! Everything that the process would log, kept as bytes.
//!
//! The capture holds for the current thread alone, so that tests that run beside it see nothing of
//! it: what is watched must run on a current-thread runtime.

use std::io;
use std::sync::{Arc, Mutex, Once, OnceLock};

use tracing::Dispatch;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::{DefaultGuard, NoSubscriber};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

/// Collects every event and span of this thread at TRACE, those of the `log` crate included, until
/// it is dropped.
#[derive(Debug)]
pub(crate) struct Capture {
    output: Output,
    _guard: DefaultGuard,
}

impl Capture {
    /// Begins to collect.
    pub(crate) fn start() -> Self {
        Self::at(LevelFilter::TRACE)
    }

    /// Begins to collect what a filter of this level takes.
    pub(crate) fn at(level: LevelFilter) -> Self {
        listen_everywhere();

        let output = Output::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(output.clone())
            .finish();
        Self {
            output,
            _guard: tracing::dispatcher::set_default(&Dispatch::new(subscriber)),
        }
    }

    /// The text that was collected so far.
    pub(crate) fn text(&self) -> String {
        let bytes = self
            .output
            .bytes
            .lock()
            .expect("no writer panics while it writes");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// Does what a process must do once before anything can be collected.
pub(crate) fn listen_everywhere() {
    static LOG_RECORDS: Once = Once::new();
    static SECOND: OnceLock<Dispatch> = OnceLock::new();
    LOG_RECORDS.call_once(|| {
        tracing_log::LogTracer::init().expect("no other logger is installed in this process");
    });
    // With a single dispatcher alive, an event that another thread meets first is asked of that
    // thread alone, which has none, and is then off everywhere. A second one makes it be asked of
    // all.
    SECOND.get_or_init(|| Dispatch::new(NoSubscriber::default()));
}

#[derive(Debug, Clone, Default)]
struct Output {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl io::Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes
            .lock()
            .expect("no writer panics while it writes")
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Output {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
