//! Reasons why a text is not edited.

use crate::yaml::{Path, ReadError};

/// A change cannot be made without changing something else. Messages show paths only, since values may be secrets.
#[derive(Debug, Clone, thiserror::Error)]
pub enum EditError {
    /// Helm refuses the text before or after the change.
    #[error("Helm would not read it")]
    Unreadable(#[from] Box<ReadError>),
    #[error("it is not UTF-8")]
    Encoding,
    /// The file has several documents that count.
    #[error("the file has several documents")]
    Documents,
    /// The path does not exist.
    #[error("there is no `{0}`")]
    Missing(String),
    /// A value other than a map is where a map is needed.
    #[error("`{0}` is not a map")]
    NotAMap(String),
    /// The value comes from an alias or a merge.
    #[error("`{0}` comes from an alias or a merge")]
    Shared(String),
    /// The target already has another value.
    #[error("`{0}` is there already")]
    Conflict(String),
    /// Its notation cannot be edited in place.
    #[error("`{0}` is written in a form that you have to change manually")]
    Form(String),
    #[error("a comment would be lost")]
    Comment,
    /// The value is also used elsewhere, through an anchor or a merge.
    #[error("a change of `{0}` would change more than that")]
    Elsewhere(String),
    /// The text would have another meaning than intended.
    #[error("it would change more than it should")]
    Meaning,
}

impl EditError {
    /// Adds the path of the change that failed.
    pub(super) fn at(self, path: Option<&Path>) -> Self {
        match (self, path) {
            (Self::Meaning, Some(path)) => Self::Elsewhere(path.to_string()),
            (error, _) => error,
        }
    }

    /// Returns advice on how to remove the obstacle, if a person can.
    pub fn obstacle(&self) -> Option<&'static str> {
        match self {
            Self::Shared(_) | Self::Elsewhere(_) => {
                Some("replace the anchor, alias or merge key (`&`, `*`, `<<`) by its value")
            }
            Self::NotAMap(_) | Self::Conflict(_) | Self::Form(_) | Self::Comment => {
                Some("write it in plain lines, a key on each")
            }
            _ => None,
        }
    }
}
