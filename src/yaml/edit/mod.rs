//! Edits a values file in place: comments, order, quotes, indentation and line endings of the rest stay unchanged.
//!
//! A [`Change`] describes a change of the values; [`edit`] finds the bytes of the text to replace. Every result is
//! verified: it is read again, and must have exactly the expected values and all comments. A change that cannot be made
//! like this is refused.
//!
//! | file | holds |
//! | --- | --- |
//! | `change`, `meaning` | changes, and their effect on values |
//! | `editor`, `batch` | applying and verifying changes, one by one or many at once |
//! | `pieces` | the new text, and the edits that lead to it |
//! | `find`, `layout` | positions in the text |
//! | `set`, `insert`, `remove`, `relocate`, `join`, `comment` | the edits for each kind of change |
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
