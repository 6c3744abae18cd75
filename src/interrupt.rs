//! Cleanup before a signal ends the process.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The cleanups, in the order in which they run.
static CLEANUPS: Mutex<Vec<fn()>> = Mutex::new(Vec::new());

/// Held while the process must not end.
static UNINTERRUPTED: Mutex<()> = Mutex::new(());

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers `cleanup` to run in a separate thread before SIGINT, SIGTERM, SIGHUP or SIGQUIT ends the process.
pub(crate) fn before_end(cleanup: fn()) {
    let mut cleanups = lock(&CLEANUPS);
    if !cleanups.iter().any(|known| std::ptr::fn_addr_eq(*known, cleanup)) {
        cleanups.push(cleanup);
    }
    drop(cleanups);
    #[cfg(unix)]
    unix::listen();
}

/// Keeps signals from ending the process while the guard lives. Taking it twice in one thread would deadlock.
pub(crate) fn uninterrupted() -> MutexGuard<'static, ()> {
    lock(&UNINTERRUPTED)
}

#[cfg(unix)]
mod unix {
    use std::sync::Once;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::{CLEANUPS, lock, uninterrupted};

    /// Starts listening, once. If that is impossible, signals end the process without cleanup.
    pub(super) fn listen() {
        static LISTENER: Once = Once::new();
        LISTENER.call_once(|| {
            let ignored = ignored();
            let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].into_iter().filter(|signal| !is_in(ignored, *signal));
            let Ok(mut signals) = Signals::new(signals) else { return };
            let listener = std::thread::Builder::new().name("signals".to_owned());
            let _ = listener.spawn(move || {
                for signal in &mut signals {
                    let _end = uninterrupted();
                    for cleanup in lock(&CLEANUPS).iter() {
                        cleanup();
                    }
                    let _ = emulate_default_handler(signal);
                }
            });
        });
    }

    /// Returns a bit set of the signals that the parent process made this process ignore, as `nohup` does. Linux
    /// reports them in `/proc/self/status` (proc(5)); elsewhere they are unknown.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
    }

    fn is_in(mask: u64, signal: i32) -> bool {
        u32::try_from(signal - 1).is_ok_and(|bit| mask.checked_shr(bit).unwrap_or_default() & 1 == 1)
    }
}
