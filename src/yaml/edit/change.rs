//! What is to be different.

use std::sync::Arc;

use serde_json::Value;

use crate::text::Span;
use crate::yaml::Path;

/// One difference in the values of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The value at `path` becomes `value`. What is missing on the way is added; an index one behind the end of a list
    /// adds an item.
    Set {
        path: Path,
        /// What it becomes. A string keeps the quotes of the one that it replaces, and else gets those that it needs.
        value: Value,
    },
    /// A number, boolean or the like becomes the string that it is written as.
    Quote { path: Path },
    /// A key gets another name, at the same place in its map.
    Rename {
        /// The path with the old name.
        path: Path,
        /// The new name.
        key: String,
    },
    /// An entry goes somewhere else, with its comments. Where something stands already, maps grow together; what is the
    /// same in both stays once.
    Move {
        /// The path that it has.
        from: Path,
        /// The path that it gets.
        to: Path,
    },
    /// The entry at `path` of another text is added at the same path, with its comments. It is not there yet.
    Take { path: Path, text: Arc<str> },
    /// An entry or item goes away; so do the maps around it that would be empty then. A list stays, if empty.
    Remove { path: Path },
    /// An entry goes away that does not count, because its key stands in the map once more.
    RemoveShadowed {
        /// The bytes of its key.
        key: Span,
    },
    /// Every document of the text goes into the first one; no key may have two values.
    JoinDocuments,
    /// A word in a comment becomes another one. If that is empty, the word leaves the brackets that it stands in, and
    /// with the last word there the comment goes away.
    Reword {
        /// The bytes of the word.
        word: Span,
        text: String,
    },
}

impl Change {
    /// Where it is, if it is about a place in the values.
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

    /// The path that something gets by being moved or renamed.
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
