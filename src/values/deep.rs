//! Values may be nested as deep as Helm allows, and what walks them calls itself at every level.

use crate::stack::on_large_stack;

/// Runs `work` where deeply nested values can be walked, compared and let go of.
///
/// Values must not leave it: letting go of them takes the same room.
pub fn with_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match on_large_stack(work) {
        Ok(result) => result,
        Err(error) => std::panic::resume_unwind(Box::new(error.to_string())),
    }
}
