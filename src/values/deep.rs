//! Values may be nested as deep as Helm allows, and what walks them calls itself at every level.

use std::thread;

/// Room for 10,000 levels in every function that walks values, with much to spare; only what is used is ever touched.
const STACK: usize = 512 * 1024 * 1024;

/// Runs `work` where deeply nested values can be walked, compared and let go of.
///
/// Values must not leave it: letting go of them takes the same room.
pub fn with_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("values".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // Without room for the stack there is no room for the work either.
            Err(error) => std::panic::resume_unwind(Box::new(error.to_string())),
        }
    })
}
