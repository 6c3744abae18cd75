//! What to do about an error.

use std::error::Error;

/// An error that can say what to do about it.
pub trait Help: Error {
    /// What to do, in one sentence without a full stop.
    fn help(&self) -> Option<String> {
        None
    }
}
