//! What was written and did not make it, and why.

use super::{Origin, Path};

/// A value that someone wrote and nothing reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Dropped {
    /// Where it would have been.
    pub path: Path,
    pub origin: Origin,
    /// Why it is gone.
    pub reason: Reason,
}

/// Why a value is gone.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// A later layer says something else.
    Overridden { by: Origin },
    /// A later `null` deletes it.
    Deleted {
        /// The `null`.
        by: Origin,
    },
    /// It was an item of a list, and a later layer gives the whole list anew: lists do not merge.
    ListReplaced {
        /// The list that counts.
        by: Origin,
    },
    /// The same key is in its map once more, further down.
    DuplicateKey {
        /// The key that counts.
        by: Origin,
    },
    /// It is in a document that this Helm does not read (Helm 3 reads the first only).
    IgnoredDocument,
    /// It is after the end that Helm sees: a line indented less than the first key, or text after a closed root.
    AfterEnd,
    /// No template of the chart reads this key.
    UnreadByChart,
    /// The chart hands it on, and no Flyte process reads this key.
    UnreadByFlyte,
}

impl Reason {
    /// Where the value is that won, if one did.
    pub const fn by(&self) -> Option<&Origin> {
        match self {
            Self::Overridden { by } | Self::Deleted { by } | Self::ListReplaced { by } | Self::DuplicateKey { by } => {
                Some(by)
            }
            Self::IgnoredDocument | Self::AfterEnd | Self::UnreadByChart | Self::UnreadByFlyte => None,
        }
    }

    /// A short kebab-case name, for JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Overridden { .. } => "overridden",
            Self::Deleted { .. } => "deleted",
            Self::ListReplaced { .. } => "list-replaced",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::IgnoredDocument => "ignored-document",
            Self::AfterEnd => "after-end",
            Self::UnreadByChart => "unread-by-chart",
            Self::UnreadByFlyte => "unread-by-flyte",
        }
    }
}
