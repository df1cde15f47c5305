//! A runtime of one thread.

use tokio::runtime::Runtime;

/// A runtime on this thread alone, so that what is counted is the thread's own.
pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made")
}
