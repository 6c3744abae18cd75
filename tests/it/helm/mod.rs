//! Values are read, merged and rendered as Helm does it.

mod input;
mod merging;
mod vectors;
