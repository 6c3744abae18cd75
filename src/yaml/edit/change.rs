//! Changes of values.

use std::sync::Arc;

use serde_json::Value;

use crate::text::Span;
use crate::yaml::Path;

/// A change of the values in a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Sets the value at `path`. Missing maps on the way are added; the index after the last item of a list appends an
    /// item.
    Set {
        path: Path,
        /// The new value. A string keeps the quoting style of the string that it replaces; otherwise it gets the quotes
        /// that it needs.
        value: Value,
    },
    /// Turns a number, boolean or similar scalar into the string as written.
    Quote { path: Path },
    /// Renames a key at the same place in its map.
    Rename {
        /// The path with the old name.
        path: Path,
        key: String,
    },
    /// Moves an entry with its comments. If there is a map at the target, the two are merged; equal values are kept
    /// once.
    Move {
        /// The current path.
        from: Path,
        /// The new path.
        to: Path,
    },
    /// Adds the entry at `path` of another text at the same path, with its comments. The path must be free.
    Take { path: Path, text: Arc<str> },
    /// Removes an entry or item, and the maps around it that would be empty. A list stays, even if empty.
    Remove { path: Path },
    /// Removes an entry that has no effect because a later one in the same map has the same key.
    RemoveShadowed {
        /// The bytes of the key.
        key: Span,
    },
    /// Merges all documents of the text into the first one; a key must not have two values.
    JoinDocuments,
    /// Replaces a word in a comment. An empty text removes the word from its brackets, and the comment with the last
    /// word.
    Reword {
        /// The bytes of the word.
        word: Span,
        text: String,
    },
}

impl Change {
    /// Returns the path in the values, if the change has one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Set { path, .. }
            | Self::Quote { path }
            | Self::Rename { path, .. }
            | Self::Take { path, .. }
            | Self::Remove { path }
            | Self::Move { from: path, .. } => Some(path),
            Self::RemoveShadowed { .. } | Self::JoinDocuments | Self::Reword { .. } => None,
        }
    }

    /// Returns the path after a move or rename.
    pub fn target(&self) -> Option<Path> {
        match self {
            Self::Move { to, .. } => Some(to.clone()),
            Self::Rename { path, key } => {
                let (_, above) = path.0.split_last()?;
                Some(Path(above.to_vec()).key(key.as_str()))
            }
            Self::Set { .. }
            | Self::Quote { .. }
            | Self::Take { .. }
            | Self::Remove { .. }
            | Self::RemoveShadowed { .. }
            | Self::JoinDocuments
            | Self::Reword { .. } => None,
        }
    }
}
