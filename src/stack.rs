//! Room on the stack: values may be nested as deep as Helm allows, and what walks them calls itself at every level.

use std::cell::Cell;
use std::io;
use std::sync::{Arc, Mutex};
use std::thread::{self, Builder, Scope, ScopedJoinHandle};

/// The sizes that are tried, the largest first. Only what is used of a stack is ever touched, but a limit on the address
/// space (`ulimit -v`) counts all of it.
const SIZES: [usize; 4] = [512 << 20, 128 << 20, 32 << 20, 8 << 20];

/// What one level of values takes in the functions that walk them, with much to spare.
const LEVEL: usize = 16 << 10;

thread_local! {
    static LEVELS: Cell<Option<usize>> = const { Cell::new(None) };
}

/// How many levels of nesting the stack of this thread has room for. It is unlimited on threads that this module did not
/// start.
pub(crate) fn levels() -> usize {
    LEVELS.get().unwrap_or(usize::MAX)
}

/// Runs `work` on a thread with a large stack. The error is the system's, when it has no memory for any thread.
pub fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<T> {
    if LEVELS.get().is_some() {
        return Ok(work());
    }
    thread::scope(|scope| match spawn(scope, work)?.join() {
        Ok(result) => result.ok_or_else(|| io::ErrorKind::Other.into()),
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

/// Starts a thread with the largest stack that there is memory for. It returns what `work` does.
pub(crate) fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> io::Result<ScopedJoinHandle<'scope, Option<T>>> {
    // A thread that does not start drops its function.
    let work = Arc::new(Mutex::new(Some(work)));
    let mut last = io::Error::from(io::ErrorKind::OutOfMemory);
    for size in SIZES {
        let work = Arc::clone(&work);
        let run = move || {
            LEVELS.set(Some(size / LEVEL));
            let work = work.lock().ok().and_then(|mut work| work.take());
            work.map(|work| work())
        };
        match Builder::new().name("flyte-auth".to_owned()).stack_size(size).spawn_scoped(scope, run) {
            Ok(thread) => return Ok(thread),
            Err(error) => last = error,
        }
    }
    Err(last)
}
