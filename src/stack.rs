//! Stack space: values may be nested as deep as Helm allows, and the functions that walk them recurse at every level.

use std::cell::Cell;
use std::io;
use std::sync::{Arc, Mutex};
use std::thread::{self, Builder, Scope, ScopedJoinHandle};

/// The stack sizes to try, the largest first. Only the used part of a stack is ever touched, but a limit on the address
/// space (`ulimit -v`) counts all of it.
const SIZES: [usize; 4] = [512 << 20, 128 << 20, 32 << 20, 8 << 20];

/// The stack space per level of values in the functions that walk them, with a large margin.
const LEVEL: usize = 16 << 10;

thread_local! {
    static LEVELS: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Returns how many levels of nesting fit on this thread's stack. Threads that this module didn't start have no limit.
pub(crate) fn levels() -> usize {
    LEVELS.get().unwrap_or(usize::MAX)
}

/// Runs `work` on a thread with a large stack. Fails if the system has no memory for a thread.
pub fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<T> {
    if LEVELS.get().is_some() {
        return Ok(work());
    }
    thread::scope(|scope| match spawn(scope, work)?.join() {
        Ok(result) => result.ok_or_else(|| io::ErrorKind::Other.into()),
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

/// Starts a thread with the largest stack that fits into memory. The thread returns the result of `work`.
pub(crate) fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> io::Result<ScopedJoinHandle<'scope, Option<T>>> {
    // A thread that fails to start drops its function.
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
