//! Changes to a values file that leave the rest of it alone: comments, order, quotes, indentation, line ends.
//!
//! A [`Change`] says what is to be different in the values; [`edit`] finds the bytes of the text to replace. Nothing is
//! taken on trust: the text that comes out is read again, and it has to hold exactly the values that the changes mean,
//! and every comment that was there. What cannot be done so is refused.
//!
//! | file | holds |
//! | --- | --- |
//! | `change`, `meaning` | what a change is, and what it does to values |
//! | `editor` | one change after the other, each with its proof |
//! | `pieces` | the text in the making, and the edits that lead to it |
//! | `find`, `layout` | where things stand in the text |
//! | `set`, `insert`, `remove`, `relocate`, `join`, `comment` | the bytes for each kind of change |
//! | `write` | new values as text |

mod batch;
mod change;
mod comment;
mod editor;
mod error;
mod find;
mod insert;
mod join;
mod layout;
mod meaning;
mod pieces;
mod relocate;
mod remove;
mod set;
mod state;
#[cfg(test)]
mod tests;
mod write;

pub use batch::{EditsOf, edit_each};
pub use change::Change;
pub use editor::edit;
pub use error::EditError;
pub use pieces::{TextEdit, apply};
