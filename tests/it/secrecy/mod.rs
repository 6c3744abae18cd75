//! No output shows a secret.

mod misplaced;
mod random;
