//! A runtime for a test that makes its own, because it does something before or after, or runs
//! again in another process.

use tokio::runtime::{Builder, Runtime};

/// A runtime on this thread alone.
pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made")
}

/// A runtime whose tasks go on in a thread of their own while the test waits for something else.
pub(crate) fn runtime_beside() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime can be made")
}

/// Runs a test, or a part of one, on this thread.
pub(crate) fn in_runtime(test: impl Future<Output = ()>) {
    runtime().block_on(test);
}
