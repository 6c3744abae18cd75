//! What is wrong with values.

pub mod keys;
