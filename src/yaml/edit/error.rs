//! Why a text is not edited.

use crate::yaml::{Path, ReadError};

/// Why a change cannot be made without touching something else. Paths only: values may be secrets.
#[derive(Debug, Clone, thiserror::Error)]
pub enum EditError {
    /// Helm refuses the text before or after the change.
    #[error("Helm would not read it")]
    Unreadable(#[from] Box<ReadError>),
    /// The text is not UTF-8.
    #[error("it is not UTF-8")]
    Encoding,
    /// The file has several documents that count.
    #[error("the file has several documents")]
    Documents,
    /// Nothing stands there.
    #[error("there is no `{0}`")]
    Missing(String),
    /// Something stands where a map has to be.
    #[error("`{0}` is not a map")]
    NotAMap(String),
    /// The value comes through an alias or a merge.
    #[error("`{0}` comes from an alias or a merge")]
    Shared(String),
    /// Something else stands where it should go.
    #[error("`{0}` is there already")]
    Conflict(String),
    /// It is written in a way that cannot be changed piece by piece.
    #[error("`{0}` is written in a form that you have to change manually")]
    Form(String),
    /// The text would lose a comment.
    #[error("a comment would be lost")]
    Comment,
    /// What stands at this place counts elsewhere, too, through an anchor or a merge.
    #[error("a change of `{0}` would change more than that")]
    Elsewhere(String),
    /// The text would mean something else than it should.
    #[error("it would change more than it should")]
    Meaning,
}

impl EditError {
    /// With the place of the change that it is about.
    pub(super) fn at(self, path: Option<&Path>) -> Self {
        match (self, path) {
            (Self::Meaning, Some(path)) => Self::Elsewhere(path.to_string()),
            (error, _) => error,
        }
    }

    /// What in the text stands in the way, if a person can take it away.
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
