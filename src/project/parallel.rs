//! Runs jobs in parallel and reports their results in order.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::stack::spawn;

/// The maximum number of waiting results per thread: enough that no thread is idle for long, and few enough that memory
/// doesn't grow with the number of files.
const WAITING: usize = 32;

/// Runs `work` for each job on all cores, and passes the results to `take` in the order of the jobs.
pub fn each<J: Sync, T: Send, E>(
    jobs: &[J],
    work: impl Fn(&J) -> T + Sync,
    mut take: impl FnMut(&J, T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = cores.min(jobs.len()).max(1);
    for batch in jobs.chunks(threads * WAITING) {
        let next = AtomicUsize::new(0);
        let results: Vec<Mutex<Option<T>>> = batch.iter().map(|_| Mutex::new(None)).collect();
        let worker = || {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let (Some(job), Some(slot)) = (batch.get(index), results.get(index)) else {
                    break;
                };
                let result = work(job);
                if let Ok(mut slot) = slot.lock() {
                    *slot = Some(result);
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads {
                // Without memory for another thread, the others do its work.
                drop(spawn(scope, worker));
            }
            worker();
        });
        for (job, slot) in batch.iter().zip(results) {
            // A worker that panicked has ended the scope, and with it this function.
            if let Ok(Some(result)) = slot.into_inner() {
                take(job, result)?;
            }
        }
    }
    Ok(())
}
